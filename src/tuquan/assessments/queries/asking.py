"""What the rules of a programme ask for: every rule, its keys, the zones of its pass marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tuquan.core.programme import Edition
from tuquan.core.programme.rules import CascadeRule


def rules_in(edition: Edition) -> Iterator[Any]:
    """Every rule of classes, criteria and points, with the rules inside it: also those that say
    whether a criterion applies."""
    waiting: list[Any] = [one.rule for one in edition.scoring.classes] if edition.scoring else []
    for one in edition.all_criteria:
        steps = one.points.steps if one.points else ()
        waiting += [one.rule, one.applies_when, *(step.rule for step in steps)]
    while waiting:
        rule = waiting.pop()
        if rule is not None:
            yield rule
            waiting += getattr(rule, "parts", ())


def keys_asked(edition: Edition) -> frozenset[str]:
    """The figures and facts that rules and points rest on."""
    asking = [*rules_in(edition), *(one.points for one in edition.all_criteria)]
    return frozenset(
        key for one in asking for name in ("of", "over") if (key := getattr(one, name, ""))
    )


def has_cascade(edition: Edition) -> bool:
    """Whether a criterion asks how many of the places below have passed."""
    return any(isinstance(rule, CascadeRule) for rule in rules_in(edition))


def zones_in(edition: Edition) -> tuple[str, ...]:
    """The zones for which a programme has pass marks of their own."""
    bounds = (getattr(rule, "than", None) for rule in rules_in(edition))
    marks = (mark for bound in bounds for mark in getattr(bound, "by_zone", ()))
    return tuple(dict.fromkeys(mark.zone for mark in marks))
