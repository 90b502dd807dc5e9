"""How the tables of the apps above follow a reform: the contract between them and the map.

Nothing here imports them; each app registers what it does with `follow_reforms` in its
`AppConfig.ready`. (It stands among the queries so that a preview can ask; services use it through
`places.services.followers`.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from tuquan.core.problems import Problem
from tuquan.places.models import Place, Reform

if TYPE_CHECKING:
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

    First `moved`: whole subtrees, the innermost first, all with their paths as they were before and
    as they are afterwards. Rewriting one beginning after the other in this order touches every row
    once, at the innermost place that moved; a place that moved only because its parent did is not
    repeated. Then `closed`.

    The tree itself (`Place`, versions, codes, successions, former paths) is written before any
    follower acts. In a preview nothing is written: a place yet to be founded is an unsaved row with
    a negative number below which nothing stands.
    """

    effective_on: date
    moved: Sequence[Moved]
    closed: Sequence[Closed]

    @property
    def beginnings(self) -> list[tuple[str, str]]:
        """The old and the new beginning of every path that changes, for `Journal.rewrite_below`."""
        return [(moved.old_path, moved.new_path) for moved in self.moved]


class Follower(Protocol):
    """One table (or a few that belong together) that follows the map."""

    name: str
    """The key of its line in the preview and the report: `households`; words in `base.texts`."""

    def affected(self, moves: Moves) -> int:
        """How many rows would move, for the preview."""

    def problems(self, moves: Moves) -> list[Problem]:
        """Why the reform cannot be carried out, for example a group that would stand nowhere.

        A warning (`is_warning`) is shown in the preview and stops nothing.
        """

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Totals over everything below some paths, that must be the same before and after.

        Keys are `base.texts` keys (`households`, `persons`, `open_obligations`…); exact decimals
        as text. Paths never overlap, are few, and may reach further than the reform does.
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


_AFTERWARDS: list[Callable[[Reform], None]] = []


def after_reforms(hear: Callable[[Reform], None]) -> None:
    """Let something derived hear that a reform was carried out or taken back, in the same
    transaction: totals that have to be worked out anew."""
    if hear not in _AFTERWARDS:
        _AFTERWARDS.append(hear)


def tell_afterwards(reform: Reform) -> None:
    """Tell all of them, when everything stands where it belongs."""
    for hear in _AFTERWARDS:
        hear(reform)
