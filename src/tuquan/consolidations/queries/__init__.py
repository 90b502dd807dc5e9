"""Totals of a place for one period, live and sent up; who has sent, who is late, who is missing."""

from __future__ import annotations

from tuquan.consolidations.queries.combined import combined_below
from tuquan.consolidations.queries.communes import (
    CommuneLine,
    Late,
    communes_in,
    idle_communes,
    late_communes,
    round_to_begin,
    totals_waiting,
)
from tuquan.consolidations.queries.completeness import (
    Complete,
    Counts,
    completeness,
    counts_by_round,
    together_of,
)
from tuquan.consolidations.queries.deciding import Decision, decision_on
from tuquan.consolidations.queries.lines import Line, line_of, lines_of
from tuquan.consolidations.queries.meeting_page import MeetingPage, has_meeting_page, meeting_page
from tuquan.consolidations.queries.plans import Compared, Plan, plan_for
from tuquan.consolidations.queries.preparing import Coverage, Prepared, Row, feeding, prepared
from tuquan.consolidations.queries.received import Received, received_in
from tuquan.consolidations.queries.rounds import (
    Round,
    find_round,
    latest_round,
    round_of,
    rounds_below,
    rounds_feeding,
)
from tuquan.consolidations.queries.sent import (
    Changed,
    between,
    changed_since,
    content_number,
    frozen,
    is_intact,
    last_sent,
    totals_owed,
    totals_with,
    versions_of,
    visible_consolidations,
)
from tuquan.consolidations.queries.stored import is_anything_marked
from tuquan.consolidations.queries.totals import totals_by_place

__all__ = [
    "Changed",
    "CommuneLine",
    "Compared",
    "Complete",
    "Counts",
    "Coverage",
    "Decision",
    "Late",
    "Line",
    "MeetingPage",
    "Plan",
    "Prepared",
    "Received",
    "Round",
    "Row",
    "between",
    "changed_since",
    "combined_below",
    "communes_in",
    "completeness",
    "content_number",
    "counts_by_round",
    "decision_on",
    "feeding",
    "find_round",
    "frozen",
    "has_meeting_page",
    "idle_communes",
    "is_anything_marked",
    "is_intact",
    "last_sent",
    "late_communes",
    "latest_round",
    "line_of",
    "lines_of",
    "meeting_page",
    "plan_for",
    "prepared",
    "received_in",
    "round_of",
    "round_to_begin",
    "rounds_below",
    "rounds_feeding",
    "together_of",
    "totals_by_place",
    "totals_owed",
    "totals_waiting",
    "totals_with",
    "versions_of",
    "visible_consolidations",
]
