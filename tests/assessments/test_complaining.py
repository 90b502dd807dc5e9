"""Complaints: in time, with the reason, and never silently (F-72)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.assessments.worlds import Assessed, assessed, checked, marks
from tuquan.assessments.models import AssessmentResult, Complaint
from tuquan.assessments.services import (
    NewComplaint,
    acknowledge_complaint,
    decide,
    receive_complaint,
    reject_complaint,
    uphold_complaint,
    withdraw_complaint,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.assessing import Mark

pytestmark = pytest.mark.django_db

DIRTY = Mark("no", "Rác còn đổ đầu ngõ.", "07/BB")
NEW = NewComplaint("Rác do công trình để lại, đã dọn từ tháng 6.", "paper", date(2026, 11, 2))


@pytest.fixture
def known(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Assessed:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-02")
    return assessed(world)


@pytest.fixture
def result(known: Assessed) -> AssessmentResult:
    """No class was reached: one row was found not met."""
    sheet = checked(known, marks(known.sheet, no_pollution=DIRTY))
    return decide(known.as_officer, sheet, sheet.version)


def received(known: Assessed, **more: str) -> Complaint:
    new = replace(NEW, **more)  # type: ignore[arg-type]  # texts only
    known.sheet.refresh_from_db()
    return receive_complaint(known.as_leader, known.sheet, new)


def test_f_72_a_complaint_knows_the_working_days_by_which_it_is_answered(
    known: Assessed, result: AssessmentResult
) -> None:
    complaint = received(known, row="no_pollution", who="Bà Mai, gặp trực tiếp")
    assert (complaint.acknowledge_by, complaint.answer_by) == (
        date(2026, 11, 4),
        date(2026, 11, 16),
    )
    assert (complaint.result, complaint.state) == (result, "received")
    acknowledge_complaint(known.as_officer, complaint)
    assert complaint.acknowledged_on == date(2026, 11, 2)
    with pytest.raises(Conflict):
        acknowledge_complaint(known.as_officer, complaint)


def test_f_72_upheld_the_result_is_corrected_by_a_later_one_that_says_why(
    known: Assessed, result: AssessmentResult
) -> None:
    complaint = received(known, row="no_pollution", who="Bà Mai")
    found = known.sheet.found_marks | {"no_pollution": Mark("yes")}
    uphold_complaint(known.as_officer, complaint, "Đã đi xem lại ngày 02/11, rác đã dọn.", found)
    assert complaint.led_to is not None
    assert (complaint.led_to.class_key, complaint.led_to.replaces) == ("all_kept", result)
    assert complaint.led_to.reason == "Đã đi xem lại ngày 02/11, rác đã dọn."
    assert (complaint.state, complaint.who) == ("upheld", "")
    result.refresh_from_db()
    assert result.class_key == ""


def test_upheld_during_a_posting_the_sheet_goes_back_to_the_check(known: Assessed) -> None:
    sheet = checked(known, marks(known.sheet, no_pollution=DIRTY))
    complaint = received(known)
    uphold_complaint(known.as_officer, complaint, "Sẽ đi xem lại.")
    sheet.refresh_from_db()
    assert (sheet.state, complaint.led_to) == ("handed_in", None)
    assert sheet.revisions.latest("version").event == "reopened"


def test_not_upheld_the_result_stands_and_the_answer_is_kept(
    known: Assessed, result: AssessmentResult
) -> None:
    complaint = received(known)
    reject_complaint(known.as_officer, complaint, "Biên bản 07/BB ghi ba lần.")
    assert (complaint.state, complaint.answered_on) == ("rejected", date(2026, 11, 2))
    assert AssessmentResult.objects.count() == 1
    with pytest.raises(Conflict) as refusal:
        uphold_complaint(known.as_officer, complaint, "Khác.")
    assert refusal.value.problem.code == "complaint_answered_already"


def test_findings_that_make_no_sense_answer_nothing(
    known: Assessed, result: AssessmentResult
) -> None:
    complaint = received(known)
    with pytest.raises(Invalid):
        uphold_complaint(known.as_officer, complaint, "Đúng.", {"no_pollution": DIRTY})
    complaint.refresh_from_db()
    assert complaint.state == "received"
    assert AssessmentResult.objects.count() == 1


def test_an_answer_says_why(known: Assessed, result: AssessmentResult) -> None:
    complaint = received(known)
    for words in ("  ", "x" * 2001):
        with pytest.raises(Invalid):
            reject_complaint(known.as_officer, complaint, words)


def test_only_whoever_gives_results_answers(known: Assessed, result: AssessmentResult) -> None:
    complaint = received(known)
    outsider = make.actor(make.officer(known.world.neighbour))
    for actor in (known.as_head, known.as_leader, outsider):
        with pytest.raises(NotAllowed):
            reject_complaint(actor, complaint, "Không.")
    with pytest.raises(NotAllowed):
        receive_complaint(outsider, known.sheet, NEW)


def test_a_complaint_that_is_taken_back_forgets_who_made_it(
    known: Assessed, result: AssessmentResult
) -> None:
    complaint = received(known, who="Bà Mai")
    withdraw_complaint(known.as_head, complaint)
    assert (complaint.state, complaint.who) == ("withdrawn", "")


def test_nothing_can_be_objected_to_before_the_check(known: Assessed) -> None:
    with pytest.raises(Conflict) as refusal:
        received(known)
    assert refusal.value.problem.code == "complaint_before_anything_was_found"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "complaint_text_missing"),
        ({"text": "x" * 2001}, "complaint_too_long"),
        ({"row": "no_such_row"}, "mark_on_unknown_row"),
        ({"received_on": date(2026, 11, 3)}, "complaint_day_wrong"),
        ({"received_on": date(2026, 11, 1)}, "complaint_day_wrong"),
    ],
)
def test_a_complaint_that_makes_no_sense_is_refused(
    known: Assessed, result: AssessmentResult, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        receive_complaint(known.as_leader, known.sheet, replace(NEW, **changes))  # type: ignore[arg-type]
    assert [one.code for one in refusal.value.problems] == [code]
    assert not Complaint.objects.exists()
