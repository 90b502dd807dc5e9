"""Groups, which households are in them, who leads them and looks after whom, and plans for them."""

from __future__ import annotations

from tuquan.groups.models.groups import (
    MEMBER,
    Care,
    CareQuerySet,
    FormerGroupPath,
    GroupQuerySet,
    Membership,
    MembershipQuerySet,
    ResidentGroup,
    Tenure,
    TenureQuerySet,
)
from tuquan.groups.models.regrouping import (
    BarrierLine,
    BarrierLineQuerySet,
    GroupingWish,
    GroupingWishQuerySet,
    Regrouping,
    RegroupingQuerySet,
)

__all__ = [
    "MEMBER",
    "BarrierLine",
    "BarrierLineQuerySet",
    "Care",
    "CareQuerySet",
    "FormerGroupPath",
    "GroupQuerySet",
    "GroupingWish",
    "GroupingWishQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Regrouping",
    "RegroupingQuerySet",
    "ResidentGroup",
    "Tenure",
    "TenureQuerySet",
]
