"""Milestones of an adoption: computed from figures or said by people, with their day and state."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from tests import make
from tests.programmes.following_sample import adopted
from tuquan.accounts.models import Role
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.base.texts.rules import outcome_words
from tuquan.programmes.models import Adoption, MilestoneMark
from tuquan.programmes.queries import FollowedMilestone, followed_milestones
from tuquan.programmes.services import choose_pilot, mark_milestone, take_back_milestone

DONE = date(2026, 11, 12)


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    return adopted(world.commune)


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def url(name: str, adoption: Adoption) -> str:
    return reverse(f"programmes:{name}", args=[adoption.pk])


def taking_back(mark: MilestoneMark) -> str:
    return reverse("programmes:take_back_milestone", args=[mark.pk])


def followed(adoption: Adoption, key: str) -> FollowedMilestone:
    return next(one for one in followed_milestones(adoption) if one.milestone.key == key)


def state(adoption: Adoption, key: str) -> tuple[str, date | None]:
    one = followed(adoption, key)
    return one.state, one.day


def test_each_milestone_stands_as_its_day_says(adoption: Adoption) -> None:
    states = {one.milestone.key: (one.state, one.day) for one in followed_milestones(adoption)}
    assert states == {
        "two_areas": ("waiting", date(2026, 12, 31)),
        "plan": ("late", date(2026, 10, 14)),
        "launch": ("soon", date(2026, 11, 30)),
        "festival": ("late", date(2026, 11, 18)),
        "spread": ("waiting", date(2026, 6, 1)),
        "old": ("passed", date(2019, 3, 31)),
        "minutes": ("undated", None),
    }


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-16", "soon"),
        ("2026-11-15", "waiting"),
        ("2026-11-30", "soon"),
        ("2026-12-01", "late"),
    ],
)
def test_due_soon_is_within_a_fortnight_and_the_last_day_is_in_time(
    today: str, expected: str, adoption: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", today)
    assert state(adoption, "launch")[0] == expected


def test_a_count_is_computed_from_the_figures_of_the_place(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận xã")
    page = officer.get(url("milestones", adoption))
    [line] = [one for one in page.context["lines"] if one.followed.milestone.key == "two_areas"]
    assert (line.followed.state, line.done, line.wanted) == ("waiting", 1, 2)
    assert line.form is None
    assert "1/2" in page.content.decode()
    choose_pilot(make.SYSTEM, adoption, "pilots", world.other_area, "Mặt trận xã")
    assert state(adoption, "two_areas") == ("done", date(2026, 12, 31))


def test_a_computed_milestone_says_why(adoption: Adoption, officer: Client) -> None:
    page = officer.get(url("milestones", adoption))
    [line] = [one for one in page.context["lines"] if one.followed.milestone.key == "two_areas"]
    assert line.followed.outcome is not None
    assert line.followed.outcome.state == "failed"
    assert line.why == outcome_words(line.followed.outcome, adoption.content)
    assert escape(line.why) in page.content.decode()


def test_the_wording_of_the_source_stands_beside_the_computed_day(
    adoption: Adoption, officer: Client
) -> None:
    text = officer.get(url("milestones", adoption)).content.decode()
    assert "xong trước ngày 15/10/2026" in text
    assert "14/10/2026" in text
    assert "Kế hoạch của xã" in text


def test_milestones_are_shown_by_step_and_those_without_one_together(
    adoption: Adoption, officer: Client
) -> None:
    steps = officer.get(url("milestones", adoption)).context["steps"]
    assert [(s.name, [line.followed.milestone.key for line in s.lines]) for s in steps] == [
        ("", ["two_areas", "festival", "spread", "old", "minutes"]),
        ("Chuẩn bị", ["plan", "launch"]),
    ]


def test_an_officer_marks_a_milestone_with_its_evidence(
    world: make.World, adoption: Adoption
) -> None:
    account = make.officer(world.commune)
    browser = make.client(account)
    sent = {"milestone": "plan", "done_on": "12/11/2026", "evidence": " Kế hoạch  12-KH/ĐU "}
    answer = browser.post(url("mark_milestone", adoption), sent)
    assert answer["Location"] == url("milestones", adoption)
    mark = MilestoneMark.objects.get()
    assert (mark.milestone, mark.cycle, mark.done_on) == ("plan", 0, DONE)
    assert (mark.evidence, mark.marked_by) == ("Kế hoạch 12-KH/ĐU", account)
    change = Change.objects.get(action="programmes.milestone_done")
    assert change.data == {"milestone": "plan", "on": "2026-11-12"}
    assert change.path == world.commune.path
    page = browser.get(url("milestones", adoption))
    assert "Kế hoạch 12-KH/ĐU" in page.content.decode()
    assert page.context["done"] == 1


def test_what_returns_every_year_is_marked_for_its_year(
    adoption: Adoption, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"milestone": "festival", "done_on": "18/11/2026", "cycle": "1999"}
    officer.post(url("mark_milestone", adoption), sent)
    assert MilestoneMark.objects.get().cycle == 2026
    assert state(adoption, "festival") == ("done", date(2026, 11, 18))
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-05")
    assert state(adoption, "festival") == ("waiting", date(2027, 11, 18))


def test_a_place_that_starts_after_the_day_begins_with_the_next_year(world: make.World) -> None:
    late = adopted(world.commune, since=date(2026, 11, 19))
    assert state(late, "festival") == ("waiting", date(2027, 11, 18))


def test_a_mark_is_taken_back_and_the_milestone_is_open_again(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    mark = mark_milestone(make.SYSTEM, adoption, "plan", DONE, "")
    page = taking_back(mark)
    assert officer.post(page)["Location"] == url("milestones", adoption)
    assert state(adoption, "plan")[0] == "late"
    change = Change.objects.get(action="programmes.milestone_open")
    assert (change.data, change.path) == ({"milestone": "plan"}, world.commune.path)
    assert officer.post(page).status_code == 404


@pytest.mark.parametrize(
    ("key", "day", "code"),
    [
        ("plan", date(2026, 11, 21), "day_in_future"),
        ("two_areas", DONE, "milestone_is_computed"),
        ("none", DONE, "milestone_unknown"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_its_reason(
    key: str, day: date, code: str, adoption: Adoption, officer: Client
) -> None:
    with pytest.raises(Invalid) as refusal:
        mark_milestone(make.SYSTEM, adoption, key, day, "")
    assert [problem.code for problem in refusal.value.problems] == [code]
    sent = {"milestone": key, "done_on": f"{day:%d/%m/%Y}"}
    answer = officer.post(url("mark_milestone", adoption), sent)
    assert answer.status_code == 422
    assert not MilestoneMark.objects.exists()


def test_what_was_typed_is_kept_beside_the_mistake(adoption: Adoption, officer: Client) -> None:
    sent = {"milestone": "plan", "done_on": "31/02/2026", "evidence": "Kế hoạch 12"}
    answer = officer.post(url("mark_milestone", adoption), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "31/02/2026" in text
    assert "Kế hoạch 12" in text
    assert list(answer.context["failed_form"].errors) == ["done_on"]


def test_the_head_of_an_area_reads_and_does_not_mark(world: make.World, adoption: Adoption) -> None:
    head = make.client(make.account(Role.AREA_HEAD, world.area))
    page = head.get(url("milestones", adoption))
    assert page.status_code == 200
    assert [line.form for line in page.context["lines"]] == [None] * 7
    sent = {"milestone": "plan", "done_on": "12/11/2026"}
    assert head.post(url("mark_milestone", adoption), sent).status_code == 404
    mark = mark_milestone(make.SYSTEM, adoption, "plan", DONE, "")
    assert head.post(taking_back(mark)).status_code == 404
    assert MilestoneMark.objects.get() == mark


def test_the_officer_next_door_neither_sees_nor_marks(
    world: make.World, adoption: Adoption
) -> None:
    stranger = make.officer(world.neighbour)
    browser = make.client(stranger)
    mark = mark_milestone(make.SYSTEM, adoption, "plan", DONE, "")
    assert browser.get(url("milestones", adoption)).status_code == 404
    assert browser.post(url("mark_milestone", adoption), {}).status_code == 404
    assert browser.post(taking_back(mark)).status_code == 404
    with pytest.raises(NotAllowed):
        mark_milestone(make.actor(stranger), adoption, "launch", DONE, "")
    with pytest.raises(NotAllowed):
        take_back_milestone(make.actor(stranger), mark)
    assert MilestoneMark.objects.get() == mark


def test_a_mark_next_door_is_not_taken_back(world: make.World, officer: Client) -> None:
    theirs = mark_milestone(make.SYSTEM, adopted(world.neighbour), "plan", DONE, "")
    assert officer.post(taking_back(theirs)).status_code == 404
    assert MilestoneMark.objects.filter(pk=theirs.pk).exists()


def test_a_visitor_is_asked_to_sign_in(client: Client, adoption: Adoption) -> None:
    assert client.get(url("milestones", adoption))["Location"].startswith("/dang-nhap/")


def test_more_marks_and_areas_cost_no_more_queries(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            officer.get(url("milestones", adoption))
        return len(queries)

    asked()
    few = asked()
    for number in range(20, 30):
        make.place(f"Thôn {number}", "area", world.commune)
    for key in ("plan", "launch", "minutes"):
        mark_milestone(make.SYSTEM, adoption, key, DONE, "")
    assert asked() == few


@pytest.mark.parametrize("programme", [make.S0, make.S1])
def test_the_shipped_programmes_are_followed(
    programme: str, world: make.World, officer: Client
) -> None:
    adoption = make.adoption(world.commune, programme)
    page = officer.get(url("milestones", adoption))
    assert page.status_code == 200
    assert len(page.context["lines"]) == len(adoption.content.milestones)
