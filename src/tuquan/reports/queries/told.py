"""Reports told by telephone, found again by the code of the telephone (F-37)."""

from __future__ import annotations

from tuquan.reports.models import Obligation, Report, ToldReport


def told_under(code: str, obligation: Obligation) -> Report | None:
    """The report that was told under the code, as long as the commune still has it as it was told.

    None where nobody told anything under it, and once the report went back or was written anew:
    then what the telephone sends is a version like any other.
    """
    if not code:
        return None
    told = (
        ToldReport.objects.filter(report__obligation=obligation, code=code)
        .select_related("report__obligation__edition")
        .order_by("-version")
        .first()
    )
    if told is None or told.report.is_editable:
        return None
    newest = told.report.revisions.filter(event="submitted").latest("version")
    return told.report if newest.version == told.version else None


def told_reports_of(report: Report) -> dict[int, ToldReport]:
    """By version, who told it and who typed it in."""
    return {told.version: told for told in report.told.all()}
