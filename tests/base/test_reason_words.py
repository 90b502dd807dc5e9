"""Why something came out as it did, as sentences with every input and true signs (F-68)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from tests.base.rule_samples import DEMO, SCORING, YES, compare, date_rule, words
from tests.core.sheet_sample import marked, row, steps
from tuquan.base.texts.rules import outcome_lines, outcome_words, points_words, row_lines
from tuquan.core.programme import (
    AllRule,
    AnyRule,
    AtLeastRule,
    BetweenRule,
    Bound,
    CascadeRule,
    Criterion,
    MembersRule,
    MetRule,
    OneOfRule,
    Operator,
    Points,
    RatioRule,
    Rule,
    ScaleRule,
    StreakRule,
    TrendRule,
)
from tuquan.core.rules import Child, Known, Outcome, Range, judge
from tuquan.core.scoring import apply_quotas, judge_criterion, judge_sheet


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("operator", "below", "at"),
    [
        ("more_than", "≤", "≤"),
        ("at_least", "<", "≥"),
        ("at_most", "≤", "≤"),
        ("less_than", "<", "≥"),
    ],
)
def test_the_sign_is_true_of_what_was_found(operator: Operator, below: str, at: str) -> None:
    said = [words(compare(operator), values={"fires": found}) for found in (79, 80)]
    assert [f" {below} " in said[0], f" {at} " in said[1]] == [True, True]


def test_a_comparison_shows_both_figures_with_their_unit() -> None:
    assert words(compare("at_least"), values={"fires": 82}) == "Fires – 82 fires ≥ 80 fires: met"
    rule = compare("more_than", Bound(against="parent"))
    assert words(rule, values={"fires": 4}, parent={"fires": 1500}) == (
        "Fires – 4 fires ≤ 1,500 fires (the figure of the whole commune): not met"
    )


def test_an_open_figure_says_what_is_wanted_and_what_is_missing() -> None:
    found = Range(Fraction(60), Fraction(85), ("lit",))
    assert words(compare("at_least"), values={"fires": found}) == (
        "Fires – from 60 to 85 fires, wanted: 80 fires or more; missing: Đường có đèn: "
        "not known yet"
    )
    assert words(compare("at_least")) == "missing: Fires: not known yet"


def test_what_is_missing_is_named_wherever_it_belongs() -> None:
    rule = compare("at_least", Bound(against="parent"))
    assert words(rule) == "missing: Fires, Fires of the place above: not known yet"
    assert words(StreakRule("streak", "title", 1)) == (
        "title – 0 years running of 1; missing: title in 2026: not known yet"
    )
    rule_of_list = MembersRule("members", "posts", ("lit",))
    assert words(rule_of_list, members={"posts": ({},)}) == (
        "posts – 0 of 1 meet everything, wanted: 100 % or more; "
        "missing: Đường có đèn of each of: posts: not known yet"
    )
    assert words(CascadeRule("cascade", "at_least", Decimal(80))) == (
        "missing: results of the places below: not known yet"
    )
    assert words(MetRule("met", "no_drugs")).startswith("criterion 2 “Không có ma túy”; missing")
    assert words(compare("at_least", Bound(parameter="line")), values={"fires": 1}) == (
        "missing: Chuẩn nghèo: not known yet"
    )


def share(percent: str, found: Any, whole: Any, operator: Operator = "at_least") -> str:
    """What came out of a ratio, without what it is called."""
    rule = RatioRule("ratio", "fires", "households", operator, Bound(Decimal(percent)))
    said = words(rule, values={"fires": found, "households": whole})
    return said.removeprefix("Fires – ").replace(" (number of households)", "")


def test_a_ratio_names_what_both_its_figures_count() -> None:
    rule = RatioRule("ratio", "fires", "households", "at_least", Bound(Decimal(70)))
    assert words(rule, values={"fires": 137, "households": 200}) == (
        "Fires – 137 / 200 (number of households) = 68.5 % < 70 %: not met"
    )


def test_a_ratio_shows_as_many_decimals_as_it_takes() -> None:
    assert share("70", 137, 200) == "137 / 200 = 68.5 % < 70 %: not met"
    assert share("70", 699_999, 1_000_000) == "699,999 / 1,000,000 = 69.9999 % < 70 %: not met"
    assert share("70", 7 * 10**13 - 1, 10**14) == (
        "69,999,999,999,999 / 100,000,000,000,000 = 70 % < 70 %: not met"
    )
    assert share("70", Decimal("1.5"), 2) == "1.5 / 2 = 75 % ≥ 70 %: met"
    assert (
        share("70", 0, 0) == "number of households: 0, so there is nothing to count: does not apply"
    )
    assert share("70", Range(Fraction(1), Fraction(2), ("x",)), 2).startswith(
        "from 1 to 2 / 2, wanted: 70 % or more"
    )


def test_a_ratio_that_has_to_be_exact_says_so() -> None:
    assert share("100", 7, 7, "equal") == "7 / 7 = 100 %, wanted: exactly 100 %: met"
    assert share("100", 6, 7, "equal") == "6 / 7 = 85.71 %, wanted: exactly 100 %: not met"
    said = [words(compare("equal", Bound(Decimal(0))), values={"fires": n}) for n in (0, 1)]
    assert said == [
        "Fires – 0 fires, wanted: exactly 0 fires: met",
        "Fires – 1 fires, wanted: exactly 0 fires: not met",
    ]


def test_a_ratio_against_the_commune_shows_the_commune() -> None:
    rule = RatioRule("ratio", "fires", "households", "more_than", Bound(against="parent"))
    parent = {"fires": 3300, "households": 4000}
    assert words(rule, values={"fires": 9, "households": 10}, parent=parent) == (
        "Fires – 9 / 10 (number of households) = 90 % "
        "> 82.5 % (3,300 / 4,000, the figure of the whole commune): met"
    )


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({2024: True, 2025: True, 2026: True}, "3 years running (2024–2026) of 3: met"),
        (
            {2024: False, 2025: True, 2026: True},
            "2 years running (2025–2026) of 3; not in 2024: not met",
        ),
        ({2026: False}, "0 years running of 3; not in 2026: not met"),
        (
            {2025: True, 2026: True},
            "2 years running (2025–2026) of 3; missing: title in 2024: not known yet",
        ),
        ({2025: True}, "0 years running of 3; missing: title in 2024, 2026: not known yet"),
        ({}, "0 years running of 3; missing: title in 2024–2026: not known yet"),
    ],
)
def test_years_in_a_row_are_named(held: dict[int, bool], said: str) -> None:
    assert words(StreakRule("streak", "title", 3), titles={"title": held}) == f"title – {said}"


@pytest.mark.parametrize(
    ("rule", "more", "said"),
    [
        (YES, {"values": {"lit": True}}, "Đường có đèn – yes: met"),
        (YES, {"values": {"lit": False}}, "Đường có đèn – no, wanted: yes: not met"),
        (YES, {"not_applicable": frozenset({"lit"})}, "Đường có đèn: does not apply"),
        (
            BetweenRule("between", "fires", Decimal(1), Decimal(5)),
            {"values": {"fires": 6}},
            "Fires – 6 fires, wanted: from 1 fires to 5 fires: not met",
        ),
        (
            ScaleRule("scale", "rated", ("good", "best"), "good"),
            {"values": {"rated": "best"}},
            "Xếp loại – Giỏi, wanted: Tốt or more: met",
        ),
        (
            OneOfRule("one_of", "area_kind", ("bản", "thôn")),
            {"values": {"area_kind": "khối"}},
            "kind of area – khối, wanted: one of bản, thôn: not met",
        ),
        (
            date_rule(on_or_before="18/11"),
            {"values": {"held": date(2026, 11, 19)}},
            "Ngày hội – 19/11/2026, last day 18/11/2026: not met",
        ),
        (
            date_rule(after="vote", within=5, unit="days"),
            {"values": {"held": date(2026, 1, 1)}, "events": {"vote": date(2026, 1, 2)}},
            "Ngày hội – 01/01/2026, before vote (02/01/2026): not met",
        ),
        (
            TrendRule("trend", "fires", "falls"),
            {"values": {"fires": 4}, "earlier": {2025: {"fires": 5}}},
            "Fires – 2025: 5, 2026: 4, wanted: lower every year: met",
        ),
        (TrendRule("trend", "fires", "falls"), {}, "missing: Fires in 2025, Fires: not known yet"),
        (
            CascadeRule("cascade", "at_least", Decimal(80), when_empty="failed"),
            {"children": ()},
            "results of the places below: 0, so there is nothing to count: not met",
        ),
        (
            CascadeRule("cascade", "at_least", Decimal(80)),
            {"children": (Child("area", "passed"), Child("area", "failed"))},
            "1 of 2 places below have passed, wanted: 80 % or more: not met",
        ),
        (
            CascadeRule("cascade", "at_least", count=2),
            {"children": (Child("area", "passed"), Child("area", "passed"))},
            "2 of 2 places below have passed, wanted: 2 or more: met",
        ),
        (
            OneOfRule("one_of", "area_kind", ("bản", "thôn")),
            {"values": {"area_kind": "thôn"}},
            "kind of area – thôn: met",
        ),
        (
            AnyRule("any", (YES, YES)),
            {"values": {"lit": True}},
            "2 of 2 parts hold, one is enough: met",
        ),
        (
            AtLeastRule("at_least_n", 2, (YES, YES, YES)),
            {"values": {"lit": False}},
            "0 of 3 parts hold, 2 are needed: not met",
        ),
    ],
)
def test_every_outcome_reads_as_a_sentence(rule: Rule, more: dict[str, Any], said: str) -> None:
    assert words(rule, **more) == said


def test_an_outcome_is_told_with_everything_it_rests_on() -> None:
    outcome = judge(AllRule("all", (YES, compare("at_least"))), Known(2026, {"lit": True}))
    assert outcome_lines(outcome, DEMO) == [
        (0, "1 of 2 parts hold, 1 not known yet, all are needed: not known yet"),
        (1, "Đường có đèn – yes: met"),
        (1, "missing: Fires: not known yet"),
    ]


def test_a_row_says_when_it_is_judged_by_its_mark_or_not_meant_for_the_place() -> None:
    by_mark = judge_criterion(marked("a"), Known(2026, marks={"a": False})).outcome
    assert outcome_words(by_mark, DEMO) == "by the mark on the sheet, “no”: not met"
    gated = row("a", applies_when=YES, effective_until=date(2027, 1, 1))
    said = [
        outcome_words(judge_criterion(gated, Known(year, values)).outcome, DEMO)
        for year, values in ((2027, {}), (2026, {"lit": False}), (2026, {"a": True}))
    ]
    assert said == [
        "no longer in force since 01/01/2027: does not apply",
        "not meant for this place: does not apply",
        "nobody can say yet whether it is meant here: not known yet",
    ]


def test_a_row_out_of_force_says_since_when() -> None:
    def said(since: date | None, until: date | None) -> str:
        one = row("a", effective_from=since, effective_until=until)
        return outcome_words(judge_criterion(one, Known(2026, {"a": True})).outcome, DEMO)

    first, last = date(2027, 3, 1), date(2028, 1, 1)
    assert said(first, None) == "in force only since 01/03/2027: does not apply"
    assert said(first, last) == (
        "in force only from 01/03/2027 until before 01/01/2028: does not apply"
    )


def told(criterion: Criterion, **values: Any) -> list[tuple[int, str]]:
    return row_lines(criterion, judge_criterion(criterion, Known(2026, values)), DEMO)


def test_an_open_row_says_what_it_asks_for() -> None:
    assert told(replace(marked("a"), rule=compare("at_least"))) == [
        (0, "missing: Fires: not known yet"),
        (1, "wanted: Fires: 80 fires or more"),
    ]


def test_a_row_that_is_not_meant_everywhere_says_why_it_is_meant_here() -> None:
    only_some = OneOfRule("one_of", "area_kind", ("bản", "thôn"))
    gated = replace(marked("a"), rule=YES, applies_when=only_some)
    assert told(gated, lit=True, area_kind="thôn") == [
        (0, "Đường có đèn – yes: met"),
        (1, "Meant for this place, because:"),
        (2, "kind of area – thôn: met"),
    ]


@pytest.mark.parametrize(
    ("points", "values", "lines", "earned"),
    [
        (
            steps(10, (compare("at_least"), 10), (YES, 4)),
            {"fires": 60, "lit": True},
            [
                (1, "10 points, if it holds: not met"),
                (2, "Fires – 60 fires < 80 fires: not met"),
                (1, "4 points, if it holds: met"),
                (2, "Đường có đèn – yes: met"),
            ],
            "4 of 10 points",
        ),
        (
            Points(Decimal(10), "each", of="fires", each=Decimal(2)),
            {"fires": 3},
            [(1, "Fires – 3 fires × 2 points")],
            "6 of 10 points",
        ),
        (
            Points(Decimal(5), "share", "bonus", of="fires", over="households"),
            {"fires": 30, "households": 40},
            [(1, "Fires – 30 / 40 (number of households) × 5 points")],
            "3.75 of 5 bonus points",
        ),
        (
            Points(Decimal(3), "each", "penalty", of="fires", each=Decimal(1)),
            {"fires": 1},
            [(1, "Fires – 1 fires × 1 points")],
            "1 of 3 penalty points",
        ),
    ],
)
def test_points_name_the_figures_they_were_counted_by(
    points: Points, values: dict[str, Any], lines: list[tuple[int, str]], earned: str
) -> None:
    criterion = replace(marked("a"), points=points)
    assert told(criterion, **values)[1:] == lines
    assert points_words(criterion, judge_criterion(criterion, Known(2026, values))) == earned


def test_a_row_without_points_says_nothing_of_points() -> None:
    assert points_words(marked("a"), judge_criterion(marked("a"), Known(2026))) == ""


def test_a_class_is_told_with_its_knock_outs() -> None:
    def first(marks: dict[str, bool]) -> list[str]:
        result = judge_sheet(DEMO, Known(2026, marks=marks))
        return [line for _depth, line in outcome_lines(result.explanation[0], DEMO)]

    assert first({"no_drugs": True})[-1] == "no case that rules the place out: met"
    assert first({"no_drugs": False})[-1] == (
        "cases that rule the place out: criterion 2 “Không có ma túy”: not met"
    )
    assert first({})[0] == "good: not known yet"


def test_points_floors_and_quotas_are_told() -> None:
    found = Range(Fraction(5), Fraction(5))
    params = {"of": "no_drugs", "found": found, "bound": Fraction(6), "maximum": Fraction(10)}
    assert outcome_words(Outcome("failed", "floor", params), DEMO) == (
        "criterion 2 “Không có ma túy” – 5 points, at least 6 are needed: not met"
    )
    assert outcome_words(Outcome("not_applicable", "floor", {"of": "z"}), DEMO) == (
        "z: does not apply"
    )
    assert outcome_words(Outcome("failed", "points", params), DEMO) == "5 of 10 points: not met"
    assert outcome_words(Outcome("not_applicable", "points"), DEMO) == "does not apply"
    quota = Outcome("failed", "quota", {"class": "good", "ahead": 1, "limit": 1, "whole": 3})
    assert outcome_words(quota, DEMO) == "good – 1 stand above, 1 of 3 may have it: not met"
    assert outcome_words(Outcome("passed", "class", {"class": "gone"}), DEMO) == "gone: met"
    assert apply_quotas(SCORING, {}) == {}


def test_numbers_are_written_the_vietnamese_way() -> None:
    with translation.override("vi"):
        assert "1.500" in words(compare("at_least"), values={"fires": 1500})
        assert "68,5" in share("70", 137, 200)
