"""Figures of many reports: summed up a tree of places, keeping zero apart from nothing said.

Totals are values that combine in any order and any grouping, and exactly, so that a commune is the
sum of its areas and a province the sum of its communes (F-42, F-47, F-49 to F-51, F-53).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import chain, islice
from types import MappingProxyType, NoneType
from typing import Any, Literal, NamedTuple, TypeVar

from tuquan.core.vietnamese import tidy

Number = int | Decimal
Submission = Mapping[str, Any]
"""A report's answers as `core.answers` stores them (`values`, `not_applicable`), plus `facts`."""
Aggregation = Literal["none", "sum", "latest", "count_yes", "list"]
Direction = Literal["none", "up", "down"]

BATCH = 2048
"""Reports read at a time: enough to add whole columns, little enough to stay in the cache."""

_NOTHING: Mapping[str, int] = MappingProxyType({})
_EXACT = Context(prec=120)  # wide enough that a sum of readable amounts is never rounded
_AMOUNT = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_WHOLE = {int, NoneType}
_Column = Sequence[object]
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the roll-up needs to know of a question.

    `sum` and `latest` (a stock) both add up over places; they differ over periods only.
    """

    key: str
    aggregation: Aggregation


@dataclass(frozen=True, slots=True)
class RatioIndicator:
    """A ratio of two sums; each side is the key of an indicator, or else the name of a fact."""

    key: str
    numerator: str
    denominator: str


class Figure(NamedTuple):
    """One indicator over some reporters; the three counts add up to the reporters asked.

    `total` is the sum, the number of "yes" or the number of entries, by the kind of indicator;
    `entries` says how many reporters gave each text. A total over nobody is 0: show `value`.
    """

    total: Number = 0
    reported: int = 0
    not_applicable: int = 0
    not_reported: int = 0
    yes: int = 0
    no: int = 0
    entries: Mapping[str, int] = _NOTHING

    @property
    def value(self) -> Number | None:
        """The total, or None when nobody reported it: that is not the same as zero."""
        return self.total if self.reported else None


class RatioFigure(NamedTuple):
    """The two sums of a ratio over the `reported` reporters who gave both sides."""

    numerator: Number = 0
    denominator: Number = 0
    reported: int = 0

    @property
    def percent(self) -> Fraction | None:
        """The exact percentage; None when there is nothing to divide by."""
        return _percent(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Totals:
    """All figures of a place: reporters expected and heard, figures, ratios, sums of facts.

    `Totals()` is the total of nothing.
    """

    expected: int = 0
    received: int = 0
    figures: Mapping[str, Figure] = field(default_factory=dict)
    ratios: Mapping[str, RatioFigure] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent_received(self) -> Fraction | None:
        """How complete the totals are, exactly; None when no report was expected."""
        return _percent(self.received, self.expected)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside its baseline and its target; None where there is nothing to compare."""

    change: Number | None
    share_of_target: Fraction | None
    reached: bool | None


def total_of(
    indicators: Sequence[Indicator],
    ratios: Sequence[RatioIndicator],
    submissions: Iterable[Submission | None],
) -> Totals:
    """Totals of one level's reports; None stands for an expected reporter who sent nothing.

    An answer that its indicator cannot read (a text where a number is summed) counts as not
    reported, so that one faulty report neither stops nor distorts the total. For a ratio, a
    reporter whose numerator or denominator is missing or not applicable contributes to neither.
    """
    remaining = iter(submissions)
    batches = [_total_of_batch(indicators, ratios, list(islice(remaining, BATCH)))]
    while batch := list(islice(remaining, BATCH)):
        batches.append(_total_of_batch(indicators, ratios, batch))
    return combine(batches)


def combine(totals: Iterable[Totals]) -> Totals:
    """Totals of several sets of reporters as one, in whatever order they come.

    A figure that only some of them have is taken as not asked of the others.
    """
    parts = list(totals)
    if len(parts) == 1:
        return parts[0]
    return Totals(
        sum(part.expected for part in parts),
        sum(part.received for part in parts),
        _joined((part.figures for part in parts), _joint_figure),
        _joined((part.ratios for part in parts), _joint_ratio),
        _joined((part.facts for part in parts), sum),
    )


def roll_up(leaves: Mapping[str, Totals]) -> dict[str, Totals]:
    """Totals of every place on the way from the given ones up to `""`, the whole tree.

    Keys are materialised paths, each step ending in a dot: `0000001.0000002.` lies below
    `0000001.`. Each place is the combination of its direct children, and of its own reports if it
    is given too; no leaf is added up again at every level.
    """
    waiting: dict[int, dict[str, list[Totals]]] = {0: {"": []}}
    for path, totals in leaves.items():
        waiting.setdefault(path.count("."), {}).setdefault(path, []).append(totals)
    rolled = {}
    for depth in range(max(waiting), -1, -1):
        for path, parts in waiting.get(depth, {}).items():
            rolled[path] = combine(parts)
            if path:
                above = waiting.setdefault(depth - 1, {})
                above.setdefault(path[: path.rfind(".", 0, -1) + 1], []).append(rolled[path])
    return rolled


def compare(
    value: Number | None, baseline: Number | None, target: Number | None, direction: Direction
) -> Comparison:
    """How far a figure has come since the baseline survey, and towards its target.

    Upwards the share is value over target. Downwards it is the part done of the way from the
    baseline to the target, so it needs a baseline above the target.
    """
    if value is None:
        return Comparison(None, None, None)
    change = None if baseline is None else _difference(value, baseline)
    if target is None or direction == "none":
        return Comparison(change, None, None)
    if direction == "up":
        share = Fraction(value) / Fraction(target) if target > 0 else None
        return Comparison(change, share, value >= target)
    share = None
    if baseline is not None and baseline > target:
        share = (Fraction(baseline) - Fraction(value)) / (Fraction(baseline) - Fraction(target))
    return Comparison(change, share, value <= target)


def round_half_up(exact: Fraction, places: int = 1) -> Decimal:
    """The one rounding of every percentage shown: a half goes away from zero."""
    shifted = abs(exact) * 10**places
    nearest = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return Decimal(nearest if exact >= 0 else -nearest).scaleb(-places, _EXACT)


def to_json(totals: Totals) -> dict[str, object]:
    """Totals as they are stored per place and period; amounts as strings, so that they stay exact.

    What only some kinds of indicator have is left out where it is empty.
    """
    return {
        "expected": totals.expected,
        "received": totals.received,
        "figures": {key: _figure_to_json(figure) for key, figure in totals.figures.items()},
        "ratios": {
            key: [_plain(ratio.numerator), _plain(ratio.denominator), ratio.reported]
            for key, ratio in totals.ratios.items()
        },
        "facts": dict(totals.facts),
    }


def from_json(stored: Mapping[str, Any]) -> Totals:
    """Read what `to_json` wrote."""
    return Totals(
        stored["expected"],
        stored["received"],
        {
            key: Figure(**{**figure, "total": _exact(figure["total"])})
            for key, figure in stored["figures"].items()
        },
        {
            key: RatioFigure(_exact(above), _exact(below), reported)
            for key, (above, below, reported) in stored["ratios"].items()
        },
        dict(stored["facts"]),
    )


def _total_of_batch(
    indicators: Sequence[Indicator],
    ratios: Sequence[RatioIndicator],
    batch: Sequence[Submission | None],
) -> Totals:
    """Read reports into one column per indicator: adding columns is what makes this fast."""
    sent = [submission for submission in batch if submission is not None]
    set_aside = [set(submission.get("not_applicable", ())) for submission in sent]
    values = [
        _without(submission["values"], keys)
        for submission, keys in zip(sent, set_aside, strict=True)
    ]
    facts: list[Mapping[str, int]] = [submission.get("facts", _NOTHING) for submission in sent]
    keys = [indicator.key for indicator in indicators]
    rows = [tuple(map(answers.get, keys)) for answers in values]
    columns: dict[str, _Column] = dict(zip(keys, zip(*rows, strict=True), strict=False))
    for name in chain.from_iterable((ratio.numerator, ratio.denominator) for ratio in ratios):
        if name not in columns:
            columns[name] = [known.get(name) for known in facts]
    not_applicable = Counter(chain.from_iterable(set_aside))
    figures = {
        indicator.key: _figure(
            indicator, columns.get(indicator.key, ()), not_applicable, len(batch)
        )
        for indicator in indicators
    }
    shares = {
        ratio.key: _ratio(columns.get(ratio.numerator, ()), columns.get(ratio.denominator, ()))
        for ratio in ratios
    }
    return Totals(len(batch), len(sent), figures, shares, _joined(facts, sum))


def _without(values: Mapping[str, object], keys: set[str]) -> Mapping[str, object]:
    """Values without those set aside as not applicable; nearly always all of them."""
    if keys.isdisjoint(values):
        return values
    return {key: value for key, value in values.items() if key not in keys}


def _figure(
    indicator: Indicator, column: _Column, not_applicable: Mapping[str, int], expected: int
) -> Figure:
    total, reported, _, _, yes, no, entries = _READERS[indicator.aggregation](column)
    aside = not_applicable.get(indicator.key, 0)
    return Figure(total, reported, aside, expected - aside - reported, yes, no, entries)


def _read_sum(column: _Column) -> Figure:
    numbers = _numbers(column)
    return Figure(_sum(list(filter(None, numbers))), len(numbers) - numbers.count(None))


def _read_yes(column: _Column) -> Figure:
    answers = [answer for answer in column if isinstance(answer, bool)]
    yes = answers.count(True)
    return Figure(yes, len(answers), yes=yes, no=len(answers) - yes)


def _read_list(column: _Column) -> Figure:
    entries = Counter(filter(None, (tidy(text) for text in column if isinstance(text, str))))
    count = entries.total()
    return Figure(count, count, entries=dict(entries))


def _read_presence(column: _Column) -> Figure:
    return Figure(reported=len(column) - column.count(None))


_READERS: dict[Aggregation, Callable[[_Column], Figure]] = {
    "sum": _read_sum,
    "latest": _read_sum,
    "count_yes": _read_yes,
    "list": _read_list,
    "none": _read_presence,
}


def _ratio(numerators: _Column, denominators: _Column) -> RatioFigure:
    sides = zip(_numbers(numerators), _numbers(denominators), strict=True)
    pairs = [(above, below) for above, below in sides if above is not None and below is not None]
    return RatioFigure(_sum([one for one, _ in pairs]), _sum([two for _, two in pairs]), len(pairs))


def _numbers(column: _Column) -> Sequence[Number | None]:
    """A column as numbers; counts, by far the most, are taken as they are."""
    if _WHOLE.issuperset(map(type, column)):
        return column  # type: ignore[return-value]  # just checked
    return [_number(value) for value in column]


def _number(value: object) -> Number | None:
    """A count, an amount stored as a string, or 1 for yes and 0 for no; None if unreadable."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Decimal(value)
    return None


def _sum(numbers: Sequence[Number]) -> Number:
    total = sum(numbers)
    if isinstance(total, int):
        return total
    with localcontext(_EXACT):
        return sum(numbers)


def _difference(one: Number, other: Number) -> Number:
    with localcontext(_EXACT):
        return one - other


def _joint_figure(figures: Sequence[Figure]) -> Figure:
    total, reported, not_applicable, not_reported, yes, no, entries = zip(*figures, strict=True)
    return Figure(
        _sum(total),
        sum(reported),
        sum(not_applicable),
        sum(not_reported),
        sum(yes),
        sum(no),
        _joined(entries, sum),
    )


def _joint_ratio(ratios: Sequence[RatioFigure]) -> RatioFigure:
    numerator, denominator, reported = zip(*ratios, strict=True)
    return RatioFigure(_sum(numerator), _sum(denominator), sum(reported))


def _joined(
    parts: Iterable[Mapping[str, _Part]], join: Callable[[Sequence[_Part]], _Part]
) -> dict[str, _Part]:
    gathered: dict[str, list[_Part]] = {}
    for part in parts:
        for key, value in part.items():
            gathered.setdefault(key, []).append(value)
    return {key: join(values) for key, values in gathered.items()}


def _percent(numerator: Number, denominator: Number) -> Fraction | None:
    return 100 * Fraction(numerator) / Fraction(denominator) if denominator else None


def _figure_to_json(figure: Figure) -> dict[str, object]:
    optional = {"yes": figure.yes, "no": figure.no, "entries": dict(figure.entries)}
    return {
        "total": _plain(figure.total),
        "reported": figure.reported,
        "not_applicable": figure.not_applicable,
        "not_reported": figure.not_reported,
        **{name: value for name, value in optional.items() if value},
    }


def _plain(number: Number) -> int | str:
    return f"{number:f}" if isinstance(number, Decimal) else number


def _exact(stored: int | str) -> Number:
    return Decimal(stored) if isinstance(stored, str) else stored
