"""F-76, F-81, S0-14, S1-19: what the minutes say, who was elected, the papers as files."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from tests import make
from tests.meetings.holding import group_meeting, leader_election, opened, votes
from tuquan.meetings.queries import attendance_rows, elected_in, minutes_values, papers_of
from tuquan.meetings.services import (
    MotionFigures,
    NewMotion,
    open_next_round,
    propose_motion,
    record_election,
    record_motion,
    write_minutes,
)

pytestmark = pytest.mark.django_db


def test_the_blanks_of_the_minutes_are_filled_with_what_happened(world: make.World) -> None:
    held = opened(world, 27, present=20)
    motion = propose_motion(held.actor, held.meeting, NewMotion("Quét ngõ sáng Chủ nhật."))
    record_motion(held.actor, motion, MotionFigures(18, 1, 1))
    election = leader_election(held, ["Trần Đình Bảy", "Lê Ba"])
    record_election(held.actor, election, votes(election, 15, 5))
    values = minutes_values(held.meeting)
    assert (values["meeting_time"], values["meeting_day"]) == ("19 giờ 30", "20/11/2026")
    assert (values["household_count"], values["present_count"], values["absent_count"]) == (
        "27",
        "20",
        "7",
    )
    assert values["election_results"] == (
        "Tổ trưởng: Trần Đình Bảy 15/27 (55,5%); Lê Ba 5/27 (18,5%). Trúng cử: Trần Đình Bảy; "
        "cần trên 50% tổng số hộ (do chương trình chọn, luật không quy định)."
    )
    assert values["conclusions"] == (
        "Quét ngõ sáng Chủ nhật: 18/27 đồng ý (66,6%), 1 không đồng ý, 1 không có ý kiến; cần "
        "trên 50% tổng số hộ (do chương trình chọn, luật không quy định): thông qua."
    )
    assert (values["votes_for"], values["head_name"], values["vote_method"]) == (
        "18",
        "Trần Đình Bảy",
        "giơ tay",
    )


def test_who_was_elected_comes_from_the_round_that_decided(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    record_election(held.actor, election, votes(election, 13, 12))
    election.refresh_from_db()
    assert elected_in(held.meeting) == []
    second = open_next_round(held.actor, election)
    record_election(held.actor, second, votes(second, 10, 16))
    [elected] = elected_in(held.meeting)
    assert (elected.name, elected.votes, elected.household) == ("Lê Tư", 16, held.households[1])


def test_the_sheet_to_sign_has_a_line_for_each_household(world: make.World) -> None:
    held = group_meeting(world, 27)
    before = attendance_rows(held.meeting)
    assert (len(before), before[0]["number"], before[0]["household_head"]) == (
        27,
        "1",
        held.households[0].head_name,
    )


def test_minutes_can_be_printed_where_the_programme_brings_them(world: make.World) -> None:
    held = group_meeting(world)
    assert papers_of(held.meeting) == ["giay-moi", "diem-danh"]
    make.adoption(world.commune)
    assert papers_of(held.meeting) == ["giay-moi", "diem-danh", "bien-ban"]


@pytest.mark.parametrize("kind", ["giay-moi", "diem-danh", "bien-ban"])
def test_papers_are_word_files_without_open_braces(world: make.World, kind: str) -> None:
    make.adoption(world.commune)
    held = opened(world)
    item = held.meeting.agenda.first()
    assert item is not None
    write_minutes(
        held.actor,
        held.meeting,
        notes={item.pk: "Cả tổ <b>đồng ý</b>"},
        conclusions="Lắp đèn",
        chair_name="Đỗ Thị Nga",
        secretary_name="Lê Ba",
    )
    browser = make.client(make.officer(world.commune))
    answer = browser.get(reverse("meetings:paper", args=[held.meeting.pk, kind, "docx"]))
    assert answer.status_code == 200
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        text = packed.read("word/document.xml").decode("utf-8")
    assert "{" not in text.replace("{{", "")
    assert "Nhà văn hoá Thôn 2" in text
    if kind == "bien-ban":
        assert "&lt;b&gt;đồng ý&lt;/b&gt;" in text


def test_an_unknown_paper_or_ending_is_not_found(world: make.World) -> None:
    held = group_meeting(world)
    browser = make.client(make.officer(world.commune))
    for kind, ending in (("quyet-dinh", "docx"), ("giay-moi", "xls")):
        answer = browser.get(reverse("meetings:paper", args=[held.meeting.pk, kind, ending]))
        assert answer.status_code == 404
