"""What a meeting resolved that somebody has to do until a day."""

from __future__ import annotations

from django.db import models

from tuquan.accounts.models import Account
from tuquan.base.scoping import ScopedQuerySet
from tuquan.meetings.models.meetings import Meeting


class ResolutionQuerySet(ScopedQuerySet["Resolution"]):
    """Resolutions of meetings below a path."""

    place_lookup = "meeting__path"
    view_permission = "meetings.view"

    def open(self) -> ResolutionQuerySet:
        """Resolutions that are still to be carried out."""
        return self.filter(done_on=None)


class Resolution(models.Model):
    """Something agreed that somebody does until a day: a task (F-76, S2-18)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    text = models.CharField(max_length=500)
    owner_name = models.CharField(max_length=150)
    owner = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="resolutions")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_note = models.CharField(max_length=500, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.text[:80]
