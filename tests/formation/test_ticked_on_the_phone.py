"""Signatures that leaders tick on the telephone (S2-15, S0-24, F-82, F-107, F-109).

Domain h-1, h-5: a tick is a signature under a pledge, never a mark on how a household behaves.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests import make
from tests.formation.pledge_scene import TODAY, registered
from tests.reports.worlds import deputy_of
from tuquan.accounts.models import Account
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.formation.models import PledgeSignature
from tuquan.formation.services import close_registration, sign_pledge, withdraw_signature
from tuquan.groups.models import ResidentGroup
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import Result, deliver_item
from tuquan.residents.models import Household

pytestmark = pytest.mark.django_db


class Scene:
    """A pledge of Thôn 2, which has two groups, and the leader of the first."""

    def __init__(self, world: make.World) -> None:
        self.world = world
        self.adoption = make.adoption(world.commune)
        self.group, self.other = make.groups(world.area, 40)
        self.registration = registered(self.adoption, world.area)
        self.account: Account = make.leader(self.group)
        self.leader: Actor = make.actor(self.account)

    def households(self, group: ResidentGroup | None = None) -> list[Household]:
        """The households of a group."""
        members = (group or self.group).memberships.select_related("household")
        return [member.household for member in members.order_by("household_id")]


@pytest.fixture
def scene(world: make.World) -> Scene:
    return Scene(world)


def tick(scene: Scene, *households: Household, on: str = "2026-11-20", **more: Any) -> Result:
    """What the server answers to ticks of a telephone."""
    data = more.pop("data", None) or {str(one.pk): on for one in households}
    subject = more.pop("subject", f"pledge:{scene.registration.pk}")
    actor = more.pop("actor", scene.leader)
    key = more.pop("key", None) or uuid4()
    return deliver_item(actor, Item(key, "pledge_ticks", subject, "", 0, None, data))


def signed() -> dict[int | None, date]:
    """Who has signed on which day."""
    return dict(PledgeSignature.objects.current().values_list("household_id", "signed_on"))


def test_ticks_become_signatures_of_their_day(scene: Scene) -> None:
    one, two, *_ = scene.households()
    data = {str(one.pk): "2026-11-19", str(two.pk): "2026-11-20"}
    result = tick(scene, data=data)
    assert (result.status, result.body["signed"]) == (201, 2)
    assert signed() == {one.pk: date(2026, 11, 19), two.pk: TODAY}
    assert set(PledgeSignature.objects.values_list("how", flat=True)) == {"phone"}
    rows = Change.objects.filter(action="formation.pledges_entered").order_by("pk")
    assert [row.data for row in rows] == [{"households": 1, "year": 2026}] * 2


def test_sent_again_it_is_one_signature(scene: Scene) -> None:
    """F-109: under the same key and under another one."""
    one = scene.households()[0]
    key = uuid4()
    first = tick(scene, one, key=key)
    assert tick(scene, one, key=key).body == {**first.body, "replayed": True}
    again = tick(scene, one, on="2026-11-19")
    assert (again.status, again.body["signed"]) == (201, 0)
    assert signed() == {one.pk: TODAY}


def test_two_phones_that_tick_different_households_are_put_together(scene: Scene) -> None:
    one, two, three, *_ = scene.households()
    deputy = make.actor(deputy_of(scene.group, "Hồ Văn Tám"))
    assert tick(scene, one, two).status == 201
    assert tick(scene, two, three, actor=deputy).body["signed"] == 1
    assert signed() == dict.fromkeys([one.pk, two.pk, three.pk], TODAY)


def test_households_of_another_group_are_not_to_be_found(scene: Scene) -> None:
    result = tick(scene, scene.households(scene.other)[0])
    assert (result.status, result.body["code"]) == (404, "entry_subject_gone")
    assert signed() == {}


def test_one_that_left_the_group_is_named_and_nothing_is_written(scene: Scene) -> None:
    """The telephone shows it beside its household; the others are sent again without it."""
    own, foreign = scene.households()[0], scene.households(scene.other)[0]
    result = tick(scene, own, foreign)
    assert result.status == 422
    assert [one["line"] for one in result.body["lines"]] == [str(foreign.pk)]
    assert signed() == {}
    assert tick(scene, own).status == 201


@pytest.mark.parametrize("on", ["2026-11-21", "2026-11-17"])
def test_a_day_ahead_or_before_the_registration_is_said_at_its_household(
    scene: Scene, on: str
) -> None:
    one, two, *_ = scene.households()
    result = tick(scene, data={str(one.pk): on, str(two.pk): "2026-11-20"})
    assert result.status == 422
    assert [line["line"] for line in result.body["lines"]] == [str(one.pk)]
    assert signed() == {}


@pytest.mark.parametrize("data", [{"x": "2026-11-20"}, {"1": "hôm nay"}, {"1": True}, {"1": None}])
def test_what_cannot_be_read_is_refused(scene: Scene, data: dict[str, Any]) -> None:
    result = tick(scene, data=data)
    assert (result.status, result.body["code"]) == (422, "entry_malformed")


def test_nothing_ticked_is_refused(scene: Scene) -> None:
    assert tick(scene).status == 422


@pytest.mark.parametrize("subject", ["pledge:", "pledge:x", "pledge:999999", "7"])
def test_a_pledge_that_is_not_there_is_not_to_be_found(scene: Scene, subject: str) -> None:
    assert tick(scene, scene.households()[0], subject=subject).status == 404


def test_a_pledge_that_was_closed_meanwhile_takes_no_tick(scene: Scene) -> None:
    close_registration(make.SYSTEM, scene.registration)
    result = tick(scene, scene.households()[0])
    assert (result.status, result.body["code"]) == (423, "pledge_closed")
    assert signed() == {}


def test_an_old_tick_does_not_bring_back_what_was_withdrawn(scene: Scene) -> None:
    one = scene.households()[0]
    day = date(2026, 11, 19)
    given = sign_pledge(make.SYSTEM, scene.registration, one, day, "paper")
    withdraw_signature(make.SYSTEM, given, TODAY)
    result = tick(scene, one, on="2026-11-19")
    assert result.status == 422
    assert "20/11/2026" in result.body["lines"][0]["text"]
    assert signed() == {}


def test_after_a_withdrawal_in_the_past_a_household_may_sign_anew(scene: Scene) -> None:
    one = scene.households()[0]
    given = sign_pledge(make.SYSTEM, scene.registration, one, date(2026, 11, 18), "paper")
    withdraw_signature(make.SYSTEM, given, date(2026, 11, 19))
    assert tick(scene, one).status == 201
    assert signed() == {one.pk: TODAY}


def test_no_column_holds_anything_but_the_signature(scene: Scene) -> None:
    """Domain h-5: there is nowhere to put how a household behaves."""
    one = scene.households()[0]
    tick(scene, one)
    [row] = PledgeSignature.objects.values()
    assert {name for name, value in row.items() if value not in ("", None)} == {
        "id",
        "registration_id",
        "household_id",
        "signed_on",
        "how",
        "entered_by_id",
    }


def test_the_phone_keeps_who_signed_and_no_name(scene: Scene) -> None:
    one = scene.households()[0]
    sign_pledge(make.SYSTEM, scene.registration, one, TODAY, "paper")
    given = make.client(scene.account).get("/may/du-lieu/").json()
    [kept] = given["kept"]["pledges"]["lists"]
    assert kept["subject"] == f"pledge:{scene.registration.pk}"
    assert sorted(kept["households"]) == [one.pk for one in scene.households()]
    assert kept["signed"] == {str(one.pk): "2026-11-20"}
    assert one.head_name not in str(kept)
    assert given["kept"]["instead"]["/to/ho-dan/"] == "/may/ho/"
    assert "/may/ho/" in given["shells"]


def test_officers_keep_no_pledges_on_their_phone(scene: Scene) -> None:
    clerk = make.client(make.officer(scene.world.commune)).get("/may/du-lieu/").json()
    assert clerk["kept"]["pledges"]["lists"] == []
    assert clerk["kept"]["instead"] == {}
    assert "/may/ho/" not in clerk["shells"]


def test_the_page_of_the_phone_is_the_same_for_everybody(scene: Scene) -> None:
    mine, anybody = (one.get("/may/ho/") for one in (make.client(scene.account), Client()))
    assert mine.content == anybody.content
    assert scene.households()[0].head_name not in anybody.content.decode()
