"""Pages about the tree of places."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import Invalid, require
from tuquan.base.formfields import add_problems
from tuquan.base.http import PageRequest
from tuquan.places import queries
from tuquan.places.forms import PlaceForm
from tuquan.places.models import PlaceKind
from tuquan.places.services import NewPlace, add_place


def place_list(request: PageRequest) -> HttpResponse:
    """The tree the person works in, each place under its parent."""
    require(bool(request.actor.paths("places.manage")))
    places = list(queries.visible_places(request.actor))
    return render(request, "places/index.html", {"rows": queries.as_outline(places)})


def add(request: PageRequest) -> HttpResponseBase:
    """Add a place by hand."""
    actor = request.actor
    require(bool(actor.paths("places.manage")))
    parents = queries.visible_places(actor, "places.manage").exclude(kind=PlaceKind.AREA)
    start = {"effective_from": clock.today(), "parent": request.GET.get("parent")}
    form = PlaceForm(
        parents.order_by("path"),
        actor.may("places.manage", ""),
        request.POST or None,
        initial=start,
    )
    if form.is_valid():
        given = form.cleaned_data
        new = NewPlace(
            given["name"],
            given["kind"],
            given["effective_from"],
            short_code=given["short_code"],
        )
        try:
            place = add_place(actor, given["parent"], new)
        except Invalid as error:
            add_problems(form, error)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": place.name})
            return redirect("places:index")
    return render(request, "places/add.html", {"form": form}, status=422 if form.errors else 200)
