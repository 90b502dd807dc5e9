"""Bringing sizes within the bounds by passing households on from group to group.

A group with too many passes one to a neighbour, that one passes one on, until a group with room is
reached: the chain that moves the fewest households, then costs the least walking (F-19).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuquan.core.grouping.improving import Search


@dataclass(frozen=True, slots=True)
class _Hop:
    """A household that can go over from one group to another, at this price."""

    price: float
    node: int
    source: int
    target: int


def balance(search: Search) -> None:
    """Pass households on as long as that brings sizes nearer to the bounds."""
    while chain := _best_chain(search):
        before = search.total()
        for hop in chain:
            search.move(hop.node, hop.target)
        if search.total() >= before:
            for hop in reversed(chain):
                search.move(hop.node, hop.source)
            return


def _best_chain(search: Search) -> list[_Hop]:
    bounds = search.field.bounds
    sizes = [search.size(group) for group in range(len(search.groups))]
    full = [group for group, size in enumerate(sizes) if size > bounds.maximum]
    small = [group for group, size in enumerate(sizes) if 0 < size < bounds.minimum]
    if full:
        room = {group for group, size in enumerate(sizes) if 0 < size < bounds.maximum}
        return _cheapest(_hops(search), full, room)
    spare = [group for group, size in enumerate(sizes) if size > bounds.minimum]
    return _cheapest(_hops(search), spare, set(small)) if small and spare else []


def _hops(search: Search) -> list[_Hop]:
    """The cheapest household to pass on between each two groups, sizes left aside."""
    cheapest: dict[tuple[int, int], _Hop] = {}
    for node, target, price in search.passable():
        source = int(search.labels[node])
        known = cheapest.get((source, target))
        if known is None or price < known.price:
            cheapest[source, target] = _Hop(price, node, source, target)
    return [cheapest[pair] for pair in sorted(cheapest)]


def _cheapest(hops: list[_Hop], starts: list[int], ends: set[int]) -> list[_Hop]:
    """The cheapest way over hops from one of the starts to one of the ends; no group twice."""
    reached: dict[int, tuple[float, list[_Hop]]] = {start: (0.0, []) for start in starts}
    for _ in range(len(hops)):
        better = list(_extended(hops, reached))
        if not better:
            break
        for chain in better:
            price = sum(hop.price for hop in chain)
            if chain[-1].target not in reached or price < reached[chain[-1].target][0]:
                reached[chain[-1].target] = price, chain
    found = [(*reached[end], end) for end in sorted(ends) if end in reached and reached[end][1]]
    return min(found, key=lambda entry: entry[0])[1] if found else []


def _extended(
    hops: list[_Hop], reached: dict[int, tuple[float, list[_Hop]]]
) -> Iterator[list[_Hop]]:
    for hop in hops:
        if hop.source not in reached:
            continue
        price, chain = reached[hop.source]
        passed = {one.source for one in chain}
        known = reached.get(hop.target)
        if hop.target not in passed and (known is None or price + hop.price < known[0] - 1e-6):
            yield [*chain, hop]
