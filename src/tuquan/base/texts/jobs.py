"""Sentences about work in the background."""

TEXTS: dict[str, object] = {}
