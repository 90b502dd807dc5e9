"""An edge of the graph of places that change: which share of what became part of what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Link:
    """On a day, a share of one place became part of another.

    `share` is the part of the old place that went to the new one, `back` the part of the new place
    that came from the old one: the second draws later figures on an earlier map.
    """

    old: int
    new: int
    on: date
    share: Fraction = Fraction(1)
    back: Fraction = Fraction(1)
