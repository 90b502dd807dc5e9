"""Visits in a list, one visit with what was found, and writing them down."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms import DoneForm, FindingForm, VisitForm, WithdrawForm
from tuquan.assessments.models import AssessmentSheet, Finding, Visit
from tuquan.assessments.queries.visits import STATES, VisitUnit
from tuquan.assessments.services import NewFinding, NewVisit
from tuquan.assessments.views.frames import frame_for
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import spoken
from tuquan.core.assessing import rows_of
from tuquan.core.programme import Criterion

A_PAGE = 50


@require_safe
def visits(request: PageRequest) -> HttpResponse:
    """Visits to groups and areas, those with something still to be done apart."""
    actor = request.actor
    require(bool(actor.paths("assessments.view")))
    state = request.GET.get("trang-thai", "")
    rows = queries.visit_list(actor, state if state in STATES else "")
    context = frame_for(actor) | {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "to_do": [(one, _days_left(one)) for one in queries.findings_to_do(actor)[:A_PAGE]],
        "may_write": bool(actor.paths("assessments.verify")),
    }
    return render(request, "assessments/visits.html", context)


@require_safe
def visit(request: PageRequest, visit_id: int) -> HttpResponse:
    """One visit with everything that was found."""
    return _show(request, _visit(request.actor, visit_id))


@require_http_methods(["GET", "HEAD", "POST"])
def new_visit(request: PageRequest) -> HttpResponseBase:
    """Write a visit down; `phieu` names the sheet that is looked at again."""
    actor = request.actor
    units = queries.units_to_visit(actor)
    require(bool(units))
    sheet = _sheet(actor, request.GET.get("phieu", ""))
    begun = {"held_on": clock.today(), "unit": request.GET.get("cua", "")}
    form = VisitForm(_choices(units), request.POST or None, begun, again=sheet is not None)

    def keep(given: Given) -> Visit:
        kind = Visit.Kind.REVERIFICATION if sheet else given["kind"]
        new = NewVisit(kind, given["held_on"], given["took_part"], given["seen"], sheet)
        if sheet:
            unit = (sheet.place, sheet.group)
            return services.record_visit(actor, sheet.cycle.adoption, unit, new)
        one = units[given["unit"]]
        return services.record_visit(actor, one.adoption, one.unit, new)

    if done := carried_out(form, keep):
        messages.success(request, _("The visit is written down. Add what was found."))
        return redirect("assessments:visit", done.made.pk)
    context = frame_for(actor) | {"form": form, "sheet": sheet}
    status = 422 if form.errors else 200
    return render(request, "assessments/visit_new.html", context, status=status)


@require_POST
def add_finding(request: PageRequest, visit_id: int) -> HttpResponseBase:
    """Write down something that was found."""
    found = _visit(request.actor, visit_id)
    require(found.writable_by(request.actor))
    form = FindingForm(_rows(found), request.POST)

    def keep(given: Given) -> Finding:
        new = NewFinding(given["text"], given["due_on"], given["owner"], given.get("row", ""))
        return services.add_finding(request.actor, found, new)

    if carried_out(form, keep):
        messages.success(request, _("Written down."))
        return redirect("assessments:visit", found.pk)
    return _show(request, found, finding=form)


@require_POST
def withdraw_visit(request: PageRequest, visit_id: int) -> HttpResponseBase:
    """Withdraw a visit that was written down by mistake."""
    found = _visit(request.actor, visit_id)
    require(found.writable_by(request.actor))
    form = WithdrawForm(request.POST)
    if carried_out(
        form, lambda given: services.withdraw_visit(request.actor, found, given["reason"])
    ):
        messages.success(request, _("The visit is withdrawn; nothing has to be done after it."))
        return redirect("assessments:visit", found.pk)
    return _show(request, found, withdrawing=form)


@require_POST
def finish_finding(request: PageRequest, finding_id: int) -> HttpResponseBase:
    """Say that something found was done."""
    found = get_object_or_404(queries.visible_findings(request.actor), pk=finding_id)
    form = DoneForm(request.POST)
    if carried_out(
        form, lambda given: services.finish_finding(request.actor, found, given["note"])
    ):
        messages.success(request, _("Noted as done today."))
    return redirect("assessments:visit", found.visit_id)


def _visit(actor: Actor, visit_id: int) -> Visit:
    found: Visit = get_object_or_404(queries.visible_visits(actor), pk=visit_id)
    return found


def _sheet(actor: Actor, asked: str) -> AssessmentSheet | None:
    """The sheet that is looked at again, if one is named."""
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    sheet: AssessmentSheet = get_object_or_404(queries.visible_sheets(actor), pk=asked)
    require(sheet.checkable_by(actor))
    return sheet


def _rows(found: Visit) -> list[Criterion]:
    """The criteria that something found may be about."""
    content = found.sheet.cycle.content if found.sheet else found.adoption.content
    return list(rows_of(content.criteria))


def _choices(units: Mapping[str, VisitUnit]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups and areas under the titles of their programmes."""
    titled: dict[str, list[tuple[str, str]]] = {}
    for key, one in units.items():
        content = one.adoption.content
        title = spoken(content.short_title, content.short_title_en)
        titled.setdefault(f"{title} · {one.adoption.place.name}", []).append((key, one.label))
    return list(titled.items())


def _days_left(finding: Finding) -> int | None:
    return (finding.due_on - clock.today()).days if finding.due_on else None


def _show(
    request: PageRequest,
    found: Visit,
    *,
    finding: FindingForm | None = None,
    withdrawing: WithdrawForm | None = None,
) -> HttpResponse:
    actor, stands = request.actor, found.withdrawn_on is None
    labels = {row.key: row.number or row.label for row in _rows(found)}
    context = frame_for(actor) | {
        "visit": found,
        "findings": [
            (one, labels.get(one.row, ""), _days_left(one) if stands else None)
            for one in queries.findings_of(found)
        ],
        "may_write": stands and found.writable_by(actor),
        "may_finish": stands and found.finishable_by(actor),
        "form": finding or FindingForm(_rows(found)),
        "withdrawing": withdrawing or WithdrawForm(),
    }
    status = 422 if finding or withdrawing else 200
    return render(request, "assessments/visit.html", context, status=status)
