"""One page for the monthly meeting of a party cell or an area (S0-22): figures, never persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.consolidations.queries.completeness import Complete, Counts, completeness, together_of
from tuquan.consolidations.queries.lines import Line, lines_of
from tuquan.consolidations.queries.plans import plan_for
from tuquan.consolidations.queries.rounds import Round
from tuquan.consolidations.queries.totals import totals_by_place
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind
from tuquan.reports.models import PressingIssue

MOST_TO_DISCUSS = 6
"""What one meeting can speak about."""


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """What the page says: what was promised, the figures, who is missing, what to speak about."""

    place: Place
    chosen: Round
    as_of: datetime
    promised: Sequence[Line]
    figures: Sequence[Line]
    counts: Counts
    missing: Sequence[Complete]
    behind: Sequence[Line]
    issues: Sequence[PressingIssue]


def has_meeting_page(place: Place) -> bool:
    """Whether a place is near enough to its groups to have such a page."""
    return place.kind in (*COMMUNE_LEVEL, PlaceKind.AREA)


def meeting_page(actor: Actor, place: Place, chosen: Round) -> MeetingPage:
    """The page of a place for one round, of what was sent or accepted until now."""
    totals = totals_by_place(actor, place.path, chosen).get("")
    lines = lines_of(chosen.form, plan_for(chosen), totals) if totals else []
    rows = completeness(actor, place, chosen)
    issues = PressingIssue.objects.visible_to(actor, "totals.view").below(place.path)
    return MeetingPage(
        place,
        chosen,
        clock.now(),
        promised=[line for line in lines if line.kind == "yes_no"],
        figures=[line for line in lines if line.kind in ("number", "share")],
        counts=together_of(rows),
        missing=[row for row in rows if row.counts.missing or row.counts.returned],
        behind=[line for line in lines if _is_behind(line)][:MOST_TO_DISCUSS],
        issues=list(issues.open()[:MOST_TO_DISCUSS]),
    )


def _is_behind(line: Line) -> bool:
    """Whether something got worse since the survey, was not kept, or misses its goal."""
    if line.kind == "yes_no":
        return line.figure.no > 0
    if line.reached is False:
        return True
    worse = {"up": -1, "down": 1}.get(line.asked.direction, 0)
    return bool(line.change and worse and line.change * worse > 0)
