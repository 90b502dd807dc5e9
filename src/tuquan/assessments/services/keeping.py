"""Changing a sheet at the version somebody saw, and keeping what it says at each version."""

from __future__ import annotations

from typing import Any

from tuquan.assessments.models import AssessmentSheet, SheetRevision
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict


def change(
    actor: Actor,
    sheet: AssessmentSheet,
    base: int,
    states: tuple[str, ...],
    event: SheetRevision.Event,
    reason: str = "",
    **values: Any,
) -> None:
    """Change a sheet if it still stands at `base` in one of these states; one statement decides
    between two people. What it says then is kept, and the change is on record."""
    mine = AssessmentSheet.objects.filter(pk=sheet.pk, version=base, state__in=states)
    if not mine.update(version=base + 1, saved_at=clock.now(), **values):
        sheet.refresh_from_db()
        raise Conflict("sheet_changed_meanwhile", name=sheet.name)
    sheet.refresh_from_db()
    SheetRevision.objects.create(
        sheet=sheet,
        version=sheet.version,
        event=event,
        own=sheet.own,
        found=sheet.found,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
        reason=reason,
    )
    record(
        actor,
        f"assessments.{event}",
        sheet,
        sheet.path,
        year=sheet.cycle.year,
        version=sheet.version,
        **({"reason": reason} if reason else {}),
    )
