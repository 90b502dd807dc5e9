"""Pages about groups: proposing and adjusting them, who leads them, a leader's households."""

from __future__ import annotations

from tuquan.groups.views.areas import area, compare, confirm, discard, index, propose
from tuquan.groups.views.households import households
from tuquan.groups.views.one_group import detail, move, name_holder, rename

__all__ = [
    "area",
    "compare",
    "confirm",
    "detail",
    "discard",
    "households",
    "index",
    "move",
    "name_holder",
    "propose",
    "rename",
]
