"""Moving by hand and sharing among persons: what is said at once, and who gets whom."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.grouping import (
    Barrier,
    Home,
    Reason,
    Share,
    SizeBounds,
    Wishes,
    check_move,
    share_households,
)
from tuquan.core.problems import Problem

BOUNDS = SizeBounds(5, 10, soft=True)
HOMES = [Home(key, "Ngõ 1", str(key), key, (key * 10.0, 0.0)) for key in range(1, 31)]
GROUPS = {1: list(range(1, 11)), 2: list(range(11, 16)), 3: list(range(16, 26))}


def test_a_move_that_harms_nothing_has_no_remark() -> None:
    assert check_move(HOMES, GROUPS, 10, 2, BOUNDS) == ()
    assert check_move(HOMES, GROUPS, 10, 1, BOUNDS) == ()


def test_sizes_of_both_groups_are_remarked() -> None:
    shown = {"minimum": 5, "maximum": 10, "soft": True}
    assert check_move(HOMES, GROUPS, 15, 3, BOUNDS) == (
        Reason("below_minimum", {"count": 4, **shown, "group": 2}),
        Reason("above_maximum", {"count": 11, **shown, "group": 3}),
    )


def test_a_household_in_no_group_only_joins() -> None:
    assert check_move(HOMES, {**GROUPS, 4: []}, 26, 2, BOUNDS) == (
        Reason("no_neighbour_in_group", {"group": 2, "metres": 110}),
    )
    (remark,) = check_move(HOMES, {**GROUPS, 4: []}, 26, 4, BOUNDS)
    assert (remark.code, remark.params["group"]) == ("below_minimum", 4)


def test_a_far_group_is_remarked_without_metres_where_only_the_list_is_known() -> None:
    listed = [Home(home.key, home.lane, home.house_number, home.order) for home in HOMES]
    assert check_move(listed, GROUPS, 1, 2, BOUNDS) == (
        Reason("no_neighbour_in_group", {"group": 2}),
    )


def test_a_barrier_on_the_way_to_the_group_is_named() -> None:
    river = Barrier("Sông Lam", ((105.0, -50.0), (105.0, 50.0)))
    road = Barrier("QL 7", ((104.0, -50.0), (104.0, 50.0)), 100.0)
    remarks = check_move(HOMES, GROUPS, 10, 2, BOUNDS, [river, road])
    assert remarks[-2:] == (
        Reason("crosses_barrier", {"barrier": "Sông Lam", "impassable": True}),
        Reason("crosses_barrier", {"barrier": "QL 7", "impassable": False}),
    )


def test_wishes_that_the_move_breaks_are_remarked() -> None:
    wishes = Wishes(together=((9, 10), (10, 30)), apart=((10, 11), (10, 1)))
    assert check_move(HOMES, GROUPS, 10, 2, BOUNDS, (), wishes) == (
        Reason("separates", {"household": 10, "others": (9,)}),
        Reason("brings_together", {"household": 10, "others": (11,)}),
    )


def test_a_fixed_household_is_remarked() -> None:
    homes = [*HOMES[:9], Home(10, "Ngõ 1", "10", 10, (100.0, 0.0), 1, fixed=True), *HOMES[10:]]
    assert check_move(homes, GROUPS, 10, 2, BOUNDS) == (Reason("is_fixed", {"household": 10}),)


def test_three_persons_share_thirty_households_evenly_in_a_row() -> None:
    shares, problems = share_households(HOMES, [7, 5, 6])
    assert problems == ()
    assert shares == (
        Share(7, tuple(range(1, 11))),
        Share(5, tuple(range(11, 21))),
        Share(6, tuple(range(21, 31))),
    )


def test_named_households_go_to_their_person() -> None:
    shares, _ = share_households(HOMES, [7, 5, 6], {30: 7, 2: 6})
    (first, middle, last) = shares
    assert 30 in first.households
    assert 2 in last.households
    assert [len(share.households) for share in shares] == [10, 10, 10]
    assert middle == Share(5, tuple(range(11, 21)))


def test_more_persons_than_households_leave_the_last_with_none() -> None:
    assert share_households(HOMES[:2], [1, 2, 3])[0] == (
        Share(1, (1,)),
        Share(2, (2,)),
        Share(3, ()),
    )


def test_what_cannot_be_shared_is_said() -> None:
    assert share_households([], [1])[1] == (Problem("no_households_to_share"),)
    assert share_households(HOMES, [])[1] == (Problem("no_persons_to_share"),)
    assert share_households(HOMES, [1], {99: 1, 2: 8})[1] == (
        Problem("households_unknown", params={"households": (99,)}),
        Problem("persons_unknown", params={"persons": (8,)}),
    )


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=30),
    st.integers(1, 5),
)
def test_shares_are_even_and_complete(spots: list[tuple[int, int]], persons: int) -> None:
    homes = [Home(key, order=key, point=(float(x), float(y))) for key, (x, y) in enumerate(spots)]
    shares, _ = share_households(homes, list(range(persons)))
    assert sorted(key for share in shares for key in share.households) == list(range(len(spots)))
    sizes = [len(share.households) for share in shares]
    assert max(sizes) - min(sizes) <= 1
