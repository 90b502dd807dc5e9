"""Pages about households: lists, records, imports."""
