"""Checks of the sheet: its criteria at every depth, their points, and the classes they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tuquan.core.packs.names import (
    Names,
    check_dates,
    check_lowest,
    check_range,
    check_unique,
    find_cycles,
)
from tuquan.core.packs.reading import Reading
from tuquan.core.packs.rule_checks import check_class_rule, check_figure, check_rule, rules_within
from tuquan.core.programme import (
    Criterion,
    Edition,
    MetRule,
    Points,
    Quota,
    Rule,
    Scoring,
    StreakRule,
)

_RESULTS = ("none", "unknown")
"""What a case may expect besides a class, so no class is called so."""

_POINT_FIELDS = {
    "whole": (),
    "steps": ("steps",),
    "each": ("of", "each"),
    "share": ("of", "over"),
    "sum": (),
}


def check_criteria(reading: Reading, edition: Edition, names: Names) -> None:
    """Report everything wrong with the criteria of an edition and their scoring."""
    _check_numbers(reading, edition.criteria)
    for criterion in edition.all_criteria:
        _check_criterion(reading, names, criterion)
    _check_cycles(reading, edition)
    if edition.scoring is not None:
        _check_scoring(reading, edition, names, edition.scoring)


def names_in_rules(edition: Edition) -> set[str]:
    """Every figure that a rule, or the points of a criterion, looks at."""
    used: set[str] = set()
    for criterion in edition.all_criteria:
        if criterion.points is not None:
            used |= {criterion.points.of, criterion.points.over}
    for rule in _all_rules(edition):
        used |= {getattr(rule, name, "") for name in ("of", "over", "after")}
    return used - {""}


def _all_rules(edition: Edition) -> Iterator[Rule]:
    for criterion in edition.all_criteria:
        yield from _rules_of(criterion)
    for result in edition.scoring.classes if edition.scoring else ():
        yield from rules_within(result.rule)


def _rules_of(criterion: Criterion) -> Iterator[Rule]:
    yield from rules_within(criterion.rule)
    yield from rules_within(criterion.applies_when)
    for step in criterion.points.steps if criterion.points else ():
        yield from rules_within(step.rule)


def _check_numbers(reading: Reading, criteria: tuple[Criterion, ...]) -> None:
    """Beside each other no number stands twice, unless the source is known to be at fault (S3-19).

    Among those of one number it is enough that one says so.
    """
    at_fault = {criterion.number for criterion in criteria if criterion.fault}
    sound = [criterion for criterion in criteria if criterion.number not in at_fault]
    check_unique(reading, sound, "number", "number_used_twice")
    for criterion in criteria:
        _check_numbers(reading, criterion.parts)


def _check_criterion(reading: Reading, names: Names, criterion: Criterion) -> None:
    for rule in (criterion.rule, criterion.applies_when):
        check_rule(reading, names, rule)
    check_dates(reading, criterion, "effective_from", "effective_until")
    if criterion.met_by == "no" and (criterion.rule or criterion.parts):
        reading.report(criterion, "met_by", "key_does_not_apply", "rule", "parts")
    if criterion.evidence_for and criterion.parts:
        reading.report(criterion, "evidence_for", "key_does_not_apply", "parts")
    if criterion.points is not None:
        _check_points(reading, names, criterion, criterion.points)
    elif criterion.floor is not None:
        reading.report(criterion, "floor", "floor_without_points", "points")


def _check_points(reading: Reading, names: Names, criterion: Criterion, points: Points) -> None:
    check_lowest(reading, points, "maximum", 0)
    for name in ("steps", "of", "over", "each"):
        wanted = name in _POINT_FIELDS[points.kind]
        if wanted and not getattr(points, name):
            reading.report(points, name, "points_need", "kind", kind=points.kind, key=name)
        elif not wanted and getattr(points, name):
            reading.report(points, name, "key_does_not_apply", "kind", kind=points.kind)
    if points.kind == "sum":
        _check_sum(reading, criterion, points)
    else:
        _check_figures(reading, names, points)
    _check_within(reading, points, criterion, "floor", criterion.floor)


def _check_sum(reading: Reading, criterion: Criterion, points: Points) -> None:
    if not criterion.parts:
        reading.report(points, "kind", "points_need", kind=points.kind, key="parts")
    elif not criterion.fault and _readable(reading, criterion.parts):
        _check_total(reading, points, "maximum", points.maximum, criterion.parts)


def _check_total(
    reading: Reading, item: object, name: str, declared: Decimal, parts: tuple[Criterion, ...]
) -> None:
    found = _worth_of_all(parts)
    if found != declared:
        params = {"declared": declared, "found": found}
        reading.report(item, name, "total_differs", "kind", **params)


def _check_within(
    reading: Reading, points: Points, item: object, name: str, value: Decimal | None
) -> None:
    """A number of points lies between nothing and the maximum."""
    if value is not None and not 0 <= value <= points.maximum and reading.sound(points, "maximum"):
        params = {"value": value, "low": 0, "high": points.maximum}
        reading.report(item, name, "out_of_range", **params)


def _check_figures(reading: Reading, names: Names, points: Points) -> None:
    for step in points.steps:
        check_rule(reading, names, step.rule)
        _check_within(reading, points, step, "points", step.points)
    for name in ("of", "over"):
        check_figure(reading, names, points, name)
    check_lowest(reading, points, "each", 0)


def _worth_of_all(criteria: tuple[Criterion, ...]) -> Decimal:
    """The points that can be had for some criteria, bonus and penalty left out."""
    return sum((_worth(criterion) for criterion in criteria), Decimal(0))


def _worth(criterion: Criterion) -> Decimal:
    points = criterion.points
    if points is None:
        return _worth_of_all(criterion.parts)
    return points.maximum if points.role == "score" else Decimal(0)


def _readable(reading: Reading, criteria: tuple[Criterion, ...]) -> bool:
    """Whether their maxima could all be read, so that a sum of them means something."""
    return all(
        reading.sound(criterion, "points", "parts") and _readable(reading, criterion.parts)
        for criterion in criteria
    )


def _check_cycles(reading: Reading, edition: Edition) -> None:
    """A criterion that is met when another is, and that one when the first is, can never be judged.

    A parent without a rule is met when its parts are; parts apply only when their parent does.
    """
    graph: dict[str, list[str]] = {}
    for top in edition.criteria:
        _add_needs(graph, top, ())
    found = {criterion.key: criterion for criterion in edition.all_criteria}
    for chain in find_cycles(graph):
        reading.report(found[chain[0]], "key", "cycle", chain=chain)


def _add_needs(
    graph: dict[str, list[str]], criterion: Criterion, from_parents: tuple[str, ...]
) -> None:
    applies = (*from_parents, *_needed(rules_within(criterion.applies_when)))
    needs = [*applies, *_needed(_rules_of(criterion))]
    if criterion.rule is None or (criterion.points and criterion.points.kind == "sum"):
        needs += [part.key for part in criterion.parts]
    if criterion.key:
        graph.setdefault(criterion.key, []).extend(key for key in needs if key)
    for part in criterion.parts:
        _add_needs(graph, part, applies)


def _needed(rules: Iterator[Rule]) -> Iterator[str]:
    """The criteria whose result of this year the rules look at."""
    for rule in rules:
        if isinstance(rule, MetRule) or (isinstance(rule, StreakRule) and rule.including_this_year):
            yield rule.of


def _check_scoring(reading: Reading, edition: Edition, names: Names, scoring: Scoring) -> None:
    if not scoring.classes:
        reading.report(scoring, "classes", "no_class")
    for result in scoring.classes:
        check_class_rule(reading, names, result.rule)
        if result.key in _RESULTS:
            reading.report(result, "key", "bad_key", key=result.key)
        if result.quota is not None:
            _check_quota(reading, result.quota)
    for name in ("total", "bonus_limit", "penalty_limit"):
        check_lowest(reading, scoring, name, 0)
    check_range(reading, scoring, "decimals", 0, 6)
    known = "criteria" not in names.inherited and _readable(reading, edition.criteria)
    if scoring.total is not None and known and not scoring.fault:
        _check_total(reading, scoring, "total", scoring.total, edition.criteria)


def _check_quota(reading: Reading, quota: Quota) -> None:
    if (quota.count is None) == (quota.percent is None):
        reading.report(quota, "", "count_or_percent", "count", "percent")
    check_range(reading, quota, "count", 1, 100_000)
    check_range(reading, quota, "percent", 0, 100)
