"""Pages about households: lists, records, what happens to them, doubles, files, imports."""
