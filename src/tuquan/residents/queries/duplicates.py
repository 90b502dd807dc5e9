"""Households that seem to stand in the register twice, with the reasons (F-11).

Households are compared only with those that share a name or a number, so that a whole commune is
looked through in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from tuquan.base.actor import Actor
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.places.models import Place
from tuquan.residents.models import Contact, DuplicateVerdict, Household

SURE, LIKELY, PERHAPS = "sure", "likely", "perhaps"
CERTAINTIES = (SURE, LIKELY, PERHAPS)

NEAR = 2
"""So many years apart two birth years may be one, typed wrongly."""

_MANY = 12
"""Of more than so many alike each is compared with the next one only."""

_key_of_word = lru_cache(maxsize=20_000)(same_name_key)

Pairs = dict[tuple[int, int], None]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two households that may be one, why, and how sure that is."""

    first: Household
    second: Household
    reasons: tuple[Problem, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class _Record:
    """What is compared of a household, folded once."""

    household: Household
    name: str
    lane: str
    door: tuple[str, str] | None
    numbers: frozenset[str]

    @property
    def year(self) -> int | None:
        return self.household.birth_year


def suspected_duplicates(actor: Actor, place: Place) -> list[Suspicion]:
    """Pairs of households of a place that may be one, the surest first.

    Not those about which somebody has said that they are two (F-12).
    """
    records = _records(actor, place)
    numbers = list(records)
    decided = set(
        DuplicateVerdict.objects.filter(first__path__below=place.path).values_list(
            "first_id", "second_id"
        )
    )
    found = [
        suspicion
        for pair in _candidates(records)
        if pair not in decided
        and (suspicion := _compare(records[pair[0]], records[pair[1]])) is not None
    ]
    rank = {number: index for index, number in enumerate(numbers)}
    return sorted(
        found,
        key=lambda one: (CERTAINTIES.index(one.certainty), rank[one.first.pk], one.second.pk),
    )


def _records(actor: Actor, place: Place) -> dict[int, _Record]:
    households = (
        Household.objects.visible_to(actor)
        .current()
        .below(place.path)
        .select_related("place")
        .order_by("sort_key", "pk")
    )
    numbers: dict[int, set[str]] = {}
    agreed = Contact.objects.filter(
        consent__withdrawn_on=None, household__in=households.order_by().values("pk")
    )
    for number, digits in agreed.values_list("household_id", "digits"):
        numbers.setdefault(number, set()).add(digits)
    return {one.pk: _record(one, numbers.get(one.pk, ())) for one in households}


def _record(household: Household, numbers: Iterable[str]) -> _Record:
    lane, door = _key(household.lane), _key(household.house_number)
    return _Record(
        household,
        _key(household.head_name),
        lane,
        (lane, door) if door else None,
        frozenset(numbers),
    )


def _key(text: str) -> str:
    """`same_name_key` word by word: a commune has many names of few words."""
    return " ".join(map(_key_of_word, tidy(text).split(" ")))


def _candidates(records: Mapping[int, _Record]) -> Pairs:
    """Pairs worth a look, the lower number first, each once."""
    pairs: Pairs = {}
    for same in _alike(records, lambda one: [one.name]):
        pairs |= _pairs(_alike(same, lambda one: [one.year] if one.year else []))
        pairs |= _pairs(_alike(same, lambda one: [one.door] if one.door else []))
        pairs |= _pairs(_alike(same, lambda one: [one.lane] if one.lane else [], of=_without_year))
    pairs |= _pairs(_alike(records, lambda one: one.numbers))
    return pairs


def _without_year(records: Mapping[int, _Record]) -> bool:
    return any(one.year is None for one in records.values())


def _alike(
    records: Mapping[int, _Record],
    keys: Callable[[_Record], Iterable[Hashable]],
    of: Callable[[Mapping[int, _Record]], bool] = bool,
) -> Iterator[dict[int, _Record]]:
    """Records that share a key, two or more of them."""
    found: dict[Hashable, dict[int, _Record]] = {}
    for number, record in records.items():
        for key in keys(record):
            found.setdefault(key, {})[number] = record
    return (same for same in found.values() if len(same) > 1 and of(same))


def _pairs(blocks: Iterable[Mapping[int, _Record]]) -> Pairs:
    pairs: Pairs = {}
    for block in blocks:
        numbers: Sequence[int] = sorted(block)
        chosen = combinations(numbers, 2) if len(numbers) <= _MANY else pairwise(numbers)
        pairs |= dict.fromkeys(chosen)
    return pairs


def _compare(first: _Record, second: _Record) -> Suspicion | None:
    reasons = [*_reasons(first, second)]
    codes = {reason.code for reason in reasons}
    certainty = _certainty(first, second, codes)
    if certainty is None:
        return None
    return Suspicion(first.household, second.household, tuple(reasons), certainty)


def _reasons(first: _Record, second: _Record) -> Iterator[Problem]:
    if first.name == second.name:
        yield from _reasons_of_name(first, second)
    if first.door and first.door == second.door:
        one = first.household
        door = {"lane": one.lane, "house_number": one.house_number}
        yield Problem("duplicate_same_door" if one.lane else "duplicate_same_number", "", door)
    if shared := sorted(first.numbers & second.numbers):
        yield Problem("duplicate_same_phone", "", {"last": shared[0][-3:]})


def _reasons_of_name(first: _Record, second: _Record) -> Iterator[Problem]:
    one, other = first.household, second.household
    name = {"name": one.head_name}
    if first.year is None or second.year is None:
        yield Problem("duplicate_same_name", "", name)
    elif first.year == second.year:
        years = name | {"year": str(first.year)}
        if first.lane != second.lane and first.lane and second.lane:
            lanes = {"first": one.lane, "second": other.lane}
            yield Problem("duplicate_other_lane", "", years | lanes)
        else:
            yield Problem("duplicate_same_year", "", years)
    else:
        years = {"first": str(first.year), "second": str(second.year)}
        yield Problem("duplicate_near_year", "", name | years)
    if tidy(one.head_name).casefold() != tidy(other.head_name).casefold():
        names = {"first": one.head_name, "second": other.head_name}
        yield Problem("duplicate_tone_style", "", names)


def _certainty(first: _Record, second: _Record, codes: set[str]) -> str | None:
    """How sure it is; None when the likeness says nothing."""
    together = bool(codes & {"duplicate_same_door", "duplicate_same_number"})
    phone = "duplicate_same_phone" in codes
    if first.name != second.name:
        return PERHAPS if phone else None
    if first.year is not None and first.year == second.year:
        return _of_same_year(first, second, together or phone)
    unknown = first.year is None or second.year is None
    near = not unknown and abs((first.year or 0) - (second.year or 0)) <= NEAR
    if phone:
        return LIKELY
    if together and (unknown or near):
        return LIKELY if unknown else PERHAPS
    return PERHAPS if unknown and first.lane == second.lane else None


def _of_same_year(first: _Record, second: _Record, agree: bool) -> str:
    if agree:
        return SURE
    return LIKELY if first.household.place_id == second.household.place_id else PERHAPS
