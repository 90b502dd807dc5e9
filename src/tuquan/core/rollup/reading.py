"""Reading reports into totals: a column for each indicator, because adding columns is fast."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from types import NoneType
from typing import TypeVar

from tuquan.core.rollup.combining import combine, joined
from tuquan.core.rollup.figures import (
    NOTHING,
    Aggregation,
    Figure,
    Indicator,
    Number,
    RatioFigure,
    RatioIndicator,
    Submission,
    Totals,
)
from tuquan.core.rollup.numbers import exact_sum
from tuquan.core.vietnamese import tidy

BATCH = 2048
"""Reports read at a time: enough to add whole columns, little enough to stay in the cache."""

_AMOUNT = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = {int, NoneType}
_Column = Sequence[object]
_Kind = TypeVar("_Kind", bool, str)


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


def _total_of_batch(
    indicators: Sequence[Indicator],
    ratios: Sequence[RatioIndicator],
    batch: Sequence[Submission | None],
) -> Totals:
    """Read reports into one column per indicator: adding columns is what makes this fast."""
    sent = [submission for submission in batch if submission is not None]
    set_aside = [set(submission.get("not_applicable", ())) for submission in sent]
    _set_aside_needless(indicators, sent, set_aside)
    values = [
        _without(submission["values"], keys)
        for submission, keys in zip(sent, set_aside, strict=True)
    ]
    facts: list[Mapping[str, int]] = [submission.get("facts", NOTHING) for submission in sent]
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
    return Totals(len(batch), len(sent), figures, shares, joined(facts, sum))


def _without(values: Mapping[str, object], keys: set[str]) -> Mapping[str, object]:
    """Values without those set aside as not applicable; nearly always all of them."""
    if keys.isdisjoint(values):
        return values
    return {key: value for key, value in values.items() if key not in keys}


def _set_aside_needless(
    indicators: Sequence[Indicator], sent: Sequence[Submission], set_aside: Sequence[set[str]]
) -> None:
    """What another answer made needless does not apply: nobody failed to report it."""
    gated = [indicator for indicator in indicators if indicator.waits_for]
    if gated:
        for submission, keys in zip(sent, set_aside, strict=True):
            keys |= needless_in(gated, submission)


def needless_in(gated: Sequence[Indicator], submission: Submission) -> set[str]:
    """Which indicators another answer made needless; also what waits for one of these."""
    aside = set(submission.get("not_applicable", ()))
    needless = set()
    for indicator in gated:
        said = submission["values"].get(indicator.waits_for)
        if indicator.waits_for in aside or said is (not indicator.waits_for_yes):
            aside.add(indicator.key)
            needless.add(indicator.key)
    return needless


def _figure(
    indicator: Indicator, column: _Column, not_applicable: Mapping[str, int], expected: int
) -> Figure:
    total, reported, _, _, yes, no, entries, largest, last_day = _READERS[indicator.aggregation](
        column
    )
    aside = not_applicable.get(indicator.key, 0)
    left_open = expected - aside - reported
    return Figure(total, reported, aside, left_open, yes, no, entries, largest, last_day)


def _read_sum(column: _Column) -> Figure:
    numbers = _numbers(column)
    return Figure(exact_sum(list(filter(None, numbers))), len(numbers) - numbers.count(None))


def _read_largest(column: _Column) -> Figure:
    numbers = [number for number in _numbers(column) if number is not None]
    return Figure(reported=len(numbers), largest=max(numbers, default=None))


def _read_last_day(column: _Column) -> Figure:
    days = [day for day in map(as_day, column) if day is not None]
    return Figure(reported=len(days), last_day=max(days, default=None))


def _read_yes(column: _Column) -> Figure:
    answers, reported = _each(column, bool)
    yes = answers.count(True)
    return Figure(yes, reported, yes=yes, no=len(answers) - yes)


def _read_choices(column: _Column) -> Figure:
    choices, reported = _each(column, str)
    return Figure(len(choices), reported, entries=dict(Counter(choices)))


def _read_list(column: _Column) -> Figure:
    tidied = [tidy(text) or None if isinstance(text, str) else text for text in column]
    texts, reported = _each(tidied, str)
    return Figure(len(texts), reported, entries=dict(Counter(texts)))


def _each(column: _Column, kind: type[_Kind]) -> tuple[list[_Kind], int]:
    """Every answer of a kind, and how many reporters gave one: over time, one gives several."""
    if list not in set(map(type, column)):
        answers = [answer for answer in column if isinstance(answer, kind)]
        return answers, len(answers)
    rows = [answer if isinstance(answer, list) else [answer] for answer in column]
    given = [[answer for answer in row if isinstance(answer, kind)] for row in rows]
    return list(chain.from_iterable(given)), sum(map(bool, given))


def _read_presence(column: _Column) -> Figure:
    return Figure(reported=len(column) - column.count(None))


_READERS: dict[Aggregation, Callable[[_Column], Figure]] = {
    "sum": _read_sum,
    "latest": _read_sum,
    "max": _read_largest,
    "latest_day": _read_last_day,
    "count_yes": _read_yes,
    "count_choices": _read_choices,
    "list": _read_list,
    "none": _read_presence,
}


def _ratio(numerators: _Column, denominators: _Column) -> RatioFigure:
    sides = zip(_numbers(numerators), _numbers(denominators), strict=True)
    pairs = [(above, below) for above, below in sides if above is not None and below is not None]
    return RatioFigure(
        exact_sum([one for one, _ in pairs]), exact_sum([two for _, two in pairs]), len(pairs)
    )


def _numbers(column: _Column) -> Sequence[Number | None]:
    """A column as numbers; counts, by far the most, are taken as they are."""
    if _WHOLE.issuperset(map(type, column)):
        return column  # type: ignore[return-value]  # just checked
    return [as_number(value) for value in column]


def as_number(value: object) -> Number | None:
    """A count, an amount stored as a string, or 1 for yes and 0 for no; None if unreadable."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Decimal(value)
    return None


def as_day(value: object) -> date | None:
    """A day as `core.answers` stores it; None if unreadable."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return None
