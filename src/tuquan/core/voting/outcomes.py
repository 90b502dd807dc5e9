"""What figures cannot be: missing, below zero, or in contradiction with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tuquan.core.problems import Problem

MISSING = "count_missing"
"""A figure that nobody has filled in yet."""

VOTES_MISSING = "candidate_votes_missing"
"""The same for the votes of a candidate."""


def contradict(problems: Iterable[Problem]) -> bool:
    """Whether figures cannot be true together, so that nothing may be decided from them.

    A missing figure contradicts nothing: whether it stops the count depends on what it decides.
    """
    gaps = (MISSING, VOTES_MISSING)
    return any(not problem.is_warning and problem.code not in gaps for problem in problems)


def check_counts(counts: Mapping[str, int | None]) -> tuple[Problem, ...]:
    """Every count by the name of its figure is there and is not below zero."""
    missing = (
        Problem(MISSING, name, {"figure": name}) for name, count in counts.items() if count is None
    )
    negative = (
        Problem("count_negative", name, {"figure": name, "count": count})
        for name, count in counts.items()
        if count is not None and count < 0
    )
    return (*missing, *negative)
