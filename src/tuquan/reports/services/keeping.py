"""Keeping what a report says at each version; writing and deciding both end here."""

from __future__ import annotations

from datetime import datetime

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.reports.models import Report, Revision


def keep_revision(
    actor: Actor,
    report: Report,
    event: Revision.Event,
    reason: str = "",
    *,
    channel: str = Report.Channel.PAGE,
    written_at: datetime | None = None,
    **data: object,
) -> Revision:
    """Keep what the report says at its new version, and put the change on record.

    `data` goes into the record beside the period and the version.
    """
    revision = Revision.objects.create(
        report=report,
        version=report.version,
        event=event,
        answers=report.answers,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
        reason=reason,
        channel=channel,
        written_at=written_at,
    )
    known = {"period": report.obligation.period_key, "version": report.version}
    record(actor, f"reports.{event}", report, report.path, **known, **data)
    return revision
