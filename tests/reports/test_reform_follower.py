"""F-1, F-3, F-5, F-39: what is still to be written follows the map; what was handed in never
changes, no period is asked for twice and none is lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests import make, moves
from tests.reports.kinds import both
from tests.reports.test_sharing import SAFE
from tests.reports.worlds import Village, filled, sent, surveyed
from tuquan.core.answers import Answers
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services.followers import Moves
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.queries import shared_answers
from tuquan.reports.services import open_periods, return_report, save_draft, submit_report
from tuquan.reports.services.following import ReportFollower

FOLLOWER = ReportFollower()
NOVEMBER, DECEMBER, JANUARY = "2026-11", "2026-12", "2027-01"


def handed_in() -> list[dict[str, Any]]:
    """Every column of every report that was handed in, of its revisions and of what it answers."""
    reports = Report.objects.handed_in().order_by("pk")
    return moves.every_row(
        reports,
        Obligation.objects.filter(report__in=reports),
        Revision.objects.filter(report__in=reports),
    )


def rows() -> list[dict[str, Any]]:
    """Every row of reports."""
    return moves.every_row(Obligation.objects.all(), Report.objects.all(), Revision.objects.all())


def periods(group: ResidentGroup, calendar: str = "monthly") -> list[str]:
    """The periods a group owes, each as often as it was asked for."""
    owed = Obligation.objects.filter(group=group, calendar=calendar)
    return list(owed.order_by("period_start").values_list("period_key", flat=True))


@pytest.fixture
def merged(village: Village) -> tuple[Village, Place, Moves]:
    """A village with one report sent, one returned, a draft, and months still to be written; its
    commune becomes part of a new one."""
    surveyed(village)
    third = sent(village, "2026-09")
    return_report(village.reviewer, third, third.version, "Xin xem lại")
    october = village.due("2026-10")
    save_draft(village.writer, october, filled(october.form), 0)
    new, what = moves.communes_merged(village.world)
    return village, new, what


def test_what_is_open_is_owed_to_the_new_commune(
    merged: tuple[Village, Place, Moves],
) -> None:
    village, new, what = merged
    moves.follow(what)
    village.group.refresh_from_db()
    for obligation in Obligation.objects.filter(calendar="monthly", kind="form"):
        assert (obligation.commune, obligation.path) == (new, village.group.path)
        assert obligation.place == village.world.area
    for owed_itself in Obligation.objects.filter(group=None):
        assert (owed_itself.commune, owed_itself.place, owed_itself.path) == (new, new, new.path)
    for report in Report.objects.filter(state__in=Report.EDITABLE):
        assert (report.commune, report.path) == (new, village.group.path)


def test_what_was_handed_in_stays_byte_for_byte(
    merged: tuple[Village, Place, Moves],
) -> None:
    before = handed_in()
    assert len(before) == 3
    moves.follow(merged[2])
    assert handed_in() == before
    assert Report.objects.handed_in().get().commune == merged[0].world.commune


def test_totals_of_reports_are_the_same_before_and_after(
    merged: tuple[Village, Place, Moves],
) -> None:
    village, new, what = merged
    both = [village.world.province.path]
    survey = Report.objects.handed_in().get()
    counts = [q.key for q in survey.obligation.form.questions if q.kind in ("count", "amount")]
    expected = {
        "open_obligations": 3,
        "reports_handed_in": 1,
        "figures_handed_in": str(2 * len(counts)),
    }
    assert FOLLOWER.measure(both) == expected
    moves.follow(what)
    assert FOLLOWER.measure(both) == expected
    assert FOLLOWER.measure([new.path]) == expected


def test_the_preview_counts_the_open_reports_that_move(
    merged: tuple[Village, Place, Moves],
) -> None:
    moves_undone = merged[2]
    own = Obligation.objects.filter(group=None).count()
    assert own == 6
    assert FOLLOWER.affected(moves_undone) == 3 + own


def test_a_draft_can_be_finished_and_sent_after_the_day(
    merged: tuple[Village, Place, Moves],
) -> None:
    village, new, what = merged
    moves.follow(what)
    october = village.due("2026-10")
    report = submit_report(make.SYSTEM, october, filled(october.form), 1)
    assert (report.state, report.commune) == (Report.State.SUBMITTED, new)


def test_open_reports_of_a_merged_area_stand_in_the_new_area(village: Village) -> None:
    area = village.world.area
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, village.world.commune)
    moves.follow(moves.moves(close=[moves.closed(area, (new, Fraction(1)))]))
    village.group.refresh_from_db()
    for obligation in Obligation.objects.filter(reporter_kind="group"):
        assert (obligation.place, obligation.path) == (new, village.group.path)
        assert obligation.commune == village.world.commune


def test_taking_it_back_leaves_every_row_as_it_was(
    merged: tuple[Village, Place, Moves],
) -> None:
    before = rows()
    made = moves.follow(merged[2])
    assert rows() != before
    assert FOLLOWER.blockers(made) == []
    moves.undo(made)
    assert rows() == before


def test_a_report_sent_since_stands_in_the_way_of_undoing(
    merged: tuple[Village, Place, Moves],
) -> None:
    village, _new, what = merged
    made = moves.follow(what)
    october = village.due("2026-10")
    submit_report(make.SYSTEM, october, filled(october.form), 1)
    (problem,) = FOLLOWER.blockers(made)
    assert (problem.code, dict(problem.params)) == ("reform_undo_reports_written", {"count": 1})


def test_a_period_opened_since_stands_in_the_way_of_undoing(
    merged: tuple[Village, Place, Moves], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = moves.follow(merged[2])
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-20")
    assert open_periods(make.SYSTEM) == 2
    assert Obligation.objects.filter(period_key="2026-12").count() == 2
    (problem,) = FOLLOWER.blockers(made)
    assert (problem.code, dict(problem.params)) == ("reform_undo_periods_opened", {"count": 1})


def test_across_the_day_a_group_owes_every_month_once(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, what = moves.communes_merged(village.world)
    moves.follow(what)
    assert open_periods(make.SYSTEM) == 0
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-20")
    open_periods(make.SYSTEM)
    assert periods(village.group) == ["2026-09", "2026-10", NOVEMBER, DECEMBER, JANUARY]
    going_on = Adoption.objects.get(place=new)
    under_new = Obligation.objects.filter(adoption=going_on, calendar="monthly")
    assert set(under_new.values_list("period_key", flat=True)) == {DECEMBER, JANUARY}
    assert len(periods(village.group, "baseline")) == 1


def test_a_month_that_nobody_opened_before_the_day_is_not_lost(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-09-15")
    old = make.adoption(world.commune, make.S1)
    (group,) = make.groups(world.area)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-20")
    new, what = moves.communes_merged(world)
    moves.follow(what)
    open_periods(make.SYSTEM, new)
    assert periods(group) == ["2026-09", "2026-10", NOVEMBER]
    group.refresh_from_db()
    for obligation in Obligation.objects.filter(calendar="monthly"):
        assert (obligation.adoption, obligation.commune) == (old, new)
        assert obligation.path == group.path


def test_the_receiving_commune_asks_newcomers_for_what_begins_after_the_day(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-09-15")
    make.adoption(world.commune, make.S1)
    make.adoption(world.neighbour, make.S1)
    (ours,) = make.groups(world.area)
    (theirs,) = make.groups(world.neighbour_area)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-05")
    open_periods(make.SYSTEM)
    moves.follow(moves.joined(world, world.commune, Fraction(1, 2)))
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-20")
    open_periods(make.SYSTEM)
    months = ["2026-09", "2026-10", NOVEMBER, DECEMBER, JANUARY]
    assert periods(ours) == months
    assert periods(theirs) == months
    asked = Obligation.objects.filter(group=theirs).order_by("pk")
    surveys = Counter(asked.values_list("calendar", flat=True))["baseline"]
    assert surveys == 1
    under = dict(asked.filter(calendar="monthly").values_list("period_key", "adoption__place"))
    assert under[NOVEMBER] == world.neighbour.pk
    assert under[DECEMBER] == world.commune.pk


def test_newcomers_who_never_ran_the_programme_begin_after_the_day(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-09-15")
    make.adoption(world.commune, make.S1)
    (theirs,) = make.groups(world.neighbour_area)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-20")
    moves.follow(moves.joined(world, world.commune, Fraction(1, 2)))
    open_periods(make.SYSTEM)
    assert periods(theirs) == [DECEMBER]
    (survey,) = Obligation.objects.filter(group=theirs, calendar="baseline")
    assert survey.due_at.date() > moves.ON


def test_each_part_of_a_divided_commune_asks_its_own_groups_once(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-09-15")
    make.adoption(world.commune, make.S1)
    (first,), (second,) = make.groups(world.area), make.groups(world.other_area)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-05")
    open_periods(make.SYSTEM)
    large = make.place("Xã Minh Thượng", PlaceKind.COMMUNE, world.province)
    small = make.place("Xã Minh Trung", PlaceKind.COMMUNE, world.province)
    parts = ((large, Fraction(2, 3)), (small, Fraction(1, 3)))
    moved = [moves.moved(world.area, large), moves.moved(world.other_area, small)]
    moves.follow(moves.moves(moved, [moves.closed(world.commune, *parts)]))
    monkeypatch.setenv("TUQUAN_TODAY", "2027-01-20")
    open_periods(make.SYSTEM)
    for group, place in ((first, large), (second, small)):
        assert periods(group) == ["2026-09", "2026-10", NOVEMBER, DECEMBER, JANUARY]
        assert len(periods(group, "baseline")) == 1
        latest = Obligation.objects.filter(group=group, calendar="monthly").latest("period_start")
        assert (latest.adoption.place, latest.commune) == (place, place)


def test_the_day_of_the_reform_is_the_first_of_the_new_map(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-09-15")
    make.adoption(world.commune, make.S1)
    (group,) = make.groups(world.area)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-20")
    new, what = moves.communes_merged(world, on=date(2026, 11, 1))
    moves.follow(what)
    open_periods(make.SYSTEM)
    asked = Obligation.objects.filter(group=group, calendar="monthly")
    under = dict(asked.values_list("period_key", "adoption__place"))
    assert under == {
        "2026-09": world.commune.pk,
        "2026-10": world.commune.pk,
        NOVEMBER: new.pk,
        DECEMBER: new.pk,
    }


def test_an_answer_handed_in_before_is_shared_with_a_report_that_moved(village: Village) -> None:
    """What was sent keeps the old commune, what is open has the new one; they are one group's."""
    two = both(village)
    submit_report(make.SYSTEM, two.safe, Answers(SAFE), 0)
    before = {key: one.value for key, one in shared_answers(two.clean).items()}
    assert before == {"households_signed": 12}
    moves.follow(moves.communes_merged(village.world)[1])
    two.clean.refresh_from_db()
    assert {key: one.value for key, one in shared_answers(two.clean).items()} == before
