"""What came out for the areas below a commune that is assessed itself: the cascade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from os.path import commonprefix

from tuquan.assessments.models import AssessmentCycle, AssessmentResult, AssessmentSheet
from tuquan.base.scoping import paths_above
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
    communes = {one.place.path: one.pk for one in sheets if one.place.kind in COMMUNE_LEVEL}
    if not communes:
        return {}
    areas = Place.objects.below(commonprefix(list(communes))).standing().areas()
    given = AssessmentResult.objects.current().filter(
        sheet__place__in=areas.order_by(), sheet__group=None, sheet__cycle__year=cycle.year
    )
    classes: dict[int, list[str]] = defaultdict(list)
    for area, key in given.values_list("sheet__place_id", "class_key"):
        classes[area].append(key)
    found: dict[int, list[Child]] = {key: [] for key in communes.values()}
    for one in areas:
        for path in communes.keys() & paths_above(one.path):
            found[communes[path]].append(Child(_kind(one), _state(classes[one.pk])))
    return {key: tuple(children) for key, children in found.items()}


def _kind(area: Place) -> str:
    return tidy(area.local_word).lower() if area.local_word else area.kind


def _state(classes: list[str]) -> State:
    if not classes:
        return "unknown"
    return "passed" if any(classes) else "failed"
