"""The local terms of a place, read from a file as strictly as a pack."""

from __future__ import annotations

from datetime import date

from tests.core.pack_sample import edition
from tuquan.core.packs import read_terms
from tuquan.core.problems import Problem
from tuquan.core.programme.local import DueDay, LocalTerms, ReDated

ADDED = """\
added:
  - key: lit_lanes
    number: X1
    label: Ngõ nào cũng có đèn
    rule: {kind: answer, of: %s}
    source: {default: Nghị quyết xã}
"""


def read(text: str) -> tuple[LocalTerms | None, list[Problem]]:
    return read_terms(text, "terms.yaml", edition())


def test_terms_are_read_like_a_pack() -> None:
    text = (
        "due_days: [{calendar: monthly, day: 12}]\nre_dated: [{item: milestones/x, on: 2027-02-10}]"
    )
    terms, problems = read(text)
    assert problems == []
    assert terms == LocalTerms(
        due_days=(DueDay("monthly", 12),),
        re_dated=(ReDated("milestones/x", date(2027, 2, 10)),),
    )


def test_a_mistake_is_said_with_its_line_and_what_was_meant() -> None:
    terms, [problem] = read("due_days:\n  - {calender: monthly, day: 12, calendar: monthly}")
    assert terms is None
    assert (problem.code, problem.where) == ("unknown_key", "terms.yaml:2:6")
    assert problem.params["did_you_mean"] == "calendar"


def test_a_text_that_is_not_yaml_gives_no_terms() -> None:
    terms, [problem] = read("due_days: [")
    assert terms is None
    assert problem.code == "not_yaml"


def test_an_added_criterion_holds_together_with_the_edition() -> None:
    terms, [problem] = read(ADDED % "binns")
    assert terms is None
    assert (problem.code, problem.where) == ("dangling_reference", "terms.yaml:5:30")


def test_what_may_not_be_chosen_is_left_to_the_service() -> None:
    terms, problems = read("off: [calendars/monthly]")
    assert problems == []
    assert terms == LocalTerms(off=("calendars/monthly",))
