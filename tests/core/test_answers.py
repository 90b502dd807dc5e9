"""Zero, not applicable and not reported; storing answers and comparing two versions."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.answers import Answers, Value, differences
from tuquan.core.programme import Form, Question, Section

FORM = Form(
    "monthly",
    "Báo cáo tháng",
    "periodic",
    (
        Section(
            "all",
            "Tất cả",
            (
                Question("count", "Số", "count"),
                Question("amount", "Tiền", "amount"),
                Question("yes", "Có", "yes_no"),
                Question("text", "Chữ", "text"),
                Question("day", "Ngày", "date"),
            ),
        ),
    ),
)


def test_zero_not_applicable_and_not_reported_are_three_things() -> None:
    answers = Answers({"zero": 0}, frozenset({"aside"}))
    assert [answers.state(key) for key in ("zero", "aside", "open")] == [
        "reported",
        "not_applicable",
        "not_reported",
    ]


def test_no_is_an_answer() -> None:
    assert Answers({"yes": False}).state("yes") == "reported"


def test_what_is_set_aside_is_not_reported_even_with_a_value() -> None:
    assert Answers({"a": 1}, frozenset({"a"})).state("a") == "not_applicable"


def test_stored_answers_keep_amounts_exact() -> None:
    answers = Answers(
        {"yes": True, "count": 1234, "amount": Decimal("1250000.50"), "text": "Họp ở nhà văn hóa"},
        frozenset({"b", "a"}),
        {"yes": "Đã nhắc 2 hộ"},
    )
    assert answers.to_json() == {
        "values": {"amount": "1250000.5", "count": 1234, "text": "Họp ở nhà văn hóa", "yes": True},
        "not_applicable": ["a", "b"],
        "notes": {"yes": "Đã nhắc 2 hộ"},
    }


@pytest.mark.parametrize(
    ("amount", "text"), [("100", "100"), ("1E+3", "1000"), ("0.10", "0.1"), ("2.00", "2")]
)
def test_an_amount_is_written_in_one_way(amount: str, text: str) -> None:
    assert Answers({"a": Decimal(amount)}).to_json()["values"] == {"a": text}


values = st.fixed_dictionaries(
    {},
    optional={
        "count": st.integers(-5, 10**9),
        "amount": st.decimals(-1000, 10**9, places=2),
        "yes": st.booleans(),
        "text": st.text(alphabet="aế .0", min_size=1).filter(lambda text: bool(text.strip())),
        "day": st.dates(),
    },
)


@given(values, st.frozensets(st.sampled_from(["a", "b"])))
def test_answers_come_back_from_storage_as_they_were(
    given_values: dict[str, Value], aside: frozenset[str]
) -> None:
    answers = Answers(given_values, aside, {"count": "vì mưa"})
    stored = json.loads(json.dumps(answers.to_json()))
    assert Answers.from_json(stored, FORM) == answers
    assert differences(Answers.from_json(stored, FORM), answers) == ()


def test_null_and_blank_mean_that_nothing_was_said() -> None:
    answers = Answers.from_json(
        {"values": {"a": None, "b": "  ", "c": 0}, "notes": {"a": " ", "c": "x"}}
    )
    assert answers == Answers({"c": 0}, frozenset(), {"c": "x"})


def test_an_empty_document_has_no_answers() -> None:
    assert Answers.from_json({}) == Answers()


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12.5", Decimal("12.5")),
        (12, Decimal(12)),
        (12.5, Decimal("12.5")),
        ("--5", "--5"),
        ("1e5", "1e5"),
        (True, True),
    ],
)
def test_an_amount_becomes_exact_where_the_form_says_so(raw: object, value: Value) -> None:
    read = Answers.from_json({"values": {"amount": raw}}, FORM).values["amount"]
    assert (type(read), read) == (type(value), value)


def test_a_day_is_stored_as_everybody_writes_it_between_machines() -> None:
    answers = Answers({"day": date(2026, 3, 5)})
    assert answers.to_json()["values"] == {"day": "2026-03-05"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026-02-30", "2026-02-30"),
        ("05/03/2026", "05/03/2026"),
        ("20260305", "20260305"),
        (5, 5),
    ],
)
def test_a_day_is_read_where_the_form_asks_for_one(raw: object, value: Value) -> None:
    assert Answers.from_json({"values": {"day": raw}}, FORM).values["day"] == value
    assert Answers.from_json({"values": {"text": raw}}, FORM).values["text"] == raw


def test_a_fraction_for_a_count_is_kept_for_the_check_to_refuse() -> None:
    assert Answers.from_json({"values": {"count": 1.5}}).values == {"count": Decimal("1.5")}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"values": []},
        {"values": {1: 2}},
        {"values": {"a": [1]}},
        {"values": {"a": "\x00"}},
        {"values": {"a": "\ud800"}},
        {"notes": {"a": 1}},
        {"notes": {"a": "x\x00"}},
        {"not_applicable": "ab"},
        {"not_applicable": [1]},
    ],
)
def test_what_is_not_a_document_of_answers_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Answers.from_json(data)


def test_differences_name_the_keys_that_differ() -> None:
    mine = Answers({"same": 1, "value": 1, "kind": True, "only_mine": 0}, notes={"note": "a"})
    theirs = Answers({"same": 1, "value": 2, "kind": 1}, frozenset({"only_theirs"}), {"note": "b"})
    assert differences(mine, theirs) == ("kind", "note", "only_mine", "only_theirs", "value")


def test_an_amount_written_with_more_zeros_does_not_differ() -> None:
    assert differences(Answers({"a": Decimal("1.50")}), Answers({"a": Decimal("1.5")})) == ()
