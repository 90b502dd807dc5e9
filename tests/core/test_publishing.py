"""Small counts on public pages: hidden with a neighbour, so that no sum gives them away (h-10)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuquan.core.publishing import (
    SMALLEST,
    Cell,
    Kept,
    hidden,
    hides_total,
    is_share_hidden,
    is_small,
    kept_by,
)

GAPS = st.sampled_from(["not_applicable", "not_reported"])
COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 60))
TABLES = st.dictionaries(st.integers(0, 20), st.one_of(COUNTS, GAPS), max_size=9)


def counted(cells: dict[int, Cell]) -> dict[int, int]:
    """The cells that are counts."""
    return {key: cell for key, cell in cells.items() if isinstance(cell, int)}


@pytest.mark.parametrize(
    ("cell", "small"),
    [
        (0, False),
        (1, True),
        (4, True),
        (5, False),
        (Decimal("2.5"), True),
        (None, False),
        ("not_reported", False),
        ("not_applicable", False),
    ],
)
def test_small_is_from_one_to_four_and_zero_is_zero(cell: Cell | None, small: bool) -> None:
    assert is_small(cell) is small


def test_one_small_cell_takes_the_next_smallest_with_it() -> None:
    assert hidden({"a": 3, "b": 40, "c": 12, "d": 0}) == {"a", "c"}


def test_zero_and_what_is_no_count_are_never_hidden_nor_taken_as_a_neighbour() -> None:
    cells: dict[str, Cell] = {"a": 3, "b": 0, "c": "not_applicable", "d": "not_reported", "e": 9}
    assert hidden(cells) == {"a", "e"}
    assert hidden({"a": 0, "b": "not_reported", "c": 7}) == frozenset()


def test_two_small_cells_whose_sum_says_what_they_are_take_a_third() -> None:
    assert hidden({"a": 1, "b": 1, "c": 9, "d": 30}) == {"a", "b", "c"}


def test_two_small_cells_that_may_be_anything_stay_by_themselves() -> None:
    assert hidden({"a": 2, "b": 4, "c": 9}) == {"a", "b"}


def test_what_must_be_hidden_is_hidden_even_where_it_is_zero() -> None:
    cells: dict[str, Cell] = {"tiny": 0, "b": 9, "c": 30, "d": "not_reported"}
    assert hidden(cells, {"tiny", "d"}) == {"tiny", "b"}
    assert not hides_total(cells, {"tiny"})
    assert hides_total({"tiny": 0, "b": 0}, {"tiny"})


def test_a_table_without_small_cells_is_shown_whole() -> None:
    assert hidden({"a": 5, "b": 0, "c": 80}) == frozenset()
    assert not hides_total({"a": 5, "b": 0, "c": 80})


def test_a_small_total_is_hidden_and_so_is_one_that_gives_cells_away() -> None:
    assert hides_total({"a": 3})
    assert hides_total({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1})
    assert hides_total({"only": 4, "none": 0, "silent": "not_reported"})
    assert not hides_total({"a": 3, "b": 9})


@given(TABLES)
def test_what_is_shown_with_the_total_never_determines_a_hidden_cell(
    cells: dict[int, Cell],
) -> None:
    """Whoever knows the total, all shown cells and that hidden ones are no zero still cannot tell
    any hidden cell from 1, 2, 3 or 4."""
    counts, kept_back = counted(cells), hidden(cells)
    assume(kept_back and not hides_total(cells))
    left = sum(counts.values()) - sum(v for key, v in counts.items() if key not in kept_back)
    for _key in kept_back:
        highest = left - (len(kept_back) - 1)
        assert len(kept_back) >= 2
        assert highest >= SMALLEST - 1


@given(TABLES)
def test_every_small_cell_is_hidden_and_nothing_else_but_what_it_takes(
    cells: dict[int, Cell],
) -> None:
    counts, kept_back = counted(cells), hidden(cells)
    small = {key for key, count in counts.items() if is_small(count)}
    assert small <= kept_back
    assert bool(small) == bool(kept_back)
    assert all(counts[key] > 0 for key in kept_back)
    beside = [counts[key] for key in kept_back - small]
    shown = [v for key, v in counts.items() if key not in kept_back and v >= SMALLEST]
    assert max(beside, default=0) <= min(shown, default=max(beside, default=0))


@given(TABLES)
def test_the_total_is_hidden_exactly_when_it_must_be(cells: dict[int, Cell]) -> None:
    counts, kept_back = counted(cells), hidden(cells)
    whole = sum(counts.values())
    alone = bool(kept_back) and (
        len(kept_back) < 2 or sum(counts[k] for k in kept_back) < len(kept_back) + 3
    )
    assert hides_total(cells) == (0 < whole < SMALLEST or alone)
    if alone:
        assert all(key in kept_back for key, count in counts.items() if count)


def test_all_kept_is_said_only_where_all_came_to_the_same_class() -> None:
    assert kept_by(12, 12, all_alike=True) == Kept("exactly", 12, 12)
    assert kept_by(12, 12, all_alike=False) == Kept("at_least", 8, 12)


def test_whether_none_or_a_few_failed_is_said_in_the_same_words() -> None:
    said = {kept_by(kept, 12, all_alike=False) for kept in range(8, 13)}
    assert said == {Kept("at_least", 8, 12)}


def test_where_nearly_all_failed_only_that_is_said() -> None:
    assert {kept_by(kept, 12, all_alike=False) for kept in range(5)} == {Kept("fewer", 5, 12)}
    assert kept_by(6, 12, all_alike=False) == Kept("exactly", 6, 12)


def test_of_fewer_than_ten_groups_nothing_is_said_unless_all_kept_it() -> None:
    assert kept_by(3, 9, all_alike=True) == Kept("unsaid", 0, 9)
    assert kept_by(9, 9, all_alike=True) == Kept("exactly", 9, 9)
    assert kept_by(9, 10, all_alike=True) == Kept("at_least", 6, 10)


@given(st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_an_exact_count_never_points_at_fewer_than_five_groups(
    kept: int, failed: int, alike: bool
) -> None:
    said = kept_by(kept, kept + failed, all_alike=alike)
    if said.how == "exactly" and failed:
        assert min(kept, failed) >= SMALLEST
    if said.how == "at_least":
        assert said.number <= kept
    if said.how == "fewer":
        assert kept < said.number


def test_a_share_is_hidden_with_those_it_counts_and_those_it_leaves_out() -> None:
    assert is_share_hidden(3, 40)
    assert is_share_hidden(38, 40)
    assert not is_share_hidden(0, 40)
    assert not is_share_hidden(40, 40)
    assert not is_share_hidden(20, 40)
