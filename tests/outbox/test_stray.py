"""What waits on a phone when an officer closes it goes to the officers of the place (F-111)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from tests import make
from tests.outbox.kinds import entry, notes_taken, send, written
from tuquan.accounts.models import Account
from tuquan.audit.models import Change, Look
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.outbox import registry
from tuquan.outbox.deliveries import Closing, provide_closing
from tuquan.outbox.models import Delivery, StrayItem
from tuquan.outbox.queries import visible_strays, waiting_strays
from tuquan.outbox.services import enter_stray, purge_deliveries, set_aside_stray

pytestmark = pytest.mark.django_db


@pytest.fixture
def emptied() -> list[str]:
    """What the closed phone has said about itself."""
    return []


@pytest.fixture
def leader(world: make.World, emptied: list[str]) -> Iterator[Account]:
    """A leader whose phone was closed, and who is not signed in any more."""
    before = list(registry._closing)
    account = make.officer(world.area)
    Account.objects.filter(pk=account.pk).update(name="Trần Đình Bảy")
    closing = Closing(
        account.pk, "Trần Đình Bảy", world.area.path, lambda: emptied.append("finished")
    )
    provide_closing(lambda request: closing)
    with notes_taken():
        yield account
    registry._closing[:] = before


@pytest.fixture
def officer(world: make.World) -> Account:
    return make.officer(world.commune)


def stray(leader: Account, text: str = "sáu hộ") -> StrayItem:
    """Something that came astray."""
    one = entry(text, title="Báo cáo tháng 11", read=[["Số hộ", text]])
    status, answer = send(Client(), leader, one)
    assert status == 200, answer
    return StrayItem.objects.get(key=one["key"])


def test_the_closed_phone_is_told_so_and_given_a_token(leader: Account) -> None:
    said = Client().get("/phien/").json()
    assert (said["uid"], said["closed"], bool(said["csrf"])) == (leader.pk, True, True)


def test_an_entry_is_kept_for_the_officer_and_takes_no_effect(
    leader: Account, world: make.World
) -> None:
    one = entry("sáu hộ", title="Báo cáo tháng 11", read=[["Số hộ", "6"]])
    _, answer = send(Client(), leader, one)
    [result] = answer["results"]
    assert (result["status"], result["body"]["ok"], result["body"]["stray"]) == (201, True, True)
    kept = StrayItem.objects.get()
    assert (kept.account, kept.path, kept.key) == (leader, world.area.path, UUID(one["key"]))
    assert (kept.title, kept.lines, kept.data) == (
        "Báo cáo tháng 11",
        [["Số hộ", "6"]],
        {"text": "sáu hộ"},
    )
    assert written() == []
    change = Change.objects.get(action="outbox.stray_kept")
    assert (change.path, change.data) == (world.area.path, {"kind": "note"})


def test_sent_again_it_is_kept_once(leader: Account) -> None:
    one = entry()
    send(Client(), leader, one)
    _, again = send(Client(), leader, one)
    assert again["results"][0]["body"]["replayed"] is True
    assert StrayItem.objects.count() == Delivery.objects.count() == 1


def test_what_the_server_had_before_the_phone_was_closed_keeps_its_receipt(
    leader: Account,
) -> None:
    one = entry()
    closed = registry._closing.pop()
    send(make.client(leader), leader, one)
    registry._closing.append(closed)
    _, answer = send(Client(), leader, one)
    assert answer["results"][0]["body"]["receipt"] == "GC-1"
    assert not StrayItem.objects.exists()


def test_an_empty_closed_phone_says_so_and_is_done_with(
    leader: Account, emptied: list[str]
) -> None:
    send(Client(), leader, entry())
    assert emptied == []
    status, _ = send(Client(), leader, empty=True)
    assert (status, emptied) == (200, ["finished"])


def test_somebody_else_who_signed_in_on_that_phone_is_somebody_else(
    leader: Account, officer: Account
) -> None:
    phone = make.client(officer)
    said = phone.get("/phien/").json()
    assert (said["uid"], said["closed"]) == (officer.pk, False)
    send(phone, officer, entry("của cán bộ"))
    assert written() == ["của cán bộ"]


def test_the_officer_enters_it_in_the_officers_name(
    leader: Account, officer: Account, world: make.World
) -> None:
    found = stray(leader)
    enter_stray(make.actor(officer), found)
    found.refresh_from_db()
    assert (found.outcome, found.settled_by, found.settled_at is None) == (
        "entered",
        officer,
        False,
    )
    assert written() == ["sáu hộ"]
    assert Change.objects.get(action="tests.note").actor_name == officer.name
    assert Change.objects.get(action="outbox.stray_entered").path == world.area.path


def test_what_its_kind_refuses_goes_on_waiting(leader: Account, officer: Account) -> None:
    found = stray(leader, "busy")
    with pytest.raises(Conflict):
        enter_stray(make.actor(officer), found)
    assert waiting_strays(make.actor(officer)).count() == 1
    assert written() == []


def test_the_officer_sets_it_aside_with_a_reason(leader: Account, officer: Account) -> None:
    found = stray(leader)
    with pytest.raises(Invalid) as refusal:
        set_aside_stray(make.actor(officer), found, " ")
    assert [(one.code, one.where) for one in refusal.value.problems] == [
        ("stray_needs_reason", "reason")
    ]
    set_aside_stray(make.actor(officer), found, "Tổ trưởng mới đã gửi")
    found.refresh_from_db()
    assert (found.outcome, found.reason) == ("set_aside", "Tổ trưởng mới đã gửi")
    assert written() == []
    with pytest.raises(Conflict):
        enter_stray(make.actor(officer), found)
    assert Change.objects.filter(action="outbox.stray_set_aside").count() == 1


def test_the_commune_next_door_neither_sees_nor_decides(leader: Account, world: make.World) -> None:
    found = stray(leader)
    neighbour = make.actor(make.officer(world.neighbour))
    assert list(visible_strays(neighbour)) == []
    for decide in (
        lambda: enter_stray(neighbour, found),
        lambda: set_aside_stray(neighbour, found, "x"),
    ):
        with pytest.raises(NotAllowed):
            decide()
    found.refresh_from_db()
    assert found.settled_at is None


def test_a_kind_that_is_not_taken_any_more_can_only_be_set_aside(
    leader: Account, officer: Account
) -> None:
    found = stray(leader)
    StrayItem.objects.filter(pk=found.pk).update(kind="forgotten")
    found.refresh_from_db()
    page = make.client(officer)
    refused = page.post(f"/may/lac/{found.pk}/nhap/")
    assert refused.status_code == 422
    assert StrayItem.objects.waiting().count() == 1


def test_the_pages_show_what_was_written_and_leave_a_mark(
    leader: Account, officer: Account
) -> None:
    found = stray(leader)
    page = make.client(officer)
    assert "Báo cáo tháng 11" in page.get("/may/lac/").content.decode()
    before = Look.objects.count()
    shown = page.get(f"/may/lac/{found.pk}/").content.decode()
    assert "sáu hộ" in shown
    assert "Trần Đình Bảy" in shown
    look = Look.objects.latest("pk")
    assert (Look.objects.count() - before, look.purpose) == (1, "outbox.stray")
    assert page.post(f"/may/lac/{found.pk}/gac-lai/", {"reason": ""}).status_code == 422
    done = page.post(f"/may/lac/{found.pk}/gac-lai/", {"reason": "Đã có bản mới"}, follow=True)
    assert done.redirect_chain == [("/may/lac/", 302)]
    assert "Đã có bản mới" in page.get(f"/may/lac/{found.pk}/").content.decode()


def test_a_settled_entry_is_forgotten_after_ninety_days(leader: Account, officer: Account) -> None:
    kept, settled, actor = stray(leader), stray(leader), make.actor(officer)
    with clock.pretending(clock.now() - timedelta(days=91)):
        set_aside_stray(actor, settled, "Trùng")
    assert purge_deliveries(make.SYSTEM)["strays"] == 1
    assert list(StrayItem.objects.all()) == [kept]
    with pytest.raises(NotAllowed):
        purge_deliveries(actor)
