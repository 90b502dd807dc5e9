"""The evidence of a row, where the rows of a sheet are shown."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from tuquan.assessments.models import SheetEvidence

register = template.Library()


@register.filter
def files_of(evidence: Mapping[str, list[SheetEvidence]], row: str) -> list[SheetEvidence]:
    """The files of a row; none where the page shows no evidence."""
    return evidence.get(row, []) if evidence else []
