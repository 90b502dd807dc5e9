"""F-74, F-75, F-78, F-81, S0-21: the pages, on the phone of a leader and at the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from tests.meetings.holding import group_meeting, leader_election, opened
from tuquan.audit.models import Look
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import NewMotion, mark_many, open_meeting, propose_motion

pytestmark = pytest.mark.django_db


def test_a_leader_marks_27_households_with_one_form(world: make.World) -> None:
    held = group_meeting(world)
    open_meeting(held.actor, held.meeting)
    browser = make.client(make.leader(held.group))
    url = reverse("meetings:attendance", args=[held.meeting.pk])
    page = browser.get(url).content.decode()
    assert page.count('name="household"') == 27
    assert "<span data-selected>0</span>/27" in page
    assert Look.objects.filter(purpose="meetings.roll").count() == 27
    came = [str(one.pk) for one in held.households[:18]]
    answer = browser.post(url, {"household": came, "version": held.meeting.version}, follow=True)
    assert answer.status_code == 200
    assert held.meeting.attendance.filter(present=True, how="phone").count() == 18


def test_what_was_ticked_is_kept_when_somebody_was_faster(world: make.World) -> None:
    held = opened(world, present=0)
    browser = make.client(make.leader(held.group))
    url = reverse("meetings:attendance", args=[held.meeting.pk])
    seen = held.meeting.version
    mark_many(held.actor, held.meeting, [held.households[5].pk])
    ticked = {"household": [str(held.households[0].pk)], "version": seen}
    answer = browser.post(url, ticked)
    assert answer.status_code == 409
    assert [row.present for row in answer.context["rows"]][:2] == [True, False]
    assert held.meeting.attendance.get(present=True).household == held.households[5]


def test_a_vote_takes_three_numbers_and_says_the_result_in_words(world: make.World) -> None:
    held = opened(world, present=18)
    browser = make.client(make.leader(held.group))
    motion = propose_motion(held.actor, held.meeting, NewMotion("Quét <b>ngõ</b>"))
    url = reverse("meetings:motion", args=[motion.pk])
    figures = {"in_favour": "30", "against": "0", "abstained": "0", "version": "1"}
    refused = browser.post(url, figures)
    assert refused.status_code == 422
    assert 'value="30"' in refused.content.decode()
    page = browser.post(url, {**figures, "in_favour": "15"}, follow=True).content.decode()
    assert "15/27" in page
    assert "55,55%" in page
    assert "Quét &lt;b&gt;ngõ&lt;/b&gt;" in page


def test_the_desk_asks_for_witnesses_and_the_phone_does_not(world: make.World) -> None:
    held = opened(world)
    motion = propose_motion(held.actor, held.meeting, NewMotion("Quét ngõ"))
    url = reverse("meetings:motion", args=[motion.pk])
    desk = make.client(make.officer(world.commune)).get(url).content.decode()
    phone = make.client(make.leader(held.group)).get(url).content.decode()
    assert 'name="first_witness"' in desk
    assert 'name="first_witness"' not in phone


def test_the_votes_of_candidates_are_typed_and_the_elected_named(world: make.World) -> None:
    held = opened(world)
    election = leader_election(held, ["Lê Ba", "Lê Tư"])
    first, second = election.candidates.order_by("pk")
    browser = make.client(make.leader(held.group))
    url = reverse("meetings:election", args=[election.pk])
    answer = browser.post(
        url, {f"votes_{first.pk}": "14", f"votes_{second.pk}": "13", "version": 1}
    )
    assert answer.status_code == 302
    page = browser.get(url).content.decode()
    assert "14/27 · 51,85%" in page


def test_a_meeting_is_planned_on_a_page_and_its_invitation_is_ready(world: make.World) -> None:
    [group] = make.groups(world.area, 20)
    browser = make.client(make.leader(group))
    given = {
        "party": f"g{group.pk}",
        "kind": "household_meeting",
        "title": "Họp tổ",
        "held_on": "20/11/2026",
        "starts_at": "19h30",
        "venue": "Nhà văn hoá",
    }
    assert browser.post(reverse("meetings:new"), {**given, "venue": ""}).status_code == 422
    browser.post(reverse("meetings:new"), given)
    meeting = Meeting.objects.get()
    page = browser.get(reverse("meetings:invitation", args=[meeting.pk])).content.decode()
    assert "đại diện các hộ gia đình của Tổ 1, mỗi hộ một người và một phiếu" in page
    assert "19 giờ 30, ngày 20/11/2026" in page


def test_closing_without_numbers_lists_what_is_missing(world: make.World) -> None:
    held = group_meeting(world)
    open_meeting(held.actor, held.meeting)
    browser = make.client(make.leader(held.group))
    answer = browser.post(reverse("meetings:close", args=[held.meeting.pk]))
    assert answer.status_code == 422
    assert len(answer.context["errors"]) == 3
    held.meeting.refresh_from_db()
    assert held.meeting.state == "open"
