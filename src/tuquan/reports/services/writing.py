"""Saving and sending reports."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.answers import Answers, differences
from tuquan.core.problems import Problem
from tuquan.core.programme import FACTS
from tuquan.core.questions import asked_questions, check_answers, without_needless
from tuquan.outbox.deliveries import Locked
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.queries.background import background_of
from tuquan.reports.queries.facts import facts_of
from tuquan.reports.queries.locking import lock_problem
from tuquan.reports.queries.nil import happened, nil_offer
from tuquan.reports.queries.obligations import answers_at, report_on
from tuquan.reports.queries.sharing import shared_answers, with_shared
from tuquan.reports.services.checking import begin_checks
from tuquan.reports.services.followers import tell_followers
from tuquan.reports.services.keeping import keep_revision


@transaction.atomic
def save_draft(
    actor: Actor,
    obligation: Obligation,
    answers: Answers,
    base: int,
    *,
    channel: str = Report.Channel.PAGE,
    written_at: datetime | None = None,
) -> Report:
    """Keep what was written so far. `base` is the version it was written on (0: nothing yet).

    Wrong values are refused, missing ones are not; what was saved before is kept as a revision.
    A line that stands as it was saved before is not looked at again, so that one household less
    on the list stops nobody from going on with the other lines.
    """
    entry = _entry(actor, obligation, answers)
    present = Report.objects.filter(obligation=obligation).first()
    touched = differences(entry.answers, present.content if present else Answers())
    _refuse_wrong(obligation, entry, touched)
    state = present.state if present else Report.State.DRAFT
    came = _Came(channel, written_at)
    report = _write(actor, obligation, entry, base, state, came)
    keep_revision(actor, report, Revision.Event.SAVED, channel=channel, written_at=written_at)
    return report


@transaction.atomic
def submit_report(
    actor: Actor,
    obligation: Obligation,
    answers: Answers,
    base: int,
    *,
    nil: bool = False,
    channel: str = Report.Channel.PAGE,
    written_at: datetime | None = None,
) -> Report:
    """Check everything and hand the report in; the commune sees it at once.

    `nil` says that nothing happened in the period; `written_at` is when the writer's telephone
    says it was sent, kept as a claim beside the server's own time.
    """
    entry = _entry(actor, obligation, answers)
    _refuse_wrong(obligation, entry, None)
    return _hand_in(actor, obligation, entry, base, _Came(channel, written_at, nil))


@transaction.atomic
def submit_nil(
    actor: Actor,
    obligation: Obligation,
    base: int,
    *,
    said: Answers | None = None,
    channel: str = Report.Channel.PAGE,
    written_at: datetime | None = None,
) -> Report:
    """Hand in that nothing happened: what was counted is 0, what there is stands as last time.

    What only the reporter can know must have been answered: in `said`, or in what was saved when
    nothing is said now. Each such line that is open is named.
    """
    require(obligation.writable_for(actor))
    answers = answers_at(report_on(obligation), base) if said is None else said
    known = with_shared(answers, shared_answers(obligation))
    offer = nil_offer(obligation, known, background_of(obligation))
    entry = _entry(actor, obligation, offer.answers)
    problems = [Problem("nil_needs_answer", question.key) for question in offer.unknown]
    problems += [Problem("nil_with_figures", question.key) for question in offer.against]
    if problems:
        raise Invalid(problems)
    _refuse_wrong(obligation, entry, None)
    return _hand_in(actor, obligation, entry, base, _Came(channel, written_at, nil=True))


@transaction.atomic
def correct_report(
    actor: Actor,
    obligation: Obligation,
    answers: Answers,
    base: int,
    *,
    nil: bool = False,
    channel: str = Report.Channel.PAGE,
    written_at: datetime | None = None,
) -> Report:
    """Send a report again that nobody has decided about yet; what was sent before is kept (F-45).

    Once it is accepted, the commune has to return it first. Sending the same again does nothing.
    """
    entry = _entry(actor, obligation, answers)
    sent = Report.objects.filter(obligation=obligation, version=base).first()
    if sent is None or sent.state != Report.State.SUBMITTED:
        raise _overtaken(obligation)
    _refuse_wrong(obligation, entry, None)
    came = _Came(channel, written_at, nil)
    if sent.nil == nil and not differences(sent.content, entry.answers):
        return sent
    return _hand_in(actor, obligation, entry, base, came, (Report.State.SUBMITTED,))


def _hand_in(
    actor: Actor,
    obligation: Obligation,
    entry: _Entry,
    base: int,
    came: _Came,
    states: Collection[str] = Report.EDITABLE,
) -> Report:
    if came.nil:
        _refuse_what_happened(obligation, entry.answers)
    report = _write(actor, obligation, entry, base, Report.State.SUBMITTED, came, states)
    keep_revision(
        actor,
        report,
        Revision.Event.SUBMITTED,
        channel=came.channel,
        written_at=came.written_at,
        **_said_nil(came),
    )
    begin_checks(actor, report)
    tell_followers(report, "submitted")
    return report


def _said_nil(came: _Came) -> dict[str, Any]:
    """For the record: only where it is so."""
    return {"nil": True} if came.nil else {}


@dataclass(frozen=True, slots=True)
class _Came:
    """By which way a report came, when its writer says it was sent, and whether it is nil."""

    channel: str
    written_at: datetime | None
    nil: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is about to be written: also what other reports already said, and nothing needless."""

    answers: Answers
    shared: Collection[str]
    facts: dict[str, int]


def _entry(actor: Actor, obligation: Obligation, answers: Answers) -> _Entry:
    require(obligation.writable_for(actor))
    now = clock.now()
    if now < obligation.opens_at:
        raise Conflict("not_open_yet", opens_at=obligation.opens_at)
    if locked := lock_problem(obligation, now):
        raise Locked(locked.code, **locked.params)
    shared = shared_answers(obligation)
    whole = with_shared(answers, shared)
    asked = without_needless(obligation.form, whole, obligation.place.kind)
    return _Entry(asked, frozenset(shared), facts_of(obligation))


def _refuse_wrong(obligation: Obligation, entry: _Entry, touched: Collection[str] | None) -> None:
    """Refuse wrong answers; `touched` names the lines of a draft, None the whole form."""
    problems = check_answers(
        obligation.form,
        entry.answers,
        entry.facts,
        complete=touched is None,
        place_kind=obligation.place.kind,
    )
    refused = [one for one in problems if _concerns(one, entry.shared, touched)]
    if refused:
        raise Invalid(refused)


def _concerns(problem: Problem, shared: Collection[str], touched: Collection[str] | None) -> bool:
    """Whether the writer can mend it here: an answer of another report is corrected there."""
    own = {problem.where, str(problem.params.get("other", problem.where))} - {*shared, *FACTS}
    return bool(own if touched is None else own & {*touched})


def _refuse_what_happened(obligation: Obligation, answers: Answers) -> None:
    asked = asked_questions(obligation.form, answers, obligation.place.kind)
    contradicting = [question for question in asked if happened(question, answers)]
    if contradicting:
        raise Invalid([Problem("nil_with_figures", question.key) for question in contradicting])


def _write(
    actor: Actor,
    obligation: Obligation,
    entry: _Entry,
    base: int,
    state: str,
    came: _Came,
    states: Collection[str] = Report.EDITABLE,
) -> Report:
    """Insert, or update if nobody was faster: one statement decides between two writers."""
    now = clock.now()
    values = {
        "state": state,
        "answers": entry.answers.to_json(),
        "facts": entry.facts,
        "version": base + 1,
        "saved_by_id": actor.user_id,
        "saved_at": now,
        "nil": came.nil,
        "channel": came.channel,
        "written_at": came.written_at,
    }
    if state == Report.State.SUBMITTED:
        values |= {"submitted_at": now, "return_reason": "", "return_lines": []}
    if base == 0:
        return _insert(obligation, values, now)
    changed = Report.objects.filter(obligation=obligation, version=base, state__in=states).update(
        **values
    )
    if not changed:
        raise _overtaken(obligation)
    report = Report.objects.get(obligation=obligation)
    if state == Report.State.SUBMITTED and report.first_submitted_at is None:
        report.first_submitted_at = now
        report.save(update_fields=["first_submitted_at"])
    return report


def _insert(obligation: Obligation, values: dict[str, object], now: datetime) -> Report:
    if values["state"] == Report.State.SUBMITTED:
        values["first_submitted_at"] = now
    try:
        with transaction.atomic():
            return Report.objects.create(
                obligation=obligation,
                edition_id=obligation.edition_id,
                path=obligation.path,
                commune_id=obligation.commune_id,
                **values,
            )
    except IntegrityError as error:
        raise _overtaken(obligation) from error


def _overtaken(obligation: Obligation) -> Conflict:
    """Somebody else saved or sent it meanwhile; the caller still holds what was written."""
    report = Report.objects.get(obligation=obligation)
    last = report.revisions.latest("version")
    code = "report_changed_meanwhile" if report.is_editable else "report_already_sent"
    return Conflict(code, by=last.by_name, at=last.at)
