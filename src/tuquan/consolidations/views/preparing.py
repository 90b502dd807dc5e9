"""Totals somebody owes or receives, and preparing one and sending it up."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuquan.approvals.queries import is_approved
from tuquan.audit.models import subject_of
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, DomainError, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.consolidations import exports, queries, services
from tuquan.consolidations.forms import AdjustForm, DecideForm, WordsForm
from tuquan.consolidations.queries import Prepared, Round
from tuquan.core.answers import Answers
from tuquan.core.programme import total_form
from tuquan.reports.models import Obligation
from tuquan.reports.queries import (
    report_on,
    report_title,
    reporter_name,
    stage_words,
    standing_of,
    title_of,
)
from tuquan.reports.queries.checks import needs_second_person

PAGE_SIZE = 50


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Every total that is owed where somebody sees figures, the latest first."""
    actor = request.actor
    require(bool(actor.paths("totals.view")))
    owed = queries.totals_owed(actor).order_by("-period_until", "calendar", "place__sort_key", "pk")
    page = Paginator(owed, PAGE_SIZE).get_page(request.GET.get("page"))
    now = clock.now()
    rows = [
        (one, report_title(one), reporter_name(one), *stage_words(standing_of(one, now)))
        for one in page
    ]
    return render(request, "consolidations/index.html", {"rows": rows, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def total(request: PageRequest, obligation_id: int) -> HttpResponse:
    """A total as it stands: figures, words, who is missing; saved or sent up by posting."""
    obligation = owed_total(request.actor, obligation_id)
    ready = queries.prepared(obligation)
    form = WordsForm(obligation.form, report_on(obligation), request.POST or None)
    if request.method == "POST":
        require(obligation.writable_for(request.actor))
        try:
            if carried_out(form, lambda given: _do(request, obligation, ready, form, given)):
                return redirect("consolidations:total", obligation.pk)
        except DomainError as refusal:
            form.add_error(None, say(refusal.problem))
    context = total_context(request, obligation, ready, form)
    status = 422 if form.errors else 200
    return render(request, "consolidations/total.html", context, status=status)


@require_POST
def adjust(request: PageRequest, obligation_id: int) -> HttpResponse:
    """Put one figure right."""
    obligation = owed_total(request.actor, obligation_id)
    require(obligation.writable_for(request.actor))
    ready = queries.prepared(obligation)
    form = AdjustForm(ready, request.POST)
    if carried_out(
        form,
        lambda given: services.adjust_figure(
            request.actor, obligation, given["line"], given["value"], given["reason"]
        ),
    ):
        messages.success(request, _("The figure is put right. The reason stands beside it."))
        return redirect("consolidations:total", obligation.pk)
    words = WordsForm(obligation.form, report_on(obligation))
    context = total_context(request, obligation, ready, words) | {"adjust_form": form}
    return render(request, "consolidations/total.html", context, status=422)


@require_POST
def drop(request: PageRequest, obligation_id: int) -> HttpResponse:
    """Take the figure as it was added up."""
    obligation = owed_total(request.actor, obligation_id)
    try:
        services.drop_adjustment(request.actor, obligation, request.POST.get("line", ""))
    except Conflict as refusal:
        messages.error(request, say(refusal.problem))
    else:
        messages.success(request, _("The figure is again the one that was added up."))
    return redirect("consolidations:total", obligation.pk)


def _query(obligation: Obligation, chosen: Round) -> str:
    """How the page of figures is asked for a round in the place of a total."""
    return urlencode({"noi": obligation.place_id, "ky": chosen.key})


def owed_total(actor: Actor, obligation_id: int) -> Obligation:
    """A total somebody may look at; for others there is none."""
    return get_object_or_404(queries.totals_owed(actor), pk=obligation_id)


def _do(
    request: PageRequest, obligation: Obligation, ready: Prepared, form: WordsForm, given: Given
) -> None:
    """Do what the button says."""
    actor, base = request.actor, given["base"]
    answers, action = form.answers(), request.POST.get("action", "save")
    if action == "send":
        services.send_up(actor, obligation, answers, base, given["reason"])
        messages.success(request, _("The total is sent up. It is kept exactly as it is now."))
    elif action == "second":
        services.ask_second_person(actor, obligation, answers, base)
        messages.success(request, _("Somebody else is asked to look at the total."))
    else:
        if action == "take":
            answers = _taken_over(request, ready, answers)
        services.write_words(actor, obligation, answers, base)
        messages.success(request, _("The words are saved."))


def _taken_over(request: PageRequest, ready: Prepared, answers: Answers) -> Answers:
    """The words with the chosen texts of the groups behind those under one heading."""
    into = request.POST.get("into", "")
    chosen = set(request.POST.getlist("take"))
    lines = [
        f"- {told.text} ({told.reporter}, {told.place})"
        for told in ready.told
        if told.key in chosen
    ]
    if not lines or into not in {question.key for question in total_form().questions}:
        return answers
    before = str(answers.values.get(into, ""))
    return Answers({**answers.values, into: "\n".join(filter(None, (before, *lines)))})


def total_context(
    request: PageRequest, obligation: Obligation, ready: Prepared, form: WordsForm
) -> dict[str, Any]:
    """What the page of a total shows: as it stands, and what the person may do with it."""
    actor = request.actor
    versions = queries.versions_of(obligation)
    changed = queries.changed_since(versions[0], ready) if versions else None
    report = report_on(obligation)
    may_write = obligation.writable_for(actor)
    second = needs_second_person(obligation.adoption, "totals")
    answers = report.content if report else Answers()
    number = queries.content_number(obligation, ready, answers)
    chip_state, chip_text = stage_words(standing_of(obligation, clock.now()))
    return {
        "obligation": obligation,
        "title": report_title(obligation),
        "reporter": reporter_name(obligation),
        "total": ready,
        "rows": ready.rows,
        "coverage_words": exports.coverage_words(ready.coverage),
        "form": form,
        "adjust_form": AdjustForm(ready),
        "versions": versions,
        "changed": changed,
        "is_sent": bool(versions),
        "may_write": may_write,
        "is_open": may_write and (report is None or report.is_editable),
        "may_send_again": may_write and bool(changed),
        "second_needed": second and not is_approved(subject_of(obligation), number),
        "decision": queries.decision_on(actor, obligation, number),
        "decide_form": DecideForm(),
        "returned": report.return_reason if report and report.state == "returned" else "",
        "chip_state": chip_state,
        "chip_text": chip_text,
        "drill": "" if ready.chosen.is_fed else _query(obligation, ready.chosen),
        "feeding": [
            (title_of(one.calendar, one.period.key), _query(obligation, one))
            for one in queries.rounds_feeding(queries.feeding(obligation, ready.chosen))
        ],
        "headings": form.boxes,
    }
