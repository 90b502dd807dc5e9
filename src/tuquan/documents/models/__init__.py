"""Papers of the offices with their files, the bodies that issue them, and their number books."""

from __future__ import annotations

from tuquan.documents.models.issuers import (
    IssuingBody,
    IssuingBodyQuerySet,
    NumberBook,
    NumberBookQuerySet,
    NumberEntry,
    NumberEntryQuerySet,
    Signatory,
    SignatoryQuerySet,
)
from tuquan.documents.models.papers import (
    DocumentEffect,
    DocumentEffectQuerySet,
    DocumentFile,
    DocumentFileQuerySet,
    OfficialDocument,
    OfficialDocumentQuerySet,
)

__all__ = [
    "DocumentEffect",
    "DocumentEffectQuerySet",
    "DocumentFile",
    "DocumentFileQuerySet",
    "IssuingBody",
    "IssuingBodyQuerySet",
    "NumberBook",
    "NumberBookQuerySet",
    "NumberEntry",
    "NumberEntryQuerySet",
    "OfficialDocument",
    "OfficialDocumentQuerySet",
    "Signatory",
    "SignatoryQuerySet",
]
