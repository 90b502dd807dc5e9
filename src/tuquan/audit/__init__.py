"""Append-only record of every change, and of every look at a personal record."""
