"""The lists: which areas there are, and the households of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import as_outline
from tuquan.residents import queries
from tuquan.residents.forms import FindForm

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A place with its depth in the tree and the households at it or below it."""

    depth: int
    place: Place
    households: int

    @property
    def is_area(self) -> bool:
        """Whether the place has a list of its own."""
        return self.place.kind == PlaceKind.AREA


def index(request: PageRequest) -> HttpResponse:
    """Choose an area; each place with the number of its households."""
    places = list(queries.visible_places_of_lists(request.actor))
    require(bool(places))
    totals: Counter[str] = Counter()
    for path, count in queries.household_counts(request.actor).items():
        steps = path.split(".")[:-1]
        for length in range(1, len(steps) + 1):
            totals["".join(f"{step}." for step in steps[:length])] += count
    context = {
        "rows": [
            OutlineRow(depth, place, totals[place.path]) for depth, place in as_outline(places)
        ],
        "may_import": queries.importable_places(request.actor).exists(),
    }
    return render(request, "residents/index.html", context)


@never_cache
def area(request: PageRequest, place_id: int) -> HttpResponse:
    """The households of one area; every row shown leaves a mark."""
    actor = request.actor
    place = get_object_or_404(queries.visible_areas(actor), pk=place_id)
    form = FindForm(queries.lanes_of(actor, place), request.GET)
    households = queries.households_of(actor, place, **form.wishes())
    page = Paginator(households, PAGE_SIZE).get_page(request.GET.get("page"))
    mark_looks(
        actor,
        [(household, household.path) for household in page],
        Look.Kind.LISTED,
        queries.LOOK_LISTED,
    )
    context = {
        "place": place,
        "form": form,
        "page": page,
        "narrowed": bool(request.GET.get("tim") or request.GET.get("ngo")),
        "may_manage": actor.may("households.manage", place.path),
        "import_url": f"{reverse('residents:import')}?thon={place.pk}",
    }
    return render(request, "residents/area.html", context)
