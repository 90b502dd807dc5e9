"""Households that stand in the lists twice, or perhaps do (rule 4 of the sample lists)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tuquan.core.lists.result import IMPORTED, Household
from tuquan.core.vietnamese import same_name_key

_key_of_word = lru_cache(maxsize=10_000)(same_name_key)


def name_key(name: str) -> str:
    """`same_name_key` word by word: a commune has many names of few words."""
    return " ".join(map(_key_of_word, name.split(" ")))


def _where(household: Household) -> tuple[str, str]:
    """Area and lane, or the group where a list has no lanes: one name there is one household."""
    return name_key(household.area), name_key(household.lane or household.group)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _is_same(earlier: Household, later: Household) -> bool:
    return (
        earlier.member_count == later.member_count
        and _agree(earlier.house_number, later.house_number)
        and _agree(earlier.phone, later.phone)
    )


def find_duplicates(households: Sequence[Household]) -> list[tuple[int, int, str]]:
    """Place of the later and of the earlier household in the sequence, and the code.

    Only heads with a name and a birth year are compared; a likeness in the same lane wins over one
    in another.
    """
    earlier: dict[tuple[str, int], dict[tuple[str, str], int]] = {}
    found: list[tuple[int, int, str]] = []
    for place, household in enumerate(households):
        if household.status != IMPORTED or household.birth_year is None:
            continue
        key = (name_key(household.head_name), household.birth_year)
        before = earlier.setdefault(key, {})
        where = _where(household)
        if where in before:
            first = before[where]
            same = _is_same(households[first], household)
            found.append((place, first, "duplicate_household" if same else "duplicate_differs"))
            continue
        if before:
            found.append((place, next(iter(before.values())), "possible_duplicate"))
        before[where] = place
    return found
