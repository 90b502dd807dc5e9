"""Forms of groups: one group and its people, what lies between households, who is with whom."""

from __future__ import annotations

from tuquan.groups.forms.barriers import PAIRS, BarrierForm
from tuquan.groups.forms.care import CareForm
from tuquan.groups.forms.leaders import ChangeLeaderForm
from tuquan.groups.forms.one_group import MoveForm, PredecessorForm, RenameForm
from tuquan.groups.forms.posts import (
    HEADS,
    EndForm,
    HandOverForm,
    HolderForm,
    MemberForm,
    PostForm,
)
from tuquan.groups.forms.wishes import WishForm

__all__ = [
    "HEADS",
    "PAIRS",
    "BarrierForm",
    "CareForm",
    "ChangeLeaderForm",
    "EndForm",
    "HandOverForm",
    "MemberForm",
    "PostForm",
    "PredecessorForm",
    "HolderForm",
    "MoveForm",
    "RenameForm",
    "WishForm",
]
