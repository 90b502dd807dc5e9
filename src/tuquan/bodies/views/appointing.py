"""Appointing somebody, letting somebody act, handing a post over, ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.bodies import queries, services
from tuquan.bodies.forms import ActingForm, AppointForm, EndForm, SucceedForm
from tuquan.bodies.forms.appointing import filling
from tuquan.bodies.forms.people import PEOPLE
from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.queries import Vacancy
from tuquan.bodies.views.one_body import body_of


def appoint(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Appoint somebody to a body, to a vacant post (`?trong=`) or to another one."""
    body = _managed(request.actor, body_id)
    vacancy = _vacancy(request, body)
    start = filling(vacancy) if vacancy else {}
    form = AppointForm(request.actor, body, request.POST or None, initial=start)
    follows = vacancy.last if vacancy else None
    if done := carried_out(
        form, lambda _given: services.appoint(request.actor, body, form.new(follows))
    ):
        return _appointed(request, done.made)
    return _show(request, body, form, vacancy)


def act(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Let somebody act in a vacant post."""
    body = _managed(request.actor, body_id)
    vacancy = _vacancy(request, body)
    start = filling(vacancy) if vacancy else {}
    form = ActingForm(request.actor, body, request.POST or None, initial=start)
    if done := carried_out(
        form, lambda _given: services.name_acting(request.actor, body, form.new())
    ):
        return _appointed(request, done.made)
    return _show(request, body, form, vacancy, is_acting=True)


def hand_over(request: PageRequest, appointment_id: int) -> HttpResponseBase:
    """Hand a post over to the next person in one step, with what they must know."""
    appointment = _appointment(request.actor, appointment_id)
    body = appointment.body
    form = SucceedForm(request.actor, appointment, request.POST or None)
    if done := carried_out(
        form,
        lambda given: services.succeed(
            request.actor, appointment, form.new(), given["handover"], given["reason"]
        ),
    ):
        return _appointed(request, done.made)
    context = {
        "body": body,
        "appointment": appointment,
        "form": form,
        "known": queries.visible_holders(request.actor),
        "people_id": PEOPLE,
        "guided": queries.guidance_by(body).current().filter(appointment=appointment),
        "trainings": queries.trainings_of(appointment.holder),
    }
    return render(request, "bodies/hand_over.html", context, status=422 if form.errors else 200)


def end_post(request: PageRequest, appointment_id: int) -> HttpResponseBase:
    """End a post; it is vacant then."""
    appointment = _appointment(request.actor, appointment_id)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if carried_out(
        form,
        lambda given: services.end_appointment(
            request.actor, appointment, given["on"], given["reason"], given["handover"]
        ),
    ):
        text = _("%(name)s is no longer “%(post)s”. What was done stays on record.")
        names = {"name": appointment.holder, "post": appointment.post}
        messages.success(request, text % names)
        return redirect("bodies:detail", appointment.body_id)
    context = {"appointment": appointment, "body": appointment.body, "form": form}
    return render(request, "bodies/end_post.html", context, status=422 if form.errors else 200)


def _managed(actor: Actor, body_id: int) -> Body:
    body = body_of(actor, body_id)
    require(actor.may("bodies.manage", body.place.path))
    return body


def _appointment(actor: Actor, appointment_id: int) -> Appointment:
    found = get_object_or_404(queries.visible_appointments(actor), pk=appointment_id)
    require(actor.may("bodies.manage", found.body.place.path))
    return found


def _vacancy(request: PageRequest, body: Body) -> Vacancy | None:
    """The vacant post the page was opened for, by its place among the vacancies' posts."""
    wanted = request.GET.get("trong", "")
    return next((one for one in queries.vacancies(body) if one.post == wanted), None)


def _appointed(request: PageRequest, made: Appointment) -> HttpResponseBase:
    """Say what was done, and at once what the rule says to the board as it is now."""
    text = _("%(name)s is “%(post)s” now.")
    messages.success(request, text % {"name": made.holder, "post": made.post})
    for remark in queries.composition_remarks(made.body):
        if remark.params.get("name") == made.holder.name or remark.code == "board_too_large":
            messages.warning(request, say(remark))
    return redirect("bodies:detail", made.body_id)


def _show(
    request: PageRequest,
    body: Body,
    form: AppointForm,
    vacancy: Vacancy | None,
    is_acting: bool = False,
) -> HttpResponseBase:
    context = {
        "body": body,
        "form": form,
        "vacancy": vacancy,
        "is_acting": is_acting,
        "known": queries.visible_holders(request.actor),
        "people_id": PEOPLE,
    }
    return render(request, "bodies/appoint.html", context, status=422 if form.errors else 200)
