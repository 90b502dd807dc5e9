"""How far an adoption has come: milestones with their state, pilots beside what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.working_days import work_calendar
from tuquan.core.deadlines import milestone_day
from tuquan.core.programme import Milestone, PilotRule
from tuquan.core.rules import Known, Outcome, judge, parameters_on
from tuquan.core.time.days import named_day
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceQuerySet
from tuquan.programmes.models import (
    Adoption,
    MilestoneMark,
    MilestoneMarkQuerySet,
    Pilot,
    PilotQuerySet,
)
from tuquan.programmes.queries.deadlines import events_for
from tuquan.programmes.queries.facts import facts_at

MilestoneState = Literal["done", "late", "soon", "waiting", "undated", "passed"]
"""`passed`: its day lies before the programme began here, so that it says nothing."""

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FollowedMilestone:
    """A milestone of an adoption: its day here, how it stands, and who or what says so."""

    milestone: Milestone
    state: MilestoneState
    day: date | None
    cycle: int = 0
    mark: MilestoneMark | None = None
    outcome: Outcome | None = None

    @property
    def is_computed(self) -> bool:
        """Whether the platform finds out by itself that it is reached."""
        return self.milestone.condition is not None


@dataclass(frozen=True, slots=True)
class FollowedPilots:
    """A rule about pilots, and the places chosen under it so far."""

    rule: PilotRule
    current: tuple[Pilot, ...]
    ended: tuple[Pilot, ...]


def followed_milestones(adoption: Adoption) -> list[FollowedMilestone]:
    """Every milestone of an adoption, in the order of the source."""
    content, today = adoption.content, clock.today()
    known = _known(adoption, today) if any(m.condition for m in content.milestones) else None
    made = MilestoneMark.objects.filter(adoption__in=adoption.lineage).select_related("marked_by")
    marks = {(mark.milestone, mark.cycle): mark for mark in made}
    return [_followed(adoption, one, marks, known, today) for one in content.milestones]


def done_milestones(adoptions: Iterable[Adoption]) -> set[tuple[int, str, int]]:
    """Which milestones are done, by adoption, key and year of what returns every year."""
    return {
        (adoption.pk, one.milestone.key, one.cycle)
        for adoption in adoptions
        for one in followed_milestones(adoption)
        if one.state == "done"
    }


def visible_marks(actor: Actor) -> MilestoneMarkQuerySet:
    """What people said about the milestones of adoptions the actor may see."""
    return MilestoneMark.objects.visible_to(actor).select_related("adoption__place")


def followed_pilots(adoption: Adoption) -> list[FollowedPilots]:
    """What the source says about pilots, each with the places chosen."""
    pilots = list(Pilot.objects.filter(adoption__in=adoption.lineage).select_related("place"))
    return [
        FollowedPilots(
            rule,
            tuple(p for p in pilots if p.rule == rule.key and p.ended_on is None),
            tuple(p for p in pilots if p.rule == rule.key and p.ended_on is not None),
        )
        for rule in adoption.content.pilots
    ]


def pilot_places(adoption: Adoption, rule: PilotRule) -> PlaceQuerySet:
    """The places that can be chosen: areas, or also the commune where the rule stands above it."""
    below = Place.objects.below(adoption.place.path).standing()
    above_commune = rule.for_each not in (*COMMUNE_LEVEL, "area")
    places = below.exclude(kind="province") if above_commune else below.areas()
    taken = Pilot.objects.filter(adoption__in=adoption.lineage, ended_on=None).values("place_id")
    return places.exclude(pk__in=taken)


def visible_pilots(actor: Actor) -> PilotQuerySet:
    """The pilots the actor may see that have not ended."""
    current = Pilot.objects.visible_to(actor).filter(ended_on=None)
    return current.select_related("place", "adoption__place")


def _known(adoption: Adoption, today: date) -> Known:
    """What the platform itself knows of the place, as rules are judged by."""
    return Known(
        today.year,
        facts_at(adoption, [adoption.place])[adoption.place_id],
        parameters=parameters_on(adoption.content, today),
        events=events_for(adoption),
        work=work_calendar(),
    )


def _followed(
    adoption: Adoption,
    milestone: Milestone,
    marks: Mapping[tuple[str, int], MilestoneMark],
    known: Known | None,
    today: date,
) -> FollowedMilestone:
    day, cycle = _day_here(adoption, milestone, today)
    mark = marks.get((milestone.key, cycle))
    outcome = judge(milestone.condition, known) if milestone.condition and known else None
    done = outcome.state == "passed" if outcome else mark is not None
    state = "done" if done else _waiting_state(adoption, milestone, day, today)
    return FollowedMilestone(milestone, state, day, cycle, None if outcome else mark, outcome)


def _day_here(adoption: Adoption, milestone: Milestone, today: date) -> tuple[date | None, int]:
    """The day of a milestone, and the year of what returns every year: the first that counts."""
    if not milestone.yearly_on:
        return milestone_day(milestone) or milestone.starts, 0
    year = max(today, adoption.effective_from).year
    day = named_day(milestone.yearly_on, year)
    if day < adoption.effective_from:
        year += 1
        day = named_day(milestone.yearly_on, year)
    return day, year


def _waiting_state(
    adoption: Adoption, milestone: Milestone, day: date | None, today: date
) -> MilestoneState:
    if day is None:
        return "undated"
    if day < adoption.effective_from:
        return "passed"
    only_begins = milestone_day(milestone) is None and not milestone.yearly_on
    if day < today:
        return "waiting" if only_begins else "late"
    return "soon" if day - today <= SOON else "waiting"
