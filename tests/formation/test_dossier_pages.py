"""The pages of dossiers: opening, deciding about many, what is refused (S0-13 to S0-17, F-23)."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.formation import forming
from tuquan.formation.models import Dossier, Nomination
from tuquan.formation.services import (
    NewNomination,
    draft_decision,
    draft_request,
    drop_dossier,
    link_meeting,
    nominate,
    open_dossier,
    open_dossiers,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import plan_regrouping, rename_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(world: make.World) -> forming.Office:
    return forming.office(world)


@pytest.fixture
def officer(world: make.World, here: forming.Office) -> Client:
    return make.client(make.officer(world.commune))


@pytest.fixture
def area_head(world: make.World, here: forming.Office) -> Client:
    return make.client(make.account("area_head", world.area))


def at(name: str, *args: object) -> str:
    return reverse(f"formation:{name}", args=args)


def text(answer: object) -> str:
    found = str(answer.content, "utf-8")  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", found)


def said(here: forming.Office, **more: str | int | list[int]) -> dict[str, str | int | list[int]]:
    """What the forms of the index send, with the programme and the commune they are about."""
    return {"programme": make.S0, "commune": here.adoption.place_id, **more}


def ready(here: forming.Office, groups: list[ResidentGroup]) -> list[Dossier]:
    """Dossiers of which only the decision is missing."""
    front = forming.front_of_area(here)
    dossiers = open_dossiers(here.area_head, here.adoption, groups)
    for dossier in dossiers:
        meeting = forming.elected(here, dossier.group, f"Trần Văn {dossier.group.number}")
        link_meeting(here.area_head, dossier, meeting)
        forming.issued(here.area_head, draft_request(here.area_head, dossier), front)
    return list(Dossier.objects.filter(pk__in=[one.pk for one in dossiers]))


def test_the_ticked_groups_get_their_dossiers(here: forming.Office, officer: Client) -> None:
    first, second, *_ = forming.proposed(here, 60)
    page = officer.get(at("dossiers"))
    assert [group.pk for row, _ in page.context["rows"] for group in row.waiting] == [
        first.pk,
        second.pk,
    ]
    answer = officer.post(at("open"), said(here, group=[first.pk]))
    assert answer.status_code == 302
    assert list(Dossier.objects.values_list("group", "kind")) == [(first.pk, "establish")]
    page = officer.get(answer["Location"])
    [(row, [line])] = page.context["rows"]
    assert (line["dossier"].group, line["done"], line["total"]) == (first, 1, 5)
    assert list(row.waiting) == [second]


def test_no_tick_is_said_and_opens_nothing(here: forming.Office, officer: Client) -> None:
    forming.proposed(here)
    answer = officer.post(at("open"), said(here))
    assert answer.status_code == 422
    assert len(answer.context["problems"]) == 1
    assert not Dossier.objects.exists()


def test_of_two_officers_the_second_opens_nothing_twice(
    here: forming.Office, officer: Client
) -> None:
    [group] = forming.proposed(here)
    open_dossiers(here.area_head, here.adoption, [group])
    answer = officer.post(at("open"), said(here, group=[group.pk]))
    assert answer.status_code == 422
    assert Dossier.objects.count() == 1


def test_a_programme_is_chosen_where_several_form_groups(
    here: forming.Office, officer: Client, world: make.World
) -> None:
    make.adoption(world.commune, "luc-ngan-2021")
    page = officer.get(at("dossiers"), said(here))
    current = [one for one in page.context["choices"] if one["current"]]
    assert len(page.context["choices"]) == 2
    assert [f"programme={make.S0}" in one["query"] for one in current] == [True]
    assert page.context["adoption"] == here.adoption


def test_one_decision_is_written_for_all_that_were_ticked(
    here: forming.Office, officer: Client
) -> None:
    dossiers = ready(here, forming.proposed(here, 60))
    chosen = [one.pk for one in dossiers]
    answer = officer.post(at("decide"), said(here, dossier=chosen))
    [paper] = set(Dossier.objects.values_list("decision", flat=True))
    assert answer["Location"] == reverse("documents:detail", args=[paper])
    shown = text(officer.get(at("dossiers")))
    assert 'name="dossier"' not in shown


def test_what_is_missing_is_said_with_the_name_of_the_group(
    here: forming.Office, officer: Client
) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    answer = officer.post(at("decide"), said(here, dossier=[dossier.pk]))
    assert answer.status_code == 422
    assert [one.startswith("Tổ 1, Thôn 2: ") for one in answer.context["problems"]] == [True] * 3
    one = officer.post(at("draft", dossier.pk, "request"))
    assert (one.status_code, len(one.context["problems"])) == (422, 2)
    dossier.refresh_from_db()
    assert (dossier.request, dossier.decision) == (None, None)


def test_a_paper_nobody_knows_is_not_found(here: forming.Office, officer: Client) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    assert officer.post(at("draft", dossier.pk, "letter")).status_code == 404


def test_a_group_that_works_gets_a_dossier_with_its_reason(
    here: forming.Office, officer: Client, world: make.World
) -> None:
    [group] = make.groups(world.area)
    wanted = said(here, group=group.pk, kind="dissolve", reason="")
    refused = officer.post(at("open_later"), wanted)
    assert refused.status_code == 422
    assert refused.context["form"]["kind"].value() == "dissolve"
    assert list(refused.context["form"].errors) == ["reason"]
    assert not Dossier.objects.exists()
    answer = officer.post(at("open_later"), wanted | {"reason": "Nhập vào Tổ 2"})
    dossier = Dossier.objects.get()
    assert answer["Location"] == at("dossier", dossier.pk)
    assert "Nhập vào Tổ 2" in text(officer.get(at("dossier", dossier.pk)))


def test_all_groups_of_a_plan_get_their_dossiers(
    here: forming.Office, officer: Client, world: make.World
) -> None:
    [group] = make.groups(world.area)
    [newcomer] = make.households(world.area, 1, first=50)
    plan = plan_regrouping(here.officer, group.programme, world.area, {newcomer.pk: group.pk}, {})
    assert officer.get(at("dossiers")).context["plans"] == [plan]
    assert officer.post(at("open_plan", plan.pk), said(here)).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.group, dossier.regrouping, dossier.kind) == (group, plan, "reconstitute")
    assert officer.get(at("dossiers")).context["plans"] == []
    drop_dossier(here.officer, dossier, "Để xem lại")
    assert officer.get(at("dossiers")).context["plans"] == [plan]


def test_the_steps_say_what_is_done_missing_and_who_is_next(
    here: forming.Office, officer: Client
) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    page = officer.get(at("dossier", dossier.pk))
    steps = page.context["steps"]
    assert [step["is_next"] for step in steps] == [False, True, False, False, False]
    assert page.context["following"]["who"] == "Ban công tác Mặt trận thôn"
    assert [len(step["missing"]) for step in steps] == [0, 1, 0, 0, 0]
    assert f'href="{reverse("meetings:new")}?cua=g{group.pk}"' in text(page)
    assert "giay/decision" not in text(page)
    assert "giay/request" not in text(page)


def test_a_meeting_is_chosen_and_its_elected_stand_in_the_dossier(
    here: forming.Office, officer: Client
) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    meeting = forming.elected(here, group, "Trần Đình Bảy")
    wrong = officer.post(at("link_meeting", dossier.pk), {"meeting": "tất cả"})
    assert wrong.status_code == 422
    assert list(wrong.context["meeting_form"].errors) == ["meeting"]
    answer = officer.post(at("link_meeting", dossier.pk), {"meeting": meeting.pk})
    assert answer["Location"] == at("dossier", dossier.pk)
    [one] = Nomination.objects.all()
    assert (one.name, one.votes, one.entitled) == ("Trần Đình Bảy", 19, 20)


def test_markup_is_shown_as_text_and_a_name_can_be_taken_out(
    here: forming.Office, officer: Client, world: make.World
) -> None:
    adoption = make.adoption(world.commune, "luc-ngan-2021")
    rules = adoption.content.group_rules
    assert rules is not None
    make.households(world.area, 40)
    group = forming.proposed(forming.Office(world, adoption, here.officer, here.area_head), 1)[0]
    rename_group(here.officer, group, "<i>Tổ</i>")
    [dossier] = open_dossiers(here.officer, adoption, [group])
    typed = {"position": "leader", "name": "", "main_post": "Bí thư"}
    refused = officer.post(at("nominate", dossier.pk), typed)
    assert refused.status_code == 422
    assert refused.context["name_form"]["main_post"].value() == "Bí thư"
    machine = officer.post(
        at("nominate", dossier.pk), typed | {"name": "<script>alert(1)</script>"}
    )
    assert machine.status_code == 422
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(machine)
    officer.post(at("nominate", dossier.pk), typed | {"name": "Lê Văn Một"})
    shown = text(officer.get(at("dossier", dossier.pk)))
    assert "&lt;i&gt;Tổ&lt;/i&gt;" in shown
    assert "<i>Tổ</i>" not in shown + text(officer.get(at("dossiers"), said(here)))
    nomination = Nomination.objects.get()
    assert officer.post(at("remove_nomination", nomination.pk)).status_code == 302
    assert not Nomination.objects.exists()


def test_a_dossier_is_given_up_only_with_a_reason(here: forming.Office, officer: Client) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    refused = officer.post(at("drop", dossier.pk), {"reason": " "})
    assert refused.status_code == 422
    assert list(refused.context["drop_form"].errors) == ["reason"]
    assert officer.post(at("drop", dossier.pk), {"reason": "Gộp tổ"}).status_code == 302
    shown = officer.get(at("dossier", dossier.pk))
    assert "Gộp tổ" in text(shown)
    assert shown.context["following"] is None
    again = officer.post(at("drop", dossier.pk), {"reason": "Lần nữa"})
    assert again.status_code == 409
    listed = officer.get(at("dossiers"), {"xong": "1"})
    assert [line["dossier"] for _, lines in listed.context["rows"] for line in lines] == [dossier]


def test_people_stay_as_the_written_decision_names_them(
    here: forming.Office, officer: Client
) -> None:
    [dossier] = ready(here, forming.proposed(here))
    draft_decision(here.officer, [dossier])
    one = dossier.nominations.get()
    assert officer.post(at("remove_nomination", one.pk)).status_code == 409
    meeting = dossier.meeting
    assert meeting is not None
    answer = officer.post(at("link_meeting", dossier.pk), {"meeting": meeting.pk})
    assert answer.status_code == 409
    shown = text(officer.get(at("dossier", dossier.pk)))
    assert at("remove_nomination", one.pk) not in shown
    assert at("link_meeting", dossier.pk) not in shown


def test_the_head_of_an_area_sees_no_decision_to_write(
    here: forming.Office, officer: Client, area_head: Client
) -> None:
    [dossier] = ready(here, forming.proposed(here))
    decide = at("draft", dossier.pk, "decision")
    assert decide in text(officer.get(at("dossier", dossier.pk)))
    assert decide not in text(area_head.get(at("dossier", dossier.pk)))
    assert at("decide") in text(officer.get(at("dossiers")))
    assert 'form="decide"' not in text(area_head.get(at("dossiers")))
    assert area_head.post(decide).status_code == 404
    assert area_head.post(at("decide"), said(here, dossier=[dossier.pk])).status_code == 404
    dossier.refresh_from_db()
    assert dossier.decision is None


def test_next_door_a_dossier_does_not_exist(here: forming.Office, world: make.World) -> None:
    [group] = forming.proposed(here)
    [dossier] = open_dossiers(here.officer, here.adoption, [group])
    make.adoption(world.neighbour)
    neighbour = make.client(make.officer(world.neighbour))
    assert neighbour.get(at("dossier", dossier.pk)).status_code == 404
    assert neighbour.post(at("drop", dossier.pk), {"reason": "Gộp"}).status_code == 404
    answer = neighbour.post(at("open"), said(here, group=[group.pk]))
    assert answer.status_code == 422
    dossier.refresh_from_db()
    assert dossier.state == "open"


def test_without_a_programme_that_forms_groups_the_page_says_so(world: make.World) -> None:
    browser = make.client(make.officer(world.commune))
    assert browser.get(at("dossiers")).context["adoption"] is None
    assert browser.post(at("open")).status_code == 404


def test_the_pages_are_complete_in_english(here: forming.Office, officer: Client) -> None:
    [dossier] = ready(here, forming.proposed(here))
    officer.cookies["language"] = "en"
    index = text(officer.get(at("dossiers")))
    assert "Write one decision for those chosen" in index
    one = text(officer.get(at("dossier", dossier.pk)))
    assert "Step 5 of 5: Decision on paper" in one
    assert "The decision is not written yet." in one


def test_a_dissolution_needs_no_people(
    here: forming.Office, officer: Client, world: make.World
) -> None:
    [group] = make.groups(world.area)
    dossier = open_dossier(here.officer, here.adoption, group, "dissolve", reason="Nhập vào tổ bên")
    page = officer.get(at("dossier", dossier.pk))
    states = {step["key"]: step["chip"] for step in page.context["steps"]}
    assert (states["meeting"], states["people"], states["request"]) == ("info", "info", "waiting")
    assert page.context["name_form"] is None


def test_a_new_name_for_a_post_takes_the_place_of_the_old_one(
    here: forming.Office, world: make.World
) -> None:
    adoption = make.adoption(world.commune, "luc-ngan-2021")
    team = forming.Office(world, adoption, here.officer, here.area_head)
    group = forming.proposed(team, 40)[0]
    [dossier] = open_dossiers(here.officer, adoption, [group])
    nominate(here.officer, dossier, NewNomination("leader", "Lê Văn Một"))
    nominate(here.officer, dossier, NewNomination("leader", "Lê Văn Hai"))
    assert [one.name for one in dossier.nominations.all()] == ["Lê Văn Hai"]
