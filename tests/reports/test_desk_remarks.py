"""Questions about a figure, answers, and reports that go back for a line (F-46, F-49, F-60)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.reports.worlds import Village, accepted, filled, sent
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.reports import queries
from tuquan.reports.models import Remark, Report
from tuquan.reports.services import (
    accept_report,
    add_remark,
    return_report,
    save_draft,
    settle_remarks,
    submit_report,
)


@pytest.fixture
def desk(village: Village) -> Client:
    return make.client(village.officer)


def ask(browser: Client, report: Report, line: str, text: str) -> int:
    address = reverse("reports:remark", args=[report.pk])
    return browser.post(address, {"dong": line, "loi": text}).status_code


def test_an_officer_asks_the_leader_answers_and_the_officer_settles_it(
    village: Village, desk: Client
) -> None:
    report = sent(village)
    phone = make.client(village.leader)
    page = reverse("reports:detail", args=[report.pk])
    assert ask(desk, report, "trees_planted", "Cây trồng ở đâu?") == 302
    assert "Cây trồng ở đâu?" in phone.get(page).content.decode()
    assert ask(phone, report, "trees_planted", "Dọc đường liên thôn.") == 302
    shown = desk.get(page)
    (line,) = (
        entry for section in shown.context["examined"] for entry in section.entries if entry.thread
    )
    assert line.line.key == "trees_planted"
    assert [remark.by_name for remark in line.thread.remarks] == [
        village.officer.name,
        village.leader.name,
    ]
    assert "Dọc đường liên thôn." in shown.content.decode()
    assert queries.open_remarks([report.pk]) == {report.pk: 1}
    settled = desk.post(
        reverse("reports:settle_remarks", args=[report.pk]), {"dong": "trees_planted"}
    )
    assert settled.status_code == 302
    assert queries.open_remarks([report.pk]) == {}
    assert not queries.threads_of(report)["trees_planted"].is_open
    records = Change.objects.filter(action__startswith="reports.remark").order_by("pk")
    assert [(one.action, one.data) for one in records] == [
        ("reports.remarked", {"question": "trees_planted"}),
        ("reports.remarked", {"question": "trees_planted"}),
        ("reports.remarks_settled", {"question": "trees_planted"}),
    ]


def test_a_row_says_how_many_questions_are_open(village: Village, desk: Client) -> None:
    report = sent(village)
    add_remark(village.reviewer, report, "trees_planted", "Ở đâu?")
    add_remark(village.reviewer, report, "", "Cảm ơn bác.")
    add_remark(village.writer, report, "trees_planted", "Ở đường liên thôn.")
    (entry,) = desk.get(reverse("reports:desk"), {"loc": "tat-ca"}).context["entries"]
    assert entry["asked"] == 2


@pytest.mark.parametrize(
    ("line", "text", "code", "where"),
    [
        ("trees_planted", "  ", "remark_missing", "text"),
        ("trees_planted", "x" * 1001, "text_too_long", "text"),
        ("no_such_line", "Ở đâu?", "unknown_question", "question"),
    ],
)
def test_what_cannot_be_asked(
    village: Village, line: str, text: str, code: str, where: str
) -> None:
    report = sent(village)
    with pytest.raises(Invalid) as refusal:
        add_remark(village.reviewer, report, line, text)
    assert [(p.code, p.where) for p in refusal.value.problems] == [(code, where)]
    assert Remark.objects.count() == 0


def test_a_refused_question_keeps_its_words(village: Village, desk: Client) -> None:
    report = sent(village)
    long = "Số này ở đâu ra? " * 70
    address = reverse("reports:remark", args=[report.pk])
    page = desk.post(address, {"dong": "trees_planted", "loi": long})
    assert page.status_code == 422
    assert long.strip() in page.content.decode()
    assert ask(desk, report, "trees_planted", "\x00") == 422


def test_strangers_ask_nothing_and_nobody_asks_about_a_draft(village: Village) -> None:
    report = sent(village)
    neighbour = make.officer(village.world.neighbour)
    with pytest.raises(NotAllowed):
        add_remark(make.actor(neighbour), report, "", "Chào")
    assert ask(make.client(neighbour), report, "", "Chào") == 404
    draft = save_draft(village.writer, village.due("2026-11"), filled(report.obligation.form), 0)
    with pytest.raises(NotAllowed):
        add_remark(village.reviewer, draft, "", "Chào")
    assert Remark.objects.count() == 0


def test_only_a_reviewer_settles_and_only_once(village: Village, desk: Client) -> None:
    report = sent(village)
    add_remark(village.reviewer, report, "", "Chào")
    with pytest.raises(NotAllowed):
        settle_remarks(village.writer, report, "")
    address = reverse("reports:settle_remarks", args=[report.pk])
    assert make.client(village.leader).post(address, {"dong": ""}).status_code == 404
    assert settle_remarks(village.reviewer, report, "") == 1
    with pytest.raises(Conflict):
        settle_remarks(village.reviewer, report, "")
    assert desk.post(address, {"dong": ""}).status_code == 409


def test_a_report_goes_back_for_the_lines_that_are_ticked(village: Village, desk: Client) -> None:
    report = sent(village)
    address = reverse("reports:return", args=[report.pk])
    lines = ["trees_planted", "street_lights"]
    gone = desk.post(address, {"base": "1", "reason": "Xem lại hai dòng", "dong": lines})
    assert gone.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.return_lines) == ("returned", sorted(lines))
    page = make.client(village.leader).get(reverse("reports:detail", args=[report.pk]))
    assert len(page.context["wanted_labels"]) == 2
    assert page.context["wanted_labels"][0] in page.content.decode()


def test_ticked_lines_stay_ticked_when_the_reason_is_missing(
    village: Village, desk: Client
) -> None:
    report = sent(village)
    address = reverse("reports:return", args=[report.pk])
    page = desk.post(address, {"base": "1", "reason": " ", "dong": ["trees_planted"]})
    assert page.status_code == 422
    ticked = [
        entry.line.key
        for section in page.context["examined"]
        for entry in section.entries
        if entry.is_wanted
    ]
    assert ticked == ["trees_planted"]


def test_of_two_officers_one_is_first_and_the_other_is_told_who(
    village: Village, desk: Client
) -> None:
    """Both names stand on the page: who decided, and whose decision was not entered."""
    report = sent(village)
    second = make.account("commune_officer", village.world.commune, "Hà Văn Sơn")
    accept_report(make.actor(second), report, 1)
    page = desk.post(
        reverse("reports:return", args=[report.pk]),
        {"base": "1", "reason": "Số cây?", "dong": ["trees_planted"]},
    )
    assert page.status_code == 409
    html = page.content.decode()
    assert say(Problem("report_not_waiting", params={"by": "Hà Văn Sơn"})) in html
    assert village.officer.name in html[html.index("<main") :]
    assert "Số cây?" in html


def test_the_page_says_what_may_be_done_now_and_why_not(village: Village, desk: Client) -> None:
    """F-60: the action, whether it may be done, and who can where it may not."""
    report = sent(village)
    page = desk.get(reverse("reports:detail", args=[report.pk]))
    allowed = {words: may for words, may, _why in page.context["possible"]}
    assert list(allowed.values()).count(True) >= 2
    assert page.context["turn"] == "accept"
    accepted(village, report)
    after = desk.get(reverse("reports:detail", args=[report.pk]))
    ((_words, may, why),) = after.context["possible"]
    assert not may
    assert why in after.content.decode()
    assert after.context["turn"] == ""


def test_who_wrote_it_reads_who_can_accept_it(village: Village, desk: Client) -> None:
    colleague = make.account("commune_officer", village.world.commune, "Hà Văn Sơn")
    due = village.due()
    report = submit_report(village.reviewer, due, filled(due.form), 0)
    page = desk.get(reverse("reports:detail", args=[report.pk]))
    assert page.context["turn"] == ""
    assert colleague.name in page.content.decode()
    refused = desk.post(reverse("reports:accept", args=[report.pk]), {"base": "1"})
    assert refused.status_code == 409
    report.refresh_from_db()
    assert report.state == "submitted"


def test_a_correction_sent_again_shows_what_changed(village: Village, desk: Client) -> None:
    report = sent(village)
    return_report(village.reviewer, report, 1, "Xem lại", ["trees_planted"])
    due = village.due()
    submit_report(village.writer, due, filled(due.form, trees_planted=8), 2)
    page = desk.get(reverse("reports:detail", args=[report.pk]))
    changes = [
        (change.key, change.old.text, change.new.text)
        for step in page.context["history"]
        for change in step.changes
    ]
    assert changes == [("trees_planted", "3", "8")]
