"""Looking things up in an edition, and the instants of a calendar."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tuquan.core.programme import (
    Calendar,
    Criterion,
    Edition,
    Form,
    GroupRules,
    Question,
    Section,
)
from tuquan.core.time import DueRule, Instants, Period

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CLEAN = Question("clean", "Sạch", "yes_no")
LIT = Question("lit", "Sáng", "yes_no")
MONTHLY = Form(
    "monthly", "Tháng", "periodic", (Section("a", "A", (CLEAN,)), Section("b", "B", (LIT,)))
)
SURVEY = Form("survey", "Khảo sát", "baseline", (Section("a", "A", (CLEAN,)),))
CALENDAR = Calendar("monthly", "Tháng", "monthly", "month", "group", DueRule(day_of_next_month=5))
CRITERION = Criterion("clean", 1, "Sạch", "must")
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
    assert subject.criterion("clean") is CRITERION
    assert subject.question("monthly", "lit") is LIT
    assert MONTHLY.questions == (CLEAN, LIT)


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


def test_a_calendar_knows_its_period_and_its_instants() -> None:
    period = CALENDAR.period_on(date(2026, 10, 31))
    assert period.key == "2026-10"
    assert CALENDAR.instants(period, HANOI) == Instants(
        opens=datetime(2026, 10, 1, tzinfo=HANOI),
        cut_off=datetime(2026, 10, 31, 23, 59, 59, tzinfo=HANOI),
        due=datetime(2026, 11, 5, 23, 59, 59, tzinfo=HANOI),
    )


def test_holidays_move_a_due_day_counted_in_working_days() -> None:
    rule = DueRule(working_days_after_cut_off=1)
    calendar = Calendar("monthly", "Tháng", "monthly", "month", "group", rule, starts_on_day=15)
    period = calendar.period_on(date(2026, 10, 15))
    holiday = date(2026, 11, 16)
    assert period.last_day == date(2026, 11, 14)
    assert calendar.instants(period, HANOI, [holiday]).due.date() == date(2026, 11, 17)


def test_a_calendar_that_happens_once_begins_on_the_day_it_is_asked_for() -> None:
    survey = Calendar(
        "survey", "Khảo sát", "survey", "once", "group", DueRule(days_after_end=0), lasts_days=30
    )
    period = survey.period_on(date(2026, 11, 20))
    assert period == Period("once", date(2026, 11, 20), date(2026, 12, 20))
    assert survey.instants(period, HANOI).due.date() == date(2026, 12, 19)
