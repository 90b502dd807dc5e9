"""One cycle: its chain with days, registration, sample, posting, results together, publishing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms.running import (
    DUE,
    OPENS,
    DaysForm,
    LimitsForm,
    PostingForm,
    ReturnAllForm,
    SampleForm,
    due_of,
)
from tuquan.assessments.models import AssessmentCycle
from tuquan.assessments.views.frames import frame_for, step_rows
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import FieldOf, Given, carried_out
from tuquan.base.http import PageRequest

USUAL_POSTING = 10
"""Days of a posting where the programme names none: as for cultural titles (NĐ 86/2023)."""

NO_FORMS: dict[str, forms.Form] = {}


@require_safe
def cycle(request: PageRequest, cycle_id: int) -> HttpResponse:
    """How far the cycle is, step by step, and what can be done next."""
    return _show(request, _cycle(request.actor, cycle_id))


@require_POST
def set_days(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Set the days of the steps."""
    found = _cycle(request.actor, cycle_id)
    form = DaysForm(found.content.assessment, request.POST)

    def work(given: Given) -> None:
        days = (
            services.NewDays(key, given[f"{OPENS}-{key}"], given[f"{DUE}-{key}"])
            for key in form.keys
        )
        services.set_days(request.actor, found, days)

    return _carry_out(request, found, "days", form, work, _("The days were set."), due_of)


@require_POST
def set_limits(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Set within how many working days complaints are answered."""
    found = _cycle(request.actor, cycle_id)
    form = LimitsForm(request.POST)

    def work(given: Given) -> None:
        limits = (given["acknowledge_within"], given["answer_within"])
        services.set_limits(request.actor, found, *limits)

    return _carry_out(request, found, "limits", form, work, _("The limits were set."))


@require_POST
def draw(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Draw which sheets are looked at on the spot."""
    found = _cycle(request.actor, cycle_id)
    form = SampleForm(request.POST)

    def work(given: Given) -> None:
        services.draw_sample(request.actor, found, given["percent"])

    return _carry_out(request, found, "sample", form, work, _("The sheets were drawn."))


@require_POST
def pass_undrawn(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Let the sheets that were not drawn stand as handed in."""
    found = _cycle(request.actor, cycle_id)
    count = services.pass_undrawn(request.actor, found)
    done = ngettext("%(count)s sheet stands.", "%(count)s sheets stand.", count)
    messages.success(request, done % {"count": count})
    return redirect("assessments:cycle", found.pk)


@require_POST
def return_all(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Give every sheet back that has no result yet, with the reason."""
    found = _cycle(request.actor, cycle_id)
    form = ReturnAllForm(request.POST)

    def work(given: Given) -> None:
        services.return_all(request.actor, found, given["reason"])

    return _carry_out(request, found, "back", form, work, _("The sheets were given back."))


@require_POST
def post(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Note that what was found is posted."""
    found = _cycle(request.actor, cycle_id)
    form = PostingForm(request.POST)

    def work(given: Given) -> None:
        what = (given["posted_on"], given["days"], given["where"])
        services.post_findings(request.actor, found, *what)

    return _carry_out(request, found, "posting", form, work, _("The posting was noted."))


@require_POST
def decide_all(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Give the results of every checked sheet at once."""
    found = _cycle(request.actor, cycle_id)
    form = forms.Form(request.POST)

    def work(_given: Given) -> None:
        services.decide_cycle(request.actor, found)

    return _carry_out(request, found, "decision", form, work, _("The results were given."))


@require_POST
def publish(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Open the results to everybody, or close them again."""
    found = _cycle(request.actor, cycle_id)
    if "thoi" in request.POST:
        services.take_back_publication(request.actor, found)
        messages.success(request, _("The results are no longer public."))
        return redirect("assessments:cycle", found.pk)
    form = forms.Form(request.POST)

    def work(_given: Given) -> None:
        services.publish(request.actor, found)

    return _carry_out(request, found, "publishing", form, work, _("The results are public now."))


def _carry_out(
    request: PageRequest,
    found: AssessmentCycle,
    part: str,
    form: forms.Form,
    work: Callable[[Given], None],
    done: str,
    field_of: FieldOf = str,
) -> HttpResponseBase:
    """Do what one part of the page asks; refused, the page comes again with the reason there."""
    if carried_out(form, work, field_of):
        messages.success(request, done)
        return redirect("assessments:cycle", found.pk)
    return _show(request, found, {part: form})


def _cycle(actor: Actor, cycle_id: int) -> AssessmentCycle:
    found: AssessmentCycle = get_object_or_404(queries.visible_cycles(actor), pk=cycle_id)
    require(queries.runs_cycles(actor))
    return found


def _show(
    request: PageRequest, found: AssessmentCycle, refused: dict[str, forms.Form] = NO_FORMS
) -> HttpResponse:
    actor, counts = request.actor, queries.sheet_counts(found)
    lines = queries.step_lines(found, counts)
    benchmarks = queries.benchmark_lines(found)
    context: dict[str, Any] = {
        **frame_for(actor),
        "cycle": found,
        "registrations": queries.registrations_of(actor, found),
        "counts": counts,
        "benchmarks": benchmarks,
        "lacking": ", ".join(one.label for one in benchmarks if one.is_lacking),
        "sample": queries.sample_of(found),
        "postings": list(found.postings.all()),
        "may_decide": actor.may("assessments.decide", found.path),
        "may_check": actor.may("assessments.verify", found.path),
        "refused": [one for one in refused.values()],
    }
    shown = _forms(found, lines) | refused
    context |= {f"{part}_form": form for part, form in shown.items()}
    context["steps"] = step_rows(lines, shown["days"])
    return render(request, "assessments/cycle.html", context, status=422 if refused else 200)


def _forms(found: AssessmentCycle, lines: list[queries.StepLine]) -> dict[str, Any]:
    days = {
        one.step.key: (one.days.opens_on, one.days.due_on) if one.days else (None, None)
        for one in lines
    }
    limits = {
        "acknowledge_within": found.acknowledge_within,
        "answer_within": found.answer_within,
    }
    posting = {"posted_on": clock.today(), "days": found.posted_days or USUAL_POSTING}
    return {
        "days": DaysForm(found.content.assessment, None, days),
        "limits": LimitsForm(initial=limits),
        "sample": SampleForm(initial={"percent": 30}),
        "posting": PostingForm(initial=posting),
        "back": ReturnAllForm(),
        "decision": forms.Form(),
        "publishing": forms.Form(),
    }
