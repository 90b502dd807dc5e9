"""Totals that were sent up, frozen with everything they were made of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.documents.models import OfficialDocument
from tuquan.places.models import Place
from tuquan.programmes.models import ProgrammeEdition
from tuquan.reports.models import Obligation, Report


class AdjustmentQuerySet(ScopedQuerySet["Adjustment"]):
    """Adjustments of totals below a path."""

    place_lookup = "obligation__path"
    view_permission = "totals.view"


class Adjustment(models.Model):
    """A figure of a total that an officer puts right by hand before sending it up, and why.

    The figure that was added up is never overwritten: it stands struck through beside this one.
    """

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="adjustments")
    line = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=24, decimal_places=4)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ("obligation_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("obligation", "line"), name="one_adjustment_per_line"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_adjustment_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.line}"


class ConsolidationQuerySet(ScopedQuerySet["Consolidation"]):
    """Totals sent up from places below a path."""

    view_permission = "totals.view"


class Consolidation(models.Model):
    """One version of a total as it was sent up; never changed afterwards (F-55).

    `figures` holds `now` and `before` (the baseline of the same reporters), `beside` the figures of
    the period before and of a year ago; `adjustments` what an officer put right and why;
    `narrative` the words; `coverage` who was heard and who is missing, by the names of groups;
    `sources` every report with the version that was counted. `sha256` is taken over all of it.
    `map_day` is the day whose map the places are those of, `as_of` the instant.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="consolidations")
    version = models.PositiveIntegerField()
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    calendar = models.CharField(max_length=60)
    period_key = models.CharField(max_length=30)
    period_start = models.DateField()
    period_until = models.DateField()
    map_day = models.DateField()
    as_of = models.DateTimeField()
    figures = models.JSONField()
    beside = models.JSONField(default=dict)
    adjustments = models.JSONField(default=list)
    narrative = models.JSONField(default=dict)
    coverage = models.JSONField()
    sources = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    sent_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    sent_by_name = models.CharField(max_length=150)
    sent_at = models.DateTimeField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    paper = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")

    objects = ConsolidationQuerySet.as_manager()

    class Meta:
        ordering = ("report_id", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "version"), name="one_consolidation_per_version"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None)
                | Q(version__gt=1, replaces__isnull=False) & ~Q(reason=""),
                name="a_new_version_says_why",
            ),
        )
        indexes = (
            models.Index(fields=("calendar", "period_key", "path"), name="sent_up_by_period"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"
