"""Groups of households: in walking order, within the bounds, cut where it is cheapest."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.grouping import (
    Cost,
    Door,
    ProposedGroup,
    Reason,
    SizeBounds,
    proposal_cost,
    propose_groups,
    size_remark,
    walking_order,
)

ABOUT_15_TO_30 = SizeBounds(15, 30, soft=True)


def lane(name: str, numbers: Iterable[object], start: int = 1) -> list[Door]:
    """Doors of one lane, listed from position `start` on; the household id is the position."""
    return [Door(order, name, str(number), order) for order, number in enumerate(numbers, start)]


def sizes(groups: Iterable[ProposedGroup]) -> list[int]:
    return [len(group.members) for group in groups]


def codes(group: ProposedGroup) -> list[str]:
    return [reason.code for reason in group.reasons]


def numbers_in_order(*numbers: str) -> list[str]:
    return [door.house_number for door in walking_order(lane("Ngõ 1", numbers))]


# Few lanes and few numbers, so that equal numbers, blanks and scattered lanes are common.
house_numbers = st.sampled_from(["", "1", "2", "2A", "3", "9", "12", "12/3", "K8/3", "Lô 3", "40"])
door_parts = st.tuples(st.sampled_from(["", "Ngõ 1", "ngõ 1", "Ngõ 2", "Xóm Đình"]), house_numbers)


@st.composite
def door_lists(draw: st.DrawFn, largest: int) -> list[Door]:
    parts = draw(st.lists(door_parts, max_size=largest))
    steps = draw(st.lists(st.integers(1, 30), min_size=len(parts), max_size=len(parts)))
    orders = accumulate(steps)
    return [
        Door(100 + key, name, number, order)
        for key, ((name, number), order) in enumerate(zip(parts, orders, strict=True))
    ]


@st.composite
def bounds_up_to(draw: st.DrawFn, largest: int) -> SizeBounds:
    minimum = draw(st.integers(1, largest))
    return SizeBounds(minimum, draw(st.integers(minimum, largest)), draw(st.booleans()))


def test_house_numbers_are_walked_by_value() -> None:
    assert numbers_in_order("10", "12/3", "2A", "3", "1", "2") == [
        "1",
        "2",
        "2A",
        "3",
        "10",
        "12/3",
    ]


def test_words_before_a_house_number_do_not_matter() -> None:
    expected = ["1", "Số 2", "K3/8", "sn 4", "Số nhà 5", "SỐ 6"]
    assert numbers_in_order(*reversed(expected)) == expected


def test_an_alley_comes_right_after_its_house_and_before_the_next_plot() -> None:
    expected = ["12", "12/1", "12/1/2", "12/10", "12A", "12 bis", "13 Nguyễn Trãi", "14"]
    assert numbers_in_order(*reversed(expected)) == expected


def test_plots_are_walked_after_the_numbered_houses() -> None:
    assert numbers_in_order("Lô 3", "40", "Lô 1", "2") == ["2", "40", "Lô 1", "Lô 3"]


def test_series_of_plots_follow_the_vietnamese_alphabet() -> None:
    expected = ["Lô D1", "Lô D2", "Lô Đ1", "Lô E1"]
    assert numbers_in_order(*reversed(expected)) == expected


def test_doors_without_a_number_keep_the_order_of_the_list() -> None:
    keys = [door.key for door in walking_order(lane("Ngõ 1", ["", "không số", ""]))]
    assert keys == [1, 2, 3]


def test_a_door_without_a_number_stays_behind_its_neighbour_in_the_list() -> None:
    assert numbers_in_order("", "10", "nhà mới", "2") == ["", "2", "10", "nhà mới"]


def test_households_of_one_house_keep_the_order_of_the_list() -> None:
    doors = [Door(7, "Ngõ 1", "5", 1), Door(3, "Ngõ 1", "5", 2)]
    assert [door.key for door in walking_order(doors)] == [7, 3]


def test_lanes_follow_the_list_and_keep_their_doors_together() -> None:
    doors = [Door(1, "Ngõ 9", "5", 1), Door(2, "Ngõ 1", "1", 2), Door(3, "NGÕ  9", "2", 3)]
    assert [door.key for door in walking_order(doors)] == [3, 1, 2]


@given(door_lists(30), st.randoms(use_true_random=False))
def test_the_walking_order_does_not_depend_on_the_order_given(
    doors: list[Door], rng: random.Random
) -> None:
    shuffled = rng.sample(doors, len(doors))
    assert walking_order(shuffled) == walking_order(doors)


@given(door_lists(40), bounds_up_to(12))
def test_every_household_is_in_one_group_and_groups_follow_the_walking_order(
    doors: list[Door], bounds: SizeBounds
) -> None:
    members = [key for group in propose_groups(doors, bounds) for key in group.members]
    assert members == [door.key for door in walking_order(doors)]


@given(door_lists(60), bounds_up_to(12))
def test_all_sizes_are_within_the_bounds_whenever_that_is_possible(
    doors: list[Door], bounds: SizeBounds
) -> None:
    count = len(doors)
    groups = propose_groups(doors, bounds)
    if -(-count // bounds.maximum) <= count // bounds.minimum:
        assert all(bounds.minimum <= size <= bounds.maximum for size in sizes(groups))
    else:
        assert {"below_minimum", "above_maximum"} & {code for g in groups for code in codes(g)}


@given(door_lists(30), bounds_up_to(8), st.randoms(use_true_random=False))
def test_the_proposal_does_not_depend_on_the_order_given(
    doors: list[Door], bounds: SizeBounds, rng: random.Random
) -> None:
    shuffled = rng.sample(doors, len(doors))
    assert propose_groups(shuffled, bounds) == propose_groups(doors, bounds)


@settings(deadline=None)
@given(door_lists(8), bounds_up_to(8))
def test_no_other_cut_of_the_walking_order_costs_less(
    doors: list[Door], bounds: SizeBounds
) -> None:
    proposed = proposal_cost(doors, sizes(propose_groups(doors, bounds)), bounds)
    assert proposed == min(proposal_cost(doors, cut, bounds) for cut in all_cuts(len(doors)))


def all_cuts(count: int) -> Iterable[Sequence[int]]:
    """Every way to write `count` as a sum of sizes, in order."""
    if count == 0:
        yield ()
        return
    for parts in range(count):
        for places in combinations(range(1, count), parts):
            yield [end - start for start, end in pairwise((0, *places, count))]


@given(door_lists(40), bounds_up_to(12))
def test_lanes_are_joined_only_where_one_of_the_two_is_too_small(
    doors: list[Door], bounds: SizeBounds
) -> None:
    lane_of = {door.key: door.lane.casefold() for door in doors}
    for group in propose_groups(doors, bounds):
        lanes = [lane_of[key] for key in group.members]
        assert ("lanes_joined" in codes(group)) == (len(set(lanes)) > 1)
        for place in range(1, len(lanes)):
            if lanes[place - 1] != lanes[place]:
                assert min(place, len(lanes) - place) < bounds.minimum


@given(door_lists(40), bounds_up_to(12))
def test_the_parts_of_a_cut_lane_are_numbered_and_add_up(
    doors: list[Door], bounds: SizeBounds
) -> None:
    told: dict[object, list[tuple[object, object]]] = {}
    counted: dict[object, int] = {}
    for reason in (reason for group in propose_groups(doors, bounds) for reason in group.reasons):
        if reason.code in {"lane_cut", "lane_kept_whole"}:
            name, count = reason.params["lane"], reason.params["count"]
            assert isinstance(count, int)
            part = (reason.params.get("part", 1), reason.params.get("parts", 1))
            told.setdefault(name, []).append(part)
            counted[name] = counted.get(name, 0) + count
    assert sum(counted.values()) == len(doors)
    for parts in told.values():
        assert parts == [(number, len(parts)) for number in range(1, len(parts) + 1)]


def test_no_households_make_no_groups() -> None:
    assert propose_groups([], ABOUT_15_TO_30) == ()


def test_seven_households_make_one_group_with_a_remark() -> None:
    (group,) = propose_groups(lane("Xóm Đình", range(1, 8)), ABOUT_15_TO_30)
    assert group == ProposedGroup(
        (1, 2, 3, 4, 5, 6, 7),
        ("Xóm Đình",),
        (
            Reason("lane_kept_whole", {"lane": "Xóm Đình", "count": 7}),
            Reason("below_minimum", {"count": 7, "minimum": 15, "maximum": 30, "soft": True}),
        ),
    )


def test_a_lane_of_61_is_cut_into_three_even_parts() -> None:
    groups = propose_groups(lane("Ngõ 1", range(1, 62)), ABOUT_15_TO_30)
    assert sorted(sizes(groups)) == [20, 20, 21]
    assert groups[1].reasons == (
        Reason(
            "lane_cut",
            {
                "lane": "Ngõ 1",
                "from_number": str(1 + sizes(groups)[0]),
                "to_number": str(sum(sizes(groups)[:2])),
                "count": sizes(groups)[1],
                "part": 2,
                "parts": 3,
                "because": "longer_than_maximum",
            },
        ),
    )


def test_a_lane_longer_than_the_maximum_is_cut_where_the_gap_is_widest() -> None:
    numbers = [*range(1, 17), *range(26, 38), *range(43, 55)]
    first, second = propose_groups(lane("Ngõ 1", numbers), ABOUT_15_TO_30)
    assert len(first.members) == 16
    assert second.reasons[1] == Reason(
        "cut_at_gap", {"lane": "Ngõ 1", "after_number": "16", "before_number": "26"}
    )


def test_a_lane_one_too_long_is_not_cut_into_a_part_too_small() -> None:
    (group,) = propose_groups(lane("Ngõ 1", range(1, 8)), SizeBounds(4, 6, soft=True))
    assert codes(group) == ["lane_kept_whole", "above_maximum"]


def test_an_even_numbered_lane_shows_no_gap_where_it_is_cut() -> None:
    _, second = propose_groups(lane("Ngõ 1", range(2, 82, 2)), ABOUT_15_TO_30)
    assert codes(second) == ["lane_cut"]


def test_households_of_one_house_are_not_parted() -> None:
    numbers = [*range(1, 20), 20, 20, *range(21, 40)]
    first, _ = propose_groups(lane("Ngõ 1", numbers), ABOUT_15_TO_30)
    assert len(first.members) in {19, 21}


def test_the_doors_of_one_alley_are_not_parted() -> None:
    numbers = [*range(1, 17), "17/1", "17/2", "17/3", "17/4", "17/5", *range(18, 37)]
    first, _ = propose_groups(lane("Ngõ 1", numbers), ABOUT_15_TO_30)
    assert len(first.members) in {16, 21}


def test_lanes_within_the_bounds_stay_whole() -> None:
    doors = [
        *lane("Ngõ 1", range(30)),
        *lane("Ngõ 2", range(15), 31),
        *lane("Ngõ 3", range(22), 46),
    ]
    groups = propose_groups(doors, ABOUT_15_TO_30)
    assert [group.lanes for group in groups] == [("Ngõ 1",), ("Ngõ 2",), ("Ngõ 3",)]
    assert [codes(group) for group in groups] == [["lane_kept_whole"]] * 3


def test_two_short_lanes_are_joined_and_the_group_says_why() -> None:
    doors = [*lane("Ngõ 1", range(9)), *lane("Ngõ 2", range(10), 10)]
    (group,) = propose_groups(doors, ABOUT_15_TO_30)
    assert group.lanes == ("Ngõ 1", "Ngõ 2")
    assert group.reasons[-1] == Reason(
        "lanes_joined", {"lanes": ("Ngõ 1", "Ngõ 2"), "because": "too_few_doors"}
    )


def test_a_short_lane_joins_the_lane_next_to_it_in_the_list() -> None:
    near = [*lane("A", range(16)), *lane("B", range(8), 17), *lane("C", range(16), 90)]
    far = [*lane("A", range(16)), *lane("B", range(8), 83), *lane("C", range(16), 91)]
    assert [group.lanes for group in propose_groups(near, ABOUT_15_TO_30)] == [("A", "B"), ("C",)]
    assert [group.lanes for group in propose_groups(far, ABOUT_15_TO_30)] == [("A",), ("B", "C")]


def test_a_lane_is_cut_when_its_neighbour_is_too_small_to_stand_alone() -> None:
    doors = [*lane("Ngõ 1", range(10)), *lane("Ngõ 2", range(29), 11)]
    first, second = propose_groups(doors, ABOUT_15_TO_30)
    assert [first.lanes, second.lanes] == [("Ngõ 1", "Ngõ 2"), ("Ngõ 2",)]
    assert first.reasons[1].params["because"] == "too_few_doors_nearby"


def test_bounds_that_no_size_meets_are_refused() -> None:
    with pytest.raises(ValueError, match="between 30 and 15"):
        SizeBounds(30, 15, soft=True)
    with pytest.raises(ValueError, match="between 0 and 15"):
        SizeBounds(0, 15, soft=False)


def test_a_size_within_the_bounds_needs_no_remark() -> None:
    assert size_remark(15, ABOUT_15_TO_30) is None
    assert size_remark(30, ABOUT_15_TO_30) is None


def test_a_size_outside_the_bounds_is_remarked_with_its_softness() -> None:
    shown = {"minimum": 30, "maximum": 50, "soft": False}
    hard = SizeBounds(30, 50, soft=False)
    assert size_remark(29, hard) == Reason("below_minimum", {"count": 29, **shown})
    assert size_remark(51, hard) == Reason("above_maximum", {"count": 51, **shown})


@pytest.mark.parametrize(
    ("cut", "outside", "walking"),
    [
        ([4], 1, 30_000 + 10_000),  # one too many, two lanes joined, two off the common size
        ([2, 2], 0, 0),
        ([3, 1], 0, 30_000 + 150_000 + 2_500 + 2_500),
        ([1, 1, 2], 0, 150_000 + 30_000 + 2_500 + 2_500),
    ],
)
def test_what_a_cut_costs(cut: list[int], outside: int, walking: int) -> None:
    doors = [*lane("A", ["1", "1"]), *lane("B", ["2", "3"], 3)]
    assert proposal_cost(doors, cut, SizeBounds(1, 3, soft=True)) == Cost(outside, walking)


@pytest.mark.parametrize(
    ("numbers", "walking"),
    [
        (["1", "1"], 180_000),
        (["1", "1A"], 160_000),
        (["1", "2"], 150_000),
        (["1", "Lô 9"], 150_000),
        (["", ""], 150_000),
        (["1", "3"], 147_620),
        (["1", "22"], 125_000),
        (["1", "9999999"], 100_001),
    ],
)
def test_a_cut_is_cheaper_the_wider_the_gap(numbers: list[str], walking: int) -> None:
    assert proposal_cost(lane("A", numbers), [1, 1], SizeBounds(1, 1, soft=True)).walking == walking


@pytest.mark.parametrize(("order", "walking"), [(1, 30_000), (2, 30_000), (22, 60_000)])
def test_a_join_is_dearer_the_further_the_lanes_stand_apart(order: int, walking: int) -> None:
    doors = [Door(1, "A", "1", 1), Door(2, "B", "1", order)]
    assert proposal_cost(doors, [2], SizeBounds(2, 2, soft=True)) == Cost(0, walking)


@pytest.mark.parametrize("wrong", [[1], [2, 1], [3, -1], [2, 0]])
def test_sizes_that_do_not_add_up_have_no_cost(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="add up"):
        proposal_cost(lane("A", ["1", "2"]), wrong, ABOUT_15_TO_30)
