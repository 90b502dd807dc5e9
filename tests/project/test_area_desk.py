"""The desk of an area's head: one list, who is missing, a notice to be read aloud (F-39, S2-09)."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.worlds import Village, sent
from tests.reports.worlds import village as make_village
from tuquan.accounts.models import Account, Role
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import NewMeeting, plan_meeting
from tuquan.project.area_desk import read_aloud, seconds_to_read, todo_list
from tuquan.reports.models import Obligation
from tuquan.reports.services.aims import write_issue

SEEN = date(2026, 11, 18)


@pytest.fixture
def village(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Village:
    return make_village(world, monkeypatch)


@pytest.fixture
def head(village: Village) -> Account:
    return make.account(Role.AREA_HEAD, village.world.area, "Lò Văn Ổn")


def page(head: Account) -> str:
    return make.client(head).get(reverse("area_desk")).content.decode()


def planned(village: Village) -> Meeting:
    """A meeting of the area's households, in five days."""
    new = NewMeeting(
        kind="residents_meeting",
        title="Họp dân cuối năm",
        held_on=date(2026, 11, 25),
        starts_at=time(19, 30),
        venue="nhà văn hóa thôn",
    )
    return plan_meeting(make.SYSTEM, village.world.area, new)


def test_the_first_page_of_an_areas_head_is_the_desk(head: Account) -> None:
    answer = make.client(head).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("area_desk"))


def test_the_desk_says_which_groups_are_missing_and_whom_to_call(
    village: Village, head: Account
) -> None:
    village.leader.phone = "+84912345678"
    village.leader.save()
    shown = page(head)
    assert "Tổ 1 · Trần Đình Bảy" in shown
    assert "Báo cáo tháng 10/2026" in shown
    assert 'href="tel:+84912345678"' in shown


def test_a_group_that_has_sent_is_not_missing(village: Village, head: Account) -> None:
    Obligation.objects.exclude(pk=village.due().pk).delete()
    sent(village)
    assert "Tổ nào cũng đã gửi những gì đến hạn." in page(head)


def test_nothing_of_the_area_next_door_is_shown(village: Village) -> None:
    other = make.account(Role.AREA_HEAD, village.world.other_area)
    assert "Trần Đình Bảy" not in page(other)
    url = reverse("loudspeaker", args=[village.world.area.pk])
    assert make.client(other).get(url).status_code == 404


def test_what_is_due_first_stands_first(village: Village, head: Account) -> None:
    planned(village)
    found = todo_list(make.actor(head))
    assert [(one.title, one.due) for one in found] == [
        ("Họp dân cuối năm", date(2026, 11, 25)),
    ]


def test_the_notice_names_groups_and_places_and_no_person(village: Village, head: Account) -> None:
    Obligation.objects.exclude(pk=village.due().pk).delete()
    planned(village)
    adoption = village.due().adoption
    write_issue(make.SYSTEM, adoption, village.world.area, "Cống ngõ Đình bị tắc", SEEN)
    lines = read_aloud(make.actor(head), village.world.area)
    assert lines == [
        "Thông báo của Thôn 2, ngày 20/11/2026.",
        "Còn chờ “Báo cáo tháng 10/2026” của: Tổ 1.",
        "Họp “Họp dân cuối năm”: ngày 25/11/2026, lúc 19:30, tại nhà văn hóa thôn.",
        "Việc cần làm cho xong: Cống ngõ Đình bị tắc.",
    ]
    assert village.leader.name not in " ".join(lines)


def test_the_notice_fits_one_sheet_and_says_how_long_it_takes(
    village: Village, head: Account
) -> None:
    browser: Client = make.client(head)
    shown = browser.get(reverse("loudspeaker", args=[village.world.area.pk])).content.decode()
    assert "Để đọc trên loa" in shown
    assert "giây. Đọc hai lần, chậm rãi." in shown


@pytest.mark.parametrize(("words", "seconds"), [(0, 0), (1, 5), (12, 5), (13, 10), (60, 25)])
def test_reading_takes_five_seconds_for_a_dozen_words(words: int, seconds: int) -> None:
    assert seconds_to_read(["từ " * words] if words else []) == seconds
