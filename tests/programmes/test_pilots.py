"""Pilots: how many the source asks for, which places, chosen by whom, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.programmes.following_sample import adopted
from tuquan.accounts.models import Role
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.programmes.models import Adoption, Pilot
from tuquan.programmes.queries import followed_pilots, pilot_places
from tuquan.programmes.services import choose_pilot, end_pilot


@pytest.fixture
def adoption(world: make.World) -> Adoption:
    return adopted(world.commune)


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def url(name: str, adoption: Adoption) -> str:
    return reverse(f"programmes:{name}", args=[adoption.pk])


def test_an_officer_chooses_a_pilot(world: make.World, adoption: Adoption, officer: Client) -> None:
    sent = {"rule": "pilots", "place": str(world.area.pk), "chosen_by": "Ban Thường trực"}
    answer = officer.post(url("choose_pilot", adoption), sent)
    assert answer["Location"] == url("pilots", adoption)
    pilot = Pilot.objects.get()
    assert (pilot.place, pilot.rule, pilot.chosen_by) == (world.area, "pilots", "Ban Thường trực")
    assert (pilot.chosen_on, pilot.ended_on) == (date(2026, 11, 20), None)
    change = Change.objects.get(action="programmes.pilot_chosen")
    assert (change.data, change.path) == ({"rule": "pilots"}, world.area.path)


def test_the_page_shows_how_many_are_chosen_and_whom_the_source_names(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    page = officer.get(url("pilots", adoption))
    [rule] = page.context["rules"]
    assert ([pilot.place for pilot in rule.current], rule.rule.count) == ([world.area], 2)
    assert rule.form.initial == {"chosen_by": "Ban Thường trực Mặt trận xã"}
    text = page.content.decode()
    assert "Thôn 2, Thôn 6" in text
    assert "Kế hoạch mẫu, dòng 7" in text


def test_only_areas_of_the_commune_that_are_no_pilots_yet_are_offered(
    world: make.World, adoption: Adoption
) -> None:
    [rule] = adoption.content.pilots
    assert set(pilot_places(adoption, rule)) == {world.area, world.other_area}
    choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    assert set(pilot_places(adoption, rule)) == {world.other_area}


def test_a_rule_of_the_district_may_choose_the_commune_itself(
    world: make.World, adoption: Adoption
) -> None:
    rule = replace(adoption.content.pilots[0], for_each="district")
    offered = set(pilot_places(adoption, rule))
    assert offered == {world.commune, world.area, world.other_area}


def test_a_pilot_ends_and_stays_on_record(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    pilot = choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    page = reverse("programmes:end_pilot", args=[pilot.pk])
    assert officer.post(page)["Location"] == url("pilots", adoption)
    [rule] = followed_pilots(adoption)
    assert (rule.current, rule.ended) == ((), (pilot,))
    assert rule.ended[0].ended_on == date(2026, 11, 20)
    assert Change.objects.get(action="programmes.pilot_ended").path == world.area.path
    assert officer.post(page).status_code == 404
    assert choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận").pk != pilot.pk


def test_a_place_is_one_pilot_of_a_programme(world: make.World, adoption: Adoption) -> None:
    choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    with pytest.raises(Conflict) as refusal:
        choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    assert refusal.value.problem.code == "pilot_already"
    assert Pilot.objects.count() == 1


def test_ending_a_pilot_twice_is_a_conflict(world: make.World, adoption: Adoption) -> None:
    pilot = choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    end_pilot(make.SYSTEM, pilot)
    with pytest.raises(Conflict):
        end_pilot(make.SYSTEM, pilot)


def test_who_chose_must_be_said_and_the_rule_must_exist(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    for rule, chosen_by, where in (("pilots", " ", "chosen_by"), ("none", "Xã", "rule")):
        with pytest.raises(Invalid) as refusal:
            choose_pilot(make.SYSTEM, adoption, rule, world.area, chosen_by)
        assert [problem.where for problem in refusal.value.problems] == [where]
    sent = {"rule": "pilots", "place": str(world.area.pk), "chosen_by": ""}
    answer = officer.post(url("choose_pilot", adoption), sent)
    assert answer.status_code == 422
    assert list(answer.context["failed_form"].errors) == ["chosen_by"]
    assert officer.post(url("choose_pilot", adoption), {"rule": "none"}).status_code == 404
    assert not Pilot.objects.exists()


def test_a_place_next_door_cannot_be_chosen(
    world: make.World, adoption: Adoption, officer: Client
) -> None:
    sent = {"rule": "pilots", "place": str(world.neighbour_area.pk), "chosen_by": "Xã"}
    assert officer.post(url("choose_pilot", adoption), sent).status_code == 422
    with pytest.raises(NotAllowed):
        choose_pilot(make.SYSTEM, adoption, "pilots", world.neighbour_area, "Xã")
    assert not Pilot.objects.exists()


def test_others_neither_choose_nor_end(world: make.World, adoption: Adoption) -> None:
    pilot = choose_pilot(make.SYSTEM, adoption, "pilots", world.area, "Mặt trận")
    head = make.client(make.account(Role.AREA_HEAD, world.area))
    stranger = make.client(make.officer(world.neighbour))
    assert head.get(url("pilots", adoption)).context["rules"][0].form is None
    assert stranger.get(url("pilots", adoption)).status_code == 404
    sent = {"rule": "pilots", "place": str(world.other_area.pk), "chosen_by": "Xã"}
    for browser in (head, stranger):
        assert browser.post(url("choose_pilot", adoption), sent).status_code == 404
        assert browser.post(reverse("programmes:end_pilot", args=[pilot.pk])).status_code == 404
    assert list(Pilot.objects.filter(ended_on=None)) == [pilot]


def test_a_programme_without_pilots_says_so(world: make.World, officer: Client) -> None:
    adoption = make.adoption(world.commune, make.S1)
    page = officer.get(url("pilots", adoption))
    assert page.context["rules"] == []
    assert reverse("programmes:detail", args=[adoption.edition_id]) in page.content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client, adoption: Adoption) -> None:
    assert client.get(url("pilots", adoption))["Location"].startswith("/dang-nhap/")
