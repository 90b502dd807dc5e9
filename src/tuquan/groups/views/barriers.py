"""Rivers, railways and main roads of an area: listed, drawn, described without a pointer (F-18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.groups import way_words
from tuquan.core.points import Degrees
from tuquan.core.sketch_map import Spot, sketch
from tuquan.groups import services
from tuquan.groups.forms import BarrierForm
from tuquan.groups.forms.barriers import METRES, NOBODY, OFFERED
from tuquan.groups.models import BarrierLine
from tuquan.groups.queries.basis import visible_barriers
from tuquan.groups.queries.boards import strokes_of
from tuquan.groups.views.boards import door_of, dot_links
from tuquan.groups.views.scope import AreaScope, address, managed_area, title_of
from tuquan.residents.models import Household
from tuquan.residents.queries import visible_households

LOOK_BARRIERS = "groups.barriers"


@never_cache
def barriers(request: PageRequest, place_id: int) -> HttpResponseBase:
    """The barriers of an area, drawn among its households, and a form for one more."""
    scope = managed_area(request, place_id)
    households = _households(request, scope)
    start = {"kind": BarrierLine.Kind.RIVER, "crossing": NOBODY}
    form = BarrierForm(_points(households), request.POST or None, initial=start)
    if done := carried_out(
        form, lambda _given: services.add_barrier(request.actor, scope.place, form.barrier())
    ):
        text = _("%(name)s is noted. Proposals made from now on go by it.")
        messages.success(request, text % {"name": done.made.name})
        return redirect(address("barriers", scope.place, scope.programme))
    return _page(request, scope, households, form, None)


@never_cache
def barrier(request: PageRequest, barrier_id: int) -> HttpResponseBase:
    """One barrier described anew."""
    found = _barrier(request, barrier_id)
    scope = managed_area(request, found.place_id)
    households = _households(request, scope)
    start = {
        "name": found.name,
        "kind": found.kind,
        "crossing": NOBODY if found.price is None else METRES,
        "price": found.price,
        "corners": "\n".join(", ".join(point) for point in found.points),
    }
    form = BarrierForm(_points(households), request.POST or None, initial=start)
    if carried_out(
        form, lambda _given: services.alter_barrier(request.actor, found, form.barrier())
    ):
        messages.success(request, _("%(name)s is described anew.") % {"name": found.name})
        return redirect(address("barriers", scope.place, scope.programme))
    return _page(request, scope, households, form, found)


@require_POST
def remove_barrier(request: PageRequest, barrier_id: int) -> HttpResponseBase:
    """Take a barrier away."""
    found = _barrier(request, barrier_id)
    scope = managed_area(request, found.place_id)
    services.remove_barrier(request.actor, found)
    messages.success(request, _("%(name)s was taken away.") % {"name": found.name})
    return redirect(address("barriers", scope.place, scope.programme))


def _barrier(request: PageRequest, barrier_id: int) -> BarrierLine:
    return get_object_or_404(visible_barriers(request.actor), pk=barrier_id)


def _households(request: PageRequest, scope: AreaScope) -> list[Household]:
    require(request.actor.may("households.view", scope.place.path))
    rows = visible_households(request.actor).filter(place=scope.place)
    return list(rows.order_by("list_order", "pk"))


def _words(household: Household) -> str:
    """How a household is named in the list offered; the number keeps namesakes apart."""
    return f"{household.head_name} · {door_of(household)} · {household.code}"


def _points(households: Sequence[Household]) -> dict[str, Degrees | None]:
    return {_words(one): _point(one) for one in households}


def _point(household: Household) -> Degrees | None:
    if household.latitude is None or household.longitude is None:
        return None
    return household.latitude, household.longitude


def _page(
    request: PageRequest,
    scope: AreaScope,
    households: Sequence[Household],
    form: BarrierForm,
    chosen: BarrierLine | None,
) -> HttpResponse:
    marked = ((one, one.path) for one in households)
    mark_looks(request.actor, marked, Look.Kind.LISTED, LOOK_BARRIERS)
    lines = list(visible_barriers(request.actor).filter(place=scope.place))
    context: dict[str, Any] = {
        "place": scope.place,
        "programme": scope.programme,
        "programme_title": title_of(scope.adoption),
        "area_url": address("area", scope.place, scope.programme),
        "list_url": address("barriers", scope.place, scope.programme),
        "lines": [(line, way_words(line.price)) for line in lines],
        "form": form,
        "chosen": chosen,
        "offered": [_words(one) for one in households if _point(one) is not None],
        "offered_id": OFFERED,
        **_map(scope, households, lines),
    }
    return render(request, "groups/barriers.html", context, status=422 if form.errors else 200)


def _map(
    scope: AreaScope, households: Sequence[Household], lines: Sequence[BarrierLine]
) -> dict[str, Any]:
    lanes = {lane: sign for sign, lane in enumerate(dict.fromkeys(one.lane for one in households))}
    spots = [
        Spot(one.pk, point, one.lane) for one in households if (point := _point(one)) is not None
    ]
    drawing = sketch(spots, strokes_of(lines))
    count = ngettext(
        "Map of %(place)s with %(count)s household, north up; lines: %(lines)s.",
        "Map of %(place)s with %(count)s households, north up; lines: %(lines)s.",
        len(spots),
    )
    names = ", ".join(line.name for line in lines) or "–"
    return {
        "drawing": drawing,
        "signs": {lane: sign if lane else None for lane, sign in lanes.items()},
        "links": dot_links(households),
        "label": count % {"place": scope.place.name, "count": len(spots), "lines": names},
    }
