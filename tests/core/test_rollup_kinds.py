"""The highest figure, the last day and the choices made, up the tree; what was never asked."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.rollup import (
    Figure,
    Indicator,
    Submission,
    Totals,
    combine,
    from_json,
    to_json,
    total_of,
)

INDICATORS = (
    Indicator("longest", "max"),
    Indicator("held", "latest_day"),
    Indicator("mood", "count_choices"),
    Indicator("has_lanes", "count_yes"),
    Indicator("lit", "count_yes", waits_for="has_lanes"),
    Indicator("dark_lanes", "sum", waits_for="lit", waits_for_yes=False),
)

answers_by_key: dict[str, st.SearchStrategy[object]] = {
    "longest": st.integers(-5, 5) | st.sampled_from(["0", "2.5", "-0.5", "dài"]),
    "held": st.sampled_from(["2026-03-05", "2026-12-31", "2026-02-30", "hôm qua"]),
    "mood": st.sampled_from(["poor", "fair", "good"]) | st.integers(0, 2),
    "has_lanes": st.booleans(),
    "lit": st.booleans(),
    "dark_lanes": st.integers(0, 9),
}
submissions = st.none() | st.fixed_dictionaries(
    {
        "values": st.fixed_dictionaries({}, optional=answers_by_key),
        "not_applicable": st.lists(st.sampled_from(sorted(answers_by_key)), max_size=2),
    }
)
part_lists = st.lists(st.lists(submissions, max_size=6), min_size=1, max_size=5)


def report(**values: object) -> Submission:
    return {"values": values, "not_applicable": []}


def total(*sent: Submission | None) -> Totals:
    return total_of(INDICATORS, (), sent)


def test_the_highest_figure_of_all_is_taken() -> None:
    figure = total(report(longest=-3), report(longest="-2.5"), report(), None).figures["longest"]
    assert figure == Figure(reported=2, not_reported=2, largest=Decimal("-2.5"))
    assert figure.value == Decimal("-2.5")


def test_a_highest_figure_of_zero_is_known_and_one_nobody_gave_is_not() -> None:
    assert total(report(longest=0)).figures["longest"].value == 0
    assert total(report(), None).figures["longest"].value is None


def test_the_last_day_of_all_is_taken() -> None:
    sent = [report(held="2026-03-05"), report(held="2025-12-31"), report(held="2026-02-30"), None]
    figure = total(*sent).figures["held"]
    assert figure == Figure(reported=2, not_reported=2, last_day=date(2026, 3, 5))


@pytest.mark.parametrize("faulty", ["hôm qua", "2026-02-30", "20260305", 5, True, None])
def test_what_is_no_day_counts_as_not_reported(faulty: object) -> None:
    figure = total(report(held=faulty)).figures["held"]
    assert figure == Figure(not_reported=1)


def test_choices_are_counted_each_by_itself() -> None:
    sent = [report(mood=mood) for mood in ("good", "poor", "good", 7)]
    assert total(*sent).figures["mood"] == Figure(
        3, 3, not_reported=1, entries={"good": 2, "poor": 1}
    )


def test_to_whom_a_question_was_needless_it_does_not_apply() -> None:
    sent = [
        report(has_lanes=True, lit=True),
        report(has_lanes=True, lit=False, dark_lanes=2),
        report(has_lanes=False),
        report(has_lanes=True),
        report(),
        None,
    ]
    figures = total(*sent).figures
    assert figures["lit"] == Figure(1, 2, not_applicable=1, not_reported=3, yes=1, no=1)
    assert figures["dark_lanes"] == Figure(2, 1, not_applicable=2, not_reported=3)


def test_a_needless_answer_is_not_added_up() -> None:
    figures = total(report(has_lanes=False, lit=True, dark_lanes=7)).figures
    assert figures["lit"] == figures["dark_lanes"] == Figure(not_applicable=1)


@given(part_lists)
def test_the_total_of_parts_is_the_total_of_the_whole(parts: list[list[Submission | None]]) -> None:
    whole = [submission for part in parts for submission in part]
    assert combine(total(*part) for part in parts) == total(*whole)


@given(part_lists, st.randoms(use_true_random=False))
def test_totals_combine_in_any_order(parts: list[list[Submission | None]], rng: object) -> None:
    totals = [total(*part) for part in parts]
    assert combine(totals) == combine(rng.sample(totals, len(totals)))  # type: ignore[attr-defined]


@given(st.lists(submissions, max_size=8))
def test_the_three_counts_add_up_to_the_reporters(sent: list[Submission | None]) -> None:
    for figure in total(*sent).figures.values():
        assert figure.reported + figure.not_applicable + figure.not_reported == len(sent)
        assert min(figure.reported, figure.not_applicable, figure.not_reported) >= 0


@given(st.lists(submissions, max_size=8))
def test_stored_totals_read_back_as_themselves(sent: list[Submission | None]) -> None:
    totals = total(*sent)
    assert from_json(json.loads(json.dumps(to_json(totals)))) == totals


def test_the_stored_form_of_a_day_and_of_a_highest_figure() -> None:
    stored = to_json(total_of(INDICATORS[:2], (), [report(longest="0.5", held="2026-03-05")]))
    counts = {"total": 0, "reported": 1, "not_applicable": 0, "not_reported": 0}
    assert stored["figures"] == {
        "longest": {**counts, "largest": "0.5"},
        "held": {**counts, "last_day": "2026-03-05"},
    }
