"""What makes no sense in an edition or in a calendar, and keys that are used twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.pack_sample import EDITION, load, place, problems_after
from tuquan.core.problems import Problem


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "effective_until: 2027-01-01",
            "effective_until: 2026-01-01",
            "2026-01-01\nchecked",
            "ends_before_it_starts",
            {"start": date(2026, 1, 1), "until": date(2026, 1, 1)},
        ),
        (
            "{document: 1-KH, place: dòng 2}",
            "{document: 2-KH, place: dòng 2}",
            "2-KH",
            "dangling_reference",
            {"value": "2-KH", "did_you_mean": "1-KH"},
        ),
        (
            "{document: 1-KH, place: dòng 2}",
            "{document: 1-KH}",
            "{document: 1-KH}",
            "source_without_place",
            {},
        ),
        ("    source: {document: 1-KH, place: dòng 2}\n", "", "key: hou", "source_missing", {}),
        ("minimum: 15", "minimum: 0", "0\n    max", "out_of_range", {"value": 0, "low": 1}),
        (
            "minimum: 15",
            "minimum: 31",
            "31",
            "minimum_above_maximum",
            {"minimum": 31, "maximum": 30},
        ),
        (
            "filled_by: elected",
            "count: 0, filled_by: elected",
            "0, filled",
            "out_of_range",
            {"value": 0, "low": 1},
        ),
        (
            "filled_by: elected",
            "term: {source: {default: thử}}, filled_by: elected",
            "{source: {default: thử}}, filled",
            "term_empty",
            {},
        ),
        ("key: environment", "key: Environment", "Environ", "bad_key", {"key": "Environment"}),
        (
            "yearly_on: 18/11",
            "yearly_on: 31/11",
            "31/11",
            "not_a_day_of_the_year",
            {"value": "31/11"},
        ),
        (
            "yearly_on: 18/11",
            "count: 0",
            "0, source: {default: thử}}\nnotes",
            "out_of_range",
            {"value": 0, "low": 1, "high": 100000},
        ),
        (
            "form: survey",
            "form: servey",
            "servey",
            "dangling_reference",
            {"value": "servey", "did_you_mean": "survey"},
        ),
        (
            "level: area",
            "level: ward",
            "ward",
            "dangling_reference",
            {"value": "ward", "did_you_mean": ""},
        ),
    ],
)
def test_what_makes_no_sense_in_an_edition(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    problems = problems_after(old, new)
    expected = Problem(code, place(EDITION.replace(old, new, 1), at), params)
    assert [p for p in problems if p.code != "form_unused"] == [expected]


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "day_of_next_month: 5",
            "day_of_next_month: 5, days_after_end: 3",
            "{day",
            "due_rule_not_one",
            {},
        ),
        ("{day_of_next_month: 5}", "{}", "{}", "due_rule_not_one", {}),
        (
            "day_of_next_month: 5",
            "day_of_next_month: 32",
            "32",
            "out_of_range",
            {"value": 32, "low": 1, "high": 31},
        ),
        (
            "day_of_next_month: 5",
            "working_days_after_cut_off: -1",
            "-1}",
            "out_of_range",
            {"value": -1, "low": 0, "high": 100},
        ),
        (
            "day_of_next_month: 5",
            "days_after_end: 400",
            "400",
            "out_of_range",
            {"value": 400, "low": 0, "high": 366},
        ),
        (
            "day_of_next_month: 5",
            "before: 02/06",
            "{before",
            "days_do_not_match_periods",
            {"found": 1, "expected": 12},
        ),
        ("days_after_end: 0", "before: 02/06", "{before", "key_does_not_apply", {}),
        (
            "period: month",
            "starts_on_day: 29\n    period: month",
            "29",
            "out_of_range",
            {"value": 29, "low": 1, "high": 28},
        ),
        (
            "period: once",
            "starts_on_day: 15\n    period: once",
            "15\n    period",
            "key_does_not_apply",
            {},
        ),
        (
            "period: month",
            "opens_days_before_end: 0\n    period: month",
            "0\n    period",
            "out_of_range",
            {"value": 0, "low": 1, "high": 366},
        ),
        (
            "    lasts_days: 30\n",
            "",
            "key: survey\n    title: Khảo sát\n    form",
            "lasts_days_missing",
            {},
        ),
        (
            "period: month",
            "lasts_days: 5\n    period: month",
            "5\n    period",
            "key_does_not_apply",
            {},
        ),
    ],
)
def test_what_makes_no_sense_in_a_calendar(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    expected = Problem(code, place(EDITION.replace(old, new, 1), at), params)
    assert problems_after(old, new) == [expected]


def test_a_day_named_in_the_year_must_exist() -> None:
    old, new = (
        "period: month\n    reporter: group\n    due: {day_of_next_month: 5}",
        ("period: half_year\n    reporter: group\n    due: {before: [02/06, 31/02]}"),
    )
    text = EDITION.replace(old, new)
    params = {"value": "31/02"}
    assert problems_after(old, new) == [
        Problem("not_a_day_of_the_year", place(text, "[02/06"), params)
    ]


def test_days_named_in_the_year_are_one_for_each_period() -> None:
    new = "period: half_year\n    reporter: group\n    due: {before: [02/06, 02/12]}"
    old = "period: month\n    reporter: group\n    due: {day_of_next_month: 5}"
    assert problems_after(old, new) == []


def test_a_form_nobody_is_asked_to_fill_in_is_refused() -> None:
    problems = problems_after("    form: survey", "    form: monthly")
    assert [(p.code, p.params) for p in problems] == [("form_unused", {"key": "survey"})]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("key: words, label", "key: bins, label"),
        ("key: share", "key: bins"),
        (
            "  - key: survey\n    title: Khảo sát\n    form",
            "  - key: monthly\n    title: K\n    form",
        ),
    ],
)
def test_a_key_is_used_once(old: str, new: str) -> None:
    problems = problems_after(old, new)
    assert [p.code for p in problems] == ["key_used_twice"]
    assert str(problems[0].params["first"]).startswith("demo/2026/edition.yaml:")


def test_two_unreadable_keys_are_not_called_the_same() -> None:
    text = EDITION.replace("key: environment", "key: {}").replace("key: festival", "key: {}")
    assert [p.code for p in load(text)[1]] == ["wrong_type", "wrong_type"]


@pytest.mark.parametrize("bounds", ["minimum: 30\n    maximum: 30", "minimum: 1", "maximum: 5"])
def test_a_group_may_have_one_bound_or_two_equal_ones(bounds: str) -> None:
    assert problems_after("minimum: 15\n    maximum: 30", bounds) == []
