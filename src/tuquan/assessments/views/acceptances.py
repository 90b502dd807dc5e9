"""One acceptance: the check written down, decided, corrected, its minutes, the festival."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms import (
    CheckForm,
    CorrectCheckForm,
    MinutesForm,
    RefuseForm,
    VersionForm,
    present_lines,
    written,
)
from tuquan.assessments.models import Acceptance
from tuquan.assessments.views.acceptance_lines import CHIPS, shown_lines
from tuquan.assessments.views.frames import frame_for
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.base.texts.wording import spoken
from tuquan.bodies.models import Body
from tuquan.bodies.queries import members_of


@require_safe
def acceptance(request: PageRequest, acceptance_id: int) -> HttpResponse:
    """The year beside survey and goals, what was written down, what was decided."""
    return _show(request, _acceptance(request.actor, acceptance_id))


@require_POST
def check_model(request: PageRequest, acceptance_id: int) -> HttpResponseBase:
    """Write the joint check down."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.checkable_by(request.actor))
    form = CheckForm(queries.boards_for(found), {}, request.POST)

    def keep(given: Given) -> Acceptance:
        check = CheckForm.check_of(given, form.boards)
        return services.record_check(request.actor, found, given["base"], check)

    return _after(request, found, form, keep, _("The check is written down."), "check")


@require_POST
def accept(request: PageRequest, acceptance_id: int) -> HttpResponseBase:
    """Accept the model."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.decidable_by(request.actor))
    form = VersionForm(request.POST)
    words = _("The model of %(name)s is accepted.") % {"name": found.name}
    return _after(
        request,
        found,
        form,
        lambda given: services.accept_model(request.actor, found, given["base"]),
        words,
        "decision",
    )


@require_POST
def refuse(request: PageRequest, acceptance_id: int) -> HttpResponseBase:
    """Do not accept the model, and say why."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.decidable_by(request.actor))
    form = RefuseForm(request.POST)
    words = _("It is noted that the model of %(name)s is not accepted.") % {"name": found.name}
    return _after(
        request,
        found,
        form,
        lambda given: services.refuse_model(request.actor, found, given["base"], given["reason"]),
        words,
        "refusal",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct_acceptance(request: PageRequest, acceptance_id: int) -> HttpResponseBase:
    """Decide once more, with the reason; the earlier decision stays readable."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.decidable_by(request.actor) and found.is_decided)
    boards = queries.boards_for(found)
    said = {"is_accepted": "yes" if found.state == Acceptance.State.ACCEPTED else "no"}
    form = CorrectCheckForm(boards, written(found) | said, request.POST or None)

    def keep(given: Given) -> Acceptance:
        return services.correct_acceptance(
            request.actor,
            found,
            given["base"],
            CheckForm.check_of(given, form.boards),
            is_accepted=given["is_accepted"] == "yes",
            reason=given["reason"],
        )

    if carried_out(form, keep):
        messages.success(request, _("Decided anew. The earlier decision stays readable."))
        return redirect("assessments:acceptance", found.pk)
    context = frame_for(request.actor) | {"acceptance": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/acceptance_correct.html", context, status=status)


@require_POST
def acceptance_minutes(request: PageRequest, acceptance_id: int) -> HttpResponseBase:
    """Write the minutes as a draft, and show it."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.decidable_by(request.actor))
    form = MinutesForm(request.POST)
    done = carried_out(
        form,
        lambda given: services.draft_acceptance_minutes(request.actor, found, given["nominees"]),
    )
    if done:
        words = _("The minutes are written as a draft. Look at them, then have them signed.")
        messages.success(request, words)
        return redirect("documents:detail", done.made.pk)
    return _show(request, found, minutes=form)


@require_safe
def festival(request: PageRequest, acceptance_id: int) -> HttpResponse:
    """A short text for the area's report at its Great Unity Festival, to copy or print."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.is_decided)
    lines = queries.festival_text(found)
    context = {
        "acceptance": found,
        "lines": lines,
        "heading": _("For the report at the Great Unity Festival"),
        "back_url": reverse("assessments:acceptance", args=[found.pk]),
    }
    return render(request, "assessments/festival.html", context)


@require_POST
def told_at_festival(request: PageRequest, acceptance_id: int) -> HttpResponseBase:
    """Note that the area told the result at its festival."""
    found = _acceptance(request.actor, acceptance_id)
    require(found.tellable_by(request.actor))
    form = forms.Form(request.POST)
    if carried_out(form, lambda _given: services.tell_at_festival(request.actor, found)):
        messages.success(request, _("Noted: the result was told at the festival."))
        return redirect("assessments:acceptance", found.pk)
    return _show(request, found, told=form)


def _acceptance(actor: Actor, acceptance_id: int) -> Acceptance:
    found: Acceptance = get_object_or_404(queries.visible_acceptances(actor), pk=acceptance_id)
    return found


def _after(
    request: PageRequest,
    found: Acceptance,
    form: VersionForm,
    work: Callable[[Given], Acceptance],
    words: str,
    name: str,
) -> HttpResponseBase:
    if carried_out(form, work):
        messages.success(request, words)
        return redirect("assessments:acceptance", found.pk)
    return _show(request, found, **{name: form})


def _show(request: PageRequest, found: Acceptance, **refused: forms.Form) -> HttpResponse:
    actor, cycle = request.actor, found.cycle
    lines = shown_lines(queries.compared_lines(found), cycle.content)
    joint = cycle.step("joint_check")
    may_check = found.state in Acceptance.UNDER_WAY and found.checkable_by(actor)
    may_decide = found.decidable_by(actor)
    version = {"base": found.version}
    context = frame_for(actor) | {
        "acceptance": found,
        "chip": CHIPS[Acceptance.State(found.state)],
        "lines": lines,
        "reached": sum(one.line.reached is True for one in lines),
        "judged": sum(one.line.reached is not None for one in lines),
        "model": queries.model_behind(found),
        "joint": joint,
        "joint_words": spoken(joint.by, joint.by_en) if joint else "",
        "decisions": queries.decisions_of(found),
        "in_a_row": _years_words(queries.accepted_in_a_row(found)),
        "form": refused.get("check") or _check_form(found) if may_check else None,
        "refused": next(iter(refused.values()), None),
        "may_decide": may_decide and found.state == Acceptance.State.CHECKED,
        "version_form": VersionForm(initial=version),
        "refusal": refused.get("refusal") or RefuseForm(initial=version),
        "may_correct": may_decide and found.is_decided,
        "may_write_minutes": may_decide and found.is_decided and not found.has_its_minutes,
        "minutes_form": refused.get("minutes") or MinutesForm(),
        "may_open_minutes": found.minutes and actor.may("documents.view", found.minutes.path),
        **_festival(actor, found),
    }
    status = 422 if refused else 200
    return render(request, "assessments/acceptance.html", context, status=status)


def _festival(actor: Actor, found: Acceptance) -> dict[str, Any]:
    """The day of the festival, and what may be done about it."""
    day = queries.festival_day(found)
    may_tell = found.is_decided and found.tellable_by(actor)
    writes_days = actor.may("programmes.adopt", found.committee_path)
    year = found.cycle.year
    return {
        "festival_day": day,
        "may_tell": may_tell and found.told_on is None and day is not None,
        "events_query": f"?nam={year}" if day is None and writes_days else "",
    }


def _check_form(found: Acceptance) -> CheckForm:
    """What was written down so far; at first the committee of the programme as it sits now."""
    boards = list(queries.boards_for(found))
    values = written(found)
    if found.state == Acceptance.State.WAITING:
        own = [one for one in boards if one.programme == found.cycle.content.programme] or boards
        if own:
            values |= {"board": str(own[0].pk), "present": _members(own[0])}
        values["with_group"] = found.cycle.step("joint_check") is not None
    return CheckForm(boards, values)


def _members(board: Body) -> str:
    """Who sits in a committee now, as a first draft of who was there."""
    people = members_of([board])[board.pk]
    return present_lines([{"name": one.holder.name, "post": one.post} for one in people])


def _years_words(years: int) -> str:
    """How often in a row, from the second year on."""
    if years < 2:
        return ""
    words = ngettext("Accepted %(n)s year running", "Accepted %(n)s years running", years)
    return words % {"n": number(years)}
