"""Looking things up in an edition, and the instants of a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from tuquan.core.programme import (
    Calendar,
    Criterion,
    Edition,
    Form,
    GroupRules,
    Question,
    ReportWindow,
    Section,
)
from tuquan.core.time import DueRule, Instants, Period, WorkCalendar

WORK_2026 = WorkCalendar(frozenset({2026}), frozenset(), frozenset())
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CLEAN = Question("clean", "Sạch", "yes_no")
LIT = Question("lit", "Sáng", "yes_no")
MONTHLY = Form(
    "monthly", "Tháng", "periodic", (Section("a", "A", (CLEAN,)), Section("b", "B", (LIT,)))
)
SURVEY = Form("survey", "Khảo sát", "baseline", (Section("a", "A", (CLEAN,)),))
CALENDAR = Calendar("monthly", "Tháng", "month", "group", DueRule(day_of_next_month=5), "monthly")
LEAF = Criterion("clean", "1.1", "Sạch")
CRITERION = Criterion("standard", "1", "Môi trường", parts=(LEAF,))
AREA = GroupRules("area_group", "Tổ", "area")
HOUSEHOLDS = GroupRules("household_group", "Nhóm", "households")


def edition(*forms: Form, kinds: tuple[GroupRules, ...] = ()) -> Edition:
    return Edition(
        "demo",
        "2026",
        "Thử",
        "Thử",
        "Xã",
        date(2026, 1, 1),
        (),
        date(2026, 1, 1),
        forms=forms,
        calendars=(CALENDAR,),
        criteria=(CRITERION,),
        group_kinds=kinds,
    )


def test_an_edition_finds_its_parts_by_key() -> None:
    subject = edition(MONTHLY, SURVEY)
    assert subject.form("survey") is SURVEY
    assert subject.calendar("monthly") is CALENDAR
    assert subject.criterion("clean") is LEAF
    assert subject.question("monthly", "lit") is LIT
    assert MONTHLY.questions == (CLEAN, LIT)


def test_a_yes_or_no_is_a_promise_unless_either_may_be() -> None:
    fact = replace(CLEAN, polarity="either")
    asked = (CLEAN, replace(CLEAN, polarity="must_not"), fact, replace(fact, kind="count"))
    assert [one.is_promise for one in asked] == [True, True, False, False]
    assert [one.is_plain_fact for one in asked] == [False, False, True, False]


@pytest.mark.parametrize("form", ["monthly", "other"])
def test_a_key_nobody_has_is_an_error(form: str) -> None:
    with pytest.raises(KeyError):
        edition(MONTHLY).question(form, "nothing")


def test_the_baseline_form_is_the_one_with_that_purpose() -> None:
    assert edition(MONTHLY, SURVEY).baseline_form is SURVEY
    assert edition(MONTHLY).baseline_form is None


def test_the_rules_of_groups_are_those_for_households_where_there_are_any() -> None:
    assert edition(kinds=(AREA, HOUSEHOLDS)).group_rules is HOUSEHOLDS
    assert edition(kinds=(AREA,)).group_rules is AREA
    assert edition().group_rules is None


def test_criteria_at_every_depth_are_listed_in_the_order_of_the_sheet() -> None:
    assert edition().all_criteria == (CRITERION, LEAF)


def test_teams_share_households_out_and_area_groups_do_not() -> None:
    assert GroupRules("team", "Tổ", "team").made_of_households
    assert HOUSEHOLDS.made_of_households
    assert not AREA.made_of_households


def test_a_calendar_knows_its_period_and_its_instants() -> None:
    period = CALENDAR.first_period(date(2026, 10, 31))
    assert period is not None
    assert period.key == "2026-10"
    assert CALENDAR.instants(period, HANOI) == Instants(
        opens=datetime(2026, 10, 1, tzinfo=HANOI),
        cut_off=datetime(2026, 10, 31, 23, 59, 59, tzinfo=HANOI),
        due=datetime(2026, 11, 5, 23, 59, 59, tzinfo=HANOI),
    )


def test_periods_follow_each_other_from_the_one_a_place_starts_in() -> None:
    periods = islice(CALENDAR.periods_from(date(2026, 11, 21)), 3)
    assert [period.key for period in periods] == ["2026-11", "2026-12", "2027-01"]


def test_holidays_move_a_due_day_counted_in_working_days() -> None:
    rule = DueRule(working_days_after_cut_off=1)
    calendar = Calendar("monthly", "Tháng", "month", "group", rule, starts_on_day=15)
    period = Period("month", date(2026, 10, 15), date(2026, 11, 15))
    holiday = WorkCalendar(frozenset({2026}), frozenset({date(2026, 11, 16)}), frozenset())
    assert calendar.first_period(date(2026, 10, 15)) == period
    assert calendar.due_day(period, holiday) == date(2026, 11, 17)


def test_working_days_are_counted_from_an_earlier_cut_off() -> None:
    rule = DueRule(working_days_after_cut_off=2)
    calendar = Calendar("monthly", "Tháng", "month", "group", rule, cut_off_days_before_end=6)
    period = Period("month", date(2026, 11, 1), date(2026, 12, 1))
    instants = calendar.instants(period, HANOI, WORK_2026)
    assert instants.cut_off == datetime(2026, 11, 24, 23, 59, 59, tzinfo=HANOI)
    assert instants.due == datetime(2026, 11, 26, 23, 59, 59, tzinfo=HANOI)


def test_a_calendar_that_happens_once_begins_on_the_day_it_is_asked_for() -> None:
    survey = Calendar(
        "survey", "Khảo sát", "once", "group", DueRule(days_after_end=0), lasts_days=30
    )
    period = survey.first_period(date(2026, 11, 20))
    assert period == Period("once", date(2026, 11, 20), date(2026, 12, 20))
    assert survey.due_day(period, WORK_2026) == date(2026, 12, 19)
    assert list(survey.periods_from(date(2026, 11, 20))) == [period]


REVIEWS = Calendar(
    "reviews",
    "Sơ kết",
    "window",
    "board",
    DueRule(days_after_end=0),
    windows=(
        ReportWindow("second", "Đợt 2", date(2022, 6, 1), date(2022, 7, 1)),
        ReportWindow("first", "Đợt 1", date(2022, 1, 1), date(2022, 2, 1)),
    ),
)


def test_windows_come_in_the_order_of_their_days_and_those_that_are_over_are_left_out() -> None:
    first = Period("window", date(2022, 1, 1), date(2022, 2, 1), "first")
    second = Period("window", date(2022, 6, 1), date(2022, 7, 1), "second")
    assert list(REVIEWS.periods_from(date(2021, 10, 1))) == [first, second]
    assert list(REVIEWS.periods_from(date(2022, 2, 1))) == [second]
    assert REVIEWS.first_period(date(2022, 7, 1)) is None


def test_s1_24_the_yearly_report_is_due_only_when_the_festivals_are_done() -> None:
    rule = DueRule(after_event="unity_festival", event_days=7)
    yearly = Calendar("yearly", "Năm", "year", "commune", rule)
    period = Period("year", date(2026, 1, 1), date(2027, 1, 1))
    assert yearly.due_day(period, WORK_2026) is None
    assert yearly.instants(period, HANOI, WORK_2026).due is None
    held = {"unity_festival": date(2026, 11, 15)}
    assert yearly.due_day(period, WORK_2026, held) == date(2026, 11, 22)
