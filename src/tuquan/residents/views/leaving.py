"""Households that left, came back, or must be forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.residents import queries, services
from tuquan.residents.forms import ClosingForm, ErasingForm
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.views.records import mark_opened


@never_cache
def close(request: PageRequest, household_id: int) -> HttpResponseBase:
    """The whole household left."""
    household = _record(request, household_id)
    data = request.POST if request.method == "POST" else None
    form = ClosingForm(data, initial={"happened_on": clock.today()})
    if done := carried_out(
        form,
        lambda given: services.close_household(
            request.actor, household, given["happened_on"], given["note"]
        ),
    ):
        text = _("The household of %(name)s is out of the list; its record stays.")
        if done.made.state == HouseholdChange.State.WAITING:
            text = _("That the household of %(name)s left waits for a second person.")
        messages.success(request, text % {"name": household.head_name})
        return redirect("residents:detail", household.pk)
    mark_opened(request.actor, household)
    context = {"household": household, "form": form}
    return render(request, "residents/close.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: PageRequest, household_id: int) -> HttpResponseBase:
    """Put a household back into the list: the closing was a mistake, or it came back today."""
    household = _record(request, household_id)
    came_back = request.POST.get("how") == "came_back"
    services.reopen_household(request.actor, household, clock.today() if came_back else None)
    text = _("The household of %(name)s stands in the list again.")
    messages.success(request, text % {"name": household.head_name})
    return redirect("residents:detail", household.pk)


@never_cache
def erase(request: PageRequest, household_id: int) -> HttpResponseBase:
    """Forget a household where the law asks for it; its code is typed to confirm."""
    household = _record(request, household_id)
    form = ErasingForm(household, request.POST if request.method == "POST" else None)
    if carried_out(
        form, lambda given: services.erase_household(request.actor, household, given["reason"])
    ):
        messages.success(request, _("%(code)s is erased.") % {"code": household.code})
        return redirect("residents:area", household.place_id)
    mark_opened(request.actor, household)
    context = {"household": household, "form": form}
    return render(request, "residents/erase.html", context, status=422 if form.errors else 200)


def _record(request: PageRequest, household_id: int) -> Household:
    return get_object_or_404(queries.records(request.actor, "households.manage"), pk=household_id)
