"""What a place was from a day until another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Version:
    """Name, kind and parent of a place; `until` is the first day on which it no longer holds."""

    place: int
    name: str
    kind: str
    parent: int | None
    since: date
    until: date | None = None
    local_word: str = ""

    def holds(self, on: date) -> bool:
        """Whether the place was this on a day."""
        return self.since <= on and (self.until is None or on < self.until)
