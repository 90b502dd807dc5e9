"""Taking reports that telephones send, perhaps days after they were written (F-107).

Nothing a telephone sends is believed: who may write, what the form asks and which version the
report has are looked up again. What cannot be entered goes back with everything the writer needs to
settle it: the lines that are wrong, or what the server has by now.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers, differences
from tuquan.core.problems import Problem
from tuquan.core.programme import Form
from tuquan.core.questions import without_needless
from tuquan.core.short_codes import short_code
from tuquan.outbox.deliveries import Delivered, Item, ServerCopy
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries.figures import said
from tuquan.reports.queries.form_versions import form_before, not_taken_over, version_of
from tuquan.reports.queries.history import receipt_code, with_lines
from tuquan.reports.queries.obligations import (
    answers_at,
    obligation_to_write,
    report_on,
    writer_at,
)
from tuquan.reports.queries.sharing import shared_answers, with_shared
from tuquan.reports.queries.standing import report_of
from tuquan.reports.queries.told import told_under
from tuquan.reports.services.writing import correct_report, submit_report

SUBJECT = "obligation:"
"""What the subject of a report begins with; the obligation's number follows."""

OVERTAKEN = ("report_changed_meanwhile", "report_already_sent")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A report as the telephone sent it, read and found to be one."""

    item: Item
    obligation: Obligation
    answers: Answers
    nil: bool


def deliver_report(actor: Actor, item: Item) -> Delivered:
    """Enter a report that came from a telephone; the receipt, or why not."""
    sent = _read(actor, item)
    present = report_of(sent.obligation)
    if present and _says_the_same(present, sent):
        return _receipt(present)
    _refuse_other_form(sent)
    try:
        return _receipt(_enter(actor, sent, present))
    except Conflict as conflict:
        if conflict.problem.code not in OVERTAKEN:
            raise
        told = told_under(short_code(item.key), sent.obligation) is not None
        copy = {**__server_copy(sent.obligation, item.base), "told": told}
        raise ServerCopy(conflict.problem.code, copy, **conflict.problem.params) from conflict


def __server_copy(obligation: Obligation, base: int) -> dict[str, object]:
    """What the server has: its answers, those both began with, who wrote them and when."""
    report = report_on(obligation)
    if report is None:
        return {"version": 0, "data": Answers().to_json(), "before": Answers().to_json()}
    return {
        "version": report.version,
        "state": report.state,
        "data": report.content.to_json(),
        "before": answers_at(report, base).to_json(),
        "by": writer_at(report, report.version),
        "at": report.saved_at,
    }


def _read(actor: Actor, item: Item) -> _Sent:
    number = item.subject.removeprefix(SUBJECT)
    if not (item.subject.startswith(SUBJECT) and number.isascii() and number.isdigit()):
        raise NotAllowed("not_allowed")
    obligation = obligation_to_write(actor, int(number[:18]))
    nil = item.data.get("nil", False)
    try:
        answers = Answers.from_json(item.data.get("answers"), obligation.form)
    except ValueError as error:
        raise Invalid([Problem("answers_unreadable")]) from error
    if not isinstance(nil, bool):
        raise Invalid([Problem("answers_unreadable")])
    return _Sent(item, obligation, answers, nil)


def _says_the_same(report: Report, sent: _Sent) -> bool:
    """Whether the report was handed in already with these answers: typed in, or sent before."""
    if report.state not in (Report.State.SUBMITTED, Report.State.ACCEPTED):
        return False
    obligation = sent.obligation
    whole = with_shared(sent.answers, shared_answers(obligation))
    asked = without_needless(obligation.form, whole, obligation.place.kind)
    return report.nil == sent.nil and not differences(report.content, asked)


def _refuse_other_form(sent: _Sent) -> None:
    """Where the form changed since, ask the writer about what has no place in it any more."""
    if sent.item.v == version_of(sent.obligation):
        return
    before = form_before(sent.obligation, sent.item.v)
    lost = not_taken_over(sent.obligation, sent.answers, before)
    if before and not lost:
        return
    said_there = {*sent.answers.values, *sent.answers.not_applicable, *sent.answers.notes}
    kept = with_lines(Answers(), sent.answers, said_there - set(lost))
    copy = {
        **__server_copy(sent.obligation, sent.item.base),
        "v": version_of(sent.obligation),
        "kept": kept.to_json(),
        "lost": [[_label(before, key), _words(sent.answers, key)] for key in lost],
    }
    raise ServerCopy("form_changed", copy)


def _label(before: Form | None, key: str) -> str:
    """What the line was called on the form that was filled in, as far as it is known."""
    questions = {question.key: question for question in before.questions} if before else {}
    return worded(questions[key]) if key in questions else key


def _words(answers: Answers, key: str) -> str:
    note = answers.notes.get(key, "")
    return " · ".join(filter(None, (said(answers, key).text, note)))


def _enter(actor: Actor, sent: _Sent, present: Report | None) -> Report:
    waiting = present is not None and present.state == Report.State.SUBMITTED
    hand_in = correct_report if waiting else submit_report
    return hand_in(
        actor,
        sent.obligation,
        sent.answers,
        sent.item.base,
        nil=sent.nil,
        channel=Report.Channel.PHONE,
        written_at=sent.item.written_at,
    )


def _receipt(report: Report) -> Delivered:
    return Delivered(
        {
            "receipt": receipt_code(report),
            "version": report.version,
            "received_at": report.submitted_at,
            "url": reverse("reports:detail", args=[report.pk]),
        }
    )
