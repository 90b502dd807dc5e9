"""Workbooks that were read into the register, and how an office's columns are to be read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.models import Job
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.places.models import Place


class ImportQuerySet(ScopedQuerySet["HouseholdImport"]):
    """Imports into places below a path."""

    view_permission = "households.manage"


class HouseholdImport(models.Model):
    """A workbook that was read: what it holds, waiting to be confirmed, or what became of it.

    `recognition` holds names; it is emptied when the import is confirmed or cast away, and
    `content` (the file itself, for the copy with remarks) with it. `decisions` holds what a person
    decided: under `rows` by row (`sheet|row`), under `gone` by household. `mapping` holds what was
    corrected: `columns` by sheet and letter, the sheets `left_out`, the hidden ones `wanted`.
    `outcome` is what confirming wrote, in counts and in numbers of rows, never in names.
    """

    class State(models.TextChoices):
        """What became of the workbook."""

        READING = "reading", _("being read")
        PREVIEWED = "previewed", _("waiting to be confirmed")
        WRITING = "writing", _("being written")
        CONFIRMED = "confirmed", _("written")
        DISCARDED = "discarded", _("cast away")
        UNDONE = "undone", _("taken back")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREVIEWED)
    recognition = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    household_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    held_count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.file_name


class ColumnMappingQuerySet(ScopedQuerySet["ColumnMapping"]):
    """What offices below a path taught the importer."""

    view_permission = "households.manage"


class ColumnMapping(models.Model):
    """How one office wants a heading of its workbooks read; remembered for the next file."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    path = PathField()
    heading = models.CharField(max_length=200)
    field = models.CharField(max_length=40, blank=True)
    taught_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    taught_at = models.DateTimeField()

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("place", "heading"), name="a_heading_is_taught_once"),
        )

    def __str__(self) -> str:
        return f"{self.heading} -> {self.field}"
