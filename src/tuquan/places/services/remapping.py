"""Writing the tree of a reform: versions, names, paths, codes, other names, successions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tuquan.base.scoping import paths_above
from tuquan.core.succession import DatedTree, Found, Version
from tuquan.core.vietnamese import same_name_key, search_key, sort_key, tidy
from tuquan.places.models import (
    FormerPath,
    Place,
    PlaceAlias,
    PlaceCode,
    PlaceVersion,
    Reform,
    Succession,
)
from tuquan.places.queries import next_path
from tuquan.places.queries.following import Closed, Moved, Moves
from tuquan.places.queries.planning import PlannedMap, new_place
from tuquan.places.queries.written import in_chunks
from tuquan.places.services.journal import Journal


class MapWriter:
    """One reform being written into the tables of the tree, through its journal."""

    def __init__(self, journal: Journal, planned: PlannedMap) -> None:
        self._journal, self._planned = journal, planned
        self._plan, self._on = planned.plan, planned.plan.effective_on
        self._reform: Reform = journal.reform
        self.founded: dict[str, Place] = {}

    def found(self) -> None:
        """Make the rows of new places, each after the one it stands under."""
        waiting = list(self._plan.found)
        while waiting:
            ready = [one for one in waiting if one.parent not in {other.key for other in waiting}]
            made = []
            for one in ready:
                place = new_place(one.name, one.kind, tidy(one.local_word))
                place.parent = self._row(one.parent)
                place.invented = self._is_invented(place.parent)
                place.path = f"new {self._reform.pk} {one.key}"  # replaced: it needs the number
                place.save()
                place.path = next_path(place.parent, place.pk)
                place.save(update_fields=["path"])
                self.founded[one.key] = place
                made.append(place)
            self._journal.made(made)
            waiting = [one for one in waiting if one.key not in self.founded]

    def write(self, after: DatedTree, moves: Moves) -> None:
        """Everything else of the tree; places keep their numbers for ever."""
        tree = self._planned.tree
        before = set(tree.versions)
        opened = [one for one in after.versions if one not in before and not one.until]
        old_names = {place.pk: place.name for place in self._planned.places.values()}
        self._versions(opened)
        self._columns(opened)
        self._journal.rewrite_below(Place, "path", moves.beginnings)
        self._codes()
        self._successions(after)
        self._aliases(moves, old_names)
        self._former_paths(moves)

    def _row(self, ref: int | str | None) -> Place | None:
        if ref is None:
            return None
        return self.founded[ref] if isinstance(ref, str) else self._planned.places[ref]

    def _is_invented(self, parent: Place | None) -> bool:
        ending = [self._planned.places[close.place] for close in self._plan.close]
        return bool(parent and parent.invented) or any(place.invented for place in ending)

    def _versions(self, opened: list[Version]) -> None:
        ending = [one.place for one in opened] + [close.place for close in self._plan.close]
        for some in in_chunks(sorted(ending)):
            rows = PlaceVersion.objects.filter(place__in=some, effective_until=None)
            self._journal.change(rows, "effective_until", self._on)
        rows_made = PlaceVersion.objects.bulk_create(
            [
                PlaceVersion(
                    place_id=one.place,
                    name=tidy(one.name),
                    kind=one.kind,
                    local_word=tidy(one.local_word),
                    parent_id=one.parent,
                    effective_from=one.since,
                    source=self._reform.decision,
                )
                for one in opened
            ],
            batch_size=500,
        )
        self._journal.made(rows_made)

    def _columns(self, opened: list[Version]) -> None:
        """What `Place` caches of its version, column by column for all places of one value."""
        values: dict[tuple[str, str | int | date | None], list[int]] = defaultdict(list)
        for one in opened:
            place = self._planned.places.get(one.place)
            if place is None:
                continue  # founded: written already
            name = tidy(one.name)
            columns: dict[str, str | int | None] = {
                "name": name,
                "search_key": search_key(name),
                "sort_key": sort_key(name),
                "kind": one.kind,
                "local_word": tidy(one.local_word),
                "parent_id": one.parent,
            }
            for column, new in columns.items():
                if getattr(place, column) != new:
                    values[column, new].append(place.pk)
                    setattr(place, column, new)
        for close in self._plan.close:
            values["ended_on", self._on].append(close.place)
            self._planned.places[close.place].ended_on = self._on
        for (column, value), places in values.items():
            for some in in_chunks(places):
                self._journal.change(Place.objects.filter(pk__in=some), column, value)

    def _codes(self) -> None:
        """Codes of what ends, and those replaced, end on the day; new ones begin."""
        for some in in_chunks([close.place for close in self._plan.close]):
            self._end_codes(some)
        made = []
        for step in self._plan.describing:
            if not step.codes:
                continue
            place = (
                self.founded[step.key]
                if isinstance(step, Found)
                else self._planned.places[step.place]
            )
            self._end_codes([place.pk], [scheme for scheme, _ in step.codes])
            made += [
                PlaceCode(
                    place=place,
                    scheme=scheme,
                    code=code,
                    effective_from=self._on,
                    source=self._reform.decision,
                )
                for scheme, code in step.codes
            ]
        self._journal.made(PlaceCode.objects.bulk_create(made, batch_size=500))

    def _end_codes(self, places: list[int], schemes: list[str] | None = None) -> None:
        codes = PlaceCode.objects.filter(place__in=places, effective_until=None)
        if schemes is not None:
            codes = codes.filter(scheme__in=schemes)
        self._journal.change(codes, "effective_until", self._on)

    def _successions(self, after: DatedTree) -> None:
        new = after.links[len(self._planned.tree.links) :]
        rows = [
            Succession(
                old_id=link.old,
                new_id=link.new,
                effective_on=link.on,
                share_numerator=link.share.numerator,
                share_denominator=link.share.denominator,
                back_numerator=link.back.numerator,
                back_denominator=link.back.denominator,
                reform=self._reform,
                source=self._reform.decision,
            )
            for link in new
        ]
        self._journal.made(Succession.objects.bulk_create(rows, batch_size=500))

    def _aliases(self, moves: Moves, old_names: Mapping[int, str]) -> None:
        """Old names, under which people go on looking; those of what ended lead to what it became.

        A level that was abolished leaves no name to the places above it.
        """
        renamed = [one.place for one in self._plan.alter if one.name is not None]
        wanted = [(self._planned.places[place], old_names[place]) for place in renamed]
        known = self._names_kept(closed.place.pk for closed in moves.closed)
        for closed in moves.closed:
            for part, _ in closed.parts:
                if not closed.place.path.startswith(part.path):
                    names = [closed.place.name, *known.get(closed.place.pk, ())]
                    wanted += [(part, name) for name in names]
        kept = self._names_kept({place.pk for place, _ in wanted})
        rows: dict[tuple[int, str], PlaceAlias] = {}
        for place, name in wanted:
            told = {name for name in kept.get(place.pk, ())}
            if name not in told and same_name_key(name) != same_name_key(place.name):
                rows[place.pk, name] = PlaceAlias(
                    place=place,
                    name=name,
                    search_key=search_key(name),
                    used_until=self._on,
                    source=self._reform.decision,
                )
        self._journal.made(PlaceAlias.objects.bulk_create(rows.values(), batch_size=500))

    def _names_kept(self, places: Iterable[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for some in in_chunks(places):
            rows = PlaceAlias.objects.filter(place__in=some)
            for place, name in rows.values_list("place_id", "name"):
                found[place].append(name)
        return found

    def _former_paths(self, moves: Moves) -> None:
        above = {number for one in moves.moved for number in _numbers(one.old_path, one.new_path)}
        above |= {number for one in moves.closed for number in _numbers(one.place.path)}
        kept: dict[int, list[str]] = defaultdict(list)
        for some in in_chunks(above):
            rows = FormerPath.objects.filter(place__in=some).order_by("pk")
            for number, path in rows.values_list("place_id", "path"):
                kept[number].append(path)
        wanted = _FormerPaths(kept)
        for closed in moves.closed:
            wanted.close(closed)
        for moved in reversed(moves.moved):
            wanted.move(moved)
        made = [
            FormerPath(place_id=place, path=path, until=self._on, reform=self._reform)
            for place, path in wanted.new
        ]
        self._journal.made(FormerPath.objects.bulk_create(made, batch_size=500))


class _FormerPaths:
    """Which former paths a reform adds: the topmost only, and none that another one implies."""

    def __init__(self, kept: Mapping[int, list[str]]) -> None:
        self._before = {place: tuple(paths) for place, paths in kept.items()}
        self._now = {place: set(paths) for place, paths in kept.items()}
        self.new: list[tuple[int, str]] = []

    def close(self, closed: Closed) -> None:
        """A place that went whole into one: its path, and those it inherited itself."""
        if len(closed.parts) == 1 and not closed.place.path.startswith(closed.parts[0][0].path):
            into = closed.parts[0][0].pk
            old = closed.place.path
            for path in (old, *self._before.get(closed.place.pk, ()), *self._inherited(old)):
                self._add(into, path)

    def move(self, moved: Moved) -> None:
        """A place that moved: its old path and what it inherited from places it left."""
        wanted = [moved.old_path, *self._inherited(moved.old_path)]
        implied = {
            path + moved.new_path.removeprefix(above)
            for above in paths_above(moved.new_path)
            for path in self._now.get(_number(above), ())
        }
        for path in wanted:
            if path not in implied:
                self._add(moved.place.pk, path)

    def _inherited(self, old_path: str) -> Iterator[str]:
        """Where a place stood that was there already when those above it stood elsewhere."""
        for above in paths_above(old_path)[:-1]:
            rest = old_path.removeprefix(above)
            for path in self._before.get(_number(above), ()):
                yield path + rest

    def _add(self, place: int, path: str) -> None:
        kept = self._now.setdefault(place, set())
        if path not in kept:
            kept.add(path)
            self.new.append((place, path))


def _number(path: str) -> int:
    """The number of the place at a path: its last step."""
    return int(path[:-1].rpartition(".")[2])


def _numbers(*paths: str) -> set[int]:
    return {_number(above) for path in paths for above in paths_above(path)}
