"""Taking a reform back: every row as it was, and what stands in its way (F-2…F-6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from tests import make
from tests.places.reforming import DAY, HALF, area_of, below, commune_merger, merger
from tests.places.reforms import TRAIL, carried_out, dump, tree
from tuquan.accounts.models import Role
from tuquan.base.errors import Conflict, Invalid
from tuquan.core.succession import (
    Found,
    Plan,
    abolish,
    merge,
    move,
    rename,
    split,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import assigned_with_groups
from tuquan.places.models import (
    Place,
    PlaceKind,
    Reform,
)
from tuquan.places.queries import (
    undo_blockers,
)
from tuquan.places.services import (
    undo_reform,
)


def divided_by_groups(world: make.World) -> Plan:
    """Our first area is divided, one of its groups going to the new part."""
    parts: list[tuple[Found | int, Fraction]] = [
        (area_of(world, "Thôn 3"), HALF),
        (world.other_area.pk, HALF),
    ]
    group = ResidentGroup.objects.filter(place=world.area).order_by("pk")[0]
    chosen = {"groups.residentgroup": {group.pk: "new"}}
    return split(tree(), DAY, world.area.pk, parts, rest=world.other_area.pk, assigned=chosen)


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
