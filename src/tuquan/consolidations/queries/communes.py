"""The communes as the province sees them: who is late, what was sent, one line for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.consolidations.models import Consolidation
from tuquan.consolidations.queries.completeness import Counts, completeness
from tuquan.consolidations.queries.rounds import Round, latest_round
from tuquan.consolidations.queries.sent import latest_of, totals_owed, visible_consolidations
from tuquan.places.models import Place
from tuquan.places.queries import communes
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries import Standing, standing_of
from tuquan.reports.queries.chasing import Missing, missing_reports


@dataclass(frozen=True, slots=True)
class Late:
    """A commune from which something is overdue, the oldest of it first."""

    place: Place
    missing: Sequence[Missing]

    @property
    def days(self) -> int:
        """How many days the oldest is late."""
        return -self.missing[0].owed.standing.days_left

    @property
    def phone(self) -> str:
        """A number at which somebody of the commune can be called."""
        return next((one.phone for one in self.missing if one.phone), "")

    @property
    def contact(self) -> str:
        """The name of somebody who answers for it."""
        return next((one.owed.contact for one in self.missing if one.owed.contact), "")


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """A commune in one round: the reports of its groups, and its total if it owes one."""

    place: Place
    counts: Counts
    total: Obligation | None
    standing: Standing | None

    @property
    def urgency(self) -> tuple[object, ...]:
        """Whose total is overdue stands first, then who misses most; then by name."""
        overdue = bool(self.standing and self.standing.stage == "overdue")
        return (not overdue, -self.counts.missing, self.place.sort_key, self.place.pk)


def round_to_begin(actor: Actor, place: Place, rounds: Sequence[Round]) -> Round | None:
    """The last round that is over of those for which communes owe totals; else of all."""
    owed = totals_owed(actor).below(place.path).order_by()
    keys = set(owed.values_list("edition_id", "calendar", "period_start").distinct())
    with_total = [
        one for one in rounds if (one.edition.pk, one.calendar.key, one.period.start) in keys
    ]
    return latest_round(with_total or rounds, clock.today())


def late_communes(actor: Actor) -> list[Late]:
    """The communes that owe the actor something overdue, the latest first."""
    found: dict[Place, list[Missing]] = {}
    for one in missing_reports(actor):
        if one.is_late:
            found.setdefault(one.owed.obligation.commune, []).append(one)
    return [Late(place, some) for place, some in found.items()]


def idle_communes(actor: Actor, place: Place, lines: Sequence[CommuneLine]) -> list[Place]:
    """The communes below a place that owe nothing in a round."""
    busy = [one.place.pk for one in lines]
    found = communes(actor, "totals.view").standing().below(place.path).exclude(pk__in=busy)
    return list(found.order_by("sort_key", "pk"))


def totals_waiting(actor: Actor) -> list[tuple[Obligation, Consolidation | None]]:
    """Totals that were sent and wait for the actor's decision, the oldest first."""
    sent = totals_owed(actor).filter(report__state=Report.State.SUBMITTED)
    waiting = list(sent.reviewable_by(actor).order_by("report__submitted_at", "pk"))
    came = visible_consolidations(actor).filter(report__obligation__in=waiting)
    versions = {one.report.obligation_id: one for one in latest_of(came)}
    return [(one, versions.get(one.pk)) for one in waiting]


def communes_in(actor: Actor, place: Place, chosen: Round) -> list[CommuneLine]:
    """Every commune below a place that owes something in a round, the most urgent first."""
    now = clock.now()
    totals = _totals_in(actor, place, chosen)
    lines = [
        CommuneLine(
            row.place,
            row.counts,
            total := totals.get(row.place.pk),
            standing_of(total, now) if total else None,
        )
        for row in completeness(actor, place, chosen)
        if row.place
    ]
    return sorted(lines, key=lambda one: one.urgency)


def _totals_in(actor: Actor, place: Place, chosen: Round) -> Mapping[int, Obligation]:
    owed = (
        totals_owed(actor)
        .below(place.path)
        .filter(
            edition=chosen.edition,
            calendar=chosen.calendar.key,
            period_start=chosen.period.start,
            period_until=chosen.period.until,
        )
    )
    return {one.place_id: one for one in owed}
