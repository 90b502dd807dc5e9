"""Putting figures of a total right, and sending it up: frozen, hashed, with its sources."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, transaction

from tuquan.approvals.queries import is_approved, key_of
from tuquan.approvals.services import begin_approval
from tuquan.audit.models import subject_of
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.consolidations.models import Adjustment, Consolidation
from tuquan.consolidations.queries.preparing import Prepared, prepared
from tuquan.consolidations.queries.sent import content_hash, content_number, last_sent, to_freeze
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries import report_on
from tuquan.reports.queries.checks import needs_second_person, second_person_chain
from tuquan.reports.services import save_draft, submit_report

LONGEST_REASON = 500


@transaction.atomic
def adjust_figure(
    actor: Actor, obligation: Obligation, line: str, value: Decimal, reason: str
) -> Adjustment:
    """Put a figure right with a reason; what was added up is kept and shown beside it."""
    require(obligation.writable_for(actor))
    rows = {row.line.key: row for row in prepared(obligation).rows}
    problems = _reason_problems(reason)
    if line not in rows or not rows[line].may_be_adjusted:
        problems.append(Problem("total_line_unknown", "line"))
    elif value < 0:
        problems.append(Problem("total_value_negative", "value"))
    elif value == rows[line].line.value:
        problems.append(Problem("total_value_same", "value"))
    if problems:
        raise Invalid(problems)
    said = {"value": value, "reason": tidy(reason), "by_id": actor.user_id, "by_name": actor.name}
    adjustment, _ = Adjustment.objects.update_or_create(
        obligation=obligation, line=line, defaults=said | {"at": clock.now()}
    )
    computed = rows[line].line.value
    data = {"line": line, "value": str(value), "computed": str(computed), "reason": tidy(reason)}
    record(actor, "consolidations.adjusted", obligation, obligation.path, **data)
    return adjustment


@transaction.atomic
def drop_adjustment(actor: Actor, obligation: Obligation, line: str) -> None:
    """Take the figure as it was added up after all."""
    require(obligation.writable_for(actor))
    if not Adjustment.objects.filter(obligation=obligation, line=line).delete()[0]:
        raise Conflict("total_not_adjusted")
    record(actor, "consolidations.adjustment_dropped", obligation, obligation.path, line=line)


@transaction.atomic
def write_words(actor: Actor, obligation: Obligation, answers: Answers, base: int) -> Report:
    """Keep the words of a total that is being prepared."""
    require(obligation.writable_for(actor))
    return save_draft(actor, obligation, answers, base)


@transaction.atomic
def ask_second_person(actor: Actor, obligation: Obligation, answers: Answers, base: int) -> Report:
    """Have a total looked at by somebody else before it goes up (F-63).

    What that person says yes to is this very content: whatever changes it afterwards takes another
    yes.
    """
    require(obligation.writable_for(actor))
    report = save_draft(actor, obligation, answers, base)
    begin_approval(
        actor,
        subject_of(obligation),
        obligation.path,
        second_person_chain("totals.write"),
        makers=[key_of(actor.user_id)],
        version=content_number(obligation, prepared(obligation), answers),
    )
    record(actor, "consolidations.second_asked", obligation, obligation.path)
    return report


@transaction.atomic
def send_up(
    actor: Actor, obligation: Obligation, answers: Answers, base: int, reason: str = ""
) -> Consolidation:
    """Send a total up: figures, sources, edition and words are frozen with a hash over all of it.

    What was sent before stays; another version says why there is one.
    """
    require(obligation.writable_for(actor))
    total, before = prepared(obligation), last_sent(obligation)
    problems = _reason_problems(reason) if before else []
    if not total.sources:
        problems.append(Problem("total_without_reports"))
    if problems:
        raise Invalid(problems)
    if needs_second_person(obligation.adoption, "totals"):
        version = content_number(obligation, total, answers)
        if not is_approved(subject_of(obligation), version):
            raise Conflict("total_needs_second_person")
    report = report_on(obligation)
    if report is None or report.is_editable:
        report = submit_report(actor, obligation, answers, base)
    sent = _freeze(actor, report, total, answers, before, tidy(reason))
    record(
        actor,
        "consolidations.sent",
        sent,
        sent.path,
        period=sent.period_key,
        version=sent.version,
        sha256=sent.sha256,
        sources=len(total.sources),
    )
    return sent


def _freeze(
    actor: Actor,
    report: Report,
    total: Prepared,
    answers: Answers,
    before: Consolidation | None,
    reason: str,
) -> Consolidation:
    obligation, now = report.obligation, clock.now()
    content = to_freeze(total, answers.to_json())
    try:
        with transaction.atomic():
            return Consolidation.objects.create(
                report=report,
                version=before.version + 1 if before else 1,
                edition=obligation.edition,
                place=obligation.place,
                path=obligation.path,
                calendar=obligation.calendar,
                period_key=obligation.period_key,
                period_start=obligation.period_start,
                period_until=obligation.period_until,
                map_day=clock.today(),
                as_of=now,
                **content,
                sha256=content_hash(obligation, content),
                reason=reason if before else "",
                sent_by_id=actor.user_id,
                sent_by_name=actor.name,
                sent_at=now,
                replaces=before,
            )
    except IntegrityError as error:
        raise Conflict("total_sent_meanwhile") from error


def _reason_problems(reason: str) -> list[Problem]:
    words = tidy(reason)
    if not words:
        return [Problem("reason_missing", "reason")]
    if len(words) > LONGEST_REASON:
        return [Problem("text_too_long", "reason", {"maximum": LONGEST_REASON})]
    return []
