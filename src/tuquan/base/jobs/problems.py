"""Problems as a job's row keeps them: codes and values, never a sentence, a trace or a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from tuquan.base.models import Job
from tuquan.core.problems import Problem

NAMES_OF_PEOPLE = frozenset({"name", "names", "person", "head_name"})
"""Values that never stay in a job's row; the sentence shows an ellipsis in their place."""


def kept_problems(problems: Iterable[Problem]) -> dict[str, object]:
    """Problems as a job's row keeps them: codes and values, without people's names."""
    return {
        "problems": [
            {
                "code": problem.code,
                "where": problem.where,
                "params": {name: _kept(name, value) for name, value in problem.params.items()},
            }
            for problem in problems
        ]
    }


def _kept(name: str, value: object) -> object:
    if name in NAMES_OF_PEOPLE:
        return "…"
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


def problems_of(job: Job) -> list[Problem]:
    """What went wrong with a job; nothing for one that did not fail."""
    kept = job.problem["problems"] if job.problem else []
    return [
        Problem(
            one["code"],
            one["where"],
            {name: _read(value) for name, value in one["params"].items()},
        )
        for one in kept
    ]


def _read(value: object) -> object:
    if isinstance(value, dict):
        [(kind, text)] = value.items()
        return datetime.fromisoformat(text) if kind == "instant" else date.fromisoformat(text)
    return value
