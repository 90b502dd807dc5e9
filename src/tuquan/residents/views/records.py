"""One household: the record, who looked at it, putting it right, adding one by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.accounts.models import Role
from tuquan.audit.models import Change, Look
from tuquan.audit.queries import changes_to, looks_at
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid
from tuquan.base.formfields import add_problems
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.residents import queries, services
from tuquan.residents.forms import HouseholdForm
from tuquan.residents.models import Household

LOOKS_SHOWN = 20


@never_cache
def detail(request: PageRequest, household_id: int) -> HttpResponse:
    """The record, what was changed in it and who has seen it; opening it leaves a mark."""
    actor = request.actor
    household = get_object_or_404(queries.visible_households(actor), pk=household_id)
    _mark_opened(actor, household)
    looks = Paginator(looks_at(actor, household), LOOKS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "household": household,
        "changes": [(change, _change_text(change)) for change in changes_to(actor, household)],
        "page": looks,
        "looks": [(look, _role_name(look.role)) for look in looks],
        "may_manage": actor.may("households.manage", household.path),
    }
    return render(request, "residents/detail.html", context)


@never_cache
def edit(request: PageRequest, household_id: int) -> HttpResponseBase:
    """Put typing errors right; the page shows the record, so it leaves a mark as well."""
    actor = request.actor
    household = get_object_or_404(
        queries.visible_households(actor, "households.manage"), pk=household_id
    )
    start = HouseholdForm.values_of(household) | {"seen": queries.fingerprint(household)}
    form = HouseholdForm(request.POST or None, initial=start)
    status = 200
    if form.is_valid():
        try:
            changed = services.correct_household(
                actor, household, form.household(), form.cleaned_data["seen"]
            )
        except Invalid as error:
            add_problems(form, error)
        except Conflict as error:
            form.add_error(None, say(error.problem))
            form.data = {name: form.data[name] for name in form.data} | {"seen": start["seen"]}
            status = 409
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was different."))
            return redirect("residents:detail", household.pk)
    _mark_opened(actor, household)
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "household": household, "compare": status == 409}
    return render(request, "residents/edit.html", context, status=status)


def add(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Add one household by hand."""
    place = get_object_or_404(
        queries.visible_areas(request.actor, "households.manage"), pk=place_id
    )
    form = HouseholdForm(request.POST or None)
    if form.is_valid():
        try:
            household = services.add_household(request.actor, place, form.household())
        except Invalid as error:
            add_problems(form, error)
        else:
            messages.success(
                request, _("The household of %(name)s was added.") % {"name": household.head_name}
            )
            return redirect("residents:area", place.pk)
    context: dict[str, Any] = {"form": form, "place": place}
    return render(request, "residents/add.html", context, status=422 if form.errors else 200)


def _mark_opened(actor: Actor, household: Household) -> None:
    mark_looks(actor, [(household, household.path)], Look.Kind.OPENED, queries.LOOK_OPENED)


def _change_text(change: Change) -> str:
    """What was done, in words; the record holds the names of fields, never their values."""
    if change.action == "residents.household_added":
        return _("Added by hand")
    labels = {name: str(field.label).lower() for name, field in HouseholdForm().fields.items()}
    names = [labels[name] for name in change.data.get("fields", ()) if name in labels]
    return _("Corrected: %(fields)s") % {"fields": ", ".join(names)}


def _role_name(role: str) -> str:
    return str(Role(role).label) if role in Role.values else _("the system")
