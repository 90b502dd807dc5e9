"""Sentences about copies of the database and what the doctor finds."""

TEXTS: dict[str, object] = {}
