"""Importing a workbook: choose the file, look at what was read, then write it or cast it away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.jobs import problems_of as problems_of_job
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import format_number
from tuquan.places.queries import as_outline
from tuquan.residents import queries, services
from tuquan.residents.forms.imports import ConfirmForm, UploadForm
from tuquan.residents.models import HouseholdImport
from tuquan.residents.queries import ImportPlan
from tuquan.residents.queries.import_plan import UNCERTAIN
from tuquan.residents.queries.imports import report_of
from tuquan.residents.views.import_words import (
    KINDS,
    SEVERITIES,
    column_lines,
    problem_line,
)

FIRST_ROWS = 10
PROBLEMS_SHOWN = 50
SECONDS = 3
"""How often the page of background work asks how far it is; without a script."""

State = HouseholdImport.State
UNDERWAY = (State.READING, State.WRITING)


def upload(request: PageRequest) -> HttpResponseBase:
    """Choose the file and its place; reading it writes nothing into the register."""
    places = list(queries.importable_places(request.actor))
    require(bool(places))
    start = {"place": request.GET.get("thon")}
    form = UploadForm(
        as_outline(places), request.POST or None, request.FILES or None, initial=start
    )
    if done := carried_out(
        form,
        lambda given: services.start_import(
            request.actor, given["place"], given["file"].name, given["file"].read()
        ),
    ):
        return redirect("residents:import_preview", done.made.pk)
    context = {
        "form": form,
        "waiting": queries.waiting_imports(request.actor),
        "recent": queries.recent_imports(request.actor),
    }
    status = 422 if form.errors else 200
    return render(request, "residents/import.html", context, status=status)


@never_cache
def preview(request: PageRequest, import_id: int) -> HttpResponseBase:
    """What the file holds, row by row where something is to be looked at; then write it."""
    waiting = import_of(request, import_id)
    if waiting.state in UNDERWAY:
        return _progress_page(request, waiting)
    if waiting.state != State.PREVIEWED:
        return _done_page(request, waiting, 409 if request.method == "POST" else 200)
    report = report_of(waiting)
    plan = queries.import_plan(waiting.place, report, None, waiting.decisions)
    form = _confirm_form(request, waiting, plan, bool(report.get("phones")))
    if done := carried_out(
        form, lambda _given: services.start_confirm(request.actor, waiting, form.choices())
    ):
        if done.made is None:
            return redirect("residents:import_preview", waiting.pk)
        _tell(request, done.made)
        return redirect("residents:index")
    return _preview_page(request, waiting, report, plan, form)


@require_POST
def discard(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Cast the list away."""
    waiting = import_of(request, import_id)
    services.discard_import(request.actor, waiting)
    messages.success(
        request,
        _("%(file)s was cast away. Nothing was written.") % {"file": waiting.file_name},
    )
    return redirect("residents:import")


@require_POST
def stop(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Stop reading or writing in the background."""
    waiting = import_of(request, import_id)
    services.stop_import(request.actor, waiting)
    messages.info(request, _("Stopped. Nothing was written."))
    if waiting.state == State.READING:
        return redirect("residents:import")
    return redirect("residents:import_preview", waiting.pk)


@require_POST
def undo(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Take a written list back."""
    done = import_of(request, import_id)
    households, changes = services.undo_import(request.actor, done)
    counts = {"households": format_number(households), "changes": format_number(changes)}
    messages.success(
        request,
        _("Taken back: %(households)s households removed, %(changes)s changes put back.") % counts,
    )
    return redirect("residents:import_preview", done.pk)


def import_of(request: PageRequest, import_id: int) -> HouseholdImport:
    """An import the person may look after."""
    return get_object_or_404(queries.visible_imports(request.actor), pk=import_id)


def _confirm_form(
    request: PageRequest, waiting: HouseholdImport, plan: ImportPlan, phones: bool
) -> ConfirmForm:
    asked = {
        "place_confirmed": bool(plan.questions),
        "area": bool(plan.unplaced),
        "leave_undecided": plan.counts[UNCERTAIN] > 0,
    } | dict.fromkeys(("agreed", "agreed_way", "agreed_on"), phones)
    areas = queries.visible_areas(request.actor, "households.manage").below(waiting.path)
    wanted = frozenset(name for name, is_asked in asked.items() if is_asked)
    return ConfirmForm(areas, wanted, request.POST if request.method == "POST" else None)


def _tell(request: PageRequest, outcome: services.ImportOutcome) -> None:
    """What was written, and what was not and why."""
    written = {"count": format_number(outcome.written)}
    messages.success(request, _("Households written: %(count)s.") % written)
    if outcome.areas_added:
        names = {"names": ", ".join(outcome.areas_added)}
        messages.info(request, _("New residential areas: %(names)s.") % names)
    for count, sentence in (
        (outcome.changed, _("Households corrected after the list: %(count)s.")),
        (outcome.closed, _("Households that left: %(count)s.")),
        (outcome.persons, _("Persons written: %(count)s.")),
        (outcome.phones, _("Telephone numbers kept, with the agreement: %(count)s.")),
        (
            outcome.phones_not_kept,
            _("Telephone numbers not kept, because nobody said that they agreed: %(count)s."),
        ),
        (
            outcome.known - outcome.changed,
            _("In the list already, not written again: %(count)s."),
        ),
        (outcome.left_out, _("Left out, as decided: %(count)s.")),
    ):
        if count:
            messages.info(request, sentence % {"count": format_number(count)})
    if outcome.held + outcome.undecided:
        held = {"count": format_number(outcome.held + outcome.undecided)}
        messages.warning(
            request,
            _(
                "Held back: %(count)s. Correct the file and import it again: what "
                "is in the list already is not written twice."
            )
            % held,
        )


def _progress_page(request: PageRequest, waiting: HouseholdImport) -> HttpResponse:
    """How far the background is; the browser asks again by itself while it goes on."""
    row = waiting.job
    context = {
        "waiting": waiting,
        "job": row,
        "problems": [say(problem) for problem in problems_of_job(row)] if row else [],
        "percent": row.done * 100 // row.total if row and row.total else None,
    }
    answer = render(request, "residents/import_progress.html", context)
    if row is None or row.ended_at is None:
        answer["Refresh"] = str(SECONDS)
    return answer


def _done_page(request: PageRequest, done: HouseholdImport, status: int) -> HttpResponse:
    is_written = done.state == State.CONFIRMED
    blockers = queries.undo_blockers(done) if is_written else []
    row = done.job
    context = {
        "done": done,
        "outcome": done.outcome,
        "refused": [say(one) for one in problems_of_job(row)]
        if row and done.state == State.DISCARDED
        else [],
        "blockers": [say(Problem(code, params={"count": count})) for code, count in blockers],
        "may_undo": is_written and not blockers,
    }
    return render(request, "residents/import_done.html", context, status=status)


def _preview_page(
    request: PageRequest,
    waiting: HouseholdImport,
    report: Mapping[str, Any],
    plan: ImportPlan,
    form: ConfirmForm,
) -> HttpResponse:
    counts = Counter(problem["severity"] for problem in report["problems"])
    shown = request.GET.get("muc")
    if shown not in counts:
        shown = next((severity for severity in SEVERITIES if counts[severity]), "")
    problems = [problem for problem in report["problems"] if problem["severity"] == shown]
    page = Paginator(problems, PROBLEMS_SHOWN).get_page(request.GET.get("page"))
    rows_url = reverse("residents:import_rows", args=[waiting.pk])
    context = {
        "waiting": waiting,
        "plan": plan,
        "form": form,
        "questions": [say(question) for question in plan.questions],
        "sheets": [(sheet, list(column_lines(sheet))) for sheet in report["sheets"]],
        "first_rows": list(islice(plan.of("added"), FIRST_ROWS)),
        "kinds": [
            (KINDS[kind], plan.counts[kind], f"{rows_url}?loai={kind}")
            for kind in KINDS
            if plan.counts[kind]
        ],
        "severities": [(key, SEVERITIES[key], counts[key]) for key in SEVERITIES if counts[key]],
        "shown": shown,
        "page": page,
        "lines": [problem_line(problem) for problem in page],
    }
    status = 422 if form.errors else 200
    return render(request, "residents/import_preview.html", context, status=status)
