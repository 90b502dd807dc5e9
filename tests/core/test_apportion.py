"""Totals of a place that was divided, shared out to the last unit (F-5, F-47)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.rollup import (
    Figure,
    Indicator,
    RatioFigure,
    RatioIndicator,
    Spot,
    Totals,
    apportion,
    combine,
    from_json,
    roll_up,
    roll_up_on,
    to_json,
    total_of,
)

THIRDS = (Fraction(1, 3), Fraction(2, 3))
INDICATORS = (
    Indicator("trees", "sum"),
    Indicator("fund", "sum"),
    Indicator("kept", "count_yes"),
    Indicator("road", "count_choices"),
    Indicator("models", "list"),
    Indicator("highest", "max"),
    Indicator("last", "latest_day"),
    Indicator("remark", "none"),
)
RATIOS = (RatioIndicator("per_household", "sorting", "households"),)

answers = st.fixed_dictionaries(
    {},
    optional={
        "trees": st.integers(0, 10**9),
        "fund": st.decimals(-(10**9), 10**9, places=2).map(str),
        "kept": st.booleans(),
        "road": st.sampled_from(["concrete", "earth", "gravel"]),
        "models": st.sampled_from(["Camera", "Đường hoa"]),
        "highest": st.integers(0, 500),
        "last": st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(str),
        "remark": st.just("x"),
    },
)
reports = st.none() | st.builds(
    lambda values, aside, households, sorting: {
        "values": values,
        "not_applicable": aside,
        "facts": {"households": households, "sorting": min(sorting, households)},
    },
    answers,
    st.lists(st.sampled_from(["trees", "kept", "road"]), unique=True),
    st.integers(0, 60),
    st.integers(0, 60),
)
totals_of_reports = st.lists(reports, max_size=12).map(
    lambda sent: total_of(INDICATORS, RATIOS, sent)
)
shares = (
    st.lists(st.integers(0, 9), min_size=1, max_size=5)
    .filter(any)
    .map(lambda weights: [Fraction(weight, sum(weights)) for weight in weights])
)


def exact(totals: Totals) -> Totals:
    """Without the remark that something was shared out, which says nothing of the figures."""
    return replace(totals, apportioned=0)


@given(totals_of_reports, shares)
def test_the_parts_together_are_the_totals_to_the_last_unit(
    totals: Totals, shares: Sequence[Fraction]
) -> None:
    assert exact(combine(apportion(totals, shares))) == totals


@given(totals_of_reports, shares)
def test_the_counts_of_every_part_agree_with_each_other(
    totals: Totals, shares: Sequence[Fraction]
) -> None:
    for part in apportion(totals, shares):
        assert 0 <= part.received <= part.expected
        for key, figure in part.figures.items():
            asked = figure.reported + figure.not_applicable + figure.not_reported
            assert asked == part.expected, key
            assert min(figure.reported, figure.not_applicable, figure.not_reported) >= 0
        assert part.figures["kept"].yes + part.figures["kept"].no == part.figures["kept"].reported
        assert part.figures["kept"].total == part.figures["kept"].yes
        for key in ("road", "models"):
            figure = part.figures[key]
            assert sum(figure.entries.values()) == figure.reported == figure.total
            assert all(figure.entries.values())


@given(totals_of_reports, shares)
def test_no_count_is_a_whole_unit_or_more_away_from_its_share(
    totals: Totals, shares: Sequence[Fraction]
) -> None:
    for part, share in zip(apportion(totals, shares), shares, strict=True):
        assert abs(part.expected - totals.expected * share) < 1
        trees = Fraction(totals.figures["trees"].total) * share
        assert abs(Fraction(part.figures["trees"].total) - trees) < 1
        assert abs(part.facts.get("households", 0) - totals.facts.get("households", 0) * share) < 1
        fund = Fraction(totals.figures["fund"].total) * share
        assert abs(Fraction(part.figures["fund"].total) - fund) < Fraction(1, 100) or not fund


@given(totals_of_reports, shares)
def test_a_share_of_a_whole_stays_below_it(totals: Totals, shares: Sequence[Fraction]) -> None:
    for part in apportion(totals, shares):
        ratio = part.ratios["per_household"]
        assert 0 <= ratio.numerator <= ratio.denominator
        assert ratio.reported <= part.expected


def test_what_cannot_be_halved_goes_where_the_remainder_is_larger_then_to_the_first() -> None:
    totals = Totals(10, 7, facts={"households": 100, "lamps": 1})
    one, two = apportion(totals, THIRDS)
    assert (one.expected, two.expected) == (3, 7)
    assert (one.received, two.received) == (2, 5)
    assert (one.facts, two.facts) == (
        {"households": 33, "lamps": 0},
        {"households": 67, "lamps": 1},
    )
    halves = apportion(totals, (Fraction(1, 2), Fraction(1, 2)))
    assert [half.facts["lamps"] for half in halves] == [1, 0]


def test_amounts_keep_their_own_decimals() -> None:
    totals = Totals(figures={"fund": Figure(Decimal("100.00"), 1)})
    parts = [part.figures["fund"].total for part in apportion(totals, THIRDS)]
    assert [str(part) for part in parts] == ["33.33", "66.67"]


def test_the_highest_figure_and_the_last_day_are_the_same_in_every_part() -> None:
    figure = Figure(reported=2, largest=40, last_day=date(2026, 10, 5))
    parts = apportion(Totals(2, 2, {"highest": figure}), THIRDS)
    for part in parts:
        assert part.figures["highest"].largest == 40
        assert part.figures["highest"].last_day == date(2026, 10, 5)


def test_a_part_without_a_whole_reporter_still_shows_its_part_of_a_sum() -> None:
    one, two = apportion(Totals(1, 1, {"trees": Figure(20, 1)}), THIRDS)
    assert (one.expected, one.figures["trees"].value) == (0, 7)
    assert (two.expected, two.figures["trees"].value) == (1, 13)


def test_a_percentage_never_passes_a_hundred_through_rounding() -> None:
    shares = [Fraction(weight, 9) for weight in (5, 3, 1)]
    for whole in range(40):
        for count in range(whole + 1):
            totals = Totals(1, 1, ratios={"r": RatioFigure(count, whole, 1)})
            for part in apportion(totals, shares):
                assert part.ratios["r"].numerator <= part.ratios["r"].denominator


def test_shares_that_do_not_add_up_to_one_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 2/3"):
        apportion(Totals(), [Fraction(1, 3), Fraction(1, 3)])


def test_every_part_remembers_how_many_submissions_were_shared_out() -> None:
    parts = apportion(Totals(5, 4), THIRDS)
    assert [part.apportioned for part in parts] == [4, 4]
    assert [part.apportioned for part in apportion(parts[0], THIRDS)] == [4, 4]


def test_apportioned_is_stored_only_where_something_was_shared_out() -> None:
    part, _ = apportion(Totals(5, 4), THIRDS)
    assert "apportioned" not in to_json(Totals(5, 4))
    assert from_json(json.loads(json.dumps(to_json(part)))) == part


def test_combined_totals_add_up_what_was_shared_out() -> None:
    assert combine([Totals(apportioned=2), Totals(apportioned=3), Totals(1)]).apportioned == 5


@given(totals_of_reports, totals_of_reports, shares)
def test_on_a_dated_map_a_place_that_holds_all_parts_has_the_exact_totals(
    whole: Totals, shared: Totals, shares: Sequence[Fraction]
) -> None:
    spots = [Spot(f"1.{part + 2}.", share) for part, share in enumerate(shares)]
    rolled = roll_up_on({"1.2.": whole}, [(shared, spots)])
    assert rolled[""] == rolled["1."] == combine([whole, shared])
    assert exact(combine([rolled[path] for path in {spot.path for spot in spots} if path])) == (
        rolled[""] if spots else None
    )


def test_on_a_dated_map_a_place_with_one_part_says_of_how_many_submissions() -> None:
    spots = [Spot("1.2.", THIRDS[0]), Spot(None, THIRDS[1])]
    rolled = roll_up_on({"1.2.": Totals(4, 4), "1.3.": Totals(2, 2)}, [(Totals(9, 6), spots)])
    assert {
        path: (one.expected, one.received, one.apportioned) for path, one in rolled.items()
    } == {
        "1.2.": (7, 6, 6),
        "1.3.": (2, 2, 0),
        "1.": (9, 8, 6),
        "": (9, 8, 6),
    }


@given(totals_of_reports, totals_of_reports)
def test_a_map_on_which_nothing_is_shared_out_is_the_plain_tree(one: Totals, two: Totals) -> None:
    leaves = {"1.2.": one, "1.3.": two}
    assert roll_up_on(leaves, []) == roll_up(leaves)


def test_a_ratio_that_is_no_part_of_a_whole_is_shared_out_side_by_side() -> None:
    more = Totals(9, 9, ratios={"reached": RatioFigure(120, 90, 9)})
    sides = [part.ratios["reached"] for part in apportion(more, THIRDS)]
    assert sides == [RatioFigure(40, 30, 3), RatioFigure(80, 60, 6)]
    below_nothing = Totals(3, 3, ratios={"change": RatioFigure(-30, 90, 3)})
    sides = [part.ratios["change"] for part in apportion(below_nothing, THIRDS)]
    assert sides == [RatioFigure(-10, 30, 1), RatioFigure(-20, 60, 2)]


def test_more_submissions_than_reporters_are_shared_out_to_the_last_one() -> None:
    parts = apportion(Totals(3, 7), THIRDS)
    assert [(part.expected, part.received) for part in parts] == [(1, 2), (2, 5)]
