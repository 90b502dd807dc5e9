"""A small plan whose rules are put into words, and rules about it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.core.sheet_sample import by_points, edition, marked
from tuquan.base.texts.rules import outcome_words
from tuquan.core.programme import (
    AnswerRule,
    Bound,
    Choice,
    CompareRule,
    DateRule,
    Form,
    Operator,
    Parameter,
    Question,
    Rule,
    Section,
)
from tuquan.core.rules import Known, judge

QUESTIONS = (
    Question("fires", "Số vụ cháy", "count", unit="vụ", unit_en="fires", label_en="Fires"),
    Question("lit", "Đường có đèn", "yes_no"),
    Question(
        "rated", "Xếp loại", "choice", choices=(Choice("good", "Tốt"), Choice("best", "Giỏi"))
    ),
    Question("held", "Ngày hội", "date"),
)
SCORING = by_points(("good", 0), of="criteria_met")
DEMO = edition(
    marked("no_drugs", number="2", label="Không có ma túy", knock_out=True),
    forms=(Form("sheet", "Bảng", "criteria", (Section("all", "Tất cả", QUESTIONS),)),),
    parameters=(Parameter("line", "Chuẩn nghèo", "đồng"),),
    scoring=SCORING,
)
EIGHTY = Bound(Decimal(80))
YES = AnswerRule("answer", "lit")


def compare(operator: Operator, bound: Bound = EIGHTY) -> CompareRule:
    return CompareRule("compare", "fires", operator, bound)


def date_rule(**more: Any) -> DateRule:
    return DateRule("date", "held", **more)


def words(rule: Rule, **more: Any) -> str:
    """What came out of a rule in 2026."""
    return outcome_words(judge(rule, Known(2026, **more)), DEMO)
