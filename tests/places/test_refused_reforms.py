"""What a reform is refused for, who may carry one out, what is recorded and shown (F-2…F-6)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from threading import Barrier

import pytest
from django.db import OperationalError, connection

from tests import make
from tests.places.reforming import DAY, commune_merger, division, merger
from tests.places.reforms import carried_out, dump, prepared, tree
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
    merge,
    move,
    plan_to_json,
    rename,
)
from tuquan.places.models import (
    Place,
    PlaceKind,
    Reform,
)
from tuquan.places.queries import (
    dated_tree,
    preview_of,
    reforms_of,
    undo_blockers,
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
