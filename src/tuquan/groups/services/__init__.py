"""Proposing groups, adjusting them, forming them, naming who leads them; following the map."""

from __future__ import annotations

from tuquan.groups.services.barriers import (
    NewBarrier,
    add_barrier,
    alter_barrier,
    remove_barrier,
)
from tuquan.groups.services.care import assign_care, end_care, share_care
from tuquan.groups.services.changing_leader import NewLeader, change_leader
from tuquan.groups.services.discarding import forget_with_proposals
from tuquan.groups.services.dissolving import dissolve_group
from tuquan.groups.services.ending import end_tenure, remove_member
from tuquan.groups.services.following import GroupFollower, go_with_groups
from tuquan.groups.services.holders import NamedHolder, hand_over, name_acting, name_holder
from tuquan.groups.services.leaving import MembershipFollower
from tuquan.groups.services.lineage import set_predecessor
from tuquan.groups.services.moving import move_household, move_households, rename_group
from tuquan.groups.services.proposing import drop_proposal, form_groups, propose_area_groups
from tuquan.groups.services.reconstituting import carry_out_regrouping
from tuquan.groups.services.regrouping import (
    NEW_GROUP,
    adjust_regrouping,
    drop_regrouping,
    plan_regrouping,
    renew_regrouping,
)
from tuquan.groups.services.teams import add_member, change_post, give_access
from tuquan.groups.services.wishes import add_wish, remove_wish

__all__ = [
    "add_member",
    "assign_care",
    "NewLeader",
    "change_leader",
    "change_post",
    "end_care",
    "end_tenure",
    "give_access",
    "go_with_groups",
    "hand_over",
    "name_acting",
    "remove_member",
    "set_predecessor",
    "share_care",
    "remove_wish",
    "add_wish",
    "renew_regrouping",
    "plan_regrouping",
    "drop_regrouping",
    "adjust_regrouping",
    "carry_out_regrouping",
    "dissolve_group",
    "remove_barrier",
    "alter_barrier",
    "add_barrier",
    "NewBarrier",
    "NEW_GROUP",
    "forget_with_proposals",
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
