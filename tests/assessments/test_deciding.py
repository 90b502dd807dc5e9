"""F-30, S0-05, S0-06, S0-24: a result is given once, frozen, and corrected only by another."""

from __future__ import annotations

import pytest

from tests import make
from tests.assessments.worlds import Assessed, assessed, checked, marks
from tuquan.assessments.models import AssessmentResult, AssessmentSheet, TitleHeld
from tuquan.assessments.queries import (
    class_words,
    current_result,
    is_intact,
    read_result,
    read_sheet,
    titles_of,
)
from tuquan.assessments.services import correct, decide, open_cycles, save_marks
from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.assessing import Mark

pytestmark = pytest.mark.django_db
DIRTY = Mark("no", "Rác đổ ở đầu ngõ ba lần trong năm.")


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


def test_s0_05_a_group_that_kept_all_nine_reaches_the_class(known: Assessed) -> None:
    sheet = checked(known)
    result = decide(known.as_officer, sheet, sheet.version)
    assert (result.class_key, sheet.state) == ("all_kept", "decided")
    assert result.came_out["counts"] == [9, 0, 0, 0]
    assert result.decided_by_name == known.officer.name
    assert class_words(sheet.cycle.content, result.class_key) == "Đạt"


def test_s0_06_one_criterion_not_kept_is_not_met_and_says_which(known: Assessed) -> None:
    sheet = checked(known, marks(known.sheet, no_pollution=DIRTY))
    result = decide(known.as_officer, sheet, sheet.version)
    assert result.class_key == ""
    assert result.came_out["rows"]["no_pollution"] == "failed"
    assert class_words(sheet.cycle.content, result.class_key) == "Chưa đạt"


def test_a_decision_before_the_check_is_refused(known: Assessed) -> None:
    with pytest.raises(Conflict) as refusal:
        decide(known.as_officer, known.sheet, 0)
    assert refusal.value.problem.code == "sheet_not_checked_yet"
    save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    with pytest.raises(Conflict):
        decide(known.as_officer, known.sheet, known.sheet.version)
    assert not AssessmentResult.objects.exists()


def test_with_something_missing_there_is_no_result_and_nothing_changed(known: Assessed) -> None:
    sheet = checked(known)
    del sheet.found["mutual_help"], sheet.own["mutual_help"]
    sheet.save()
    with pytest.raises(Invalid) as refusal:
        decide(known.as_officer, sheet, sheet.version)
    [problem] = refusal.value.problems
    assert problem.code == "result_not_known_yet"
    missing = "Có tinh thần giúp nhau khi hoạn nạn"
    assert problem.params == {"missing": missing, "name": sheet.name}
    sheet.refresh_from_db()
    assert sheet.state == "checked"


def test_a_result_is_given_once(known: Assessed) -> None:
    sheet = checked(known)
    seen = sheet.version
    decide(known.as_officer, sheet, seen)
    with pytest.raises(Conflict):
        decide(known.as_officer, sheet, seen)
    assert AssessmentResult.objects.count() == 1


def test_what_was_kept_leads_to_the_same_result_whatever_is_known_since(known: Assessed) -> None:
    sheet = checked(known)
    result = decide(known.as_officer, sheet, sheet.version)
    sheet.found["mutual_help"] = {"box": "no"}
    sheet.save()
    again = read_result(AssessmentResult.objects.get())
    assert again.class_words == "Đạt"
    assert {row.figures for row in again.rows} == {None}
    assert again.result.states == result.came_out["rows"]
    assert read_sheet(sheet).class_words == "Chưa đạt"
    assert is_intact(result)
    result.came_out["class"] = "other"
    assert not is_intact(result)


def test_a_result_is_corrected_by_another_that_says_why(known: Assessed) -> None:
    sheet = checked(known, marks(known.sheet, no_pollution=DIRTY))
    first = decide(known.as_officer, sheet, sheet.version)
    sheet.found["no_pollution"] = {"box": "yes"}
    sheet.save()
    with pytest.raises(Invalid) as refusal:
        correct(known.as_officer, first, " ")
    assert [one.code for one in refusal.value.problems] == ["correction_reason_missing"]
    second = correct(known.as_officer, first, "Biên bản ghi nhầm ngõ.")
    assert (second.class_key, second.replaces, second.reason) == (
        "all_kept",
        first,
        "Biên bản ghi nhầm ngõ.",
    )
    assert current_result(sheet) == second
    first.refresh_from_db()
    assert first.class_key == ""
    with pytest.raises(Conflict) as late:
        correct(known.as_officer, first, "Lại nữa.")
    assert late.value.problem.code == "result_replaced_already"


def test_only_the_commune_gives_results(known: Assessed) -> None:
    sheet = checked(known)
    for actor in (known.as_leader, known.as_head):
        with pytest.raises(NotAllowed):
            decide(actor, sheet, sheet.version)


def test_s3_18_streaks_read_the_results_of_earlier_years_and_what_was_entered(
    known: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = checked(known, marks(known.sheet, no_pollution=DIRTY))
    decide(known.as_officer, sheet, sheet.version)
    TitleHeld.objects.create(
        place=sheet.place,
        group=sheet.group,
        path=sheet.path,
        title="mutual_help",
        year=2025,
        held=True,
        decision_number="12/QĐ-UBND",
        entered_at=clock.now(),
        entered_by_name="Đỗ Thị Nga",
    )
    monkeypatch.setenv("TUQUAN_TODAY", "2027-02-01")
    open_cycles(make.SYSTEM)
    later = AssessmentSheet.objects.get(cycle__year=2027)
    titles = titles_of(later.cycle, [later])[later.pk]
    assert titles["mutual_help"] == {2025: True, 2026: True}
    assert titles["no_pollution"] == {2026: False}
    assert titles_of(sheet.cycle, [sheet])[sheet.pk] == {"mutual_help": {2025: True}}
