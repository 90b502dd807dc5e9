"""Whose turn it is, for a whole list of reports that wait: what a row offers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from tuquan.approvals.models import Approval as Row
from tuquan.approvals.queries import effective, key_of, vacant_among, value_of, who_may
from tuquan.audit.models import subject_of
from tuquan.base.actor import Actor
from tuquan.reports.models import Obligation, Report, Revision
from tuquan.reports.models.obligations import REVIEWING
from tuquan.reports.queries.checks import ENDORSING
from tuquan.reports.queries.standing import report_of

Turn = Literal["accept", "endorse"]


def turns_of(actor: Actor, obligations: Sequence[Obligation]) -> dict[int, Turn]:
    """By obligation, what the person may say yes to at once; nothing where it is not their turn.

    Asks in a fixed number of queries, and some more for each report at a vacant post, what
    `queries.doing.what_may` asks of one report; that one decides, and says why not.
    """
    waiting = {
        report.pk: (obligation, report)
        for obligation in obligations
        if (report := report_of(obligation)) and report.state == Report.State.SUBMITTED
    }
    steps = _steps(report for _obligation, report in waiting.values())
    own = _written_by(actor, waiting)
    alone: dict[tuple[str, str], bool] = {}
    found: dict[int, Turn] = {}
    for obligation, report in waiting.values():
        permission = steps.get(subject_of(report), REVIEWING[obligation.reporter_kind])
        if not actor.may(permission, report.path):
            continue
        where = (permission, obligation.commune.path)
        if report.pk in own and where not in alone:
            alone[where] = not who_may(*where, {key_of(actor.user_id)})
        if report.pk not in own or alone[where]:
            found[obligation.pk] = "endorse" if permission == ENDORSING else "accept"
    return found


def _steps(reports: Iterable[Report]) -> dict[str, str]:
    """The permission of the step whose turn it is, of those with more than one step.

    Where a post became vacant since the turn came to it, the turn is the next step's.
    """
    subjects = [subject_of(report) for report in reports]
    rows = Row.objects.filter(subject__in=subjects, state=Row.State.WAITING)
    rows = rows.prefetch_related("decisions")
    vacant = {row.pk for row in vacant_among(rows)}
    values = {
        row: effective(value_of(row), row.path) if row.pk in vacant else value_of(row)
        for row in rows
    }
    return {row.subject: value.current.permission for row, value in values.items() if value.current}


def _written_by(actor: Actor, reports: Collection[int]) -> set[int]:
    """Which of the reports the person wrote or sent: a second person accepts those."""
    if actor.user_id is None:
        return set()
    written = (Revision.Event.SAVED, Revision.Event.SUBMITTED)
    mine = Revision.objects.filter(report__in=reports, by_id=actor.user_id, event__in=written)
    return set(mine.order_by().values_list("report_id", flat=True))
