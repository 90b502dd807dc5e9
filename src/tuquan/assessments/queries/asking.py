"""What the rules of a programme ask for: every rule, its keys, the zones of its pass marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tuquan.core.programme import Bound, Criterion, Edition
from tuquan.core.programme.rules import CascadeRule, StreakRule


@dataclass(frozen=True, slots=True)
class Asked:
    """What one criterion rests on: figures and facts, years in a row, figures of the commune."""

    keys: frozenset[str]
    years: bool
    above: bool


def asked_of(criterion: Criterion) -> Asked:
    """What the rules and points of a criterion rest on."""
    rules = list(_within(_rules_of(criterion)))
    return Asked(
        _keys_of([*rules, criterion.points]),
        any(isinstance(one, StreakRule) for one in rules),
        any(_is_above(one) for one in rules),
    )


def rules_in(edition: Edition) -> Iterator[Any]:
    """Every rule of classes, criteria and points, with the rules inside it: also those that say
    whether a criterion applies."""
    classes = [one.rule for one in edition.scoring.classes] if edition.scoring else []
    yield from _within(classes)
    for one in edition.all_criteria:
        yield from _within(_rules_of(one))


def _rules_of(criterion: Criterion) -> list[Any]:
    steps = criterion.points.steps if criterion.points else ()
    return [criterion.rule, criterion.applies_when, *(step.rule for step in steps)]


def _within(rules: Iterable[Any]) -> Iterator[Any]:
    waiting = list(rules)
    while waiting:
        rule = waiting.pop()
        if rule is not None:
            yield rule
            waiting += getattr(rule, "parts", ())


def keys_asked(edition: Edition) -> frozenset[str]:
    """The figures and facts that rules and points rest on."""
    asking = [*rules_in(edition), *(one.points for one in edition.all_criteria)]
    return _keys_of(asking)


def _keys_of(asking: Iterable[Any]) -> frozenset[str]:
    return frozenset(
        key for one in asking for name in ("of", "over") if (key := getattr(one, name, ""))
    )


def rules_above(edition: Edition) -> list[Any]:
    """The rules that compare a figure with that of the whole commune (S3-16, S3-17)."""
    return [one for one in rules_in(edition) if _is_above(one)]


def keys_above(edition: Edition) -> tuple[str, ...]:
    """The figures of the whole commune that rules ask for, in the order of the rows."""
    names = (getattr(one, name, "") for one in rules_above(edition) for name in ("of", "over"))
    return tuple(dict.fromkeys(filter(None, names)))


def has_cascade(edition: Edition) -> bool:
    """Whether a criterion asks how many of the places below have passed."""
    return any(isinstance(rule, CascadeRule) for rule in rules_in(edition))


def zones_in(edition: Edition) -> tuple[str, ...]:
    """The zones for which a programme has pass marks of their own."""
    bounds = (getattr(rule, "than", None) for rule in rules_in(edition))
    marks = (mark for bound in bounds for mark in getattr(bound, "by_zone", ()))
    return tuple(dict.fromkeys(mark.zone for mark in marks))


def _is_above(rule: Any) -> bool:
    bound = getattr(rule, "than", None)
    return isinstance(bound, Bound) and bound.against == "parent"
