"""Who can be nominated in a round, and what the results of the year offer as a reason (S0-24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tuquan.assessments.models import AssessmentResult
from tuquan.assessments.queries import Reached, assessed_units, reached_by
from tuquan.assessments.queries.units import Unit
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.base.actor import Actor
from tuquan.core.accepting import years_in_a_row
from tuquan.core.vietnamese import format_number
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import reporting_groups
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.residents.models import Household
from tuquan.residents.queries import find_households

MOST_FOUND = 20
"""So many households are offered for what was typed; more are found by typing more."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group or area that reached a class in the year of a round, and the reason this gives.

    Without `result` a committee accepted its model, which has no sheet.
    `is_nominated`: it stands in the round already; `given`: what it was awarded in this year.
    """

    place: Place
    group: ResidentGroup | None
    result: AssessmentResult | None
    words: str
    reason: str
    is_nominated: bool
    given: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells it from the others of the round."""
        return f"{self.place.pk}-{self.group.pk if self.group else 0}"

    @property
    def name(self) -> str:
        """What it is called."""
        return self.group.name if self.group else self.place.name


def groups_to_nominate(actor: Actor, round_: AwardRound) -> list[ResidentGroup]:
    """The groups of the programme under the place of a round that the actor may nominate."""
    groups = reporting_groups(round_.adoption).visible_to(actor, "awards.nominate")
    return list(groups.below(round_.path))


def areas_to_nominate(actor: Actor, round_: AwardRound) -> list[Place]:
    """The residential areas at or under the place of a round that the actor may nominate."""
    areas = visible_places(actor, "awards.nominate").areas()
    return list(areas.below(round_.path))


def places_of_people(actor: Actor, round_: AwardRound) -> list[Place]:
    """Where a collective or somebody nominated can belong: the place of the round, or an area."""
    places = visible_places(actor, "awards.nominate").standing().below(round_.path)
    return list(places.order_by("path"))


def households_to_nominate(actor: Actor, round_: AwardRound, text: str) -> list[Household]:
    """Households under the place of a round that fit what somebody typed; the first few."""
    if not text.strip():
        return []
    found = find_households(actor, text, within=round_.place)
    return [one for one in found[:MOST_FOUND] if actor.may("awards.nominate", one.path)]


def offers_results(round_: AwardRound) -> bool:
    """Whether the award can be for what the programme assesses."""
    return bool({"group", "area"} & set(round_.definition.given_to))


def suggestions(actor: Actor, round_: AwardRound) -> list[Suggestion]:
    """The groups or areas that reached a class in the year, with the reason it gives (F-70).

    Nothing is nominated by it; an officer ticks, and writes the reason as it shall be.
    """
    kinds = set(round_.definition.given_to)
    units = [
        (place, group)
        for place, group in assessed_units(round_.adoption)
        if ("group" if group else "area") in kinds
        and (group.path if group else place.path).startswith(round_.path)
        and actor.may("awards.nominate", group.path if group else place.path)
    ]
    fitting: dict[Unit, list[Reached]] = {}
    for unit, every in reached_by(units, round_.programme).items():
        reached = [one for one in every if one.is_reached and one.year <= round_.year]
        if reached and reached[0].year == round_.year:
            fitting[unit] = reached
    counts = _counts_of([reached[0].result for reached in fitting.values()])
    standing = set(
        AwardNomination.objects.standing()
        .filter(round=round_, kind__in=("group", "area"))
        .values_list("place_id", "group_id")
    )
    given = _given_in(round_.year, fitting)
    return [
        Suggestion(
            place,
            group,
            reached[0].result,
            reached[0].words,
            reason_from(reached, counts),
            (place.pk, group.pk if group else None) in standing,
            tuple(given.get((place.pk, group.pk if group else None), ())),
        )
        for (place, group), reached in fitting.items()
    ]


def reason_from(reached: Sequence[Reached], counts: Mapping[int, Sequence[int]]) -> str:
    """The reason as papers say it, in Vietnamese: "Đạt 9/9 tiêu chí năm 2026, 3 năm liền".

    `reached` are the years in which a class was reached, the latest first; `counts` say by result
    how many rows were met and not met.
    """
    latest = reached[0]
    words = f"Mô hình được nghiệm thu năm {latest.year}"
    if latest.result:
        met, not_met = counts[latest.result.pk][:2]
        share = f"{format_number(met)}/{format_number(met + not_met)} tiêu chí"
        words = f"Đạt {share} năm {latest.year}"
        if latest.words and latest.words.casefold() != "đạt":
            words = f"Xếp loại “{latest.words}”, đạt {share} năm {latest.year}"
    years = years_in_a_row((one.year for one in reached), latest.year)
    return f"{words}, {years} năm liền" if years > 1 else words


def _counts_of(results: Iterable[AssessmentResult | None]) -> Mapping[int, list[int]]:
    """How many rows of each result were met, not met, open, not applying."""
    kept = AssessmentResult.objects.filter(pk__in=[one.pk for one in results if one])
    return {key: came_out["counts"] for key, came_out in kept.values_list("pk", "came_out")}


def _given_in(year: int, units: Mapping[Unit, object]) -> dict[tuple[int, int | None], list[str]]:
    """What groups and areas were awarded in a year already."""
    places = {place.pk for place, _group in units}
    rows = AwardGiven.objects.holding().filter(year=year, place__in=places)
    found: dict[tuple[int, int | None], list[str]] = {}
    of_units = rows.filter(kind__in=("group", "area"))
    for place, group, label in of_units.values_list("place_id", "group_id", "label"):
        found.setdefault((place, group), []).append(label)
    return found
