"""Reforms as people look at them: what one would do, what was done, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.core.succession import Alter, Close, DatedTree, Found, Plan, Ref, plan_from_json
from tuquan.places.models import Place, PlaceKind, PlaceVersion, Reform, ReformQuerySet, Succession
from tuquan.places.queries.following import Moves, followers
from tuquan.places.queries.planning import (
    PlannedMap,
    links_of,
    planned,
    region,
    totals_of,
    versions_of,
)
from tuquan.places.queries.written import in_chunks, rows_made


@dataclass(frozen=True, slots=True)
class PlaceStep:
    """One place in the preview, as words: what it was, what it will be.

    `step` is `founded`, `altered` or `closed`; `place` is None for one yet to be founded. `parts`
    are the names of the places a closed one goes to, with its shares; `rest` takes what is left.
    Names and kinds of before are empty for a founded place, those of after for a closed one.
    """

    step: str
    place: Place | None
    old_name: str = ""
    old_kind: str = ""
    old_parent: str = ""
    new_name: str = ""
    new_kind: str = ""
    new_parent: str = ""
    parts: tuple[tuple[str, Fraction], ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ReformPreview:
    """What a plan would do; `totals` are those of today, which must be the same afterwards."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    places: tuple[PlaceStep, ...]
    affected: Mapping[str, int]
    totals: Mapping[str, int | str]


def preview_of(actor: Actor, plan: Plan) -> ReformPreview:
    """Everything a plan would do, without writing anything."""
    on_map = planned(plan)
    require(on_map.may_decide(actor))
    words = _Words(on_map)
    steps = (
        *(words.founded(found) for found in plan.found),
        *(words.altered(alter) for alter in plan.alter),
        *(words.closed(close) for close in plan.close),
    )
    if problems := on_map.problems:
        return ReformPreview(tuple(problems), (), steps, {}, {})
    moves = provisional(on_map)
    told = _told(moves)
    paths = region(moves, (on_map.places[one.place] for one in plan.alter))
    return ReformPreview(
        tuple(one for one in told if not one.is_warning),
        (*_warnings(on_map, moves), *(one for one in told if one.is_warning)),
        steps,
        {
            "places": len(plan.found) + len(plan.alter) + len(plan.close),
            **{one.name: one.affected(moves) for one in followers()},
        },
        totals_of(paths),
    )


def problems_in(on_map: PlannedMap) -> list[Problem]:
    """What is wrong with a plan: on the map, or else for what stands on it (with warnings)."""
    return on_map.problems or _told(provisional(on_map))


def provisional(on_map: PlannedMap) -> Moves:
    """What would move, with unsaved rows for the places yet to be founded."""
    founded = on_map.unsaved()
    numbers = {key: place.pk for key, place in founded.items()}
    return on_map.moves(on_map.tree.carry_out(on_map.plan, numbers, {}), founded)


def visible_reforms(actor: Actor) -> ReformQuerySet:
    """The reforms of the places somebody looks after, the latest first."""
    return Reform.objects.visible_to(actor)


def reforms_of(actor: Actor, place: Place) -> list[Reform]:
    """The reforms that changed a place and were carried out, the latest first."""
    if not actor.may("places.view", place.path):
        return []
    related = Q(path="") | Q(path__in=paths_above(place.path)) | Q(path__below=place.path)
    related |= Q(successions__old=place) | Q(successions__new=place)
    done = Reform.objects.filter(related, state=Reform.State.DONE).distinct()
    return [one for one in done if place.pk in _Touched(one).places]


def undo_blockers(actor: Actor, reform: Reform) -> list[Problem]:
    """Why a reform cannot be taken back: later ones of the same places, what apps above say."""
    require(planned(plan_from_json(reform.plan)).may_decide(actor))
    mine = _Touched(reform)
    later = Reform.objects.filter(state=Reform.State.DONE, done_at__gte=reform.done_at)
    blocking = [
        Problem("reform_undo_later", "", {"decision": one.decision, "on": one.effective_on})
        for one in later.exclude(pk=reform.pk).order_by("done_at", "pk")
        if (one.done_at, one.pk) > (reform.done_at, reform.pk) and mine.meets(_Touched(one))
    ]
    return blocking + [p for one in followers() for p in one.blockers(reform)]


def dated_tree(path: str = "") -> DatedTree:
    """Everything that ever stood below a path or is linked to it, with all that is above it."""
    versions, links = PlaceVersion.objects.all(), Succession.objects.all()
    if not path:
        return DatedTree(list(versions_of(versions)), list(links_of(links)))
    inside = _connected(set(Place.objects.below(path).values_list("pk", flat=True)))
    found = [
        one
        for some in in_chunks(sorted(inside))
        for one in versions_of(versions.filter(place__in=some))
    ]
    connecting = {
        row.pk: row for some in in_chunks(sorted(inside)) for row in links.filter(old__in=some)
    }
    return DatedTree(found, list(links_of(connecting.values())))


def _connected(start: set[int]) -> set[int]:
    """The places one comes to along links and down the tree of any date, and what stood above."""
    inside, fresh = set(start), set(start)
    while fresh:
        reached: set[int] = set()
        for some in in_chunks(sorted(fresh)):
            reached |= _values(PlaceVersion, "place_id", parent__in=some)
            reached |= _values(Succession, "new_id", old__in=some)
            reached |= _values(Succession, "old_id", new__in=some)
        fresh = reached - inside
        inside |= fresh
    fresh = set(inside)
    while fresh:
        above: set[int] = set()
        for some in in_chunks(sorted(fresh)):
            above |= _values(PlaceVersion, "parent_id", place__in=some, parent__isnull=False)
        fresh = above - inside
        inside |= fresh
    return inside


def _values(model: type[PlaceVersion | Succession], column: str, **found: object) -> set[int]:
    rows = model._default_manager.filter(**found).order_by()
    return set(rows.values_list(column, flat=True))


def _told(moves: Moves) -> list[Problem]:
    return [problem for one in followers() for problem in one.problems(moves)]


def _warnings(on_map: PlannedMap, moves: Moves) -> Iterable[Problem]:
    """What stops nothing and must be seen before signing."""
    on = on_map.plan.effective_on
    if on > clock.today():
        yield Problem("reform_not_yet", "", {"on": on}, is_warning=True)
    for closed in moves.closed:
        if len(closed.parts) > 1:
            params = {"place": closed.place.name}
            yield Problem("reform_apportions", str(closed.place.pk), params, is_warning=True)


class _Words:
    """The steps of a plan as names."""

    def __init__(self, on_map: PlannedMap) -> None:
        self._standing = on_map.tree.standing
        self._places = on_map.places
        self._founded = {found.key: found for found in on_map.plan.found}
        self._altered = {alter.place: alter for alter in on_map.plan.alter}

    def founded(self, step: Found) -> PlaceStep:
        """A new place."""
        kind = step.local_word or _kind(step.kind)
        parent = self._new_name(step.parent)
        return PlaceStep("founded", None, new_name=step.name, new_kind=kind, new_parent=parent)

    def altered(self, step: Alter) -> PlaceStep:
        """A place that goes on."""
        was, old = self._was("altered", step.place), self._standing.get(step.place)
        if old is None:
            return was
        parent = old.parent if step.parent is None else step.parent
        word = old.local_word if step.local_word is None else step.local_word
        return replace(
            was,
            new_name=self._new_name(step.place),
            new_kind=word or _kind(step.kind or old.kind),
            new_parent="" if step.to_top else self._new_name(parent),
        )

    def closed(self, step: Close) -> PlaceStep:
        """A place that ends."""
        parts = tuple((self._new_name(part.into), part.share) for part in step.parts)
        rest = self._new_name(step.rest)
        return replace(self._was("closed", step.place), parts=parts, rest=rest)

    def _was(self, step: str, number: int) -> PlaceStep:
        place, old = self._places.get(number), self._standing.get(number)
        if old is None:
            return PlaceStep(step, place)
        word = old.local_word or _kind(old.kind)
        return PlaceStep(step, place, old.name, word, self._old_name(old.parent))

    def _old_name(self, number: Ref | None) -> str:
        version = self._standing.get(number) if isinstance(number, int) else None
        return version.name if version else ""

    def _new_name(self, ref: Ref | None) -> str:
        if isinstance(ref, str):
            return self._founded[ref].name if ref in self._founded else ""
        altered = self._altered.get(ref) if isinstance(ref, int) else None
        return (altered.name if altered else None) or self._old_name(ref)


def _kind(kind: str) -> str:
    return str(PlaceKind(kind).label) if kind in PlaceKind.values else kind


class _Touched:
    """The places a reform changed, founded or gave something to; and those whose path changed."""

    def __init__(self, reform: Reform) -> None:
        plan = plan_from_json(reform.plan)
        steps = {step.place for step in plan.touching}
        parts = {part.into for close in plan.close for part in close.parts}
        made = rows_made(reform, "places.place")
        self.places = steps | made | {into for into in parts if isinstance(into, int)}
        moved = {one.place for one in plan.alter if one.parent is not None or one.to_top}
        self._rebuilt = moved | made | {close.place for close in plan.close}

    def meets(self, other: _Touched) -> bool:
        """Whether the other touches one of the same places, or one above whose path changed."""
        if self.places & other.places:
            return True
        mine, theirs = _paths(self.places), _paths(other.places)
        return _stands_under(theirs.values(), mine, self._rebuilt) or _stands_under(
            mine.values(), theirs, other._rebuilt
        )


def _paths(places: Iterable[int]) -> dict[int, str]:
    return {
        number: path
        for some in in_chunks(sorted(places))
        for number, path in Place.objects.filter(pk__in=some).values_list("pk", "path")
    }


def _stands_under(lower: Iterable[str], upper: Mapping[int, str], rebuilt: set[int]) -> bool:
    beginnings = {path for number, path in upper.items() if number in rebuilt}
    return any(not beginnings.isdisjoint(paths_above(path)) for path in lower)
