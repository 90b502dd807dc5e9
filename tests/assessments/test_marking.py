"""S3-11, S0-09, F-26…F-28: the group marks, somebody above checks, each difference says why."""

from __future__ import annotations

import pytest

from tests import make
from tests.assessments.worlds import Assessed, assessed, checked, marks
from tuquan.assessments.models import AssessmentSheet, SheetRevision
from tuquan.assessments.services import return_sheet, save_findings, save_marks
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.assessing import Mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


def problems(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in refusal.value.problems]


def test_marks_are_saved_as_they_come_and_handed_in_when_complete(known: Assessed) -> None:
    sheet = save_marks(known.as_leader, known.sheet, {"mutual_help": Mark("yes")}, 0)
    assert (sheet.state, sheet.version) == ("open", 1)
    with pytest.raises(Invalid) as refusal:
        save_marks(known.as_leader, sheet, {"mutual_help": Mark("yes")}, 1, hand_in=True)
    assert len(refusal.value.problems) == 8
    assert problems(refusal)[0] == ("no_encroachment", "mark_missing")
    save_marks(known.as_leader, sheet, marks(sheet), 1, hand_in=True)
    assert (sheet.state, sheet.version, sheet.handed_in_by) == ("handed_in", 2, known.leader)
    assert sheet.own_marks == marks(sheet)


def test_every_version_stays_readable_and_is_on_record(known: Assessed) -> None:
    sheet = save_marks(known.as_leader, known.sheet, {"mutual_help": Mark("no")}, 0)
    save_marks(known.as_leader, sheet, marks(sheet), 1, hand_in=True)
    said = [(one.version, one.event, one.by_name) for one in sheet.revisions.all()]
    assert said == [(1, "saved", known.leader.name), (2, "handed_in", known.leader.name)]
    assert sheet.revisions.get(version=1).own == {"mutual_help": {"box": "no"}}
    record = Change.objects.filter(action="assessments.handed_in").get()
    assert (record.path, record.data) == (sheet.path, {"year": 2026, "version": 2})


def test_a_sheet_handed_in_is_not_marked_again_before_it_is_returned(known: Assessed) -> None:
    sheet = save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    with pytest.raises(Conflict) as refusal:
        save_marks(known.as_leader, sheet, marks(sheet), sheet.version)
    assert refusal.value.problem.code == "sheet_changed_meanwhile"
    return_sheet(known.as_head, sheet, sheet.version, "Xem lại tiêu chí 4.")
    assert (sheet.state, sheet.return_reason) == ("returned", "Xem lại tiêu chí 4.")
    save_marks(known.as_leader, sheet, marks(sheet), sheet.version, hand_in=True)
    assert (sheet.state, sheet.return_reason) == ("handed_in", "")


def test_two_people_at_one_sheet_the_second_is_told(known: Assessed) -> None:
    save_marks(known.as_leader, known.sheet, {"mutual_help": Mark("yes")}, 0)
    other = AssessmentSheet.objects.get()
    with pytest.raises(Conflict):
        save_marks(known.as_head, other, {"mutual_help": Mark("no")}, 0)
    assert AssessmentSheet.objects.get().own == {"mutual_help": {"box": "yes"}}
    assert SheetRevision.objects.count() == 1


def test_a_check_that_finds_otherwise_says_why(known: Assessed) -> None:
    sheet = save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    found = marks(sheet, no_pollution=Mark("no"))
    with pytest.raises(Invalid) as refusal:
        save_findings(known.as_head, sheet, found, sheet.version, done=True)
    assert problems(refusal) == [("no_pollution", "difference_needs_reason")]
    found["no_pollution"] = Mark("no", "Rác đổ ở đầu ngõ ba lần trong năm.", "12/BB-MT")
    save_findings(known.as_head, sheet, found, sheet.version, done=True)
    assert (sheet.state, sheet.found_by) == ("checked", known.head)
    assert sheet.own_marks["no_pollution"] == Mark("yes")
    assert sheet.marks["no_pollution"] == found["no_pollution"]


def test_nobody_checks_what_they_handed_in(known: Assessed) -> None:
    sheet = save_marks(known.as_head, known.sheet, marks(known.sheet), 0, hand_in=True)
    with pytest.raises(Conflict) as refusal:
        save_findings(known.as_head, sheet, marks(sheet), sheet.version)
    assert refusal.value.problem.code == "verifier_is_the_assessor"
    save_findings(known.as_officer, sheet, marks(sheet), sheet.version, done=True)
    assert sheet.state == "checked"


def test_who_checks_stands_above_the_group(known: Assessed) -> None:
    sheet = save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    with pytest.raises(NotAllowed):
        save_findings(known.as_leader, sheet, marks(sheet), sheet.version)
    assert not sheet.checkable_by(known.as_leader)
    assert sheet.checkable_by(known.as_head)


def test_s0_09_where_nobody_assesses_themselves_the_village_appraises_at_once(
    known: Assessed,
) -> None:
    sheet = save_findings(known.as_head, known.sheet, marks(known.sheet), 0, done=True)
    assert (sheet.state, sheet.own_marks) == ("checked", {})


def test_a_sheet_is_given_back_only_with_a_reason(known: Assessed) -> None:
    sheet = checked(known)
    with pytest.raises(Invalid) as refusal:
        return_sheet(known.as_officer, sheet, sheet.version, "  ")
    assert problems(refusal) == [("reason", "return_reason_missing")]


def test_next_door_nobody_marks_or_checks(known: Assessed) -> None:
    stranger = make.actor(make.officer(known.world.neighbour))
    with pytest.raises(NotAllowed):
        save_marks(stranger, known.sheet, {}, 0)
    with pytest.raises(NotAllowed):
        save_findings(stranger, known.sheet, {}, 0)
    with pytest.raises(NotAllowed):
        return_sheet(stranger, known.sheet, 0, "Sai.")
