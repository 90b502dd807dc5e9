"""What may stand on a public page: small counts are hidden, so that nobody is found in a figure.

A count from 1 to 4 is small (domain h-10). Zero is not: it stands as zero; what does not apply and
what was not reported are no counts at all and are never hidden, nor taken for zero.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

SMALLEST = 5
"""From here on a count is shown; households fewer than these are never shown by themselves."""

SLACK = SMALLEST - 2
"""By how much hidden counts together must exceed one for each of them: any of them may then be
anything from 1 to 4, which is all that is said of a count that is hidden."""

Gap = Literal["not_applicable", "not_reported"]
Cell = int | Decimal | Gap
"""One figure of a row or column that adds up: a count, or why there is none."""

Key = TypeVar("Key", bound=Hashable)


def is_small(cell: Cell | None) -> bool:
    """Whether a count is too small to be shown: more than 0 and fewer than 5."""
    return cell is not None and not isinstance(cell, str) and 0 < cell < SMALLEST


def hidden(cells: Mapping[Key, Cell], forced: Collection[Key] = ()) -> frozenset[Key]:
    """Which cells to hide where their total is shown beside them.

    The small ones and, while the total would give one of them away, the next smallest count beside
    them. All that are hidden must be shown in the same way, for which of them is small gives it
    away again. Where even that is not enough, `hides_total` says so. `forced` are hidden whatever
    they count, zero too: they tell of fewer than five households altogether.

    >>> sorted(hidden({"Thôn 2": 3, "Thôn 5": 40, "Thôn 10": 12, "Thôn 11": 0}))
    ['Thôn 10', 'Thôn 2']
    """
    counts = _counts(cells)
    small = [key for key, count in counts.items() if is_small(count) or key in forced]
    others = [key for key in counts if counts[key] >= SMALLEST and key not in forced]
    beside = sorted(others, key=counts.__getitem__)
    chosen = list(small)
    while small and beside and _gives_away([counts[key] for key in chosen]):
        chosen.append(beside.pop(0))
    return frozenset(chosen)


def hides_total(cells: Mapping[Key, Cell], forced: Collection[Key] = ()) -> bool:
    """Whether the total has to be hidden too: it is small itself, or gives hidden cells away."""
    counts = _counts(cells)
    kept_back = [counts[key] for key in hidden(cells, forced)]
    return is_small(sum(counts.values())) or (bool(kept_back) and _gives_away(kept_back))


@dataclass(frozen=True, slots=True)
class Kept:
    """How many units kept a criterion, as far as it may be said: `number` of `out_of`.

    `how` is "exactly"; "at_least" where up to four did not and nobody is to be found out;
    "fewer" than `number`; or "unsaid", where there are too few units to say anything.
    """

    how: Literal["exactly", "at_least", "fewer", "unsaid"]
    number: int
    out_of: int


def kept_by(kept: int, out_of: int, *, all_alike: bool) -> Kept:
    """How many of some groups kept a criterion, said so that no single group is found out.

    The class of each group is public, so an exact count of the few that failed would point at them.
    Where up to four failed, or none, it is said that at least all but four kept it; exactly "all"
    only where all groups came to the same class (`all_alike`). Of fewer than ten groups that would
    say next to nothing, and nothing is said.
    """
    failed = out_of - kept
    if failed == 0 and all_alike:
        return Kept("exactly", kept, out_of)
    if out_of < 2 * SMALLEST:
        return Kept("unsaid", 0, out_of)
    if failed < SMALLEST:
        return Kept("at_least", out_of - SMALLEST + 1, out_of)
    if kept < SMALLEST:
        return Kept("fewer", SMALLEST, out_of)
    return Kept("exactly", kept, out_of)


def is_share_hidden(part: int | Decimal, whole: int | Decimal) -> bool:
    """Whether a share would tell of fewer than five: those it counts, or those it leaves out."""
    return is_small(part) or is_small(whole - part)


def _counts(cells: Mapping[Key, Cell]) -> dict[Key, int | Decimal]:
    return {key: cell for key, cell in cells.items() if not isinstance(cell, str)}


def _gives_away(counts: Sequence[int | Decimal]) -> bool:
    """Whether the sum of hidden counts, each of them at least 1, says what one of them is."""
    return len(counts) < 2 or sum(counts) < len(counts) + SLACK
