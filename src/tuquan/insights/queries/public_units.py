"""The units of a published cycle, each with what it came to and whether it is small.

Asked only for cycles that were published (`queries.public`). Read are names of groups and places,
classes, and the state of each criterion: no mark, no note and nobody's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tuquan.assessments.models import (
    Acceptance,
    AssessmentCycle,
    AssessmentResult,
    AssessmentSheet,
)
from tuquan.core.publishing import SMALLEST
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import household_counts
from tuquan.places.models import Place

ACCEPTED = "accepted"
"""Stands for a class where the programme accepts models instead of classing (S1-21)."""

_NAMED = (
    *("place__name", "place__path", "place__sort_key", "place__kind"),
    *("group__name", "group__number", "group__place_id"),
)


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """A group or area and what it came to; `key` is its class, empty where it reached none.

    `small` is how many households a group has of fewer than five, which is never shown by itself;
    None of every other unit.
    """

    place: Place
    group: ResidentGroup | None
    is_decided: bool
    key: str = ""
    states: Mapping[str, str] | None = None
    small: int | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.group.name if self.group else self.place.name


def units_by_place(cycle: AssessmentCycle) -> list[tuple[Place, list[PublicUnit]]]:
    """The units that have not ended, under the place directly below the one that runs the
    programme: of a commune its areas, of a province its communes."""
    sheets, acceptances = _sheets(cycle), _acceptances(cycle)
    groups = [one.group for one in sheets if one.group]
    groups += [one.group for one in acceptances if one.group]
    small = _small(cycle, groups)
    units = [*_judged(cycle, sheets, small), *_accepted(acceptances, small)]
    below = {unit.place.pk: _place_below(cycle, unit.place) for unit in units}
    missing = set(below.values()) - set(below)
    known = {unit.place.pk: unit.place for unit in units}
    known |= Place.objects.in_bulk(missing) if missing else {}
    found: dict[int, list[PublicUnit]] = {}
    for unit in units:
        found.setdefault(below[unit.place.pk], []).append(unit)
    return [(known[place], some) for place, some in found.items()]


def _sheets(cycle: AssessmentCycle) -> list[AssessmentSheet]:
    rows = cycle.sheets.exclude(state=AssessmentSheet.State.ENDED)
    return list(rows.select_related("place", "group").only("cycle", "path", "state", *_NAMED))


def _acceptances(cycle: AssessmentCycle) -> list[Acceptance]:
    """What committees accept or not; nothing is asked where the programme has no such step."""
    if cycle.step("accept") is None:
        return []
    rows = cycle.acceptances.exclude(state=Acceptance.State.ENDED)
    return list(rows.select_related("place", "group").only("cycle", "path", "state", *_NAMED))


def _judged(
    cycle: AssessmentCycle, sheets: list[AssessmentSheet], small: Mapping[int, int]
) -> Iterator[PublicUnit]:
    given = AssessmentResult.objects.current().filter(sheet__cycle=cycle).order_by()
    results = {one.sheet_id: one for one in given.only("sheet_id", "class_key", "came_out")}
    for sheet in sheets:
        result = results.get(sheet.pk)
        households = small.get(sheet.group_id or 0)
        if result is None or sheet.state != AssessmentSheet.State.DECIDED:
            yield PublicUnit(sheet.place, sheet.group, False, small=households)
            continue
        states = result.came_out["rows"]
        yield PublicUnit(sheet.place, sheet.group, True, result.class_key, states, small=households)


def _accepted(acceptances: list[Acceptance], small: Mapping[int, int]) -> Iterator[PublicUnit]:
    for one in acceptances:
        key = ACCEPTED if one.state == Acceptance.State.ACCEPTED else ""
        households = small.get(one.group_id or 0)
        yield PublicUnit(one.place, one.group, one.is_decided, key, small=households)


def _small(cycle: AssessmentCycle, groups: list[ResidentGroup]) -> dict[int, int]:
    """The households of groups that have fewer than five.

    Of teams and of groups of a whole area it may not be known how many there are: none at all is
    no small number there.
    """
    rules = cycle.adoption.content.group_rules
    needs_households = rules is None or rules.covers == "households"
    return {
        group: count
        for group, count in (household_counts(groups) if groups else {}).items()
        if count < SMALLEST and (count or needs_households)
    }


def _place_below(cycle: AssessmentCycle, place: Place) -> int:
    """The number of the place directly below the one of the cycle in which a place lies; of what
    lies elsewhere by now, its own."""
    rest = place.path.removeprefix(cycle.path)
    if rest == place.path or not rest:
        return place.pk
    return int(rest.split(".")[0])
