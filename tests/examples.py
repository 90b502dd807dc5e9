"""How often a property is tried: a third of its examples every time, all in `make test-long`."""

from __future__ import annotations

import os

DEEP = bool(os.environ.get("TUQUAN_DEEP"))
USUAL = 100 if DEEP else 50
"""For properties that name no number of their own."""


def examples(many: int) -> int:
    """For a property whose examples take long to work out."""
    return many if DEEP else max(4, many // 3)
