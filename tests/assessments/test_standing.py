"""What a sheet rests on besides its marks: titles entered, votes of residents; and what if."""

from __future__ import annotations

import pytest

from tests import make
from tests.assessments.worlds import S3, Assessed, assessed, checked
from tests.meetings.holding import TODAY, Held, plan
from tuquan.assessments.models import AssessmentSheet, TitleHeld
from tuquan.assessments.queries import (
    changed_rows,
    figures_asked,
    figures_of,
    possible_motions,
    read_sheet,
    title_choices,
    try_sheet,
)
from tuquan.assessments.services import (
    NewTitle,
    decide,
    enter_title,
    link_appraisal,
    open_cycles,
    remove_title,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.assessing import Mark
from tuquan.meetings.models import Motion
from tuquan.meetings.services import (
    MotionFigures,
    NewMotion,
    mark_many,
    open_meeting,
    plan_meeting,
    propose_motion,
    record_motion,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Assessed:
    monkeypatch.setenv("TUQUAN_TODAY", TODAY.isoformat())
    return assessed(world)


def area_sheet(world: make.World) -> AssessmentSheet:
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    return AssessmentSheet.objects.get(place=world.area, group=None)


def test_s3_19_f_69_titles_of_six_years_are_entered_with_their_decisions(world: make.World) -> None:
    sheet = area_sheet(world)
    assert [key for key, _ in title_choices(sheet.cycle.content)] == ["to_dan_pho_van_hoa"]
    year = sheet.cycle.year
    for before in range(year - 5, year + 1):
        new = NewTitle("to_dan_pho_van_hoa", before, True, f"{before}/QĐ-UBND")
        enter_title(make.SYSTEM, sheet.cycle.adoption, sheet.place, None, new)
    row = next(one for one in read_sheet(sheet).rows if one.criterion.key == "c3_19")
    assert (row.figures, row.result.outcome.state) == ("yes", "passed")
    missed = NewTitle("to_dan_pho_van_hoa", year - 2, False)
    enter_title(make.SYSTEM, sheet.cycle.adoption, sheet.place, None, missed)
    assert TitleHeld.objects.count() == 6
    row = next(one for one in read_sheet(sheet).rows if one.criterion.key == "c3_19")
    assert row.figures == "no"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewTitle("no_such_title", 2021, False), "title_unknown"),
        (NewTitle("to_dan_pho_van_hoa", 1980, False), "title_year_impossible"),
        (NewTitle("to_dan_pho_van_hoa", 2021, True), "title_needs_its_decision"),
        (NewTitle("to_dan_pho_van_hoa", 2021, True, "x" * 121), "notice_too_long"),
    ],
)
def test_a_title_that_makes_no_sense_is_refused(
    world: make.World, new: NewTitle, code: str
) -> None:
    sheet = area_sheet(world)
    with pytest.raises(Invalid) as refusal:
        enter_title(make.SYSTEM, sheet.cycle.adoption, sheet.place, None, new)
    assert [one.code for one in refusal.value.problems] == [code]
    assert not TitleHeld.objects.exists()


def test_titles_are_entered_and_taken_out_inside_ones_own_place(world: make.World) -> None:
    sheet = area_sheet(world)
    new = NewTitle("to_dan_pho_van_hoa", 2021, True, "45/QĐ-UBND")
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        enter_title(stranger, sheet.cycle.adoption, sheet.place, None, new)
    officer = make.actor(make.officer(world.commune))
    title = enter_title(officer, sheet.cycle.adoption, sheet.place, None, new)
    with pytest.raises(NotAllowed):
        remove_title(stranger, title)
    remove_title(officer, title)
    assert not TitleHeld.objects.exists()


def voted(known: Assessed, in_favour: int = 18) -> Motion:
    """The group's households voted on the sheet."""
    wanted = plan("Họp bình xét cuối năm")
    meeting = plan_meeting(known.as_officer, known.world.area, wanted, group=known.group)
    open_meeting(known.as_officer, meeting)
    came = [row.household_id for row in meeting.attendance.all()]
    mark_many(known.as_officer, meeting, came)
    held = Held(known.world, known.group, [], meeting, known.as_officer)
    motion = propose_motion(held.actor, meeting, NewMotion("Nhất trí với phiếu tự chấm"))
    figures = MotionFigures(in_favour, 20 - in_favour, 0)
    return record_motion(held.actor, motion, figures)


def test_s0_09_a_sheet_rests_on_the_vote_of_its_households(known: Assessed) -> None:
    sheet = known.sheet
    assert not possible_motions(sheet).exists()
    motion = voted(known)
    link_appraisal(known.as_leader, sheet, motion)
    assert (sheet.appraisal, motion.in_favour) == (motion, 18)


def test_a_vote_of_another_area_says_nothing_of_this_one(
    known: Assessed, world: make.World
) -> None:
    motion = voted(known)
    make.leader(make.groups(world.other_area)[0])
    open_cycles(make.SYSTEM)
    other = AssessmentSheet.objects.get(place=world.other_area)
    with pytest.raises(Invalid) as refusal:
        link_appraisal(known.as_officer, other, motion)
    assert [one.code for one in refusal.value.problems] == ["appraisal_of_somebody_else"]
    with pytest.raises(NotAllowed):
        link_appraisal(make.actor(make.officer(world.neighbour)), known.sheet, motion)


def test_a_decided_sheet_keeps_the_vote_it_rests_on(known: Assessed) -> None:
    motion = voted(known)
    sheet = checked(known)
    decide(known.as_officer, sheet, sheet.version)
    with pytest.raises(Conflict) as refusal:
        link_appraisal(known.as_officer, sheet, motion)
    assert refusal.value.problem.code == "sheet_is_over"


def test_f_30_what_if_two_more_households_signed_the_row_passes(world: make.World) -> None:
    sheet = area_sheet(world)
    figures = {"households": 40, "households_signed_security": 38}
    now = try_sheet(read_sheet(sheet), figures, {})
    assert now.result.states["c5_1"] == "failed"
    then = try_sheet(read_sheet(sheet), figures | {"households_signed_security": 40}, {})
    changed = changed_rows(now, then)
    assert [(one.row.criterion.number, one.before, one.after) for one in changed] == [
        ("5.1", "failed", "passed")
    ]
    sheet.refresh_from_db()
    assert (sheet.version, "households_signed_security" in figures_of(sheet).values) == (0, False)


def test_what_if_asks_for_the_figures_that_decide_rows(world: make.World) -> None:
    sheet = area_sheet(world)
    asked = {question.key: value for question, value in figures_asked(read_sheet(sheet))}
    assert {"households_signed_security", "poor_households", "farming_village"} <= asked.keys()
    assert "mass_complaints" not in asked


def test_what_if_a_mark_were_another(known: Assessed) -> None:
    marks = {"no_pollution": Mark("no", "Rác.")}
    tried = try_sheet(read_sheet(known.sheet), {}, marks)
    assert tried.result.class_key is None
    assert tried.result.states["no_pollution"] == "failed"
