"""Reading the record."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from tuquan.audit.models import Change, Look, subject_of
from tuquan.base.actor import Actor


def changes_to(actor: Actor, row: Model) -> QuerySet[Change]:
    """Everything that happened to one row, newest first."""
    return Change.objects.visible_to(actor).filter(subject=subject_of(row))


def recent_changes(actor: Actor) -> QuerySet[Change]:
    """Everything that happened where the actor may read the record, newest first."""
    return Change.objects.visible_to(actor)


def looks_at(actor: Actor, row: Model) -> QuerySet[Look]:
    """Who looked at one household's record, newest first."""
    return Look.objects.visible_to(actor).filter(subject=subject_of(row))


def recent_looks(actor: Actor) -> QuerySet[Look]:
    """Looks at households' records where the actor may read the record, newest first."""
    return Look.objects.visible_to(actor)
