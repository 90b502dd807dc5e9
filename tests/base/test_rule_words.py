"""What rules ask for, as sentences: every kind, with labels of the edition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests.base.rule_samples import DEMO, EIGHTY, YES, compare, date_rule
from tests.core.sheet_sample import edition, marked
from tuquan.base.texts.rules import FACTS, rule_words
from tuquan.core.programme import (
    PLACE_FACTS,
    SHEET_FACTS,
    AllRule,
    AnswerRule,
    AnyRule,
    AtLeastRule,
    BetweenRule,
    Bound,
    CascadeRule,
    CompareRule,
    MembersRule,
    MetRule,
    OneOfRule,
    RatioRule,
    Rule,
    ScaleRule,
    StreakRule,
    TrendRule,
    ZoneMark,
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (YES, "Đường có đèn: yes"),
        (AnswerRule("answer", "lit", "no"), "Đường có đèn: no"),
        (MetRule("met", "no_drugs"), "criterion 2 “Không có ma túy” is met"),
        (MetRule("met", "elsewhere"), "elsewhere is met"),
        (compare("more_than"), "Fires: more than 80 fires"),
        (compare("at_least"), "Fires: 80 fires or more"),
        (compare("equal"), "Fires: exactly 80 fires"),
        (compare("at_most"), "Fires: 80 fires at most"),
        (compare("less_than"), "Fires: less than 80 fires"),
        (
            compare("more_than", Bound(against="parent")),
            "Fires: higher than the figure of the whole commune",
        ),
        (compare("less_than", Bound(against="last_year")), "Fires: lower than last year's figure"),
        (compare("at_most", Bound(parameter="line")), "Fires: not higher than Chuẩn nghèo"),
        (
            compare("at_least", Bound(by_zone=(ZoneMark("núi", Decimal(60)),))),
            "Fires: núi: 60 fires or more",
        ),
        (BetweenRule("between", "fires", Decimal(1), Decimal(5)), "Fires: from 1 fires to 5 fires"),
        (
            RatioRule("ratio", "fires", "households", "at_least", Bound(Decimal("66.5"))),
            "Fires out of number of households: 66.5 % or more",
        ),
        (ScaleRule("scale", "rated", ("good", "best"), "best"), "Xếp loại: “Giỏi” or better"),
        (OneOfRule("one_of", "area_kind", ("bản", "thôn")), "kind of area: one of bản, thôn"),
        (date_rule(on_or_before="18/11"), "Ngày hội: by 18/11 of the year"),
        (date_rule(last_day=date(2021, 10, 31)), "Ngày hội: by 31/10/2021"),
        (date_rule(after="vote", within=5, unit="days"), "Ngày hội: within 5 days after: vote"),
        (
            date_rule(after="vote", within=5, unit="working_days"),
            "Ngày hội: within 5 working days after: vote",
        ),
        (date_rule(after="vote", within=1, unit="months"), "Ngày hội: within 1 months after: vote"),
        (
            MembersRule("members", "posts", ("lit", "rated"), "equal"),
            "posts: exactly 100 % meet all of Đường có đèn, Xếp loại",
        ),
        (StreakRule("streak", "title", 6), "title: 6 years running or more"),
        (StreakRule("streak", "title", 1, False), "title: 1 year or more, up to last year"),
        (TrendRule("trend", "fires", "falls"), "Fires falls every year"),
        (TrendRule("trend", "fires", "rises", 3), "Fires rises every year, over 3 years"),
        (
            CascadeRule("cascade", "at_least", Decimal(80)),
            "places below that have passed: 80 % or more",
        ),
        (
            CascadeRule("cascade", "more_than", count=2, of_kind="area"),
            "places below of the kind “area” that have passed: more than 2",
        ),
        (
            CompareRule("compare", "percent", "at_least", EIGHTY),
            "percent of the points: 80 % or more",
        ),
        (AllRule("all", (YES, YES)), "all of (Đường có đèn: yes; Đường có đèn: yes)"),
        (AnyRule("any", (YES,)), "one of (Đường có đèn: yes)"),
        (AtLeastRule("at_least_n", 1, (YES,)), "at least 1 of 1 (Đường có đèn: yes)"),
    ],
)
def test_every_rule_reads_as_a_sentence(rule: Rule, words: str) -> None:
    assert rule_words(rule, DEMO) == words


def test_long_labels_are_cut_where_they_are_quoted() -> None:
    long = edition(marked("a", number="5.3", label="Không để xảy ra " * 10), marked("b", label="B"))
    said = rule_words(MetRule("met", "a"), long)
    assert said.endswith("Không để xảy ra…” is met")
    assert rule_words(MetRule("met", "b"), long) == "B is met"


def test_everything_the_platform_knows_has_a_name() -> None:
    assert {*PLACE_FACTS, *SHEET_FACTS} <= FACTS.keys()
