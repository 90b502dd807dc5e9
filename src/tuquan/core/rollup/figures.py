"""What a roll-up is made of: figures, ratios and totals, as values that combine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Number = int | Decimal
Submission = Mapping[str, Any]
"""A report's answers as `core.answers` stores them (`values`, `not_applicable`), plus `facts`.

Of several periods (`over_time`) also `periods`, and lists of answers where they are counted.
"""
Aggregation = Literal[
    "none", "sum", "latest", "max", "latest_day", "count_yes", "count_choices", "list"
]
"""How answers come together: as in a form, but for `latest_day`, which is the `max` of days."""

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the roll-up needs to know of a question.

    `sum` and `latest` (a stock) both add up over places; they differ over periods only. Where what
    was chosen `lasts`, the last choice of each reporter counts. Whoever answered `waits_for`
    otherwise was not asked: to them it does not apply.
    """

    key: str
    aggregation: Aggregation
    waits_for: str = ""
    waits_for_yes: bool = True
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class RatioIndicator:
    """A ratio of two sums; each side is the key of an indicator, or else the name of a fact."""

    key: str
    numerator: str
    denominator: str


class Figure(NamedTuple):
    """One indicator over some reporters; the three counts add up to the reporters asked.

    Over several periods (`over_time`) a reporter says yes, chooses and writes more than once.

    `total` is the sum, the number of "yes" or the number of entries, by the kind of indicator;
    `entries` says how many reporters gave each text or made each choice; `largest` and `last_day`
    are the highest of all answers. A total over nobody is 0: show `value`.
    """

    total: Number = 0
    reported: int = 0
    not_applicable: int = 0
    not_reported: int = 0
    yes: int = 0
    no: int = 0
    entries: Mapping[str, int] = NOTHING
    largest: Number | None = None
    last_day: date | None = None

    @property
    def value(self) -> Number | None:
        """The figure, or None when nobody reported it: that is not the same as zero.

        A small share of one report can hold some of its figure and yet no reporter.
        """
        if self.largest is not None:
            return self.largest
        return self.total if self.reported or self.total else None


class RatioFigure(NamedTuple):
    """The two sums of a ratio over the `reported` reporters who gave both sides."""

    numerator: Number = 0
    denominator: Number = 0
    reported: int = 0

    @property
    def percent(self) -> Fraction | None:
        """The exact percentage; None when there is nothing to divide by."""
        return percent_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Totals:
    """All figures of a place: reporters expected and heard, figures, ratios, sums of facts.

    `apportioned` says of how many submissions only a share is in them. `Totals()` is the total of
    nothing.
    """

    expected: int = 0
    received: int = 0
    figures: Mapping[str, Figure] = field(default_factory=dict)
    ratios: Mapping[str, RatioFigure] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)
    apportioned: int = 0

    @property
    def percent_received(self) -> Fraction | None:
        """How complete the totals are, exactly; None when no report was expected."""
        return percent_of(self.received, self.expected)


def percent_of(numerator: Number, denominator: Number) -> Fraction | None:
    """The exact percentage; None over zero."""
    return 100 * Fraction(numerator) / Fraction(denominator) if denominator else None
