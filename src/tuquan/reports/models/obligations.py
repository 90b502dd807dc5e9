"""Who owes which report for which period, with everything that was fixed when it opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.actor import Actor
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.bodies.models import Body
from tuquan.core.programme import Form, form_named
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition

WRITING: Mapping[str, str] = MappingProxyType(
    {
        "group": "reports.write",
        "area": "areas.report",
        "commune": "totals.write",
        "board": "totals.write",
        "organisation": "organisations.report",
    }
)
"""Which permission writing the report of a kind of reporter takes."""

REVIEWING: Mapping[str, str] = MappingProxyType(
    {
        "group": "reports.review",
        "area": "reports.review",
        "commune": "totals.review",
        "board": "totals.review",
        "organisation": "totals.review",
    }
)
"""Which permission accepting or returning it takes: who receives it, never who wrote it."""


class ObligationQuerySet(ScopedQuerySet["Obligation"]):
    """Obligations of reporters below a path."""

    view_permission = "reports.view"

    def writable_by(self, actor: Actor) -> ObligationQuerySet:
        """Obligations whose report the actor may write: who writes depends on the reporter."""
        return self._permitted(actor, WRITING)

    def reviewable_by(self, actor: Actor) -> ObligationQuerySet:
        """Obligations whose report the actor may accept or return."""
        return self._permitted(actor, REVIEWING)

    def _permitted(self, actor: Actor, permissions: Mapping[str, str]) -> ObligationQuerySet:
        allowed = Q(pk__in=[])
        for reporter, permission in permissions.items():
            for path in actor.paths(permission):
                allowed |= Q(reporter_kind=reporter, path__below=path)
        return self.filter(allowed)

    def open_at(self, instant: datetime) -> ObligationQuerySet:
        """Obligations whose time to report has begun."""
        return self.filter(opens_at__lte=instant)


class Obligation(models.Model):
    """A reporter owes one report of one calendar for one period; instants are fixed at opening.

    `reporter` names who owes it, whatever kind it is, as `group:7`, `place:3` or `body:4`: what a
    reporter said before is found by it. `place` is where the reporter works, `path` the reporter's
    own. `kind` says what is owed: a form to fill in, the total of other reports, the record of a
    meeting, or what happened (an incident). After `locks_at` nobody writes until an officer opens
    it again, with a reason (`DeadlineChange`). `recipients` are those of the calendar when it
    opened (`core.programme.Recipient` as objects).
    """

    class Kind(models.TextChoices):
        """What is owed."""

        FORM = "form", _("report")
        TOTAL = "total", _("total of other reports")
        MEETING = "meeting", _("record of a meeting")
        INCIDENT = "incident", _("incident report")

    class Reporter(models.TextChoices):
        """What kind of reporter owes it (`core.programme.Calendar.reporter`)."""

        GROUP = "group", _("group")
        AREA = "area", _("residential area")
        COMMUNE = "commune", _("commune")
        BOARD = "board", _("board")
        ORGANISATION = "organisation", _("organisation")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="obligations")
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FORM)
    calendar = models.CharField(max_length=60)
    form_key = models.CharField(max_length=80)
    reporter_kind = models.CharField(
        max_length=12, choices=Reporter.choices, default=Reporter.GROUP
    )
    reporter = models.CharField(max_length=30)
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="obligations")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="obligations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    period_key = models.CharField(max_length=30)
    period_start = models.DateField()
    period_until = models.DateField()
    opens_at = models.DateTimeField()
    cut_off_at = models.DateTimeField()
    due_at = models.DateTimeField()
    locks_at = models.DateTimeField(null=True)
    recipients = models.JSONField(default=list)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "path")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "calendar", "reporter", "period_key"),
                name="one_obligation_per_reporter_and_period",
            ),
        )
        indexes = (
            models.Index(fields=("commune", "calendar", "period_key"), name="owed_by_commune"),
            models.Index(fields=("edition", "calendar", "period_start", "path"), name="owed_below"),
            models.Index(fields=("reporter", "calendar"), name="owed_by_reporter"),
        )

    def __str__(self) -> str:
        return f"{self.calendar} {self.period_key} {self.reporter}"

    @property
    def form(self) -> Form:
        """The form to fill, as the edition defines it or as its kind of report has it."""
        return form_named(self.edition.content, self.form_key)

    def writable_for(self, actor: Actor) -> bool:
        """Whether the actor may write its report, as far as permissions go."""
        return actor.may(WRITING[self.reporter_kind], self.path)

    def reviewable_for(self, actor: Actor) -> bool:
        """Whether the actor may accept or return its report, as far as permissions go."""
        return actor.may(REVIEWING[self.reporter_kind], self.path)

    def is_locked(self, now: datetime) -> bool:
        """Whether its time to write is over and nobody opened it again."""
        return self.locks_at is not None and self.locks_at <= now


class DeadlineChangeQuerySet(ScopedQuerySet["DeadlineChange"]):
    """Changed deadlines of reporters below a path."""

    place_lookup = "obligation__path"
    view_permission = "reports.view"


class DeadlineChange(models.Model):
    """Somebody gave more time, or opened what was locked, and why (F-41)."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="deadline_changes")
    due_before = models.DateTimeField()
    due_at = models.DateTimeField()
    locks_before = models.DateTimeField(null=True)
    locks_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = DeadlineChangeQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(due_at__gte=F("due_before")), name="a_deadline_is_only_put_off"
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.due_at:%d/%m/%Y}"
