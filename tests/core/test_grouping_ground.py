"""Ways between households: straight lines, lanes, barriers, and the trees they make."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.grouping.ground import FAR, Barrier, Ground, Ints, Walking
from tuquan.core.grouping.matching import best_match
from tuquan.core.grouping.spanning import lengths_of_sets, tree_of_ground, tree_of_matrix

RIVER = Barrier("Sông Lam", ((5.0, -100.0), (5.0, 100.0)))
ROAD = Barrier("QL 7", ((5.0, -100.0), (5.0, 100.0)), 50.0)

coordinates = st.integers(-50, 50).map(float)
points = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=14)
prices = st.one_of(st.none(), st.just(30.0))


def at(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.intp)


def ways(metric: Walking, *pairs: tuple[int, int]) -> list[float]:
    one, other = zip(*pairs, strict=True)
    found: list[float] = metric.metres(at(*one), at(*other)).tolist()
    return found


def test_another_lane_is_half_as_far_again() -> None:
    metric = Walking([(0, 0), (3, 4), (6, 8)], [0, 0, 1])
    assert ways(metric, (0, 1), (1, 2), (0, 2)) == [5.0, 7.5, 15.0]


def test_a_barrier_adds_its_price_and_an_impassable_one_shuts_off() -> None:
    spots = [(0.0, 0.0), (4.0, 0.0), (6.0, 0.0)]
    assert ways(Walking(spots, [0, 0, 0], [ROAD]), (0, 1), (1, 2), (0, 2)) == [4.0, 52.0, 56.0]
    assert ways(Walking(spots, [0, 0, 0], [RIVER]), (0, 1), (1, 2)) == [4.0, FAR + 2.0]
    assert (RIVER.impassable, ROAD.impassable) == (True, False)


def test_both_barriers_on_a_way_are_named() -> None:
    metric = Walking([(0, 0), (10, 0), (1, 1)], [0, 0, 0], [ROAD, RIVER])
    assert metric.crossed(0, 1) == (ROAD, RIVER)
    assert metric.crossed(0, 2) == ()


def test_a_way_past_the_end_of_a_barrier_is_free() -> None:
    short = Barrier("mương", ((5.0, 1.0), (5.0, 100.0)))
    assert ways(Walking([(0, 0), (10, 0)], [0, 0], [short]), (0, 1)) == [10.0]


def test_a_way_through_a_corner_of_a_barrier_is_cut_once() -> None:
    bent = Barrier("đường tàu", ((5.0, -9.0), (5.0, 0.0), (6.0, 9.0)), 50.0)
    assert ways(Walking([(0, 0), (10, 0)], [0, 0], [bent]), (0, 1), (1, 0)) == [60.0, 60.0]


def test_a_barrier_of_one_point_twice_shuts_nothing_off() -> None:
    dot = Barrier("cột", ((5.0, 0.0), (5.0, 0.0)))
    assert ways(Walking([(0, 0), (10, 0)], [0, 0], [dot]), (0, 1)) == [10.0]


def test_who_stays_together_is_as_near_as_the_nearest_of_them() -> None:
    ground = Ground(Walking([(0, 0), (10, 0), (30, 0), (100, 0)], [0] * 4), [[0, 2], [1], [3]])
    assert ground.row(0).tolist() == [0.0, 10.0, 70.0]
    assert ground.way(1, at(0, 2)).tolist() == [10.0, 90.0]
    assert ground.matrix(at(0, 1, 2)).tolist() == [[0, 10, 70], [10, 0, 90], [70, 90, 0]]
    assert ground.weights.tolist() == [2, 1, 1]


@settings(deadline=None)
@given(points, prices, st.integers(1, 4))
def test_the_tree_grown_without_all_ways_is_as_short_as_with_them(
    spots: list[tuple[float, float]], price: float | None, together: int
) -> None:
    bars = [
        Barrier("a", ((0.0, -60.0), (3.0, 60.0)), price),
        Barrier("b", ((-60.0, 1.0), (0.0, 1.0)), 20.0),
    ]
    metric = Walking(spots, [place % 2 for place in range(len(spots))], bars)
    together = min(together, len(spots))
    ground = Ground(
        metric, [list(range(together)), *([place] for place in range(together, len(spots)))]
    )
    grown = tree_of_ground(ground)
    known = tree_of_matrix(ground.matrix(np.arange(len(ground))))
    assert grown.lengths.sum() == pytest.approx(known.lengths.sum(), abs=0.01)
    assert sorted(grown.order.tolist()) == list(range(len(ground)))
    assert grown.parents[grown.order[0]] == -1


@given(points)
def test_many_trees_at_once_are_as_long_as_one_by_one(spots: list[tuple[float, float]]) -> None:
    metres = Ground(Walking(spots, [0] * len(spots)), [[i] for i in range(len(spots))]).matrix(
        np.arange(len(spots))
    )
    sets = [np.arange(end) for end in range(1, len(spots) + 1)]
    alone = [tree_of_matrix(metres[:end, :end]).lengths.sum() for end in range(1, len(spots) + 1)]
    assert lengths_of_sets(metres, sets).tolist() == pytest.approx(alone)


def test_no_sets_have_no_lengths() -> None:
    assert lengths_of_sets(np.zeros((1, 1)), []).tolist() == []


def test_a_street_is_a_tree_of_its_steps() -> None:
    spots = [(0.0, 0.0), (7.0, 0.0), (9.0, 0.0), (20.0, 0.0)]
    tree = tree_of_ground(Ground(Walking(spots, [0] * 4), [[i] for i in range(4)]))
    assert tree.order.tolist() == [0, 1, 2, 3]
    assert tree.lengths.tolist() == [0.0] + [b[0] - a[0] for a, b in pairwise(spots)]


@pytest.mark.parametrize(
    ("worth", "chosen"),
    [
        ([[1]], [0]),
        ([[5, 4], [4, 0]], [1, 0]),
        ([[0, 0, 9], [0, 8, 9], [7, 8, 0]], [2, 1, 0]),
        ([[0, 0], [0, 0]], [0, 1]),
    ],
)
def test_the_match_is_worth_most_together(worth: list[list[int]], chosen: list[int]) -> None:
    assert best_match(worth) == chosen


def test_whoever_crosses_a_river_at_right_angles_halfway_has_crossed_it() -> None:
    # 0.1 + 0.2 is a little more than 0.3: so near to the river both ends are.
    river = Barrier("river", ((-10.0, 0.1), (10.0, 0.1)))
    walking = Walking([(0.0, 0.0), (0.0, 0.3)], [0, 0], [river])
    assert walking.crossed(0, 1) == (river,)
