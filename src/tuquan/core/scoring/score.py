"""From what the rows bring to the score of the sheet: exact, with what is open as a range."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal, NamedTuple

from tuquan.core.programme import Scoring
from tuquan.core.rules import Range
from tuquan.core.scoring.results import Earned, Role

Pair = tuple[Fraction, Fraction]


class Score(NamedTuple):
    """The score and its percentage; `is_sure` unless it may turn out that nothing applies."""

    points: Range
    percent: Range
    is_sure: bool


def score_of(scoring: Scoring, earned: Sequence[Earned]) -> Score | None:
    """The score of a sheet; None when no row that applies carries points.

    Rows that are left out are made up for by the others in proportion. A bonus and a penalty come
    after that, each up to its limit; the sum stays within the total unless bonus may lift it.
    """
    base = [item for item in earned if item.role == "score" and item.maximum]
    if all(item.left_out for item in base):
        return None
    total = _total(scoring, base)
    shares = share_range(base)
    ends = shares if scoring.not_applicable == "rescale" else _plain_sum(base)
    lifted = total if scoring.not_applicable == "rescale" else Fraction(1)
    bonus = _limited(earned, "bonus", scoring.bonus_limit)
    penalty = _limited(earned, "penalty", scoring.penalty_limit)
    raw = (ends[0] * lifted + bonus[0] - penalty[1], ends[1] * lifted + bonus[1] - penalty[0])
    if not scoring.bonus_above_total:
        raw = (min(raw[0], total), min(raw[1], total))
    lacking = tuple(dict.fromkeys(key for item in earned for key in item.missing))
    low, high = (rounded(end, scoring.decimals, scoring.rounding) for end in raw)
    percent = Range(100 * raw[0] / total, 100 * raw[1] / total, lacking)
    is_sure = any(item.left_out is False for item in base)
    return Score(Range(low, high, lacking), percent, is_sure)


def sum_of(earned: Iterable[Earned], role: Role) -> tuple[Range, Decimal] | None:
    """The points of the rows of one role that apply, and their maximum."""
    counted = [item for item in earned if item.role == role and item.left_out is not True]
    if not counted:
        return None
    # A row that may be left out may bring nothing.
    low = sum((item.low for item in counted if item.left_out is False), Fraction(0))
    high = sum((item.high for item in counted), Fraction(0))
    lacking = tuple(dict.fromkeys(key for item in counted for key in item.missing))
    maximum = sum((item.maximum for item in counted), Fraction(0))
    return Range(low, high, lacking), Range(maximum, maximum).high


def share_range(base: Sequence[Earned]) -> Pair:
    """The least and the greatest share of their maxima that the rows that apply may earn.

    Rows that may be left out come in while they pull the share the right way: those with the
    smallest shares for the least, those with the greatest for the greatest.
    """
    sure = [item for item in base if item.left_out is False]
    open_ones = [item for item in base if item.left_out is None]
    return (
        _extreme([(i.low, i.maximum) for i in sure], [(i.low, i.maximum) for i in open_ones], min),
        _extreme(
            [(i.high, i.maximum) for i in sure], [(i.high, i.maximum) for i in open_ones], max
        ),
    )


def rounded(
    value: Fraction, decimals: int | None, rounding: Literal["half_up", "down", "up"]
) -> Fraction:
    """Rounded as the pack says, away from or towards zero alike on both sides of it."""
    if decimals is None:
        return value
    scale = 10**decimals
    size = abs(value) * scale
    whole = {"half_up": floor(size + Fraction(1, 2)), "down": floor(size), "up": ceil(size)}
    return Fraction(whole[rounding], scale) * (-1 if value < 0 else 1)


def _extreme(sure: list[Pair], open_ones: list[Pair], best: Callable[..., Fraction]) -> Fraction:
    points = sum((pair[0] for pair in sure), Fraction(0))
    maximum = sum((pair[1] for pair in sure), Fraction(0))
    shares = [points / maximum] if maximum else []
    for more, of in sorted(open_ones, key=lambda pair: pair[0] / pair[1], reverse=best is max):
        points, maximum = points + more, maximum + of
        shares.append(points / maximum)
    return best(shares)


def _plain_sum(base: Sequence[Earned]) -> Pair:
    return sum((i.low for i in base), Fraction(0)), sum((i.high for i in base), Fraction(0))


def _total(scoring: Scoring, base: Sequence[Earned]) -> Fraction:
    """The declared total, unless the source adds it up wrongly and says so; else the maxima."""
    if scoring.total and not scoring.fault:
        return Fraction(scoring.total)
    return sum((item.maximum for item in base), Fraction(0))


def _limited(earned: Iterable[Earned], role: Role, limit: Decimal | None) -> Pair:
    items = [item for item in earned if item.role == role and item.left_out is not True]
    low = sum((item.low for item in items if item.left_out is False), Fraction(0))
    high = sum((item.high for item in items), Fraction(0))
    if limit is None:
        return low, high
    return min(low, Fraction(limit)), min(high, Fraction(limit))
