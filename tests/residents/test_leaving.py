"""F-10, F-13, domain d9 and h-4: households that leave, come back, or must be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import make
from tests.residents.register import (
    TODAY,
    Kind,
    actions,
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
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.services import propose_area_groups
from tuquan.residents import queries
from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdAssignment,
    HouseholdChange,
    HouseholdMember,
)
from tuquan.residents.services import (
    NewHousehold,
    NewMember,
    add_member,
    assign_household,
    close_household,
    correct_household,
    erase_household,
    give_consent,
    merge_households,
    record_change,
    reopen_household,
    take_back_change,
)

DAY = date(2026, 11, 10)


def grouped(world: make.World) -> tuple[ResidentGroup, Household]:
    """A formed group, and one household of it."""
    make.adoption(world.commune)
    (group,) = make.groups(world.area)
    one = Household.objects.filter(memberships__group=group).order_by("pk")[0]
    Membership.objects.filter(group=group).update(effective_from=date(2026, 2, 1))
    Household.objects.update(opened_on=date(2026, 1, 1))
    return group, now(one)


def test_a_household_that_leaves_is_in_no_list_and_keeps_its_past(world: make.World) -> None:
    one = household(world.area)
    close_household(officer(world), one, DAY, "vào Nam với con")
    assert now(one).closed_on == DAY
    assert not queries.visible_households(officer(world)).exists()
    made = HouseholdChange.objects.get()
    kept = (made.kind, made.happened_on, made.persons, made.details["note"])
    assert kept == (Kind.CLOSED, DAY, -4, "vào Nam với con")
    assert now(one).member_count == 4
    assert actions(one) == ["residents.change_recorded"]


def test_a_household_leaves_after_all_that_happened_to_it(world: make.World) -> None:
    one = household(world.area)
    record_change(make.SYSTEM, one, change(Kind.BIRTH, DAY))
    with pytest.raises(Invalid) as refused:
        close_household(make.SYSTEM, one, date(2026, 11, 9))
    assert codes(refused) == [("change_after_leaving", "happened_on")]
    close_household(make.SYSTEM, one, DAY)
    assert now(one).closed_on == DAY


def test_its_place_in_the_group_and_who_helped_end_with_it(world: make.World) -> None:
    """F-10: memberships end, with the day, and stay as history."""
    group, one = grouped(world)
    assign_household(make.SYSTEM, one, "Vũ Văn Sáu")
    HouseholdAssignment.objects.update(effective_from=date(2026, 2, 1))
    close_household(officer(world), one, DAY)
    membership = Membership.objects.get(household=one)
    assert (membership.group, membership.effective_until) == (group, DAY)
    assert HouseholdAssignment.objects.get().effective_until == DAY
    line = Change.objects.get(action="groups.household_left")
    assert (line.path, line.data) == (group.path, {"household": one.pk})


def test_a_closing_by_mistake_is_taken_back_with_all_it_ended(world: make.World) -> None:
    group, one = grouped(world)
    assign_household(make.SYSTEM, one, "Vũ Văn Sáu")
    close_household(make.SYSTEM, one, TODAY)
    reopen_household(officer(world), one)
    assert now(one).closed_on is None
    assert Membership.objects.current().get(household=one).group == group
    assert HouseholdAssignment.objects.get().effective_until is None
    assert HouseholdChange.objects.get().state == HouseholdChange.State.UNDONE
    assert actions(one)[-2:] == ["residents.change_undone", "residents.reopened"]


def test_a_proposed_place_goes_and_comes_back(world: make.World) -> None:
    make.adoption(world.commune)
    one, _other = make.households(world.area, 2)
    edition = make.edition(make.S0)
    rules = edition.content.group_rules
    assert rules is not None
    (group,) = propose_area_groups(make.SYSTEM, edition.programme, rules, world.area)
    close_household(make.SYSTEM, one, TODAY)
    assert not Membership.objects.filter(household=one).exists()
    reopen_household(make.SYSTEM, one)
    assert Membership.objects.get(household=one).group == group


def test_a_household_that_comes_back_later_was_away_in_between(world: make.World) -> None:
    one = household(world.area)
    close_household(make.SYSTEM, one, date(2026, 3, 1))
    with pytest.raises(Invalid) as refused:
        reopen_household(make.SYSTEM, one, date(2026, 2, 28))
    assert codes(refused) == [("household_return_day", "on")]
    reopen_household(officer(world), one, DAY)
    assert now(one).closed_on is None
    added = HouseholdChange.objects.get(kind=Kind.ADDED)
    assert (added.happened_on, added.persons) == (DAY, 4)
    assert HouseholdChange.objects.get(kind=Kind.CLOSED).state == HouseholdChange.State.DONE


def test_only_a_household_that_left_comes_back(world: make.World) -> None:
    one, other = household(world.area), household(world.area, "Trần Thị Hoà")
    with pytest.raises(Conflict) as refused:
        reopen_household(make.SYSTEM, one)
    assert conflict(refused) == "household_open"
    merge_households(make.SYSTEM, one, other)
    with pytest.raises(Conflict) as refused:
        reopen_household(make.SYSTEM, other, TODAY)
    assert conflict(refused) == "household_merged"


def test_a_household_that_left_is_corrected_no_more(world: make.World) -> None:
    one = household(world.area)
    close_household(make.SYSTEM, one, TODAY)
    with pytest.raises(Conflict) as refused:
        correct_household(make.SYSTEM, one, NewHousehold("Lê Văn Bá"))
    assert conflict(refused) == "household_closed"


def told_much(world: make.World) -> Household:
    """A household of which everything that can be kept is kept."""
    members_kept(world)
    one = household(world.area, address="Đội 3", reached_by="zalo")
    add_member(make.SYSTEM, one, NewMember("Nông Thị Xuyến", "1999"))
    give_consent(make.SYSTEM, one, "zalo", "paper", "Nông Thị Xuyến", DAY, ["0912345678"])
    assign_household(make.SYSTEM, one, "Vũ Văn Sáu")
    record_change(make.SYSTEM, one, change(Kind.BIRTH, DAY, person_name="Lê Bé Na"))
    record_change(head(world), one, change(Kind.DEATH, DAY, person_name="Nông Thị Xuyến"))
    new = NewHousehold("Lê Văn Bá", 1980, 5, "Ngõ Đình", "14A", "sau đình")
    correct_household(make.SYSTEM, one, new)
    return now(one)


def test_an_erased_household_leaves_only_its_number_and_the_counts(world: make.World) -> None:
    """Domain d9: deleted where the law asks."""
    one = told_much(world)
    erase_household(officer(world), one, "Hộ yêu cầu xoá, đơn số 12")
    gone = now(one)
    empty = {name: value for name, value in queries.kept_of(gone).items() if value}
    assert (empty, gone.search_text, gone.sort_key) == ({}, "", "")
    assert (gone.closed_on, gone.path, gone.code) == (TODAY, world.area.path, one.code)
    assert gone.erased_at is not None
    for model in (HouseholdMember, Consent, Contact, HouseholdAssignment):
        assert not model.objects.exists()
    written = str(list(HouseholdChange.objects.values())) + str(list(Change.objects.values("data")))
    for word in ("Xuyến", "Bé Na", "Lê Văn", "0912345678", "Đội 3", "sau đình"):
        assert word not in written
    line = Change.objects.get(action="residents.erased")
    assert line.data == {"reason": "Hộ yêu cầu xoá, đơn số 12"}


def test_nothing_waits_about_a_household_that_was_erased(world: make.World) -> None:
    one = told_much(world)
    assert queries.waiting_changes(officer(world)).count() == 1
    erase_household(make.SYSTEM, one, "Hộ yêu cầu")
    assert not queries.waiting_changes(officer(world)).exists()


def test_erasing_changes_no_total_of_the_past(world: make.World) -> None:
    one = told_much(world)
    other = household(world.area, "Trần Thị Hoà", 3)
    merge_households(make.SYSTEM, other, household(world.area, "Trần Thị Hòa", 3))
    before = queries.movement_of(make.SYSTEM, world.commune, 2026, 11).total
    close_household(make.SYSTEM, one, TODAY)
    closed = queries.movement_of(make.SYSTEM, world.commune, 2026, 11).total
    erase_household(make.SYSTEM, one, "Hộ yêu cầu")
    erase_household(make.SYSTEM, other, "Hộ yêu cầu")
    after = queries.movement_of(make.SYSTEM, world.commune, 2026, 11).total
    assert before.closing.persons == 5 + 3
    assert (closed.opening, closed.by_kind["birth"]) == (after.opening, after.by_kind["birth"])
    assert (after.closing.households, after.closing.persons, after.agrees) == (0, 0, True)


def test_doubles_are_forgotten_with_the_household(world: make.World) -> None:
    one, double = household(world.area), household(world.area, note="nhà cũ ở Ngõ Mới")
    merge_households(make.SYSTEM, one, double)
    erase_household(make.SYSTEM, one, "Hộ yêu cầu")
    assert (now(double).head_name, now(double).note) == ("", "")
    assert now(double).erased_at is not None
    assert "Ngõ Mới" not in str(list(HouseholdChange.objects.values()))


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (" ", "erase_reason_missing"),
        ("x" * 301, "household_text_too_long"),
        ("hộ ông Le Van Ba yêu cầu", "erase_reason_names"),
        ("bà NÔNG THỊ XUYẾN yêu cầu", "erase_reason_names"),
    ],
)
def test_erasing_needs_a_reason_without_names(world: make.World, reason: str, code: str) -> None:
    members_kept(world)
    one = household(world.area)
    add_member(make.SYSTEM, one, NewMember("Nông Thị Xuyến"))
    with pytest.raises(Invalid) as refused:
        erase_household(make.SYSTEM, one, reason)
    assert codes(refused) == [(code, "reason")]
    assert now(one).erased_at is None


def test_what_is_erased_stays_erased(world: make.World) -> None:
    one = household(world.area)
    close_household(make.SYSTEM, one, TODAY)
    erase_household(make.SYSTEM, one, "Hộ yêu cầu")
    with pytest.raises(Conflict) as refused:
        reopen_household(make.SYSTEM, one)
    assert conflict(refused) == "household_erased"
    with pytest.raises(Conflict) as refused:
        erase_household(make.SYSTEM, one, "Hộ yêu cầu")
    assert conflict(refused) == "household_erased"
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, HouseholdChange.objects.get())
    assert conflict(refused) == "household_erased"


def test_whoever_has_no_business_here_closes_and_erases_nothing(world: make.World) -> None:
    one, left = household(world.area), household(world.area, "Trần Thị Hoà")
    close_household(make.SYSTEM, left, TODAY)
    people = make.actor(make.officer(world.neighbour)), head(world)
    before = everything()
    attempts: tuple[Callable[[Actor], object], ...] = (
        lambda by: close_household(by, one, TODAY),
        lambda by: reopen_household(by, left),
        lambda by: erase_household(by, one, "Hộ yêu cầu"),
    )
    for by in people:
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt(by)
    assert everything() == before
