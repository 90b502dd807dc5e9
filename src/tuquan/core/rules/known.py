"""What is known of a place when its criteria are judged, and what judging says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

from tuquan.core.answers import Value
from tuquan.core.programme import Edition
from tuquan.core.time import WorkCalendar, in_force

State = Literal["passed", "failed", "unknown", "not_applicable"]
"""With something missing, a state is given only when every completion agrees on it."""

NOTHING: Mapping[str, object] = MappingProxyType({})
"""No params."""

_FOR_READING = Context(prec=50)


class Outcome(NamedTuple):
    """A state with its reason: a `code`, the values its sentence needs, and the parts it rests on.

    `missing` holds the keys of what is not known and would matter, in order and once each: a
    question, fact, parameter or event by its own key, `parent.KEY`, `YEAR.KEY`, `LIST.KEY`, or one
    of `zone`, `children`, `working_days`. Only an unknown outcome has any.
    """

    state: State
    code: str
    params: Mapping[str, object] = NOTHING
    parts: tuple[Outcome, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """A figure of which only the lowest and the highest possible value are known, exactly."""

    exact_low: Fraction
    exact_high: Fraction
    missing: tuple[str, ...] = ()

    @property
    def low(self) -> Decimal:
        """The lowest value, for reading: what has no end in decimals is cut at 50 digits."""
        return _FOR_READING.divide(self.exact_low.numerator, self.exact_low.denominator)

    @property
    def high(self) -> Decimal:
        """The highest value, for reading."""
        return _FOR_READING.divide(self.exact_high.numerator, self.exact_high.denominator)

    @property
    def is_exact(self) -> bool:
        """Whether the value is known."""
        return self.exact_low == self.exact_high


@dataclass(frozen=True, slots=True)
class Child:
    """What came out for one place below: its kind and the state of its result."""

    kind: str
    state: State


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one place in one year when its criteria are judged.

    A key of `values` is a question, a fact of the platform or a result of the sheet; one that is
    missing there and in `not_applicable` is not known, and none stands in both. `titles` holds a
    title or criterion by year, `parameters` the values in force in the year (`parameters_on`),
    `members` the checklists of a list without any name. None of the mappings may change once they
    are judged: reasons are made from them when they are read.
    """

    year: int
    values: Mapping[str, Value | date | Range] = field(default_factory=dict)
    not_applicable: frozenset[str] = frozenset()
    marks: Mapping[str, bool] = field(default_factory=dict)
    parent: Mapping[str, Value] = field(default_factory=dict)
    earlier: Mapping[int, Mapping[str, Value]] = field(default_factory=dict)
    titles: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)
    members: Mapping[str, tuple[Mapping[str, bool], ...]] = field(default_factory=dict)
    children: tuple[Child, ...] | None = None
    parameters: Mapping[str, Decimal] = field(default_factory=dict)
    events: Mapping[str, date] = field(default_factory=dict)
    zone: str = ""
    work: WorkCalendar | None = None

    def with_values(
        self, more: Mapping[str, Value | date | Range], set_aside: frozenset[str] = frozenset()
    ) -> Known:
        """The same with more values, which win over those of the same key, or set aside."""
        return Known(
            self.year,
            {**self.values, **more},
            self.not_applicable | set_aside,
            self.marks,
            self.parent,
            self.earlier,
            self.titles,
            self.members,
            self.children,
            self.parameters,
            self.events,
            self.zone,
            self.work,
        )


class Met(Protocol):
    """The other criteria of the sheet, by key."""

    def state(self, key: str) -> State:
        """How a criterion came out."""
        ...

    def outcome(self, key: str) -> Outcome:
        """The same with its reason."""
        ...


class Given:
    """The other criteria as they have been judged already; what is not among them is open."""

    def __init__(self, outcomes: Mapping[str, Outcome]) -> None:
        self._outcomes = outcomes

    def state(self, key: str) -> State:
        """How a criterion came out."""
        return self.outcome(key).state

    def outcome(self, key: str) -> Outcome:
        """The same with its reason."""
        return self._outcomes.get(key) or missing(key)


NO_OTHERS = Given({})


@dataclass(frozen=True, slots=True)
class Judge:
    """A rule made ready to be judged many times.

    `state` decides and makes nothing; `outcome` asks `state` and adds the reason.
    """

    state: Callable[[Known, Met], State]
    outcome: Callable[[Known, Met], Outcome]


def with_reason(outcome: Callable[[Known, Met], Outcome]) -> Judge:
    """A rule that is rare, or must find its reason anyway: its state is that of its outcome."""
    return Judge(lambda known, met: outcome(known, met).state, outcome)


def missing(*keys: str) -> Outcome:
    """Unknown, because these are not known."""
    return Outcome("unknown", "missing", NOTHING, (), keys)


def absent(known: Known, keys: Iterable[str], others: Iterable[str] = ()) -> Outcome:
    """Not applicable when one of the keys is set aside, else unknown for all that are missing."""
    lacking = tuple(keys)
    key = _set_aside(known, lacking)
    if key is not None:
        return Outcome("not_applicable", "set_aside", {"of": key})
    return missing(*dict.fromkeys((*lacking, *others)))


def absent_state(known: Known, *keys: str) -> State:
    """The state of `absent`; a key that has a value may be among them."""
    if not known.not_applicable or _set_aside(known, keys) is None:
        return "unknown"
    return "not_applicable"


def _set_aside(known: Known, keys: Iterable[str]) -> str | None:
    """The first of the keys that is set aside."""
    for key in keys:
        if key in known.not_applicable and key not in known.values:
            return key
    return None


def all_missing(outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    """What the unknown ones of several outcomes miss, in order, once each."""
    keys = (key for outcome in outcomes if outcome.state == "unknown" for key in outcome.missing)
    return tuple(dict.fromkeys(keys))


def parameters_on(edition: Edition, day: date) -> dict[str, Decimal]:
    """The values of the edition's parameters on a day; one without a value then is left out."""
    return {
        parameter.key: dated.value
        for parameter in edition.parameters
        for dated in parameter.values
        if in_force(dated.effective_from, dated.effective_until, day)
    }
