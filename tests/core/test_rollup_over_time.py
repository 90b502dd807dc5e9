"""Months as a quarter, quarters as a year, then over places (S1-24, S2-26, F-42, F-47, F-51)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.rollup import (
    Aggregation,
    Figure,
    Indicator,
    RatioIndicator,
    Submission,
    Totals,
    combine,
    over_time,
    periods_said,
    total_of,
)

INDICATORS = (
    Indicator("meetings", "sum"),
    Indicator("fund", "sum"),
    Indicator("members", "latest"),
    Indicator("longest", "max"),
    Indicator("held_on", "latest_day"),
    Indicator("lanes_kept", "count_yes"),
    Indicator("mood", "count_choices"),
    Indicator("last_mood", "count_choices", lasts=True),
    Indicator("words", "list"),
    Indicator("remark", "none"),
    Indicator("lamps", "sum", waits_for="lanes_kept"),
)
RATIOS = (
    RatioIndicator("member_share", "members", "households"),
    RatioIndicator("fund_per_meeting", "fund", "meetings"),
)
by_key: dict[str, st.SearchStrategy[object]] = {
    "meetings": st.integers(0, 9),
    "fund": st.decimals(0, 99, places=2).map(str) | st.integers(0, 5) | st.just("không rõ"),
    "members": st.integers(0, 50) | st.none(),
    "longest": st.integers(0, 99) | st.just("2.5"),
    "held_on": st.dates().map(str) | st.just("hôm qua"),
    "lanes_kept": st.booleans(),
    "mood": st.sampled_from(["good", "poor"]),
    "last_mood": st.sampled_from(["good", "poor"]),
    "words": st.sampled_from(["Đường hoa", " Đường  hoa ", " "]),
    "remark": st.text(max_size=2),
    "lamps": st.integers(0, 9),
}
months = st.none() | st.fixed_dictionaries(
    {
        "values": st.fixed_dictionaries({}, optional=by_key),
        "not_applicable": st.lists(st.sampled_from(sorted(by_key)), max_size=3),
    },
    optional={"facts": st.fixed_dictionaries({}, optional={"households": st.integers(0, 99)})},
)
years = st.lists(months, min_size=12, max_size=12)


def said(*aside: str, **values: object) -> Submission:
    """One report: these answers, and these questions set aside."""
    return {"values": values, "not_applicable": list(aside), "facts": {"households": 20}}


def together(*reports: Submission | None) -> Totals:
    """The totals of one reporter over these periods."""
    return total_of(INDICATORS, RATIOS, [over_time(INDICATORS, reports)])


@pytest.mark.parametrize(
    ("key", "answers", "figure"),
    [
        ("meetings", (2, 0, 3), Figure(5, 1)),
        ("fund", ("0.10", 2, "0.2"), Figure(Decimal("2.30"), 1)),
        ("members", (27, 30, 29), Figure(29, 1)),
        ("longest", (40, "60.5", 20), Figure(reported=1, largest=Decimal("60.5"))),
        ("lanes_kept", (True, False, True), Figure(2, 1, yes=2, no=1)),
        ("mood", ("good", "poor", "good"), Figure(3, 1, entries={"good": 2, "poor": 1})),
        ("last_mood", ("good", "poor", "poor"), Figure(1, 1, entries={"poor": 1})),
        ("words", ("Hoa", " Hoa ", "Đèn"), Figure(3, 1, entries={"Hoa": 2, "Đèn": 1})),
        ("remark", ("a", "b", "c"), Figure(reported=1)),
    ],
)
def test_a_quarter_of_one_reporter_by_the_way_of_each_line(
    key: str, answers: Sequence[object], figure: Figure
) -> None:
    assert together(*(said(**{key: answer}) for answer in answers)).figures[key] == figure


def test_of_days_the_last_one_counts() -> None:
    quarter = together(said(held_on="2026-10-20"), said(held_on="2026-10-05"))
    assert str(quarter.figures["held_on"].last_day) == "2026-10-20"


def test_a_stock_is_the_last_one_reported_not_the_last_month_and_never_a_sum() -> None:
    figure = together(said(members=27), said(members=30), said(), None).figures["members"]
    assert (figure.total, figure.reported, figure.not_reported) == (30, 1, 0)


def test_nothing_applies_only_where_every_report_sent_said_so() -> None:
    never = together(said("meetings"), None, said("meetings")).figures["meetings"]
    assert (never.reported, never.not_applicable, never.not_reported) == (0, 1, 0)
    once = together(said("meetings"), said(meetings=0)).figures["meetings"]
    assert (once.value, once.reported, once.not_applicable) == (0, 1, 0)
    partly = together(said("meetings"), said()).figures["meetings"]
    assert (partly.reported, partly.not_applicable, partly.not_reported) == (0, 0, 1)


def test_who_sent_nothing_in_the_whole_time_is_missing_and_not_zero() -> None:
    assert over_time(INDICATORS, [None, None]) is None
    whole = together(None, None)
    assert (whole.expected, whole.received) == (1, 0)
    assert whole.figures["meetings"] == Figure(not_reported=1)


def test_it_says_in_how_many_periods_something_was_said() -> None:
    quarter = over_time(INDICATORS, [said(meetings=0), said(), said("fund", meetings=2)])
    other = over_time(INDICATORS, [said(meetings=1, fund="không rõ")])
    assert periods_said([quarter, None, other]) == {"meetings": 3}


def test_what_another_answer_made_needless_in_every_period_does_not_apply() -> None:
    lamps = together(said(lanes_kept=False, lamps=5), said(lanes_kept=False)).figures["lamps"]
    assert lamps == Figure(not_applicable=1)
    asked = together(said(lanes_kept=False), said(lanes_kept=True, lamps=2)).figures["lamps"]
    assert asked == Figure(2, 1)


def test_each_side_of_a_ratio_comes_together_over_time_first() -> None:
    quarter = together(said(members=27, fund=10, meetings=2), said(members=15, fund=2, meetings=1))
    assert quarter.ratios["member_share"].percent == 75
    assert quarter.ratios["fund_per_meeting"].percent == Fraction(1200, 3)


@given(years)
def test_a_year_of_months_is_a_year_of_quarters(year: list[Submission | None]) -> None:
    quarters = [over_time(INDICATORS, year[start : start + 3]) for start in range(0, 12, 3)]
    halves = [over_time(INDICATORS, quarters[:2]), over_time(INDICATORS, quarters[2:])]
    assert over_time(INDICATORS, year) == over_time(INDICATORS, quarters)
    assert over_time(INDICATORS, year) == over_time(INDICATORS, halves)


@given(st.lists(years, min_size=1, max_size=3))
def test_places_then_time_is_time_then_places_for_all_but_what_lasts(
    reporters: list[list[Submission | None]],
) -> None:
    time_first = total_of(INDICATORS, RATIOS, [over_time(INDICATORS, one) for one in reporters])
    by_month = (total_of(INDICATORS, RATIOS, month) for month in zip(*reporters, strict=True))
    places_first = combine(by_month)
    for key in ("meetings", "fund", "longest", "held_on", "lanes_kept", "mood", "words", "lamps"):
        one, other = time_first.figures[key], places_first.figures[key]
        assert (one.total, one.yes, one.no, one.entries) == (
            other.total,
            other.yes,
            other.no,
            other.entries,
        )
        assert (one.largest, one.last_day) == (other.largest, other.last_day)


@given(years)
def test_it_is_what_a_plain_loop_over_the_months_finds(year: list[Submission | None]) -> None:
    whole = over_time(INDICATORS, year)
    sent = [one for one in year if one is not None]
    assert (whole is None) == (not sent)
    if whole is None:
        return
    for key in ("meetings", "members", "lanes_kept"):
        given_answers, aside = plain(key, sent)
        expected: dict[str, Any] = {
            "meetings": sum(given_answers),
            "members": given_answers[-1] if given_answers else None,
            "lanes_kept": given_answers,
        }
        assert whole["values"].get(key) == (expected[key] if given_answers else None)
        assert whole["periods"].get(key, 0) == len(given_answers)
        assert (key in whole["not_applicable"]) == (aside == len(sent))


def plain(key: str, sent: Sequence[Submission]) -> tuple[list[Any], int]:
    """The answers given to one question, in order, and how many reports set it aside."""
    aside = [one for one in sent if key in one["not_applicable"]]
    rest = [one["values"].get(key) for one in sent if key not in one["not_applicable"]]
    return [answer for answer in rest if answer is not None], len(aside)


@given(months)
def test_one_period_alone_adds_up_as_it_is(month: Submission | None) -> None:
    assert together(month) == total_of(INDICATORS, RATIOS, [month])


@pytest.mark.parametrize("aggregation", ["count_yes", "count_choices", "list"])
def test_among_reporters_of_one_period_somebody_may_speak_for_several(
    aggregation: Aggregation,
) -> None:
    one = Indicator("line", aggregation)
    answer: object = True if aggregation == "count_yes" else "a"
    column: list[Submission] = [said(line=[answer, answer]), said(line=answer), said(line=7)]
    figure = total_of([one], [], column).figures["line"]
    assert (figure.total, figure.reported, figure.not_reported) == (3, 2, 1)
