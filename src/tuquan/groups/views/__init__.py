"""Pages about groups: proposing and adjusting them, who leads them, a leader's households."""

from __future__ import annotations

from tuquan.groups.views.adjusting import adjust, adjust_move
from tuquan.groups.views.areas import area, compare, confirm, discard, index, propose
from tuquan.groups.views.barriers import barrier, barriers, remove_barrier
from tuquan.groups.views.care import assign_care, care, care_sheet, end_care, share_care
from tuquan.groups.views.households import households
from tuquan.groups.views.leaders import change_leader
from tuquan.groups.views.one_group import detail, move, rename
from tuquan.groups.views.posts import (
    add_member,
    change_post,
    end_tenure,
    give_access,
    hand_over,
    name_holder,
    set_predecessor,
    tenure,
)
from tuquan.groups.views.regrouping import (
    adjust_regrouping,
    drop_regrouping,
    plan_regrouping,
    regroup,
    regrouping,
    renew_regrouping,
)
from tuquan.groups.views.wishes import remove_wish, wishes

__all__ = [
    "wishes",
    "remove_wish",
    "renew_regrouping",
    "regrouping",
    "regroup",
    "plan_regrouping",
    "drop_regrouping",
    "adjust_regrouping",
    "remove_barrier",
    "barriers",
    "barrier",
    "adjust_move",
    "adjust",
    "add_member",
    "assign_care",
    "care",
    "care_sheet",
    "change_leader",
    "change_post",
    "end_care",
    "end_tenure",
    "give_access",
    "hand_over",
    "set_predecessor",
    "share_care",
    "tenure",
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
