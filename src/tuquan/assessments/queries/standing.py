"""What a group or area reached in a year: for awards, good models and public pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from tuquan.assessments.models import Acceptance, AssessmentResult
from tuquan.assessments.queries.sheets import class_words
from tuquan.assessments.queries.units import Unit


@dataclass(frozen=True, slots=True)
class Reached:
    """What one year brought: its class in words, and the result or the acceptance that says why.

    `is_reached` is true where a class was reached or the model accepted; a result without a class,
    or a model not accepted, is none. One of `result` and `acceptance` is there.
    """

    year: int
    words: str
    is_reached: bool
    result: AssessmentResult | None
    acceptance: Acceptance | None = None


def reached_by(units: Iterable[Unit], programme: str) -> dict[Unit, list[Reached]]:
    """By unit, what its results and acceptances under a programme say, the latest year first."""
    by_ids = {(place.pk, group.pk if group else None): (place, group) for place, group in units}
    found: dict[Unit, list[Reached]] = {unit: [] for unit in by_ids.values()}
    results = (
        AssessmentResult.objects.current()
        .filter(
            sheet__place__in={place for place, _group in by_ids},
            sheet__cycle__edition__programme__key=programme,
        )
        .select_related("sheet__cycle__edition__text", "sheet__cycle__edition__parent")
        .defer("known", "came_out")
        .order_by("-sheet__cycle__year")
    )
    for result in results:
        unit = by_ids.get((result.sheet.place_id, result.sheet.group_id))
        if unit is None:
            continue
        words = class_words(result.sheet.cycle.content, result.class_key)
        reached = Reached(result.sheet.cycle.year, words, bool(result.class_key), result)
        found[unit].append(reached)
    for unit, accepted in _accepted(found, programme):
        found[unit].append(accepted)
    for years in found.values():
        years.sort(key=lambda one: -one.year)
    return found


def _accepted(units: Mapping[Unit, object], programme: str) -> Iterable[tuple[Unit, Reached]]:
    """What committees decided; a group is the same wherever the map has put it since."""
    groups = {group.pk: (place, group) for place, group in units if group}
    areas = {place.pk: (place, group) for place, group in units if group is None}
    decided = (
        Acceptance.objects.decided()
        .filter(
            Q(group__in=list(groups)) | Q(group=None, place__in=list(areas)),
            cycle__edition__programme__key=programme,
        )
        .select_related("cycle")
        .order_by("-cycle__year", "-pk")
    )
    for one in decided:
        is_accepted = one.state == Acceptance.State.ACCEPTED
        words = _("Model accepted") if is_accepted else _("Model not accepted")
        unit = groups[one.group_id] if one.group_id else areas[one.place_id]
        yield unit, Reached(one.cycle.year, words, is_accepted, None, one)
