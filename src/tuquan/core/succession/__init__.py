"""Places that change: plans of reforms, the tree on any date, and sharing figures between maps."""

from tuquan.core.succession.checking import PARENT_KINDS
from tuquan.core.succession.links import Link
from tuquan.core.succession.operations import (
    abolish,
    merge,
    move,
    plan_from_json,
    plan_to_json,
    remap_level,
    rename,
    split,
)
from tuquan.core.succession.plan import Alter, Close, Found, Part, Plan, Ref
from tuquan.core.succession.tree import DatedTree
from tuquan.core.succession.versions import Version

__all__ = [
    "PARENT_KINDS",
    "Alter",
    "Close",
    "DatedTree",
    "Found",
    "Link",
    "Part",
    "Plan",
    "Ref",
    "Version",
    "abolish",
    "merge",
    "move",
    "plan_from_json",
    "plan_to_json",
    "remap_level",
    "rename",
    "split",
]
