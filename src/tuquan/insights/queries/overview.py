"""The figures of one place: its lines, the places below it, the submissions behind a total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step
from tuquan.consolidations.queries.lines import Line, lines_of
from tuquan.consolidations.queries.plans import Compared, plan_for, together
from tuquan.consolidations.queries.rounds import Round
from tuquan.consolidations.queries.totals import (
    SHARED_STEP,
    cut_spots,
    day_recorded,
    obligations_of,
    owed_within,
    reporters_of,
    totals_by_place,
)
from tuquan.core.answers import Answers
from tuquan.core.programme import Form, Question
from tuquan.core.rollup import Spot, Totals, roll_up_on
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceQuerySet
from tuquan.places.queries import (
    PlaceMap,
    Territory,
    day_standing,
    map_of,
    names_on,
    parent_on,
    territory,
    visible_places,
)
from tuquan.reports.models import Report
from tuquan.reports.queries import Said, reporter_name, said

GROUP_STEP = "G"
"""How the step of a group begins in a path; the rest of every step is the number of its row."""

NO_TOTALS = Compared(Totals(), Totals())
"""The totals of a place where nobody owes a report."""


@dataclass(frozen=True, slots=True)
class SharedFrom:
    """A place that was divided, of whose reports only a share is in a total."""

    name: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class PlaceBelow:
    """A place (or, in an area, a group) one level below, with its share in the totals.

    `shared_from` is what was apportioned to it; in an area such a share is a row of its own.
    """

    name: str
    place: Place | None
    totals: Compared
    shared_from: Sequence[SharedFrom] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """A place in one round, as of an instant, on the map of the day `on`.

    `hidden` counts reports that lie in the place on that map and that the reader may not see; they
    are in no total.
    """

    place: Place
    chosen: Round
    as_of: datetime
    totals: Compared
    lines: Sequence[Line]
    below: Sequence[PlaceBelow]
    on: date
    name: str
    shared_from: Sequence[SharedFrom] = ()
    hidden: int = 0

    @property
    def expected(self) -> int:
        """How many reports are owed."""
        return self.totals.now.expected

    @property
    def received(self) -> int:
        """How many of them are in these totals."""
        return self.totals.now.received

    @property
    def apportioned(self) -> int:
        """Of how many reports only a share is in these totals."""
        return self.totals.now.apportioned


@dataclass(frozen=True, slots=True)
class Submission:
    """One reporter in a round: who, in what state, and what they alone say.

    `place` is the place the report was written for, `spots` where all of that place
    lies; of a divided one only the `share` counts in the totals. `values` are the answers by
    question, as reports store them.
    """

    reporter: str
    report: Report | None
    totals: Compared
    place: Place
    spots: Sequence[Spot] = (Spot(""),)
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def share(self) -> Fraction:
        """The part of the report that counts."""
        return sum((spot.share for spot in self.spots if spot.path is not None), Fraction(0))

    @property
    def state(self) -> str:
        """Where the report stands; empty when nobody has begun it."""
        return self.report.state if self.report else ""

    @property
    def sent_at(self) -> datetime | None:
        """When the report that counts was sent; None while none counts."""
        return self.report.submitted_at if self.report and self.totals.now.received else None


def said_alone(one: Submission, line: Line, form: Form) -> Said:
    """What one reporter answered to a question whose answers do not come together over places."""
    key, asked = line.key, line.asked
    if not isinstance(asked, Question) or asked.aggregation != "none" or asked.kind == "text":
        return Said("not_reported")
    answers = Answers.from_json({"values": {key: one.values.get(key)}}, form)
    return said(answers, key, asked)


def starting_places(actor: Actor) -> PlaceQuerySet:
    """The highest places whose totals somebody may see; the system sees all that have no parent."""
    places = visible_places(actor, "totals.view")
    paths = actor.paths("totals.view")
    return places.filter(parent=None) if paths == ("",) else places.filter(path__in=paths)


def way_up(actor: Actor, place: Place, on: date | None = None) -> list[Place]:
    """The places above a place, from the top, as far as somebody may see them.

    With a day, those above it on the map of that day.
    """
    if on is not None:
        return _way_up_then(actor, place, on)
    steps = place.path.split(".")[:-2]
    above = ["".join(f"{step}." for step in steps[: count + 1]) for count in range(len(steps))]
    return list(visible_places(actor, "totals.view").filter(path__in=above).order_by("path"))


def day_shown(place: Place, asked: date | None) -> date:
    """The day on whose map a place is shown: the one asked for, else today, while it stood."""
    if asked is None and place.ended_on is None:
        return clock.today()
    return day_standing(place, asked or clock.today())


def overview_of(actor: Actor, place: Place, chosen: Round, on: date | None = None) -> Overview:
    """Everything the page of a place shows for one round, on the map of a day (of today)."""
    as_of, day = clock.now(), on or clock.today()
    plan, around = plan_for(chosen), map_of(place, day)
    near = place.kind in (*COMMUNE_LEVEL, PlaceKind.AREA)
    within = around.territory(day_recorded(chosen))
    totals = totals_by_place(actor, place.path, chosen, texts=near, within=within)
    whole = totals.pop("")
    shared = _shared_from(place.path, chosen, within)
    return Overview(
        place,
        chosen,
        as_of,
        whole,
        lines_of(chosen.form, plan, whole),
        _places_below(around, totals, shared),
        day,
        names_on([place.pk], day).get(place.pk, place.name),
        shared.get("", ()),
        _hidden(actor, place.path, chosen, within),
    )


def submissions_behind(
    actor: Actor, place: Place, chosen: Round, on: date | None = None
) -> list[Submission]:
    """Everybody who owes a report of the round, in the order of areas and groups.

    On the map of a day also those whose report counts with a share only.
    """
    plan = plan_for(chosen)
    within = territory(place, on or clock.today(), day_recorded(chosen))
    known = {one.obligation: one for one in reporters_of(actor, place.path, chosen, plan, within)}
    owed = obligations_of(actor, place.path, chosen, within)
    return [
        Submission(
            reporter_name(obligation),
            getattr(obligation, "report", None),
            plan.total([known[obligation.pk]]),
            obligation.place,
            within.spots.get(obligation.place_id, (Spot(""),)),
            (known[obligation.pk].sent or {}).get("values", {}),
        )
        for obligation in owed.select_related("group", "body", "place", "edition__parent", "report")
        .defer("report__answers", "report__facts")
        .order_by("place__sort_key", "place_id", "group__number", "pk")
        if obligation.pk in known
    ]


def lines_together(chosen: Round, submissions: Sequence[Submission]) -> list[Line]:
    """The lines of all these submissions as one: the foot under their list."""
    return lines_of(chosen.form, plan_for(chosen), counted_together(submissions))


def counted_together(submissions: Sequence[Submission]) -> Compared:
    """The totals of all these submissions; of divided places, the share that counts."""
    whole = together([one.totals for one in submissions if len(one.spots) == 1])
    divided: dict[int, list[Submission]] = {}
    for one in submissions:
        if len(one.spots) > 1:
            divided.setdefault(one.place.pk, []).append(one)
    parts = [
        (
            together([one.totals for one in some]),
            [Spot(None if path is None else "", share) for path, share in some[0].spots],
        )
        for some in divided.values()
    ]
    return Compared(
        roll_up_on({"": whole.now}, [(total.now, spots) for total, spots in parts])[""],
        roll_up_on({"": whole.before}, [(total.before, spots) for total, spots in parts])[""],
    )


def line_named(lines: Sequence[Line], key: str) -> Line | None:
    """The line of a question or ratio; None when the form has none of this name."""
    return next((line for line in lines if line.key == key), None)


def _way_up_then(actor: Actor, place: Place, on: date) -> list[Place]:
    above: list[Place] = []
    parent = parent_on(place, on)
    while parent is not None and actor.may("totals.view", parent.path):
        above.insert(0, parent)
        parent = parent_on(parent, on)
    return above


def _hidden(actor: Actor, path: str, chosen: Round, within: Territory) -> int:
    """How many reports of the round lie in a place and are out of reach; none while it stands."""
    if not within.touched:
        return 0
    everything = owed_within(path, chosen, within).count()
    return everything - obligations_of(actor, path, chosen, within).count()


def _shared_from(path: str, chosen: Round, within: Territory) -> dict[str, list[SharedFrom]]:
    """By step below a place (`""` is the place itself), which divided places are partly in it."""
    divided = [number for number, spots in within.spots.items() if len(spots) > 1]
    if not divided:
        return {}
    owed = owed_within(path, chosen, within).filter(place__in=divided).order_by()
    names = dict(Place.objects.filter(pk__in=owed.values("place")).values_list("pk", "name"))
    found: dict[str, list[SharedFrom]] = {}
    for number, name in sorted(names.items()):
        shares: dict[str, Fraction] = {}
        for where, share in cut_spots(within.spots[number], number, 1):
            for step in {"", where} if where is not None else ():
                shares[step] = shares.get(step, Fraction(0)) + share
        for step, share in shares.items():
            if share < 1:
                found.setdefault(step, []).append(SharedFrom(name, share))
    return found


def _places_below(
    around: PlaceMap, totals: Mapping[str, Compared], shared: Mapping[str, Sequence[SharedFrom]]
) -> list[PlaceBelow]:
    """By their permanent numbers, since a path may be of another time than the name."""
    steps = [step.rstrip(".") for step in totals]
    numbers = [int(step) for step in steps if step.isdigit()]
    parts = [int(step[1:]) for step in steps if step.startswith(SHARED_STEP)]
    group_numbers = [int(step[1:]) for step in steps if step.startswith(GROUP_STEP)]
    groups = ResidentGroup.objects.filter(pk__in=group_numbers).order_by("number", "pk")
    standing = Q(parent=around.place, ended_on=None)
    if around.touched:
        standing = Q(pk__in=around.children())
    places = Place.objects.filter(Q(pk__in=numbers) | standing).order_by("sort_key", "pk")
    called = {} if around.on == clock.today() else names_on((one.pk for one in places), around.on)
    named: list[tuple[str, str, Place | None]] = [
        *((path_step(one.pk), called.get(one.pk, one.name), one) for one in places),
        *((path_step(one.pk, GROUP_STEP), one.name, None) for one in groups),
        *(
            (path_step(one.pk, SHARED_STEP), one.name, None)
            for one in Place.objects.filter(pk__in=parts).order_by("sort_key", "pk")
        ),
    ]
    return [
        PlaceBelow(name, one, totals.get(step, NO_TOTALS), shared.get(step, ()))
        for step, name, one in named
    ]
