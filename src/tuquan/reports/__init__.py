"""Who owes which report, entry, review; every revision is kept."""
