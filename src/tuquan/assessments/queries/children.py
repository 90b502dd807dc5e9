"""What came out for the areas below a commune that is assessed itself: the cascade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tuquan.assessments.models import AssessmentCycle, AssessmentResult, AssessmentSheet
from tuquan.core.rules import Child, State
from tuquan.core.vietnamese import tidy
from tuquan.places.models import COMMUNE_LEVEL, Place


def children_of(
    cycle: AssessmentCycle, sheets: Iterable[AssessmentSheet]
) -> dict[int, tuple[Child, ...]]:
    """By sheet of a commune, its areas of today with what the year brought them.

    An area passes when a result of the year gives it a class, under any programme that assesses
    areas there, fails when none of its results does, and is open while it has none.
    """
    of_communes = [one for one in sheets if one.place.kind in COMMUNE_LEVEL]
    found: dict[int, tuple[Child, ...]] = {}
    for sheet in of_communes:
        areas = list(Place.objects.below(sheet.place.path).standing().areas())
        given = AssessmentResult.objects.current().filter(
            sheet__place__in=[one.pk for one in areas],
            sheet__group=None,
            sheet__cycle__year=cycle.year,
        )
        classes: dict[int, list[str]] = defaultdict(list)
        for area, key in given.values_list("sheet__place_id", "class_key"):
            classes[area].append(key)
        found[sheet.pk] = tuple(Child(_kind(one), _state(classes[one.pk])) for one in areas)
    return found


def _kind(area: Place) -> str:
    return tidy(area.local_word).lower() if area.local_word else area.kind


def _state(classes: list[str]) -> State:
    if not classes:
        return "unknown"
    return "passed" if any(classes) else "failed"
