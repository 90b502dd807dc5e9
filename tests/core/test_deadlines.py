"""What falls on which day: reports, totals, milestones, meetings, assessment, awards, events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.deadlines import Deadline, awaited_events, deadlines, milestone_day
from tuquan.core.programme import (
    AssessmentStep,
    Award,
    Calendar,
    ChainLevel,
    Edition,
    GroupRules,
    LevelDue,
    LevelWindow,
    Milestone,
    RecurringMeeting,
    ReportWindow,
)
from tuquan.core.time import DueRule, Period, WorkCalendar

WORK = WorkCalendar(frozenset(range(2018, 2028)), frozenset({date(2026, 9, 2)}), frozenset())
SINCE = date(2026, 1, 1)
BARE = Edition(
    programme="p",
    key="1",
    title="Kế hoạch",
    short_title="Kế hoạch",
    issuer="Xã",
    effective_from=date(2018, 1, 1),
    sources=(),
    checked_on=date(2026, 1, 1),
    reporting_chain=(
        ChainLevel("area", "Khu dân cư", "Area"),
        ChainLevel("commune", "Mặt trận xã"),
    ),
    group_kinds=(GroupRules("g", "Tổ tự quản", "households", label_en="Group"),),
)
MONTHLY = Calendar("monthly", "Báo cáo tháng", "month", "group", DueRule(day_of_next_month=5))
AFTER_FESTIVAL = DueRule(after_event="unity_festival", event_days=10)
YEARLY = Calendar("yearly", "Báo cáo năm", "year", "commune", AFTER_FESTIVAL)
FULL = replace(
    BARE,
    calendars=(
        replace(MONTHLY, level_dues=(LevelDue("commune", DueRule(day_of_next_month=10)),)),
        Calendar("weekly", "Báo cáo tuần", "week", "group", DueRule(days_after_end=1)),
        Calendar(
            "half", "Báo cáo 6 tháng", "half_year", "commune", DueRule(before=("02/06", "02/12"))
        ),
        Calendar("sums", "Báo cáo quý", "quarter", "area", DueRule(working_days_after_cut_off=3)),
        Calendar(
            "reviews",
            "Sơ kết",
            "window",
            "board",
            DueRule(days_after_end=2),
            windows=(ReportWindow("review_1", "Đợt 1", date(2026, 6, 1), date(2026, 7, 1)),),
            reported_by="Đảng ủy xã",
        ),
        Calendar("survey", "Khảo sát", "once", "group", DueRule(days_after_end=0), lasts_days=30),
        YEARLY,
    ),
    milestones=(
        Milestone("plan", "Ban hành kế hoạch", before=date(2026, 10, 15)),
        Milestone("set_up", "Thành lập xong", by=date(2026, 3, 31)),
        Milestone("festival", "Ngày hội", yearly_on="18/11"),
        Milestone("minutes", "Họp dân"),
    ),
    meetings=(RecurringMeeting("cell", "Sinh hoạt", "Chi bộ", ("month", "year")),),
    assessment=(
        AssessmentStep(
            "self",
            "Tự đánh giá",
            "self_assess",
            "Khu dân cư",
            "area",
            windows=(
                LevelWindow("area", "01/11", "31/10"),
                LevelWindow("commune", "01/11", "30/11"),
            ),
        ),
        AssessmentStep(
            "decide", "Công nhận", "decide", "Xã", "commune", due=DueRule(days_after_end=15)
        ),
    ),
    awards=(Award("praise", "Khen thưởng", ("group",), yearly_on="18/11", decided_by="Xã"),),
)
FESTIVAL = {2026: {"unity_festival": date(2026, 11, 18)}}


def found(edition: Edition, first: date, last: date, **more: object) -> list[Deadline]:
    """The deadlines of an edition that runs since the beginning of 2026."""
    until = more.get("until")
    assert until is None or isinstance(until, date)
    events = FESTIVAL if more.get("held") else {}
    return deadlines(edition, SINCE, until, first, last, WORK, events)


def days(
    edition: Edition, first: date, last: date, **more: object
) -> list[tuple[str, date | None]]:
    """The same as keys and days."""
    return [(one.key, one.day) for one in found(edition, first, last, **more)]


def test_reports_are_listed_by_the_day_they_are_due_and_not_by_their_period() -> None:
    edition = replace(BARE, calendars=(MONTHLY,))
    [one] = found(edition, date(2026, 11, 1), date(2026, 12, 1))
    assert one == Deadline(
        "report",
        "monthly",
        "Báo cáo tháng",
        day=date(2026, 11, 5),
        owner="Tổ tự quản",
        owner_en="Group",
        level="group",
        period=Period("month", date(2026, 10, 1), date(2026, 11, 1)),
    )
    assert one.name == "report/monthly/2026-10"


def test_the_last_day_is_not_looked_at_and_the_first_is() -> None:
    edition = replace(BARE, calendars=(MONTHLY,))
    assert days(edition, date(2026, 11, 5), date(2026, 11, 6)) == [("monthly", date(2026, 11, 5))]
    assert days(edition, date(2026, 11, 4), date(2026, 11, 5)) == []


def test_nothing_is_asked_for_before_the_programme_starts_and_its_first_period_is() -> None:
    edition = replace(BARE, calendars=(MONTHLY,))
    start = date(2026, 3, 20)
    listed = deadlines(edition, start, None, SINCE, date(2026, 6, 1), WORK, {})
    assert [one.day for one in listed] == [date(2026, 4, 5), date(2026, 5, 5)]


def test_a_period_that_began_before_the_end_is_still_reported_on() -> None:
    edition = replace(BARE, calendars=(MONTHLY,))
    listed = days(edition, date(2026, 5, 1), date(2026, 9, 1), until=date(2026, 6, 15))
    assert listed == [("monthly", date(2026, 5, 5)), ("monthly", date(2026, 6, 5))] + [
        ("monthly", date(2026, 7, 5))
    ]


def test_reports_of_december_are_due_in_the_year_after() -> None:
    edition = replace(BARE, calendars=(MONTHLY,))
    [one] = found(edition, date(2027, 1, 1), date(2027, 2, 1))
    assert (one.day, one.period and one.period.key) == (date(2027, 1, 5), "2026-12")


def test_the_total_of_a_level_has_its_own_day_and_the_name_of_the_level() -> None:
    calendar = replace(MONTHLY, level_dues=(LevelDue("commune", DueRule(day_of_next_month=10)),))
    listed = found(replace(BARE, calendars=(calendar,)), date(2026, 11, 1), date(2026, 12, 1))
    assert [(one.kind, one.key, one.day, one.owner) for one in listed] == [
        ("report", "monthly", date(2026, 11, 5), "Tổ tự quản"),
        ("level", "monthly/commune", date(2026, 11, 10), "Mặt trận xã"),
    ]


def test_an_abolished_level_owes_nothing_for_periods_that_end_after_it() -> None:
    due = LevelDue("district", DueRule(day_of_next_month=10))
    district = ChainLevel("district", "Huyện", abolished_on=date(2026, 3, 1))
    edition = replace(
        BARE,
        reporting_chain=(*BARE.reporting_chain, district),
        calendars=(replace(MONTHLY, level_dues=(due,)),),
    )
    totals = [one for one in found(edition, SINCE, date(2026, 9, 1)) if one.kind == "level"]
    assert [(one.day, one.owner) for one in totals] == [
        (date(2026, 2, 10), "Huyện"),
        (date(2026, 3, 10), "Huyện"),
    ]


def test_a_report_after_the_festival_has_no_day_until_the_festival_was_held() -> None:
    edition = replace(BARE, calendars=(YEARLY,))
    [waiting] = found(edition, date(2026, 11, 1), date(2027, 1, 1))
    assert (waiting.day, waiting.waits_for) == (None, "unity_festival")
    held, due = found(edition, date(2026, 11, 1), date(2027, 1, 1), held=True)
    assert (held.kind, held.key, held.day) == ("event", "unity_festival", date(2026, 11, 18))
    assert (due.day, due.waits_for) == (date(2026, 11, 28), "")
    assert due.name == waiting.name == "report/yearly/2026"


def test_a_day_nobody_counts_from_and_one_outside_the_programme_are_not_listed() -> None:
    edition = replace(BARE, calendars=(YEARLY,))
    events = {
        2025: {"unity_festival": date(2025, 11, 18)},
        2026: {"village_fair": date(2026, 3, 2), "unity_festival": date(2026, 11, 18)},
    }
    listed = deadlines(edition, SINCE, None, date(2025, 1, 1), date(2027, 1, 1), WORK, events)
    assert [(one.key, one.day) for one in listed if one.kind == "event"] == [
        ("unity_festival", date(2026, 11, 18))
    ]


def test_each_year_waits_for_its_own_festival() -> None:
    edition = replace(BARE, calendars=(YEARLY,))
    listed = found(edition, date(2026, 11, 1), date(2027, 12, 31), held=True)
    reports = [one for one in listed if one.kind == "report"]
    assert [(one.period and one.period.key, one.day) for one in reports] == [
        ("2026", date(2026, 11, 28)),
        ("2027", None),
    ]


def test_before_a_day_means_the_day_before_it() -> None:
    milestone = Milestone("plan", "Kế hoạch", before=date(2026, 10, 15))
    assert milestone_day(milestone) == date(2026, 10, 14)
    edition = replace(BARE, milestones=(milestone,))
    assert days(edition, SINCE, date(2027, 1, 1)) == [("plan", date(2026, 10, 14))]


def test_a_milestone_without_a_day_is_listed_last_without_one() -> None:
    edition = replace(BARE, milestones=FULL.milestones)
    assert days(edition, SINCE, date(2027, 1, 1)) == [
        ("set_up", date(2026, 3, 31)),
        ("plan", date(2026, 10, 14)),
        ("festival", date(2026, 11, 18)),
        ("minutes", None),
    ]


def test_a_milestone_dated_before_the_programme_started_here_is_not_listed() -> None:
    edition = replace(BARE, milestones=(Milestone("old", "Cũ", by=date(2019, 3, 31)),))
    assert days(edition, date(2018, 1, 1), date(2030, 1, 1)) == []


def test_what_returns_every_year_is_told_apart_by_its_year() -> None:
    edition = replace(BARE, awards=FULL.awards)
    listed = found(edition, date(2026, 6, 1), date(2028, 1, 1))
    assert [(one.day, one.name, one.owner) for one in listed] == [
        (date(2026, 11, 18), "award/praise/2026", "Xã"),
        (date(2027, 11, 18), "award/praise/2027", "Xã"),
    ]


def test_meetings_stand_on_the_last_day_of_each_of_their_periods() -> None:
    edition = replace(BARE, meetings=FULL.meetings)
    listed = found(edition, date(2026, 11, 1), date(2027, 1, 1))
    assert [(one.day, one.period and one.period.key) for one in listed] == [
        (date(2026, 11, 30), "2026-11"),
        (date(2026, 12, 31), "2026"),
        (date(2026, 12, 31), "2026-12"),
    ]


def test_each_level_has_its_window_of_the_assessment_also_over_new_year() -> None:
    edition = replace(BARE, assessment=FULL.assessment)
    listed = found(edition, SINCE, date(2027, 2, 1))
    assert [(one.key, one.level, one.day) for one in listed] == [
        ("self/area", "area", date(2026, 10, 31)),
        ("self/commune", "commune", date(2026, 11, 30)),
        ("decide", "commune", date(2027, 1, 15)),
    ]
    assert listed[0].period == Period("once", date(2025, 11, 1), date(2026, 11, 1))


def test_working_days_of_an_unknown_year_leave_the_day_open_and_name_the_year() -> None:
    calendar = replace(MONTHLY, due=DueRule(working_days_after_cut_off=3))
    edition = replace(BARE, calendars=(calendar,))
    listed = found(edition, date(2027, 12, 1), date(2028, 1, 1))
    assert [(one.day, one.unknown_year) for one in listed] == [
        (date(2027, 12, 3), 0),
        (None, 2028),
    ]


def test_a_board_that_reports_is_named_as_in_the_source() -> None:
    edition = replace(BARE, calendars=tuple(c for c in FULL.calendars if c.key == "reviews"))
    [one] = found(edition, SINCE, date(2027, 1, 1))
    assert (one.owner, one.day) == ("Đảng ủy xã", date(2026, 7, 2))
    assert one.name == "report/reviews/review_1_2026-06-01"


def test_the_events_an_edition_waits_for_are_named_once() -> None:
    assert awaited_events(FULL) == {"unity_festival"}
    assert awaited_events(BARE) == frozenset()


DAYS = st.dates(date(2025, 6, 1), date(2027, 12, 31))


@given(st.tuples(DAYS, DAYS, DAYS), st.none() | DAYS, st.booleans())
def test_a_span_of_days_is_the_sum_of_its_parts(
    ends: tuple[date, date, date], until: date | None, held: bool
) -> None:
    a, b, c = sorted(ends)
    until = until if until and until > SINCE else None
    whole, one, other = (
        found(FULL, first, last, until=until, held=held) for first, last in ((a, c), (a, b), (b, c))
    )
    assert [x for x in whole if x.day] == [x for x in (*one, *other) if x.day]
    if a < b < c:
        undated = {x for x in (*one, *other) if not x.day}
        assert {x for x in whole if not x.day} == undated


@given(DAYS, DAYS)
def test_days_are_in_order_and_every_one_is_told_apart(one: date, other: date) -> None:
    first, last = sorted((one, other))
    listed = found(FULL, first, last, held=True)
    dated = [x.day for x in listed if x.day]
    assert dated == sorted(dated)
    assert len({x.name for x in listed}) == len(listed)


def test_what_has_no_day_is_not_listed_after_the_programme_has_ended() -> None:
    edition = replace(BARE, milestones=(Milestone("minutes", "Họp dân"),))
    first, last = date(2026, 6, 1), date(2026, 7, 1)
    assert days(edition, first, last, until=date(2026, 6, 1)) == []
    assert days(edition, first, last, until=date(2026, 6, 2)) == [("minutes", None)]


def test_what_has_no_day_of_its_own_falls_on_none() -> None:
    edition = replace(
        BARE,
        meetings=(RecurringMeeting("launch", "Hội nghị triển khai", "Ban Chỉ đạo", ("once",)),),
        awards=(Award("praise", "Biểu dương", ("group",)),),
    )
    assert deadlines(edition, SINCE, None, SINCE, date(2027, 1, 1), WORK, {}) == []
