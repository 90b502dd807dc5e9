"""Totals up the tree: exact, in any order; zero is never nothing said (F-42, F-47, F-51)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.answers import Answers
from tuquan.core.rollup import (
    BATCH,
    Aggregation,
    Comparison,
    Direction,
    Figure,
    Indicator,
    Number,
    RatioFigure,
    RatioIndicator,
    Submission,
    Totals,
    combine,
    compare,
    from_json,
    roll_up,
    round_half_up,
    to_json,
    total_of,
)

INDICATORS = (
    Indicator("fires", "sum"),
    Indicator("members", "latest"),
    Indicator("fund", "sum"),
    Indicator("has_rules", "count_yes"),
    Indicator("models", "list"),
    Indicator("remark", "none"),
)
RATIOS = (
    RatioIndicator("members_per_household", "members", "households"),
    RatioIndicator("fires_per_member", "fires", "members"),
)
AMOUNTS = (Indicator("fund", "sum"),)

amounts = st.decimals(-(10**12), 10**12, places=2).map(lambda amount: f"{amount:f}")
answers_by_key: dict[str, st.SearchStrategy[object]] = {
    "fires": st.integers(0, 10**12),
    "members": st.integers(0, 50) | st.none(),
    "fund": amounts | st.integers(0, 5) | st.just("không rõ"),
    "has_rules": st.booleans(),
    "models": st.sampled_from(["Camera an ninh", "Đường hoa", " "]),
    "remark": st.text(max_size=3),
}
submissions = st.none() | st.fixed_dictionaries(
    {
        "values": st.fixed_dictionaries({}, optional=answers_by_key),
        "not_applicable": st.lists(st.sampled_from(sorted(answers_by_key)), max_size=2),
    },
    optional={"facts": st.fixed_dictionaries({}, optional={"households": st.integers(0, 99)})},
)
part_lists = st.lists(st.lists(submissions, max_size=6), min_size=1, max_size=5)


def report(facts: Mapping[str, int] | None = None, **values: object) -> Submission:
    """A submission in which these questions are answered and none is set aside."""
    return {"values": values, "not_applicable": [], "facts": facts or {}}


def set_aside(*keys: str, **values: object) -> Submission:
    """A submission in which these questions are said not to apply."""
    return {"values": values, "not_applicable": list(keys)}


def total(*sent: Submission | None) -> Totals:
    return total_of(INDICATORS, RATIOS, sent)


def test_zero_not_applicable_and_not_reported_are_kept_apart() -> None:
    figures = total(report(fires=0), report(fires=2), set_aside("fires"), report(), None).figures
    assert figures["fires"] == Figure(total=2, reported=2, not_applicable=1, not_reported=2)


def test_a_figure_that_nobody_reported_has_no_value() -> None:
    figures = total(report(fires=0), set_aside("members")).figures
    assert figures["fires"].value == 0
    assert figures["members"].value is None


def test_the_coverage_counts_those_who_sent_something() -> None:
    totals = total(*[report(fires=1)] * 41, None, None)
    assert (totals.received, totals.expected) == (41, 43)
    assert totals.percent_received == Fraction(4100, 43)


def test_where_no_report_is_expected_there_is_no_coverage() -> None:
    assert total().percent_received is None


def test_no_submissions_still_show_every_indicator() -> None:
    empty = total()
    assert list(empty.figures) == [indicator.key for indicator in INDICATORS]
    assert list(empty.ratios) == [ratio.key for ratio in RATIOS]
    assert empty.figures["fires"] == Figure()


def test_stocks_add_up_over_places() -> None:
    assert total(report(members=27), report(members=30)).figures["members"].total == 57


def test_amounts_stay_exact_and_mix_with_whole_numbers() -> None:
    sent = [report(fund="0.1"), report(fund="0.2"), report(fund=5), report(fund="-1.3")]
    assert total(*sent).figures["fund"].total == Decimal("4.0")


def test_amounts_are_not_rounded_however_different_they_are() -> None:
    sent = [report(fund="9" * 30), report(fund="0." + "0" * 29 + "1")]
    assert str(total(*sent).figures["fund"].total) == "9" * 30 + "." + "0" * 29 + "1"


def test_amounts_stored_by_the_answers_module_are_read() -> None:
    stored = Answers({"fund": Decimal("12.50"), "fires": 3}, frozenset({"models"})).to_json()
    figures = total(stored).figures
    assert (figures["fund"].total, figures["fires"].total) == (Decimal("12.5"), 3)
    assert figures["models"].not_applicable == 1


@pytest.mark.parametrize("faulty", ["không rõ", "NaN", "1e9", "", None, [5], 2.5])
def test_an_answer_that_cannot_be_read_counts_as_not_reported(faulty: object) -> None:
    figures = total(report(fund=faulty), report(fund="2")).figures
    assert figures["fund"] == Figure(total=2, reported=1, not_reported=1)


def test_yes_no_not_applicable_and_not_reported_are_counted() -> None:
    answers = [True, True, False, 1, "yes"]
    figures = total(
        *(report(has_rules=answer) for answer in answers), set_aside("has_rules"), None
    ).figures
    assert figures["has_rules"] == Figure(2, 3, 1, 3, yes=2, no=1)


def test_a_list_says_how_many_reporters_gave_each_text() -> None:
    texts = ["Camera an ninh", " Camera  an ninh ", "Đường hoa", "  ", 7]
    assert total(*(report(models=text) for text in texts)).figures["models"] == Figure(
        3, 3, not_reported=2, entries={"Camera an ninh": 2, "Đường hoa": 1}
    )


def test_what_is_not_added_up_still_has_its_coverage() -> None:
    figures = total(report(remark="tốt"), report(), set_aside("remark")).figures
    assert figures["remark"] == Figure(0, reported=1, not_applicable=1, not_reported=1)


def test_an_answer_set_aside_as_not_applicable_does_not_count() -> None:
    figures = total(set_aside("fires", "fires", fires=9, members=2)).figures
    assert figures["fires"] == Figure(0, not_applicable=1)
    assert figures["members"].total == 2


def test_facts_are_added_over_those_who_sent_something() -> None:
    totals = total(report({"households": 27}), report({"households": 30, "lanes": 2}), None)
    assert totals.facts == {"households": 57, "lanes": 2}


def test_a_ratio_is_the_ratio_of_the_sums() -> None:
    ratio = total(
        report({"households": 10}, members=10), report({"households": 30}, members=10)
    ).ratios["members_per_household"]
    assert ratio == RatioFigure(20, 40, 2)
    assert ratio.percent == 50


@pytest.mark.parametrize(
    "incomplete",
    [
        report({"households": 99}),
        report(members=99),
        report({"households": 99}, members=None),
        report({"households": 99}, members="nhiều"),
        {"values": {}, "not_applicable": ["members"], "facts": {"households": 99}},
        None,
    ],
)
def test_a_reporter_without_one_side_of_a_ratio_adds_to_neither(
    incomplete: Submission | None,
) -> None:
    complete = report({"households": 10}, members=5)
    assert total(complete, incomplete).ratios["members_per_household"] == RatioFigure(5, 10, 1)


def test_a_ratio_over_zero_has_no_percentage() -> None:
    assert total(report(fires=3, members=0)).ratios["fires_per_member"].percent is None


def test_a_share_of_yes_counts_each_yes_as_one() -> None:
    ratio = RatioIndicator("share", "has_rules", "areas")
    sent = [report({"areas": 1}, has_rules=answer) for answer in (True, False, True, True)]
    assert total_of(INDICATORS, [ratio], sent).ratios["share"].percent == 75


@given(st.lists(submissions, max_size=12))
def test_a_ratio_counts_just_those_who_gave_both_sides(sent: list[Submission | None]) -> None:
    both = [
        (each["values"]["fires"], each["values"]["members"])
        for each in sent
        if each is not None
        and each["values"].get("fires") is not None
        and each["values"].get("members") is not None
        and not {"fires", "members"} & set(each["not_applicable"])
    ]
    expected = RatioFigure(sum(one for one, _ in both), sum(two for _, two in both), len(both))
    assert total(*sent).ratios["fires_per_member"] == expected


@given(st.lists(submissions, max_size=12))
def test_the_three_counts_of_a_figure_add_up_to_the_reporters(
    sent: list[Submission | None],
) -> None:
    for figure in total(*sent).figures.values():
        counted = figure.reported + figure.not_applicable + figure.not_reported
        assert counted == len(sent)
        assert min(figure.reported, figure.not_applicable, figure.not_reported) >= 0


@given(part_lists)
def test_the_total_of_parts_is_the_total_of_the_whole(parts: list[list[Submission | None]]) -> None:
    whole = [submission for part in parts for submission in part]
    assert combine(total(*part) for part in parts) == total(*whole)


@given(part_lists, st.randoms(use_true_random=False))
def test_totals_combine_in_any_order_and_grouping(
    parts: list[list[Submission | None]], rng: Any
) -> None:
    totals = [total(*part) for part in parts]
    place = rng.randint(0, len(totals))
    grouped = combine([combine(totals[:place]), combine(totals[place:])])
    assert grouped == combine(rng.sample(totals, len(totals)))


@given(st.lists(submissions, max_size=6))
def test_combining_with_nothing_changes_nothing(sent: list[Submission | None]) -> None:
    totals = total(*sent)
    assert combine([Totals(), totals]) == combine([totals, Totals()]) == combine([totals]) == totals
    assert combine([]) == Totals()


def test_a_figure_that_only_some_have_is_not_held_against_the_others() -> None:
    asked = total_of(AMOUNTS, (), [report(fund="1"), None])
    assert combine([asked, Totals(expected=5)]).figures == {"fund": Figure(1, 1, 0, 1)}


def test_more_reports_than_one_batch_are_all_counted() -> None:
    sent = (report(fires=1) if number % 3 else None for number in range(3 * BATCH))
    figure = total_of(INDICATORS, RATIOS, sent).figures["fires"]
    assert figure == Figure(2 * BATCH, 2 * BATCH, 0, BATCH)


@given(st.lists(submissions, max_size=8))
def test_stored_totals_read_back_as_themselves(sent: list[Submission | None]) -> None:
    totals = total(*sent)
    stored = json.dumps(to_json(totals))
    again = from_json(json.loads(stored))
    assert again == totals
    assert json.dumps(to_json(again)) == stored


def test_the_stored_form_of_totals() -> None:
    sent = [report({"households": 4}, fund="1.50", members=2, has_rules=True), None]
    totals = total_of([*AMOUNTS, Indicator("has_rules", "count_yes")], RATIOS[:1], sent)
    assert to_json(totals) == {
        "expected": 2,
        "received": 1,
        "figures": {
            "fund": {"total": "1.50", "reported": 1, "not_applicable": 0, "not_reported": 1},
            "has_rules": {
                "total": 1,
                "reported": 1,
                "not_applicable": 0,
                "not_reported": 1,
                "yes": 1,
            },
        },
        "ratios": {"members_per_household": [0, 0, 0]},
        "facts": {"households": 4},
    }


def leaf(fires: int) -> Totals:
    return total_of([Indicator("fires", "sum")], (), [report(fires=fires)])


def test_totals_rise_from_areas_to_communes_provinces_and_the_country() -> None:
    rolled = roll_up(
        {"01.11.21.": leaf(1), "01.11.22.": leaf(2), "01.12.23.": leaf(4), "02.13.24.": leaf(8)}
    )
    assert {path: totals.figures["fires"].total for path, totals in rolled.items()} == {
        "01.11.21.": 1,
        "01.11.22.": 2,
        "01.12.23.": 4,
        "02.13.24.": 8,
        "01.11.": 3,
        "01.12.": 4,
        "02.13.": 8,
        "01.": 7,
        "02.": 8,
        "": 15,
    }


def test_a_place_that_reports_itself_is_counted_with_its_children() -> None:
    rolled = roll_up({"01.": leaf(100), "01.11.": leaf(20), "01.11.21.": leaf(3)})
    assert rolled["01.11."].figures["fires"] == Figure(23, 2)
    assert rolled["01."].figures["fires"] == Figure(123, 3)


def test_no_places_have_the_total_of_nothing() -> None:
    assert roll_up({}) == {"": Totals()}


paths = st.lists(st.sampled_from(["01.", "02.", "03."]), min_size=0, max_size=4).map("".join)


@settings(deadline=None)
@given(st.dictionaries(paths, st.lists(submissions, min_size=1, max_size=3), max_size=8))
def test_every_place_is_the_total_of_all_reports_below_it(
    reports: dict[str, Sequence[Submission | None]],
) -> None:
    rolled = roll_up({path: total(*sent) for path, sent in reports.items()})
    assert {path[:end] for path in reports for end in range(0, len(path) + 1, 3)} | {""} == set(
        rolled
    )
    for above, totals in rolled.items():
        below = [each for path in reports if path.startswith(above) for each in reports[path]]
        assert totals == (total(*below) if reports else Totals())


@pytest.mark.parametrize(
    ("figures", "direction", "expected"),
    [
        ((80, 60, 100), "up", Comparison(20, Fraction(4, 5), reached=False)),
        ((100, None, 100), "up", Comparison(None, Fraction(1), reached=True)),
        ((5, 0, 0), "up", Comparison(5, None, reached=True)),
        ((15, 20, 10), "down", Comparison(-5, Fraction(1, 2), reached=False)),
        ((10, 20, 10), "down", Comparison(-10, Fraction(1), reached=True)),
        ((25, 20, 10), "down", Comparison(5, Fraction(-1, 2), reached=False)),
        ((9, None, 10), "down", Comparison(None, None, reached=True)),
        ((9, 10, 10), "down", Comparison(-1, None, reached=True)),
        ((9, 4, 10), "none", Comparison(5, None, None)),
        ((9, 4, None), "up", Comparison(5, None, None)),
        ((None, 4, 10), "up", Comparison(None, None, None)),
    ],
)
def test_a_figure_is_compared_with_its_baseline_and_target(
    figures: tuple[int | None, int | None, int | None], direction: Direction, expected: Comparison
) -> None:
    assert compare(*figures, direction) == expected


def test_a_comparison_of_amounts_is_exact() -> None:
    assert compare(Decimal("0.3"), Decimal("0.1"), Decimal("0.3"), "up") == Comparison(
        Decimal("0.2"), Fraction(1), reached=True
    )
    assert compare(1, Decimal("1" * 40), None, "up").change == Decimal("-" + "1" * 39 + "0")


@pytest.mark.parametrize(
    ("exact", "places", "text"),
    [
        (Fraction(4100, 43), 1, "95.3"),
        (Fraction(1, 4), 1, "0.3"),
        (Fraction(-1, 4), 1, "-0.3"),
        (Fraction(245, 100), 1, "2.5"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(100), 1, "100.0"),
    ],
)
def test_a_half_is_rounded_away_from_zero(exact: Fraction, places: int, text: str) -> None:
    assert str(round_half_up(exact, places)) == text


@given(st.fractions(-(10**6), 10**6), st.integers(0, 4))
def test_rounding_moves_a_number_by_half_a_step_at_most(exact: Fraction, places: int) -> None:
    assert abs(Fraction(round_half_up(exact, places)) - exact) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize("aggregation", ["sum", "latest", "count_yes", "list", "none"])
def test_every_kind_of_indicator_reads_a_level_where_nobody_answered(
    aggregation: Aggregation,
) -> None:
    zero: Number = 0
    totals = total_of([Indicator("fires", aggregation)], (), [None, report()])
    assert totals.figures["fires"] == Figure(zero, not_reported=2)
