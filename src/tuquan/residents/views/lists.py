"""The lists: the whole register somebody works with, and the households of one area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.core.vietnamese import format_number
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import as_outline
from tuquan.residents import queries, services
from tuquan.residents.forms import AssignForm, FilterForm
from tuquan.residents.models import Household, WayToReach

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


@never_cache
def index(request: PageRequest) -> HttpResponse:
    """Every household somebody may read, narrowed by what stands in the address."""
    actor = request.actor
    outline = as_outline(list(queries.visible_places_of_lists(actor)))
    require(bool(outline))
    form = FilterForm(outline, lanes_asked(request), request.GET)
    context = {
        "rows": _with_counts(actor, outline),
        "may_import": queries.importable_places(actor).exists(),
        "may_change_fields": queries.communes_with_fields(actor).exists(),
        "waiting_changes": _waiting(actor),
    }
    return render(request, "residents/index.html", context | _list_context(request, form))


@never_cache
def area(request: PageRequest, place_id: int) -> HttpResponse:
    """The households of one area and its lanes; every row shown leaves a mark."""
    actor = request.actor
    place = get_object_or_404(queries.visible_areas(actor), pk=place_id)
    lanes = queries.lanes_in_walking_order(actor, place)
    form = FilterForm([], [lane.name for lane in lanes if lane.name], request.GET)
    reached = queries.reach_of(actor, place)
    context = {
        "place": place,
        "lanes": lanes,
        "persons": sum(lane.persons for lane in lanes),
        "households": sum(lane.households for lane in lanes),
        "may_add": actor.may("households.manage", place.path),
        "has_points": queries.has_points(actor, place),
        "import_url": f"{reverse('residents:import')}?thon={place.pk}",
        "reached": reached,
        "ways": [
            (way or queries.UNKNOWN, label, reached.ways[way])
            for way, label in (*WayToReach.choices, ("", _("not known")))
        ],
    }
    return render(request, "residents/area.html", context | _list_context(request, form, place))


@require_POST
def assign_many(request: PageRequest) -> HttpResponseBase:
    """Let one person look after all ticked households; back to the list as it was narrowed."""
    actor = request.actor
    back = _back(request)
    ticked = [int(pk) for pk in request.POST.getlist("household") if pk.isdigit()]
    form = AssignForm(request.POST)
    households = list(queries.register(actor, "households.manage").filter(pk__in=ticked))
    require(bool(actor.paths("households.manage")) and len(households) == len(set(ticked)))
    if not households or not form.is_valid():
        messages.warning(request, _nothing_assigned(form))
        return redirect(back)
    services.assign_households(actor, households, form.cleaned_data["assignee"])
    text = ngettext(
        "%(name)s looks after %(count)s household now.",
        "%(name)s looks after %(count)s households now.",
        len(households),
    )
    name, count = form.cleaned_data["assignee"], format_number(len(households))
    messages.success(request, text % {"name": name, "count": count})
    return redirect(back)


def lanes_asked(request: PageRequest) -> list[str]:
    """The lanes to choose from: only of one area, for everywhere else there are too many."""
    number = request.GET.get("dia_ban", "")
    if not number.isdigit():
        return []
    chosen = queries.visible_areas(request.actor).filter(pk=int(number)).first()
    lanes = queries.lanes_in_walking_order(request.actor, chosen) if chosen else []
    return [lane.name for lane in lanes if lane.name]


def _list_context(
    request: PageRequest, form: FilterForm, place: Place | None = None
) -> dict[str, object]:
    """What the table of both lists needs; whoever is shown is marked as looked at."""
    actor = request.actor
    wishes = form.wishes()
    households = queries.find_households(actor, **({"within": place} if place else {}) | wishes)
    shown = Paginator(queries.with_people_in_charge(households), PAGE_SIZE)
    page = shown.get_page(request.GET.get("page"))
    _mark_listed(actor, page)
    return {
        "form": form,
        "page": page,
        "left": wishes["left"],
        "whole": request.path,
        "here": request.get_full_path(),
        "query": request.GET.urlencode(),
        "assign_form": AssignForm(),
        "may_manage": bool(actor.paths("households.manage")) and not wishes["left"],
    }


def _mark_listed(actor: Actor, page: Page[Household]) -> None:
    rows = [(household, household.path) for household in page]
    mark_looks(actor, rows, Look.Kind.LISTED, queries.LOOK_LISTED)


def _with_counts(actor: Actor, outline: Sequence[tuple[int, Place]]) -> list[OutlineRow]:
    totals: Counter[str] = Counter()
    for path, count in queries.household_counts(actor).items():
        steps = path.split(".")[:-1]
        for length in range(1, len(steps) + 1):
            totals["".join(f"{step}." for step in steps[:length])] += count
    return [OutlineRow(depth, place, totals[place.path]) for depth, place in outline]


def _waiting(actor: Actor) -> int:
    return queries.waiting_changes(actor).count() if actor.paths("households.check") else 0


def _nothing_assigned(form: AssignForm) -> str:
    if not form.is_valid():
        return str(form.errors["assignee"][0])
    return _("Tick the households first.")


def _back(request: HttpRequest) -> str:
    """The list somebody came from, never another site."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return address
    return reverse("residents:index")
