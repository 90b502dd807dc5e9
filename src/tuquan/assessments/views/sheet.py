"""One sheet: marked by its group or area, checked from above, given back, decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms import AppraisalForm, GiveBackForm, SheetForm, VersionForm, box_of
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.views.evidence import beside_sheet
from tuquan.assessments.views.frames import CHIPS, frame_for, lines_of, way_of
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.assessing import rows_of
from tuquan.core.problems import Problem

_STATE = AssessmentSheet.State
Column = str
"""`own`: what the group or area marks itself; `found`: what the check finds; empty: to read."""


@require_safe
def sheet(request: PageRequest, sheet_id: int) -> HttpResponse:
    """The sheet with both columns, and what it comes to so far."""
    found = _sheet(request.actor, sheet_id)
    return _show(request, found, _column(request.actor, found))


@require_POST
def mark(request: PageRequest, sheet_id: int) -> HttpResponseBase:
    """Keep what the group or area marks itself, or hand the sheet in."""
    return _fill(request, sheet_id, "own", _("The sheet was handed in."))


@require_POST
def check(request: PageRequest, sheet_id: int) -> HttpResponseBase:
    """Keep what the check found, or end the check."""
    return _fill(request, sheet_id, "found", _("The sheet is checked."))


@require_POST
def give_back(request: PageRequest, sheet_id: int) -> HttpResponseBase:
    """Give a sheet back to be corrected."""
    found = _sheet(request.actor, sheet_id)
    require(found.checkable_by(request.actor))
    form = GiveBackForm(request.POST)
    if carried_out(
        form,
        lambda given: services.return_sheet(request.actor, found, given["base"], given["reason"]),
    ):
        messages.success(request, _("The sheet was given back with your reason."))
        return redirect("assessments:sheet", found.pk)
    return _show(request, found, "found", back=form)


@require_POST
def decide(request: PageRequest, sheet_id: int) -> HttpResponseBase:
    """Give the result."""
    found = _sheet(request.actor, sheet_id)
    form = VersionForm(request.POST)
    if done := carried_out(
        form, lambda given: services.decide(request.actor, found, given["base"])
    ):
        messages.success(request, _("The result of %(name)s is given.") % {"name": found.name})
        return redirect("assessments:result", done.made.pk)
    return _show(request, found, _column(request.actor, found), decision=form)


@require_POST
def appraise(request: PageRequest, sheet_id: int) -> HttpResponseBase:
    """Rest the sheet on a vote of its residents."""
    found = _sheet(request.actor, sheet_id)
    form = AppraisalForm(queries.possible_motions(found), request.POST)

    def work(given: Given) -> AssessmentSheet:
        motion = get_object_or_404(queries.possible_motions(found), pk=given["motion"])
        return services.link_appraisal(request.actor, found, motion)

    if carried_out(form, work):
        messages.success(request, _("The sheet rests on that vote now."))
        return redirect("assessments:sheet", found.pk)
    return _show(request, found, _column(request.actor, found), appraisal=form)


def _fill(request: PageRequest, sheet_id: int, column: Column, done_words: str) -> HttpResponseBase:
    actor, found = request.actor, _sheet(request.actor, sheet_id)
    require(found.markable_by(actor) if column == "own" else found.checkable_by(actor))
    form = SheetForm(rows_of(found.cycle.content.criteria), {}, found.version, request.POST)
    is_last = "xong" in request.POST

    def keep(given: Given) -> AssessmentSheet:
        marks, base = form.marks(given), given["base"]
        if column == "own":
            return services.save_marks(actor, found, marks, base, hand_in=is_last)
        return services.save_findings(actor, found, marks, base, done=is_last)

    try:
        if carried_out(form, keep, box_of):
            messages.success(request, done_words if is_last else _("Saved."))
            return redirect("assessments:sheet", found.pk)
    except Conflict:
        if _column(actor, found) != column:
            raise
        return _show(request, found, column, form=_overtaken(request, found, column), status=409)
    return _show(request, found, column, form=form)


def _overtaken(request: PageRequest, sheet: AssessmentSheet, column: Column) -> SheetForm:
    """The form as it was sent, on what somebody else saved meanwhile; it names where they differ,
    and is saved when it is sent once more."""
    rows, sent = list(rows_of(sheet.cycle.content.criteria)), request.POST.copy()
    sent["base"] = str(sheet.version)
    form = SheetForm(rows, {}, sheet.version, sent)
    form.is_valid()
    mine = form.marks(form.cleaned_data)
    theirs = sheet.own_marks if column == "own" else sheet.found_marks
    unlike = (row for row in rows if mine.get(row.key) != theirs.get(row.key))
    differing = [row.number or row.label for row in unlike]
    params = {"rows": ", ".join(differing)}
    form.add_error(None, say(Problem("sheet_marked_meanwhile", params=params)))
    return form


def _sheet(actor: Actor, sheet_id: int) -> AssessmentSheet:
    found: AssessmentSheet = get_object_or_404(queries.visible_sheets(actor), pk=sheet_id)
    return found


def _column(actor: Actor, sheet: AssessmentSheet) -> Column:
    """Which column the actor may fill in now."""
    if sheet.state in AssessmentSheet.OVER:
        return ""
    if sheet.state in (_STATE.HANDED_IN, _STATE.CHECKED):
        return "found" if sheet.checkable_by(actor) else ""
    if sheet.cycle.step("self_assess") is None and sheet.checkable_by(actor):
        return "found"
    return "own" if sheet.markable_by(actor) else ""


def _show(
    request: PageRequest,
    sheet: AssessmentSheet,
    column: Column,
    *,
    form: SheetForm | None = None,
    back: GiveBackForm | None = None,
    decision: VersionForm | None = None,
    appraisal: AppraisalForm | None = None,
    status: int | None = None,
) -> HttpResponse:
    read = queries.read_sheet(sheet)
    marks = sheet.own_marks if column == "own" else sheet.marks
    shown = form or SheetForm(rows_of(read.edition.criteria), marks, sheet.version)
    is_checked = sheet.state == _STATE.CHECKED
    context = frame_for(request.actor) | {
        "sheet": sheet,
        "chip": CHIPS[_STATE(sheet.state)],
        "read": read,
        "lines": lines_of(request.actor, read, shown if column else None),
        "way": way_of(read),
        "column": column,
        "form": shown,
        "back": back or GiveBackForm(initial={"base": sheet.version}),
        "decision": decision,
        "may_give_back": column == "found" and sheet.state in (_STATE.HANDED_IN, _STATE.CHECKED),
        "may_decide": is_checked and sheet.decidable_by(request.actor),
        "result": queries.current_result(sheet),
        **beside_sheet(request.actor, sheet),
        "appraisal": appraisal or _appraisal_form(sheet),
        "has_appraisal": sheet.cycle.step("appraise") is not None,
        "may_complain": sheet.state in (_STATE.CHECKED, _STATE.DECIDED),
        "visits": queries.visits_of_sheet(sheet),
        "may_revisit": sheet.state in (_STATE.CHECKED, _STATE.DECIDED)
        and sheet.checkable_by(request.actor),
    }
    refused = any((form, back, decision, appraisal))
    code = status or (422 if refused else 200)
    return render(request, "assessments/sheet.html", context, status=code)


def _appraisal_form(sheet: AssessmentSheet) -> AppraisalForm | None:
    """The votes the sheet may rest on, where the programme has residents appraise."""
    if sheet.state in AssessmentSheet.OVER or sheet.cycle.step("appraise") is None:
        return None
    return AppraisalForm(queries.possible_motions(sheet))
