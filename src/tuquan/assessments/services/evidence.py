"""Adding a file that proves a row, and taking it back (F-31)."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from tuquan.assessments.models import AssessmentSheet, SheetEvidence
from tuquan.assessments.queries.evidence import evidence_stays
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.attachments import Attachment, read_attachment
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.assessing import rows_of
from tuquan.core.problems import Problem
from tuquan.core.programme import Criterion
from tuquan.core.vietnamese import tidy
from tuquan.documents.queries import ascii_name

MOST_FILES = 10
"""Files of one row."""

MOST_TOGETHER = 100 * 1024 * 1024
"""Bytes of all files of one sheet, also of those taken back: they are still kept."""

LONGEST = 300
"""Characters of a note or a reason."""


@transaction.atomic
def add_evidence(
    actor: Actor, sheet: AssessmentSheet, row: str, data: bytes, note: str = ""
) -> SheetEvidence:
    """Keep a photo or a paper beside a row; what it is shows in its first bytes."""
    require(sheet.markable_by(actor) or sheet.checkable_by(actor))
    _refuse_over(sheet)
    attachment, said = read_attachment(data), tidy(note)
    rows = {one.key: one for one in rows_of(sheet.cycle.content.criteria)}
    if row not in rows:
        raise Invalid([Problem("evidence_row_unknown")])
    if len(said) > LONGEST:
        raise Invalid([Problem("evidence_note_too_long", "note", {"most": LONGEST})])
    if isinstance(attachment, Problem):
        raise Invalid([attachment])
    sha256 = hashlib.sha256(attachment.content).hexdigest()
    _refuse_too_much(sheet, row, attachment, sha256)
    made = _keep(actor, sheet, rows[row], attachment, sha256, said)
    record(
        actor,
        "assessments.evidence_added",
        sheet,
        sheet.path,
        year=sheet.cycle.year,
        criterion=row,
        number=made.number,
        sha256=sha256,
    )
    return made


@transaction.atomic
def withdraw_evidence(actor: Actor, evidence: SheetEvidence, reason: str = "") -> None:
    """Take a file back: one's own, or any as who checks the sheet.

    Until the sheet was handed in the file goes; afterwards it stays with the reason.
    """
    sheet, why = evidence.sheet, tidy(reason)
    may_mark = sheet.markable_by(actor) and actor.user_id == evidence.added_by_id
    require(may_mark or sheet.checkable_by(actor))
    _refuse_over(sheet)
    is_kept = evidence_stays(sheet)
    if is_kept and not why:
        raise Invalid([Problem("evidence_reason_missing", "reason")])
    if len(why) > LONGEST:
        raise Invalid([Problem("evidence_note_too_long", "reason", {"most": LONGEST})])
    mine = SheetEvidence.objects.current().filter(pk=evidence.pk)
    if is_kept:
        changed = mine.update(
            withdrawn_at=clock.now(), withdrawn_by_name=actor.name, withdraw_reason=why
        )
    else:
        changed, _each = mine.delete()
    if not changed:
        raise Conflict("evidence_changed_meanwhile")
    record(
        actor,
        "assessments.evidence_withdrawn",
        sheet,
        sheet.path,
        year=sheet.cycle.year,
        criterion=evidence.row,
        number=evidence.number,
        sha256=evidence.sha256,
    )


def _refuse_over(sheet: AssessmentSheet) -> None:
    sheet.refresh_from_db(fields=["state", "handed_in_at", "found_at"])
    if sheet.state in AssessmentSheet.OVER:
        raise Conflict("evidence_sheet_over", name=sheet.name)


def _refuse_too_much(sheet: AssessmentSheet, row: str, attachment: Attachment, sha256: str) -> None:
    current = SheetEvidence.objects.current().filter(sheet=sheet, row=row)
    if current.filter(sha256=sha256).exists():
        raise Invalid([Problem("evidence_there_already", "file")])
    if current.count() >= MOST_FILES:
        raise Invalid([Problem("evidence_too_many", "file", {"most": MOST_FILES})])
    kept = SheetEvidence.objects.filter(sheet=sheet).aggregate(all=Sum("size"))["all"] or 0
    if kept + len(attachment.content) > MOST_TOGETHER:
        most = MOST_TOGETHER // 1024**2
        raise Invalid([Problem("evidence_sheet_full", "file", {"most": most})])


def _keep(
    actor: Actor,
    sheet: AssessmentSheet,
    criterion: Criterion,
    attachment: Attachment,
    sha256: str,
    note: str,
) -> SheetEvidence:
    """The file as the next of its row; whoever adds another at the same moment is told."""
    earlier = SheetEvidence.objects.filter(sheet=sheet, row=criterion.key)
    number = 1 + (earlier.aggregate(last=Max("number"))["last"] or 0)
    name = ascii_name(
        f"minh chứng {criterion.number} {sheet.name} {sheet.cycle.year}", "minh-chung"
    )
    try:
        with transaction.atomic():
            return SheetEvidence.objects.create(
                sheet=sheet,
                row=criterion.key,
                number=number,
                kind=attachment.kind,
                file_name=f"{name}-{number}.{attachment.ending}",
                content_type=attachment.content_type,
                content=attachment.content,
                sha256=sha256,
                size=len(attachment.content),
                note=note,
                added_by_id=actor.user_id,
                added_by_name=actor.name,
                added_at=clock.now(),
            )
    except IntegrityError as error:
        raise Conflict("evidence_changed_meanwhile") from error
