"""Values of a pack: each is read as the kind its key declares, or refused with its place."""

from __future__ import annotations

import pytest

from tests.core.pack_sample import EDITION, load, only, problems_after


def test_an_unknown_key_comes_with_the_one_probably_meant() -> None:
    code, params = only("at_most: households", "atmost: households")
    assert (code, params) == ("unknown_key", {"key": "atmost", "did_you_mean": "at_most"})


def test_an_unknown_key_like_no_other_comes_without_a_guess() -> None:
    code, params = only("at_most: households", "xyz: 1")
    assert (code, params) == ("unknown_key", {"key": "xyz", "did_you_mean": ""})


def test_a_duplicate_key_names_the_first() -> None:
    code, params = only(
        "            unit: hộ\n            aggr",
        "            unit: hộ\n            unit: hộ\n            aggr",
        "unit: hộ\n            aggr",
    )
    assert code == "duplicate_key"
    assert params["key"] == "unit"


def test_a_missing_key_stands_where_its_object_begins() -> None:
    old, new = "    reporter: group\n    due: {day", "    due: {day"
    code, params = only(old, new, "key: monthly\n    title: Báo cáo tháng\n    form")
    assert (code, params) == ("missing_key", {"key": "reporter"})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minimum: 15", "minimum: 010", "whole number"),
        ("minimum: 15", "minimum: 1_5", "whole number"),
        ("minimum: 15", "minimum: 12:30", "whole number"),
        ("stock: true", "stock: yes", "true or false"),
        ("effective_from: 2026-01-01", "effective_from: 01/01/2026", "date"),
        ("effective_from: 2026-01-01", "effective_from: 2026-02-30", "date"),
        ("value: 80.5", "value: 80,5%", "number"),
    ],
)
def test_a_value_of_another_type_says_which_was_expected(old: str, new: str, expected: str) -> None:
    if new == "value: 80,5%":
        new = 'value: "80,5%"'
    code, params = only(old, new, new.split(": ", 1)[1])
    value = new.split(": ", 1)[1].strip('"')
    assert (code, params) == ("wrong_type", {"expected": expected, "value": value})


@pytest.mark.parametrize(
    ("old", "new", "at", "expected"),
    [
        ("due: {day_of_next_month: 5}", "due: soon", "soon", "mapping"),
        ("recipients: [{label: Thôn, level: area}]", "recipients: {}", "{}", "list"),
        ("unit: hộ", "unit: [hộ]", "[hộ]", "single value"),
        (
            "{cited_as: 1-KH, title: Kế hoạch thử}",
            "{cited_as: 1-KH, title: {}}",
            "{}}",
            "single value",
        ),
    ],
)
def test_a_shape_that_is_not_the_declared_one_is_refused(
    old: str, new: str, at: str, expected: str
) -> None:
    code, params = only(old, new, at)
    assert (code, params["expected"]) == ("wrong_type", expected)


def test_one_text_may_stand_for_a_list_of_texts() -> None:
    text = EDITION.replace("yearly_on: 18/11", "places: thôn 6")
    pack, problems = load(text)
    assert problems == []
    assert pack is not None
    assert pack.editions[0].milestones[0].places == ("thôn 6",)


def test_a_key_without_a_value_is_not_taken_for_its_default() -> None:
    assert only("at_most: households", "at_most:", "\n            baseline")[0] == "empty_value"


def test_a_word_outside_the_list_comes_with_the_list() -> None:
    code, params = only("kind: text", "kind: txt", "txt")
    assert (code, params) == (
        "not_one_of",
        {
            "value": "txt",
            "choices": ["count", "amount", "yes_no", "choice", "date", "text"],
            "did_you_mean": "text",
        },
    )


def test_nothing_follows_from_what_could_not_be_read() -> None:
    """A question without a readable kind is not also told that it lacks a unit."""
    assert [p.code for p in problems_after("kind: text", "kind: txt")] == ["not_one_of"]
    assert [p.code for p in problems_after("unit: hộ", "unti: hộ")] == ["unknown_key"]
