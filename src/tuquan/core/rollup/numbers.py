"""Numbers of a roll-up: exact however large, and rounded once, where they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from tuquan.core.rollup.figures import Number

EXACT = Context(prec=120)
"""Wide enough that a sum of readable amounts is never rounded."""


def exact_sum(numbers: Sequence[Number]) -> Number:
    """The sum of counts, amounts or both."""
    total = sum(numbers)
    if isinstance(total, int):
        return total
    with localcontext(EXACT):
        return sum(numbers)


def difference(one: Number, other: Number) -> Number:
    """The one less the other."""
    with localcontext(EXACT):
        return one - other


def round_half_up(exact: Fraction, places: int = 1) -> Decimal:
    """The one rounding of every percentage shown: a half goes away from zero."""
    shifted = abs(exact) * 10**places
    nearest = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return Decimal(nearest if exact >= 0 else -nearest).scaleb(-places, EXACT)
