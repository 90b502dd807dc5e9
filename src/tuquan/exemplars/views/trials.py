"""Following an exemplar: beginning, the plan with its steps, keeping it or stopping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.exemplars import queries, services
from tuquan.exemplars.forms import BaseForm, ReasonForm, StepForm, TrialForm
from tuquan.exemplars.models import Replication, ReplicationStep
from tuquan.exemplars.services import StepDone, Trial
from tuquan.exemplars.views.frames import (
    TRIAL_CHIPS,
    compared_lines,
    compared_periods,
    dormant_words,
    frame_for,
    step_chip,
)
from tuquan.exemplars.views.writing import units_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the plan with its state and the form to change it."""

    step: ReplicationStep
    chip: str
    words: str
    form: StepForm


def adopt(request: PageRequest, exemplar_id: int) -> HttpResponseBase:
    """Begin to follow a shared exemplar in an area or group of one's own."""
    actor = request.actor
    found = get_object_or_404(queries.visible_exemplars(actor), pk=exemplar_id)
    require(bool(actor.paths(queries.WRITE)))
    data = request.POST if request.method == "POST" else None
    form = TrialForm(units_of(actor), clock.today(), data, with_model=bool(found.theme))

    def begin(given: Given) -> Replication:
        place, group = form.units.found(given["unit"])
        chooser = given.get("chosen_by", "")
        return services.adopt_here(actor, found, Trial(place, group, given["started_on"], chooser))

    if done := carried_out(form, begin, _field_of):
        messages.success(request, _("The plan is made: tick each step when it is done."))
        return redirect("exemplars:replication", done.made.pk)
    context = frame_for(actor) | {"exemplar": found, "form": form, "steps": found.steps.all()}
    return render(request, "exemplars/adopt.html", context, status=422 if form.is_bound else 200)


@require_safe
def replication(request: PageRequest, replication_id: int) -> HttpResponse:
    """The plan, how far it is, and the figures beside those of the original."""
    found = get_object_or_404(queries.visible_replications(request.actor), pk=replication_id)
    return _show(request, found)


@require_POST
def tick(request: PageRequest, replication_id: int, number: int) -> HttpResponseBase:
    """Change one step of the plan: its day, that it was done, a note."""
    found = get_object_or_404(queries.writable_replications(request.actor), pk=replication_id)
    step = get_object_or_404(found.steps.select_related("replication__exemplar"), number=number)
    form = StepForm(request.POST, prefix=f"b{number}")

    def keep(given: Given) -> ReplicationStep:
        said = StepDone(given["planned_until"], given["done_on"], given["note"])
        return services.tick_step(request.actor, step, said, given["base"])

    if carried_out(form, keep):
        messages.success(request, _("Step %(number)s is kept.") % {"number": number})
        return redirect("exemplars:replication", found.pk)
    return _show(request, found, refused=form, number=number)


@require_POST
def keep(request: PageRequest, replication_id: int) -> HttpResponseBase:
    """Say that it stays."""
    return _end(
        request,
        replication_id,
        BaseForm(request.POST),
        lambda found, given: services.keep_replication(request.actor, found, given["base"]),
        _("It stays: others see that it works here too."),
    )


@require_POST
def stop(request: PageRequest, replication_id: int) -> HttpResponseBase:
    """Stop it, with the reason."""
    return _end(
        request,
        replication_id,
        ReasonForm(request.POST),
        lambda found, given: services.stop_replication(
            request.actor, found, given["reason"], given["base"]
        ),
        _("Stopped; the reason stands beside it for others."),
    )


def _end(
    request: PageRequest,
    replication_id: int,
    form: BaseForm | ReasonForm,
    work: Callable[[Replication, Given], None],
    words: str,
) -> HttpResponseBase:
    found = get_object_or_404(queries.writable_replications(request.actor), pk=replication_id)
    if carried_out(form, lambda given: work(found, given)):
        messages.success(request, words)
        return redirect("exemplars:replication", found.pk)
    return _show(request, found, refused=form)


def _field_of(name: str) -> str:
    """What choosing a model calls otherwise than the form here."""
    return {"chosen_on": "started_on", "place": "unit", "group": "unit"}.get(name, name)


def _show(
    request: PageRequest,
    found: Replication,
    *,
    refused: BaseForm | ReasonForm | StepForm | None = None,
    number: int = 0,
) -> HttpResponse:
    actor = request.actor
    follower = queries.follower_of(actor, found)
    original = queries.visible_exemplars(actor).filter(pk=found.exemplar_id).exists()
    compared = queries.comparison_of(found)
    start = {"base": found.version}
    may_write = found.is_going and actor.may(queries.WRITE, found.path)
    context = frame_for(actor) | {
        "replication": found,
        "back_url": reverse("exemplars:index"),
        "follower": follower,
        "chip": TRIAL_CHIPS[Replication.State(found.state)],
        "dormant": dormant_words(follower.life) if found.is_going else "",
        "is_original_open": original,
        "steps": _steps(found, refused if number else None, number),
        "compared": compared_lines(compared),
        "periods": compared_periods(compared),
        "may_write": may_write,
        "may_keep": may_write and found.state == Replication.State.TRYING,
        "keeping": BaseForm(initial=start),
        "stopping": refused if isinstance(refused, ReasonForm) else ReasonForm(initial=start),
        "refused": refused,
    }
    return render(request, "exemplars/replication.html", context, status=422 if refused else 200)


def _steps(found: Replication, refused: object, number: int) -> list[StepLine]:
    today = clock.today()
    return [
        StepLine(
            step,
            *step_chip(step.planned_until, step.done_on, today),
            refused
            if isinstance(refused, StepForm) and step.number == number
            else StepForm(
                prefix=f"b{step.number}",
                initial={
                    "base": found.version,
                    "planned_until": step.planned_until,
                    "done_on": step.done_on,
                    "note": step.note,
                },
            ),
        )
        for step in found.steps.all()
    ]
