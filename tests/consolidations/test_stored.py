"""Stored totals of communes: marked with every report, folded when read, equal to a recount.

F-47, F-57.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.background import run_waiting_jobs
from tests.consolidations.months import SORTING, TREES, Quarter
from tests.insights.case import filled, month
from tuquan.audit.models import Change
from tuquan.base.errors import NotAllowed
from tuquan.base.models import Job
from tuquan.consolidations import queries
from tuquan.consolidations.jobs import FOLD, ask_to_fold
from tuquan.consolidations.models import StoredTotal
from tuquan.consolidations.queries import Round
from tuquan.consolidations.queries.combined import combined_below
from tuquan.consolidations.queries.raw import Both
from tuquan.consolidations.services import fold_all, recount
from tuquan.core.answers import Answers
from tuquan.core.rollup import roll_up
from tuquan.core.succession import Alter, Plan
from tuquan.places.models import PlaceKind
from tuquan.places.services import carry_out_reform, prepare_reform, undo_reform
from tuquan.programmes.models import ProgrammeEdition
from tuquan.project.commands import recount as command
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import accept_report, return_report, submit_report


def november(case: Quarter) -> Round:
    """The round of November."""
    return queries.round_of(case.owed(0, "2026-11"))


def stored(case: Quarter, chosen: Round) -> queries.Compared:
    """The live totals of the commune as they are stored, and nothing worked out from reports."""
    return both_stored(case, chosen).live


def both_stored(case: Quarter, chosen: Round) -> Both:
    """The same live and accepted, through what a page reads."""
    return combined_below(case.world.commune.path, chosen, 0)[""]


def raw(case: Quarter, chosen: Round) -> queries.Compared:
    """The same from the reports, area by area."""
    totals = queries.totals_by_place(make.SYSTEM, case.world.commune.path, chosen)
    return totals[""]


def test_a_stored_total_is_what_the_reports_add_up_to(case: Quarter) -> None:
    chosen = november(case)
    assert stored(case, chosen) == raw(case, chosen)
    assert stored(case, chosen).now.figures[SORTING].value == 22


def test_live_counts_what_was_sent_and_accepted_only_what_was_accepted(case: Quarter) -> None:
    case.hand_in(1, "2026-10", month(6, 2, 10), accept=False)
    chosen = queries.round_of(case.owed(0, "2026-10"))
    both = both_stored(case, chosen)
    assert (both.live.now.figures[TREES].value, both.accepted.now.figures[TREES].value) == (5, 3)
    assert (both.live.now.received, both.accepted.now.received) == (2, 1)


def test_every_report_marks_its_commune_in_the_same_transaction(case: Quarter) -> None:
    fold_all(make.SYSTEM)
    assert not StoredTotal.objects.dirty().exists()
    sent = case.hand_in(1, "2026-10", month(6, 2, 10), accept=False)
    marked = StoredTotal.objects.dirty().values_list("calendar", "period_key")
    assert sorted(marked) == [
        ("monthly", "2026"),
        ("monthly", "2026-10"),
        ("monthly", "2026-H2"),
        ("monthly", "2026-Q4"),
    ]
    fold_all(make.SYSTEM)
    returned = return_report(make.SYSTEM, sent, sent.version, "Xem lại số cây")
    assert StoredTotal.objects.dirty().count() == 4
    assert returned.state == Report.State.RETURNED


def test_what_is_taken_back_marks_nothing(case: Quarter) -> None:
    fold_all(make.SYSTEM)
    with transaction.atomic():
        case.hand_in(1, "2026-10", month(6, 2, 10))
        assert StoredTotal.objects.dirty().exists()
        transaction.set_rollback(True)
    assert not StoredTotal.objects.dirty().exists()


def test_marking_takes_one_statement_and_touches_nothing_above_the_commune(case: Quarter) -> None:
    owed = case.owed(1, "2026-10")
    answers = Answers(filled(owed, month(6, 2, 10), frozenset()))
    with CaptureQueriesContext(connection) as captured:
        submit_report(make.SYSTEM, owed, answers, 0)
    marks = [one["sql"] for one in captured if "consolidations_storedtotal" in one["sql"]]
    assert len(marks) == 1
    assert set(StoredTotal.objects.values_list("commune__path", "commune__kind")) == {
        (case.world.commune.path, PlaceKind.COMMUNE)
    }


def test_whoever_owes_a_report_is_counted_as_soon_as_it_opens(case: Quarter) -> None:
    chosen = queries.round_of(case.owed(0, "2026-12"))
    now = stored(case, chosen).now
    assert (now.expected, now.received) == (2, 0)


def test_a_survey_marks_every_period_it_stands_beside(case: Quarter) -> None:
    chosen = november(case)
    assert stored(case, chosen).before.received == 0
    owed = Obligation.objects.get(group=case.groups[0], calendar="baseline")
    answers = Answers(filled(owed, {SORTING: 4}, frozenset()))
    submit_report(make.SYSTEM, owed, answers, 0)
    assert stored(case, chosen).before.figures[SORTING].value == 4
    assert stored(case, chosen) == raw(case, chosen)


def test_the_province_and_the_nation_are_the_communes_together(case: Quarter) -> None:
    chosen = november(case)
    world = case.world
    for path in ("", world.province.path):
        found = queries.totals_by_place(make.SYSTEM, path, chosen, texts=False)
        assert found[""].now.figures[SORTING].value == 22
    reports = queries.totals_by_place(make.SYSTEM, "", chosen, depth=2)
    leaves = {path: one.now for path, one in reports.items() if path.count(".") == 2}
    stored_ones = queries.totals_by_place(make.SYSTEM, "", chosen, depth=2, texts=False)
    assert {path: one.now for path, one in stored_ones.items()} == roll_up(leaves)


def test_what_was_combined_is_kept_until_a_row_changes(case: Quarter) -> None:
    chosen = queries.round_of(case.owed(0, "2026-10"))
    before = combined_below("", chosen)
    with CaptureQueriesContext(connection) as captured:
        assert combined_below("", chosen) is before
    assert len(captured) == 1  # whether anything is marked or changed
    case.hand_in(1, "2026-10", month(6, 2, 10))
    assert combined_below("", chosen)[""].live.now.figures[TREES].value == 5


def test_nobody_reads_stored_totals_of_another_commune(case: Quarter) -> None:
    stranger = make.actor(make.officer(case.world.neighbour))
    found = queries.totals_by_place(stranger, case.world.province.path, november(case), texts=False)
    assert found == {}


def test_a_reform_and_its_undoing_mark_what_moved(case: Quarter) -> None:
    fold_all(make.SYSTEM)
    area, neighbour = case.world.area, case.world.neighbour
    plan = Plan(date(2027, 1, 5), alter=(Alter(area.pk, parent=neighbour.pk),))
    reform = prepare_reform(make.SYSTEM, "move", plan, decision="12/NQ-HĐND", reason="Sắp xếp lại")
    carry_out_reform(make.SYSTEM, reform)
    december = queries.round_of(case.owed(0, "2026-12"))
    assert combined_below(neighbour.path, december, 0)[""].live.now.expected == 2
    assert recount(make.SYSTEM).is_right
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert stored(case, december).now.expected == 2
    assert recount(make.SYSTEM).is_right


def test_a_job_folds_what_is_marked_and_only_then(case: Quarter) -> None:
    case.hand_in(1, "2026-10", month(6, 2, 10))
    ask_to_fold()
    [done] = [one for one in run_waiting_jobs() if one.kind == FOLD]
    assert not StoredTotal.objects.dirty().exists()
    assert done.outcome == {"folded": StoredTotal.objects.count()}
    ask_to_fold()
    assert Job.objects.filter(kind=FOLD).count() == 1


def test_a_recount_finds_and_mends_a_total_that_is_wrong_or_missing(
    case: Quarter, capsys: pytest.CaptureFixture[str]
) -> None:
    fold_all(make.SYSTEM)
    assert run() == 0
    row = StoredTotal.objects.get(calendar="monthly", period_key="2026-11")
    row.live["now"]["figures"][TREES]["total"] += 1
    row.save()
    StoredTotal.objects.filter(period_key="2026-09").delete()
    assert run() == 1
    said = capsys.readouterr().out
    assert "2026-11" in said
    assert "2026-09" in said
    assert run("--fix") == 1
    assert run() == 0
    change = Change.objects.filter(action="consolidations.recounted").get()
    assert (change.data, change.path) == ({"period": "monthly 2026-11"}, case.world.commune.path)


def test_the_command_says_the_same_as_the_page_of_completeness(
    case: Quarter, capsys: pytest.CaptureFixture[str]
) -> None:
    fold_all(make.SYSTEM)
    assert run("--place", "minh-son", "--json") == 0
    rounds = json.loads(capsys.readouterr().out)["rounds"]
    [found] = [one for one in rounds if (one["calendar"], one["period"]) == ("monthly", "2026-10")]
    chosen = queries.round_of(case.owed(0, "2026-10"))
    rows = queries.completeness(make.SYSTEM, case.world.commune, chosen)
    whole = queries.together_of(rows)
    for name in ("owed", "on_time", "late", "nil", "returned", "missing", "waiting"):
        assert found[name] == getattr(whole, name)


def test_an_upgraded_database_gets_the_totals_of_what_was_owed_before(
    case: Quarter, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_stood = property(lambda edition: edition.text.definition)
    monkeypatch.setattr(ProgrammeEdition, "definition", as_it_stood, raising=False)
    StoredTotal.objects.all().delete()
    assert not recount(make.SYSTEM).is_right
    upgrade = import_module("tuquan.consolidations.migrations.0002_totals_of_before")
    upgrade.mark_what_is_owed(apps, None)
    fold_all(make.SYSTEM)
    assert recount(make.SYSTEM).is_right


def test_only_who_sees_the_figures_of_a_place_may_recount_it(case: Quarter) -> None:
    leader = make.actor(make.leader(case.groups[0]))
    with pytest.raises(NotAllowed):
        recount(leader, case.world.commune.path)
    with pytest.raises(NotAllowed):
        fold_all(case.officer)


def run(*words: str) -> int:
    """`tuquan recount`, parsed and run."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


steps = st.lists(
    st.tuples(
        st.sampled_from(["send", "accept", "return", "fold", "read"]),
        st.integers(0, 1),
        st.sampled_from(["2026-10", "2026-12"]),
        st.integers(0, 25),
    ),
    max_size=8,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_whatever_happens_in_whatever_order_stored_and_recounted_are_equal(
    case: Quarter, happened: list[tuple[str, int, str, int]]
) -> None:
    with transaction.atomic():
        for what, group, period, sorting in happened:
            step(case, what, group, period, sorting)
        assert recount(make.SYSTEM).is_right
        fold_all(make.SYSTEM)
        assert recount(make.SYSTEM).is_right
        for period in ("2026-10", "2026-12"):
            chosen = queries.round_of(case.owed(0, period))
            assert stored(case, chosen) == raw(case, chosen)
        transaction.set_rollback(True)


def step(case: Quarter, what: str, group: int, period: str, sorting: int) -> None:
    """One thing that may happen to a report, if it may happen now."""
    owed = case.owed(group, period)
    report = Report.objects.filter(obligation=owed).first()
    if what == "fold":
        fold_all(make.SYSTEM)
    elif what == "read":
        stored(case, queries.round_of(owed))
    elif what == "send" and (report is None or report.is_editable):
        answers = Answers(filled(owed, month(sorting, 1, 1), frozenset()))
        submit_report(make.SYSTEM, owed, answers, report.version if report else 0)
    elif report is not None and report.state == Report.State.SUBMITTED:
        if what == "accept":
            accept_report(make.SYSTEM, report, report.version)
        elif what == "return":
            return_report(make.SYSTEM, report, report.version, "Xem lại")
