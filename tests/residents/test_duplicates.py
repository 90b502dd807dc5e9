"""F-11, F-12: households that seem to be one, with reasons; merged, or said to be two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from tests import make
from tests.residents.register import (
    TODAY,
    Kind,
    actions,
    change,
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
from tuquan.groups.models import Membership
from tuquan.residents import queries
from tuquan.residents.models import (
    Consent,
    Contact,
    DuplicateVerdict,
    Household,
    HouseholdAssignment,
    HouseholdMember,
)
from tuquan.residents.services import (
    NewHousehold,
    NewMember,
    add_households,
    add_member,
    assign_household,
    give_consent,
    merge_households,
    record_change,
    say_different,
    take_back_change,
)

BA = NewHousehold("Lê Văn Hoà", 1979, 4, "Ngõ Đình", "14")


def suspected(world: make.World, *others: NewHousehold) -> list[tuple[list[str], str]]:
    """The reasons and the certainty of what is suspected of `BA` and these."""
    add_households(make.SYSTEM, world.area, [BA, *others])
    found = queries.suspected_duplicates(officer(world), world.commune)
    return [([reason.code for reason in one.reasons], one.certainty) for one in found]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (BA, (["duplicate_same_year", "duplicate_same_door"], "sure")),
        (replace(BA, head_name="Lê Văn Hòa"),)
        + ((["duplicate_same_year", "duplicate_tone_style", "duplicate_same_door"], "sure"),),
        (replace(BA, house_number="16"), (["duplicate_same_year"], "likely")),
        (replace(BA, lane="Ngõ Mới"), (["duplicate_other_lane"], "likely")),
        (replace(BA, birth_year=1981),)
        + ((["duplicate_near_year", "duplicate_same_door"], "perhaps"),),
        (replace(BA, birth_year=None),)
        + ((["duplicate_same_name", "duplicate_same_door"], "likely"),),
        (replace(BA, birth_year=None, house_number=""), (["duplicate_same_name"], "perhaps")),
    ],
)
def test_likeness_is_told_with_its_reasons(
    world: make.World, other: NewHousehold, expected: tuple[list[str], str]
) -> None:
    assert suspected(world, other) == [expected]


@pytest.mark.parametrize(
    "other",
    [
        replace(BA, head_name="Lê Văn Hóa"),
        replace(BA, birth_year=1982),
        replace(BA, birth_year=1980, house_number="16"),
        replace(BA, birth_year=None, lane="Ngõ Mới"),
        replace(BA, head_name="Trần Thị Sen"),
    ],
)
def test_other_people_are_not_suspected(world: make.World, other: NewHousehold) -> None:
    assert suspected(world, other) == []


def test_the_reasons_carry_the_values_that_agree(world: make.World) -> None:
    add_households(make.SYSTEM, world.area, [BA, replace(BA, lane="Ngõ Mới")])
    (found,) = queries.suspected_duplicates(make.SYSTEM, world.area)
    assert found.reasons[0].params == {
        "name": "Lê Văn Hoà",
        "year": "1979",
        "first": "Ngõ Đình",
        "second": "Ngõ Mới",
    }


def test_one_name_and_year_in_another_area_is_less_sure(world: make.World) -> None:
    add_households(make.SYSTEM, world.area, [BA])
    add_households(make.SYSTEM, world.other_area, [replace(BA, lane="Ngõ Mới")])
    (found,) = queries.suspected_duplicates(make.SYSTEM, world.commune)
    assert found.certainty == "perhaps"
    assert queries.suspected_duplicates(make.SYSTEM, world.area) == []


def test_one_number_agreed_to_by_two_households_is_a_reason(world: make.World) -> None:
    one, other = household(world.area, "Lê Văn Ba"), household(world.area, "Trần Thị Sen")
    Household.objects.filter(pk=other.pk).update(house_number="20")
    for each in (one, other):
        day = date(2026, 11, 2)
        give_consent(make.SYSTEM, each, "contact", "paper", each.head_name, day, ["0912345678"])
    (found,) = queries.suspected_duplicates(officer(world), world.area)
    assert [reason.code for reason in found.reasons] == ["duplicate_same_phone"]
    assert (found.reasons[0].params, found.certainty) == ({"last": "678"}, "perhaps")


def test_the_surest_come_first(world: make.World) -> None:
    found = suspected(
        world,
        replace(BA, birth_year=1980),
        replace(BA, lane="Ngõ Mới"),
        replace(BA, head_name="Bùi Thị Sen"),
        replace(BA, head_name="Bùi Thị Sen"),
    )
    assert [certainty for _codes, certainty in found] == ["sure", "likely", "perhaps"]


def test_said_to_be_two_they_are_not_suggested_again(world: make.World) -> None:
    first, second = add_households(make.SYSTEM, world.area, [BA, BA])
    actor = officer(world)
    verdict = say_different(actor, second, first)
    assert (verdict.first, verdict.second, verdict.said_by_id) == (first, second, actor.user_id)
    assert say_different(actor, first, second) == verdict
    assert queries.suspected_duplicates(actor, world.area) == []
    line = Change.objects.get(action="residents.said_different")
    assert line.data == {"other": second.pk}


def test_a_merger_fills_what_was_missing_and_counts_nobody_twice(world: make.World) -> None:
    keep = household(world.area, birth_year=None, note="sau đình")
    drop = household(world.area, address="Đội 3", note="gần giếng", reached_by="phone")
    made = merge_households(officer(world), keep, drop)
    kept, gone = now(keep), now(drop)
    assert (kept.birth_year, kept.address, kept.reached_by) == (1979, "Đội 3", "phone")
    assert (kept.member_count, kept.note) == (4, "sau đình\ngần giếng")
    assert kept.search_text.endswith(" doi 3")
    assert (gone.closed_on, gone.merged_into) == (TODAY, keep)
    assert (made.persons, made.other) == (-4, keep)
    assert [(c.kind, c.persons) for c in keep.changes.all()] == [(Kind.MERGED, 0)]
    assert actions(drop) == ["residents.change_recorded"]


def test_people_numbers_and_helpers_go_where_they_were_missing(world: make.World) -> None:
    members_kept(world)
    keep, drop = household(world.area), household(world.area)
    day = date(2026, 11, 2)
    give_consent(make.SYSTEM, keep, "contact", "paper", "Lê Văn Ba", day, ["0912345678"])
    for purpose, number in (("contact", "0987654321"), ("zalo", "0934567890")):
        give_consent(make.SYSTEM, drop, purpose, "paper", "Lê Văn Ba", day, [number])
    add_member(make.SYSTEM, drop, NewMember("Lê Văn Ba"))
    add_member(make.SYSTEM, drop, NewMember("Lê Thị Tư"))
    for one, name in ((keep, "Vũ Văn Sáu"), (drop, "VŨ VĂN SÁU"), (drop, "Bùi Thị Sen")):
        assign_household(make.SYSTEM, one, name)
    before = {
        model: list(model.objects.order_by("pk").values())
        for model in (Contact, Consent, HouseholdMember, HouseholdAssignment)
    }
    made = merge_households(officer(world), keep, drop)
    assert sorted(one.digits for one in queries.contacts_of(keep)) == ["0912345678", "0934567890"]
    assert {one.purpose for one in queries.consents_now(keep)} == {"contact", "zalo"}
    assert [one.name for one in queries.members_now(keep)] == ["Lê Văn Ba", "Lê Thị Tư"]
    assert {a.assignee for a in queries.assignments_now(keep)} == {"Vũ Văn Sáu", "Bùi Thị Sen"}
    assert not queries.assignments_now(drop).exists()
    take_back_change(officer(world), made)
    for model, rows in before.items():
        assert list(model.objects.order_by("pk").values()) == rows
    assert (now(drop).closed_on, now(drop).merged_into) == (None, None)


def test_the_place_in_a_group_goes_to_the_record_that_stays(world: make.World) -> None:
    make.adoption(world.commune)
    (group,) = make.groups(world.area)
    drop = Household.objects.filter(memberships__group=group).order_by("pk")[0]
    keep = household(world.area, "Trần Thị Sen")
    made = merge_households(make.SYSTEM, keep, drop)
    current = Membership.objects.current().filter(group=group)
    assert set(current.values_list("household_id", flat=True)) & {keep.pk, drop.pk} == {keep.pk}
    take_back_change(make.SYSTEM, made)
    assert set(current.values_list("household_id", flat=True)) & {keep.pk, drop.pk} == {drop.pk}


def test_two_in_one_group_leave_one_place(world: make.World) -> None:
    make.adoption(world.commune)
    (group,) = make.groups(world.area)
    keep, drop = Household.objects.filter(memberships__group=group).order_by("pk")[:2]
    merge_households(make.SYSTEM, keep, drop)
    assert group.memberships.filter(effective_until=None).count() == 19


def test_a_merger_is_not_done_unseen(world: make.World) -> None:
    keep, drop = household(world.area), household(world.area)
    seen = queries.pair_fingerprint(drop, keep)
    record_change(make.SYSTEM, keep, change(Kind.BIRTH))
    with pytest.raises(Conflict) as refused:
        merge_households(make.SYSTEM, keep, drop, seen)
    assert conflict(refused) == "household_changed_meanwhile"
    merge_households(make.SYSTEM, keep, drop, queries.pair_fingerprint(now(keep), drop))
    assert now(drop).merged_into == keep


def test_a_merger_stays_when_the_record_went_on(world: make.World) -> None:
    keep, drop = household(world.area, birth_year=None), household(world.area)
    made = merge_households(make.SYSTEM, keep, drop)
    record_change(make.SYSTEM, keep, change(Kind.HEAD_CHANGED, new_head="Lê Thị Tư"))
    before = everything()
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, made)
    assert conflict(refused) == "change_overtaken"
    assert everything() == before


def test_a_household_is_not_merged_with_itself_nor_with_one_that_left(world: make.World) -> None:
    keep, drop = household(world.area), household(world.area)
    with pytest.raises(Invalid):
        merge_households(make.SYSTEM, keep, keep)
    with pytest.raises(Invalid):
        say_different(make.SYSTEM, keep, keep)
    merge_households(make.SYSTEM, keep, drop)
    with pytest.raises(Conflict):
        merge_households(make.SYSTEM, keep, drop)
    assert not DuplicateVerdict.objects.exists()


def test_whoever_has_no_business_here_decides_nothing(world: make.World) -> None:
    one, other = household(world.area), household(world.area)
    foreign = household(world.neighbour_area)
    people = make.actor(make.officer(world.neighbour)), head(world)
    ours = officer(world)
    before = everything()
    for by in people:
        with pytest.raises(NotAllowed):
            merge_households(by, one, other)
        with pytest.raises(NotAllowed):
            say_different(by, one, other)
    with pytest.raises(NotAllowed):
        merge_households(ours, one, foreign)
    assert everything() == before
    stranger = make.actor(make.officer(world.neighbour))
    assert queries.suspected_duplicates(stranger, world.commune) == []


@pytest.mark.parametrize("count", [1_500, pytest.param(15_000, marks=pytest.mark.long)])
def test_a_large_commune_is_looked_through_at_once(world: make.World, count: int) -> None:
    """Even where everybody has one of few names: likeness is looked for in blocks."""
    last = ("Hoà", "Sen", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
    new = [
        NewHousehold(f"Lê Văn {last[n % 10]}", 1930 + n % 77, 4, f"Ngõ {n % 90}", str(n))
        for n in range(count)
    ]
    add_households(make.SYSTEM, world.area, new)
    begun = process_time()
    found = queries.suspected_duplicates(make.SYSTEM, world.commune)
    taken = process_time() - begun
    assert len(found) >= count - 10 * 77  # one of each name and year is like nobody before it
    assert taken < count / 750  # some seventh of it; all pairs would take minutes
