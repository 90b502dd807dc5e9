"""What a group or area reached in a year: for awards, good models and public pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tuquan.assessments.models import AssessmentResult
from tuquan.assessments.queries.sheets import class_words
from tuquan.assessments.queries.units import Unit


@dataclass(frozen=True, slots=True)
class Reached:
    """What one year brought: its class in words, and the result that says why.

    `is_reached` is true where a class was reached; a result without a class is none.
    """

    year: int
    words: str
    is_reached: bool
    result: AssessmentResult


def reached_by(units: Iterable[Unit], programme: str) -> dict[Unit, list[Reached]]:
    """By unit, what its results under a programme say, the latest year first."""
    by_ids = {(place.pk, group.pk if group else None): (place, group) for place, group in units}
    results = (
        AssessmentResult.objects.current()
        .filter(
            sheet__place__in={place for place, _ in by_ids},
            sheet__cycle__edition__programme__key=programme,
        )
        .select_related("sheet__cycle__edition__text", "sheet__cycle__edition__parent")
        .defer("known", "came_out")
        .order_by("-sheet__cycle__year")
    )
    found: dict[Unit, list[Reached]] = {unit: [] for unit in by_ids.values()}
    for result in results:
        unit = by_ids.get((result.sheet.place_id, result.sheet.group_id))
        if unit is None:
            continue
        words = class_words(result.sheet.cycle.content, result.class_key)
        reached = Reached(result.sheet.cycle.year, words, bool(result.class_key), result)
        found[unit].append(reached)
    return found
