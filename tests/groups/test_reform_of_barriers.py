"""Barriers, wishes and plans follow their area when the map changes (F-1, F-18, F-25)."""

from __future__ import annotations

from fractions import Fraction

from tests import make, moves
from tests.groups.area_sample import across, formed
from tests.groups.test_proposing_groups import programme
from tuquan.groups.models import BarrierLine, GroupingWish, Regrouping
from tuquan.groups.services import add_barrier, add_wish, plan_regrouping
from tuquan.places.models import Place


def prepared(area: Place) -> None:
    """One barrier, one wish and one plan."""
    households, (_south, north) = formed(area)
    add_barrier(make.SYSTEM, area, across("20.5"))
    add_wish(make.SYSTEM, programme(), area, "apart", households[:2])
    plan_regrouping(make.SYSTEM, programme(), area, {households[0].pk: north.pk}, {})


def places() -> set[Place]:
    return {
        row.place
        for table in (BarrierLine, GroupingWish, Regrouping)
        for row in table.objects.select_related("place")
    }


def test_they_go_where_their_area_goes(world: make.World) -> None:
    prepared(world.area)
    moves.follow(moves.moves(close=[moves.closed(world.area, (world.other_area, Fraction(1)))]))
    assert places() == {world.other_area}


def test_a_plan_for_an_area_that_ends_is_dropped(world: make.World) -> None:
    prepared(world.area)
    moves.follow(moves.moves(close=[moves.closed(world.area, (world.other_area, Fraction(1)))]))
    assert Regrouping.objects.get().state == "dropped"


def test_an_area_that_only_moves_keeps_its_plan(world: make.World) -> None:
    prepared(world.area)
    moves.follow(moves.moves(move=[moves.moved(world.area, world.neighbour)]))
    assert places() == {world.area}
    assert Regrouping.objects.get().state == "planned"
