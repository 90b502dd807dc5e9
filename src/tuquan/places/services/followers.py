"""How the tables of the apps above follow a reform: each app registers what it does.

Nothing here imports them; they call `follow_reforms` in their `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from tuquan.core.problems import Problem
from tuquan.places.models import Place, Reform
from tuquan.places.services.journal import Journal


@dataclass(frozen=True, slots=True)
class Moved:
    """A place that goes on: everything below it, itself included, gets a path of another beginning.

    A place whose name alone changed keeps its path and is not among them.
    """

    place: Place
    old_path: str
    new_path: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A place that ended, what it became, and who takes what stands directly in it.

    `parts` are the places it went to with their shares; `rest` is None when nothing may be left in
    it. `assigned` says for rows of a table (`groups.residentgroup`) where each goes; every other
    row goes to `rest`.
    """

    place: Place
    parts: tuple[tuple[Place, Fraction], ...]
    rest: Place | None
    assigned: Mapping[str, Mapping[int, Place]] = field(default_factory=dict)

    def goes_to(self, table: str, row: int) -> Place | None:
        """The place that takes one row standing directly in the closed place."""
        return self.assigned.get(table, {}).get(row, self.rest)


@dataclass(frozen=True, slots=True)
class Moves:
    """What a reform did to the tree, in the order in which followers must apply it.

    First `moved` (whole subtrees, outermost first, already without overlaps: a place moved because
    its parent moved is not repeated), then `closed`. The tree itself (`Place`, versions, codes,
    successions, former paths) is written before any follower is asked.
    """

    effective_on: date
    moved: Sequence[Moved]
    closed: Sequence[Closed]


class Follower(Protocol):
    """One table (or a few that belong together) that follows the map."""

    name: str
    """The key of its line in the preview and the report: `households`; words in `base.texts`."""

    def affected(self, moves: Moves) -> int:
        """How many rows would move, for the preview."""

    def problems(self, moves: Moves) -> list[Problem]:
        """Why the reform cannot be carried out, for example a group that would stand nowhere."""

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Totals over everything below some paths, that must be the same before and after.

        Keys are `base.texts` keys (`households`, `persons`, `open_obligations`…); exact decimals
        as text.
        """

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move the rows; every write goes through the journal."""

    def blockers(self, reform: Reform) -> list[Problem]:
        """What somebody did since that stands on the reform, so that it cannot be undone."""


_FOLLOWERS: list[Follower] = []


def follow_reforms(follower: Follower) -> None:
    """Let a table follow reforms; followers act in the order of the apps, lowest first."""
    if follower.name not in {one.name for one in _FOLLOWERS}:
        _FOLLOWERS.append(follower)


def followers() -> tuple[Follower, ...]:
    """Everybody who follows."""
    return tuple(_FOLLOWERS)
