"""Several reports of one reporter as one: a quarter from its months, a year from its quarters.

First over time, then over places: what each reporter said in the whole time is one submission, and
`total_of` adds these up as it does those of one period (S1-24, S2-26).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from tuquan.core.rollup.figures import Aggregation, Indicator, Number, Submission
from tuquan.core.rollup.numbers import exact_sum
from tuquan.core.rollup.reading import as_day, as_number, needless_in
from tuquan.core.vietnamese import tidy

_Read = Callable[[object], object | None]
_Join = Callable[[list[object]], object]


def over_time(
    indicators: Sequence[Indicator], submissions: Iterable[Submission | None]
) -> Submission | None:
    """What one reporter said in several periods, the earliest first; None when they sent nothing.

    Sums add up, of stocks the last one reported counts, of highest figures and days the highest;
    yes and no, choices and texts stay side by side, for they are counted. So each side of a ratio
    comes together by itself. Something applies to nobody only if every report sent said so; what
    one of them reports is reported, and `periods` says in how many. What comes out may be put
    together again: the months of a year or its four quarters give the same.
    """
    sent = [one for one in submissions if one is not None]
    if not sent:
        return None
    gated = [indicator for indicator in indicators if indicator.waits_for]
    aside = [{*one.get("not_applicable", ()), *needless_in(gated, one)} for one in sent]
    values: dict[str, object] = {}
    periods: dict[str, int] = {}
    for indicator in indicators:
        key = indicator.key
        answers: list[object] = []
        for one, keys in zip(sent, aside, strict=True):
            given = [] if key in keys else _answers(indicator, one["values"].get(key))
            if given:
                answers += given
                periods[key] = periods.get(key, 0) + one.get("periods", {}).get(key, 1)
        if answers:
            counted = answers[-1:] if indicator.lasts else answers
            values[key] = _JOINS[indicator.aggregation](counted)
    facts = {name: fact for one in sent for name, fact in one.get("facts", {}).items()}
    return {
        "values": values,
        "not_applicable": sorted(set.intersection(*aside)),
        "facts": facts,
        "periods": periods,
    }


def periods_said(submissions: Iterable[Submission | None]) -> Mapping[str, int]:
    """By indicator, how many reports of all reporters together said something about it."""
    said: Counter[str] = Counter()
    for one in submissions:
        said.update(one["periods"] if one is not None else {})
    return said


def _answers(indicator: Indicator, value: object) -> list[object]:
    """The readable answers in what stands under a question: one, or several of earlier periods."""
    read = _READERS[indicator.aggregation]
    several = value if isinstance(value, list) else [value]
    return [answer for answer in map(read, several) if answer is not None]


def _day(value: object) -> object | None:
    return value if as_day(value) else None


def _yes_or_no(value: object) -> object | None:
    return value if isinstance(value, bool) else None


def _choice(value: object) -> object | None:
    return value if isinstance(value, str) else None


def _text(value: object) -> object | None:
    return (tidy(value) or None) if isinstance(value, str) else None


def _anything(value: object) -> object | None:
    return value


def _sum(answers: list[object]) -> object:
    return _stored(exact_sum(answers))  # type: ignore[arg-type]  # read as numbers


def _last(answers: list[object]) -> object:
    return _stored(answers[-1])


def _highest(answers: list[object]) -> object:
    return _stored(max(answers))  # type: ignore[type-var]  # numbers, or days as text


def _side_by_side(answers: list[object]) -> object:
    return answers


def _stored(answer: Number | object) -> object:
    """An amount as text, as `core.answers` stores it."""
    return f"{answer:f}" if isinstance(answer, Decimal) else answer


_READERS: dict[Aggregation, _Read] = {
    "sum": as_number,
    "latest": as_number,
    "max": as_number,
    "latest_day": _day,
    "count_yes": _yes_or_no,
    "count_choices": _choice,
    "list": _text,
    "none": _anything,
}
_JOINS: dict[Aggregation, _Join] = {
    "sum": _sum,
    "latest": _last,
    "max": _highest,
    "latest_day": _highest,
    "count_yes": _side_by_side,
    "count_choices": _side_by_side,
    "list": _side_by_side,
    "none": _last,
}
