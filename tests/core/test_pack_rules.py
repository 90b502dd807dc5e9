"""What makes no sense in a rule: what it names, what it compares, and what it is made of."""

from __future__ import annotations

import pytest

from tests.core.pack_sheet import SHEET, after, line, load

INCOME = "{kind: compare, of: income, operator: more_than, than: {parameter: poverty_line}}"


def problem(new: str) -> tuple[str, dict[str, object]]:
    """The one problem with a rule that stands where income was judged."""
    found = after(INCOME, new)
    assert [where for _, where, _ in found] == [line(SHEET, INCOME)]
    return found[0][0], found[0][2]


def good(new: str) -> bool:
    return after(INCOME, new) == []


@pytest.mark.parametrize(
    ("rule", "actual", "needed"),
    [
        ("{kind: answer, of: models}", "number", ("yes_no",)),
        ("{kind: compare, of: words, operator: equal, than: {value: 3}}", "text", ("number",)),
        (
            "{kind: compare, of: has_model, operator: equal, than: {value: 3}}",
            "yes_no",
            ("number",),
        ),
        ("{kind: between, of: grade, low: 1, high: 2}", "choice", ("number",)),
        (
            "{kind: ratio, of: words, over: solid, operator: equal, than: {value: 3}}",
            "text",
            ("number",),
        ),
        (
            "{kind: ratio, of: solid, over: place_kind, operator: equal, than: {value: 3}}",
            "text",
            ("number",),
        ),
        ("{kind: scale, of: words, levels: [a, b], at_least: b}", "text", ("choice",)),
        ("{kind: one_of, of: models, values: [a]}", "number", ("choice", "text")),
        ("{kind: date, of: models, on_or_before: 18/11}", "number", ("date",)),
        ("{kind: date, of: voted_on, after: words, within: 3, unit: days}", "text", ("date",)),
        ("{kind: streak, of: models, years: 3}", "number", ("yes_no",)),
        ("{kind: trend, of: grade, direction: falls}", "choice", ("number",)),
    ],
)
def test_a_rule_judges_only_what_it_can(rule: str, actual: str, needed: tuple[str, ...]) -> None:
    code, params = problem(rule)
    assert (code, params["actual"], params["needed"]) == ("rule_wrong_kind", actual, needed)


@pytest.mark.parametrize(
    ("rule", "value", "meant"),
    [
        ("{kind: answer, of: has_modle}", "has_modle", "has_model"),
        ("{kind: met, of: hause}", "hause", "house"),
        ("{kind: streak, of: cultural_aria, years: 3}", "cultural_aria", "cultural_area"),
        ("{kind: compare, of: income, operator: equal, than: {parameter: line}}", "line", ""),
        ("{kind: compare, of: points, operator: equal, than: {value: 3}}", "points", "pilots"),
    ],
)
def test_what_a_rule_names_is_there(rule: str, value: str, meant: str) -> None:
    assert problem(rule) == ("dangling_reference", {"value": value, "did_you_mean": meant})


@pytest.mark.parametrize(
    ("rule", "code", "params"),
    [
        ("{kind: compare, of: income, operator: equal, than: {}}", "bound_not_one", {}),
        (
            "{kind: compare, of: income, operator: equal, than: {value: 1, against: parent}}",
            "bound_not_one",
            {},
        ),
        (
            "{kind: between, of: income, low: 3, high: 2}",
            "minimum_above_maximum",
            {"minimum": 3, "maximum": 2},
        ),
        (
            "{kind: scale, of: grade, levels: [good, weak, best], at_least: good}",
            "levels_differ",
            {"of": "grade", "choices": ("weak", "good", "best")},
        ),
        (
            "{kind: scale, of: grade, levels: [weak, good, best], at_least: bets}",
            "not_one_of",
            {"value": "bets", "choices": ("weak", "good", "best"), "did_you_mean": "best"},
        ),
        ("{kind: one_of, of: grade, values: []}", "no_part", {"kind": "one_of"}),
        (
            "{kind: one_of, of: grade, values: [bad]}",
            "not_one_of",
            {"value": "bad", "choices": ("weak", "good", "best"), "did_you_mean": ""},
        ),
        ("{kind: date, of: voted_on}", "date_rule_not_one", {}),
        (
            "{kind: date, of: voted_on, on_or_before: 18/11, last_day: 2026-11-18}",
            "date_rule_not_one",
            {},
        ),
        (
            "{kind: date, of: voted_on, on_or_before: 31/11}",
            "not_a_day_of_the_year",
            {"value": "31/11"},
        ),
        ("{kind: date, of: voted_on, after: festival}", "date_rule_half_said", {}),
        ("{kind: date, of: voted_on, last_day: 2026-11-18, within: 3}", "date_rule_half_said", {}),
        (
            "{kind: date, of: voted_on, after: festival, within: -1, unit: days}",
            "out_of_range",
            {"value": -1, "low": 0, "high": 3660},
        ),
        (
            "{kind: date, of: voted_on, after: Ngày hội, within: 1, unit: days}",
            "bad_key",
            {"key": "Ngày hội"},
        ),
        ("{kind: members, of: guards, checklist: []}", "no_part", {"kind": "members"}),
        ("{kind: members, of: Dân phòng, checklist: [a]}", "bad_key", {"key": "Dân phòng"}),
        (
            "{kind: members, of: guards, checklist: [a], percent: 101}",
            "out_of_range",
            {"value": 101, "low": 0, "high": 100},
        ),
        (
            "{kind: streak, of: cultural_area, years: 0}",
            "out_of_range",
            {"value": 0, "low": 1, "high": 100},
        ),
        (
            "{kind: trend, of: income, direction: falls, years: 0}",
            "out_of_range",
            {"value": 0, "low": 1, "high": 100},
        ),
        ("{kind: cascade, operator: at_least}", "count_or_percent", {}),
        ("{kind: cascade, operator: at_least, percent: 50, count: 3}", "count_or_percent", {}),
        (
            "{kind: cascade, operator: at_least, percent: 200}",
            "out_of_range",
            {"value": 200, "low": 0, "high": 100},
        ),
        ("{kind: all, parts: []}", "no_part", {"kind": "all"}),
        (
            "{kind: at_least_n, n: 2, parts: [{kind: met, of: house}]}",
            "out_of_range",
            {"value": 2, "low": 1, "high": 1},
        ),
        (
            "{kind: at_least_n, n: 0, parts: [{kind: met, of: house}]}",
            "out_of_range",
            {"value": 0, "low": 1, "high": 1},
        ),
    ],
)
def test_a_rule_makes_sense(rule: str, code: str, params: dict[str, object]) -> None:
    assert problem(rule) == (code, params)


def test_a_mark_is_given_once_for_a_zone() -> None:
    zones = "{by_zone: [{zone: I, value: 1}, {zone: I, value: 2}]}"
    rule = f"{{kind: compare, of: income, operator: equal, than: {zones}}}"
    code, params = problem(rule)
    assert (code, params["key"]) == ("key_used_twice", "I")


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: streak, of: has_model, years: 3}",
        "{kind: compare, of: solid_share, operator: equal, than: {against: last_year}}",
        "{kind: compare, of: households, operator: equal, than: {value: 0}}",
        "{kind: between, of: income, low: 3, high: 3}",
        "{kind: date, of: voted_on, last_day: 2026-11-18}",
        "{kind: date, of: voted_on, after: voted_on, within: 0, unit: months}",
        "{kind: cascade, operator: at_least, count: 0, of_kind: bản}",
    ],
)
def test_a_rule_may_be_written_so(rule: str) -> None:
    assert good(rule)


def test_an_unreadable_part_of_a_rule_is_told_once() -> None:
    assert problem("{kind: between, of: income, low: x, high: 2}")[0] == "wrong_type"


def test_what_came_out_of_the_sheet_is_for_classes_alone() -> None:
    new = "{kind: between, of: criteria_met_percent, low: 70, high: 100}"
    old = SHEET[SHEET.index("{kind: compare, of: points") : SHEET.index("      quota")]
    assert after(old, f"{new}\n") == []
    assert problem(new)[0] == "dangling_reference"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{kind: met, of: house}", "rule_not_here"),
        ("{kind: cascade, operator: at_least, count: 1}", "rule_not_here"),
        ("{kind: answer, of: has_model}", "dangling_reference"),
        ("{kind: answer, of: groups}", "rule_wrong_kind"),
    ],
)
def test_a_milestone_asks_the_facts_of_the_place_and_nothing_else(rule: str, code: str) -> None:
    old = "{kind: one_of, of: place_kind, values: [commune, ward]}"
    found = after(old, rule)
    assert [(code, where) for code, where, _ in found] == [(code, line(SHEET, old))]


def test_a_question_of_the_sheet_stands_before_one_of_another_form() -> None:
    """Two forms may ask under one key; a rule means the one of the form of criteria."""
    assert (
        after(
            "{key: visits, label: Lượt thăm, kind: count, unit: lượt",
            "{key: income, label: A, kind: text",
        )
        == []
    )


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("forms", "of: income, operator", "of: of_the_city, operator"),
        (
            "forms",
            "maximum: 10, kind: each, of: models",
            "maximum: 10, kind: each, of: of_the_city",
        ),
        ("parameters", "parameter: poverty_line", "parameter: of_the_city"),
        ("criteria", "kind: met, of: house", "kind: met, of: of_the_city"),
        ("criteria", "streak, of: cultural_area", "streak, of: of_the_city"),
        ("criteria", "criterion: house", "criterion: of_the_city"),
    ],
)
def test_what_a_parent_pack_may_hold_is_not_called_missing(part: str, old: str, new: str) -> None:
    text = SHEET.replace(old, new, 1)
    assert [problem.code for problem in load(text)[1]] == ["dangling_reference"]
    assert load(text.replace("parts: []", f"parts: [{part}]"))[1] == []
