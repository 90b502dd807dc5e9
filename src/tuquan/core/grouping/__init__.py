"""Propose groups of neighbouring households, and say what is good and bad about them.

Households with points are grouped so that one walks least (F-18, S0-11), within the bounds and past
rivers; those without go by the list of lanes (F-20). Wishes and groups that exist are kept (F-19),
and a team's households are shared among its persons (S2-13, S2-14).
"""

from __future__ import annotations

from tuquan.core.grouping.checking import check_move
from tuquan.core.grouping.ground import Barrier
from tuquan.core.grouping.homes import Home, Wishes, check_wishes
from tuquan.core.grouping.lanes import Cost, Door, proposal_cost, propose_groups, walking_order
from tuquan.core.grouping.measuring import Measures
from tuquan.core.grouping.proposing import METHODS, Proposal, propose, whole_area
from tuquan.core.grouping.sharing import Share, share_households
from tuquan.core.grouping.sizes import ProposedGroup, SizeBounds, size_remark
from tuquan.core.reasons import Reason

__all__ = [
    "METHODS",
    "Barrier",
    "Cost",
    "Door",
    "Home",
    "Measures",
    "Proposal",
    "ProposedGroup",
    "Reason",
    "Share",
    "SizeBounds",
    "Wishes",
    "check_move",
    "check_wishes",
    "proposal_cost",
    "propose",
    "propose_groups",
    "share_households",
    "size_remark",
    "walking_order",
    "whole_area",
]
