"""Under which paths of the map of a day the records of places lie, and with which share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tuquan.core.rollup import Spot
from tuquan.core.succession.links import Link
from tuquan.core.succession.versions import Version
from tuquan.core.succession.whereabouts import Shares, whereabouts

Versions = Mapping[int, Sequence[Version]]
"""What every place was, from its first version to its last."""


def spots_within(
    root: int | None,
    versions: Versions,
    links: Sequence[Link],
    on: date,
    step: Callable[[int], str],
    recorded: date | None = None,
) -> dict[int, tuple[Spot, ...]]:
    """By recorded place, where all its records lie on the map of `on`, if some lie below the root.

    Paths begin below the root (at the top of the tree when it is None) and are made of the `step`
    of each place; None stands for elsewhere. `recorded` is the day the records are from, as for
    `whereabouts`. A place that did not stand on the day and became nothing else hangs under what
    it stood under last (or first), wherever that lies.
    """
    linked = {place for link in links for place in (link.old, link.new)} & versions.keys()
    lives = {place: (versions[place][0].since, versions[place][-1].until) for place in linked}
    nearest = whereabouts(lives, links, on)
    moved = nearest if recorded is None else whereabouts(lives, links, on, recorded)
    tree = _Tree(root, on, versions, nearest, step)
    located = {}
    for place in versions:
        parts = moved.get(place)
        spots = tree.spots_of_parts(parts) if parts else tree.spots_of(place)
        if spots[0].path is not None or any(spot.path is not None for spot in spots):
            located[place] = spots
    return located


class _Tree:
    """Where places hang on the map of a day."""

    def __init__(
        self,
        root: int | None,
        on: date,
        versions: Versions,
        nearest: Mapping[int, Shares],
        step: Callable[[int], str],
    ) -> None:
        self._on, self._versions, self._nearest, self._step = on, versions, nearest, step
        self._known: dict[int | None, tuple[Spot, ...]] = {root: (Spot(""),)}

    def spots_of_parts(self, parts: Shares) -> tuple[Spot, ...]:
        """The spots of several places, each with its share."""
        if len(parts) == 1:  # nearly always
            return self.spots_of(parts[0][0])
        return tuple(
            Spot(path, share * part)
            for place, share in parts
            for path, part in self.spots_of(place)
        )

    def spots_of(self, place: int | None) -> tuple[Spot, ...]:
        """The paths below the root under which a place hangs; nearly always a single one."""
        known = self._known.get(place)
        if known is None:
            self._known[place] = (Spot(None),)  # also should a place hang below itself
            known = self._known[place] = self._below_parent(place)
        return known

    def _below_parent(self, place: int | None) -> tuple[Spot, ...]:
        version = None if place is None else self._version(place)
        if place is None or version is None:
            return (Spot(None),)
        above = version.parent
        parts = None if above is None else self._nearest.get(above)
        spots = self.spots_of_parts(parts) if parts else self.spots_of(above)
        step = self._step(place)
        if len(spots) == 1:  # nearly always
            path, share = spots[0]
            return (Spot(path if path is None else path + step, share),)
        return tuple(Spot(path if path is None else path + step, share) for path, share in spots)

    def _version(self, place: int) -> Version | None:
        """The version in force; else the last one before the day, else the first one after it."""
        versions = self._versions.get(place, ())
        if len(versions) == 1:  # nearly always
            return versions[0]
        begun = [one for one in versions if one.since <= self._on]
        return begun[-1] if begun else next(iter(versions), None)
