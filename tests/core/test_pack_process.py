"""What makes no sense in groups, boards, calendars, milestones, parameters and notes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.pack_sheet import (
    SHEET,
    after,
    line,
    load,
)
from tuquan.core.problems import Problem

OTHER_CASE = "cases: [{name: đủ điểm, kind: sheet, expect: good}]"


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "people_minimum: 3",
            "people_minimum: 6",
            "people_minimum",
            "minimum_above_maximum",
            {"minimum": 6, "maximum": 5},
        ),
        (
            "people_minimum: 3",
            "people_minimum: 0",
            "people_min",
            "out_of_range",
            {"value": 0, "low": 1},
        ),
        (
            "months: 30",
            "months: 0",
            "months: 30",
            "out_of_range",
            {"value": 0, "low": 1, "high": 600},
        ),
        (
            "    level: commune\n    minimum: 3\n",
            "    level: commune\n    minimum: 10\n",
            "minimum: 3\n    maximum: 9",
            "minimum_above_maximum",
            {"minimum": 10, "maximum": 9},
        ),
        (
            "minimum: 2, maximum: 8",
            "minimum: 3, maximum: 2",
            "minimum: 2, ",
            "minimum_above_maximum",
            {"minimum": 3, "maximum": 2},
        ),
        (
            "count: 2, for_each",
            "count: 0, for_each",
            "count: 2, for_each",
            "out_of_range",
            {"value": 0, "low": 1, "high": 100_000},
        ),
        (
            "role: leads, theme: culture",
            "role: leads, theme: cultur",
            "role: leads",
            "dangling_reference",
            {"value": "cultur", "did_you_mean": "culture"},
        ),
        ("programme: city", "programme: sheet", "programme: city", "inherits_itself", {}),
        (
            "periods: [quarter, year]",
            "periods: []",
            "periods: [quarter",
            "no_part",
            {"kind": "review"},
        ),
        ("rule: S3-23", "rule: điều 3", "rule: S3-23", "bad_rule_number", {"value": "điều 3"}),
        (
            "before: 2026-03-01",
            "before: 2026-01-01",
            "before: 2026-03-01",
            "ends_before_it_starts",
            {"start": date(2026, 1, 1), "until": date(2026, 1, 1)},
        ),
        (
            "before: 2026-03-01",
            "by: 2025-12-31",
            "before: 2026-03-01",
            "ends_before_it_starts",
            {"start": date(2026, 1, 1), "until": date(2025, 12, 31)},
        ),
        (
            "before: 2026-03-01",
            "by: 2026-01-01\n    yearly_on: 18/11",
            "condition",
            "milestone_dated_twice",
            {"first": "by"},
        ),
        (
            "start: 01/11, until: 31/10",
            "start: 31/11, until: 31/10",
            "start: 01/11",
            "not_a_day_of_the_year",
            {"value": "31/11"},
        ),
        (
            "start: 01/11, until: 31/10",
            "start: 01/11, until: x",
            "start: 01/11",
            "not_a_day_of_the_year",
            {"value": "x"},
        ),
        ("due: {before: 18/11}", "due: {}", "due: {before: 18", "due_rule_not_one", {}),
        ("times: 2", "times: 0", "times: 2", "out_of_range", {"value": 0, "low": 1, "high": 100}),
        (
            "in_years: 5",
            "in_years: 0",
            "in_years: 5",
            "out_of_range",
            {"value": 0, "low": 1, "high": 100},
        ),
        (
            "in_years: 5",
            "yearly_on: 30/02",
            "in_years: 5",
            "not_a_day_of_the_year",
            {"value": "30/02"},
        ),
        ("given_to: [area]", "given_to: []", "given_to: [area]", "no_part", {"kind": "flag"}),
        (
            "effective_from: 2022-01-01, effective_until: 2026-01-01",
            "effective_from: 2022-01-01, effective_until: 2022-01-01",
            "effective_until: 2026-01-01",
            "ends_before_it_starts",
            {"start": date(2022, 1, 1), "until": date(2022, 1, 1)},
        ),
        (
            "{value: 2.2, effective_from: 2026-01-01}",
            "{value: 2.2, effective_from: 2025-12-31}",
            "{value: 2.2",
            "overlapping_dates",
            {"other": "01/01/2022"},
        ),
        (
            "effective_until: 2026-01-01}",
            "}",
            "{value: 2.2",
            "overlapping_dates",
            {"other": "01/01/2022"},
        ),
    ],
)
def test_what_makes_no_sense_in_an_organisation(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    assert after(old, new) == [(code, line(SHEET, at), params)]


@pytest.mark.parametrize("key", ["people_minimum: 3", "people_from: [a]"])
def test_people_are_counted_in_teams_alone(key: str) -> None:
    text = SHEET[: SHEET.index("    people_minimum")] + SHEET[SHEET.index("    positions:") :]
    text = text.replace("covers: team", f"covers: area\n    {key}")
    found = [(p.code, p.where) for p in load(text)[1]]
    at = line(text, key)
    assert found == [
        ("key_does_not_apply", f"sheet/2026/edition.yaml:{at}:{len(key.split(':')[0]) + 7}")
    ]


def test_seats_that_do_not_fit_the_board_are_a_warning_as_s2_06_needs() -> None:
    text = SHEET.replace("minimum: 2, maximum: 8", "minimum: 9, maximum: 9")
    pack, problems = load(text)
    at = f"sheet/2026/edition.yaml:{line(text, 'seats:') + 1}:7"
    params = {"seats": 10, "maximum": 9}
    assert problems == [Problem("seats_do_not_fit", at, params, is_warning=True)]
    assert pack is not None
    assert pack.editions[0].boards[0].maximum == 9


def test_a_level_has_one_window_of_assessment() -> None:
    new = "{level: area, start: 01/11, until: 31/10}, {level: area, start: 01/10, until: 31/10}"
    found = after("{level: area, start: 01/11, until: 31/10}", new)
    assert [code for code, *_ in found] == ["key_used_twice"]


def test_what_was_found_is_posted_for_a_day_at_least() -> None:
    found = after("    due: {before: 18/11}", "    due: {before: 18/11}\n    posted_days: 0")
    assert [code for code, *_ in found] == ["out_of_range"]


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "fed_by: weekly",
            "fed_by: weakly",
            "fed_by",
            "dangling_reference",
            {"value": "weakly", "did_you_mean": "weekly"},
        ),
        (
            "fed_by: weekly",
            "fed_by: quarterly",
            "fed_by",
            "cycle",
            {"chain": ("quarterly", "quarterly")},
        ),
        ("    reported_by: Ban Chỉ đạo\n", "", "key: quarterly", "reporter_not_named", {}),
        ("form: weekly, period", "period", "{key: weekly", "form_missing", {}),
        (
            "cut_off_days_before_end: 2",
            "cut_off_days_before_end: 7",
            "cut_off",
            "out_of_range",
            {"value": 7, "low": 0, "high": 6},
        ),
        (
            "level_dues: [{level: commune,",
            "level_dues: [{level: ward,",
            "level_dues",
            "dangling_reference",
            {"value": "ward", "did_you_mean": ""},
        ),
        (
            "due: {day_of_next_month: 10}",
            "due: {day_of_next_month: 40}",
            "level_dues",
            "out_of_range",
            {"value": 40, "low": 1, "high": 31},
        ),
        (
            "{day_of_next_month: 10}}]",
            "{day_of_next_month: 10}}, {level: commune, due: {days_after_end: 1}}]",
            "level_dues",
            "key_used_twice",
            {"key": "commune", "first": f"sheet/2026/edition.yaml:{line(SHEET, 'level_dues')}:26"},
        ),
        (
            "due: {working_days_after_cut_off: 3}",
            "due: {on_day: 2026-10-10}",
            "due: {working",
            "key_does_not_apply",
            {},
        ),
        (
            "until: 2026-02-01",
            "until: 2026-01-01",
            "until: 2026-02-01",
            "ends_before_it_starts",
            {"start": date(2026, 1, 1), "until": date(2026, 1, 1)},
        ),
        (
            "until: 2026-02-01",
            "until: 2026-06-02",
            "key: second",
            "overlapping_dates",
            {"other": "first"},
        ),
        (
            "{key: first, label",
            "{key: first_review_of_the_year, label",
            "key: first",
            "key_too_long",
            {"maximum": 19},
        ),
        (
            "event_working_days: 5",
            "event_working_days: 500",
            "due: {after_event",
            "out_of_range",
            {"value": 500, "low": 0, "high": 100},
        ),
        ("after_event: last_review, ", "", "due: {after_event", "due_rule_not_one", {}),
        (
            "after_event: last_review",
            "after_event: Sơ kết",
            "due: {after_event",
            "bad_key",
            {"key": "Sơ kết"},
        ),
        (
            "form: incident",
            "form: incidents",
            "form: incident",
            "dangling_reference",
            {"value": "incidents", "did_you_mean": "incident"},
        ),
        (
            "[{label: Ban Chỉ đạo, level: commune}]",
            "[{label: Ban Chỉ đạo, level: ward}]",
            "[{label: Ban Chỉ đạo",
            "dangling_reference",
            {"value": "ward", "did_you_mean": ""},
        ),
    ],
)
def test_what_makes_no_sense_in_who_reports_when(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    found = after(old, new)
    expected = (code, line(SHEET, at), params)
    assert [item for item in found if item[0] != "form_unused"] == [expected]


def test_windows_belong_to_calendars_of_windows_alone() -> None:
    start, end = SHEET.index("    windows:\n"), SHEET.index("    source: {default: thử}\nincident")
    text = SHEET[:start] + SHEET[end:]
    assert [p.code for p in load(text)[1]] == ["windows_missing"]
    assert [code for code, *_ in after("period: window", "period: year")] == ["key_does_not_apply"]


@pytest.mark.parametrize(
    ("old", "new", "highest"),
    [
        ("    period: window", "    cut_off_days_before_end: 30\n    period: window", 29),
        ("    period: quarter", "    cut_off_days_before_end: 90\n    period: quarter", 89),
        (
            "    period: quarter",
            "    period: once\n    lasts_days: 5\n    cut_off_days_before_end: 5",
            4,
        ),
        ("    period: quarter", "    period: year\n    cut_off_days_before_end: 365", 364),
    ],
)
def test_figures_are_cut_off_inside_their_period(old: str, new: str, highest: int) -> None:
    found = after(old, new)
    assert [(code, params["high"]) for code, _, params in found] == [("out_of_range", highest)]


@pytest.mark.parametrize("due", ["{on_day: 2026-10-10}", "{before_day: 2026-10-10}"])
def test_an_explicit_day_is_that_of_a_report_that_happens_once(due: str) -> None:
    assert after("{after_event: last_review, event_working_days: 5}", due) == []


def test_a_form_of_criteria_is_asked_for_by_the_rules_or_by_the_assessment() -> None:
    start, end = SHEET.index("assessment:"), SHEET.index("awards:")
    assert load(SHEET[:start] + SHEET[end:])[1] == []
    text = SHEET[: SHEET.index("criteria:\n")] + SHEET[start:]
    text = text.replace(", criterion: house", "")
    assert load(text, cases=OTHER_CASE)[1] == []
    text = text[: text.index("assessment:")] + text[text.index("awards:") :]
    assert [p.code for p in load(text, cases=OTHER_CASE)[1]] == ["form_unused"]


def test_a_step_of_the_assessment_may_have_no_last_day() -> None:
    assert after("    due: {before: 18/11}\n", "") == []


def test_a_wrong_rule_number_of_a_source_is_refused() -> None:
    found = after(
        'programme: city, edition: "2021", parts: [], source: {default: thử}',
        'programme: city, edition: "2021", parts: [], source: {default: thử, rules: [S31]}',
    )
    assert [(code, params) for code, _, params in found] == [("bad_rule_number", {"value": "S31"})]


def test_a_milestone_may_be_due_on_the_day_it_starts() -> None:
    assert after("before: 2026-03-01", "by: 2026-01-01") == []
