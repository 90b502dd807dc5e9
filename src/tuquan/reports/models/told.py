"""Reports told by telephone, under the code of the telephone that could not send them."""

from __future__ import annotations

from django.db import models

from tuquan.accounts.models import Account
from tuquan.base.scoping import ScopedQuerySet
from tuquan.core.short_codes import LENGTH
from tuquan.reports.models.reports import Report


class ToldReportQuerySet(ScopedQuerySet["ToldReport"]):
    """Told reports of reporters below a path."""

    place_lookup = "report__path"
    view_permission = "reports.view"


class ToldReport(models.Model):
    """Somebody told a report by telephone, and an officer typed it in.

    `version` is what the report said then. `code` is what the telephone of the teller showed
    (`core.short_codes`): by it, what the telephone sends later is known as the same report. It is
    empty where there is no such telephone.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="told")
    version = models.PositiveIntegerField()
    code = models.CharField(max_length=LENGTH, blank=True)
    teller = models.CharField(max_length=150)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = ToldReportQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "version"), name="a_version_is_told_only_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"
