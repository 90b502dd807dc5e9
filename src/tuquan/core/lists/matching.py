"""Which household of the register a row of a list is: surely, perhaps, or none (F-11).

A row is the household whose number it carries; else the one with the same name and birth year in
its area. What is only like a household is left to a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tuquan.core.lists.duplicates import name_key
from tuquan.core.vietnamese import search_key

SURE = "sure"
PERHAPS = "perhaps"
NEW = "new"

_FURTHEST = 2
_LONG_NAME = 8
_MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a household; `number` is that of the register, or of a row's code."""

    number: int | None
    area: int | None
    head_name: str
    birth_year: int | None = None
    lane: str = ""
    house_number: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A household of the register a row may be, and why (codes of `base.texts`)."""

    number: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What one row is: `SURE` with one household, `PERHAPS` with some, `NEW` with none."""

    certainty: str
    likes: tuple[Likeness, ...] = ()


_NO_MATCH = Match(NEW)


def is_similar(one: str, other: str) -> bool:
    """Whether two names differ by marks, by the order of words or by a slip of typing.

    >>> is_similar("Nguyễn Văn Ân", "Nguyễn Văn An"), is_similar("Lê Văn Ba", "Lê Thị Tư")
    (True, False)
    """
    first, second = search_key(one), search_key(other)
    if first == second or sorted(first.split()) == sorted(second.split()):
        return True
    allowed = 1 if min(len(first), len(second)) < _LONG_NAME else _FURTHEST
    return _distance(first, second, allowed) <= allowed


def _distance(one: str, other: str, limit: int) -> int:
    """Letters to put in, take out or change; more than `limit` is as good as any number."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, opposite in enumerate(other, start=1):
            change = before[column - 1] + (letter != opposite)
            here.append(min(change, before[column] + 1, here[-1] + 1))
        if min(here) > limit:
            return limit + 1
        before = here
    return before[-1]


def match_rows(rows: Sequence[Known], register: Iterable[Known]) -> list[Match]:
    """What each row is; no household of the register is surely two rows."""
    matcher = _Matcher(rows, list(register))
    matcher.by_number()
    matcher.by_name_and_year()
    matcher.by_likeness()
    return [matcher.found.get(place, _NO_MATCH) for place in range(len(rows))]


Key = Callable[[Known], Hashable]


def _place_key(text: str) -> str:
    return name_key(text)


def _exact(one: Known) -> Hashable:
    return one.area, name_key(one.head_name), one.birth_year


def _door(one: Known) -> Hashable:
    if not (one.lane and one.house_number):
        return None
    return one.area, _place_key(one.lane), _place_key(one.house_number)


def _name(one: Known) -> Hashable:
    return (one.area, name_key(one.head_name)) if one.head_name else None


def _year_and_lane(one: Known) -> Hashable:
    if one.birth_year is None:
        return None
    return one.area, one.birth_year, _place_key(one.lane)


class _Matcher:
    """Rows on one side, households on the other; each step leaves fewer of both."""

    def __init__(self, rows: Sequence[Known], register: Sequence[Known]) -> None:
        self.rows = rows
        self.found: dict[int, Match] = {}
        self.free = {one.number: one for one in register if one.number is not None}

    def _open(self) -> Iterable[tuple[int, Known]]:
        return [(n, row) for n, row in enumerate(self.rows) if n not in self.found]

    def _settle(self, place: int, number: int, reason: str) -> None:
        self.found[place] = Match(SURE, (Likeness(number, (reason,)),))
        del self.free[number]

    def by_number(self) -> None:
        """Rows that carry a number of the register; in another area a person looks."""
        for place, row in self._open():
            here = self.free.get(row.number or 0)
            if here is None or here.number is None:
                continue
            if here.area == row.area:
                self._settle(place, here.number, "match_code")
            else:
                likeness = Likeness(here.number, ("match_code_elsewhere",))
                self.found[place] = Match(PERHAPS, (likeness,))

    def by_name_and_year(self) -> None:
        """Rows with the name and birth year of a household; of several, the one at that door."""
        groups: dict[Hashable, list[Known]] = defaultdict(list)
        for known in self.free.values():
            groups[_exact(known)].append(known)
        alike: dict[Hashable, list[int]] = defaultdict(list)
        for place, row in self._open():
            if row.head_name and _exact(row) in groups:
                alike[_exact(row)].append(place)
        for key, places in alike.items():
            self._pair(places, groups[key])

    def _pair(self, places: list[int], households: list[Known]) -> None:
        for same in (_door, lambda one: _place_key(one.lane)):
            for place in [place for place in places if place not in self.found]:
                fitting = [h for h in self._still(households) if same(h) == same(self.rows[place])]
                if len(fitting) == 1 and fitting[0].number is not None:
                    self._settle(place, fitting[0].number, "match_name_year")
        places = [place for place in places if place not in self.found]
        left = self._still(households)
        if len(places) == len(left) == 1 and left[0].number is not None:
            self._settle(places[0], left[0].number, "match_name_year")
        elif left:
            likes = _likes((one, ("match_several",)) for one in left)
            self.found |= {place: Match(PERHAPS, likes) for place in places}

    def _still(self, households: Iterable[Known]) -> list[Known]:
        return [one for one in households if one.number in self.free]

    def by_likeness(self) -> None:
        """Rows that are only like a household: the same door, name, or lane and year."""
        wanted: tuple[tuple[str, Key, bool], ...] = (
            ("match_door", _door, True),
            ("match_name", _name, False),
            ("match_year_lane", _year_and_lane, True),
        )
        indexes = [
            (reason, key, similar, _indexed(self.free.values(), key))
            for reason, key, similar in wanted
        ]
        for place, row in self._open():
            reasons: dict[int, list[str]] = {}
            for reason, key, similar, index in indexes:
                for known in index.get(key(row), ()):
                    if known.number is not None and (
                        not similar or is_similar(row.head_name, known.head_name)
                    ):
                        reasons.setdefault(known.number, []).append(reason)
            if reasons:
                best = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
                found = _likes((self.free[number], tuple(why)) for number, why in best)
                self.found[place] = Match(PERHAPS, found)


def _indexed(households: Iterable[Known], key: Key) -> Mapping[Hashable, list[Known]]:
    index: dict[Hashable, list[Known]] = defaultdict(list)
    for one in households:
        if (found := key(one)) is not None:
            index[found].append(one)
    return index


def _likes(found: Iterable[tuple[Known, tuple[str, ...]]]) -> tuple[Likeness, ...]:
    likes = [Likeness(one.number, why) for one, why in found if one.number is not None]
    return tuple(likes[:_MOST_ALIKE])
