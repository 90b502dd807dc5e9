"""F-1 to F-6, S0-13: reforms of the map, carried out in one go, taken back without a trace."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from tests import make
from tests.places.reforms import TRAIL, carried_out, dump, prepared, tree
from tuquan.accounts.models import Grant, Role
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, DomainError, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.succession import (
    Alter,
    Close,
    Found,
    Part,
    Plan,
    abolish,
    merge,
    move,
    plan_to_json,
    remap_level,
    rename,
    split,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import assigned_with_groups
from tuquan.places.models import (
    FormerPath,
    Place,
    PlaceAlias,
    PlaceCode,
    PlaceKind,
    PlaceVersion,
    Reform,
    Succession,
)
from tuquan.places.queries import (
    dated_tree,
    preview_of,
    reforms_of,
    undo_blockers,
    visible_places,
    visible_reforms,
)
from tuquan.places.queries.following import followers
from tuquan.places.services import (
    carry_out_reform,
    drop_reform,
    prepare_reform,
    undo_reform,
)
from tuquan.residents.models import Household

DAY = date(2026, 11, 1)
HALF = Fraction(1, 2)


def area_of(world: make.World, name: str = "Thôn Hợp Nhất") -> Found:
    """A new area of our commune."""
    return Found("new", name, PlaceKind.AREA, world.commune.pk)


def merger(world: make.World) -> Plan:
    """Both areas of our commune become one."""
    return merge(tree(), DAY, [world.area.pk, world.other_area.pk], area_of(world))


def commune_merger(world: make.World) -> Plan:
    """Our commune and the one next door become one."""
    new = Found("new", "Xã Minh Hạ", PlaceKind.COMMUNE, world.province.pk)
    return merge(tree(), DAY, [world.commune.pk, world.neighbour.pk], new)


def division(world: make.World) -> Plan:
    """Our first area is divided: a third goes to a new one, the rest to the other area."""
    third = Fraction(1, 3)
    parts: list[tuple[Found | int, Fraction]] = [
        (area_of(world, "Thôn 3"), third),
        (world.other_area.pk, 1 - third),
    ]
    first = Household.objects.filter(place=world.area).order_by("pk").first()
    assigned = {"residents.household": {first.pk: "new"}} if first else {}
    return split(tree(), DAY, world.area.pk, parts, rest=world.other_area.pk, assigned=assigned)


def divided_by_groups(world: make.World) -> Plan:
    """Our first area is divided, one of its groups going to the new part."""
    parts: list[tuple[Found | int, Fraction]] = [
        (area_of(world, "Thôn 3"), HALF),
        (world.other_area.pk, HALF),
    ]
    group = ResidentGroup.objects.filter(place=world.area).order_by("pk")[0]
    chosen = {"groups.residentgroup": {group.pk: "new"}}
    return split(tree(), DAY, world.area.pk, parts, rest=world.other_area.pk, assigned=chosen)


def below(path: str) -> int:
    """How many households stand below a path."""
    return Household.objects.below(path).count()


# Each operation


def test_a_renamed_place_keeps_its_number_and_path_and_is_found_by_its_old_name(
    world: make.World,
) -> None:
    path = world.area.path
    carried_out(rename(DAY, world.area.pk, "Khối 2", local_word="khối"), kind="rename")
    world.area.refresh_from_db()
    assert (world.area.name, world.area.local_word, world.area.path) == ("Khối 2", "khối", path)
    assert world.area.search_key == "khoi 2"
    alias = PlaceAlias.objects.get(place=world.area)
    assert (alias.name, alias.used_until, alias.source) == ("Thôn 2", DAY, "12/NQ-HĐND")
    versions = PlaceVersion.objects.filter(place=world.area).order_by("effective_from")
    assert [(v.name, v.effective_from, v.effective_until) for v in versions] == [
        ("Thôn 2", make.SINCE, DAY),
        ("Khối 2", DAY, None),
    ]


def test_a_moved_place_takes_everything_below_along(world: make.World) -> None:
    old = world.area.path
    make.households(world.area, 3)
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk), kind="move")
    world.area.refresh_from_db()
    assert world.area.parent == world.neighbour
    assert world.area.path == world.neighbour.path + old.removeprefix(world.commune.path)
    assert (below(old), below(world.area.path)) == (0, 3)
    assert [(row.place, row.path) for row in FormerPath.objects.all()] == [(world.area, old)]


def test_merged_areas_become_one_with_the_households_of_both(world: make.World) -> None:
    make.households(world.area, 3)
    make.households(world.other_area, 1, first=10)
    old_paths = {world.area.path, world.other_area.path}
    reform = carried_out(merger(world))
    new = Place.objects.get(name="Thôn Hợp Nhất")
    assert new.path == f"{world.commune.path}{new.pk:07d}."
    assert set(Household.objects.values_list("place", "path")) == {(new.pk, new.path)}
    world.area.refresh_from_db()
    assert (world.area.ended_on, world.area.name) == (DAY, "Thôn 2")
    assert set(visible_places(make.SYSTEM).areas()) == {new, world.neighbour_area}
    links = Succession.objects.order_by("old")
    assert [(one.old, one.new, one.share, one.share_back) for one in links] == [
        (world.area, new, Fraction(1), Fraction(3, 4)),
        (world.other_area, new, Fraction(1), Fraction(1, 4)),
    ]
    assert set(FormerPath.objects.filter(place=new).values_list("path", flat=True)) == old_paths
    assert set(new.aliases.values_list("name", flat=True)) == {"Thôn 2", "Thôn 10"}
    assert reform.before == reform.after
    assert (reform.before["households"], reform.state) == (4, Reform.State.DONE)


def test_merged_communes_leave_one_former_path_each_for_all_their_areas(
    world: make.World,
) -> None:
    make.households(world.area, 2)
    make.households(world.neighbour_area, 1)
    carried_out(commune_merger(world))
    new = Place.objects.get(name="Xã Minh Hạ")
    assert set(FormerPath.objects.values_list("place", "path")) == {
        (new.pk, world.commune.path),
        (new.pk, world.neighbour.path),
    }
    assert below(new.path) == 3
    for area in Place.objects.areas():
        assert area.parent == new
        assert area.path.startswith(new.path)


def test_a_merged_place_inherits_what_the_merged_ones_were_called_and_where_they_stood(
    world: make.World,
) -> None:
    first = world.area.path
    carried_out(move(date(2026, 9, 1), [world.area.pk], world.neighbour.pk))
    carried_out(rename(date(2026, 10, 1), world.area.pk, "Thôn Cũ"))
    world.area.refresh_from_db()
    into = world.neighbour_area
    carried_out(merge(tree(), DAY, [world.area.pk, into.pk], into.pk))
    assert set(into.former_paths.values_list("path", flat=True)) == {first, world.area.path}
    assert set(into.aliases.values_list("name", flat=True)) == {"Thôn Cũ", "Thôn 2"}
    (link,) = Succession.objects.all()
    assert (link.old, link.new, link.share_back) == (world.area, into, HALF)


def test_a_place_that_leaves_one_that_moved_before_takes_both_old_paths_along(
    world: make.World,
) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    first = world.area.path
    carried_out(move(date(2026, 10, 1), [world.commune.pk], other.pk))
    world.area.refresh_from_db()
    second = world.area.path
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    assert set(world.area.former_paths.values_list("path", flat=True)) == {first, second}


def test_a_divided_area_sends_each_household_where_the_plan_says_or_to_the_rest(
    world: make.World,
) -> None:
    chosen, *others = make.households(world.area, 3)
    carried_out(division(world), kind="split")
    new = Place.objects.get(name="Thôn 3")
    chosen.refresh_from_db()
    assert (chosen.place, chosen.path) == (new, new.path)
    assert set(Household.objects.filter(place=world.other_area)) == set(others)
    assert FormerPath.objects.count() == 0
    shares = Succession.objects.order_by("share_numerator").values_list(
        "new", "share_numerator", "share_denominator"
    )
    assert list(shares) == [(new.pk, 1, 3), (world.other_area.pk, 2, 3)]


def test_an_abolished_commune_leaves_its_areas_to_another(world: make.World) -> None:
    make.households(world.area, 2)
    carried_out(abolish(tree(), DAY, world.commune.pk, world.neighbour.pk), kind="abolish")
    world.area.refresh_from_db()
    assert world.area.path.startswith(world.neighbour.path)
    assert below(world.neighbour.path) == 2


def test_an_abolished_level_lifts_the_communes_under_their_province(world: make.World) -> None:
    district = make.place("Huyện Cũ", PlaceKind.DISTRICT, world.province)
    low = make.place("Xã Thấp", PlaceKind.COMMUNE, district)
    area = make.place("Thôn 5", PlaceKind.AREA, low)
    make.households(area, 2)
    old = low.path
    carried_out(remap_level(tree(), DAY, world.province.pk, PlaceKind.DISTRICT), kind="remap")
    low.refresh_from_db()
    assert low.path == f"{world.province.path}{low.pk:07d}."
    assert below(low.path) == 2
    assert PlaceAlias.objects.count() == 0
    assert list(FormerPath.objects.values_list("place", "path")) == [(low.pk, old)]


def test_a_child_that_leaves_a_moving_place_goes_its_own_way(world: make.World) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    make.households(world.area, 1)
    make.households(world.other_area, 2)
    steps = (
        Alter(world.commune.pk, parent=other.pk),
        Alter(world.area.pk, parent=world.neighbour.pk),
    )
    before = dump(TRAIL)
    reform = carried_out(Plan(DAY, alter=steps), kind="move")
    world.area.refresh_from_db()
    world.other_area.refresh_from_db()
    assert world.area.path.startswith(world.neighbour.path)
    assert world.other_area.path.startswith(other.path)
    assert (below(world.area.path), below(world.other_area.path), below(other.path)) == (1, 2, 2)
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert dump(TRAIL) == before


def test_a_place_that_moves_into_a_moving_one_ends_up_inside_it(world: make.World) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    make.households(world.neighbour_area, 2)
    steps = (
        Alter(world.neighbour_area.pk, parent=world.commune.pk),
        Alter(world.commune.pk, parent=other.pk),
    )
    before = dump(TRAIL)
    reform = carried_out(Plan(DAY, alter=steps), kind="move")
    world.commune.refresh_from_db()
    assert world.commune.path.startswith(other.path)
    assert below(world.commune.path) == 2
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert dump(TRAIL) == before


def test_codes_end_with_their_place_and_are_free_for_another(world: make.World) -> None:
    old = PlaceCode.objects.create(
        place=world.area, scheme="dvhc", code="17001", effective_from=make.SINCE
    )
    found = Found("new", "Thôn Mới", PlaceKind.AREA, world.commune.pk, "", (("dvhc", "17001"),))
    carried_out(merge(tree(), DAY, [world.area.pk, world.other_area.pk], found))
    old.refresh_from_db()
    assert old.effective_until == DAY
    assert PlaceCode.objects.get(effective_until=None).place.name == "Thôn Mới"


def test_a_code_another_place_keeps_is_refused(world: make.World) -> None:
    PlaceCode.objects.create(
        place=world.neighbour, scheme="dvhc", code="17001", effective_from=make.SINCE
    )
    steps = (
        Alter(world.area.pk, codes=(("dvhc", "17001"),)),
        Alter(world.other_area.pk, codes=(("dvhc", "2"),)),
        Alter(world.neighbour_area.pk, codes=(("dvhc", "2"),)),
    )
    with pytest.raises(Invalid) as refused:
        prepared(Plan(DAY, alter=steps))
    assert [(one.code, one.params["code"]) for one in refused.value.problems] == [
        ("reform_code_twice", "2"),
        ("reform_code_taken", "17001"),
    ]


def test_a_new_code_ends_the_old_one_of_its_scheme(world: make.World) -> None:
    PlaceCode.objects.create(place=world.area, scheme="dvhc", code="1", effective_from=make.SINCE)
    PlaceCode.objects.create(place=world.area, scheme="own", code="A", effective_from=make.SINCE)
    carried_out(Plan(DAY, alter=(Alter(world.area.pk, codes=(("dvhc", "2"),)),)))
    codes = world.area.codes.filter(effective_until=None).order_by("code")
    assert [one.code for one in codes] == ["2", "A"]
    assert world.area.versions.count() == 1


# Taking back

OPERATIONS: dict[str, Callable[[make.World], Plan]] = {
    "rename": lambda w: rename(DAY, w.area.pk, "Khối 2", codes=(("dvhc", "2"),)),
    "move": lambda w: move(DAY, [w.area.pk], w.neighbour.pk),
    "merge areas": merger,
    "merge communes": commune_merger,
    "absorb": lambda w: merge(tree(), DAY, [w.area.pk, w.other_area.pk], w.area.pk),
    "split": lambda w: assigned_with_groups(divided_by_groups(w)),
    "abolish": lambda w: abolish(tree(), DAY, w.commune.pk, w.neighbour.pk),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_undoing_restores_every_row_exactly(world: make.World, operation: str) -> None:
    make.adoption(world.commune)
    make.adoption(world.neighbour)
    make.groups(world.area)
    make.officer(world.commune)
    make.officer(world.neighbour)
    make.account(Role.AREA_HEAD, world.area)
    before = dump(TRAIL)
    reform = carried_out(OPERATIONS[operation](world))
    assert dump(TRAIL) != before
    undone = undo_reform(make.SYSTEM, reform, "Nhầm số quyết định")
    assert dump(TRAIL) == before
    assert (undone.state, undone.undo_reason) == (Reform.State.UNDONE, "Nhầm số quyết định")


def test_what_was_written_since_into_a_moved_place_goes_back_with_it(world: make.World) -> None:
    old = world.area.path
    reform = carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    world.area.refresh_from_db()
    make.households(world.area, 2)
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert below(old) == 2


def test_a_new_place_somebody_wrote_into_cannot_be_taken_back(world: make.World) -> None:
    reform = carried_out(merger(world))
    make.households(Place.objects.get(name="Thôn Hợp Nhất"), 1)
    before = dump()
    with pytest.raises(Conflict) as refused:
        undo_reform(make.SYSTEM, reform, "Nhầm")
    assert refused.value.problem.code == "reform_undo_in_use"
    assert dump() == before


def test_a_row_somebody_changed_since_is_not_overwritten(world: make.World) -> None:
    reform = carried_out(rename(DAY, world.area.pk, "Khối 2"))
    Place.objects.filter(pk=world.area.pk).update(name="Khối Hai")
    with pytest.raises(Conflict) as refused:
        undo_reform(make.SYSTEM, reform, "Nhầm")
    assert refused.value.problem.code == "reform_undo_changed"


def test_the_newest_reform_of_a_place_is_taken_back_first(world: make.World) -> None:
    first = carried_out(merge(tree(), date(2026, 10, 1), [world.area.pk], area_of(world)))
    new = Place.objects.get(name="Thôn Hợp Nhất")
    second = carried_out(rename(DAY, new.pk, "Thôn Một"))
    (blocker,) = undo_blockers(make.SYSTEM, first)
    assert (blocker.code, blocker.params["on"]) == ("reform_undo_later", DAY)
    with pytest.raises(Invalid) as refused:
        undo_reform(make.SYSTEM, first, "Nhầm")
    assert refused.value.problems == (blocker,)
    undo_reform(make.SYSTEM, second, "Nhầm")
    undo_reform(make.SYSTEM, first, "Nhầm")


def test_a_reform_inside_a_place_that_moved_stands_on_the_move(world: make.World) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    moved = carried_out(move(date(2026, 10, 1), [world.commune.pk], other.pk))
    carried_out(rename(DAY, world.area.pk, "Khối 2"))
    assert [one.code for one in undo_blockers(make.SYSTEM, moved)] == ["reform_undo_later"]


def test_a_reform_of_another_place_stands_in_nobodys_way(world: make.World) -> None:
    first = carried_out(rename(date(2026, 10, 1), world.area.pk, "Khối 2"))
    carried_out(rename(DAY, world.commune.pk, "Xã Minh Sơn Mới"))
    carried_out(merge(tree(), DAY, [world.neighbour_area.pk], world.other_area.pk))
    assert undo_blockers(make.SYSTEM, first) == []


# What is refused


def test_a_refused_plan_leaves_the_database_unchanged(world: make.World) -> None:
    before = dump()
    with pytest.raises(Invalid) as refused:
        prepare_reform(make.SYSTEM, "x", Plan(DAY), decision=" ", reason="r" * 501)
    assert [(one.code, one.where) for one in refused.value.problems] == [
        ("reform_decision_missing", "decision"),
        ("reform_text_too_long", "reason"),
        ("reform_kind_unknown", "kind"),
        ("reform_empty", ""),
    ]
    assert all(say(one) for one in refused.value.problems)
    assert dump() == before


def test_a_cycle_and_an_orphan_are_refused_and_nothing_is_written(world: make.World) -> None:
    before = dump()
    for plan, code in (
        (Plan(DAY, close=(Close(world.commune.pk, (Part(world.neighbour.pk),)),)), "reform_orphan"),
        (Plan(DAY, alter=(Alter(world.province.pk, parent=world.commune.pk),)), "reform_cycle"),
    ):
        with pytest.raises(Invalid) as refused:
            prepared(plan)
        assert code in {one.code for one in refused.value.problems}
    assert dump() == before


def test_households_that_have_nowhere_to_go_stop_a_closing(world: make.World) -> None:
    make.households(world.area, 3)
    with pytest.raises(Invalid) as refused:
        prepared(Plan(DAY, close=(Close(world.area.pk),)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["households"]) == ("reform_households_unplaced", 3)


def test_what_came_to_stand_in_a_place_since_stops_the_carrying_out(world: make.World) -> None:
    reform = prepared(Plan(DAY, close=(Close(world.area.pk),)))
    make.households(world.area, 3)
    before = dump()
    with pytest.raises(Invalid):
        carry_out_reform(make.SYSTEM, reform)
    assert dump() == before


def test_a_reform_waits_for_its_day(world: make.World) -> None:
    reform = prepared(rename(date(2026, 12, 1), world.area.pk, "Khối 2"))
    before = dump()
    with pytest.raises(Conflict) as refused:
        carry_out_reform(make.SYSTEM, reform)
    assert refused.value.problem.code == "reform_not_yet"
    assert dump() == before


def test_of_two_officers_carrying_out_one_reform_the_second_is_told(world: make.World) -> None:
    reform = prepared(merger(world))
    seen = Reform.objects.get(pk=reform.pk)
    carry_out_reform(make.SYSTEM, reform)
    before = dump()
    with pytest.raises(Conflict) as refused:
        carry_out_reform(make.SYSTEM, seen)
    assert refused.value.problem.code == "reform_not_prepared"
    assert dump() == before


def test_of_two_officers_changing_one_place_the_second_prepares_again(world: make.World) -> None:
    first, second = prepared(merger(world)), prepared(division(world))
    carry_out_reform(make.SYSTEM, first)
    before = dump()
    with pytest.raises(Conflict) as refused:
        carry_out_reform(make.SYSTEM, second)
    assert refused.value.problem.code == "reform_map_changed"
    assert dump() == before


def test_totals_that_differ_roll_everything_back(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.households(world.area, 3)
    reform = prepared(merger(world))
    register = next(one for one in followers() if one.name == "households")
    follow = type(register).follow

    def losing(self: object, moves: object, journal: object) -> None:
        follow(register, moves, journal)  # type: ignore[arg-type]
        Household.objects.order_by("-pk")[:1].get().delete()

    monkeypatch.setattr(type(register), "follow", losing)
    before = dump()
    with pytest.raises(Conflict) as refused:
        carry_out_reform(make.SYSTEM, reform)
    assert refused.value.problem.code == "reform_totals_differ"
    assert dump() == before


# Who may


def test_an_officer_changes_the_areas_of_the_own_commune_and_nothing_beyond(
    world: make.World,
) -> None:
    officer = make.actor(make.officer(world.commune))
    beyond = [
        rename(DAY, world.commune.pk, "Xã Khác"),
        rename(DAY, world.neighbour_area.pk, "Thôn Khác"),
        move(DAY, [world.area.pk], world.neighbour.pk),
        move(DAY, [world.neighbour_area.pk], world.commune.pk),
        merge(tree(), DAY, [world.area.pk], world.neighbour_area.pk),
        commune_merger(world),
        Plan(DAY, (Found("new", "Thôn 9", PlaceKind.AREA, world.neighbour.pk),)),
        Plan(DAY, (Found("new", "Tỉnh 9", PlaceKind.PROVINCE, None),)),
    ]
    before = dump()
    for plan in beyond:
        with pytest.raises(NotAllowed):
            prepared(plan, officer)
        with pytest.raises(NotAllowed):
            preview_of(officer, plan)
    assert dump() == before
    reform = carried_out(merger(world), officer)
    assert (reform.path, reform.made_by_name) == (world.commune.path, officer.name)


def test_somebody_elses_reform_is_neither_carried_out_nor_dropped_nor_taken_back(
    world: make.World,
) -> None:
    neighbour = make.actor(make.officer(world.neighbour))
    reform = prepared(merger(world))
    for refused in (
        lambda: carry_out_reform(neighbour, reform),
        lambda: drop_reform(neighbour, reform),
        lambda: undo_reform(neighbour, reform, "Nhầm"),
        lambda: undo_blockers(neighbour, reform),
    ):
        with pytest.raises(DomainError) as error:
            refused()
        assert isinstance(error.value, NotAllowed)
    assert list(visible_reforms(neighbour)) == []
    assert reforms_of(neighbour, world.area) == []


def test_a_leader_without_places_prepares_nothing(world: make.World) -> None:
    head = make.actor(make.account(Role.AREA_HEAD, world.area))
    with pytest.raises(NotAllowed):
        prepared(Plan(DAY), head)


def test_a_dropped_reform_cannot_be_carried_out(world: make.World) -> None:
    reform = prepared(merger(world))
    drop_reform(make.SYSTEM, reform)
    with pytest.raises(Conflict):
        carry_out_reform(make.SYSTEM, reform)
    with pytest.raises(Conflict):
        undo_reform(make.SYSTEM, reform, "Nhầm")


# What is recorded and shown


def test_the_record_tells_the_decision_and_counts_and_no_names_of_people(
    world: make.World,
) -> None:
    make.households(world.area, 2)
    reform = carried_out(merger(world))
    undo_reform(make.SYSTEM, reform, "Nhầm")
    drop_reform(make.SYSTEM, prepared(merger(world)))
    told = Change.objects.filter(action__startswith="places.reform").order_by("pk")
    assert [change.action for change in told] == [
        "places.reform_prepared",
        "places.reformed",
        "places.reform_undone",
        "places.reform_prepared",
        "places.reform_dropped",
    ]
    data = told[1].data
    assert data.pop("affected")["households"] == 2
    assert data == {
        "kind": "merge",
        "decision": "12/NQ-HĐND",
        "founded": 1,
        "altered": 0,
        "closed": 2,
    }
    assert told[1].path == world.commune.path


def test_a_preview_tells_everything_and_writes_nothing(world: make.World) -> None:
    make.households(world.area, 3)
    make.account(Role.AREA_HEAD, world.area)
    before = dump()
    preview = preview_of(make.SYSTEM, division(world))
    assert dump() == before
    assert preview.problems == ()
    assert [one.code for one in preview.warnings][:1] == ["reform_apportions"]
    assert (preview.affected["places"], preview.affected["households"]) == (2, 3)
    assert preview.affected["grants"] == 1
    assert preview.totals["households"] == 3
    founded, closed = preview.places
    assert (founded.step, founded.new_name, founded.new_parent) == (
        "founded",
        "Thôn 3",
        "Xã Minh Sơn",
    )
    assert (closed.step, closed.old_name, closed.old_parent, closed.rest) == (
        "closed",
        "Thôn 2",
        "Xã Minh Sơn",
        "Thôn 10",
    )
    assert closed.parts == (("Thôn 3", Fraction(1, 3)), ("Thôn 10", Fraction(2, 3)))


def test_a_preview_of_a_wrong_or_later_plan_says_so(world: make.World) -> None:
    wrong = preview_of(make.SYSTEM, Plan(DAY, alter=(Alter(99, name="A"),), close=(Close(98),)))
    assert [one.code for one in wrong.problems] == ["reform_place_unknown"] * 2
    assert [one.step for one in wrong.places] == ["altered", "closed"]
    later = preview_of(make.SYSTEM, move(date(2026, 12, 1), [world.area.pk], world.neighbour.pk))
    assert [one.code for one in later.warnings] == ["reform_not_yet"]
    (step,) = later.places
    assert (step.old_parent, step.new_parent, step.new_name) == (
        "Xã Minh Sơn",
        "Xã Yên Hạ",
        "Thôn 2",
    )


def test_the_page_of_a_place_lists_the_reforms_that_changed_it(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    reform = carried_out(commune_merger(world))
    prepared(rename(DAY, Place.objects.get(name="Xã Minh Hạ").parent_id or 0, "Tỉnh Mới"))
    assert reforms_of(make.SYSTEM, Place.objects.get(name="Xã Minh Hạ")) == [reform]
    assert reforms_of(officer, Place.objects.get(pk=world.commune.pk)) == [reform]
    assert reforms_of(make.SYSTEM, Place.objects.get(pk=world.province.pk)) == []
    assert reform in visible_reforms(make.SYSTEM)


def test_the_tree_around_a_path_holds_what_it_was_and_became(world: make.World) -> None:
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    carried_out(commune_merger(world))
    new = Place.objects.get(name="Xã Minh Hạ")
    found = dated_tree(new.path)
    assert set(found.places) == set(Place.objects.exclude(pk=other.pk).values_list("pk", flat=True))
    assert {(link.old, link.new) for link in found.links} == {
        (world.commune.pk, new.pk),
        (world.neighbour.pk, new.pk),
    }
    assert set(dated_tree(other.path).places) == {other.pk}


def test_a_grant_reaches_its_place_after_the_plan_was_kept_as_text(world: make.World) -> None:
    reform = prepared(move(DAY, [world.area.pk], world.neighbour.pk))
    assert reform.plan == plan_to_json(move(DAY, [world.area.pk], world.neighbour.pk))
    head = make.account(Role.AREA_HEAD, world.area)
    carry_out_reform(make.SYSTEM, reform)
    world.area.refresh_from_db()
    assert Grant.objects.get(account=head).path == world.area.path


@pytest.mark.django_db(transaction=True)
def test_two_reforms_of_one_place_at_the_same_instant_are_carried_out_one_after_the_other() -> None:
    world = make.world()
    reforms = [prepared(merger(world)), prepared(division(world))]
    together = Barrier(2)

    def carry_out(reform: Reform) -> str:
        together.wait(timeout=20)
        try:
            carry_out_reform(make.SYSTEM, reform)
        except Conflict as refusal:
            return refusal.problem.code
        except OperationalError:
            return "reform_map_changed"  # SQLite lets only one write at a time
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as officers:
        told = sorted(officers.map(carry_out, reforms))
    assert told == ["done", "reform_map_changed"]
    assert Reform.objects.filter(state=Reform.State.DONE).count() == 1
