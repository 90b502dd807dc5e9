"""Places in time: the map of a day, what became of a place, finding one by any name or code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.vietnamese import search_key, sort_key
from tuquan.places.models import (
    Place,
    PlaceAlias,
    PlaceCode,
    PlaceKind,
    PlaceQuerySet,
    PlaceVersion,
    Succession,
)

LARGEST_OUTLINE = 200
"""How many places one page shows as a tree; a level that does not fit is left to their pages."""

MOST_FOUND = 50
"""How many places a search shows; more means that the words say too little."""

UNKNOWN_BEGINNING = date(1900, 1, 1)
"""Since when places stand in the record whose real beginning no file tells."""


@dataclass(frozen=True, slots=True)
class PlaceOn:
    """A place as it was on a day: its name, kind and parent then, what it is called today."""

    place: Place
    name: str
    kind: str
    local_word: str
    parent_id: int | None
    depth: int = 0
    codes: tuple[PlaceCode, ...] = ()
    below: int = 0

    @property
    def kind_word(self) -> str:
        """What such a place is called: the local word where there is one, else the kind."""
        return self.local_word or str(PlaceKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class TreeOn:
    """The map of a day in walking order; `is_cut` says that deeper levels did not fit."""

    day: date
    rows: Sequence[PlaceOn]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A time during which a place had one name, kind and parent.

    `since` is None where nobody knows; `parent` is named as it was called then.
    """

    since: date | None
    until: date | None
    name: str
    kind_word: str
    parent: Place | None
    parent_name: str
    source: str

    @property
    def last_day(self) -> date | None:
        """The last day on which it held, where it ended."""
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """Everything that is known of a place over time, the latest first."""

    spans: Sequence[Span]
    came_from: Sequence[Succession]
    went_to: Sequence[Succession]
    aliases: Sequence[PlaceAlias]
    codes: Sequence[PlaceCode]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place a search found, and how: by a code, by another name, or by its name.

    `now_names` is the place to which the code was given later.
    """

    place: Place
    code: PlaceCode | None = None
    alias: PlaceAlias | None = None
    now_names: Place | None = None


def places_ever(actor: Actor, permission: str = "places.view") -> PlaceQuerySet:
    """Every place the actor may see, also those that ended."""
    return Place.objects.visible_to(actor, permission).select_related("parent")


def tree_on(actor: Actor, day: date) -> TreeOn:
    """The map of a day as far as the actor sees it, by whole levels as long as they fit a page."""
    visible = places_ever(actor)
    inside = visible.order_by().values("pk")
    versions = _versions_on(day).filter(place__in=inside)
    level = list(versions.filter(Q(parent=None) | ~Q(parent__in=inside)))
    rows: list[PlaceOn] = []
    depth, is_cut = 0, False
    while level:
        rows += [_as_on(version, depth) for version in level]
        below = versions.filter(parent__in=[version.place_id for version in level])
        is_cut = len(rows) + below.count() > LARGEST_OUTLINE
        level, depth = ([] if is_cut else list(below)), depth + 1
    return TreeOn(day, _described(_walked(rows), day), is_cut)


def below_on(place: Place, day: date) -> list[PlaceOn]:
    """What stood directly under a place on a day, in Vietnamese order."""
    level = [_as_on(version) for version in _versions_on(day).filter(parent=place)]
    return sorted(level, key=_order)


def described(rows: Sequence[PlaceOn], day: date) -> list[PlaceOn]:
    """The same places with their codes of the day and how many stood below each."""
    return _described(rows, day)


def on_day(place: Place, day: date) -> PlaceOn | None:
    """What a place was on a day; None when it did not exist."""
    version = _versions_on(day).filter(place=place).first()
    return _described([_as_on(version)], day)[0] if version else None


def history_of(place: Place) -> PlaceHistory:
    """Versions, where it came from and went to, other names and codes, the latest first."""
    versions = list(place.versions.select_related("parent").order_by("-effective_from"))
    parents = _names_of([version.parent_id for version in versions])
    came = place.predecessors.select_related("old", "reform")
    went = place.successors.select_related("new", "reform")
    return PlaceHistory(
        spans=[_span(version, parents) for version in versions],
        came_from=list(came.order_by("-effective_on", "old__sort_key", "pk")),
        went_to=list(went.order_by("-effective_on", "new__sort_key", "pk")),
        aliases=list(place.aliases.all()),
        codes=list(place.codes.order_by("scheme", "-effective_from")),
    )


def search_places(actor: Actor, text: str) -> list[FoundPlace]:
    """Places by a code (`dvhc:26740` or `26740`), by name or by another name, without marks.

    A code somebody else has now still finds the place it named before, and says whose it is.
    """
    visible = places_ever(actor)
    found = _by_code(visible, text)
    words = search_key(text).split()
    if words:
        seen = {one.place.pk for one in found}
        by_name = [FoundPlace(place) for place in visible.filter(_all_words(words))[:MOST_FOUND]]
        aliases = PlaceAlias.objects.filter(
            _all_words(words), place__in=visible.order_by().values("pk")
        )
        by_alias = [
            FoundPlace(alias.place, alias=alias)
            for alias in aliases.select_related("place__parent")[:MOST_FOUND]
        ]
        for one in (*by_name, *by_alias):
            if one.place.pk not in seen:
                seen.add(one.place.pk)
                found.append(one)
    whole = " ".join(words)
    found.sort(key=lambda one: _relevance(one, whole))
    return found[:MOST_FOUND]


def _versions_on(day: date) -> QuerySet[PlaceVersion]:
    """The versions in force on a day; a place that only begins later is shown today already.

    Whoever adds a place from a day to come must find it again.
    """
    in_force = Q(effective_from__lte=day) & (Q(effective_until=None) | Q(effective_until__gt=day))
    if day == clock.today():
        earlier = PlaceVersion.objects.filter(
            place=OuterRef("place"), effective_from__lt=OuterRef("effective_from")
        )
        in_force |= Q(effective_until=None, place__ended_on=None) & ~Q(Exists(earlier))
    return PlaceVersion.objects.filter(in_force).select_related("place")


def _as_on(version: PlaceVersion, depth: int = 0) -> PlaceOn:
    return PlaceOn(
        version.place,
        version.name,
        version.kind,
        version.local_word,
        version.parent_id,
        depth,
    )


def _order(row: PlaceOn) -> tuple[str, int]:
    return sort_key(row.name), row.place.pk


def _walked(rows: Iterable[PlaceOn]) -> list[PlaceOn]:
    """Each place after its parent, brothers in Vietnamese order."""
    children: dict[int | None, list[PlaceOn]] = {}
    for row in rows:
        children.setdefault(row.parent_id if row.depth else None, []).append(row)
    walked: list[PlaceOn] = []
    stack = sorted(children.get(None, []), key=_order, reverse=True)
    while stack:
        row = stack.pop()
        walked.append(row)
        stack += sorted(children.get(row.place.pk, []), key=_order, reverse=True)
    return walked


def _described(rows: Sequence[PlaceOn], day: date) -> list[PlaceOn]:
    numbers = [row.place.pk for row in rows]
    codes: dict[int, list[PlaceCode]] = {}
    held = PlaceCode.objects.filter(place__in=numbers, effective_from__lte=day)
    for code in held.filter(Q(effective_until=None) | Q(effective_until__gt=day)):
        codes.setdefault(code.place_id, []).append(code)
    counted = _versions_on(day).filter(parent__in=numbers).order_by().values("parent")
    below = {row["parent"]: row["below"] for row in counted.annotate(below=Count("pk"))}
    return [
        replace(row, codes=tuple(codes.get(row.place.pk, ())), below=below.get(row.place.pk, 0))
        for row in rows
    ]


Names = Mapping[int, Sequence[PlaceVersion]]


def _names_of(numbers: Iterable[int | None]) -> Names:
    names: dict[int, list[PlaceVersion]] = {}
    wanted = {number for number in numbers if number is not None}
    for version in PlaceVersion.objects.filter(place__in=wanted).order_by("effective_from"):
        names.setdefault(version.place_id, []).append(version)
    return names


def _span(version: PlaceVersion, parents: Names) -> Span:
    since = version.effective_from
    then = [one for one in parents.get(version.parent_id or 0, ()) if one.effective_from <= since]
    parent_name = then[-1].name if then else version.parent.name if version.parent else ""
    return Span(
        since if since > UNKNOWN_BEGINNING else None,
        version.effective_until,
        version.name,
        _as_on(version).kind_word,
        version.parent,
        parent_name,
        version.source,
    )


def _all_words(words: Sequence[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search_key__contains=word)
    return condition


def _by_code(visible: PlaceQuerySet, text: str) -> list[FoundPlace]:
    scheme, colon, code = text.strip().rpartition(":")
    codes = PlaceCode.objects.filter(code__iexact=code)
    if colon:
        codes = codes.filter(scheme__iexact=scheme)
    current = {
        (one.scheme, one.code): one.place
        for one in codes.filter(effective_until=None).select_related("place")
    }
    mine = codes.filter(place__in=visible.order_by().values("pk")).select_related("place__parent")
    found = []
    for one in mine.order_by("effective_until", "scheme", "-effective_from")[:MOST_FOUND]:
        now = current.get((one.scheme, one.code))
        other = now if now and now.pk != one.place_id else None
        found.append(FoundPlace(one.place, code=one, now_names=other))
    return found


def _relevance(one: FoundPlace, whole: str) -> tuple[bool, bool, bool, bool, str, int]:
    """Codes first, then exact names, then what stands today."""
    name = one.alias.search_key if one.alias else one.place.search_key
    exact = name == whole
    return (
        one.code is None,
        one.code is not None and one.code.effective_until is not None,
        not exact,
        one.place.ended_on is not None,
        one.place.sort_key,
        one.place.pk,
    )
