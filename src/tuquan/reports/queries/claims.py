"""When a report was written, as the writer's telephone claims, beside when it came (rule 12)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from tuquan.base.templatetags.tq import day, moment
from tuquan.reports.models import Report

WORTH_SAYING = timedelta(hours=1)
"""A report that came within the hour came at once, for whoever reads it."""

BELIEVED = timedelta(days=90)
"""A telephone keeps no report longer; a claim beyond this is a clock that is wrong."""


def claim_words(report: Report) -> str:
    """`viết 29/10/2026, đến 02/11/2026, không có mạng`; empty where there is nothing to say."""
    written, came = report.written_at, report.submitted_at
    if written is None or came is None or report.channel != Report.Channel.PHONE:
        return ""
    way = came - written
    if not timedelta(0) - WORTH_SAYING <= way <= BELIEVED:
        return _("came %(came)s; the clock of the telephone is wrong") % {"came": day(came)}
    if way < WORTH_SAYING:
        return ""
    shown = moment if written.date() == came.date() else day
    words = {"written": shown(written), "came": shown(came)}
    return _("written %(written)s, came %(came)s, no network between") % words
