"""S1-20, S1-21, S1-29: the year beside the survey and the goal, as an acceptance freezes it."""

from __future__ import annotations

from decimal import Decimal

from tuquan.core.accepting import (
    Reading,
    has_figures,
    lines_from_json,
    lines_to_json,
    year_line,
    years_in_a_row,
)

NOTHING = Reading()
ASIDE = Reading("not_applicable")


def said(value: int | Decimal) -> Reading:
    return Reading("reported", value)


def test_a_stock_is_held_against_survey_and_goal_as_it_stands() -> None:
    line = year_line("bins", "number", "up", said(8), 20, said(22))
    assert (line.result.value, line.change, line.reached, line.better) == (22, 14, True, True)


def test_the_total_of_a_flow_is_compared_as_the_average_of_its_reports() -> None:
    """The survey asks for a month and the goal is one a month: eleven in twelve is not one."""
    line = year_line("clean_up", "number", "up", said(0), 1, NOTHING, total=11, reports=12)
    assert line.result == Reading("reported", Decimal("0.9"))
    assert (line.total, line.reports, line.change) == (11, 12, Decimal("0.9"))
    assert line.reached is False


def test_an_average_that_is_whole_is_shown_whole() -> None:
    line = year_line("clean_up", "number", "up", NOTHING, 1, NOTHING, total=24, reports=12)
    assert (line.result.value, line.change, line.reached) == (2, None, True)


def test_what_is_to_fall_is_reached_at_or_under_the_goal() -> None:
    line = year_line("incidents", "number", "down", said(3), 0, said(0))
    assert (line.change, line.reached, line.better) == (-3, True, True)
    worse = year_line("incidents", "number", "down", said(0), 0, said(2))
    assert (worse.reached, worse.better) == (False, False)


def test_zero_not_applicable_and_not_reported_are_three_different_things() -> None:
    zero = year_line("trees", "number", "up", said(4), 1, said(0))
    aside = year_line("trees", "number", "up", said(4), 1, ASIDE)
    silent = year_line("trees", "number", "up", said(4), 1, NOTHING)
    assert (zero.reached, aside.reached, silent.reached) == (False, None, None)
    assert [one.result.state for one in (zero, aside, silent)] == [
        "reported",
        "not_applicable",
        "not_reported",
    ]
    assert has_figures([aside, zero])
    assert not has_figures([aside, silent])


def test_no_change_and_no_direction_are_neither_better_nor_worse() -> None:
    assert year_line("bins", "number", "up", said(3), None, said(3)).better is None
    assert year_line("notes", "number", "none", said(3), 5, said(9)).better is None


def test_a_share_is_rounded_for_showing_and_judged_exactly() -> None:
    exact = Decimal(100) * 1999 / 2000
    line = year_line("pledged", "share", "up", said(Decimal("33.333")), 100, said(exact))
    assert (line.result.value, line.baseline.value) == (Decimal("99.9"), Decimal("33.3"))
    assert (line.change, line.reached) == (Decimal("66.6"), False)
    assert year_line("pledged", "share", "up", NOTHING, 80, NOTHING).result == NOTHING


def test_amounts_of_the_survey_stay_exact() -> None:
    line = year_line("area", "number", "up", said(Decimal("3.25")), None, said(Decimal("4.5")))
    assert (line.baseline.value, line.change) == (Decimal("3.25"), Decimal("1.25"))


def test_what_is_frozen_reads_back_as_it_was() -> None:
    lines = (
        year_line("bins", "number", "up", said(8), Decimal("20.5"), said(22)),
        year_line("clean_up", "number", "up", NOTHING, 1, NOTHING, total=11, reports=12),
        year_line("swept", "yes_no", "up", said(0), 1, said(1), reports=11, kept=10),
        year_line("feed", "yes_no", "up", NOTHING, 1, ASIDE),
    )
    stored = lines_to_json(lines)
    assert stored[0]["goal"] == "20.5"
    assert lines_from_json(stored) == lines


def test_years_in_a_row_end_at_the_first_gap() -> None:
    assert years_in_a_row([2026, 2025, 2023], 2026) == 2
    assert years_in_a_row([2025], 2026) == 0
    assert years_in_a_row([], 2026) == 0
