"""A pack with something of everything, for the tests of its cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tuquan.core.packs.cases import CaseResult, run_cases
from tuquan.core.programme import (
    Bound,
    Criterion,
    Edition,
    Form,
    Question,
    QuestionKind,
    RatioRule,
    Section,
)
from tuquan.core.programme.cases import Case
from tuquan.core.time import WorkCalendar

WORK = WorkCalendar(
    frozenset({2026}), frozenset({date(2026, 4, 30), date(2026, 5, 1)}), frozenset()
)


def question(key: str, kind: QuestionKind, **more: Any) -> Question:
    return Question(key, key, kind, **more)


FORM = Form(
    "monthly",
    "Báo cáo",
    "periodic",
    (
        Section(
            "all",
            "Tất cả",
            (
                question("bins", "count", at_most="households"),
                question("income", "amount", required=False),
                question("clean", "yes_no", not_applicable_allowed=True),
                question("held_on", "date", required=False),
                question("words", "text", required=False, not_applicable_to=("ward",)),
            ),
        ),
    ),
)


def bound(value: int) -> Bound:
    return Bound(value=Decimal(value))


def edition(**more: Any) -> Edition:
    given: dict[str, Any] = {
        "programme": "demo",
        "key": "2026",
        "title": "Thử",
        "short_title": "Thử",
        "issuer": "Xã",
        "effective_from": date(2026, 1, 1),
        "sources": (),
        "checked_on": date(2026, 1, 1),
        "forms": (FORM,),
    }
    return Edition(**{**given, **more})


def run(plan: Edition, case: Case, work: WorkCalendar | None = WORK) -> CaseResult:
    (result,) = run_cases(plan, [case], work)
    return result


def outcome(plan: Edition, **said: Any) -> tuple[bool, str, str]:
    result = run(plan, Case("thử", **said))
    assert result.problem is None
    return result.passed, result.expected, result.found


def one(rule: Any, **more: Any) -> Edition:
    return edition(criteria=(Criterion("c", "1", "Tiêu chí", rule=rule),), **more)


RATIO = RatioRule("ratio", "bins", "households", "at_least", bound(80))
