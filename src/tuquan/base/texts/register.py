"""Sentences about what happens to households: events, members, consent, duplicates."""

TEXTS: dict[str, object] = {}
