"""The tree of places on a day, and adding a place by hand."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.places import queries
from tuquan.places.forms import MapFilter, PlaceForm
from tuquan.places.models import PlaceKind, PlaceQuerySet
from tuquan.places.services import NewPlace, add_place

MOST_PARENTS = 300
"""How many places a list to choose from may hold; more are reached from their own page."""


def place_list(request: PageRequest) -> HttpResponse:
    """The map of a day, each place under the one it belonged to, or what a search found."""
    actor = request.actor
    require(bool(actor.paths("places.manage")))
    form = MapFilter(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("tim", "")
    day = form.cleaned_data.get("ngay") or clock.today()
    context: dict[str, object] = {
        "form": form,
        "text": text,
        "day": day,
        "is_today": day == clock.today(),
    }
    if text:
        context["found"] = queries.search_places(actor, text)
    else:
        tree = queries.tree_on(actor, day)
        pages = Paginator(tree.rows, queries.LARGEST_OUTLINE)
        context |= {"tree": tree, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "places/index.html", context, status=422 if form.errors else 200)


def add(request: PageRequest) -> HttpResponseBase:
    """Add a place by hand."""
    actor = request.actor
    require(bool(actor.paths("places.manage")))
    start = {"effective_from": clock.today(), "parent": request.GET.get("parent")}
    form = PlaceForm(
        _parents(request),
        actor.may("places.manage", ""),
        request.POST or None,
        initial=start,
    )
    if done := carried_out(
        form, lambda given: add_place(actor, given["parent"], _new_place(given))
    ):
        messages.success(request, _("%(name)s was added.") % {"name": done.made.name})
        return redirect("places:index")
    return render(request, "places/add.html", {"form": form}, status=422 if form.errors else 200)


def _new_place(given: Given) -> NewPlace:
    return NewPlace(
        given["name"],
        given["kind"],
        given["effective_from"],
        local_word=given["local_word"],
        short_code=given["short_code"],
    )


def _parents(request: PageRequest) -> PlaceQuerySet:
    """Where a new place may stand; of a whole nation the provinces and the one that is named."""
    parents = queries.visible_places(request.actor, "places.manage").exclude(kind=PlaceKind.AREA)
    if parents.count() > MOST_PARENTS:
        named = request.POST.get("parent") or request.GET.get("parent") or ""
        is_named = Q(pk=int(named)) if named.isdecimal() else Q(pk__in=[])
        parents = parents.filter(Q(kind=PlaceKind.PROVINCE) | is_named)
    return parents.order_by("path")
