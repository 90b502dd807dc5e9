"""What an edition asks for again and again, of whom, and who receives it (S1-20, S1-24, S2-11,
S2-18, S2-25, S2-26, S4-14, S0-22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tuquan.core.programme import (
    Asked,
    Edition,
    Recipient,
    asked_by,
    board_named,
    calendar_named,
    form_named,
    level_named,
    recipients_on,
)
from tuquan.programmes.services import read_pack, shipped_packs

TODAY = date(2026, 11, 20)
BEFORE = date(2025, 6, 1)


@cache
def edition_of(pack: str) -> Edition:
    folder = next(one for one in shipped_packs() if one.name == pack)
    found, problems = read_pack(folder)
    assert found is not None, problems
    return found.editions[-1]


@cache
def asked_of(pack: str) -> dict[tuple[str, str], Asked]:
    return {(one.calendar.key, one.kind): one for one in asked_by(edition_of(pack))}


def test_the_commune_owes_the_total_of_the_month_its_groups_report_s1_20() -> None:
    asked = asked_of("tuyen-quang-2018")
    assert list(asked) == [
        ("baseline", "form"),
        ("monthly", "form"),
        ("monthly", "total"),
        ("quarterly", "total"),
        ("half_yearly", "total"),
        ("yearly", "total"),
    ]
    own = asked["monthly", "total"]
    assert (own.of_total, own.form, own.calendar.due.day_of_next_month) == (True, "@total", 8)
    assert asked["monthly", "form"].calendar.due.day_of_next_month == 5


def test_a_survey_made_once_has_no_total() -> None:
    assert ("baseline", "total") not in asked_of("tuyen-quang-2018")


def test_meetings_are_asked_of_the_board_the_teams_and_else_of_the_commune() -> None:
    s2, s0 = asked_of("luc-ngan-2021"), asked_of("quynh-vinh-2019")
    meetings = {
        key: one.calendar.reporter for (key, kind), one in {**s2, **s0}.items() if kind == "meeting"
    }
    assert meetings == {
        "meeting/board_review/quarter": "board",
        "meeting/board_year/year": "board",
        "meeting/team_meeting/quarter": "group",
        "meeting/team_meeting/half_year": "group",
        "meeting/team_meeting/year": "group",
        "meeting/party_monthly/month": "commune",
    }


def test_the_record_of_a_meeting_is_due_ten_days_after_its_period() -> None:
    meeting = asked_of("luc-ngan-2021")["meeting/team_meeting/quarter", "meeting"].calendar
    assert meeting.due.days_after_end == 10
    assert form_named(edition_of("luc-ngan-2021"), meeting.form).title == "Tổ họp đánh giá"


@pytest.mark.parametrize("pack", ["tuyen-quang-2018", "luc-ngan-2021", "quynh-vinh-2019"])
def test_every_report_asked_for_is_found_again_by_its_calendar_and_form(pack: str) -> None:
    edition = edition_of(pack)
    for asked in asked_by(edition):
        assert calendar_named(edition, asked.calendar.key).period == asked.calendar.period
        assert form_named(edition, asked.form).key == asked.form


def test_the_calendar_of_an_incident_is_one_day() -> None:
    found = calendar_named(edition_of("luc-ngan-2021"), "incident/incident")
    assert (found.period, found.form, found.title) == (
        "once",
        "incident",
        "Báo cáo đột xuất của tổ",
    )
    with pytest.raises(KeyError):
        calendar_named(edition_of("luc-ngan-2021"), "incident/other")
    with pytest.raises(KeyError):
        calendar_named(edition_of("luc-ngan-2021"), "meeting/other/month")


def test_a_board_is_known_by_its_first_words_and_its_level() -> None:
    edition = edition_of("luc-ngan-2021")
    named = board_named(edition, "Ban Chỉ đạo xã")
    assert named is not None
    assert named.key == "commune_board"
    assert board_named(edition, "Đảng ủy xã") is None


def test_a_month_goes_to_two_recipients_at_once_s1_20() -> None:
    asked = asked_of("tuyen-quang-2018")["monthly", "form"]
    named = recipients_on(edition_of("tuyen-quang-2018"), asked, TODAY)
    assert [one.label for one in named] == [
        "Ban Chỉ đạo cấp xã",
        "Ban Thường trực Ủy ban MTTQ cấp xã",
    ]


def test_a_quarter_goes_to_the_district_until_its_end_and_to_the_province_via_its_office() -> None:
    edition = edition_of("tuyen-quang-2018")
    asked = asked_of("tuyen-quang-2018")["quarterly", "total"]
    before = recipients_on(edition, asked, BEFORE)
    assert [one.level for one in before] == ["district", "province"]
    [left] = recipients_on(edition, asked, TODAY)
    assert (left.label, left.via) == ("Ban Thường trực Ủy ban MTTQ tỉnh", "Ban Phong trào")


def test_what_went_to_the_district_alone_goes_to_the_next_level_that_stands_s2_25_s4_14() -> None:
    for pack, key, label in (
        ("luc-ngan-2021", "month", "Ban Dân vận Tỉnh ủy"),
        ("tam-ky-2025", "commune_year", "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh"),
        ("tuyen-quang-2018", "monthly", "Ban Thường trực Ủy ban MTTQ tỉnh"),
    ):
        [left] = recipients_on(edition_of(pack), asked_of(pack)[key, "total"], TODAY)
        assert (left.label, left.level) == (label, "province")


def test_nobody_receives_the_total_where_the_chain_ends_at_the_commune() -> None:
    edition = edition_of("quynh-vinh-2019")
    calendar = replace(edition.calendar("quarterly"), recipients=(Recipient("Huyện", "district"),))
    asked = Asked(calendar, "total", "@total", of_total=True)
    assert recipients_on(edition, asked, TODAY) == (Recipient("Huyện", "district"),)
    without = replace(asked, calendar=replace(calendar, recipients=()))
    assert recipients_on(edition, without, TODAY) == ()


def test_an_office_is_found_in_the_level_whose_label_names_it_s2_26() -> None:
    edition: Edition = edition_of("luc-ngan-2021")
    level = level_named(edition, edition.calendar("district_month"))
    assert level is not None
    assert (level.kind, level.abolished_on) == ("district", date(2025, 7, 1))
    own = level_named(edition, edition.calendar("month"))
    assert own is not None
    assert own.kind == "commune"


def test_a_report_of_groups_that_goes_above_the_commune_asks_the_commune_for_its_total() -> None:
    edition = edition_of("quynh-vinh-2019")
    quarterly = edition.calendar("quarterly")
    upward = replace(quarterly, recipients=(Recipient("Mặt trận tỉnh", "province"),))
    found = list(asked_by(replace(edition, calendars=(upward,), meetings=())))
    assert [(one.kind, one.form, one.of_total) for one in found] == [
        ("form", "criteria", False),
        ("total", "@total", True),
    ]
