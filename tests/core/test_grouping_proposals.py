"""Proposals for households with points: bounds, wishes, barriers, existing groups, measures."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.grouping import (
    METHODS,
    Barrier,
    Home,
    Measures,
    Proposal,
    ProposedGroup,
    Reason,
    SizeBounds,
    Wishes,
    propose,
    whole_area,
)
from tuquan.core.grouping.cutting import cut_tree
from tuquan.core.grouping.ground import Ground, Walking
from tuquan.core.grouping.solving import Area
from tuquan.core.grouping.spanning import tree_of_matrix
from tuquan.core.problems import Problem

RIVER = Barrier("Sông Lam", ((55.0, -500.0), (55.0, 500.0)))
ROAD = Barrier("QL 7", ((55.0, -500.0), (55.0, 500.0)), 200.0)

coordinates = st.integers(0, 200).map(float)


def street(count: int, gaps: Sequence[int] = (), lane: str = "Ngõ 1", start: int = 0) -> list[Home]:
    """Houses every 10 m along a line; before those of `gaps` another 30 m are free."""
    homes, x = [], 0.0
    for number in range(count):
        x += 40.0 if number in gaps else 10.0
        key = start + number + 1
        homes.append(Home(key, lane, str(number + 1), key, (x, 0.0)))
    return homes


def grid(rows: int, columns: int) -> list[Home]:
    """Rows of houses 10 m apart, each row a lane, the lanes 25 m apart."""
    return [
        Home(row * columns + column + 1, f"Ngõ {row + 1}", str(column + 1), row * columns + column,
             (column * 10.0, row * 25.0))
        for row in range(rows)
        for column in range(columns)
    ]  # fmt: skip


def proposed(
    homes: Sequence[Home],
    bounds: SizeBounds,
    method: str,
    wishes: Wishes | None = None,
    barriers: Sequence[Barrier] = (),
) -> Proposal:
    (found,), problems = propose(homes, bounds, barriers, wishes or Wishes(), (method,))
    assert problems == ()
    return found


def members(proposal: Proposal) -> list[tuple[int, ...]]:
    return [group.members for group in proposal.groups]


def codes(group: ProposedGroup) -> list[str]:
    return [reason.code for reason in group.reasons]


@st.composite
def areas(draw: st.DrawFn, largest: int = 24) -> list[Home]:
    count = draw(st.integers(1, largest))
    return [
        Home(
            100 + key,
            draw(st.sampled_from(["Ngõ 1", "Ngõ 2", ""])),
            str(draw(st.integers(1, 40))),
            key,
            draw(st.one_of(st.none(), st.tuples(coordinates, coordinates))),
            draw(st.sampled_from([None, 7, 8, 9])),
        )
        for key in range(count)
    ]


@st.composite
def bounds_up_to(draw: st.DrawFn, largest: int, *, soft: bool = True) -> SizeBounds:
    minimum = draw(st.integers(1, largest))
    return SizeBounds(minimum, draw(st.integers(minimum, largest)), soft)


def possible(count: int, bounds: SizeBounds) -> bool:
    return -(-count // bounds.maximum) <= count // bounds.minimum


@settings(deadline=None, max_examples=20)
@given(areas(), bounds_up_to(9))
def test_every_household_is_in_exactly_one_group_of_each_proposal(
    homes: list[Home], bounds: SizeBounds
) -> None:
    found, problems = propose(homes, bounds)
    assert problems == ()
    assert found
    for proposal in found:
        keys = [key for group in members(proposal) for key in group]
        assert sorted(keys) == [home.key for home in homes]


@settings(deadline=None, max_examples=20)
@given(areas(), bounds_up_to(9))
def test_sizes_are_within_the_bounds_whenever_they_can_be(
    homes: list[Home], bounds: SizeBounds
) -> None:
    for proposal in propose(homes, bounds)[0]:
        if possible(len(homes), bounds):
            assert proposal.measures.outside == 0
        else:
            assert proposal.measures.outside > 0
            remarks = {code for group in proposal.groups for code in codes(group)}
            assert remarks & {"below_minimum", "above_maximum"}


@settings(deadline=None, max_examples=12)
@given(areas(16), bounds_up_to(9), st.randoms(use_true_random=False))
def test_the_proposals_do_not_depend_on_the_order_given(
    homes: list[Home], bounds: SizeBounds, rng: random.Random
) -> None:
    wishes = Wishes(together=((homes[0].key, homes[-1].key),))
    shuffled = rng.sample(homes, len(homes))
    assert propose(shuffled, bounds, (ROAD,), wishes) == propose(homes, bounds, (ROAD,), wishes)


@settings(deadline=None, max_examples=20)
@given(areas(), bounds_up_to(9), st.data())
def test_together_and_apart_are_respected_by_all_methods(
    homes: list[Home], bounds: SizeBounds, data: st.DataObject
) -> None:
    keys = st.sampled_from([home.key for home in homes])
    together = data.draw(st.lists(st.lists(keys, min_size=2, max_size=3).map(tuple), max_size=2))
    apart = (
        data.draw(
            st.lists(st.lists(keys, min_size=2, max_size=2, unique=True).map(tuple), max_size=2)
        )
        if len(homes) > 1
        else []
    )
    found, problems = propose(homes, bounds, (), Wishes(tuple(together), tuple(apart)))
    assert bool(found) != bool(problems)
    for proposal in found:
        group_of = {key: place for place, group in enumerate(members(proposal)) for key in group}
        assert all(len({group_of[key] for key in some}) == 1 for some in together)
        assert all(len({group_of[key] for key in some}) == len(some) for some in apart)


@settings(deadline=None, max_examples=20)
@given(areas(), bounds_up_to(9))
def test_groups_that_exist_and_fit_stay_as_they_are(homes: list[Home], bounds: SizeBounds) -> None:
    first = propose(homes, bounds)[0][0]
    if first.measures.outside == 0:
        now = {key: 50 + at for at, group in enumerate(members(first)) for key in group}
        kept = [Home(h.key, h.lane, h.house_number, h.order, h.point, now[h.key]) for h in homes]
        again = proposed(kept, bounds, "keep_existing")
        assert members(again) == members(first)
        assert again.measures.moves == 0
        assert [group.existing for group in again.groups] == [
            50 + at for at in range(len(again.groups))
        ]


def partitions(items: tuple[int, ...], bounds: SizeBounds) -> Iterator[list[tuple[int, ...]]]:
    if not items:
        yield []
        return
    for size in range(bounds.minimum - 1, min(bounds.maximum, len(items))):
        for others in combinations(items[1:], size):
            left = tuple(item for item in items[1:] if item not in others)
            for rest in partitions(left, bounds):
                yield [(items[0], *others), *rest]


@pytest.mark.parametrize(
    ("count", "minimum", "maximum"),
    [(6, 2, 3), (8, 4, 4), (9, 3, 3), (9, 2, 4), (8, 2, 4), (7, 3, 4)],
)
@pytest.mark.parametrize("seed", range(5))
def test_small_areas_are_grouped_as_well_as_by_trying_everything(
    count: int, minimum: int, maximum: int, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same cases every time
    spots = [(float(rng.randint(0, 100)), float(rng.randint(0, 100))) for _ in range(count)]
    bounds = SizeBounds(minimum, maximum, soft=True)
    area = Area(Ground(Walking(spots, [0] * count), [[i] for i in range(count)]), bounds)
    metres = area.ground.matrix(np.arange(count))

    def length(group: tuple[int, ...]) -> float:
        return float(tree_of_matrix(metres[np.ix_(group, group)]).lengths.sum())

    found = area.least_walking()
    groups = len(set(found.labels.tolist()))
    best = min(
        (sum(map(length, some)) + 1) / (area.bound(len(some)) + 1)
        for some in partitions(tuple(range(count)), bounds)
    )
    assert (found.price + 1) / (area.bound(groups) + 1) == pytest.approx(best)


def test_a_street_is_cut_where_nobody_lives() -> None:
    found = proposed(street(12, gaps=(5,)), SizeBounds(4, 8, soft=True), "least_walking")
    assert members(found) == [(1, 2, 3, 4, 5), (6, 7, 8, 9, 10, 11, 12)]
    assert found.groups[0].reasons == (
        Reason("lane_shared", {"lane": "Ngõ 1", "count": 5, "total": 12}),
        Reason("border_at_gap", {"metres": 40}),
    )
    assert found.measures == Measures(
        groups=2,
        smallest=5,
        median=6.0,
        largest=7,
        outside=0,
        walking=100.0,
        longest_to_middle=30.0,
        crossings=0,
        lanes_cut=1,
        moves=0,
    )


def test_a_street_without_gaps_is_cut_for_size() -> None:
    found = proposed(street(12), SizeBounds(5, 8, soft=True), "least_walking")
    shown = {"metres": 10, "minimum": 5, "maximum": 8}
    assert found.groups[0].reasons[1] == Reason("border_for_size", shown)


def test_even_sizes_are_preferred_to_gaps_when_asked_for() -> None:
    bounds = SizeBounds(3, 9, soft=True)
    homes = street(12, gaps=(4,))
    assert [len(g) for g in members(proposed(homes, bounds, "least_walking"))] == [4, 8]
    assert [len(g) for g in members(proposed(homes, bounds, "even_sizes"))] == [5, 7]


def test_even_sizes_do_not_lead_out_of_the_bounds_where_a_river_parts_the_area() -> None:
    left, right = (
        street(5),
        [Home(100 + i, "Ngõ 2", str(i), 100 + i, (100.0 + 10 * i, 0.0)) for i in range(31)],
    )
    found = proposed([*left, *right], SizeBounds(5, 30, soft=True), "even_sizes", None, [RIVER])
    assert found.measures.outside == 0


def test_whole_lanes_make_groups() -> None:
    found = proposed(grid(3, 6), SizeBounds(5, 7, soft=True), "least_walking")
    assert [group.lanes for group in found.groups] == [("Ngõ 1",), ("Ngõ 2",), ("Ngõ 3",)]
    assert codes(found.groups[0]) == ["lane_kept_whole", "border_at_gap"]


def test_an_impassable_river_parts_the_area_even_if_a_part_is_too_small() -> None:
    for method in ("least_walking", "even_sizes", "by_lanes"):
        found = proposed(street(14), SizeBounds(6, 12, soft=True), method, None, [RIVER])
        assert members(found) == [(1, 2, 3, 4, 5), (6, 7, 8, 9, 10, 11, 12, 13, 14)]
        assert found.measures.crossings == 0
        assert found.groups[0].reasons[1:] == (
            Reason("border_at_barrier", {"barriers": ("Sông Lam",)}),
            Reason("below_minimum", {"count": 5, "minimum": 6, "maximum": 12, "soft": True}),
        )


def test_a_road_is_crossed_only_for_the_size() -> None:
    enough = proposed(street(14), SizeBounds(5, 12, soft=True), "least_walking", None, [ROAD])
    assert members(enough)[0] == (1, 2, 3, 4, 5)
    small = proposed(street(14), SizeBounds(6, 8, soft=True), "least_walking", None, [ROAD])
    assert [len(group) for group in members(small)] == [6, 8]
    assert small.measures.crossings == 1
    assert small.measures.walking == 320.0


def test_hard_bounds_of_30_to_50_divide_61_and_refuse_29() -> None:
    hard = SizeBounds(30, 50, soft=False)
    found = proposed(street(61), hard, "least_walking")
    assert sorted(len(group) for group in members(found)) == [30, 31]
    shown = {"count": 29, "household": 1, "minimum": 30, "maximum": 50}
    assert propose(street(29), hard) == ((), (Problem("no_sizes_fit", params=shown),))
    assert len(propose(street(29), SizeBounds(30, 50, soft=True))[0]) == 3


def test_hard_bounds_say_which_part_behind_a_river_is_too_small() -> None:
    found, problems = propose(street(14), SizeBounds(6, 12, soft=False), [RIVER])
    shown = {"count": 5, "household": 1, "minimum": 6, "maximum": 12}
    assert (found, problems) == ((), (Problem("no_sizes_fit_in_part", params=shown),))


def test_hard_bounds_refuse_more_together_than_a_group_may_have() -> None:
    wishes = Wishes(together=((1, 2, 3),))
    _, problems = propose(street(4), SizeBounds(1, 2, soft=False), (), wishes)
    shown = {"count": 3, "households": (1, 2, 3), "minimum": 1, "maximum": 2}
    assert problems == (Problem("together_too_many", params=shown),)


def test_hard_bounds_that_only_wishes_prevent_are_refused_with_the_sizes_that_remain() -> None:
    wishes = Wishes(apart=((1, 2, 3),))
    found, problems = propose(street(4), SizeBounds(2, 2, soft=False), (), wishes)
    assert found == ()
    (problem,) = problems
    assert problem.code == "no_groups_found"
    assert sorted(problem.params["sizes"]) == [1, 1]  # type: ignore[call-overload]


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
