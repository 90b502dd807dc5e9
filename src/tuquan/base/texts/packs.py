"""Sentences about mistakes in a programme pack."""

from typing import Any

TEXTS: dict[str, Any] = {}
