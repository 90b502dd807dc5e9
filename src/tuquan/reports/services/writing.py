"""Saving, sending, accepting and returning reports."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.answers import Answers, differences
from tuquan.core.problems import Problem
from tuquan.core.programme import FACTS
from tuquan.core.questions import LONGEST_TEXT, check_answers, without_needless
from tuquan.core.vietnamese import tidy
from tuquan.groups.queries import household_count
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.queries.sharing import shared_answers, with_shared


@transaction.atomic
def save_draft(actor: Actor, obligation: Obligation, answers: Answers, base: int) -> Report:
    """Keep what was written so far. `base` is the version it was written on (0: nothing yet).

    Wrong values are refused, missing ones are not; what was saved before is kept as a revision.
    A line that stands as it was saved before is not looked at again, so that one household less
    on the list stops nobody from going on with the other lines.
    """
    entry = _entry(actor, obligation, answers)
    present = Report.objects.filter(obligation=obligation).first()
    touched = differences(entry.answers, present.content if present else Answers())
    _refuse_wrong(obligation, entry, touched)
    report = _write(
        actor, obligation, entry, base, present.state if present else Report.State.DRAFT
    )
    _keep(actor, report, Revision.Event.SAVED)
    return report


@transaction.atomic
def submit_report(actor: Actor, obligation: Obligation, answers: Answers, base: int) -> Report:
    """Check everything and hand the report in; the commune sees it at once."""
    entry = _entry(actor, obligation, answers)
    _refuse_wrong(obligation, entry, None)
    report = _write(actor, obligation, entry, base, Report.State.SUBMITTED)
    _keep(actor, report, Revision.Event.SUBMITTED)
    return report


@transaction.atomic
def accept_report(actor: Actor, report: Report, base: int) -> Report:
    """Accept what was sent; `base` is the version the reviewer read."""
    return _decide(actor, report, base, Report.State.ACCEPTED, Revision.Event.ACCEPTED, "")


@transaction.atomic
def return_report(actor: Actor, report: Report, base: int, reason: str) -> Report:
    """Send it back to be corrected, saying why; the leader sees the reason."""
    words = tidy(reason)
    require(actor.may("reports.review", report.path))
    if not words:
        raise Invalid([Problem("reason_missing", "reason")])
    if len(words) > LONGEST_TEXT:
        raise Invalid([Problem("text_too_long", "reason", {"maximum": LONGEST_TEXT})])
    return _decide(actor, report, base, Report.State.RETURNED, Revision.Event.RETURNED, words)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is about to be written: also what other reports already said, and nothing needless."""

    answers: Answers
    shared: Collection[str]
    facts: dict[str, int]


def _entry(actor: Actor, obligation: Obligation, answers: Answers) -> _Entry:
    require(actor.may("reports.write", obligation.path))
    if clock.now() < obligation.opens_at:
        raise Conflict("not_open_yet", opens_at=obligation.opens_at)
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


def facts_of(obligation: Obligation) -> dict[str, int]:
    """What the platform itself knows about the reporter, to check answers against."""
    return {"households": household_count(obligation.group)}


def _write(actor: Actor, obligation: Obligation, entry: _Entry, base: int, state: str) -> Report:
    """Insert, or update if nobody was faster: one statement decides between two writers."""
    now = clock.now()
    values = {
        "state": state,
        "answers": entry.answers.to_json(),
        "facts": entry.facts,
        "version": base + 1,
        "saved_by_id": actor.user_id,
        "saved_at": now,
    }
    if state == Report.State.SUBMITTED:
        values |= {"submitted_at": now, "return_reason": ""}
    if base == 0:
        return _insert(obligation, values, now)
    changed = Report.objects.filter(
        obligation=obligation, version=base, state__in=Report.EDITABLE
    ).update(**values)
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


def _decide(
    actor: Actor, report: Report, base: int, state: str, event: Revision.Event, reason: str
) -> Report:
    require(actor.may("reports.review", report.path))
    now = clock.now()
    changed = Report.objects.filter(
        pk=report.pk, version=base, state=Report.State.SUBMITTED
    ).update(state=state, version=base + 1, decided_at=now, return_reason=reason)
    report.refresh_from_db()
    if not changed:
        raise Conflict("report_not_waiting", by=report.revisions.latest("version").by_name)
    _keep(actor, report, event, reason)
    return report


def _keep(actor: Actor, report: Report, event: Revision.Event, reason: str = "") -> None:
    """Keep what the report says at its new version, and put the change on record."""
    Revision.objects.create(
        report=report,
        version=report.version,
        event=event,
        answers=report.answers,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
        reason=reason,
    )
    period = report.obligation.period_key
    record(actor, f"reports.{event}", report, report.path, period=period, version=report.version)
