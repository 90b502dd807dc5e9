"""Groups under wishes: together, apart, kept, fixed, and homes without a point (F-18, F-19)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.core.grouping_sample import RIVER, codes, grid, members, proposed, street
from tuquan.core.grouping import (
    METHODS,
    Home,
    Reason,
    SizeBounds,
    Wishes,
    check_wishes,
    propose,
    whole_area,
)
from tuquan.core.grouping.cutting import cut_tree
from tuquan.core.grouping.ground import Ground, Walking
from tuquan.core.grouping.solving import Area
from tuquan.core.problems import Problem


def test_contradicting_wishes_are_named() -> None:
    homes = [
        *street(4),
        Home(8, "Ngõ 1", "8", 8, (80, 0), 1, True),
        Home(9, "Ngõ 1", "9", 9, (90, 0), 2, True),
    ]
    bounds = SizeBounds(1, 9, soft=True)
    wishes = Wishes(together=((1, 2), (2, 3)), apart=((1, 4, 3),))
    met = Problem("together_and_apart", params={"households": (1, 3)})
    assert propose(homes, bounds, (), wishes) == ((), (met,))
    unknown = Problem("households_unknown", params={"households": (77, 78)})
    assert propose(homes, bounds, (), Wishes(((1, 77),), ((78, 2),))) == ((), (unknown,))
    fixed = Problem("together_and_fixed_apart", params={"households": (8, 9)})
    assert propose(homes, bounds, (), Wishes(((8, 9),))) == ((), (fixed,))


def test_wishes_that_cannot_both_come_true_are_told_before_anything_is_proposed() -> None:
    both = Wishes(together=((1, 2),), apart=((1, 2),))
    [problem] = check_wishes(street(4), both)
    assert (problem.code, problem.params) == ("together_and_apart", {"households": (1, 2)})
    assert check_wishes(street(4), Wishes(together=((1, 2),))) == ()


def test_wishes_are_among_the_reasons() -> None:
    wishes = Wishes(together=((1, 2),), apart=((1, 12),))
    found = proposed(street(12), SizeBounds(5, 8, soft=True), "least_walking", wishes)
    assert Reason("held_together", {"households": (1, 2)}) in found.groups[0].reasons
    assert Reason("held_apart", {"household": 1, "others": (12,)}) in found.groups[0].reasons
    assert Reason("held_apart", {"household": 12, "others": (1,)}) in found.groups[1].reasons


def in_groups(homes: Sequence[Home], groups: Sequence[int | None]) -> list[Home]:
    return [
        Home(h.key, h.lane, h.house_number, h.order, h.point, group)
        for h, group in zip(homes, groups, strict=True)
    ]


def test_a_group_that_has_grown_passes_on_as_few_as_it_must() -> None:
    homes = in_groups(street(14), [1] * 9 + [2] * 5)
    found = proposed(homes, SizeBounds(4, 8, soft=True), "keep_existing")
    assert members(found) == [tuple(range(1, 9)), tuple(range(9, 15))]
    assert found.measures.moves == 1
    assert [group.existing for group in found.groups] == [1, 2]
    assert Reason("group_kept", {"group": 2, "stayed": 5, "joined": 1}) in found.groups[1].reasons


def test_a_chain_of_groups_passes_households_on() -> None:
    homes = in_groups(street(21), [1] * 9 + [2] * 8 + [3] * 4)
    found = proposed(homes, SizeBounds(4, 8, soft=True), "keep_existing")
    assert [len(group) for group in members(found)] == [8, 8, 5]
    assert found.measures.moves == 2


def test_a_group_of_two_is_dissolved_rather_than_filled_up() -> None:
    homes = in_groups(street(14), [1] * 6 + [2] * 2 + [3] * 6)
    found = proposed(homes, SizeBounds(6, 8, soft=True), "keep_existing")
    assert found.measures.moves == 2
    assert {group.existing for group in found.groups} == {1, 3}


def test_a_group_far_too_large_is_divided() -> None:
    homes = in_groups(street(16), [1] * 16)
    found = proposed(homes, SizeBounds(5, 8, soft=True), "keep_existing")
    assert [len(group) for group in members(found)] == [8, 8]
    assert found.measures.moves == 8
    assert {group.existing for group in found.groups} == {1, None}


def test_new_households_join_the_nearest_group_and_nobody_moves() -> None:
    homes = in_groups(street(12, gaps=(6,)), [1, 1, 1, 1, None, None, None, None, 2, 2, 2, 2])
    found = proposed(homes, SizeBounds(4, 8, soft=True), "keep_existing")
    assert members(found) == [(1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)]
    assert found.measures.moves == 0


def test_new_households_behind_a_river_found_a_group() -> None:
    homes = in_groups(street(12), [1] * 5 + [None] * 7)
    found = proposed(homes, SizeBounds(4, 8, soft=True), "keep_existing", None, [RIVER])
    assert [group.existing for group in found.groups] == [1, None]
    assert members(found)[0] == (1, 2, 3, 4, 5)


def test_fixed_households_stay_in_their_group_by_every_method() -> None:
    homes = in_groups(street(12), [1] * 4 + [2] * 8)
    homes[8] = Home(9, "Ngõ 1", "9", 9, homes[8].point, 1, fixed=True)
    homes[0] = Home(1, "Ngõ 1", "1", 1, homes[0].point, 1, fixed=True)
    homes[10] = Home(11, "Ngõ 1", "11", 11, homes[10].point, 2, fixed=True)
    for method in METHODS:
        found = proposed(homes, SizeBounds(4, 8, soft=True), method)
        group_of = {key: group.existing for group in found.groups for key in group.members}
        assert (group_of[1], group_of[9], group_of[11]) == (1, 1, 2), method


def test_fixed_means_nothing_to_a_household_in_no_group() -> None:
    homes = [Home(1, point=(0, 0), fixed=True), Home(2, point=(9, 0), fixed=True)]
    found = proposed(homes, SizeBounds(1, 1, soft=True), "least_walking")
    assert members(found) == [(1,), (2,)]


def test_households_without_a_point_live_between_their_neighbours_in_the_list() -> None:
    homes = [
        Home(h.key, h.lane, h.house_number, h.order, None if h.key in {3, 9} else h.point)
        for h in street(12, gaps=(6,))
    ]
    found = proposed(homes, SizeBounds(4, 8, soft=True), "least_walking")
    assert members(found) == [(1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)]
    assert found.groups[0].reasons[-1] == Reason("placed_by_list", {"count": 1})
    assert found.remarks == (Reason("placed_by_list", {"count": 2}),)


def test_a_household_without_a_point_keeps_to_its_lane() -> None:
    homes = [
        Home(1, "Ngõ 1", "1", 1, (0.0, 0.0)),
        Home(2, "Ngõ 1", "2", 2),
        Home(3, "Ngõ 2", "1", 3, (500.0, 0.0)),
        Home(4, "Ngõ 2", "2", 4, (500.0, 0.0)),
    ]
    found = proposed(homes, SizeBounds(2, 2, soft=True), "least_walking")
    assert members(found) == [(1, 2), (3, 4)]
    assert found.measures.walking == 0.0


def test_with_points_for_less_than_half_the_lanes_decide_and_it_is_said() -> None:
    homes = [
        Home(h.key, h.lane, h.house_number, h.order, h.point if h.key == 1 else None)
        for h in street(7)
    ]
    found, _ = propose(homes, SizeBounds(3, 4, soft=True), [RIVER])
    (by_lanes,) = found
    assert by_lanes.method == "by_lanes"
    assert by_lanes.remarks == (
        Reason("too_few_points", {"known": 1, "total": 7}),
        Reason("barriers_unused", {"barriers": ("Sông Lam",)}),
    )
    assert (by_lanes.measures.walking, by_lanes.measures.longest_to_middle) == (None, None)
    assert propose(homes, SizeBounds(3, 4, soft=True))[0][0].remarks == by_lanes.remarks[:1]


def test_what_exists_is_kept_without_points_too() -> None:
    homes = [Home(k, "Ngõ 1", str(k), k, None, 1 if k < 10 else 2) for k in range(1, 15)]
    found = proposed(homes, SizeBounds(4, 8, soft=True), "keep_existing")
    assert members(found) == [tuple(range(1, 9)), tuple(range(9, 15))]


def test_a_whole_area_is_one_group_with_its_measures() -> None:
    found = whole_area(street(12), SizeBounds(15, 30, soft=True))
    assert found is not None
    assert members(found) == [tuple(range(1, 13))]
    assert codes(found.groups[0]) == ["lane_kept_whole", "below_minimum"]
    assert (found.method, found.measures.walking) == ("whole_area", 110.0)


def test_nobody_makes_no_group() -> None:
    bounds = SizeBounds(1, 2, soft=True)
    assert propose([], bounds) == ((), (Problem("no_households_to_group"),))
    assert whole_area([], bounds) is None


def test_households_of_one_point_are_grouped() -> None:
    homes = [Home(key, point=(5.0, 5.0), order=key) for key in range(7)]
    found = proposed(homes, SizeBounds(3, 4, soft=True), "least_walking")
    assert sorted(map(len, members(found))) == [3, 4]
    assert found.measures.walking == 0.0


def test_a_tree_is_cut_at_its_longest_ways_that_leave_the_right_sizes() -> None:
    spots = [(0.0, 0.0), (1.0, 0.0), (6.0, 0.0), (7.0, 0.0), (9.0, 0.0)]
    area = Area(
        Ground(Walking(spots, [0] * 5), [[i] for i in range(5)]), SizeBounds(2, 3, soft=True)
    )
    labels = cut_tree(area.tree, area.ground.weights, area.bounds, 0.0)
    assert labels.tolist() == [0, 0, 1, 1, 1]
    forced = cut_tree(area.tree, area.ground.weights, area.bounds, 0.0, frozenset({4}))
    assert forced.tolist() == [0, 0, 1, 1, 2]


def test_a_place_of_many_households_is_improved_window_by_window() -> None:
    homes = grid(40, 40)
    bounds = SizeBounds(15, 30, soft=True)
    found = proposed(homes, bounds, "least_walking")
    assert found.measures.outside == 0
    assert found.measures.lanes_cut == 40
    now = {key: at for at, group in enumerate(members(found)) for key in group}
    kept = in_groups(homes, [now[home.key] for home in homes])
    kept[0] = Home(kept[0].key, "Ngõ 1", "1", 0, kept[0].point, None)
    again = proposed(kept, bounds, "keep_existing")
    assert (again.measures.moves, again.measures.outside) == (0, 0)


def test_a_middling_place_is_grouped_by_its_shortest_tree_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tuquan.core.grouping.solving.TWISTED", 10)
    found = proposed(grid(3, 6), SizeBounds(5, 7, soft=True), "least_walking")
    assert [group.lanes for group in found.groups] == [("Ngõ 1",), ("Ngõ 2",), ("Ngõ 3",)]
