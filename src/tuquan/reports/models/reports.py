"""Reports and their revisions.

A report is one row with its answers as one JSON document (`core.answers`), the edition whose form
it answers, the path its reporter had in the period, and a version number for people who edit at
the same time. Zero, not applicable and not reported stay three different things.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.answers import Answers
from tuquan.places.models import Place
from tuquan.programmes.models import ProgrammeEdition
from tuquan.reports.models.obligations import Obligation


class ReportQuerySet(ScopedQuerySet["Report"]):
    """Reports of reporters below a path."""

    view_permission = "reports.view"

    def handed_in(self) -> ReportQuerySet:
        """Submitted or accepted: what live totals count (design section 5)."""
        return self.filter(state__in=(Report.State.SUBMITTED, Report.State.ACCEPTED))


class Report(models.Model):
    """What one reporter says for one period; made when somebody first saves a draft.

    `nil` says that nothing happened in the period: that is a statement, and not a missing report.
    `written_at` is when the writer's telephone says it was sent, a claim beside the server's own
    `submitted_at`. `return_lines` are the keys of the lines a reviewer wants corrected.
    """

    class State(models.TextChoices):
        """Where the report stands between leader and commune."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for review")
        RETURNED = "returned", _("needs correction")
        ACCEPTED = "accepted", _("accepted")

    class Channel(models.TextChoices):
        """How the report came in."""

        PAGE = "page", _("on a page")
        PHONE = "phone", _("from a telephone, perhaps without network")
        TOLD = "told", _("told by telephone and typed in by an officer")

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
    return_lines = models.JSONField(default=list)
    nil = models.BooleanField(default=False)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.PAGE)
    written_at = models.DateTimeField(null=True)

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
    channel = models.CharField(
        max_length=5, choices=Report.Channel.choices, default=Report.Channel.PAGE
    )
    written_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("report", "version"), name="one_revision_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"


class RemarkQuerySet(ScopedQuerySet["Remark"]):
    """Remarks on reports of reporters below a path."""

    place_lookup = "report__path"
    view_permission = "reports.view"

    def unsettled(self) -> RemarkQuerySet:
        """Remarks nobody has settled yet."""
        return self.filter(settled_at=None)


class Remark(models.Model):
    """What somebody asks or notes about one figure of a report, until it is settled (F-46).

    `question` is the key of the line; empty for the report as a whole.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks")
    question = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField()
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.report_id} {self.question}"
