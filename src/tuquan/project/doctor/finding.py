"""One thing the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "look", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`key` is the same in every language; `look` needs somebody some day, `bad` needs them now."""

    key: str
    what: str
    found: str
    level: Level = "ok"
    advice: str = ""

    @property
    def ok(self) -> bool:
        """Whether the installation can be used as it is."""
        return self.level != "bad"
