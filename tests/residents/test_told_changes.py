"""What a leader tells waits for somebody else; what was written can be taken back (S2-15, F-10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tests.residents.changing import State
from tests.residents.register import (
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
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.residents import queries
from tuquan.residents.models import Household, HouseholdMember
from tuquan.residents.services import (
    NewHousehold,
    add_household,
    approve_change,
    record_change,
    refuse_change,
    take_back_change,
)


def test_what_is_told_waits_and_changes_nothing_yet(world: make.World) -> None:
    """F-14: the maker tells, another checks."""
    one = household(world.area)
    told = record_change(head(world), one, change(Kind.BIRTH, person_name="Lê Bé Na"))
    assert (told.state, told.persons, told.before, told.after) == (State.WAITING, 0, {}, {})
    assert now(one).member_count == 4
    assert actions(one) == ["residents.change_told"]
    assert list(queries.waiting_changes(officer(world))) == [told]
    doubled = queries.preview_change(one, change(Kind.BIRTH))
    assert [warning.code for warning in doubled.warnings] == ["change_told_already"]


def test_somebody_else_approves_and_it_counts(world: make.World) -> None:
    one, teller, checker = household(world.area), head(world), officer(world)
    told = record_change(teller, one, change(Kind.MOVED_IN, date(2026, 11, 3), persons=2))
    done = approve_change(checker, told)
    assert (done.pk, done.state, done.persons) == (told.pk, State.DONE, 2)
    assert (done.made_by_id, done.checked_by_id) == (teller.user_id, checker.user_id)
    assert "asked" not in done.details
    assert now(one).member_count == 6
    assert actions(one) == ["residents.change_told", "residents.change_approved"]
    with pytest.raises(Conflict) as refused:
        approve_change(checker, told)
    assert conflict(refused) == "change_not_waiting"


def test_nobody_checks_what_they_told_themselves(world: make.World) -> None:
    one, teller = household(world.area), head(world)
    told = record_change(teller, one, change(Kind.BIRTH))
    assert not queries.waiting_changes(teller).exists()
    with pytest.raises(Conflict) as refused:
        approve_change(teller, told)
    assert conflict(refused) == "change_is_your_own"
    other_head = head(world, "Hoàng Thị Bảy")
    assert approve_change(other_head, told).state == State.DONE


def test_a_refusal_has_a_reason_that_the_teller_sees(world: make.World) -> None:
    one, teller = household(world.area), head(world)
    told = record_change(teller, one, change(Kind.BIRTH))
    with pytest.raises(Invalid) as refused:
        refuse_change(officer(world), told, "  ")
    assert codes(refused) == [("change_reason_missing", "reason")]
    refuse_change(officer(world), told, "Cháu đã được ghi tháng trước")
    (seen,) = queries.told_changes(teller)
    assert (seen.state, seen.refusal) == (State.REFUSED, "Cháu đã được ghi tháng trước")
    assert now(one).member_count == 4


def test_what_no_longer_fits_is_not_approved(world: make.World) -> None:
    one, teller = household(world.area, members=2), head(world)
    told = record_change(teller, one, change(Kind.MOVED_OUT))
    record_change(make.SYSTEM, one, change(Kind.DEATH))
    with pytest.raises(Conflict) as refused:
        approve_change(officer(world), told)
    assert conflict(refused) == "change_no_longer_fits"
    told.refresh_from_db()
    assert told.state == State.WAITING


def test_a_told_split_is_written_as_it_was_told(world: make.World) -> None:
    one = household(world.area)
    new = NewHousehold(
        "Lê Văn Năm", 1999, 2, "Ngõ Mới", latitude=Decimal(21), longitude=Decimal(105)
    )
    told = record_change(head(world), one, change(Kind.SPLIT, household=new))
    assert Household.objects.count() == 1
    done = approve_change(officer(world), told)
    assert done.other is not None
    assert (now(done.other).head_name, now(done.other).latitude) == ("Lê Văn Năm", Decimal(21))
    assert now(one).member_count == 2


def test_who_told_may_take_it_back_while_it_waits(world: make.World) -> None:
    one, teller = household(world.area), head(world)
    told = record_change(teller, one, change(Kind.BIRTH))
    assert take_back_change(teller, told).state == State.UNDONE
    with pytest.raises(NotAllowed):
        take_back_change(head(world, "Hoàng Thị Bảy"), told)


def test_a_leader_tells_of_the_households_of_the_own_group_only(world: make.World) -> None:
    make.adoption(world.commune)
    (group,) = make.groups(world.area)
    outside = household(world.area, "Trần Thị Hoà")
    inside = Household.objects.filter(memberships__group=group).first()
    assert inside is not None
    leader = make.actor(make.leader(group))
    assert record_change(leader, inside, change(Kind.BIRTH)).state == State.WAITING
    with pytest.raises(NotAllowed):
        record_change(leader, outside, change(Kind.BIRTH))


def test_a_change_taken_back_leaves_everything_as_it_was(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    made = record_change(make.SYSTEM, one, change(Kind.BIRTH, person_name="Lê Bé Na"))
    take_back_change(officer(world), made)
    made.refresh_from_db()
    assert (made.state, now(one).member_count) == (State.UNDONE, 4)
    assert not HouseholdMember.objects.exists()
    assert actions(one) == ["residents.change_recorded", "residents.change_undone"]
    with pytest.raises(Conflict) as refused:
        take_back_change(officer(world), made)
    assert conflict(refused) == "change_not_done"


def test_a_change_stays_while_a_later_one_stands_on_it(world: make.World) -> None:
    one = household(world.area)
    first = record_change(make.SYSTEM, one, change(Kind.BIRTH))
    head_changed = record_change(make.SYSTEM, one, change(Kind.HEAD_CHANGED, new_head="Lê Thị Tư"))
    second = record_change(make.SYSTEM, one, change(Kind.DEATH))
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, first)
    assert conflict(refused) == "change_overtaken"
    take_back_change(make.SYSTEM, head_changed)  # touches other columns
    take_back_change(make.SYSTEM, second)
    take_back_change(make.SYSTEM, first)
    assert (now(one).head_name, now(one).member_count) == ("Lê Văn Ba", 4)


def test_a_column_that_is_no_longer_as_written_is_not_overwritten(world: make.World) -> None:
    one = household(world.area)
    made = record_change(make.SYSTEM, one, change(Kind.BIRTH))
    Household.objects.filter(pk=one.pk).update(member_count=9)
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, made)
    assert conflict(refused) == "change_overtaken"
    assert now(one).member_count == 9


def test_what_was_approved_later_stands_on_what_was_written_before(world: make.World) -> None:
    one = household(world.area)
    told = record_change(head(world), one, change(Kind.DEATH))
    made = record_change(make.SYSTEM, one, change(Kind.BIRTH))
    approve_change(officer(world), told)
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, made)
    assert conflict(refused) == "change_overtaken"
    take_back_change(make.SYSTEM, told)
    take_back_change(make.SYSTEM, made)
    assert now(one).member_count == 4


def test_a_household_added_by_hand_is_not_taken_back(world: make.World) -> None:
    one = add_household(make.SYSTEM, world.area, NewHousehold("Lê Văn Ba", 1979, 4))
    (made,) = queries.visible_changes(officer(world))
    assert (made.kind, made.persons, made.household) == (Kind.ADDED, 4, one)
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, made)
    assert conflict(refused) == "change_kind_stays"


def test_whoever_has_no_business_here_changes_nothing(world: make.World) -> None:
    one, other = household(world.area), household(world.neighbour_area)
    told = record_change(head(world), one, change(Kind.BIRTH))
    done = record_change(make.SYSTEM, one, change(Kind.BIRTH))
    stranger, teller = make.actor(make.officer(world.neighbour)), head(world, "Hoàng Thị Bảy")
    ours = officer(world)
    before = everything()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: record_change(stranger, one, change(Kind.BIRTH)),
        lambda: record_change(ours, one, change(Kind.MERGED, other=other)),
        lambda: approve_change(stranger, told),
        lambda: refuse_change(stranger, told, "không"),
        lambda: take_back_change(stranger, done),
        lambda: take_back_change(teller, done),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert everything() == before
