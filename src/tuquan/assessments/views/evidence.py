"""The evidence of a row: its files, one more, opening one, taking one back (F-31)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms.evidence import EvidenceForm, TakeBackForm
from tuquan.assessments.models import AssessmentSheet, SheetEvidence
from tuquan.assessments.queries.evidence import (
    evidence_of,
    evidence_stays,
    may_add_evidence,
    may_withdraw_evidence,
    visible_evidence,
)
from tuquan.assessments.queries.phone import sheet_page
from tuquan.assessments.views.frames import frame_for
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.assessing import rows_of
from tuquan.core.programme import Criterion


@dataclass(frozen=True, slots=True)
class File:
    """One file of a row, and the form to take it back where the reader may."""

    one: SheetEvidence
    form: TakeBackForm | None


@require_http_methods(["GET", "HEAD", "POST"])
def row_evidence(request: PageRequest, sheet_id: int, row: str) -> HttpResponseBase:
    """The files of a row; a file that is sent is added."""
    actor = request.actor
    sheet = get_object_or_404(queries.visible_sheets(actor), pk=sheet_id)
    criterion = _criterion(sheet, row)
    if request.method != "POST":
        return _show(request, sheet, criterion)
    require(may_add_evidence(actor, sheet) or sheet.state in AssessmentSheet.OVER)
    form = EvidenceForm(request.POST, request.FILES)
    if carried_out(
        form,
        lambda given: services.add_evidence(
            actor, sheet, criterion.key, given["file"].read(), given["note"]
        ),
    ):
        messages.success(request, _("The file is among the evidence."))
        return redirect("assessments:row_evidence", sheet.pk, criterion.key)
    return _show(request, sheet, criterion, form=form)


@require_safe
def evidence_file(request: PageRequest, evidence_id: int) -> HttpResponse:
    """A file as it is kept; a picture is shown, everything else is saved."""
    one = get_object_or_404(visible_evidence(request.actor), pk=evidence_id)
    way = "inline" if one.kind == SheetEvidence.Kind.PHOTO else "attachment"
    headers = {
        "Content-Disposition": f'{way}; filename="{one.file_name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(one.content), content_type=one.content_type, headers=headers)


@require_POST
def take_back(request: PageRequest, evidence_id: int) -> HttpResponseBase:
    """Take a file back."""
    found = visible_evidence(request.actor).listed()
    one = get_object_or_404(found, pk=evidence_id)
    form = TakeBackForm(request.POST, prefix=f"tep-{one.pk}")
    if carried_out(
        form,
        lambda given: bool(services.withdraw_evidence(request.actor, one, given["reason"])) or True,
    ):
        messages.success(request, _("The file is taken back."))
        return redirect("assessments:row_evidence", one.sheet_id, one.row)
    return _show(request, one.sheet, _criterion(one.sheet, one.row), refused=(one.pk, form))


def _show(
    request: PageRequest,
    sheet: AssessmentSheet,
    criterion: Criterion,
    *,
    form: EvidenceForm | None = None,
    refused: tuple[int, TakeBackForm] | None = None,
) -> HttpResponse:
    actor = request.actor
    files = [_file(actor, sheet, one, refused) for one in evidence_of(sheet).get(criterion.key, [])]
    context = frame_for(actor) | {
        "sheet": sheet,
        "criterion": criterion,
        "label": worded(criterion),
        "wanted": spoken(criterion.evidence, criterion.evidence_en),
        "files": files,
        "form": (form or EvidenceForm()) if may_add_evidence(actor, sheet) else None,
        "back_url": f"{reverse('assessments:sheet', args=[sheet.pk])}#row-{criterion.key}",
        "back_label": _("Back to the sheet"),
        "needs_reason": evidence_stays(sheet),
    }
    status = 422 if form or refused else 200
    return render(request, "assessments/evidence.html", context, status=status)


def _file(
    actor: Actor,
    sheet: AssessmentSheet,
    one: SheetEvidence,
    refused: tuple[int, TakeBackForm] | None,
) -> File:
    one.sheet = sheet
    if not may_withdraw_evidence(actor, one):
        return File(one, None)
    if refused and refused[0] == one.pk:
        return File(one, refused[1])
    return File(one, TakeBackForm(prefix=f"tep-{one.pk}"))


def _criterion(sheet: AssessmentSheet, row: str) -> Criterion:
    found = {one.key: one for one in rows_of(sheet.cycle.content.criteria)}.get(row)
    if found is None:
        raise Http404
    return found


def beside_sheet(actor: Actor, sheet: AssessmentSheet) -> dict[str, object]:
    """What the page of a sheet shows beside its marks: the evidence of each row, and the page of
    the reader's telephone that stands for it without network."""
    return {
        "evidence": evidence_of(sheet),
        "may_add_evidence": may_add_evidence(actor, sheet),
        "phone_url": sheet_page(actor, sheet),
    }
