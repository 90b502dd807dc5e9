"""Sharing totals out: what one place reported, as parts of the places it was divided into (F-5).

Everything is shared out in whole units by largest remainder, so that the parts together are the
totals again to the last unit: persons and groups stay whole, amounts keep their decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from tuquan.core.rollup.figures import Figure, Number, RatioFigure, Totals
from tuquan.core.rollup.numbers import EXACT, difference, exact_sum

Shares = Sequence[Fraction]


def apportion(totals: Totals, shares: Shares) -> tuple[Totals, ...]:
    """Totals as one part for each share; `combine` of the parts gives them back.

    The reporters are shared out once, and every count follows. In each part, as in the whole, the
    reporters heard are among those expected; reported, not applicable and not reported add up to
    those who were asked; yes and no, choices and entries add up to the reported; a share is never
    above 100 per cent because of rounding. Sums are shared out by themselves, so a small part can
    hold some of a sum and no whole reporter. The highest figure and the last day are those of the
    whole in every part. Each part says of how many submissions it holds only a share
    (`apportioned`); that alone does not add up.
    """
    if sum(shares) != 1:
        raise ValueError(f"the shares add up to {sum(shares)}, not to 1")
    whole = totals.expected
    reporters = _units(whole, shares)
    received = _among(totals.received, whole, reporters, shares)
    figures = {key: _figures(one, reporters, shares) for key, one in totals.figures.items()}
    ratios = {key: _ratios(one, whole, reporters, shares) for key, one in totals.ratios.items()}
    facts = {key: _units(count, shares) for key, count in totals.facts.items()}
    return tuple(
        Totals(
            reporters[part],
            received[part],
            {key: parts[part] for key, parts in figures.items()},
            {key: parts[part] for key, parts in ratios.items()},
            {key: parts[part] for key, parts in facts.items()},
            max(totals.apportioned, totals.received),
        )
        for part in range(len(shares))
    )


def _figures(figure: Figure, reporters: Sequence[int], shares: Shares) -> list[Figure]:
    """A figure in parts, from its finest counts, of which each reporter is in one."""
    entries = figure.entries
    silent = figure.reported - figure.yes - figure.no - sum(entries.values())
    heard = [figure.yes, figure.no, silent, *entries.values()]
    counts = [*heard, figure.not_applicable, figure.not_reported]
    columns = reporters if sum(counts) == sum(reporters) else _units(sum(counts), shares)
    rows = _spread(counts, columns, shares)
    sums = None if _is_counted(figure) else _amounts(figure.total, shares)
    parts = []
    for part, (yes, no, other, *rest) in enumerate(zip(*rows, strict=True)):
        *given, aside, left_open = rest
        reported = yes + no + other + sum(given)
        parts.append(
            figure._replace(
                total=sums[part] if sums else reported if entries else yes,
                reported=reported,
                not_applicable=aside,
                not_reported=left_open,
                yes=yes,
                no=no,
                entries={key: one for key, one in zip(entries, given, strict=True) if one},
            )
        )
    return parts


def _is_counted(figure: Figure) -> bool:
    """Whether the total is a count of reporters: who said yes, or who gave an entry."""
    if figure.entries:
        return figure.total == figure.reported
    return bool(figure.yes or figure.no) and figure.total == figure.yes


def _ratios(
    ratio: RatioFigure, whole: int, reporters: Sequence[int], shares: Shares
) -> list[RatioFigure]:
    """A ratio in parts; a part of a whole stays a part of a whole."""
    above, below = _amounts(ratio.numerator, shares), _amounts(ratio.denominator, shares)
    if 0 <= ratio.numerator <= ratio.denominator:
        rest = _amounts(difference(ratio.denominator, ratio.numerator), shares)
        below = [exact_sum(pair) for pair in zip(above, rest, strict=True)]
    reported = _among(ratio.reported, whole, reporters, shares)
    return [RatioFigure(*sides) for sides in zip(above, below, reported, strict=True)]


def _among(count: int, whole: int, columns: Sequence[int], shares: Shares) -> list[int]:
    """Some of the reporters, so that no part has more of them than it has reporters."""
    if count > whole:
        return _units(count, shares)
    return _spread([count, whole - count], columns, shares)[0]


def _spread(counts: Sequence[int], columns: Sequence[int], shares: Shares) -> list[list[int]]:
    """Several counts shared out so that each part gets as many of them together as its column says.

    Every count is first cut down to whole units; what is left of it goes where most was cut off, as
    long as there is room.
    """
    rows = [[count * share // 1 for share in shares] for count in counts]
    room = [column - sum(row[part] for row in rows) for part, column in enumerate(columns)]
    for row, count in zip(rows, counts, strict=True):
        order = _most_cut_off(count, shares)
        left = count - sum(row)
        while left:
            for part in order:
                if left and room[part]:
                    row[part] += 1
                    room[part] -= 1
                    left -= 1
    return rows


def _units(count: int, shares: Shares) -> list[int]:
    """Whole units by largest remainder; of equal remainders the first gets more."""
    parts = [count * share // 1 for share in shares]
    for part in _most_cut_off(count, shares)[: count - sum(parts)]:
        parts[part] += 1
    return parts


def _most_cut_off(count: int, shares: Shares) -> list[int]:
    return sorted(range(len(shares)), key=lambda part: -(count * shares[part] % 1))


def _amounts(number: Number, shares: Shares) -> list[Number]:
    """A count in whole units, an amount in units of its own last decimal place."""
    if isinstance(number, int):
        return list(_units(number, shares))
    places = max(0, -int(number.as_tuple().exponent))
    units = _units(int(number.scaleb(places, EXACT)), shares)
    return [Decimal(one).scaleb(-places, EXACT) for one in units]
