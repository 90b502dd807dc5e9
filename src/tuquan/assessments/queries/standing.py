"""What a group or area reached in a year: for awards, good models and public pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from tuquan.assessments.models import Acceptance, AssessmentResult
from tuquan.assessments.queries.sheets import class_words
from tuquan.assessments.queries.units import Unit, of_units, unit_key


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
    """By unit, what its results and acceptances under a programme say, the latest year first.

    A group is the same wherever the map has put it since.
    """
    by_key = {
        unit_key(place.pk, group.pk if group else None): (place, group) for place, group in units
    }
    found: dict[Unit, list[Reached]] = {unit: [] for unit in by_key.values()}
    asked = [_Asked(place.pk, group.pk if group else None) for place, group in found]
    for result in _results(asked, programme):
        cycle, sheet = result.sheet.cycle, result.sheet
        words = class_words(cycle.content, result.class_key)
        reached = Reached(cycle.year, words, bool(result.class_key), result)
        found[by_key[unit_key(sheet.place_id, sheet.group_id)]].append(reached)
    for one in _acceptances(asked, programme):
        is_accepted = one.state == Acceptance.State.ACCEPTED
        words = _("Model accepted") if is_accepted else _("Model not accepted")
        reached = Reached(one.cycle.year, words, is_accepted, None, one)
        found[by_key[unit_key(one.place_id, one.group_id)]].append(reached)
    for years in found.values():
        years.sort(key=lambda one: -one.year)
    return found


class _Asked(NamedTuple):
    """A unit as its rows name it."""

    place_id: int
    group_id: int | None


def _results(asked: Iterable[_Asked], programme: str) -> Iterable[AssessmentResult]:
    edition = ("sheet__cycle__edition__text", "sheet__cycle__edition__parent")
    return (
        AssessmentResult.objects.current()
        .filter(
            of_units(asked, "sheet__"),
            sheet__cycle__edition__programme__key=programme,
        )
        .select_related(*edition)
        .defer("known", "came_out")
    )


def _acceptances(asked: Iterable[_Asked], programme: str) -> Iterable[Acceptance]:
    decided = Acceptance.objects.decided().filter(of_units(asked))
    return decided.filter(cycle__edition__programme__key=programme).select_related("cycle")
