"""Whose records lie in a place on the map of a day, and where in it (F-3, F-4, F-5).

Records keep the place they were written for. A place that merged, split or moved therefore holds
records of other numbers and under other paths; where nothing of that kind happened, its records
are simply those below its path, and nothing more is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Q

from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.scoping import path_step, paths_above
from tuquan.core.rollup import Spot
from tuquan.core.succession import Link, Version
from tuquan.core.succession.locating import spots_within
from tuquan.places.models import (
    FormerPath,
    Place,
    PlaceCode,
    PlaceKind,
    PlaceVersion,
    Succession,
)
from tuquan.places.queries.history import places_ever
from tuquan.places.queries.planning import versions_of

_CHUNK = 400
"""How many numbers one statement names."""


@dataclass(frozen=True, slots=True)
class Territory:
    """The recorded places whose records lie in a place, with the share that does.

    `spots` says where all of each lies: the path of the map below the place (`""` is the place
    itself), None for elsewhere. Not `touched` means: exactly what is recorded below the path of the
    place, and both are empty.
    """

    shares: Mapping[int, Fraction] = field(default_factory=dict)
    touched: bool = False
    spots: Mapping[int, tuple[Spot, ...]] = field(default_factory=dict)


class PlaceMap:
    """The map of a day as far as it concerns a place, read once."""

    def __init__(
        self,
        place: Place,
        on: date,
        versions: Mapping[int, Sequence[Version]] | None = None,
        links: Sequence[Link] = (),
    ) -> None:
        self.place, self.on = place, on
        self.touched = versions is not None
        self._versions, self._links = versions or {}, links

    def territory(self, recorded: date | None = None) -> Territory:
        """Whose records lie in the place; `recorded` is the day they are from."""
        if not self.touched:
            return Territory()
        spots = spots_within(
            self.place.pk, self._versions, self._links, self.on, path_step, recorded
        )
        shares = {
            number: sum((spot.share for spot in found if spot.path is not None), Fraction(0))
            for number, found in spots.items()
        }
        return Territory(shares, True, spots)

    def numbers(self) -> list[int]:
        """Every recorded place of which some records, of whatever day, lie in the place."""
        found: set[int] = set()
        for day in (date.min, None, date.max):
            found.update(self.territory(day).shares)
        return sorted(found)

    def children(self) -> list[int]:
        """What stood directly under the place on the day."""
        return [
            number
            for number, versions in self._versions.items()
            if any(one.holds(self.on) and one.parent == self.place.pk for one in versions)
        ]


def territory(place: Place, on: date, recorded: date | None = None) -> Territory:
    """Whose records lie in a place on the map of a day; `recorded` is the day they are from."""
    return map_of(place, on).territory(recorded)


def map_of(place: Place, on: date) -> PlaceMap:
    """The map of a day around a place; two questions are enough where nothing ever changed."""
    if not _is_touched(place):
        return PlaceMap(place, on)
    return _Reading(place, on).read()


def find_place_ever(
    actor: Actor, reference: str, on: date, permission: str = "places.view"
) -> Place | None:
    """A place by short code, number, or the code a scheme gave it on a day; also one that ended."""
    places = places_ever(actor, permission)
    scheme, colon, code = reference.partition(":")
    if colon:
        held = PlaceCode.objects.filter(in_force(on), scheme=scheme, code=code)
        return places.filter(codes__in=held).first()
    if reference.isdecimal():
        return places.filter(pk=int(reference)).first()
    return places.filter(short_code=reference).first()


def names_on(numbers: Iterable[int], on: date) -> dict[int, str]:
    """What places were called on a day; who did not stand then is left out."""
    names: dict[int, str] = {}
    for some in _chunks(numbers):
        held = PlaceVersion.objects.filter(in_force(on), place__in=some)
        names.update(held.order_by().values_list("place_id", "name"))
    return names


def parent_on(place: Place, on: date) -> Place | None:
    """Under what a place stood on a day; None at the top, or when it did not stand."""
    held = place.versions.filter(in_force(on)).select_related("parent").first()
    return held.parent if held else None


def day_standing(place: Place, on: date) -> date:
    """The day nearest to the one asked for on which a place stood."""
    days = place.versions.order_by("effective_from").values_list(
        "effective_from", "effective_until"
    )
    spans = list(days)
    if not spans:
        return on
    until = spans[-1][1]
    last = on if until is None else min(on, date.fromordinal(until.toordinal() - 1))
    return max(spans[0][0], last)


def _is_touched(place: Place) -> bool:
    """Whether something merged, split or moved within the place, into it, out of it or with it."""
    above = paths_above(place.path)
    moved = FormerPath.objects.filter(
        Q(place__path__below=place.path)
        | Q(path__below=place.path)
        | Q(place__path__in=above)
        | Q(path__in=above)
    )
    linked = Succession.objects.filter(
        Q(old__path__below=place.path) | Q(new__path__below=place.path)
    )
    return moved.exists() or linked.exists()


class _Reading:
    """Reading what concerns a place: all that ever stood below it, and all that flows into that."""

    def __init__(self, place: Place, on: date) -> None:
        self._place, self._on = place, on
        self._versions: dict[int, list[Version]] = {}
        self._links: dict[int, Link] = {}

    def read(self) -> PlaceMap:
        """The map: what stood below the place, what it came from, and where else that went."""
        waiting = {self._place.pk}
        seen: set[int] = set()
        self._read_versions(waiting)
        while waiting:
            seen |= waiting
            found = self._read_below(waiting) | self._flowing_into(waiting)
            waiting = found - seen
        self._read_outflow(seen)
        return PlaceMap(self._place, self._on, self._versions, tuple(self._links.values()))

    def _read_below(self, numbers: Iterable[int]) -> set[int]:
        """What ever stood directly under some places."""
        above = [one for one in numbers if self._has_places_below(one)]
        found: set[int] = set()
        for some in _chunks(above):
            children = PlaceVersion.objects.filter(parent__in=some).order_by()
            found |= self._note_versions(Q(place__in=children.values("place")))
        return found

    def _flowing_into(self, numbers: Iterable[int]) -> set[int]:
        """Places whose records lie in these: earlier ones, and what these became after the day."""
        found: set[int] = set()
        for some in _chunks(numbers):
            into = Q(new__in=some, effective_on__lte=self._on)
            later = Q(old__in=some, effective_on__gt=self._on)
            for link in self._read_links(into | later):
                found.add(link.old if link.on <= self._on else link.new)
        self._read_versions(found)
        return found

    def _read_outflow(self, numbers: Iterable[int]) -> None:
        """Where else the same places went, so that the shares of each are all known."""
        waiting, seen = set(numbers), set[int]()
        while waiting:
            seen |= waiting
            found: set[int] = set()
            for some in _chunks(waiting):
                later = Q(old__in=some, effective_on__lte=self._on)
                earlier = Q(new__in=some, effective_on__gt=self._on)
                for link in self._read_links(later | earlier):
                    found.add(link.new if link.on <= self._on else link.old)
            self._read_versions(found)
            waiting = found - seen

    def _read_links(self, which: Q) -> list[Link]:
        read = []
        for row in Succession.objects.filter(which):
            link = Link(row.old_id, row.new_id, row.effective_on, row.share, row.share_back)
            self._links[row.pk] = link
            read.append(link)
        return read

    def _read_versions(self, numbers: Iterable[int]) -> None:
        for some in _chunks(set(numbers) - set(self._versions)):
            self._note_versions(Q(place__in=some))

    def _note_versions(self, which: Q) -> set[int]:
        read: dict[int, list[Version]] = {}
        rows = PlaceVersion.objects.filter(which).order_by("effective_from", "pk")
        for version in versions_of(rows):
            read.setdefault(version.place, []).append(version)
        self._versions |= read
        return set(read)

    def _has_places_below(self, number: int) -> bool:
        return any(one.kind != PlaceKind.AREA for one in self._versions.get(number, ()))


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
