"""What proves a row of a sheet: photos and papers, kept in the database (F-31, ADR 0014)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.assessments.models.sheets import AssessmentSheet
from tuquan.base.scoping import ScopedQuerySet


class SheetEvidenceQuerySet(ScopedQuerySet["SheetEvidence"]):
    """Evidence on sheets of groups and areas below a path."""

    place_lookup = "sheet__path"
    view_permission = "assessments.view"

    def listed(self) -> SheetEvidenceQuerySet:
        """Without what is in the files, for lists."""
        return self.defer("content")

    def current(self) -> SheetEvidenceQuerySet:
        """Those nobody took back."""
        return self.filter(withdrawn_at=None)


class SheetEvidence(models.Model):
    """A file that proves a row; `number` counts the files of a row, also those taken back.

    `content` is the file as it is kept: pictures without place and day. The name it came with is
    not kept. Once the sheet was handed in, nothing goes: it is taken back, with the reason.
    """

    class Kind(models.TextChoices):
        """What the file is."""

        PHOTO = "photo", _("photo")
        PDF = "pdf", _("PDF file")
        OFFICE = "office", _("Word or Excel file")

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="evidence")
    row = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    file_name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    added_by_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    objects = SheetEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("sheet_id", "row", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "row", "number"), name="a_row_counts_its_files_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdraw_reason=""),
                name="evidence_taken_back_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.file_name
