"""Correcting what was sent, who follows a report, and when it was written (F-45, F-107)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests import make
from tests.reports.phones import send
from tests.reports.worlds import Village, accepted, filled, sent
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.queries.claims import claim_words
from tuquan.reports.services import correct_report, followers, return_report, submit_report


def test_what_was_sent_is_corrected_and_the_version_before_is_kept(village: Village) -> None:
    report = sent(village)
    first = report.first_submitted_at
    due = village.due()
    again = correct_report(village.writer, due, filled(due.form, trees_planted=8), 1)
    assert (again.state, again.version, again.first_submitted_at) == ("submitted", 2, first)
    told = [(r.event, r.answers["values"]["trees_planted"]) for r in Revision.objects.all()]
    assert told == [("submitted", 3), ("submitted", 8)]


def test_sending_the_same_again_does_nothing(village: Village) -> None:
    sent(village)
    due = village.due()
    assert correct_report(village.writer, due, filled(due.form), 1).version == 1
    assert Revision.objects.count() == 1


def test_once_accepted_it_has_to_be_returned_first(village: Village) -> None:
    accepted(village, sent(village))
    due = village.due()
    with pytest.raises(Conflict) as refusal:
        correct_report(village.writer, due, filled(due.form, trees_planted=8), 2)
    assert refusal.value.problem.code == "report_already_sent"
    assert Report.objects.get().content.values["trees_planted"] == 3


def test_a_correction_that_is_wrong_leaves_what_was_sent(village: Village) -> None:
    sent(village)
    due = village.due()
    with pytest.raises(Invalid):
        correct_report(village.writer, due, filled(due.form, households_with_bin=99), 1)
    assert Report.objects.get().version == 1


def test_of_two_corrections_one_wins(village: Village) -> None:
    sent(village)
    due = village.due()
    correct_report(make.actor(village.deputy), due, filled(due.form, trees_planted=8), 1)
    with pytest.raises(Conflict) as refusal:
        correct_report(village.writer, due, filled(due.form, trees_planted=9), 1)
    assert refusal.value.problem.params["by"] == "Hồ Thị Hạnh"


def test_nobody_corrects_for_another_group(village: Village) -> None:
    sent(village)
    stranger = make.leader(make.groups(village.world.other_area)[0], "Vi Văn Thành")
    with pytest.raises(NotAllowed):
        correct_report(make.actor(stranger), village.due(), filled(village.due().form), 1)


def test_a_locked_report_is_not_sent(village: Village) -> None:
    due = village.due()
    Obligation.objects.filter(pk=due.pk).update(locks_at=due.due_at)
    with pytest.raises(Conflict) as refusal:
        submit_report(village.writer, village.due(), filled(due.form), 0)
    assert refusal.value.problem.code.startswith("report_locked")


def test_followers_hear_of_every_sending_and_decision(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(followers, "_FOLLOWERS", [])
    followers.follow_reports(lambda report, event: heard.append((event, report.version)))
    report = sent(village)
    return_report(village.reviewer, report, 1, "Xem lại")
    due = village.due()
    submit_report(village.writer, due, filled(due.form, trees_planted=8), 2)
    correct_report(village.writer, due, filled(due.form, trees_planted=9), 3)
    report.refresh_from_db()
    accepted(village, report)
    assert heard == [
        ("submitted", 1),
        ("returned", 2),
        ("submitted", 3),
        ("submitted", 4),
        ("accepted", 5),
    ]


def test_a_follower_that_fails_takes_the_sending_back(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(report: Report, event: str) -> None:
        raise RuntimeError(event)

    monkeypatch.setattr(followers, "_FOLLOWERS", [fails])
    with pytest.raises(RuntimeError):
        sent(village)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(minutes=5), ""),
        (timedelta(days=3), "17/11/2026"),
        (timedelta(days=365), "20/11/2026"),
        (timedelta(days=-300), "20/11/2026"),
    ],
)
def test_the_claim_of_the_telephone_is_told_beside_when_it_came(
    village: Village, before: timedelta, words: str
) -> None:
    due = village.due()
    send(village.writer, due, filled(due.form))
    report = Report.objects.get()
    assert report.submitted_at is not None
    report.written_at = report.submitted_at - before
    report.save()
    assert words in claim_words(report)
    assert bool(words) == bool(claim_words(report))
    html = make.client(village.officer).get(reverse("reports:detail", args=[report.pk]))
    assert claim_words(report) in html.content.decode()


def test_a_report_of_a_page_claims_nothing(village: Village) -> None:
    report = sent(village)
    report.written_at = datetime(2026, 11, 1, 9, tzinfo=report.saved_at.tzinfo)
    assert claim_words(report) == ""
