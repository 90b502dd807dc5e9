"""Small editions with criteria, for the tests of rules and scoring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from tuquan.core.programme import (
    AnswerRule,
    Bound,
    CompareRule,
    Criterion,
    Edition,
    Operator,
    Points,
    PointStep,
    ResultClass,
    Rule,
    Scoring,
)

BARE = Edition(
    "demo",
    "1",
    *("Demo",) * 3,
    date(2026, 1, 1),
    sources=(),
    checked_on=date(2026, 1, 1),
)


def edition(*criteria: Criterion, scoring: Scoring | None = None, **more: Any) -> Edition:
    """An edition with these criteria."""
    return replace(BARE, criteria=criteria, scoring=scoring, **more)


def row(key: str, **more: Any) -> Criterion:
    """A criterion that is met by a yes to the question of its key."""
    return Criterion(
        **{"key": key, "number": "", "label": key, "rule": AnswerRule("answer", key), **more}
    )


def marked(key: str, **more: Any) -> Criterion:
    """A criterion that has nothing but its mark."""
    return Criterion(**{"key": key, "number": "", "label": key, **more})


def figure(of: str, operator: Operator, value: int) -> CompareRule:
    """A figure against a number."""
    return CompareRule("compare", of, operator, Bound(Decimal(value)))


def whole(maximum: int, role: Literal["score", "bonus", "penalty"] = "score") -> Points:
    """All or nothing."""
    return Points(Decimal(maximum), role=role)


def steps(maximum: int, *pairs: tuple[Rule, int]) -> Points:
    """The first step that holds."""
    found = tuple(PointStep(rule, Decimal(points)) for rule, points in pairs)
    return Points(Decimal(maximum), "steps", steps=found)


def classes(*pairs: tuple[str, Rule], **more: Any) -> tuple[ResultClass, ...]:
    """Classes, best first."""
    return tuple(ResultClass(key, key, rule, **more) for key, rule in pairs)


def by_points(*bounds: tuple[str, int], of: str = "points", **more: Any) -> Scoring:
    """Classes from so many points on."""
    found = classes(*((key, figure(of, "at_least", value)) for key, value in bounds))
    return Scoring(found, "none", **more)
