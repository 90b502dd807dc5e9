"""Resident groups: proposed from the household list, formed, with a leader and a deputy."""
