"""What was asked and answered about the figures of a report (F-46)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from tuquan.reports.models import Remark, Report


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything said about one line, in order; `question` is empty for the report as a whole."""

    question: str
    remarks: tuple[Remark, ...]

    @property
    def is_open(self) -> bool:
        """Whether something of it is not settled yet."""
        return any(remark.settled_at is None for remark in self.remarks)


def threads_of(report: Report) -> dict[str, Thread]:
    """By line, what was said about it."""
    said: dict[str, list[Remark]] = {}
    for remark in report.remarks.order_by("at", "pk"):
        said.setdefault(remark.question, []).append(remark)
    return {question: Thread(question, tuple(remarks)) for question, remarks in said.items()}


def open_remarks(reports: Iterable[int]) -> dict[int, int]:
    """By the key of a report, how many of its lines have something that is not settled."""
    lines = (
        Remark.objects.unsettled()
        .filter(report__in=set(reports))
        .values("report_id")
        .order_by("report_id")
        .annotate(lines=Count("question", distinct=True))
    )
    return {row["report_id"]: row["lines"] for row in lines}
