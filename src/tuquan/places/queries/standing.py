"""What stands directly in a place, as the apps above tell it: groups, households by lane.

Whoever divides a place says for each line which new place takes it. Nothing here imports those
apps; they call `provide_standing` in their `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tuquan.base.actor import Actor
from tuquan.places.models import Place


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One choice of the form: rows of a table that go to a new place together.

    `weight` is how many households they are, for shares. `takes_along` are rows of other tables
    that go the same way: the households of a group.
    """

    rows: tuple[int, ...]
    label: str
    weight: int
    takes_along: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


Provider = Callable[[Actor, Place], Sequence[StandingRow]]

_PROVIDERS: dict[str, Provider] = {}


def provide_standing(table: str, provider: Provider) -> None:
    """Let an app above say which rows of a table (`groups.residentgroup`) stand in a place."""
    _PROVIDERS[table] = provider


def standing_in(actor: Actor, place: Place) -> dict[str, list[StandingRow]]:
    """The lines to choose for, by table; rows that go along with another line are left out."""
    found = {table: list(provider(actor, place)) for table, provider in _PROVIDERS.items()}
    taken: dict[str, set[int]] = {}
    for lines in found.values():
        for line in lines:
            for table, rows in line.takes_along.items():
                taken.setdefault(table, set()).update(rows)
    return {
        table: left
        for table, lines in found.items()
        if (left := _without(lines, taken.get(table, set())))
    }


def _without(lines: Sequence[StandingRow], taken: set[int]) -> list[StandingRow]:
    """The lines with the rows that stay; a line that keeps some of its rows weighs less."""
    left = []
    for line in lines:
        rows = tuple(row for row in line.rows if row not in taken)
        if not rows:
            continue
        weight = line.weight * len(rows) // len(line.rows)
        left.append(StandingRow(rows, line.label, weight, line.takes_along))
    return left
