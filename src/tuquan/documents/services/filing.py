"""What happens to a paper after its issue: withdrawn, signed and scanned, brought into effect."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.documents.models import DocumentEffect, DocumentFile, OfficialDocument
from tuquan.documents.queries import ascii_name, is_numbered, read_template
from tuquan.documents.services.followers import tell_withdrawn

LARGEST_SCAN = 20 * 1024 * 1024
"""Bytes of a scan: some forty pages as office scanners make them."""

_BEGINNINGS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
)
"""How a file of each type begins, whatever it is called."""


@transaction.atomic
def withdraw_document(
    actor: Actor, document: OfficialDocument, reason: str, on: date
) -> OfficialDocument:
    """Let an issued paper hold no longer, with the reason; its number and files stay (F-104)."""
    numbered = is_numbered(read_template(document)[0])
    require(actor.may("documents.issue" if numbered else "documents.draft", document.path))
    problems = []
    if not tidy(reason):
        problems.append(Problem("document_reason_missing", "reason"))
    if on > clock.today():
        problems.append(Problem("document_day_ahead", "on"))
    elif document.dated and on < document.dated:
        problems.append(Problem("document_withdrawn_before", "on", {"dated": document.dated}))
    if problems:
        raise Invalid(problems)
    changed = OfficialDocument.objects.filter(
        pk=document.pk, state=OfficialDocument.State.ISSUED
    ).update(state=OfficialDocument.State.WITHDRAWN, withdrawn_on=on, withdraw_reason=tidy(reason))
    if not changed:
        raise Conflict("document_not_issued")
    document.refresh_from_db()
    record(
        actor,
        "documents.withdrawn",
        document,
        document.path,
        number=document.number_text,
        on=on.isoformat(),
    )
    tell_withdrawn(actor, document)
    return document


@transaction.atomic
def attach_scan(
    actor: Actor, document: OfficialDocument, file_name: str, data: bytes
) -> DocumentFile:
    """Keep a scan of the signed paper beside the files it was issued as.

    What the file is shows in its first bytes, whatever `file_name` says; that name is not kept.
    """
    require(actor.may("documents.draft", document.path))
    if document.state != OfficialDocument.State.ISSUED:
        raise Conflict("document_not_issued")
    found = next(((e, t) for start, e, t in _BEGINNINGS if data.startswith(start)), None)
    if len(data) > LARGEST_SCAN:
        raise Invalid([Problem("scan_too_large", "scan", {"most": LARGEST_SCAN // 1024**2})])
    if found is None:
        raise Invalid([Problem("scan_not_readable", "scan", {"name": file_name})])
    ending, content_type = found
    number = 1 + document.files.filter(kind=DocumentFile.Kind.SCAN).count()
    name = ascii_name(f"{document.number_text} {document.title}", document.kind)
    scan = DocumentFile.objects.create(
        document=document,
        kind=DocumentFile.Kind.SCAN,
        file_name=f"{name}-ban-ky-{number}.{ending}",
        content_type=content_type,
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        made_at=clock.now(),
    )
    record(
        actor,
        "documents.scan_attached",
        document,
        document.path,
        number=document.number_text,
        sha256=scan.sha256,
    )
    return scan


@transaction.atomic
def link_effect(
    actor: Actor, document: OfficialDocument, subject: str, what: str, on: date
) -> DocumentEffect:
    """Note what a paper brought about: for whom, what, and from which day (F-105)."""
    require(actor.may("documents.draft", document.path))
    if document.state != OfficialDocument.State.ISSUED:
        raise Conflict("document_not_issued")
    effect = DocumentEffect.objects.create(document=document, subject=subject, what=what, on=on)
    record(
        actor,
        "documents.effect_linked",
        document,
        document.path,
        number=document.number_text,
        subject=subject,
        on=on.isoformat(),
    )
    return effect
