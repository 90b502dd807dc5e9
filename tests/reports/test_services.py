"""Saving, sending, returning, correcting, accepting; two people writing at once (F-44, F-45)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make
from tests.reports.worlds import Village, accepted, filled, sent
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.groups.models import Membership
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.services import (
    accept_report,
    return_report,
    save_draft,
    submit_report,
)


def stored() -> list[tuple[int, str, object, str]]:
    """Every revision in order: version, event, answers' values, reason."""
    return [
        (r.version, r.event, r.answers["values"], r.reason)
        for r in Revision.objects.order_by("version")
    ]


def test_a_draft_may_be_incomplete_and_keeps_zero_apart_from_nothing(village: Village) -> None:
    answers = Answers(
        {"clean_up_days": 0, "no_litter": False},
        frozenset({"no_banned_feed"}),
        {"no_litter": "Rác ở mương"},
    )
    report = save_draft(village.writer, village.due(), answers, 0)
    kept = Report.objects.get()
    assert kept.content == answers
    assert (kept.state, kept.version, kept.facts) == ("draft", 1, {"households": 20})
    assert (kept.saved_by, kept.submitted_at) == (village.leader, None)
    assert [
        kept.content.state(key) for key in ("clean_up_days", "no_banned_feed", "meetings_held")
    ] == [
        "reported",
        "not_applicable",
        "not_reported",
    ]
    assert report.pk == kept.pk


def test_every_saving_is_kept_with_its_exact_answers(village: Village) -> None:
    due = village.due()
    save_draft(village.writer, due, Answers({"meetings_held": 1}), 0)
    save_draft(village.writer, due, Answers({"meetings_held": 2}), 1)
    report = submit_report(village.writer, due, filled(due.form), 2)
    return_report(village.reviewer, report, 3, "  Xem lại số cây. ")
    submit_report(village.writer, due, filled(due.form, trees_planted=7), 4)
    report.refresh_from_db()
    accept_report(village.reviewer, report, 5)
    full = filled(due.form).to_json()["values"]
    corrected = filled(due.form, trees_planted=7).to_json()["values"]
    assert stored() == [
        (1, "saved", {"meetings_held": 1}, ""),
        (2, "saved", {"meetings_held": 2}, ""),
        (3, "submitted", full, ""),
        (4, "returned", full, "Xem lại số cây."),
        (5, "submitted", corrected, ""),
        (6, "accepted", corrected, ""),
    ]


def test_sending_is_recorded(village: Village) -> None:
    report = sent(village)
    change = Change.objects.get(action="reports.submitted")
    assert (change.actor_id, change.actor_name, change.path, change.via) == (
        village.leader.pk,
        "Trần Đình Bảy",
        village.group.path,
        "web",
    )
    assert change.subject == f"reports.report:{report.pk}"
    assert change.data == {"period": "2026-10", "version": 1}


def test_accepting_and_returning_are_recorded(village: Village) -> None:
    report = sent(village)
    return_report(village.reviewer, report, 1, "Thiếu")
    submit_report(village.writer, village.due(), filled(village.due().form), 2)
    report.refresh_from_db()
    accepted(village, report)
    rows = Change.objects.filter(actor_id=village.officer.pk).order_by("pk")
    assert [(row.action, row.path, row.data) for row in rows] == [
        ("reports.returned", village.group.path, {"period": "2026-10", "version": 2}),
        ("reports.accepted", village.group.path, {"period": "2026-10", "version": 4}),
    ]


def test_a_report_with_open_lines_is_not_sent_and_each_line_is_named(village: Village) -> None:
    due = village.due()
    answers = filled(due.form)
    partly = Answers({k: v for k, v in answers.values.items() if k != "trees_planted"})
    with pytest.raises(Invalid) as refusal:
        submit_report(village.writer, due, partly, 0)
    assert refusal.value.problems == (Problem("missing_answer", "trees_planted"),)
    assert not Report.objects.exists()


def test_more_households_than_the_group_has_are_refused(village: Village) -> None:
    answers = Answers({"households_sorting_waste": 31})
    with pytest.raises(Invalid) as refusal:
        save_draft(village.writer, village.due(), answers, 0)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.where) == ("more_than_fact", "households_sorting_waste")
    assert (problem.params["limit"], problem.params["value"]) == (20, 31)
    assert not Report.objects.exists()


def test_a_household_less_on_the_list_does_not_stop_somebody_from_going_on(
    village: Village,
) -> None:
    due = village.due()
    save_draft(village.writer, due, Answers({"households_with_bin": 20}), 0)
    Membership.objects.filter(group=village.group).first().delete()  # type: ignore[union-attr]
    more = Answers({"households_with_bin": 20, "meetings_held": 1})
    assert save_draft(village.writer, due, more, 1).version == 2
    with pytest.raises(Invalid):
        submit_report(village.writer, due, filled(due.form, households_with_bin=20), 2)


def test_a_report_cannot_be_written_before_it_opens(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-09-30")
    with pytest.raises(Conflict) as refusal:
        save_draft(village.writer, village.due("2026-10"), Answers({"meetings_held": 1}), 0)
    assert refusal.value.problem.code == "not_open_yet"
    assert not Report.objects.exists()


def test_of_two_first_writers_one_wins_and_the_other_is_told(village: Village) -> None:
    due = village.due()
    save_draft(make.actor(village.deputy), due, Answers({"meetings_held": 2}), 0)
    with pytest.raises(Conflict) as refusal:
        save_draft(village.writer, due, Answers({"meetings_held": 5}), 0)
    assert refusal.value.problem.code == "report_changed_meanwhile"
    assert refusal.value.problem.params["by"] == "Hồ Thị Hạnh"
    assert stored() == [(1, "saved", {"meetings_held": 2}, "")]
    assert Report.objects.get().answers["values"] == {"meetings_held": 2}


def test_of_two_later_writers_one_wins_and_nothing_of_it_is_overwritten(village: Village) -> None:
    due = village.due()
    save_draft(village.writer, due, Answers({"meetings_held": 1}), 0)
    save_draft(make.actor(village.deputy), due, Answers({"meetings_held": 2}), 1)
    with pytest.raises(Conflict):
        submit_report(village.writer, due, filled(due.form), 1)
    report = Report.objects.get()
    assert (report.version, report.state) == (2, "draft")
    assert report.answers["values"] == {"meetings_held": 2}


def test_a_sent_report_is_not_changed_by_a_late_draft(village: Village) -> None:
    sent(village)
    with pytest.raises(Conflict) as refusal:
        save_draft(make.actor(village.deputy), village.due(), Answers({"meetings_held": 9}), 0)
    assert refusal.value.problem.code == "report_already_sent"
    assert refusal.value.problem.params["by"] == "Trần Đình Bảy"
    assert [row[:2] for row in stored()] == [(1, "submitted")]


def test_a_returned_report_stays_returned_while_it_is_corrected(village: Village) -> None:
    report = sent(village)
    return_report(village.reviewer, report, 1, "Xem lại")
    due = village.due()
    draft = save_draft(village.writer, due, filled(due.form, trees_planted=8), 2)
    assert (draft.state, draft.return_reason) == ("returned", "Xem lại")
    again = submit_report(village.writer, due, filled(due.form, trees_planted=8), 3)
    assert (again.state, again.return_reason) == ("submitted", "")


def test_late_is_told_by_the_first_sending_whatever_was_corrected_later(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-04")
    report = sent(village)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-20")
    return_report(village.reviewer, report, 1, "Xem lại")
    again = submit_report(village.writer, village.due(), filled(village.due().form), 2)
    due_at = Obligation.objects.get(pk=report.obligation_id).due_at
    assert again.first_submitted_at is not None
    assert again.submitted_at is not None
    assert again.first_submitted_at < due_at < again.submitted_at
    assert again.submitted_at - again.first_submitted_at > timedelta(days=5)


def test_returning_needs_a_reason(village: Village) -> None:
    report = sent(village)
    with pytest.raises(Invalid) as refusal:
        return_report(village.reviewer, report, 1, "  \n ")
    assert refusal.value.problems == (Problem("reason_missing", "reason"),)
    report.refresh_from_db()
    assert report.state == "submitted"


def test_of_two_reviewers_one_decides(village: Village) -> None:
    report = sent(village)
    accepted(village, report)
    stale = Report.objects.get()
    with pytest.raises(Conflict) as refusal:
        return_report(village.reviewer, stale, 1, "Chưa rõ")
    assert refusal.value.problem.code == "report_not_waiting"
    assert Report.objects.get().state == "accepted"


@pytest.mark.parametrize("role", ["neighbour", "leader", "area_head"])
def test_nobody_else_reviews(village: Village, role: str) -> None:
    other = {
        "neighbour": lambda: make.officer(village.world.neighbour),
        "leader": lambda: village.leader,
        "area_head": lambda: make.account("area_head", village.world.area),
    }[role]()
    report = sent(village)
    with pytest.raises(NotAllowed):
        accept_report(make.actor(other), report, 1)
    with pytest.raises(NotAllowed):
        return_report(make.actor(other), report, 1, "Chưa rõ")
    assert Report.objects.get().state == "submitted"


def test_a_leader_writes_for_no_other_group(village: Village) -> None:
    other = make.leader(make.groups(village.world.other_area)[0], "Vi Văn Thành")
    with pytest.raises(NotAllowed):
        save_draft(make.actor(other), village.due(), Answers({"meetings_held": 1}), 0)
    assert not Report.objects.exists()
