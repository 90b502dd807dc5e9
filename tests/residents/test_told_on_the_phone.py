"""What leaders tell on the telephone, days later and once each (S2-15, F-13, F-14, F-107, F-110).

S2-16: a number to call is kept only of a household that agreed to be called.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests import make
from tests.residents.changing import State
from tests.residents.consents import agreed
from tests.residents.phones import tell, told
from tests.residents.register import Kind, actions, change, head, officer
from tuquan.accounts.models import Account
from tuquan.audit.models import Look
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.groups.models import ResidentGroup
from tuquan.outbox.models import Delivery
from tuquan.outbox.services import deliver_item
from tuquan.residents.models import Consent, Household, HouseholdChange
from tuquan.residents.queries.values import fingerprint
from tuquan.residents.services import approve_change, record_change, take_back_change
from tuquan.residents.services.taking_along import take_along_households

pytestmark = pytest.mark.django_db


class Scene:
    """Two groups of Thôn 2; the leader of the first and a household of theirs."""

    def __init__(self, world: make.World) -> None:
        self.world = world
        make.adoption(world.commune)
        self.group, self.other = make.groups(world.area, 40)
        self.account: Account = make.leader(self.group)
        self.leader: Actor = make.actor(self.account)
        self.household = first_of(self.group)


def first_of(group: ResidentGroup) -> Household:
    """The first household of a group, with four members."""
    member = group.memberships.select_related("household__place").first()
    assert member is not None
    Household.objects.filter(pk=member.household_id).update(member_count=4)
    return Household.objects.select_related("place").get(pk=member.household_id)


@pytest.fixture
def scene(world: make.World) -> Scene:
    return Scene(world)


def test_a_birth_told_on_the_phone_waits_at_the_desk(scene: Scene) -> None:
    result = tell(
        scene.leader, scene.household, note="Sinh tại nhà", seen=fingerprint(scene.household)
    )
    assert result.status == 201
    assert (result.body["waits"], result.body["url"]) == (True, "/ho-dan/da-bao/")
    [waiting] = HouseholdChange.objects.waiting()
    assert (waiting.kind, waiting.household_id) == (Kind.BIRTH, scene.household.pk)
    assert waiting.happened_on == date(2026, 11, 19)
    assert waiting.details["asked"]["person_name"] == "Lê Bé Na"
    assert waiting.details["asked"]["note"] == "Sinh tại nhà"
    assert waiting.made_by_id == scene.account.pk
    assert actions(scene.household)[-1] == "residents.change_told"
    assert Household.objects.get(pk=scene.household.pk).member_count == 4


def test_sent_again_under_its_key_it_is_one_change_and_the_same_answer(scene: Scene) -> None:
    key = uuid4()
    first = tell(scene.leader, scene.household, key=key)
    again = tell(scene.leader, scene.household, key=key)
    assert again.body == {**first.body, "replayed": True}
    assert HouseholdChange.objects.waiting().count() == 1
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "more", "asked"),
    [
        ("death", {}, {}),
        ("moved_in", {"persons": 2}, {"persons": 2}),
        ("moved_out", {"persons": 1}, {"persons": 1}),
        ("temporary_stay", {"until": "2026-12-01"}, {"until": "2026-12-01"}),
        ("temporary_absence", {"until": "2026-12-24"}, {"until": "2026-12-24"}),
    ],
)
def test_each_kind_of_the_phone_is_taken(
    scene: Scene, kind: str, more: dict[str, Any], asked: dict[str, Any]
) -> None:
    assert tell(scene.leader, scene.household, kind, **more).status == 201
    [waiting] = HouseholdChange.objects.waiting()
    assert waiting.kind == kind
    assert asked.items() <= waiting.details["asked"].items()


def test_a_household_of_another_group_is_not_to_be_found(scene: Scene) -> None:
    """F-14: nobody tells of households they do not lead."""
    result = tell(scene.leader, first_of(scene.other))
    assert (result.status, result.body["code"]) == (404, "entry_subject_gone")
    assert not HouseholdChange.objects.waiting().exists()


def test_a_household_that_left_is_not_to_be_found(scene: Scene) -> None:
    record_change(make.SYSTEM, scene.household, change(Kind.CLOSED))
    assert tell(scene.leader, scene.household).status == 404


@pytest.mark.parametrize("subject", ["household:", "household:x", "household:٣", "7", "house:7"])
def test_a_subject_that_names_no_household_is_not_to_be_found(scene: Scene, subject: str) -> None:

    item = replace(told(scene.household), subject=subject)
    assert deliver_item(scene.leader, item).status == 404


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"kind": "split"}, "kind"),
        ({"kind": ["birth"]}, "kind"),
        ({"happened_on": ""}, "happened_on"),
        ({"happened_on": "31/02/2026"}, "happened_on"),
        ({"happened_on": 20261119}, "happened_on"),
        ({"happened_on": "2026-11-21"}, "happened_on"),
        ({"kind": "moved_in", "persons": "nhiều"}, "persons"),
        ({"kind": "moved_in", "persons": 0}, "persons"),
        ({"kind": "moved_in", "persons": True}, "persons"),
        ({"kind": "moved_out", "persons": 9}, "persons"),
        ({"kind": "temporary_stay", "until": "2026-11-01"}, "until"),
        ({"kind": "temporary_stay", "until": "mai"}, "until"),
        ({"person_name": "a" * 151}, "person_name"),
        ({"note": "a" * 301}, "note"),
    ],
)
def test_what_is_wrong_is_said_by_its_line_and_nothing_is_written(
    scene: Scene, data: dict[str, Any], line: str
) -> None:
    kind = data.pop("kind", "birth")
    result = tell(scene.leader, scene.household, kind, **data)
    assert result.status == 422
    assert [one["line"] for one in result.body["lines"]] == [line]
    assert result.body["lines"][0]["text"]
    assert not HouseholdChange.objects.waiting().exists()
    assert not Delivery.objects.exists()


def test_a_zero_byte_does_not_stop_the_entry(scene: Scene) -> None:
    assert tell(scene.leader, scene.household, person_name="Lê\0 Na").status == 201
    [waiting] = HouseholdChange.objects.waiting()
    assert waiting.details["asked"]["person_name"] == "Lê Na"


def test_a_record_that_changed_meanwhile_comes_back_in_words(scene: Scene) -> None:
    """F-110: the leader decides, nothing is overwritten, and sent again it is taken."""
    seen = fingerprint(scene.household)
    clerk = officer(scene.world)
    record_change(clerk, scene.household, change(Kind.MOVED_IN, persons=2))
    result = tell(scene.leader, scene.household, seen=seen)
    assert (result.status, result.body["code"]) == (409, "household_changed_meanwhile")
    server = result.body["server"]
    now = Household.objects.get(pk=scene.household.pk)
    assert (server["data"]["name"], server["data"]["members"]) == (now.head_name, 6)
    assert server["data"]["seen"] == fingerprint(now)
    assert server["by"] == clerk.name
    assert set(server["data"]) == {"name", "door", "lane", "members", "seen"}
    assert not HouseholdChange.objects.waiting().exists()
    assert tell(scene.leader, scene.household, seen=server["data"]["seen"]).status == 201


def test_the_same_told_on_two_phones_is_asked_about(scene: Scene) -> None:
    """Two telephones without network may tell one birth; twins are told with one more tap."""
    other = make.actor(make.account("area_head", scene.world.area, "Vũ Văn Sáu"))
    assert tell(other, scene.household).status == 201
    result = tell(scene.leader, scene.household)
    assert (result.status, result.body["code"]) == (409, "change_told_already")
    assert result.body["server"]["by"] == "Vũ Văn Sáu"
    assert HouseholdChange.objects.waiting().count() == 1
    assert tell(scene.leader, scene.household, again="yes").status == 409
    assert tell(scene.leader, scene.household, again=True).status == 201
    assert HouseholdChange.objects.waiting().count() == 2


def test_two_births_of_one_household_on_different_days_are_two_entries(scene: Scene) -> None:
    seen = fingerprint(scene.household)
    assert tell(scene.leader, scene.household, seen=seen).status == 201
    second = tell(scene.leader, scene.household, seen=seen, happened_on="2026-11-18")
    assert second.status == 201
    assert HouseholdChange.objects.waiting().count() == 2


def test_what_was_told_is_approved_and_counts_or_is_taken_back(scene: Scene) -> None:
    """F-14, S2-15: the desk decides about it as about anything told."""
    tell(scene.leader, scene.household)
    [waiting] = HouseholdChange.objects.waiting()
    done = approve_change(officer(scene.world), waiting)
    assert done.state == State.DONE
    assert Household.objects.get(pk=scene.household.pk).member_count == 5
    tell(scene.leader, scene.household, "death")
    [second] = HouseholdChange.objects.waiting()
    assert take_back_change(scene.leader, second).state == State.UNDONE


def test_what_an_officer_enters_for_a_closed_phone_counts_at_once(scene: Scene) -> None:
    result = tell(officer(scene.world), scene.household)
    assert (result.status, result.body["waits"]) == (201, False)
    assert Household.objects.get(pk=scene.household.pk).member_count == 5


# ---- what the telephone keeps


def kept(actor: Actor) -> list[dict[str, Any]]:
    """The households the telephone of somebody keeps."""
    found: Any = take_along_households(actor)["households"]
    return list(found)


def test_the_phone_keeps_the_own_group_and_no_more_than_it_needs(scene: Scene) -> None:
    mine = kept(scene.leader)
    members = set(scene.group.memberships.values_list("household_id", flat=True))
    assert {one["id"] for one in mine} == members
    [one] = [one for one in mine if one["id"] == scene.household.pk]
    assert set(one) <= {"id", "name", "door", "lane", "members", "seen"}
    assert (one["name"], one["members"]) == (scene.household.head_name, 4)
    assert one["seen"] == fingerprint(scene.household)


def test_nothing_is_kept_for_area_heads_and_officers(scene: Scene) -> None:
    assert kept(head(scene.world)) == []
    assert kept(officer(scene.world)) == []


def test_an_area_head_who_leads_a_group_keeps_that_group_only(scene: Scene) -> None:
    leader = scene.leader
    both = Actor(leader.user_id, leader.name, leader.grants + head(scene.world).grants)
    assert {one["id"] for one in kept(both)} == {one["id"] for one in kept(leader)}


def test_a_number_is_kept_only_of_who_agreed_to_be_called(scene: Scene) -> None:
    """S2-16, F-17: as on the page of the server."""
    consent = agreed(scene.household, Consent.Purpose.CONTACT, "0912345678")
    numbers = [one["call"] for one in kept(scene.leader) if "call" in one]
    assert numbers == [consent.contacts.get().digits]
    Consent.objects.filter(pk=consent.pk).update(withdrawn_on=date(2026, 11, 20))
    assert not [one for one in kept(scene.leader) if "call" in one]


def test_the_look_is_marked_once_a_day(scene: Scene) -> None:
    """Domain h-6: a telephone asks every five minutes; the record of looks stays readable."""
    kept(scene.leader)
    kept(scene.leader)
    looks = Look.objects.filter(purpose="residents.phone")
    assert looks.count() == 20
    mark = looks.get(subject=f"residents.household:{scene.household.pk}")
    assert (mark.actor_id, mark.kind, mark.path) == (
        scene.account.pk,
        Look.Kind.LISTED,
        scene.group.path,
    )
    with clock.pretending(clock.now() + timedelta(days=1)):
        kept(scene.leader)
    assert looks.count() == 40


def test_a_long_list_says_how_many_it_leaves_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuquan.residents.services.taking_along.MOST", 15)
    answer: Any = take_along_households(scene.leader)
    assert (len(answer["households"]), answer["left_out"]) == (15, 5)
    assert Look.objects.filter(purpose="residents.phone").count() == 15


def test_what_the_phone_is_given_names_the_households_and_the_page(scene: Scene) -> None:
    given = make.client(scene.account).get("/may/du-lieu/").json()
    assert len(given["kept"]["households"]["households"]) == 20
    assert "/may/bien-dong/" in given["shells"]
    clerk = make.client(make.officer(scene.world.commune)).get("/may/du-lieu/").json()
    assert "/may/bien-dong/" not in clerk["shells"]


def test_the_page_of_the_phone_is_the_same_for_everybody(scene: Scene) -> None:
    """It names nobody and reads no cookie; the words stand in it for the time without network."""
    mine, anybody = (one.get("/may/bien-dong/") for one in (make.client(scene.account), Client()))
    assert mine.content == anybody.content
    assert not anybody.cookies
    page = anybody.content.decode()
    assert scene.household.head_name not in page
    assert page.count("data-kind=") == 6


def test_the_list_of_the_server_leads_to_the_page_of_the_phone(scene: Scene) -> None:
    page = make.client(scene.account).get("/to/ho-dan/").content.decode()
    assert f'data-shell="/may/bien-dong/?ho={scene.household.pk}"' in page
    assert f'href="/ho-dan/{scene.household.pk}/bien-dong/' in page
