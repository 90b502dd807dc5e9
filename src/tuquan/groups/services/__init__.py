"""Proposing groups, adjusting them, forming them, naming who leads them; following the map."""

from __future__ import annotations

from tuquan.groups.services.following import GroupFollower
from tuquan.groups.services.holders import NamedHolder, name_holder
from tuquan.groups.services.leaving import MembershipFollower
from tuquan.groups.services.moving import move_household, move_households, rename_group
from tuquan.groups.services.proposing import drop_proposal, form_groups, propose_area_groups

__all__ = [
    "GroupFollower",
    "MembershipFollower",
    "NamedHolder",
    "drop_proposal",
    "form_groups",
    "move_household",
    "move_households",
    "name_holder",
    "propose_area_groups",
    "rename_group",
]
