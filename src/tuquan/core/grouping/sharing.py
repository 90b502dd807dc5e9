"""A team looks after households: each of its persons has named ones (S2-13, S2-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tuquan.core.grouping.ground import Barrier, Ground
from tuquan.core.grouping.homes import Home, Wishes, neighbourhood, nodes_of
from tuquan.core.grouping.keeping import exactly_groups
from tuquan.core.grouping.measuring import continued_groups
from tuquan.core.grouping.sizes import SizeBounds
from tuquan.core.grouping.solving import Area
from tuquan.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Share:
    """The households one person of a team looks after, in walking order."""

    person: int
    households: tuple[int, ...]


def share_households(
    homes: Sequence[Home],
    persons: Sequence[int],
    named: Mapping[int, int] | None = None,
    barriers: Sequence[Barrier] = (),
) -> tuple[tuple[Share, ...], tuple[Problem, ...]]:
    """Divide the households of a team among its persons evenly, neighbours to the same person.

    `named` gives the person of households already promised to one. The shares come in the order of
    `persons`; with more persons than households the last ones have none.
    """
    named = named or {}
    if problems := _problems(homes, persons, named):
        return (), problems
    given = [replace(home, group=named.get(home.key), fixed=home.key in named) for home in homes]
    around = neighbourhood(given, barriers)
    nodes = nodes_of(around, Wishes())
    count = min(len(persons), len(nodes.nodes))
    bounds = SizeBounds(max(1, len(homes) // count), -(-len(homes) // count), soft=True)
    area = Area(Ground(around.metric, nodes.nodes), bounds, nodes.apart)
    solution = exactly_groups(area, nodes.homes, count)
    shares: dict[int, list[int]] = {}
    for node, label in zip(nodes.nodes, solution.labels.tolist(), strict=True):
        shares.setdefault(label, []).extend(node)
    groups = sorted(sorted(places) for places in shares.values())
    who = _persons(continued_groups(around, groups), persons)
    households = {
        person: tuple(around.homes[place].key for place in places)
        for person, places in zip(who, groups, strict=True)
    }
    return tuple(Share(person, households.get(person, ())) for person in persons), ()


def _persons(continued: Sequence[int | None], persons: Sequence[int]) -> list[int]:
    """Whose each share is: the person's with promised households in it, else the next one's."""
    free = iter([person for person in persons if person not in continued])
    return [next(free) if person is None else person for person in continued]


def _problems(
    homes: Sequence[Home], persons: Sequence[int], named: Mapping[int, int]
) -> tuple[Problem, ...]:
    if not homes:
        return (Problem("no_households_to_share"),)
    if not persons:
        return (Problem("no_persons_to_share"),)
    problems = []
    if unknown := sorted(named.keys() - {home.key for home in homes}):
        problems.append(Problem("households_unknown", params={"households": tuple(unknown)}))
    if strangers := sorted(set(named.values()) - set(persons)):
        problems.append(Problem("persons_unknown", params={"persons": tuple(strangers)}))
    return tuple(problems)
