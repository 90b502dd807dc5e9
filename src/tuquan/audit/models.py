"""Two append-only tables: what was changed, and which personal records were looked at."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tuquan.base.scoping import PathField, ScopedQuerySet


def subject_of(row: models.Model) -> str:
    """The name of a row in the record: `residents.household:17`."""
    return f"{row._meta.label_lower}:{row.pk}"


class AppendOnly(models.Model):
    """A row that is written once: saving again or deleting raises."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    path = PathField()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; an existing row is never written again."""
        if self.pk is not None:
            raise TypeError("audit rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise TypeError("audit rows are never deleted")


class ChangeQuerySet(ScopedQuerySet["Change"]):
    """Changes below a path, for those who may read the record."""

    view_permission = "audit.view"


class Change(AppendOnly):
    """Who changed what, when, how; personal data only by reference."""

    via = models.CharField(max_length=10)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, db_index=True)
    data = models.JSONField(default=dict)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class LookQuerySet(ScopedQuerySet["Look"]):
    """Looks at records below a path."""

    view_permission = "audit.view"


class Look(AppendOnly):
    """Who saw or took out one household's record, in which role and for what (domain h-6)."""

    class Kind(models.TextChoices):
        """How the record was seen."""

        OPENED = "opened", _("opened")
        LISTED = "listed", _("seen in a list")
        EXPORTED = "exported", _("taken out in a file")

    role = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=60, db_index=True)
    purpose = models.CharField(max_length=60)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
