"""S3-11, S3-13, S3-22, F-26…F-28: what stands on the sheet, and what is wrong with it."""

from __future__ import annotations

import pytest

from tests.core.sheet_sample import edition, figure, marked, row
from tuquan.core.assessing import (
    Mark,
    Marks,
    check_findings,
    check_marks,
    differing,
    marks_from_json,
    marks_to_json,
    proposed,
    rows_of,
    with_marks,
    without_marks,
)
from tuquan.core.problems import Problem
from tuquan.core.programme import Criterion, Edition, OneOfRule
from tuquan.core.rules import Known
from tuquan.core.scoring import compile_sheet, judge_sheet

ONLY_URBAN = OneOfRule("one_of", "area_kind", ("urban_group",))
CASE = marked("case", number="1", met_by="no", knock_out=True)
COUNTED = row("models", number="2.3", rule=figure("models", "at_least", 2))
PLAIN = marked("plain", number="2.5")
URBAN = marked("urban", number="4.2", applies_when=ONLY_URBAN)
SHEET: Edition = edition(CASE, Criterion("s2", "2", "s2", parts=(COUNTED, PLAIN)), URBAN)
VILLAGE = Known(2026, {"area_kind": "village", "models": 3})
TOWN = Known(2026, {"area_kind": "urban_group"})


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in problems]


def box(key: str, known: Known) -> str | None:
    criterion = next(one for one in rows_of(SHEET.criteria) if one.key == key)
    return proposed(criterion, compile_sheet(SHEET).judge_one(key, known))


def test_the_rows_are_the_criteria_without_parts_in_the_order_of_the_sheet() -> None:
    assert [one.key for one in rows_of(SHEET.criteria)] == ["case", "models", "plain", "urban"]


def test_figures_propose_a_box_and_leave_the_rest_to_people() -> None:
    assert box("models", VILLAGE) == "yes"
    assert box("models", Known(2026, {"models": 1})) == "no"
    assert box("models", TOWN) is None
    assert box("plain", VILLAGE) is None
    assert box("urban", VILLAGE) == "not_applicable"
    assert box("urban", TOWN) is None


def test_a_case_met_by_no_that_figures_decide_is_proposed_as_no() -> None:
    counted = marked("case", met_by="no", rule=figure("complaints", "equal", 0))
    sheet = compile_sheet(edition(counted))
    assert proposed(counted, sheet.judge_one("case", Known(2026, {"complaints": 0}))) == "no"
    assert proposed(counted, sheet.judge_one("case", Known(2026, {"complaints": 1}))) == "yes"


def test_a_sheet_is_complete_when_every_row_that_figures_leave_open_is_marked() -> None:
    marks: Marks = {"case": Mark("no"), "plain": Mark("yes")}
    assert check_marks(SHEET, VILLAGE, marks, complete=True) == []
    assert codes(check_marks(SHEET, TOWN, marks, complete=True)) == [
        ("mark_missing", "models"),
        ("mark_missing", "urban"),
    ]
    assert check_marks(SHEET, TOWN, marks, complete=False) == []


def test_an_optional_row_may_stay_open() -> None:
    sheet = edition(marked("plain", optional=True))
    assert check_marks(sheet, VILLAGE, {}, complete=True) == []


def test_a_mark_against_the_figures_needs_its_reason() -> None:
    against = {"models": Mark("no")}
    assert check_marks(SHEET, VILLAGE, against, complete=False) == [
        Problem("mark_against_figures_yes", "models", {"number": "2.3"})
    ]
    told = {"models": Mark("no", "Một mô hình vừa dừng.")}
    assert check_marks(SHEET, VILLAGE, told, complete=False) == []
    assert check_marks(SHEET, VILLAGE, {"models": Mark("yes")}, complete=False) == []


def test_what_was_known_before_anybody_marked_the_sheet_is_found_again() -> None:
    known = Known(2026, {"models": 3}, frozenset({"other"}))
    told: Marks = {"case": Mark("no"), "plain": Mark("not_applicable", "Không có.")}
    marked_known = with_marks(known, told)
    assert marked_known.marks == {"case": False}
    assert marked_known.not_applicable == {"plain", "other"}
    assert without_marks(SHEET, marked_known) == known


def test_figures_win_over_the_mark_that_stands_against_them() -> None:
    known = with_marks(VILLAGE, {"models": Mark("no", "Một mô hình vừa dừng.")})
    result = judge_sheet(SHEET, known)
    assert result.states["models"] == "passed"
    assert result.criteria[1].parts[0].mark_differs


def test_a_row_set_aside_by_people_needs_a_reason() -> None:
    assert codes(check_marks(SHEET, TOWN, {"plain": Mark("not_applicable")}, complete=False)) == [
        ("set_aside_needs_reason", "plain")
    ]
    told = {"plain": Mark("not_applicable", "Khu không có cơ sở sản xuất.")}
    assert check_marks(SHEET, TOWN, told, complete=False) == []
    assert judge_sheet(SHEET, with_marks(TOWN, told)).states["plain"] == "not_applicable"


def test_a_row_that_the_kind_of_place_sets_aside_needs_none() -> None:
    assert check_marks(SHEET, VILLAGE, {"urban": Mark("not_applicable")}, complete=False) == []


@pytest.mark.parametrize("known", [VILLAGE, TOWN])
def test_a_row_that_figures_decide_is_set_aside_at_its_figures(known: Known) -> None:
    aside = {"models": Mark("not_applicable", "Không có đất sản xuất.")}
    assert codes(check_marks(SHEET, known, aside, complete=False)) == [
        ("set_aside_at_the_figures", "models")
    ]


def test_a_row_nobody_knows_and_a_standard_take_no_mark() -> None:
    marks: Marks = {"s2": Mark("yes"), "gone": Mark("no")}
    assert codes(check_marks(SHEET, VILLAGE, marks, complete=False)) == [
        ("mark_on_unknown_row", "s2"),
        ("mark_on_unknown_row", "gone"),
    ]


def test_a_note_and_the_number_of_a_notice_have_an_end() -> None:
    long: Marks = {"plain": Mark("yes", "a" * 1001, "b" * 121)}
    assert codes(check_marks(SHEET, VILLAGE, long, complete=False)) == [
        ("note_too_long", "plain"),
        ("notice_too_long", "plain"),
    ]
    just: Marks = {"plain": Mark("yes", "a" * 1000, "b" * 120)}
    assert check_marks(SHEET, VILLAGE, just, complete=False) == []


def test_a_verifier_says_why_a_row_is_marked_otherwise() -> None:
    own: Marks = {"case": Mark("no"), "plain": Mark("yes")}
    found: Marks = {"case": Mark("no"), "plain": Mark("no")}
    assert differing(own, found) == ("plain",)
    assert codes(check_findings(SHEET, VILLAGE, own, found, complete=True)) == [
        ("difference_needs_reason", "plain")
    ]
    told = {**found, "plain": Mark("no", "Đường còn đọng nước.")}
    assert check_findings(SHEET, VILLAGE, own, told, complete=True) == []


def test_a_row_the_area_left_open_differs_from_nothing() -> None:
    assert differing({}, {"plain": Mark("no")}) == ()


def test_one_problem_at_a_row_is_enough() -> None:
    own: Marks = {"plain": Mark("yes")}
    aside: Marks = {"plain": Mark("not_applicable")}
    assert codes(check_findings(SHEET, TOWN, own, aside, complete=False)) == [
        ("set_aside_needs_reason", "plain")
    ]


def test_marks_are_kept_as_they_are_and_empty_words_are_not() -> None:
    marks: Marks = {"plain": Mark("yes"), "case": Mark("no", "Có thông báo.", "12/TB-CAP")}
    stored = marks_to_json(marks)
    assert stored == {
        "case": {"box": "no", "note": "Có thông báo.", "notice": "12/TB-CAP"},
        "plain": {"box": "yes"},
    }
    assert marks_from_json(stored) == marks
    assert marks_from_json({"plain": {"box": "yes", "note": "  "}, "case": None}) == {
        "plain": Mark("yes")
    }


@pytest.mark.parametrize(
    "data",
    [
        None,
        ["plain"],
        {"plain": "yes"},
        {"plain": {"box": "maybe"}},
        {"plain": {"box": ["yes"]}},
        {"plain": {"box": "yes", "note": 3}},
    ],
)
def test_what_is_no_document_of_marks_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="[Mm]ark"):
        marks_from_json(data)


def test_evidence_is_needed_only_where_the_programme_says_so() -> None:
    """F-31: with a file or the number of a paper, once the sheet is handed in."""
    sheet = edition(
        marked("plan", number="1", evidence_for="yes"),
        marked("clean", number="2", evidence_for="no"),
        row("models", number="3", rule=figure("models", "at_least", 2), evidence_for="yes"),
    )
    known = Known(2026, {"models": 3})
    marks = {"plan": Mark("yes"), "clean": Mark("no"), "models": Mark("yes")}

    def wrong(given: Marks, *proven: str, complete: bool = True) -> list[tuple[str, str]]:
        return codes(check_marks(sheet, known, given, complete=complete, proven=proven))

    assert wrong(marks) == [("evidence_missing", "plan"), ("evidence_missing", "clean")]
    assert wrong(marks, "plan") == [("evidence_missing", "clean")]
    assert wrong(marks, complete=False) == []
    assert wrong({**marks, "plan": Mark("yes", "", "07/BB"), "clean": Mark("yes")}) == []
    assert wrong({**marks, "plan": Mark("no"), "clean": Mark("no", "", "8")}) == []
    own = {"plan": Mark("yes", "", "07/BB")}
    found = {"plan": Mark("yes"), "clean": Mark("yes")}
    assert check_findings(sheet, known, own, found, complete=True) == []
    [missing] = check_findings(sheet, known, {}, found, complete=True, proven=["clean"])
    assert missing == Problem("evidence_missing", "plan", {"number": "1"})
