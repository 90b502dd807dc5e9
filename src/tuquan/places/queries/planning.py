"""A plan held against the map in the database: what it touches, who may decide it, what moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step, paths_above
from tuquan.core.problems import Problem
from tuquan.core.succession import Close, DatedTree, Link, Plan, Ref, Version
from tuquan.core.vietnamese import search_key, sort_key, tidy
from tuquan.places.models import FormerPath, Place, PlaceCode, PlaceVersion, Succession
from tuquan.places.queries.following import Closed, Moved, Moves, followers
from tuquan.places.queries.written import in_chunks

MOST_PATHS = 40
"""Over how many paths totals are drawn at once; more are drawn over the places above them."""


@dataclass(frozen=True, slots=True)
class PlannedMap:
    """A plan, the tree around it, and the rows of the places it names, by number."""

    plan: Plan
    tree: DatedTree
    places: Mapping[int, Place]

    @property
    def problems(self) -> list[Problem]:
        """Why the plan cannot be carried out on the map of today."""
        return [*self.tree.problems_of(self.plan), *_codes_taken(self.plan)]

    @property
    def deciding_paths(self) -> set[str]:
        """Where one must look after places: above everything that changes, and where it goes to.

        Somebody who looks after a commune decides on its areas, not on the commune itself.
        """
        plan = self.plan
        refs: list[Ref] = [step.place for step in plan.touching]
        refs += (into for rows in plan.assigned.values() for into in set(rows.values()))
        paths = {self._path_above(ref) for ref in refs if isinstance(ref, int)}
        parents = {step.parent for step in plan.describing}
        paths |= {place.path for number, place in self.places.items() if number in parents}
        if any(one.parent is None for one in plan.found) or any(one.to_top for one in plan.alter):
            paths.add("")
        for close in plan.close:
            paths |= set(self._taking_paths(close))
        return paths

    @property
    def path(self) -> str:
        """The lowest path above everything the plan touches."""
        return common_path(self.deciding_paths)

    def may_decide(self, actor: Actor) -> bool:
        """Whether somebody looks after every place the plan touches."""
        return bool(actor.paths("places.manage")) and all(
            actor.may("places.manage", path) for path in self.deciding_paths
        )

    def unsaved(self) -> dict[str, Place]:
        """Rows for the places the plan founds, with negative numbers, for a preview."""
        return {
            found.key: new_place(found.name, found.kind, found.local_word, -number)
            for number, found in enumerate(self.plan.found, 1)
        }

    def moves(self, after: DatedTree, founded: Mapping[str, Place]) -> Moves:
        """What moves and what ends; the rows get the paths they have afterwards."""
        standing = after.standing
        old_paths = {place: row.path for place, row in self.places.items()}
        for row in (*self.places.values(), *founded.values()):
            if row.pk in standing:
                row.path = _path_in(standing, row.pk)
        moved = [
            Moved(self.places[one.place], old_paths[one.place], self.places[one.place].path)
            for one in self.plan.alter
            if standing[one.place].parent != self.tree.standing[one.place].parent
        ]
        moved.sort(key=lambda one: (-len(one.old_path), one.old_path))
        closed = [self._closed(close, founded) for close in self.plan.close]
        return Moves(self.plan.effective_on, tuple(moved), tuple(closed))

    def _closed(self, close: Close, founded: Mapping[str, Place]) -> Closed:
        def row(ref: Ref) -> Place:
            return founded[ref] if isinstance(ref, str) else self.places[ref]

        parts = tuple((row(part.into), part.share) for part in close.parts)
        rest = close.rest
        if rest is None and len(close.parts) == 1:
            rest = close.parts[0].into
        return Closed(
            self.places[close.place],
            parts,
            None if rest is None else row(rest),
            {
                table: {number: row(into) for number, into in rows.items()}
                for table, rows in self.plan.assigned.items()
            },
        )

    def _path_above(self, number: int) -> str:
        place = self.places.get(number)
        return place.parent.path if place and place.parent else ""

    def _taking_paths(self, close: Close) -> Iterator[str]:
        """Above the places that take something in; a place above the closed one stays as it is."""
        closed = self.places.get(close.place)
        for ref in {close.rest, *(part.into for part in close.parts)}:
            taking = self.places.get(ref) if isinstance(ref, int) else None
            if taking:
                inside = closed and closed.path.startswith(taking.path)
                yield taking.path if inside else self._path_above(taking.pk)


def planned(plan: Plan) -> PlannedMap:
    """A plan with the tree of every province it touches."""
    numbers = named_in(plan)
    places = {
        place.pk: place
        for some in in_chunks(sorted(numbers))
        for place in Place.objects.filter(pk__in=some).select_related("parent")
    }
    around = Q(parent=None)
    for root in {paths_above(place.path)[0] for place in places.values()}:
        around |= Q(place__path__below=root)
    versions = {one: None for one in versions_of(PlaceVersion.objects.filter(around))}
    for some in in_chunks(sorted(numbers)):
        versions |= dict.fromkeys(versions_of(PlaceVersion.objects.filter(place__in=some)))
    links = Succession.objects.filter(effective_on=plan.effective_on)
    return PlannedMap(plan, DatedTree(list(versions), list(links_of(links))), places)


def named_in(plan: Plan) -> set[int]:
    """The numbers of all standing places a plan names."""
    refs: set[Ref | None] = {step.place for step in plan.touching}
    refs |= {step.parent for step in plan.describing}
    for close in plan.close:
        refs |= {close.rest, *(part.into for part in close.parts)}
    for rows in plan.assigned.values():
        refs |= set(rows.values())
    return {ref for ref in refs if isinstance(ref, int)}


def new_place(name: str, kind: str, local_word: str = "", number: int | None = None) -> Place:
    """A row of a place to be founded, not yet in the tree."""
    name = tidy(name)
    return Place(
        pk=number,
        name=name,
        kind=kind,
        local_word=local_word,
        search_key=search_key(name),
        sort_key=sort_key(name),
    )


def region(moves: Moves, changed: Iterable[Place] = ()) -> list[str]:
    """The paths over which totals must be the same before and after: old, new and former ones."""
    taking = [place for closed in moves.closed for place, _ in closed.parts]
    taking += [closed.rest for closed in moves.closed if closed.rest]
    places = [one.place for one in moves.moved] + [one.place for one in moves.closed]
    places += [*taking, *changed]
    paths = {place.path for place in places} | {moved.old_path for moved in moves.moved}
    for some in in_chunks({place.pk for place in places}):
        paths |= set(FormerPath.objects.filter(place__in=some).values_list("path", flat=True))
    return few(paths)


def few(paths: Collection[str]) -> list[str]:
    """Paths that together hold all the given ones, without overlaps and not too many."""
    shortest: list[str] = []
    for path in sorted(set(paths)):
        if not (shortest and path.startswith(shortest[-1])):
            shortest.append(path)
    if len(shortest) <= MOST_PATHS:
        return shortest
    deepest = max(path.count(".") for path in shortest)
    return few([_above(path) if path.count(".") == deepest else path for path in shortest])


def totals_of(paths: Sequence[str]) -> dict[str, int | str]:
    """What all followers count below some paths."""
    found: dict[str, int | str] = {}
    for follower in followers():
        found |= follower.measure(paths)
    return found


def weights_of(planned_map: PlannedMap) -> dict[int, int]:
    """The households of every place whose later figures must be shared out backwards.

    Where a place above takes in what stood inside it, only what was its own counts.
    """
    came: dict[Ref, list[int]] = {}
    for close in planned_map.plan.close:
        for part in close.parts:
            came.setdefault(part.into, []).append(close.place)
    shared = [olds for into, olds in came.items() if len(olds) > 1 or isinstance(into, int)]
    weights = {old: _households(planned_map.places[old].path) for olds in shared for old in olds}
    for into, olds in came.items():
        if isinstance(into, int):
            path = planned_map.places[into].path
            inside = (old for old in olds if planned_map.places[old].path.startswith(path))
            weights[into] = _households(path) - sum(weights[old] for old in inside)
    return weights


def common_path(paths: Collection[str]) -> str:
    """The lowest path above (or at) all of some paths; empty for the top."""
    if not paths:
        return ""
    shared = set.intersection(*({"", *paths_above(path)} for path in paths))
    return max(shared, key=len)


def links_of(rows: Iterable[Succession]) -> Iterator[Link]:
    """Successions as the links of the core."""
    for row in rows:
        yield Link(row.old_id, row.new_id, row.effective_on, row.share, row.share_back)


def _households(path: str) -> int:
    """How many households live below a path, as their follower counts them."""
    counting = (one for one in followers() if one.name == "households")
    return next((int(one.measure([path])["households"]) for one in counting), 0)


def _above(path: str) -> str:
    return ["", *paths_above(path)][-2]


def _path_in(standing: Mapping[int, Version], place: int) -> str:
    steps: list[str] = []
    number: int | None = place
    while number is not None:
        steps.append(path_step(number))
        number = standing[number].parent
    return "".join(reversed(steps))


def versions_of(rows: Iterable[PlaceVersion]) -> Iterator[Version]:
    """Versions as those of the core."""
    for row in rows:
        yield Version(
            row.place_id,
            row.name,
            row.kind,
            row.parent_id,
            row.effective_from,
            row.effective_until,
            row.local_word,
        )


def _codes_taken(plan: Plan) -> list[Problem]:
    """Codes the plan gives although another place keeps them, or gives twice."""
    given = Counter(code for step in plan.describing for code in step.codes)
    freed = {close.place for close in plan.close}
    recoded = {(one.place, scheme) for one in plan.alter for scheme, _ in one.codes}
    taken = {code: "" for code, times in given.items() if times > 1}
    codes = sorted({code for _, code in given})
    for start in range(0, len(codes), 1000):
        held = PlaceCode.objects.filter(effective_until=None, code__in=codes[start : start + 1000])
        for row in held.select_related("place"):
            stays = row.place_id not in freed and (row.place_id, row.scheme) not in recoded
            if stays and (row.scheme, row.code) in given:
                taken[row.scheme, row.code] = row.place.name
    return [
        Problem(
            "reform_code_taken" if name else "reform_code_twice", "", {"code": code, "place": name}
        )
        for (_, code), name in taken.items()
    ]
