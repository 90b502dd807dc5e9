"""A second person says yes to changes of the list where the place wants that (F-63, F-14)."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.residents.register import Kind, actions, change, household, now
from tuquan.accounts.models import Account, Role
from tuquan.base.errors import Conflict
from tuquan.core.programme.local import LocalTerms
from tuquan.programmes.services import change_local_terms
from tuquan.residents import queries
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.services import (
    NewHousehold,
    add_household,
    approve_change,
    close_household,
    erase_household,
    merge_households,
    record_change,
)

State = HouseholdChange.State


@pytest.fixture
def officer(world: make.World) -> Account:
    """An officer of a commune that wants a second person for changes of the list."""
    terms = LocalTerms(second_person=("register_changes",))
    change_local_terms(make.SYSTEM, make.adoption(world.commune), terms)
    return make.officer(world.commune)


@pytest.fixture
def second(world: make.World, officer: Account) -> Account:
    """The second officer there."""
    return make.account(Role.COMMUNE_OFFICER, world.commune, "Phạm Quý Ổn")


@pytest.mark.parametrize("kind", [Kind.BIRTH, Kind.DEATH, Kind.MOVED_IN, Kind.MOVED_OUT])
def test_what_an_officer_types_in_waits_for_somebody_else(
    world: make.World, officer: Account, second: Account, kind: Kind
) -> None:
    one, mine = household(world.area), make.actor(officer)
    waiting = record_change(mine, one, change(kind))
    assert waiting.state == State.WAITING
    assert now(one).member_count == 4
    assert actions(one) == ["residents.change_told"]
    with pytest.raises(Conflict) as refused:
        approve_change(mine, waiting)
    assert refused.value.problem.code == "change_is_your_own"
    assert approve_change(make.actor(second), waiting).state == State.DONE
    assert now(one).member_count != 4


def test_a_household_that_leaves_waits_too(
    world: make.World, officer: Account, second: Account
) -> None:
    one = household(world.area)
    gone = close_household(make.actor(officer), one, date(2026, 11, 2))
    assert gone.state == State.WAITING
    assert now(one).closed_on is None
    approve_change(make.actor(second), gone)
    assert now(one).closed_on == date(2026, 11, 2)


def test_two_records_become_one_after_the_second_yes(
    world: make.World, officer: Account, second: Account
) -> None:
    keep, drop = household(world.area), household(world.area)
    merged = merge_households(make.actor(officer), keep, drop)
    assert merged.state == State.WAITING
    assert now(drop).merged_into_id is None
    approve_change(make.actor(second), merged)
    assert now(drop).merged_into_id == keep.pk


def test_the_page_says_that_it_waits(world: make.World, officer: Account, second: Account) -> None:
    one = household(world.area)
    address = reverse("residents:close", args=[one.pk])
    page = make.client(officer).post(address, {"happened_on": "02/11/2026"}, follow=True)
    (said,) = [str(message) for message in page.context["messages"]]
    assert one.head_name in said
    assert now(one).closed_on is None
    assert queries.waiting_changes(make.actor(second)).count() == 1


def test_where_nobody_else_may_check_the_list_it_counts_at_once(
    world: make.World, officer: Account
) -> None:
    one = household(world.area)
    assert record_change(make.actor(officer), one, change(Kind.BIRTH)).state == State.DONE


def test_the_head_of_the_area_is_a_second_person(world: make.World, officer: Account) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    waiting = record_change(make.actor(officer), household(world.area), change(Kind.BIRTH))
    assert waiting.state == State.WAITING
    assert approve_change(make.actor(head), waiting).state == State.DONE


def test_a_commune_without_the_switch_and_work_of_the_system_wait_for_nobody(
    world: make.World, officer: Account, second: Account
) -> None:
    theirs = make.actor(make.officer(world.neighbour))
    make.officer(world.neighbour)
    there = household(world.neighbour_area)
    assert record_change(theirs, there, change(Kind.BIRTH)).state == State.DONE
    here = household(world.area)
    assert record_change(make.SYSTEM, here, change(Kind.BIRTH)).state == State.DONE


def test_what_the_law_asks_to_forget_is_forgotten_at_once(
    world: make.World, officer: Account, second: Account
) -> None:
    one = household(world.area)
    erase_household(make.actor(officer), one, "Theo yêu cầu của hộ")
    erased = Household.objects.get(pk=one.pk)
    assert (erased.head_name, erased.closed_on) == ("", date(2026, 11, 20))


def test_a_household_typed_in_new_is_listed_at_once(
    world: make.World, officer: Account, second: Account
) -> None:
    """Only what happens to a listed household waits; taking it back takes a click."""
    added = add_household(make.actor(officer), world.area, NewHousehold("Lê Thị Tư", 1960, 2))
    assert now(added).head_name == "Lê Thị Tư"
