"""The officer's desk: who is late, what waits for review, one report beside its comparisons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import add_problems
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.places.queries import communes
from tuquan.programmes.queries import visible_adoptions
from tuquan.reports import queries, services
from tuquan.reports.forms import ReturnForm
from tuquan.reports.models import Report
from tuquan.reports.views.sheet import shared_for, whole_number

ROWS_ON_ONE_PAGE = 50

COUNTED: tuple[queries.Stage, ...] = ("accepted", "waiting", "overdue")


def chase_list(request: PageRequest) -> HttpResponse:
    """One period: how far it is, where reports are missing, and which ones wait for review."""
    actor = request.actor
    require(bool(actor.paths("totals.view")))
    options = queries.period_options(actor)
    option = queries.chosen_option(options, request.GET.get("ky", ""))
    context: dict[str, Any] = {
        "options": options,
        "option": option,
        "several_programmes": len({other.programme_id for other in options}) > 1,
        "may_open": bool(actor.paths("reports.review")) and visible_adoptions(actor).exists(),
    }
    if option:
        context |= _period_context(request, options, option) | _panel_context(request)
    return render(request, "reports/desk.html", context)


def detail(request: PageRequest, report_id: int) -> HttpResponse:
    """One report with everything it is read beside; on the desk, or on its leader's telephone."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    return _show_report(request, report)


@require_POST
def accept(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Accept what was read."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    base = whole_number(request.POST.get("base", ""))
    try:
        services.accept_report(request.actor, report, base)
    except Conflict as conflict:
        return _show_report(request, report, status=409, notice=say(conflict.problem))
    messages.success(request, _("The report of %(group)s is accepted.") % _named(report))
    return _back(request, report)


@require_POST
def send_back(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Return a report to its writer, with the reason."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    base = whole_number(request.POST.get("base", ""))
    form = ReturnForm(request.POST)
    reason = form.data.get("reason", "")
    try:
        services.return_report(request.actor, report, base, reason)
    except Invalid as refusal:
        form.full_clean()
        add_problems(form, refusal)
        return _show_report(request, report, form, status=422)
    except Conflict as conflict:
        return _show_report(request, report, form, status=409, notice=say(conflict.problem))
    went_back = _("The report of %(group)s went back to the leader.")
    messages.success(request, went_back % _named(report))
    return _back(request, report)


@require_POST
def open_due_periods(request: PageRequest) -> HttpResponseBase:
    """Open every period whose time has come in the communes the officer works for."""
    require(bool(request.actor.paths("reports.review")))
    places = communes(request.actor, "reports.review")
    count = sum(services.open_periods(request.actor, place) for place in places)
    opened = ngettext("%(count)s report was opened.", "%(count)s reports were opened.", count)
    nothing = _("Everything whose time has come is open already.")
    messages.success(request, opened % {"count": number(count)} if count else nothing)
    return redirect("reports:desk")


def _period_context(
    request: PageRequest,
    options: list[queries.PeriodOption],
    option: queries.PeriodOption,
) -> dict[str, Any]:
    desk = queries.desk_for(request.actor, option)
    part = request.GET.get("loc", "")
    part = part if part in queries.FILTERS else "can-lam"
    area = next((a.area for a in desk.areas if str(a.area.pk) == request.GET.get("thon")), None)
    area_id = area.pk if area else None
    rows = desk.rows_in(part, area_id)
    page = Paginator(rows, ROWS_ON_ONE_PAGE).get_page(request.GET.get("page"))
    history = queries.timeliness_of(page, options, option)
    return {
        "desk": desk,
        "counts": {name: desk.count(name) for name in COUNTED},
        "overdue_look": "late" if desk.count("overdue") else "draft",
        "waiting_label": _("Waiting for me")
        if request.actor.paths("reports.review")
        else _("Waiting for review"),
        "due": queries.due_words(option.due_at),
        "days_left": queries.days_until(option.due_at),
        "part": part,
        "area": area,
        "filters": [
            (name, label, len(desk.rows_in(name, area_id))) for name, label in _filter_labels()
        ],
        "page": page,
        "entries": [_entry(request.actor, row, history) for row in page],
    }


def _filter_labels() -> tuple[tuple[str, str], ...]:
    return (
        ("can-lam", _("To do")),
        ("qua-han", _("Overdue")),
        ("cho-duyet", _("Waiting for review")),
        ("tra-lai", _("Returned")),
        ("tat-ca", _("All")),
    )


def _entry(actor: Actor, row: queries.Row, history: dict[int, list[int | None]]) -> dict[str, Any]:
    chip_state, chip_text = queries.stage_words(row.standing)
    obligation, report = row.obligation, row.report
    return {
        "row": row,
        "chip_state": chip_state,
        "chip_text": chip_text,
        "history": history[obligation.group_id],
        "last": queries.last_event(report),
        "readable": report is not None and report.submitted_at is not None,
        "may_accept": row.standing.stage == "waiting"
        and actor.may("reports.review", obligation.path),
        "may_write": not row.standing.handed_in and actor.may("reports.write", obligation.path),
        "base": str(report.version) if report else "",
    }


def _panel_context(request: PageRequest) -> dict[str, Any]:
    wanted = request.GET.get("xem", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return {}
    report = queries.readable_reports(request.actor).filter(pk=wanted).first()
    if report is None:
        return {}
    return _report_context(request.actor, report) | {"back": request.get_full_path()}


def _show_report(
    request: PageRequest,
    report: Report,
    form: ReturnForm | None = None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    context = _report_context(request.actor, report) | {"notice": notice}
    if form:
        context["return_form"] = form
    on_desk = request.actor.may("totals.view", report.path)
    template = "reports/detail.html" if on_desk else "reports/read.html"
    return render(request, template, context, status=status)


def _report_context(actor: Actor, report: Report) -> dict[str, Any]:
    """The report as it now is, with the figures it is read beside and its history."""
    obligation = report.obligation
    form, answers, facts = obligation.form, report.content, report.facts
    background = queries.background_of(obligation)
    shared = shared_for(actor, obligation)
    everything = queries.lines_of(form, obligation.place.kind, answers, facts, background, shared)
    lines = [line for line in everything if line.is_asked]
    standing = queries.standing_of(obligation, obligation.due_at)
    on_desk = actor.may("totals.view", report.path)
    chip_state, chip_text = queries.stage_words(standing, for_leader=not on_desk)
    commitments = [line for line in lines if line.question.kind == "yes_no"]
    return {
        "report": report,
        "obligation": obligation,
        "report_title": queries.report_title(obligation),
        "programme": worded(obligation.edition.content, "short_title"),
        "previous_label": queries.previous_words(queries.period_kind(obligation)),
        "background": background,
        "lines": lines,
        "sections": queries.in_sections(lines),
        "words": [line for line in lines if line.question.kind in ("choice", "date", "text")],
        "has_commitments": bool(commitments),
        "met": sum(line.answer.value is True for line in commitments),
        "not_met": [line for line in commitments if line.answer.value is False],
        "shares": queries.shares_of(form, answers, facts, background),
        "standing": standing,
        "chip_state": chip_state,
        "chip_text": chip_text,
        "history": queries.history_of(report),
        "code": queries.receipt_code(report),
        "may_review": report.state == Report.State.SUBMITTED
        and actor.may("reports.review", report.path),
        "base": str(report.version),
        "return_form": ReturnForm(),
        "back": "",
    }


def _named(report: Report) -> dict[str, str]:
    return {"group": f"{report.obligation.group.name}, {report.obligation.place.name}"}


def _back(request: PageRequest, report: Report) -> HttpResponseBase:
    """To the list the person came from, else to the report."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("reports:detail", report.pk)
