"""The fields an office adds to its household list by itself (F-15)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.places.models import Place
from tuquan.residents import queries, services
from tuquan.residents.forms import ChangedFieldForm, FieldForm, PlaceForm
from tuquan.residents.models import HouseholdField
from tuquan.residents.services.fields import MOST_FIELDS


def fields(request: PageRequest) -> HttpResponseBase:
    """The fields of a commune, those that ended, and a form to add one."""
    places = PlaceForm(_communes(request), request.GET)
    commune = places.place
    form = FieldForm(request.POST or None)
    if done := carried_out(
        form, lambda _given: services.add_field(request.actor, commune, form.field())
    ):
        messages.success(
            request, _("“%(label)s” is asked from now on.") % {"label": done.made.label}
        )
        return redirect(_list_of(commune))
    of_commune = queries.visible_fields(request.actor, "households.manage").filter(place=commune)
    asked = of_commune.asked()
    context = {
        "places": places,
        "commune": commune,
        "asked": asked,
        "ended": of_commune.exclude(ended_on=None),
        "may_add": asked.count() < MOST_FIELDS,
        "most": MOST_FIELDS,
        "form": form,
    }
    return render(request, "residents/fields.html", context, status=422 if form.errors else 200)


def change(request: PageRequest, field_id: int) -> HttpResponseBase:
    """Other words, another order, more choices."""
    field = _field(request, field_id)
    form = ChangedFieldForm(
        field.kind, request.POST or None, initial=ChangedFieldForm.values_of(field)
    )
    try:
        if carried_out(
            form, lambda _given: services.change_field(request.actor, field, form.field(field.kind))
        ):
            messages.success(request, _("Saved."))
            return redirect(_list_of(field.place))
    except Conflict as error:
        return _refused(request, error, field)
    context = {"field": field, "form": form, "back": _list_of(field.place)}
    status = 422 if form.errors else 200
    return render(request, "residents/field.html", context, status=status)


@require_POST
def end(request: PageRequest, field_id: int) -> HttpResponseBase:
    """Ask a field no longer; what stands there stays."""
    field = _field(request, field_id)
    try:
        services.end_field(request.actor, field)
    except Conflict as error:
        return _refused(request, error, field)
    messages.success(
        request,
        _("“%(label)s” is no longer asked. What was written stays.") % {"label": field.label},
    )
    return redirect(_list_of(field.place))


def _communes(request: PageRequest) -> list[tuple[int, Place]]:
    communes = [(0, place) for place in queries.communes_with_fields(request.actor)]
    require(bool(communes))
    return communes


def _field(request: PageRequest, field_id: int) -> HouseholdField:
    fields = queries.visible_fields(request.actor, "households.manage")
    return get_object_or_404(fields, pk=field_id)


def _list_of(commune: Place) -> str:
    return f"{reverse('residents:fields')}?dia_ban={commune.pk}"


def _refused(request: PageRequest, error: Conflict, field: HouseholdField) -> HttpResponse:
    """Somebody else ended it meanwhile: the sentence, and the way back to the list."""
    context = {"text": say(error.problem), "field": field, "back": _list_of(field.place)}
    return render(request, "residents/field.html", context, status=409)
