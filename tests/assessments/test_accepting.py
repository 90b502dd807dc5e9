"""S1-18 to S1-22, S1-29, F-67: a model is accepted by its committee, with the figures of the year.

F-66: the group is checked jointly, and every later year has its own acceptance.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tests.assessments.acceptance_worlds import (
    SEPTEMBER,
    Accepting,
    accepted,
    accepting,
    checked,
    committee,
    report,
)
from tuquan.assessments.models import Acceptance, AcceptanceRevision, AssessmentCycle
from tuquan.assessments.queries import (
    acceptance_lines,
    decisions_of,
    is_decision_intact,
)
from tuquan.assessments.queries.comparisons import comparison_of
from tuquan.assessments.services import (
    Present,
    accept_model,
    correct_acceptance,
    open_cycles,
    record_check,
    refuse_model,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.accepting import Reading, YearLine
from tuquan.core.programme import Question
from tuquan.groups.services import dissolve_group
from tuquan.reports.models import Report
from tuquan.reports.services import open_periods
from tuquan.reports.services.aims import set_goals

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Accepting:
    return accepting(world)


def line(acceptance: Acceptance, key: str) -> YearLine:
    """One line of the comparison as it is known now."""
    return {one.key: one for one in comparison_of(acceptance).lines}[key]


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [one.code for one in refusal.value.problems]


def test_s1_21_a_programme_that_accepts_opens_a_row_for_each_group_and_no_sheet(
    known: Accepting,
) -> None:
    cycle = AssessmentCycle.objects.get()
    assert (cycle.year, cycle.sheets.count()) == (2026, 0)
    row = known.acceptance
    assert (row.group, row.place, row.path, row.state) == (
        known.group,
        known.world.area,
        known.group.path,
        "waiting",
    )
    assert open_cycles(make.SYSTEM) == 0
    make.groups(known.world.other_area)
    assert open_cycles(make.SYSTEM) == 1
    assert Acceptance.objects.count() == 2


def test_s1_20_figures_stand_beside_survey_and_goal_and_nobody_types_them(
    known: Accepting,
) -> None:
    """A stock as it stands last, a flow as the average of its reports, a promise as kept last."""
    sorting = line(known.acceptance, "households_sorting_waste")
    assert (sorting.baseline.value, sorting.result.value, sorting.change) == (4, 17, 13)
    assert sorting.reached is None
    days = line(known.acceptance, "clean_up_days")
    assert (days.total, days.reports, days.result.value) == (3, 2, Decimal("1.5"))
    assert (days.goal, days.reached) == (1, True)
    incidents = line(known.acceptance, "traffic_incidents")
    assert (incidents.total, incidents.goal, incidents.reached) == (1, 0, False)
    assert incidents.better is True
    swept = line(known.acceptance, "lanes_swept")
    assert (swept.baseline.value, swept.result.value, swept.kept, swept.reports) == (0, 1, 1, 2)
    assert swept.reached is True
    share = line(known.acceptance, "sorting_share")
    assert (share.baseline.value, share.result.value, share.goal) == (20, 85, 80)
    assert (share.change, share.reached) == (65, True)


def test_a_plain_fact_is_nothing_to_be_accepted(
    known: Accepting, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_others = property(lambda one: one.kind == "yes_no" and one.key != "lanes_swept")
    monkeypatch.setattr(Question, "is_promise", only_others)
    keys = {one.key for one in comparison_of(known.acceptance).lines}
    assert "lanes_swept" not in keys
    assert {"roads_clear", "clean_up_days", "sorting_share"} <= keys


def test_zero_not_applicable_and_not_reported_are_told_apart(known: Accepting) -> None:
    assert line(known.acceptance, "trees_planted").result == Reading("reported", 0)
    assert line(known.acceptance, "no_banned_feed").result == Reading("not_applicable")
    silent = accepting_without_reports(known)
    assert {one.result.state for one in comparison_of(silent).lines} == {"not_reported"}


def accepting_without_reports(known: Accepting) -> Acceptance:
    """The row of another group that has reported nothing."""
    [other] = make.groups(known.world.other_area)
    open_periods(make.SYSTEM)
    open_cycles(make.SYSTEM)
    return Acceptance.objects.get(group=other)


def test_s1_18_f_32_a_goal_the_group_set_itself_counts_before_the_programme_s(
    known: Accepting,
) -> None:
    set_goals(make.SYSTEM, known.adoption, known.group, 2026, {"clean_up_days": Decimal(2)})
    assert line(known.acceptance, "clean_up_days").goal == 2
    assert line(known.acceptance, "clean_up_days").reached is False


def test_f_67_accepting_freezes_the_check_and_the_figures_under_one_hash(
    known: Accepting,
) -> None:
    acceptance = accepted(known)
    assert (acceptance.state, acceptance.decided_by_name) == ("accepted", known.officer.name)
    assert len(acceptance.comparison["reports"]) == 2
    before = acceptance.lines
    [decision] = decisions_of(acceptance)
    assert (decision.event, decision.sha256) == ("accepted", acceptance.sha256)
    assert is_decision_intact(decision)
    report(known.group, "monthly", SEPTEMBER, month=8)
    acceptance.refresh_from_db()
    assert acceptance.lines == before
    decision.content["results"] = "Khác"
    assert not is_decision_intact(decision)


def test_accepting_before_the_check_says_everything_that_is_missing_and_changes_nothing(
    known: Accepting,
) -> None:
    waiting = accepting_without_reports(known)
    with pytest.raises(Invalid) as refusal:
        accept_model(known.as_officer, waiting, 0)
    assert codes(refusal) == [
        "acceptance_not_checked",
        "acceptance_board_missing",
        "acceptance_nobody_present",
        "acceptance_without_figures",
    ]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.version, waiting.sha256) == ("waiting", 0, "")


def test_without_a_committee_a_checked_model_is_not_decided(known: Accepting) -> None:
    acceptance = checked(known, board=None)
    with pytest.raises(Invalid) as refusal:
        refuse_model(known.as_officer, acceptance, 1, "Chưa đạt.")
    assert codes(refusal) == ["acceptance_board_missing"]
    assert Acceptance.objects.get().state == "checked"


def test_a_committee_of_another_commune_is_refused(known: Accepting) -> None:
    other = committee(known.world.neighbour, "Ban Chỉ đạo xã Yên Hạ")
    with pytest.raises(Invalid) as refusal:
        checked(known, board=other)
    assert codes(refusal) == ["acceptance_board_elsewhere"]
    assert Acceptance.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"held_on": date(2026, 11, 21)}, "acceptance_day"),
        ({"held_on": date(2025, 12, 31)}, "acceptance_day"),
        ({"results": "  \n "}, "acceptance_results_missing"),
        ({"present": (Present(" ", "Ủy viên"),)}, "acceptance_present_unnamed"),
        ({"present": (Present("x" * 151),)}, "acceptance_too_long"),
        ({"conclusion": "x" * 4001}, "acceptance_too_long"),
    ],
)
def test_a_check_that_cannot_be_right_is_refused_with_its_reason(
    known: Accepting, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(known, **wrong)
    assert codes(refusal) == [code]
    assert not AcceptanceRevision.objects.exists()


def test_a_model_is_refused_only_with_a_reason(known: Accepting) -> None:
    acceptance = checked(known)
    with pytest.raises(Invalid) as refusal:
        refuse_model(known.as_officer, acceptance, 1, "  ")
    assert codes(refusal) == ["acceptance_reason_missing"]
    refused = refuse_model(known.as_officer, acceptance, 1, "Còn 3 ngõ chưa có đèn.")
    assert (refused.state, refused.reason) == ("not_accepted", "Còn 3 ngõ chưa có đèn.")
    assert decisions_of(refused)[0].content["reason"] == "Còn 3 ngõ chưa có đèn."
    assert is_decision_intact(decisions_of(refused)[0])


def test_only_the_commune_checks_and_decides(known: Accepting, world: make.World) -> None:
    next_door = make.actor(make.officer(world.neighbour))
    for actor in (known.as_leader, known.as_head, next_door):
        with pytest.raises(NotAllowed):
            record_check(actor, known.acceptance, 0, known.check)
    acceptance = checked(known)
    for actor in (known.as_leader, known.as_head, next_door):
        with pytest.raises(NotAllowed):
            accept_model(actor, acceptance, 1)
        with pytest.raises(NotAllowed):
            refuse_model(actor, acceptance, 1, "Chưa đạt.")
    assert Acceptance.objects.get().state == "checked"


def test_of_two_officers_at_once_one_decides(known: Accepting) -> None:
    acceptance = checked(known)
    same = Acceptance.objects.get(pk=acceptance.pk)
    accept_model(known.as_officer, acceptance, 1)
    with pytest.raises(Conflict) as late:
        refuse_model(make.actor(make.officer(known.world.commune)), same, 1, "Chưa đạt.")
    assert late.value.problem.code == "acceptance_changed_meanwhile"
    with pytest.raises(Conflict):
        record_check(known.as_officer, Acceptance.objects.get(), 1, known.check)
    assert Acceptance.objects.get().state == "accepted"
    assert AcceptanceRevision.objects.count() == 2


def test_a_group_dissolved_in_the_middle_of_the_year_is_not_accepted(known: Accepting) -> None:
    acceptance = checked(known)
    dissolve_group(make.SYSTEM, known.group, date(2026, 11, 15), "Nhập vào tổ số 2")
    acceptance = Acceptance.objects.get()
    with pytest.raises(Conflict) as refusal:
        accept_model(known.as_officer, acceptance, acceptance.version)
    assert refusal.value.problem.code == "acceptance_group_dissolved"
    open_cycles(make.SYSTEM)
    acceptance.refresh_from_db()
    assert acceptance.state == "ended"


def test_what_was_decided_stays_when_the_group_is_dissolved_later(known: Accepting) -> None:
    acceptance = accepted(known)
    dissolve_group(make.SYSTEM, known.group, date(2026, 11, 15), "Nhập vào tổ số 2")
    open_cycles(make.SYSTEM)
    acceptance.refresh_from_db()
    assert acceptance.state == "accepted"


def test_a_correction_says_why_and_the_earlier_decision_stays_readable(known: Accepting) -> None:
    acceptance = accepted(known)
    check = replace(known.check, results="Đường ngõ sạch. Rác phân loại ở 12 hộ.")
    with pytest.raises(Invalid) as refusal:
        correct_acceptance(known.as_officer, acceptance, 2, check, is_accepted=False, reason=" ")
    assert codes(refusal) == ["acceptance_reason_missing"]
    acceptance.refresh_from_db()
    corrected = correct_acceptance(
        known.as_officer, acceptance, 2, check, is_accepted=False, reason="Số hộ ghi nhầm."
    )
    assert (corrected.state, corrected.version) == ("not_accepted", 3)
    later, earlier = decisions_of(corrected)
    assert (later.event, later.replaces, later.reason) == (
        "corrected",
        earlier,
        "Số hộ ghi nhầm.",
    )
    assert (earlier.state, earlier.content["results"]) == (
        "accepted",
        "Đường ngõ sạch, rác được phân loại.",
    )
    assert is_decision_intact(later)
    assert is_decision_intact(earlier)


def test_what_is_not_decided_is_not_corrected(known: Accepting) -> None:
    acceptance = checked(known)
    with pytest.raises(Conflict) as refusal:
        correct_acceptance(
            known.as_officer, acceptance, 1, known.check, is_accepted=True, reason="Nhầm."
        )
    assert refusal.value.problem.code == "acceptance_not_decided"


def test_a_list_of_any_length_takes_one_query(
    known: Accepting, django_assert_num_queries: object
) -> None:
    accepted(known)
    make.groups(known.world.other_area, 60)
    open_cycles(make.SYSTEM)
    cycle, actor = AssessmentCycle.objects.get(), known.as_officer
    with django_assert_num_queries(1):  # type: ignore[operator]
        lines = acceptance_lines(actor, cycle)
    assert len(lines) == 3
    mine = next(one for one in lines if one.acceptance.group == known.group)
    assert mine.judged > mine.reached > 0
    assert acceptance_lines(make.actor(make.officer(known.world.neighbour)), cycle) == []


def test_reports_that_were_sent_back_do_not_count(known: Accepting) -> None:
    Report.objects.update(state=Report.State.RETURNED)
    assert comparison_of(known.acceptance).sources == ()
    assert {one.result.state for one in comparison_of(known.acceptance).lines} == {"not_reported"}
