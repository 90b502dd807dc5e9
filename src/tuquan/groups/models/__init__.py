"""Groups, which households are in them, who leads them and looks after whom, and plans for them."""

from __future__ import annotations

from tuquan.groups.models.groups import (
    MEMBER,
    Care,
    FormerGroupPath,
    GroupQuerySet,
    Membership,
    MembershipQuerySet,
    ResidentGroup,
    Tenure,
    TenureQuerySet,
)
from tuquan.groups.models.regrouping import BarrierLine, GroupingWish, Regrouping

__all__ = [
    "MEMBER",
    "BarrierLine",
    "Care",
    "FormerGroupPath",
    "GroupQuerySet",
    "GroupingWish",
    "Membership",
    "MembershipQuerySet",
    "Regrouping",
    "ResidentGroup",
    "Tenure",
    "TenureQuerySet",
]
