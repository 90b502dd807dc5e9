"""Every reporter owes what the programmes ask for, with exact instants in Asia/Ho_Chi_Minh.

S1-20, S1-24, S2-08, S2-11, S2-18, S2-22, S2-25, S2-26, S4-11, S4-14, S4-15, S4-18, S0-22;
F-33, F-34, F-35, F-36, F-37, F-38, F-39.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import make
from tests.reports import programmes_here as here
from tests.reports.programmes_here import S2, S3, S4, at
from tuquan.core.programme import Pack
from tuquan.core.programme.local import LevelMapping, LocalTerms
from tuquan.groups.services import dissolve_group
from tuquan.programmes.services import (
    UNITY_FESTIVAL,
    AdoptionTerms,
    adopt_programme,
    install_pack,
    record_event,
)
from tuquan.reports.models import Obligation
from tuquan.reports.queries import owing, report_title, reporter_name
from tuquan.reports.services import open_periods


def keys(**fields: object) -> list[tuple[str, str]]:
    rows = Obligation.objects.filter(**fields).order_by("calendar", "period_start", "reporter")
    return list(rows.values_list("calendar", "period_key"))


@pytest.fixture
def s2(world: make.World, monkeypatch: pytest.MonkeyPatch) -> make.World:
    """Teams of S2 that work since the first of November; everything is open."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-11-02")
        here.adopted(world.commune, S2)
        here.groups_of(S2, world.area)
    open_periods(make.SYSTEM)
    return world


def test_s1_20_the_commune_owes_the_total_of_a_month_to_the_province(world: make.World) -> None:
    make.adoption(world.commune, make.S1)
    make.groups(world.area)
    open_periods(make.SYSTEM)
    own = here.owed(calendar="monthly", kind="total")
    group = here.owed(calendar="monthly", kind="form")
    assert (own.reporter_kind, own.reporter) == ("commune", f"place:{world.commune.pk}")
    assert (own.place, own.commune, own.path) == (
        world.commune,
        world.commune,
        world.commune.path,
    )
    assert (group.due_at, own.due_at) == (at("2026-12-05 23:59:59"), at("2026-12-08 23:59:59"))
    assert (own.form_key, own.group, own.body) == ("@total", None, None)
    assert reporter_name(own) == "Xã Minh Sơn"
    assert report_title(own).endswith(" tháng 11/2026")
    assert report_title(own) != report_title(group)
    assert [(one["label"], one["level"], one["via"]) for one in own.recipients] == [
        ("Ban Thường trực Ủy ban MTTQ tỉnh", "province", "Ban Phong trào")
    ]
    assert [one["label"] for one in group.recipients] == [
        "Ban Chỉ đạo cấp xã",
        "Ban Thường trực Ủy ban MTTQ cấp xã",
    ]


def test_s1_24_a_month_opens_on_its_first_second_and_is_cut_off_on_its_last(
    world: make.World,
) -> None:
    make.adoption(world.commune, make.S1)
    make.groups(world.area)
    open_periods(make.SYSTEM)
    month = here.owed(calendar="monthly", kind="form")
    assert (month.opens_at, month.cut_off_at) == (
        at("2026-11-01 00:00:00"),
        at("2026-11-30 23:59:59"),
    )
    quarter = here.owed(calendar="quarterly", edition__programme__key=make.S1)
    assert (quarter.kind, quarter.due_at) == ("total", at("2027-01-10 23:59:59"))


def test_nobody_owes_a_total_of_nothing(world: make.World) -> None:
    make.adoption(world.commune, make.S1)
    assert open_periods(make.SYSTEM) == 0
    assert not Obligation.objects.exists()


def test_s1_24_the_year_waits_until_every_area_has_held_its_festival(world: make.World) -> None:
    make.adoption(world.commune, make.S1)
    make.groups(world.area)
    record_event(make.SYSTEM, world.area, UNITY_FESTIVAL, date(2026, 11, 15))
    open_periods(make.SYSTEM)
    assert keys(calendar="yearly") == []
    officer = make.actor(make.officer(world.commune))
    [waiting] = [one for one in owing.not_open_yet(officer) if one.why == "event"]
    assert (waiting.missing, waiting.year) == ((world.other_area,), 2026)
    record_event(make.SYSTEM, world.other_area, UNITY_FESTIVAL, date(2026, 11, 18))
    assert open_periods(make.SYSTEM) == 1
    year = here.owed(calendar="yearly")
    assert (year.period_key, year.due_at) == ("2026", at("2026-11-28 23:59:59"))
    assert [one.why for one in owing.not_open_yet(officer)] == []


def test_s2_08_a_week_is_due_on_the_monday_after_it(s2: make.World) -> None:
    assert keys(calendar="weekly") == [("weekly", f"2026-W{week}") for week in (45, 46, 47)]
    week = here.owed(calendar="weekly", period_key="2026-W46")
    assert (week.opens_at, week.cut_off_at, week.due_at) == (
        at("2026-11-09 00:00:00"),
        at("2026-11-15 23:59:59"),
        at("2026-11-16 23:59:59"),
    )


def test_s2_18_every_team_owes_the_record_of_its_meetings(s2: make.World) -> None:
    meetings = Obligation.objects.filter(kind="meeting", reporter_kind="group")
    found = meetings.order_by("calendar").values_list("calendar", "form_key", "period_key")
    assert list(found) == [
        ("meeting/team_meeting/half_year", "@meeting/team_meeting", "2026-H2"),
        ("meeting/team_meeting/quarter", "@meeting/team_meeting", "2026-Q4"),
        ("meeting/team_meeting/year", "@meeting/team_meeting", "2026"),
    ]
    quarter = meetings.get(calendar="meeting/team_meeting/quarter")
    assert quarter.due_at == at("2027-01-10 23:59:59")
    assert report_title(quarter) == "Tổ họp đánh giá, quý 4/2026"
    assert [q.key for q in quarter.form.questions][:2] == ["held_on", "present"]


def test_s2_11_the_board_owes_its_quarterly_review_and_the_place_where_there_is_none(
    world: make.World,
) -> None:
    here.adopted(world.commune, S2)
    here.adopted(world.neighbour, S2)
    here.groups_of(S2, world.area)
    here.groups_of(S2, world.neighbour_area)
    board = here.body(world.commune, "Ban Chỉ đạo", "steering_committee", S2, "commune_board")
    open_periods(make.SYSTEM)
    ours = here.owed(calendar="meeting/board_review/quarter", place=world.commune)
    assert (ours.reporter_kind, ours.reporter, ours.body) == ("board", f"body:{board.pk}", board)
    theirs = here.owed(calendar="meeting/board_review/quarter", place=world.neighbour)
    assert theirs.reporter.startswith(f"place:{world.neighbour.pk}/")
    assert (theirs.body, reporter_name(theirs)) == (None, "Ban Chỉ đạo xã")
    assert len(theirs.reporter) <= 30


def test_s2_25_the_party_committee_owes_the_month_and_the_quarter(s2: make.World) -> None:
    month = here.owed(calendar="month")
    assert (month.kind, month.reporter_kind, month.due_at) == (
        "total",
        "board",
        at("2026-12-05 23:59:59"),
    )
    assert reporter_name(month) == "Đảng ủy xã"
    assert [one["label"] for one in month.recipients] == ["Ban Dân vận Tỉnh ủy"]
    assert keys(calendar="quarter") == [("quarter", "2026-Q4")]


def test_a_body_set_up_later_owes_what_comes_and_nothing_twice(
    s2: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = here.body(s2.commune, "Đảng ủy xã Minh Sơn", "party_committee")
    assert open_periods(make.SYSTEM) == 0
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-02")
    open_periods(make.SYSTEM)
    assert here.owed(calendar="month", period_key="2026-12").body == party
    assert here.owed(calendar="month", period_key="2026-11").body is None


def test_s2_22_the_phase_reviews_have_their_own_days(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2022-12-01")

    here.adopted(world.commune, S2, date(2021, 11, 1))
    open_periods(make.SYSTEM)
    reviews = Obligation.objects.filter(calendar="reviews").order_by("period_start")
    assert [(one.period_key, one.opens_at, one.due_at) for one in reviews] == [
        ("review_1_2022-01-01", at("2022-01-01 00:00:00"), at("2022-02-10 23:59:59")),
        ("review_2_2022-06-01", at("2022-06-01 00:00:00"), at("2022-07-10 23:59:59")),
        ("final_review_2022-10-01", at("2022-10-01 00:00:00"), at("2022-11-10 23:59:59")),
    ]
    assert {one.kind for one in reviews} == {"form"}


def test_s2_26_what_the_district_wrote_is_not_opened_and_the_page_says_why(
    s2: make.World,
) -> None:
    assert keys(calendar__startswith="district") == []
    officer = make.actor(make.officer(s2.commune))
    closed = [one for one in owing.not_open_yet(officer) if one.why == "level"]
    assert [one.title for one in closed] == [
        "Tổng hợp tháng của Ban Dân vận Huyện ủy",
        "Tổng hợp quý của Ban Dân vận Huyện ủy",
        "Tổng hợp 6 tháng của Ban Dân vận Huyện ủy",
        "Tổng hợp năm của Ban Dân vận Huyện ủy",
    ]


def test_s2_26_whoever_took_over_from_the_district_owes_it(world: make.World) -> None:
    local = LocalTerms(levels=(LevelMapping("district", "province"),))
    here.adopted(world.commune, S2, local=local)
    here.groups_of(S2, world.area)
    open_periods(make.SYSTEM)
    month = here.owed(calendar="district_month")
    assert (month.place, month.reporter_kind) == (world.province, "organisation")
    assert (month.path, reporter_name(month)) == (world.province.path, "Ban Dân vận Huyện ủy")


def test_s2_26_until_the_last_of_june_2025_the_district_still_reported(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2025-08-15")
    here.adopted(world.commune, S2, date(2025, 5, 1))
    groups = here.groups_of(S2, world.area)
    type(groups[0]).objects.update(formed_on=date(2025, 5, 1))
    open_periods(make.SYSTEM)
    assert keys(calendar="district_month") == [
        ("district_month", "2025-05"),
        ("district_month", "2025-06"),
    ]
    june = here.owed(calendar="month", period_key="2025-06")
    july = here.owed(calendar="month", period_key="2025-07")
    assert [one["level"] for one in june.recipients] == ["district"]
    assert [one["level"] for one in july.recipients] == ["province"]


def test_s4_14_the_commune_owes_half_a_year_before_the_second_of_june_and_december_s4_15_s4_18(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.adopted(world.commune, S4, date(2025, 12, 2))
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-01")
    open_periods(make.SYSTEM)
    halves = Obligation.objects.filter(calendar="commune_half_year").order_by("period_start")
    assert [(one.period_key, one.opens_at, one.cut_off_at, one.due_at) for one in halves] == [
        (
            "2026-H1",
            at("2026-05-03 00:00:00"),
            at("2026-06-01 23:59:59"),
            at("2026-06-01 23:59:59"),
        ),
        (
            "2026-H2",
            at("2026-11-02 00:00:00"),
            at("2026-12-01 23:59:59"),
            at("2026-12-01 23:59:59"),
        ),
    ]
    assert [(one.kind, one.reporter_kind) for one in halves] == [("form", "commune")] * 2
    year = here.owed(calendar="commune_year", period_key="2026")
    assert (year.kind, year.form_key, year.due_at) == ("total", "@total", at("2026-12-01 23:59:59"))


def test_s4_14_half_a_year_does_not_open_a_day_early(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.adopted(world.commune, S4, date(2026, 6, 2))
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-01")
    open_periods(make.SYSTEM)
    assert keys(calendar="commune_half_year") == []
    officer = make.actor(make.officer(world.commune))
    later = {one.title: one.opens_on for one in owing.not_open_yet(officer) if one.why == "later"}
    assert later["Báo cáo 6 tháng của Mặt trận xã, phường"] == date(2026, 11, 2)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-02")
    open_periods(make.SYSTEM)
    assert keys(calendar="commune_half_year") == [("commune_half_year", "2026-H2")]


def test_s4_11_every_member_organisation_owes_a_report_and_the_place_where_none_is_known(
    world: make.World,
) -> None:
    for commune in (world.commune, world.neighbour):
        here.adopted(commune, S4, date(2026, 6, 2))
    women = here.body(world.commune, "Hội Phụ nữ xã", "mass_organisation")
    youth = here.body(world.commune, "Đoàn Thanh niên xã", "mass_organisation")
    here.body(world.commune, "Ủy ban nhân dân xã", "peoples_committee")
    open_periods(make.SYSTEM)
    halves = Obligation.objects.filter(calendar="organisation_half_year")
    ours = halves.filter(place=world.commune).order_by("body")
    assert [(one.body, one.reporter_kind, one.kind) for one in ours] == [
        (women, "organisation", "form"),
        (youth, "organisation", "form"),
    ]
    theirs = halves.get(place=world.neighbour)
    assert (theirs.body, theirs.reporter_kind) == (None, "organisation")


def test_s3_every_area_of_the_place_owes_its_own_sheet(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.adopted(world.commune, S3, date(2026, 1, 1))
    open_periods(make.SYSTEM)
    sheets = Obligation.objects.filter(calendar="self_assessment").order_by("path")
    assert [(one.reporter_kind, one.reporter, one.place, one.commune) for one in sheets] == [
        ("area", f"place:{area.pk}", area, world.commune) for area in (world.area, world.other_area)
    ]
    assert {one.opens_at for one in sheets} == {at("2026-11-02 00:00:00")}
    assert {one.due_at for one in sheets} == {at("2026-12-31 23:59:59")}


def test_f_36_a_month_of_state_runs_from_the_fifteenth_to_the_fourteenth(
    world: make.World,
) -> None:
    content = make.edition(make.S1).content
    monthly = replace(content.calendar("monthly"), starts_on_day=15, level_dues=())
    plan = replace(content, programme="state", calendars=(monthly,))
    [edition] = install_pack(make.SYSTEM, Pack("state", "Kế hoạch", editions=(plan,))).new
    make.adoption(world.commune)
    make.groups(world.area)
    terms = AdoptionTerms(date(2026, 11, 1), groups_of=make.edition(make.S0).programme)
    adopt_programme(make.SYSTEM, world.commune, edition, terms)
    open_periods(make.SYSTEM)
    month = here.owed(edition=edition, period_key="2026-12")
    assert (month.opens_at, month.cut_off_at, month.due_at) == (
        at("2026-11-15 00:00:00"),
        at("2026-12-14 23:59:59"),
        at("2027-01-05 23:59:59"),
    )


def test_s0_22_the_commune_owes_the_record_of_the_monthly_party_meeting(world: make.World) -> None:
    make.adoption(world.commune)
    make.groups(world.area)
    open_periods(make.SYSTEM)
    meeting = here.owed(kind="meeting")
    assert (meeting.reporter_kind, meeting.period_key) == ("commune", "2026-11")
    assert meeting.due_at == at("2026-12-10 23:59:59")


def test_f_41_a_report_locks_so_many_days_after_it_is_due_as_the_commune_said(
    world: make.World,
) -> None:
    here.adopted(world.commune, S2, local=LocalTerms(lock_after_days=7))
    here.groups_of(S2, world.area)
    open_periods(make.SYSTEM)
    week = here.owed(calendar="weekly", period_key="2026-W47")
    assert week.locks_at == week.due_at + timedelta(days=7)


def test_a_dissolved_team_no_longer_owes_what_was_not_over(
    s2: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Obligation.objects.filter(reporter_kind="group").first()
    assert team is not None
    assert team.group is not None
    dissolve_group(make.SYSTEM, team.group, date(2026, 11, 20), "Nhập vào tổ khác")
    open_periods(make.SYSTEM)
    left = keys(group=team.group)
    assert ("weekly", "2026-W47") not in left
    assert ("weekly", "2026-W46") in left
    assert not [key for key, _period in left if key.startswith("meeting/")]


def test_what_a_dissolved_body_still_owes_falls_to_its_place(
    world: make.World,
) -> None:
    here.adopted(world.commune, S2)
    here.groups_of(S2, world.area)
    party = here.body(world.commune, "Đảng ủy xã", "party_committee")
    open_periods(make.SYSTEM)
    assert here.owed(calendar="month").body == party
    party.dissolved_on = date(2026, 11, 20)
    party.save()
    open_periods(make.SYSTEM)
    assert here.owed(calendar="month").body is None
