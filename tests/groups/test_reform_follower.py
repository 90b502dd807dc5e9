"""F-1, F-3, F-19, S0-10: groups go where their area goes when the map changes, and come back."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tuquan.accounts.models import Grant
from tuquan.core.succession.plan import Close, Part, Plan
from tuquan.groups.models import FormerGroupPath, Membership, ResidentGroup, Tenure
from tuquan.groups.queries import assigned_with_groups, households_by_group
from tuquan.groups.services import GroupFollower, drop_proposal, propose_area_groups, rename_group
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services.followers import Moves

FOLLOWER = GroupFollower()
WHOLE = Fraction(1)
GROUPS, HOUSEHOLDS = "groups.residentgroup", "residents.household"


def rows() -> list[dict[str, Any]]:
    """Everything this follower may write, as it stands."""
    return moves.every_row(
        ResidentGroup.objects.all(),
        Grant.objects.all(),
        Membership.objects.all(),
        Tenure.objects.all(),
        FormerGroupPath.objects.all(),
    )


@pytest.fixture
def merged(world: make.World) -> tuple[make.World, Place, Moves]:
    """Thôn 2 with two groups and Thôn 10 with three become the new Thôn Hoà Bình."""
    make.groups(world.area, 40)
    make.groups(world.other_area, 75)
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, world.commune)
    what = moves.moves(
        close=[
            moves.closed(world.area, (new, WHOLE), back=Fraction(2, 5)),
            moves.closed(world.other_area, (new, WHOLE), back=Fraction(3, 5)),
        ]
    )
    return world, new, what


def numbers(area: Place) -> list[tuple[int, str]]:
    return [(group.number, group.name) for group in area.groups.order_by("number")]


def test_an_area_that_moves_takes_its_groups_along(world: make.World) -> None:
    (group,) = make.groups(world.area)
    what = moves.moves(move=[moves.moved(world.area, world.neighbour)])
    moves.follow(what)
    group.refresh_from_db()
    assert group.path == ResidentGroup.path_of(world.area, group.pk)
    assert group.path.startswith(world.neighbour.path)
    assert (group.place, group.number, group.name) == (world.area, 1, "Tổ 1")


def test_a_group_remembers_where_it_stood_until_the_day(world: make.World) -> None:
    (group,) = make.groups(world.area)
    made = moves.follow(moves.moves(move=[moves.moved(world.area, world.neighbour)]))
    (former,) = FormerGroupPath.objects.all()
    assert (former.group, former.path, former.until) == (group, group.path, moves.ON)
    assert former.reform == made


def test_groups_of_merged_areas_get_numbers_of_which_none_is_taken(
    merged: tuple[make.World, Place, Moves],
) -> None:
    _world, new, what = merged
    moves.follow(what)
    assert numbers(new) == [(1, "Tổ 1"), (2, "Tổ 2"), (3, "Tổ 3"), (4, "Tổ 4"), (5, "Tổ 5")]


def test_a_name_somebody_chose_stays_when_the_number_changes(
    merged: tuple[make.World, Place, Moves],
) -> None:
    world, new, what = merged
    rename_group(make.SYSTEM, world.other_area.groups.get(number=1), "Tổ Bờ Hồ")
    moves.follow(what)
    assert (4, "Tổ Bờ Hồ") in numbers(new)


def test_the_preview_warns_of_every_group_that_is_renumbered(
    merged: tuple[make.World, Place, Moves],
) -> None:
    _world, _new, what = merged
    found = FOLLOWER.problems(what)
    assert [problem.is_warning for problem in found] == [True, True]
    assert found[0].code == "reform_group_renumbered"
    assert dict(found[0].params) == {
        "place": "Thôn 10",
        "into": "Thôn Hoà Bình",
        "old": "Tổ 1",
        "number": 4,
        "new": "Tổ 4",
    }


def test_groups_that_stood_in_the_receiving_area_keep_their_numbers(world: make.World) -> None:
    make.groups(world.area, 20)
    (stays,) = make.groups(world.other_area, 20)
    moves.follow(moves.moves(close=[moves.closed(world.area, (world.other_area, WHOLE))]))
    stays.refresh_from_db()
    assert (stays.number, stays.name) == (1, "Tổ 1")
    assert numbers(world.other_area) == [(1, "Tổ 1"), (2, "Tổ 2")]


def test_the_preview_counts_the_groups_that_move(merged: tuple[make.World, Place, Moves]) -> None:
    assert FOLLOWER.affected(merged[2]) == 5


def test_totals_of_groups_are_the_same_before_and_after(
    merged: tuple[make.World, Place, Moves],
) -> None:
    world, _new, what = merged
    make.leader(world.area.groups.get(number=1))
    before = FOLLOWER.measure([world.commune.path])
    assert before == {"groups": 5, "memberships": 115, "tenures": 1}
    moves.follow(what)
    assert FOLLOWER.measure([world.commune.path]) == before


def test_the_leader_of_a_merged_group_still_sees_it_and_nobody_elses(
    merged: tuple[make.World, Place, Moves],
) -> None:
    world, new, what = merged
    group = world.other_area.groups.get(number=2)
    leader = make.leader(group)
    moves.follow(what)
    group.refresh_from_db()
    grant = Grant.objects.get(account=leader)
    assert (grant.path, grant.place) == (group.path, new)
    visible = ResidentGroup.objects.visible_to(make.actor(leader))
    assert [one.pk for one in visible] == [group.pk]


def test_taking_a_merge_back_leaves_every_row_as_it_was(
    merged: tuple[make.World, Place, Moves],
) -> None:
    world, _new, what = merged
    make.leader(world.other_area.groups.get(number=2))
    before = rows()
    made = moves.follow(what)
    assert rows() != before
    moves.undo(made)
    assert rows() == before


def divided(
    world: make.World, households: dict[int, Place] | None = None, rest: bool = True
) -> tuple[Place, Place, Moves]:
    """Thôn 2 with two groups is divided; Tổ 1 goes north, the rest south."""
    first, second = make.groups(world.area, 40)
    north = make.place("Thôn Bắc", PlaceKind.AREA, world.commune)
    south = make.place("Thôn Nam", PlaceKind.AREA, world.commune)
    kept = households_by_group(world.area)
    assert list(kept) == [first.pk, second.pk]
    going = dict.fromkeys(kept[first.pk], north) if households is None else households
    what = moves.moves(
        close=[
            moves.closed(
                world.area,
                (north, Fraction(1, 2)),
                (south, Fraction(1, 2)),
                rest=south if rest else None,
                assigned={GROUPS: {first.pk: north}, HOUSEHOLDS: going},
            )
        ]
    )
    return north, south, what


def test_in_a_split_each_group_goes_to_its_part_or_to_the_rest(world: make.World) -> None:
    north, south, what = divided(world)
    assert FOLLOWER.problems(what) == []
    moves.follow(what)
    assert numbers(north) == [(1, "Tổ 1")]
    assert numbers(south) == [(2, "Tổ 2")]
    for group in ResidentGroup.objects.all():
        assert group.path == ResidentGroup.path_of(group.place, group.pk)


def test_a_group_whose_households_would_be_parted_is_refused(world: make.World) -> None:
    _north, _south, what = divided(world, households={})
    (problem,) = FOLLOWER.problems(what)
    assert (problem.code, problem.is_warning) == ("reform_group_divided", False)
    assert dict(problem.params) == {"group": "Tổ 1", "place": "Thôn 2"}


def test_a_group_that_would_stand_nowhere_is_refused(world: make.World) -> None:
    _north, _south, what = divided(world, rest=False)
    (problem,) = FOLLOWER.problems(what)
    assert (problem.code, problem.is_warning) == ("reform_group_orphaned", False)
    assert dict(problem.params) == {"group": "Tổ 2", "place": "Thôn 2"}


def test_a_group_cannot_go_to_a_commune(world: make.World) -> None:
    make.groups(world.area)
    what = moves.moves(close=[moves.closed(world.area, (world.neighbour, WHOLE))])
    assert moves.codes(FOLLOWER.problems(what)) == ["reform_group_orphaned"]


def test_an_empty_area_can_end_without_a_heir(world: make.World) -> None:
    assert FOLLOWER.problems(moves.moves(close=[moves.closed(world.area)])) == []


def test_the_households_of_a_group_are_sent_where_the_group_goes(world: make.World) -> None:
    first, second = make.groups(world.area, 40)
    (alone,) = make.households(world.area, 1, first=90)
    plan = Plan(
        moves.ON,
        close=(
            Close(
                world.area.pk,
                (Part("north", Fraction(1, 2)), Part("south", Fraction(1, 2))),
                "south",
            ),
        ),
        assigned={GROUPS: {first.pk: "north"}, HOUSEHOLDS: {alone.pk: "north"}},
    )
    sent = assigned_with_groups(plan).assigned[HOUSEHOLDS]
    kept = households_by_group(world.area)
    assert {sent[household] for household in kept[first.pk]} == {"north"}
    assert {sent[household] for household in kept[second.pk]} == {"south"}
    assert sent[alone.pk] == "north"
    assert len(sent) == 41


def test_a_proposal_moves_like_a_group(world: make.World) -> None:
    make.households(world.area, 20)
    programme = make.edition(make.S0)
    rules = programme.content.group_rules
    assert rules
    propose_area_groups(make.SYSTEM, programme.programme, rules, world.area)
    moves.follow(moves.moves(close=[moves.closed(world.area, (world.other_area, WHOLE))]))
    assert drop_proposal(make.SYSTEM, programme.programme, world.other_area) == 1


def test_a_group_formed_since_stands_in_the_way_of_undoing(
    merged: tuple[make.World, Place, Moves],
) -> None:
    _world, new, what = merged
    made = moves.follow(what)
    journal_of_the_tree(made, new)
    assert FOLLOWER.blockers(made) == []
    make.groups(new, 20)
    (problem,) = FOLLOWER.blockers(made)
    assert problem.code == "reform_undo_group_formed"


def test_a_leader_named_since_stands_in_the_way_of_undoing(
    merged: tuple[make.World, Place, Moves],
) -> None:
    _world, new, what = merged
    made = moves.follow(what)
    make.leader(new.groups.get(number=2))
    (problem,) = FOLLOWER.blockers(made)
    assert problem.code == "reform_undo_leader_named"
    assert dict(problem.params) == {"group": "Tổ 2", "place": "Thôn Hoà Bình"}


def journal_of_the_tree(made: Reform, new: Place) -> None:
    """What the engine writes down of the place it founded."""
    made.entries.create(number=0, operation="made", model="places.place", rows=[new.pk])
