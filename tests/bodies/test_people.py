"""One person, several hats; trainings; names shared by two people (F-126, S2-32)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from tests import make
from tests.bodies.making import FOUNDED, body, officer, post, stranger
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.bodies.models import PostHolder, Training
from tuquan.bodies.queries import Hat, hats_of, namesakes, own_holder, people, provide_hats
from tuquan.bodies.queries.people import visible_holders
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    appoint,
    end_appointment,
    holder_for,
    record_training,
)


def test_the_same_account_is_the_same_person_wherever_in_the_commune(world: make.World) -> None:
    account = make.account("area_head", world.area)
    one = holder_for(officer(world), world.area, "Đỗ Thị Nga", account)
    assert (one.place, one.account) == (world.commune, account)
    assert holder_for(officer(world), world.commune, "Nga", account) == one
    assert own_holder(make.actor(account)) == one
    change = Change.objects.get(action="bodies.holder_added")
    assert (change.path, change.data) == (world.commune.path, {})


def test_two_people_may_share_a_name_and_are_told_apart_by_choosing(world: make.World) -> None:
    one = holder_for(officer(world), world.commune, "Nguyễn Văn Hoà")
    other = holder_for(officer(world), world.commune, "Nguyễn Văn Hòa")
    assert one != other
    assert namesakes(world.area, "nguyễn văn hoà") == [one, other]
    assert namesakes(world.neighbour, "Nguyễn Văn Hoà") == []
    known = holder_for(officer(world), world.commune, "Nguyễn Văn Hoà", known=other)
    assert known == other
    assert PostHolder.objects.count() == 2


def test_a_known_person_may_get_an_account_once(world: make.World) -> None:
    one = holder_for(officer(world), world.commune, "Lò Văn Pó")
    first, second = (make.account("area_head", world.area) for _ in range(2))
    assert holder_for(officer(world), world.commune, "Lò Văn Pó", first, one).account == first
    with pytest.raises(Conflict) as error:
        holder_for(officer(world), world.commune, "Lò Văn Pó", second, one)
    assert error.value.problem.code == "holder_has_account"


@pytest.mark.parametrize(
    ("name", "code"),
    [("  ", "text_missing"), ("a" * 300, "words_too_long"), ("<b>An</b>", "text_with_markup")],
)
def test_a_wrong_name_is_refused(world: make.World, name: str, code: str) -> None:
    with pytest.raises(Invalid) as error:
        holder_for(officer(world), world.commune, name)
    assert [(one.code, one.where) for one in error.value.problems] == [(code, "name")]
    assert not PostHolder.objects.exists()


def test_the_officer_next_door_writes_nobody_down(world: make.World) -> None:
    with pytest.raises(NotAllowed):
        holder_for(stranger(world), world.commune, "An")
    one = holder_for(officer(world), world.commune, "An")
    with pytest.raises(NotAllowed):
        record_training(stranger(world), one, "Vận động", "", FOUNDED)
    assert not visible_holders(stranger(world)).exists()
    assert not Training.objects.exists()


def test_a_training_is_kept_with_who_held_it(world: make.World) -> None:
    """S3-04, S4-05."""
    one = holder_for(officer(world), world.commune, "An")
    made = record_training(officer(world), one, " Phân loại rác ", "MTTQ tỉnh", FOUNDED)
    assert (made.subject, made.held_by, made.held_on) == ("Phân loại rác", "MTTQ tỉnh", FOUNDED)
    assert Change.objects.get(action="bodies.trained").data == {"subject": "Phân loại rác"}
    with pytest.raises(Invalid) as error:
        record_training(officer(world), one, "", "", date(2026, 12, 24))
    assert {(p.code, p.where) for p in error.value.problems} == {
        ("text_missing", "subject"),
        ("day_not_come", "held_on"),
    }


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app above that knows one post more of everybody."""
    monkeypatch.setattr(people, "_PROVIDERS", [])

    def more(holder: PostHolder) -> Iterable[Hat]:
        since = date(2026, 6, 1)
        yield Hat("Tổ trưởng", "Tổ 1", "Thôn 2", since, date(2026, 12, 1), None)

    provide_hats(more)
    provide_hats(more)


@pytest.mark.usefixtures("elsewhere")
def test_all_hats_of_a_person_stand_together_those_held_now_first(world: make.World) -> None:
    chair = post(body(world.commune))
    front = body(world.commune, "Ban Thường trực", None, "front_committee")
    member = appoint(make.SYSTEM, front, NewAppointment(chair.holder, "member", "Ủy viên", FOUNDED))
    end_appointment(make.SYSTEM, member, date(2026, 10, 1), "Rút")
    hats = hats_of(chair.holder)
    assert [(hat.post, hat.where, hat.ended_on) for hat in hats] == [
        ("Tổ trưởng", "Tổ 1", None),
        ("Trưởng ban", "Ban Chỉ đạo xã", None),
        ("Ủy viên", "Ban Thường trực", date(2026, 10, 1)),
    ]
    assert [hat.state for hat in hats] == ["ends_within_30", "running", "running"]


def test_a_name_alone_makes_a_new_person_each_time(world: make.World) -> None:
    one = body(world.commune)
    first = post(one, "Nguyễn Văn Hoà")
    second = appoint(
        make.SYSTEM, one, NewAppointment(Named("Nguyễn Văn Hoà"), "member", "Ủy viên", FOUNDED)
    )
    again = NewAppointment(Named("Nguyễn Văn Hoà", known=first.holder), "member", "Thư ký", FOUNDED)
    assert second.holder != first.holder
    assert appoint(make.SYSTEM, one, again).holder == first.holder
