"""Work done in the background: what was asked for, how far it is, what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tuquan.base.scoping import PathField, ScopedQuerySet


class JobQuerySet(ScopedQuerySet["Job"]):
    """Jobs about places below a path, for those who look after the installation."""

    view_permission = "jobs.view"


class Job(models.Model):
    """One piece of background work, idempotent: run again after a stop, it ends the same way.

    The queue (django-q2) only carries the number of this row; state, progress and outcome live
    here. `problem` is the code and the params of what went wrong, never a trace or a name. The
    owner is kept by number and name, since accounts stand above this app.
    """

    class State(models.TextChoices):
        """How far the work is."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    path = PathField(blank=True)
    owner_id = models.BigIntegerField(null=True)
    owner_name = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    problem = models.JSONField(null=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("state", "made_at"), name="jobs_by_state"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
