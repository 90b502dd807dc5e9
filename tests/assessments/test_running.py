"""A cycle from its days to its public results (F-66, F-58, S0-09, S0-24)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.assessments.worlds import Assessed, assessed, checked, marks
from tests.packs.test_sixth_programme import plan
from tuquan.assessments.models import AssessmentSheet, Sample, StepDays
from tuquan.assessments.queries import drawn_by, registrations_of, sheet_counts, step_lines
from tuquan.assessments.queries.steps import usual_days
from tuquan.assessments.services import (
    NewDays,
    decide,
    decide_cycle,
    draw_sample,
    open_cycles,
    pass_undrawn,
    post_findings,
    publish,
    return_all,
    save_findings,
    save_marks,
    set_days,
    set_limits,
    take_back_publication,
)
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme.process import LevelWindow
from tuquan.core.time import DueRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Assessed:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-02")
    return assessed(world)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refusal.value.problems]


def test_the_days_of_a_programme_begin_its_cycle() -> None:
    days = usual_days(plan(), 2026)
    assert days == {"self_assess": (date(2026, 11, 16), date(2026, 11, 30))}


def test_a_window_over_new_year_begins_in_the_year_before() -> None:
    window = LevelWindow("commune", "01/12", "31/01")
    step = replace(plan().assessment[0], windows=(window,))
    days = usual_days(replace(plan(), assessment=(step,)), 2027)
    assert days == {"self_assess": (date(2026, 12, 1), date(2027, 1, 31))}


def test_a_rule_says_the_last_day_before_a_window_does() -> None:
    step = replace(plan().assessment[0], due=DueRule(before=("25/11",)))
    days = usual_days(replace(plan(), assessment=(step,)), 2026)
    assert days == {"self_assess": (None, date(2026, 11, 24))}


def test_whoever_runs_the_programme_sets_the_days_of_its_steps(known: Assessed) -> None:
    cycle = known.sheet.cycle
    days = [NewDays("area_review", date(2026, 11, 1), date(2026, 11, 6))]
    set_days(known.as_officer, cycle, days)
    lines = {one.step.key: one for one in step_lines(cycle, sheet_counts(cycle))}
    line = lines["area_review"]
    assert line.days is not None
    assert line.days.set_by_name == known.officer.name
    # 2 to 6 November are five working days, today among them.
    assert (line.working_days_left, line.done, line.out_of) == (5, 0, 1)
    assert not line.is_late


def test_a_step_past_its_last_day_is_late_while_sheets_lack_it(
    known: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = known.sheet.cycle
    set_days(known.as_officer, cycle, [NewDays("area_review", None, date(2026, 10, 30))])
    late = {one.step.key: one.is_late for one in step_lines(cycle, sheet_counts(cycle))}
    assert late["area_review"]
    checked(known)
    late = {one.step.key: one.is_late for one in step_lines(cycle, sheet_counts(cycle))}
    assert not late["area_review"]


def test_days_that_make_no_sense_change_nothing(known: Assessed) -> None:
    wrong = [
        NewDays("area_review", date(2026, 11, 6), date(2026, 11, 1)),
        NewDays("no_such_step", None, None),
    ]
    with pytest.raises(Invalid) as refusal:
        set_days(known.as_officer, known.sheet.cycle, wrong)
    assert codes(refusal) == [
        ("step_due_before_it_opens", "area_review"),
        ("step_unknown", "no_such_step"),
    ]
    assert not StepDays.objects.filter(cycle=known.sheet.cycle).exists()


def test_the_head_of_an_area_sets_no_days_and_gives_no_results(known: Assessed) -> None:
    cycle = known.sheet.cycle
    before = Change.objects.count()
    for service in (
        lambda: set_days(known.as_head, cycle, []),
        lambda: set_limits(known.as_head, cycle, 1, 5),
        lambda: decide_cycle(known.as_head, cycle),
        lambda: publish(known.as_head, cycle),
        lambda: draw_sample(known.as_head, cycle, 50),
    ):
        with pytest.raises(NotAllowed):
            service()
    assert Change.objects.count() == before


@pytest.mark.parametrize(("first", "second"), [(0, 10), (5, 4), (2, 61)])
def test_limits_are_possible_working_days(known: Assessed, first: int, second: int) -> None:
    with pytest.raises(Invalid) as refusal:
        set_limits(known.as_officer, known.sheet.cycle, first, second)
    assert codes(refusal) == [("limits_impossible", "")]


def test_f_66_a_sample_falls_on_every_area_and_is_drawn_once(known: Assessed) -> None:
    cycle, sheet = known.sheet.cycle, known.sheet
    with pytest.raises(Invalid) as refusal:
        draw_sample(known.as_officer, cycle, 30)
    assert codes(refusal) == [("sample_of_nothing", "")]
    save_marks(known.as_leader, sheet, marks(sheet), 0, hand_in=True)
    sample = draw_sample(known.as_officer, cycle, 1)
    assert (sample.drawn, sample.out_of) == (1, 1)
    sheet.refresh_from_db()
    assert sheet.drawn is True
    with pytest.raises(Conflict) as taken:
        draw_sample(known.as_officer, cycle, 100)
    assert taken.value.problem.code == "sample_drawn_already"
    assert Sample.objects.get().percent == 1


def test_the_same_seed_draws_the_same_sheets_again() -> None:
    sheets = [AssessmentSheet(pk=n, place_id=n % 3) for n in range(1, 31)]
    drawn = drawn_by("ab12", sheets, 30)
    assert drawn == drawn_by("ab12", list(reversed(sheets)), 30)
    assert {n % 3 for n in drawn} == {0, 1, 2}
    assert len(drawn) == 9
    assert drawn != drawn_by("ab13", sheets, 30)


def test_sheets_that_were_not_drawn_stand_once_the_drawn_ones_are_checked(
    world: make.World,
) -> None:
    known = assessed(world)
    [second] = make.groups(world.other_area)
    make.leader(second)
    open_cycles(make.SYSTEM)
    cycle = known.sheet.cycle
    for sheet in AssessmentSheet.objects.filter(cycle=cycle):
        save_marks(make.SYSTEM, sheet, marks(sheet), sheet.version, hand_in=True)
    draw_sample(known.as_officer, cycle, 50)
    AssessmentSheet.objects.filter(group=second).update(drawn=False)
    with pytest.raises(Conflict) as refusal:
        pass_undrawn(known.as_officer, cycle)
    assert refusal.value.problem.code == "sample_not_checked_yet"
    known.sheet.refresh_from_db()
    save_findings(known.as_head, known.sheet, marks(known.sheet), known.sheet.version, done=True)
    assert pass_undrawn(known.as_officer, cycle) == 1
    other = AssessmentSheet.objects.get(group=second)
    assert (other.state, other.found) == ("checked", {})


def test_every_sheet_without_a_result_is_given_back_with_the_reason(known: Assessed) -> None:
    cycle = known.sheet.cycle
    with pytest.raises(Conflict) as refusal:
        return_all(known.as_officer, cycle, "Đọc lại tiêu chí 4.")
    assert refusal.value.problem.code == "nothing_to_return"
    sheet = checked(known)
    for refused in (known.as_leader, make.actor(make.officer(known.world.neighbour))):
        with pytest.raises(NotAllowed):
            return_all(refused, cycle, "Đọc lại tiêu chí 4.")
    with pytest.raises(Invalid):
        return_all(known.as_officer, cycle, " ")
    sheet.refresh_from_db()
    assert sheet.state == "checked"
    assert return_all(known.as_officer, cycle, "Đọc lại tiêu chí 4.") == 1
    sheet.refresh_from_db()
    assert (sheet.state, sheet.return_reason) == ("returned", "Đọc lại tiêu chí 4.")


def test_no_result_is_given_while_what_was_found_is_posted(
    known: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = known.sheet.cycle
    with pytest.raises(Invalid) as early:
        post_findings(known.as_officer, cycle, date(2026, 11, 2), 10, "Nhà văn hóa")
    assert codes(early) == [("posting_nothing_checked", "")]
    sheet = checked(known)
    posting = post_findings(known.as_officer, cycle, date(2026, 11, 2), 10, " Nhà văn  hóa ")
    assert (posting.until, posting.where) == (date(2026, 11, 12), "Nhà văn hóa")
    for give in (
        lambda: decide(known.as_officer, sheet, sheet.version),
        lambda: decide_cycle(known.as_officer, cycle),
    ):
        with pytest.raises(Conflict) as refusal:
            give()
        assert refusal.value.problem.code == "posting_still_runs"
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-13")
    [result] = decide_cycle(known.as_officer, cycle)
    assert result.class_key == "all_kept"


def test_results_of_a_cycle_are_given_together_or_not_at_all(known: Assessed) -> None:
    cycle = known.sheet.cycle
    with pytest.raises(Conflict) as refusal:
        decide_cycle(known.as_officer, cycle)
    assert refusal.value.problem.code == "nothing_checked_to_decide"
    sheet = checked(known)
    del sheet.found["mutual_help"], sheet.own["mutual_help"]
    sheet.save()
    with pytest.raises(Invalid) as lacking:
        decide_cycle(known.as_officer, cycle)
    assert codes(lacking) == [("result_not_known_yet", "")]
    sheet.refresh_from_db()
    assert sheet.state == "checked"


def test_results_are_public_when_somebody_says_so(known: Assessed) -> None:
    cycle = known.sheet.cycle
    with pytest.raises(Invalid) as early:
        publish(known.as_officer, cycle)
    assert codes(early) == [("publishing_nothing_decided", "")]
    checked(known)
    decide_cycle(known.as_officer, cycle)
    publish(known.as_officer, cycle)
    assert cycle.published_by_name == known.officer.name
    with pytest.raises(Conflict):
        publish(known.as_officer, cycle)
    take_back_publication(known.as_officer, cycle)
    assert cycle.published_at is None


def test_s0_24_the_cycle_shows_who_registered_and_how_many_signed(known: Assessed) -> None:
    found = {one.pledge.key: one for one in registrations_of(known.as_officer, known.sheet.cycle)}
    assert (found["area_registration"].areas.signed, found["area_registration"].areas.of) == (0, 2)
    assert found["household_commitment"].signed.of == 0
    assert registrations_of(known.as_leader, known.sheet.cycle) == []
