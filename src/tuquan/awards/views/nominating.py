"""Nominating: one by one, from the results of the year, and taking a nomination back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.awards import queries, services
from tuquan.awards.forms import AreaForm, GroupForm, HouseholdForm, ResultsForm, TypedForm
from tuquan.awards.models import AwardRound, RecipientKind
from tuquan.awards.views.frames import round_or_404, title_of
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.residents.models import Household

NomineeForm = GroupForm | AreaForm | HouseholdForm | TypedForm


def nominate(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Nominate somebody of one kind."""
    actor, found = request.actor, round_or_404(request, round_id)
    require(bool(actor.paths("awards.nominate")))
    kinds = [(str(one), RecipientKind(one).label) for one in found.definition.given_to]
    asked = request.POST.get("loai") or request.GET.get("loai", "")
    kind = asked if asked in dict(kinds) else kinds[0][0]
    text = request.POST.get("tim") or request.GET.get("tim", "")
    form = _form(request, found, kind, text)
    if done := carried_out(form, lambda _given: _nominate(actor, found, form)):
        messages.success(request, _("%(name)s is nominated.") % {"name": done.made})
        return redirect("awards:round", found.pk)
    context = {
        "round": found,
        "title": title_of(found),
        "kinds": kinds,
        "kind": kind,
        "text": text,
        "form": form,
        "is_household": kind == RecipientKind.HOUSEHOLD,
        "has_found": bool(isinstance(form, HouseholdForm) and form.households),
    }
    status = 422 if form.errors else 200
    return render(request, "awards/nominate.html", context, status=status)


def from_results(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Nominate among those whose results of the year reached a class."""
    actor, found = request.actor, round_or_404(request, round_id)
    require(bool(actor.paths("awards.nominate")) and queries.offers_results(found))
    offered = queries.suggestions(actor, found)
    form = ResultsForm(offered, request.POST if request.method == "POST" else None)
    if done := carried_out(
        form, lambda _given: services.nominate_several(actor, found, form.nominations())
    ):
        count = len(done.made)
        words = ngettext("%(count)s is nominated.", "%(count)s are nominated.", count)
        messages.success(request, words % {"count": count})
        return redirect("awards:round", found.pk)
    context = {
        "round": found,
        "title": title_of(found),
        "form": form,
        "nominated": [one for one in offered if one.is_nominated],
    }
    return render(request, "awards/from_results.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: PageRequest, nomination_id: int) -> HttpResponse:
    """Take a nomination back."""
    mine = queries.visible_nominations(request.actor)
    found = get_object_or_404(mine, pk=nomination_id)
    services.withdraw_nomination(request.actor, found)
    messages.success(request, _("The nomination was withdrawn."))
    return redirect("awards:round", found.round_id)


def _nominate(actor: Actor, found: AwardRound, form: NomineeForm) -> str:
    return services.nominate(actor, found, form.nomination()).name


def _form(request: PageRequest, found: AwardRound, kind: str, text: str) -> NomineeForm:
    actor = request.actor
    data: Any = request.POST if request.method == "POST" else None
    if kind == RecipientKind.GROUP:
        return GroupForm(queries.groups_to_nominate(actor, found), data)
    if kind == RecipientKind.AREA:
        return AreaForm(queries.areas_to_nominate(actor, found), data)
    if kind == RecipientKind.HOUSEHOLD:
        households = queries.households_to_nominate(actor, found, text)
        _mark(actor, households)
        return HouseholdForm(households, data)
    return TypedForm(kind, queries.places_of_people(actor, found), data)


def _mark(actor: Actor, households: list[Household]) -> None:
    shown = ((one, one.path) for one in households)
    mark_looks(actor, shown, Look.Kind.LISTED, "awards.nominating")
