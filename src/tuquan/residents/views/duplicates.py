"""The desk of likely doubles: two records side by side, and what a person decides (F-11, F-12)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.places.models import Place
from tuquan.places.queries import as_outline
from tuquan.residents import queries, services
from tuquan.residents.forms import PlaceForm
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.queries import Suspicion
from tuquan.residents.views.wording import field_label, shown

PAGE_SIZE = 10
COMPARED = (
    "head_name",
    "birth_year",
    "member_count",
    "lane",
    "house_number",
    "address",
    "residence",
    "reached_by",
    "note",
)
CERTAINTY = {
    "sure": ("late", gettext_lazy("almost surely one household")),
    "likely": ("waiting", gettext_lazy("probably one household")),
    "perhaps": ("info", gettext_lazy("perhaps one household")),
}
"""The look and the words of how sure it is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records as the page shows them, line by line; `differs` marks what is not the same."""

    first: Household
    second: Household
    reasons: list[str]
    state: str
    certainty: str
    lines: list[tuple[str, str, str, bool]]
    seen: str
    may_decide: bool


@never_cache
def desk(request: PageRequest) -> HttpResponse:
    """Pairs that may be one household, the surest first."""
    actor = request.actor
    outline = as_outline(list(queries.visible_places_of_lists(actor)))
    require(bool(outline))
    form = PlaceForm(outline, request.GET)
    found = queries.suspected_duplicates(actor, form.place)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    pairs = [_pair(request, suspicion) for suspicion in page]
    rows = {one.pk: one for pair in pairs for one in (pair.first, pair.second)}
    seen = [(household, household.path) for household in rows.values()]
    mark_looks(actor, seen, Look.Kind.LISTED, "residents.duplicates")
    context = {"form": form, "place": form.place, "page": page, "pairs": pairs}
    return render(request, "residents/duplicates.html", context)


@require_POST
def merge(request: PageRequest) -> HttpResponseBase:
    """The two are one: the record that is kept takes over what it lacks."""
    keep, drop = _household(request, "keep"), _household(request, "drop")
    change = services.merge_households(request.actor, keep, drop, request.POST.get("seen", ""))
    text = _("%(drop)s is part of %(keep)s now. It can be taken back on the page of %(drop)s.")
    if change.state == HouseholdChange.State.WAITING:
        text = _("That %(drop)s is part of %(keep)s waits for a second person.")
    messages.success(request, text % {"keep": keep.code, "drop": drop.code})
    return redirect(_desk_of(request, keep.place))


@require_POST
def different(request: PageRequest) -> HttpResponseBase:
    """The two are two households; the pair is not suggested again."""
    first, second = _household(request, "keep"), _household(request, "drop")
    services.say_different(request.actor, first, second)
    messages.success(request, _("Written down: these are two households."))
    return redirect(_desk_of(request, first.place))


def _pair(request: PageRequest, suspicion: Suspicion) -> Pair:
    first, second = suspicion.first, suspicion.second
    state, words = CERTAINTY[suspicion.certainty]
    columns = [(name, getattr(first, name), getattr(second, name)) for name in COMPARED]
    lines = [(_("Area"), first.place.name, second.place.name, first.place_id != second.place_id)]
    lines += [
        (field_label(name), shown(name, one), shown(name, other), one != other)
        for name, one, other in columns
        if one or other
    ]
    may = request.actor.may
    return Pair(
        first,
        second,
        [say(reason) for reason in suspicion.reasons],
        state,
        str(words),
        lines,
        queries.pair_fingerprint(first, second),
        all(may("households.manage", one.path) for one in (first, second)),
    )


def _household(request: PageRequest, name: str) -> Household:
    number = request.POST.get(name, "")
    households = queries.visible_households(request.actor, "households.manage")
    return get_object_or_404(households, pk=int(number) if number.isdigit() else 0)


def _desk_of(request: PageRequest, place: Place) -> str:
    """Back to the desk of the place that was chosen there."""
    asked = request.POST.get("dia_ban", "")
    number = int(asked) if asked.isdigit() else place.pk
    return f"{reverse('residents:duplicates')}?dia_ban={number}"
