"""A paper from draft to issue, the files it was issued as, and what it brought about."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.vietnamese import search_key
from tuquan.documents.models.issuers import IssuingBody, NumberEntry
from tuquan.places.models import Place


class OfficialDocumentQuerySet(ScopedQuerySet["OfficialDocument"]):
    """Papers below a path."""

    view_permission = "documents.view"


class OfficialDocument(models.Model):
    """A paper: a draft, issued, or withdrawn; once issued it is never changed (F-104).

    `template` holds the paper and its annexes as canonical JSON, `contents` what fills them;
    `issued_as` what issuing gave it: letterhead, signers, choices. `subject` is what it is about
    in the style of the record ("groups.residentgroup:7"). `version` grows with every change of a
    draft.
    """

    class State(models.TextChoices):
        """How far the paper is."""

        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")
        WITHDRAWN = "withdrawn", _("withdrawn")

    place = models.ForeignKey(Place, models.PROTECT, related_name="documents")
    path = PathField()
    programme = models.CharField(max_length=60, blank=True)
    template = models.JSONField()
    contents = models.JSONField(default=dict)
    kind = models.CharField(max_length=20)
    title = models.TextField()
    search_key = models.TextField()
    issuing_body = models.ForeignKey(
        IssuingBody, models.PROTECT, null=True, related_name="documents"
    )
    style = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    entry = models.OneToOneField(NumberEntry, models.PROTECT, null=True, related_name="document")
    number_text = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    signed_by = models.JSONField(default=list)
    issued_as = models.JSONField(default=dict)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    version = models.PositiveIntegerField(default=1)
    subject = models.CharField(max_length=80, blank=True, db_index=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)

    objects = OfficialDocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft", issued_at=None)
                | Q(~Q(state="draft"), issued_at__isnull=False, dated__isnull=False),
                name="an_issued_paper_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False),
                name="a_withdrawn_paper_says_since_when",
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                name="a_paper_is_replaced_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what papers are found by."""
        self.search_key = search_key(f"{self.number_text} {self.title}")
        super().save(*args, **kwargs)


class DocumentFileQuerySet(ScopedQuerySet["DocumentFile"]):
    """Files of papers below a path."""

    place_lookup = "document__path"
    view_permission = "documents.view"

    def listed(self) -> DocumentFileQuerySet:
        """Without what is in them, for lists."""
        return self.defer("content")


class DocumentFile(models.Model):
    """A file of an issued paper with its hash: as issued, or the signed paper scanned."""

    class Kind(models.TextChoices):
        """What the file is."""

        DOCX = "docx", _("Word file")
        PDF = "pdf", _("PDF file")
        SCAN = "scan", _("scan of the signed paper")

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    file_name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        ordering = ("document_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "kind"),
                condition=~Q(kind="scan"),
                name="a_paper_is_drawn_once_as_each_file",
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class DocumentEffectQuerySet(ScopedQuerySet["DocumentEffect"]):
    """Effects of papers below a path."""

    place_lookup = "document__path"
    view_permission = "documents.view"


class DocumentEffect(models.Model):
    """What a paper brought about: what it made, changed or ended, and from which day (F-105)."""

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="effects")
    subject = models.CharField(max_length=80, db_index=True)
    what = models.CharField(max_length=200)
    on = models.DateField()

    objects = DocumentEffectQuerySet.as_manager()

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
