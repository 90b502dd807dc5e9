"""Complaints about sheets and results: the list, one of them, its answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms import SheetForm, box_of
from tuquan.assessments.forms.complaints import AnswerForm, ComplaintForm
from tuquan.assessments.models import Complaint
from tuquan.assessments.views.frames import frame_for, lines_of
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.core.assessing import rows_of

CHIPS = {
    Complaint.State.RECEIVED: "waiting",
    Complaint.State.ACKNOWLEDGED: "info",
    Complaint.State.UPHELD: "accepted",
    Complaint.State.REJECTED: "draft",
    Complaint.State.WITHDRAWN: "draft",
}


@require_safe
def complaints(request: PageRequest) -> HttpResponse:
    """Complaints, the first to be answered on top."""
    actor = request.actor
    require(bool(actor.paths("assessments.verify")))
    found = queries.visible_complaints(actor)
    today = clock.today()
    context = frame_for(actor) | {
        "waiting": [(one, CHIPS[Complaint.State(one.state)]) for one in found.open()],
        "answered": [
            (one, CHIPS[Complaint.State(one.state)])
            for one in found.exclude(state__in=Complaint.OPEN).order_by("-answered_on")[:100]
        ],
        "today": today,
    }
    return render(request, "assessments/complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: PageRequest, sheet_id: int) -> HttpResponseBase:
    """Write a complaint down."""
    actor = request.actor
    sheet = get_object_or_404(queries.visible_sheets(actor), pk=sheet_id)
    require(actor.may("assessments.verify", sheet.path) or sheet.markable_by(actor))
    rows = rows_of(sheet.cycle.content.criteria)
    data = request.POST if request.method == "POST" else None
    form = ComplaintForm(rows, data, initial={"received_on": clock.today()})

    def work(given: Given) -> Complaint:
        names = ("text", "way", "received_on", "row", "who")
        new = services.NewComplaint(**{name: given[name] for name in names})
        return services.receive_complaint(actor, sheet, new)

    if data is not None and (done := carried_out(form, work)):
        until = {"day": f"{done.made.answer_by:%d/%m/%Y}"}
        messages.success(request, _("Written down. It is answered by %(day)s.") % until)
        return redirect("assessments:sheet", sheet.pk)
    context = frame_for(actor) | {"sheet": sheet, "form": form}
    status = 422 if data is not None else 200
    return render(request, "assessments/complain.html", context, status=status)


@require_safe
def complaint(request: PageRequest, complaint_id: int) -> HttpResponse:
    """One complaint with what it is about."""
    return _show(request, _complaint(request.actor, complaint_id))


@require_POST
def acknowledge(request: PageRequest, complaint_id: int) -> HttpResponseBase:
    """Note that whoever complained was told."""
    services.acknowledge_complaint(request.actor, _complaint(request.actor, complaint_id))
    return redirect("assessments:complaint", complaint_id)


@require_POST
def withdraw(request: PageRequest, complaint_id: int) -> HttpResponseBase:
    """Note that it was taken back."""
    services.withdraw_complaint(request.actor, _complaint(request.actor, complaint_id))
    return redirect("assessments:complaint", complaint_id)


@require_POST
def answer(request: PageRequest, complaint_id: int) -> HttpResponseBase:
    """Answer it: what was found stands, or is put right at once."""
    actor = request.actor
    found = _complaint(actor, complaint_id)
    require(found.sheet.decidable_by(actor))
    form = AnswerForm(request.POST)
    marked = _findings(found, request)
    is_upheld = "dung" in request.POST

    def work(given: Given) -> Complaint:
        if not is_upheld:
            return services.reject_complaint(actor, found, given["answer"])
        sheet = found.sheet
        marks = sheet.marks | marked.marks(marked.cleaned_data) if found.result else None
        return services.uphold_complaint(actor, found, given["answer"], marks)

    if marked.is_valid() and carried_out(form, work, box_of):
        messages.success(request, _("The complaint was answered."))
        return redirect("assessments:complaint", found.pk)
    return _show(request, found, form, marked)


def _complaint(actor: Actor, complaint_id: int) -> Complaint:
    found: Complaint = get_object_or_404(queries.visible_complaints(actor), pk=complaint_id)
    return found


def _findings(found: Complaint, request: PageRequest) -> SheetForm:
    """The marks that count, to be put right: of the row it is about, else of every row."""
    rows = [
        row for row in rows_of(found.sheet.cycle.content.criteria) if found.row in ("", row.key)
    ]
    data = request.POST if request.method == "POST" else None
    return SheetForm(rows, found.sheet.marks, found.sheet.version, data)


def _show(
    request: PageRequest,
    found: Complaint,
    form: AnswerForm | None = None,
    marked: SheetForm | None = None,
) -> HttpResponse:
    sheet = found.sheet
    shown = marked or _findings(found, request)
    read = queries.read_sheet(sheet)
    rows = {row.key for row in shown.rows}
    actor = request.actor
    is_open = found.state in Complaint.OPEN
    context = frame_for(actor) | {
        "complaint": found,
        "chip": CHIPS[Complaint.State(found.state)],
        "sheet": sheet,
        "lines": lines_of(actor, read, None, rows),
        "marking": lines_of(actor, read, shown, rows) if is_open and found.result else [],
        "version": shown,
        "form": form or AnswerForm(),
        "may_answer": is_open and sheet.decidable_by(request.actor),
        "may_acknowledge": found.state == Complaint.State.RECEIVED
        and sheet.checkable_by(request.actor),
        "may_withdraw": is_open and sheet.checkable_by(request.actor),
        "same_person": found.sheet.found_by_id == request.actor.user_id,
    }
    return render(request, "assessments/complaint.html", context, status=422 if form else 200)
