"""Bodies, people and guidance go where the map goes, and come back (F-1, F-3, F-24, F-126)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.bodies.making import body, post
from tuquan.bodies.models import Body, Guidance, PostHolder
from tuquan.bodies.services import BodyFollower, NewGuidance, dissolve_body, guide
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves
from tuquan.places.services.journal import Journal

FOLLOWER = BodyFollower()
WHOLE, HALF = Fraction(1), Fraction(1, 2)


def rows() -> list[dict[str, Any]]:
    """Everything this follower may write, as it stands."""
    return moves.every_row(Body.objects.all(), PostHolder.objects.all(), Guidance.objects.all())


def follow(what: Moves) -> Reform:
    made = moves.reform(what.effective_on)
    FOLLOWER.follow(what, Journal(made))
    return made


def guided(area: Place, path: str = "", name: str = "Ban Chỉ đạo xã") -> Guidance:
    one = Body.objects.filter(name=name).first() or body(area.parent or area, name)
    return guide(make.SYSTEM, one, NewGuidance(area, path or area.path))


def paths() -> list[str]:
    return sorted(Guidance.objects.current().values_list("path", flat=True))


@pytest.fixture
def merged(world: make.World) -> tuple[Place, Moves]:
    """Both communes have a committee with a chair, and become one."""
    for commune in (world.commune, world.neighbour):
        post(body(commune, f"Ban Chỉ đạo {commune.name}"))
    return moves.communes_merged(world)


def test_bodies_and_people_of_merged_communes_go_to_the_new_one(
    merged: tuple[Place, Moves],
) -> None:
    new, what = merged
    before = rows()
    assert FOLLOWER.affected(what) == 2
    made = follow(what)
    assert set(Body.objects.values_list("place", flat=True)) == {new.pk}
    assert set(PostHolder.objects.values_list("place", flat=True)) == {new.pk}
    assert FOLLOWER.blockers(made) == []
    moves.undo(made)
    assert rows() == before


def test_two_committees_of_one_kind_are_warned_of(merged: tuple[Place, Moves]) -> None:
    new, what = merged
    found = FOLLOWER.problems(what)
    assert [(one.code, one.is_warning) for one in found] == [("reform_body_doubled", True)] * 2
    assert dict(found[0].params) == {
        "name": "Ban Chỉ đạo Xã Minh Sơn",
        "place": "Xã Minh Sơn",
        "into": new.name,
    }


def test_a_body_whose_place_has_no_heir_ends_with_it(world: make.World) -> None:
    one = body(world.area, "Ban điều hành thôn", None, "area_board")
    what = moves.moves(close=[moves.closed(world.area)])
    [warning] = FOLLOWER.problems(what)
    assert (warning.code, warning.is_warning) == ("reform_body_ends", True)
    made = follow(what)
    one.refresh_from_db()
    assert (one.place, one.dissolved_on) == (world.area, moves.ON)
    moves.undo(made)
    one.refresh_from_db()
    assert one.dissolved_on is None


def test_a_body_goes_to_the_rest_of_a_divided_place(world: make.World) -> None:
    one = body(world.area, "Ban điều hành thôn", None, "area_board")
    north = make.place("Thôn Bắc", PlaceKind.AREA, world.commune)
    south = make.place("Thôn Nam", PlaceKind.AREA, world.commune)
    closed = moves.closed(world.area, (north, HALF), (south, HALF), rest=south)
    follow(moves.moves(close=[closed]))
    one.refresh_from_db()
    assert one.place == south


def test_a_dissolved_body_takes_its_history_along(world: make.World) -> None:
    one = body(world.area, "Ban cũ", None, "area_board")
    dissolve_body(make.SYSTEM, one, moves.ON, "Hết")
    what = moves.moves(close=[moves.closed(world.area, (world.other_area, WHOLE))])
    assert FOLLOWER.problems(what) == []
    follow(what)
    one.refresh_from_db()
    assert one.place == world.other_area


def test_guidance_of_an_area_that_moves_goes_along_with_that_of_its_groups(
    world: make.World,
) -> None:
    [group] = make.groups(world.area)
    guided(world.area)
    guided(world.area, group.path)
    step = group.path.removeprefix(world.area.path)
    before = rows()
    made = follow(moves.moves(move=[moves.moved(world.area, world.neighbour)]))
    assert world.area.path.startswith(world.neighbour.path)
    assert paths() == [world.area.path, world.area.path + step]
    moves.undo(made)
    assert rows() == before


def test_guidance_of_merged_areas_is_given_once(world: make.World) -> None:
    guided(world.area)
    guided(world.other_area)
    before = rows()
    made = follow(moves.moves(close=[moves.closed(world.area, (world.other_area, WHOLE))]))
    assert paths() == [world.other_area.path]
    assert Guidance.objects.exclude(effective_until=None).count() == 1
    moves.undo(made)
    assert rows() == before


def test_guidance_of_a_divided_area_goes_on_in_every_part_and_of_a_group_with_the_group(
    world: make.World,
) -> None:
    [group] = make.groups(world.area)
    guided(world.area)
    guided(world.area, group.path)
    north = make.place("Thôn Bắc", PlaceKind.AREA, world.commune)
    south = make.place("Thôn Nam", PlaceKind.AREA, world.commune)
    assigned = {"groups.residentgroup": {group.pk: north}}
    closed = moves.closed(world.area, (north, HALF), (south, HALF), rest=south, assigned=assigned)
    before = rows()
    what = moves.moves(close=[closed])
    assert FOLLOWER.affected(what) == 2
    made = follow(what)
    step = group.path.removeprefix(world.area.path)
    assert paths() == sorted([north.path, south.path, north.path + step])
    assert {one.place.path for one in Guidance.objects.current()} == {north.path, south.path}
    moves.undo(made)
    assert rows() == before


def test_guidance_ends_where_nothing_takes_over(world: make.World) -> None:
    given = guided(world.area)
    follow(moves.moves(close=[moves.closed(world.area)]))
    given.refresh_from_db()
    assert given.effective_until == given.effective_from
    assert FOLLOWER.measure([world.commune.path]) == {}
