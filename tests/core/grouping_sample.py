"""A village of random points and the measures a proposal is judged by."""

from __future__ import annotations

from collections.abc import Sequence

from tuquan.core.grouping import (
    Barrier,
    Home,
    Proposal,
    ProposedGroup,
    SizeBounds,
    Wishes,
    propose,
)

RIVER = Barrier("Sông Lam", ((55.0, -500.0), (55.0, 500.0)))


def street(count: int, gaps: Sequence[int] = (), lane: str = "Ngõ 1", start: int = 0) -> list[Home]:
    """Houses every 10 m along a line; before those of `gaps` another 30 m are free."""
    homes, x = [], 0.0
    for number in range(count):
        x += 40.0 if number in gaps else 10.0
        key = start + number + 1
        homes.append(Home(key, lane, str(number + 1), key, (x, 0.0)))
    return homes


def grid(rows: int, columns: int) -> list[Home]:
    """Rows of houses 10 m apart, each row a lane, the lanes 25 m apart."""
    return [
        Home(row * columns + column + 1, f"Ngõ {row + 1}", str(column + 1), row * columns + column,
             (column * 10.0, row * 25.0))
        for row in range(rows)
        for column in range(columns)
    ]  # fmt: skip


def proposed(
    homes: Sequence[Home],
    bounds: SizeBounds,
    method: str,
    wishes: Wishes | None = None,
    barriers: Sequence[Barrier] = (),
) -> Proposal:
    (found,), problems = propose(homes, bounds, barriers, wishes or Wishes(), (method,))
    assert problems == ()
    return found


def members(proposal: Proposal) -> list[tuple[int, ...]]:
    return [group.members for group in proposal.groups]


def codes(group: ProposedGroup) -> list[str]:
    return [reason.code for reason in group.reasons]
