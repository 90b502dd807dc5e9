"""S2-14, S2-30, F-17: who looks after a household."""

from __future__ import annotations

import pytest

from tests import make
from tests.residents.consents import CONTACT, DAY, ZALO, agreed
from tests.residents.register import (
    TODAY,
    Kind,
    change,
    codes,
    conflict,
    everything,
    head,
    household,
    members_kept,
    now,
    officer,
)
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.residents import queries
from tuquan.residents.models import (
    HouseholdAssignment,
)
from tuquan.residents.services import (
    NewMember,
    add_contact,
    add_member,
    assign_household,
    assign_households,
    assign_lane,
    correct_member,
    end_assignment,
    give_consent,
    record_change,
    remove_contact,
    remove_member,
    withdraw_consent,
)


def test_several_may_look_after_a_household_each_once(world: make.World) -> None:
    """F-22, S2-30: form 02 names one or several persons in charge."""
    one = household(world.area)
    account = make.account("area_head", world.area)
    first = assign_household(officer(world), one, "Trần Thị  Hoà")
    assign_household(make.SYSTEM, one, "Vũ Văn Sáu", account)
    with pytest.raises(Conflict) as refused:
        assign_household(make.SYSTEM, one, "TRẦN THỊ HÒA")
    assert conflict(refused) == "assigned_already"
    helpers = {a.assignee: a.account for a in queries.assignments_now(one)}
    assert helpers == {"Trần Thị Hoà": None, "Vũ Văn Sáu": account}
    end_assignment(officer(world), first)
    assert [a.assignee for a in queries.assignments_now(one)] == ["Vũ Văn Sáu"]
    assert HouseholdAssignment.objects.get(pk=first.pk).effective_until == TODAY
    with pytest.raises(Conflict) as refused:
        end_assignment(make.SYSTEM, first)
    assert conflict(refused) == "assignment_ended_already"


def test_a_whole_lane_gets_somebody_however_it_is_spelt(world: make.World) -> None:
    lanes = ("Ngõ Hoà Bình", "ngõ hòa bình", "Ngõ Đình", "Ngõ Hoà Bình")
    made = [household(world.area, f"Lê Văn {n}", lane=lane) for n, lane in enumerate(lanes)]
    record_change(make.SYSTEM, made[3], change(Kind.CLOSED))
    assign_household(make.SYSTEM, made[0], "Vũ Văn Sáu")
    assert assign_lane(officer(world), world.area, "NGÕ HÒA BÌNH", "Vũ Văn Sáu") == 1
    assert [queries.assignments_now(one).count() for one in made] == [1, 1, 0, 0]
    line = Change.objects.filter(action="residents.assigned").latest("pk")
    assert (line.path, line.data) == (world.area.path, {"households": 1})


@pytest.mark.parametrize(
    ("name", "code", "field"),
    [(" ", "assignee_missing", "assignee"), ("x" * 151, "household_text_too_long", "assignee")],
)
def test_somebody_who_looks_after_has_a_name(
    world: make.World, name: str, code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        assign_household(make.SYSTEM, household(world.area), name)
    assert codes(refused) == [(code, field)]


def test_an_empty_choice_of_households_is_refused(world: make.World) -> None:
    with pytest.raises(Invalid) as refused:
        assign_households(make.SYSTEM, [], "Vũ Văn Sáu")
    assert codes(refused) == [("households_not_chosen", "household")]


def test_whoever_has_no_business_here_writes_nothing(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    member = add_member(make.SYSTEM, one, NewMember("Lê Thị Tư"))
    consent = agreed(one, CONTACT, "0912345678")
    helper = assign_household(make.SYSTEM, one, "Vũ Văn Sáu")
    (contact,) = queries.contacts_of(one)
    stranger, teller = make.actor(make.officer(world.neighbour)), head(world)
    before = everything()
    attempts = (
        lambda by: add_member(by, one, NewMember("Lê Thị Bảy")),
        lambda by: correct_member(by, member, NewMember("Lê Thị Bảy")),
        lambda by: remove_member(by, member),
        lambda by: give_consent(by, one, ZALO, "paper", "Lê Văn Ba", DAY),
        lambda by: withdraw_consent(by, consent),
        lambda by: add_contact(by, one, "0987654321"),
        lambda by: remove_contact(by, contact),
        lambda by: assign_household(by, one, "Lê Thị Bảy"),
        lambda by: assign_households(by, [one], "Lê Thị Bảy"),
        lambda by: assign_lane(by, world.area, "Ngõ Đình", "Lê Thị Bảy"),
        lambda by: end_assignment(by, helper),
    )
    for by in (stranger, teller):
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt(by)
    assert everything() == before
    assert now(one).members.count() == 1
    assert now(one).contacts.count() == 1
