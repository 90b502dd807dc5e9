"""What makes no sense in a sheet: numbers, points, totals, circles, classes."""

from __future__ import annotations

import pytest

from tests.core.pack_sheet import SHEET, after, good_edition, line, load, told
from tuquan.core.packs.names import MOST_CYCLES, find_cycles


def test_a_good_sheet_is_read_to_every_depth() -> None:
    keys = [criterion.key for criterion in good_edition().all_criteria]
    assert keys == [
        *("quiet", "economy", "income", "model", "visits"),
        *("culture", "house", "title", "gift"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "params"),
    [
        (
            "points: {maximum: 5, role: bonus}",
            "points: {maximum: -1, role: bonus}",
            "points: {maximum: 5",
            "out_of_range",
            {"value": -1, "low": 0},
        ),
        (
            "points: {maximum: 5, role: bonus}",
            "points: {maximum: 5, role: bonus, each: 2}",
            "points: {maximum: 5",
            "key_does_not_apply",
            {"kind": "whole"},
        ),
        (
            "kind: each, of: models, each: 2",
            "kind: each, each: 2",
            "kind: each",
            "points_need",
            {"kind": "each", "key": "of"},
        ),
        (
            "kind: each, of: models, each: 2",
            "kind: each, of: models",
            "kind: each",
            "points_need",
            {"kind": "each", "key": "each"},
        ),
        (
            "kind: each, of: models, each: 2",
            "kind: each, of: models, each: -2",
            "kind: each",
            "out_of_range",
            {"value": -2, "low": 0},
        ),
        (
            "kind: each, of: models, each: 2",
            "kind: each, of: words, each: 2",
            "kind: each",
            "rule_wrong_kind",
            {"of": "words", "actual": "text", "needed": ("number",)},
        ),
        (
            "kind: share, of: mended, over: solid",
            "kind: share, of: mended, over: sold",
            "kind: share",
            "dangling_reference",
            {"value": "sold", "did_you_mean": "solid"},
        ),
        (
            "{points: 5, rule",
            "{points: 16, rule",
            "{points: 5, rule",
            "out_of_range",
            {"value": 16, "low": 0, "high": 15},
        ),
        (
            "{kind: answer, of: has_model}}",
            "{kind: answer, of: words}}",
            "{kind: answer, of: has",
            "rule_wrong_kind",
            {"of": "words", "actual": "text", "needed": ("yes_no",)},
        ),
        (
            "    points: {maximum: 40, kind: sum}\n    floor: 20",
            "    points: {maximum: 40, kind: sum}\n    floor: 41",
            "floor: 20",
            "out_of_range",
            {"value": 41, "low": 0, "high": 40},
        ),
        (
            "label: Yên bình",
            "floor: 1, label: Yên bình",
            "label: Yên bình",
            "floor_without_points",
            {},
        ),
        (
            'number: "1.1"',
            'met_by: "no"\n        number: "1.1"',
            'number: "1.1"',
            "key_does_not_apply",
            {},
        ),
        (
            "floor: 20",
            'evidence_for: "yes"\n    floor: 20',
            "floor: 20",
            "key_does_not_apply",
            {},
        ),
        ("total: 100", "total: 90", "total: 100", "total_differs", {"declared": 90, "found": 100}),
        (
            "bonus_limit: 5",
            "bonus_limit: -5",
            "bonus_limit: 5",
            "out_of_range",
            {"value": -5, "low": 0},
        ),
        (
            "decimals: 1",
            "decimals: 7",
            "decimals: 1",
            "out_of_range",
            {"value": 7, "low": 0, "high": 6},
        ),
        ("quota: {percent: 20}", "quota: {}", "quota: {percent: 20}", "count_or_percent", {}),
        (
            "quota: {percent: 20}",
            "quota: {percent: 20, count: 2}",
            "quota: {percent: 20}",
            "count_or_percent",
            {},
        ),
        (
            "quota: {percent: 20}",
            "quota: {count: 0}",
            "quota: {percent: 20}",
            "out_of_range",
            {"value": 0, "low": 1, "high": 100000},
        ),
        (
            "    - key: good\n",
            "    - key: unknown\n",
            "    - key: good\n",
            "bad_key",
            {"key": "unknown"},
        ),
    ],
)
def test_what_makes_no_sense_in_a_sheet(
    old: str, new: str, at: str, code: str, params: dict[str, object]
) -> None:
    assert after(old, new) == [(code, line(SHEET, at), params)]


def test_points_of_a_sum_add_up() -> None:
    found = after("points: {maximum: 15}", "points: {maximum: 14}")
    at = line(SHEET, "points: {maximum: 40, kind: sum}")
    assert found == [("total_differs", at, {"declared": 40, "found": 39})]


def test_a_fault_of_the_source_excuses_a_wrong_total() -> None:
    text = SHEET.replace("points: {maximum: 15}", "points: {maximum: 14}")
    text = text.replace("    floor: 20", "    floor: 20\n    fault: Nguồn cộng sai")
    assert load(text)[1] == []
    text = SHEET.replace("  total: 100", "  total: 90\n  fault: Nguồn cộng sai")
    assert load(text)[1] == []


def test_a_total_counts_rows_without_a_standard_of_points_above_them() -> None:
    text = SHEET.replace("    points: {maximum: 40, kind: sum}\n    floor: 20\n", "")
    assert load(text)[1] == []


def test_a_penalty_does_not_belong_to_the_total() -> None:
    assert after("role: bonus", "role: penalty") == []


def test_a_sum_needs_parts() -> None:
    found = after(
        "points: {maximum: 5, role: bonus}", "points: {maximum: 5, kind: sum, role: bonus}"
    )
    at = line(SHEET, "points: {maximum: 5")
    assert found == [("points_need", at, {"kind": "sum", "key": "parts"})]


def test_nothing_is_added_up_that_could_not_be_read() -> None:
    found = after("points: {maximum: 15}", "points: {maximum: x}")
    assert [code for code, *_ in found] == ["wrong_type"]


def test_a_floor_is_not_measured_by_a_maximum_that_could_not_be_read() -> None:
    found = after("points: {maximum: 40, kind: sum}", "points: {maximum: x, kind: sum}")
    assert [code for code, *_ in found] == ["wrong_type"]


def test_one_number_beside_another_is_used_once_unless_the_source_is_at_fault() -> None:
    first = {"key": "1.1", "first": f"sheet/2026/edition.yaml:{line(SHEET, '1.1')}:17"}
    assert after('number: "1.2"', 'number: "1.1"') == [
        ("number_used_twice", line(SHEET, 'number: "1.2"'), first)
    ]
    assert after('number: "1.2"', 'fault: 1.1 có hai lần\n        number: "1.1"') == []
    assert after('number: "2.1"', 'number: "1.1"') == []


@pytest.mark.parametrize(
    ("old", "new", "chain"),
    [
        (
            "kind: compare, of: income, operator: more_than, than: {parameter: poverty_line}",
            "kind: met, of: income",
            ("income", "income"),
        ),
        (
            "applies_when: {kind: one_of, of: area_kind, values: [thôn]}",
            "applies_when: {kind: met, of: title}",
            ("house", "title", "house"),
        ),
        (
            "{kind: met, of: house}",
            "{kind: met, of: culture}",
            ("culture", "title", "culture"),
        ),
        (
            "kind: streak, of: cultural_area",
            "kind: streak, of: title",
            ("title", "title"),
        ),
        (
            "    label: Văn hóa\n    points",
            "    label: Văn hóa\n    applies_when: {kind: met, of: house}\n    points",
            ("house", "house"),
        ),
        (
            "{points: 5, rule: {kind: answer, of: has_model}}",
            "{points: 5, rule: {kind: met, of: economy}}",
            ("economy", "model", "economy"),
        ),
    ],
)
def test_a_criterion_that_waits_for_itself_is_refused_with_the_chain(
    old: str, new: str, chain: tuple[str, ...]
) -> None:
    text = SHEET.replace(old, new, 1)
    sheet = text.index("criteria:")
    at = line(text, text[sheet:][text[sheet:].index(f"key: {chain[0]}\n") :])
    assert told(load(text)[1]) == [("cycle", at, {"chain": chain})]


def test_an_earlier_year_of_the_same_criterion_is_no_circle() -> None:
    new = "kind: streak, of: title, including_this_year: false"
    assert after("kind: streak, of: cultural_area", new) == []


def test_circles_are_found_from_where_they_are_entered() -> None:
    graph = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": [], "e": ["e", "a"]}
    assert find_cycles(graph) == [("b", "c", "b"), ("e", "e")]


def test_a_long_chain_is_walked_and_countless_circles_are_cut_short() -> None:
    assert find_cycles({str(n): [str(n + 1)] for n in range(50_000)}) == []
    loops = {str(n): [str(n)] for n in range(100)}
    assert len(find_cycles(loops)) == MOST_CYCLES


def test_a_sheet_without_a_class_leads_nowhere() -> None:
    start = SHEET.index("  classes:\n")
    text = (
        SHEET[:start] + "  classes: []\n" + SHEET[SHEET.index("  source: {default: thử}\nassess") :]
    )
    assert told(load(text)[1]) == [("no_class", line(text, "classes: []"), {})]


def test_a_criterion_ends_after_it_begins() -> None:
    new = "effective_from: 2026-01-01\n    effective_until: 2026-01-01\n    floor: 20"
    found = after("floor: 20", new)
    assert [(code, where) for code, where, _ in found] == [
        ("ends_before_it_starts", line(SHEET, "floor: 20") + 1)
    ]


def test_a_class_may_be_open_to_everybody_who_reaches_it() -> None:
    assert after("      quota: {percent: 20}\n", "") == []
