"""Obligations, reports and their revisions.

A report is one row with its answers as one JSON document (`core.answers`), the edition whose form
it answers, the path its group had in the period, and a version number for people who edit at the
same time. Zero, not applicable and not reported stay three different things.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.answers import Answers
from tuquan.core.programme import Form
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition


class ObligationQuerySet(ScopedQuerySet["Obligation"]):
    """Obligations of reporters below a path."""

    view_permission = "reports.view"

    def open_at(self, instant: datetime) -> ObligationQuerySet:
        """Obligations whose time to report has begun."""
        return self.filter(opens_at__lte=instant)


class Obligation(models.Model):
    """A reporter owes one report of one calendar for one period; instants are fixed at opening."""

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="obligations")
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    calendar = models.CharField(max_length=60)
    form_key = models.CharField(max_length=60)
    group = models.ForeignKey(ResidentGroup, models.PROTECT, related_name="obligations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    period_key = models.CharField(max_length=30)
    period_start = models.DateField()
    period_until = models.DateField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "path")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "calendar", "group", "period_key"),
                name="one_obligation_per_reporter_and_period",
            ),
        )
        indexes = (
            models.Index(fields=("commune", "calendar", "period_key"), name="owed_by_commune"),
            models.Index(fields=("edition", "calendar", "period_start", "path"), name="owed_below"),
        )

    def __str__(self) -> str:
        return f"{self.calendar} {self.period_key} {self.group_id}"

    @property
    def form(self) -> Form:
        """The form to fill, as the edition defines it."""
        return self.edition.content.form(self.form_key)


class ReportQuerySet(ScopedQuerySet["Report"]):
    """Reports of reporters below a path."""

    view_permission = "reports.view"

    def handed_in(self) -> ReportQuerySet:
        """Submitted or accepted: what live totals count (design section 5)."""
        return self.filter(state__in=(Report.State.SUBMITTED, Report.State.ACCEPTED))


class Report(models.Model):
    """What one reporter says for one period; made when somebody first saves a draft."""

    class State(models.TextChoices):
        """Where the report stands between leader and commune."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for review")
        RETURNED = "returned", _("needs correction")
        ACCEPTED = "accepted", _("accepted")

    EDITABLE = (State.DRAFT, State.RETURNED)

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="report")
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    path = PathField()
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="handed_in_reports_know_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} v{self.version} {self.state}"

    @property
    def content(self) -> Answers:
        """The answers as a value; the form says which figures are exact amounts."""
        return Answers.from_json(self.answers, self.obligation.form)

    @property
    def is_editable(self) -> bool:
        """Whether the leader may change it now."""
        return self.state in self.EDITABLE


class Revision(models.Model):
    """What a report said at one version, who made it so, and why; never changed."""

    class Event(models.TextChoices):
        """What happened at this version."""

        SAVED = "saved", _("draft saved")
        SUBMITTED = "submitted", _("sent")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    report = models.ForeignKey(Report, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    event = models.CharField(max_length=10, choices=Event.choices)
    answers = models.JSONField(default=dict)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("report", "version"), name="one_revision_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"
