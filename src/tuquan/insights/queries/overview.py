"""The figures of one place: its lines, the places below it, the submissions behind a total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step
from tuquan.core.rollup import Totals
from tuquan.groups.models import ResidentGroup
from tuquan.insights.queries.lines import Line, lines_of
from tuquan.insights.queries.rounds import Round
from tuquan.insights.queries.totals import (
    Compared,
    obligations_of,
    plan_for,
    reporters_of,
    together,
    totals_by_place,
)
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceQuerySet
from tuquan.places.queries import visible_places
from tuquan.reports.models import Report

GROUP_STEP = "G"
"""How the step of a group begins in a path; the rest of every step is the number of its row."""

NO_TOTALS = Compared(Totals(), Totals())
"""The totals of a place where nobody owes a report."""


@dataclass(frozen=True, slots=True)
class PlaceBelow:
    """A place (or, in an area, a group) one level below, with its share in the totals."""

    name: str
    place: Place | None
    totals: Compared


@dataclass(frozen=True, slots=True)
class Overview:
    """A place in one round, as of an instant."""

    place: Place
    chosen: Round
    as_of: datetime
    totals: Compared
    lines: Sequence[Line]
    below: Sequence[PlaceBelow]

    @property
    def expected(self) -> int:
        """How many reports are owed."""
        return self.totals.now.expected

    @property
    def received(self) -> int:
        """How many of them are in these totals."""
        return self.totals.now.received


@dataclass(frozen=True, slots=True)
class Submission:
    """One reporter in a round: who, in what state, and what they alone add to the totals."""

    group: ResidentGroup
    report: Report | None
    totals: Compared

    @property
    def state(self) -> str:
        """Where the report stands; empty when nobody has begun it."""
        return self.report.state if self.report else ""

    @property
    def sent_at(self) -> datetime | None:
        """When the report that counts was sent; None while none counts."""
        return self.report.submitted_at if self.report and self.totals.now.received else None


def starting_places(actor: Actor) -> PlaceQuerySet:
    """The highest places whose totals somebody may see; the system sees all that have no parent."""
    places = visible_places(actor, "totals.view")
    paths = actor.paths("totals.view")
    return places.filter(parent=None) if paths == ("",) else places.filter(path__in=paths)


def way_up(actor: Actor, place: Place) -> list[Place]:
    """The places above a place, from the top, as far as somebody may see them."""
    steps = place.path.split(".")[:-2]
    above = ["".join(f"{step}." for step in steps[: count + 1]) for count in range(len(steps))]
    return list(visible_places(actor, "totals.view").filter(path__in=above).order_by("path"))


def overview_of(actor: Actor, place: Place, chosen: Round) -> Overview:
    """Everything the page of a place shows for one round."""
    as_of = clock.now()
    plan = plan_for(chosen)
    near = place.kind in (*COMMUNE_LEVEL, PlaceKind.AREA)
    totals = totals_by_place(actor, place.path, chosen, texts=near)
    whole = totals.pop("")
    return Overview(
        place,
        chosen,
        as_of,
        whole,
        lines_of(chosen.form, plan, whole),
        _places_below(place, totals),
    )


def submissions_behind(actor: Actor, place: Place, chosen: Round) -> list[Submission]:
    """Everybody who owes a report of the round, in the order of areas and groups."""
    plan = plan_for(chosen)
    known = {one.obligation: one for one in reporters_of(actor, place.path, chosen, plan)}
    owed = obligations_of(actor, place.path, chosen)
    return [
        Submission(
            obligation.group,
            getattr(obligation, "report", None),
            plan.total([known[obligation.pk]]),
        )
        for obligation in owed.select_related("group__place", "report")
        .defer("report__answers", "report__facts")
        .order_by("place__sort_key", "place_id", "group__number", "pk")
        if obligation.pk in known
    ]


def lines_together(chosen: Round, submissions: Sequence[Submission]) -> list[Line]:
    """The lines of all these submissions as one: the foot under their list."""
    whole = together([one.totals for one in submissions])
    return lines_of(chosen.form, plan_for(chosen), whole)


def line_named(lines: Sequence[Line], key: str) -> Line | None:
    """The line of a question or ratio; None when the form has none of this name."""
    return next((line for line in lines if line.key == key), None)


def _places_below(place: Place, totals: Mapping[str, Compared]) -> list[PlaceBelow]:
    """By their permanent numbers, since a path may be of another time than the name."""
    steps = [step.rstrip(".") for step in totals]
    numbers = [int(step) for step in steps if step.isdigit()]
    group_numbers = [int(step[1:]) for step in steps if step.startswith(GROUP_STEP)]
    groups = ResidentGroup.objects.filter(pk__in=group_numbers).order_by("number", "pk")
    places = Place.objects.filter(Q(pk__in=numbers) | Q(parent=place)).order_by("sort_key", "pk")
    named: list[tuple[str, str, Place | None]] = [
        *((path_step(one.pk), one.name, one) for one in places),
        *((path_step(one.pk, GROUP_STEP), one.name, None) for one in groups),
    ]
    return [PlaceBelow(name, one, totals.get(step, NO_TOTALS)) for step, name, one in named]
