"""Proposals for households with points: bounds, wishes, barriers, existing groups, measures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.grouping_sample import RIVER, codes, grid, members, proposed, street
from tests.examples import examples
from tuquan.core.grouping import (
    Barrier,
    Home,
    Measures,
    Reason,
    SizeBounds,
    Wishes,
    propose,
)
from tuquan.core.grouping.ground import Ground, Walking
from tuquan.core.grouping.solving import Area
from tuquan.core.grouping.spanning import tree_of_matrix
from tuquan.core.problems import Problem

ROAD = Barrier("QL 7", ((55.0, -500.0), (55.0, 500.0)), 200.0)


coordinates = st.integers(0, 200).map(float)


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


@settings(deadline=None, max_examples=examples(20))
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


@settings(deadline=None, max_examples=examples(20))
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


@settings(deadline=None, max_examples=examples(12))
@given(areas(16), bounds_up_to(9), st.randoms(use_true_random=False))
def test_the_proposals_do_not_depend_on_the_order_given(
    homes: list[Home], bounds: SizeBounds, rng: random.Random
) -> None:
    wishes = Wishes(together=((homes[0].key, homes[-1].key),))
    shuffled = rng.sample(homes, len(homes))
    assert propose(shuffled, bounds, (ROAD,), wishes) == propose(homes, bounds, (ROAD,), wishes)


@settings(deadline=None, max_examples=examples(20))
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


@settings(deadline=None, max_examples=examples(20))
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
