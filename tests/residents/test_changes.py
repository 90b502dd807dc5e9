"""S2-15, S3-07, F-13, F-14: what happens to households, as typed events with a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tests.residents.changing import State
from tests.residents.register import (
    TODAY,
    Kind,
    change,
    codes,
    conflict,
    everything,
    household,
    members_kept,
    now,
    officer,
)
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid
from tuquan.residents import queries
from tuquan.residents.models import HouseholdChange, HouseholdMember
from tuquan.residents.services import (
    NewChange,
    NewHousehold,
    NewMember,
    add_household,
    add_member,
    correct_household,
    give_consent,
    record_change,
    take_back_change,
)


@pytest.mark.parametrize(
    ("kind", "persons", "after"),
    [
        (Kind.BIRTH, None, 5),
        (Kind.DEATH, None, 3),
        (Kind.MOVED_IN, 3, 7),
        (Kind.MOVED_OUT, 2, 2),
        (Kind.TEMPORARY_STAY, None, 4),
        (Kind.TEMPORARY_ABSENCE, None, 4),
    ],
)
def test_a_change_of_persons_counts_and_stands_in_the_history(
    world: make.World, kind: str, persons: int | None, after: int
) -> None:
    one = household(world.area)
    new = change(kind, date(2026, 11, 2), persons=persons, person_name="Lê Thị Tư", note="ở nhờ")
    made = record_change(officer(world), one, new)
    assert now(one).member_count == after
    assert (made.state, made.persons, made.happened_on) == (State.DONE, after - 4, new.happened_on)
    counted = {"member_count": 4}, {"member_count": after}
    assert (made.before, made.after) == (counted if after != 4 else ({}, {}))
    assert made.details["person_name"] == "Lê Thị Tư"
    assert made.details["note"] == "ở nhờ"


def test_a_change_is_on_record_by_kind_and_never_by_name(world: make.World) -> None:
    one = household(world.area)
    new = change(Kind.DEATH, person_name="Lê Thị Tư", note="bệnh lâu ngày")
    made = record_change(officer(world), one, new)
    line = Change.objects.get(action="residents.change_recorded")
    assert line.data == {"kind": "death", "change": made.pk}
    assert line.path == world.area.path


def test_somebody_away_for_a_time_is_expected_back_on_a_day(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    member = add_member(make.SYSTEM, one, NewMember("Lê Thị Tư"))
    new = change(Kind.TEMPORARY_ABSENCE, until=date(2027, 2, 1), member=member.pk)
    made = record_change(officer(world), one, new)
    member.refresh_from_db()
    assert member.absent_until == date(2027, 2, 1)
    assert made.details["until"] == "2027-02-01"


@pytest.mark.parametrize(
    ("new", "code", "field"),
    [
        (change("flood"), "change_kind_unknown", "kind"),
        (change(Kind.ADDED), "change_kind_unknown", "kind"),
        (change(Kind.BIRTH, date(2026, 11, 21)), "change_day_future", "happened_on"),
        (change(Kind.BIRTH, date(1899, 12, 31)), "change_day_too_early", "happened_on"),
        (change(Kind.BIRTH, persons=0), "change_persons_wrong", "persons"),
        (change(Kind.BIRTH, persons=17), "change_count_out", "persons"),
        (change(Kind.DEATH, persons=5), "change_count_out", "persons"),
        (change(Kind.DEATH, persons=4), "change_empties_household", "persons"),
        (change(Kind.BIRTH, birth_date="31/2/1990"), "change_birth_date_wrong", "birth_date"),
        (change(Kind.BIRTH, birth_date="2027"), "change_birth_date_wrong", "birth_date"),
        (change(Kind.BIRTH, birth_date="năm ngoái"), "change_birth_date_wrong", "birth_date"),
        (change(Kind.TEMPORARY_STAY, until=TODAY), "change_until_before", "until"),
        (change(Kind.BIRTH, person_name="x" * 151), "household_text_too_long", "person_name"),
        (change(Kind.BIRTH, note="x" * 301), "household_text_too_long", "note"),
        (change(Kind.DEATH, member=1), "members_not_kept", "member"),
        (change(Kind.HEAD_CHANGED), "change_head_missing", "new_head"),
        (change(Kind.HEAD_CHANGED, new_head="A", new_birth_year=1899),)
        + ("household_birth_year_wrong", "new_birth_year"),
        (change(Kind.SPLIT), "household_name_missing", "head_name"),
        (change(Kind.SPLIT, household=NewHousehold("A")), "change_split_count_missing")
        + ("member_count",),
        (change(Kind.SPLIT, household=NewHousehold("A", None, 4)), "change_split_too_many")
        + ("member_count",),
        (change(Kind.MERGED), "change_other_missing", "other"),
        (change(Kind.CORRECTED), "household_name_missing", "head_name"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(
    world: make.World, new: NewChange, code: str, field: str
) -> None:
    one = household(world.area)
    before = everything()
    with pytest.raises(Invalid) as refused:
        record_change(make.SYSTEM, one, new)
    assert (code, field) in codes(refused)
    assert everything() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1975", "1975"),
        ("1990-08", "1990-08"),
        ("1990-08-21", "1990-08-21"),
        ("21/8/1990", "1990-08-21"),
        ("8/1990", "1990-08"),
        ("", ""),
        ("21/8/90", None),
        ("13/25/1990", None),
    ],
)
def test_a_birth_date_is_as_exact_as_it_was_typed(typed: str, kept: str | None) -> None:
    assert queries.birth_date_of(typed) == kept


def test_the_member_must_belong_to_the_household(world: make.World) -> None:
    members_kept(world)
    one, other = household(world.area), household(world.area, "Trần Thị Hoà")
    member = add_member(make.SYSTEM, other, NewMember("Lê Thị Tư"))
    with pytest.raises(Invalid) as refused:
        record_change(make.SYSTEM, one, change(Kind.DEATH, member=member.pk))
    assert codes(refused) == [("change_member_unknown", "member")]


def test_a_member_is_born_and_dies_with_the_household_list_in_step(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    day = date(2026, 11, 2)
    born = change(Kind.BIRTH, day, person_name="Lê Bé Na", relation="con")
    record_change(make.SYSTEM, one, born)
    member = HouseholdMember.objects.get()
    kept = (member.name, member.birth_date, member.relation, member.joined_on, member.left_on)
    assert kept == ("Lê Bé Na", "2026-11-02", "con", day, None)
    record_change(make.SYSTEM, one, change(Kind.MOVED_OUT, member=member.pk))
    member.refresh_from_db()
    assert member.left_on == TODAY
    assert now(one).member_count == 4
    assert list(queries.members_before(one)) == [member]


def test_without_the_switch_no_member_is_written(world: make.World) -> None:
    one = household(world.area)
    record_change(make.SYSTEM, one, change(Kind.BIRTH, person_name="Lê Bé Na"))
    assert not HouseholdMember.objects.exists()


def test_a_new_head_takes_the_name_the_year_and_the_mark(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    old = add_member(make.SYSTEM, one, NewMember("Lê Văn Ba"))
    son = add_member(make.SYSTEM, one, NewMember("Lê Văn Năm", "2/9/1999", "con"))
    made = record_change(make.SYSTEM, one, change(Kind.HEAD_CHANGED, member=son.pk))
    current = now(one)
    assert (current.head_name, current.birth_year, current.member_count) == ("Lê Văn Năm", 1999, 4)
    assert current.search_text.startswith(" le van nam ")
    old.refresh_from_db()
    son.refresh_from_db()
    assert (old.is_head, son.is_head) == (False, True)
    take_back_change(make.SYSTEM, made)
    old.refresh_from_db()
    son.refresh_from_db()
    assert (old.is_head, son.is_head, now(one).head_name) == (True, False, "Lê Văn Ba")


def test_the_head_of_today_is_no_new_head(world: make.World) -> None:
    one = household(world.area)
    same = change(Kind.HEAD_CHANGED, new_head=" Lê Văn  Ba", new_birth_year=1979)
    with pytest.raises(Invalid) as refused:
        record_change(make.SYSTEM, one, same)
    assert codes(refused) == [("change_head_same", "new_head")]


def test_a_head_who_died_does_not_come_back_beside_a_new_one(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    old = add_member(make.SYSTEM, one, NewMember("Lê Văn Ba"))
    son = add_member(make.SYSTEM, one, NewMember("Lê Văn Năm", "1999"))
    died = record_change(make.SYSTEM, one, change(Kind.DEATH, member=old.pk))
    led = record_change(make.SYSTEM, one, change(Kind.HEAD_CHANGED, member=son.pk))
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, died)
    assert conflict(refused) == "change_overtaken"
    take_back_change(make.SYSTEM, led)
    take_back_change(make.SYSTEM, died)
    assert [(m.name, m.is_head) for m in queries.members_now(one)] == [
        ("Lê Văn Ba", True),
        ("Lê Văn Năm", False),
    ]


def test_a_split_founds_a_household_with_those_who_go(world: make.World) -> None:
    members_kept(world)
    one = household(world.area)
    goes = [add_member(make.SYSTEM, one, NewMember(name)) for name in ("Lê Văn Năm", "Bùi Thị Sen")]
    new = NewHousehold("Lê Văn Năm", 1999, 2, "Ngõ Mới", "3")
    split = change(Kind.SPLIT, household=new, members=tuple(member.pk for member in goes))
    made = record_change(officer(world), one, split)
    assert made.other is not None
    founded = now(made.other)
    assert (founded.head_name, founded.member_count, founded.lane) == ("Lê Văn Năm", 2, "Ngõ Mới")
    assert (founded.place, founded.opened_on, founded.list_order) == (world.area, TODAY, 2)
    assert now(one).member_count == 2
    assert [(m.name, m.is_head) for m in queries.members_now(founded)] == [
        ("Lê Văn Năm", True),
        ("Bùi Thị Sen", False),
    ]
    twin = HouseholdChange.objects.get(household=founded)
    assert (twin.kind, twin.other, twin.persons, made.persons) == (Kind.SPLIT, one, 2, -2)


def test_a_split_taken_back_leaves_the_household_as_it_was(world: make.World) -> None:
    one = household(world.area)
    before = now(one)
    made = record_change(
        make.SYSTEM, one, change(Kind.SPLIT, household=NewHousehold("Lê Văn Năm", 1999, 2))
    )
    assert made.other is not None
    founded = made.other
    twin = HouseholdChange.objects.get(household=founded)
    take_back_change(make.SYSTEM, twin)  # from either side
    assert queries.kept_of(now(one)) == queries.kept_of(before)
    assert (now(founded).closed_on, now(founded).merged_into_id) == (TODAY, one.pk)
    assert set(HouseholdChange.objects.values_list("state", flat=True)) == {State.UNDONE}


@pytest.mark.parametrize("consent", [True, False])
def test_a_split_stays_when_something_happened_in_the_new_household(
    world: make.World, consent: bool
) -> None:
    one = household(world.area)
    made = record_change(
        make.SYSTEM, one, change(Kind.SPLIT, household=NewHousehold("Lê Văn Năm", 1999, 2))
    )
    assert made.other is not None
    if consent:
        give_consent(make.SYSTEM, made.other, "zalo", "paper", "Lê Văn Năm", TODAY)
    else:
        record_change(make.SYSTEM, made.other, change(Kind.TEMPORARY_STAY))
    before = everything()
    with pytest.raises(Conflict) as refused:
        take_back_change(make.SYSTEM, made)
    assert conflict(refused) == "change_overtaken"
    assert everything() == before


def test_two_households_that_move_together_count_together(world: make.World) -> None:
    one, other = household(world.area), household(world.area, "Trần Thị Hoà", 3)
    made = record_change(officer(world), one, change(Kind.MERGED, other=other))
    assert (now(one).closed_on, now(one).merged_into) == (TODAY, other)
    assert now(other).member_count == 7
    twin = HouseholdChange.objects.get(household=other)
    assert (made.persons, twin.persons, made.details["households"]) == (-4, 3 + 4 - 3, -1)
    take_back_change(officer(world), twin)
    assert (now(one).closed_on, now(one).merged_into, now(other).member_count) == (None, None, 3)


def test_too_many_for_one_household_do_not_move_together(world: make.World) -> None:
    one, other = household(world.area, members=11), household(world.area, "Trần Thị Hoà", 10)
    with pytest.raises(Invalid) as refused:
        record_change(make.SYSTEM, one, change(Kind.MERGED, other=other))
    assert codes(refused) == [("change_count_out", "other")]


def test_the_preview_shows_before_and_after_and_writes_nothing(world: make.World) -> None:
    one = household(world.area)
    before = everything()
    preview = queries.preview_change(one, change(Kind.BIRTH))
    assert (preview.before, preview.after, preview.persons) == (
        {"member_count": 4},
        {"member_count": 5},
        1,
    )
    assert preview.warnings == ()
    split = change(Kind.SPLIT, household=NewHousehold("Lê Văn Năm", 1999, 1))
    assert queries.preview_change(one, split).founded == split.household
    assert everything() == before


def test_the_preview_warns_of_an_empty_household_and_of_an_old_day(world: make.World) -> None:
    one = household(world.area, members=1)
    record_change(make.SYSTEM, one, change(Kind.TEMPORARY_STAY, date(2026, 11, 10)))
    gone = change(Kind.DEATH, date(2025, 12, 31), person_name="Lê Văn Ba")
    warnings = [one.code for one in queries.preview_change(one, gone).warnings]
    assert warnings == [
        "change_empties_household",
        "change_head_left",
        "change_before_last",
        "change_before_list",
    ]


def test_an_unknown_number_of_members_stays_unknown(world: make.World) -> None:
    one = household(world.area, members=None)
    preview = queries.preview_change(one, change(Kind.BIRTH))
    assert [warning.code for warning in preview.warnings] == ["change_count_unknown"]
    made = record_change(make.SYSTEM, one, change(Kind.BIRTH))
    assert (made.persons, now(one).member_count) == (0, None)


def test_a_correction_keeps_what_was_before(world: make.World) -> None:
    one = household(world.area)
    right = NewHousehold("Lê Văn Bá", 1979, 5, "Ngõ Đình", "14A", "sau đình", address="Đội 3")
    assert correct_household(officer(world), one, right) == ("head_name", "member_count", "address")
    made = HouseholdChange.objects.get()
    assert (made.kind, made.persons, made.happened_on) == (Kind.CORRECTED, 1, TODAY)
    assert made.before == {"head_name": "Lê Văn Ba", "member_count": 4, "address": ""}
    assert made.after == {"head_name": "Lê Văn Bá", "member_count": 5, "address": "Đội 3"}
    assert now(one).search_text == " le van ba ngo dinh 14a doi 3"
    take_back_change(officer(world), made)
    assert (now(one).head_name, now(one).member_count, now(one).address) == ("Lê Văn Ba", 4, "")


def test_a_point_goes_into_the_record_and_out_again(world: make.World) -> None:
    one = household(world.area)
    north, east = Decimal("21.0285"), Decimal("105.8542")
    right = replace(queries.record_of(one), latitude=north, longitude=east)
    seen = queries.fingerprint(one)
    correct_household(make.SYSTEM, one, right, seen)
    assert queries.fingerprint(now(one)) != seen
    made = HouseholdChange.objects.get()
    assert made.after == {"latitude": "21.028500", "longitude": "105.854200"}
    take_back_change(make.SYSTEM, made)
    assert now(one).latitude is None
    assert queries.fingerprint(now(one)) == seen


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"door_order": -1}, "household_door_wrong", "door_order"),
        ({"address": "x" * 201}, "household_text_too_long", "address"),
        ({"residence": "guest"}, "household_choice_unknown", "residence"),
        ({"reached_by": "drum"}, "household_choice_unknown", "reached_by"),
        ({"latitude": Decimal(21)}, "household_point_half", "longitude"),
        ({"latitude": Decimal(1), "longitude": Decimal(105)}, "household_point_outside")
        + ("latitude",),
    ],
)
def test_the_further_columns_take_only_what_makes_sense(
    world: make.World, more: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_household(make.SYSTEM, world.area, NewHousehold("Lê Ba", **more))  # type: ignore[arg-type]
    assert codes(refused) == [(code, field)]


def test_a_record_changed_meanwhile_is_not_changed_unseen(world: make.World) -> None:
    one = household(world.area)
    seen = queries.fingerprint(one)
    record_change(make.SYSTEM, one, change(Kind.BIRTH), seen)
    with pytest.raises(Conflict) as refused:
        record_change(make.SYSTEM, one, change(Kind.BIRTH), seen)
    assert conflict(refused) == "household_changed_meanwhile"
    assert now(one).member_count == 5


def test_nothing_happens_to_a_household_that_left(world: make.World) -> None:
    one = household(world.area)
    record_change(make.SYSTEM, one, change(Kind.CLOSED))
    with pytest.raises(Conflict) as refused:
        record_change(make.SYSTEM, one, change(Kind.BIRTH))
    assert conflict(refused) == "household_closed"
