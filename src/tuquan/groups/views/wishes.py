"""Who is to be in one group, or not: chosen from the list by ticking (F-18)."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups import services
from tuquan.groups.forms import WishForm
from tuquan.groups.queries.basis import visible_wishes, wish_lines
from tuquan.groups.views.scope import address, managed_area, title_of
from tuquan.residents.queries import visible_households

LOOK_WISHES = "groups.wishes"


@never_cache
def wishes(request: PageRequest, place_id: int) -> HttpResponseBase:
    """The wishes for an area, and a list to tick for one more."""
    scope = managed_area(request, place_id)
    actor = request.actor
    require(actor.may("households.view", scope.place.path))
    rows = visible_households(actor).filter(place=scope.place).order_by("list_order", "pk")
    form = WishForm(rows, request.POST or None)
    if carried_out(
        form,
        lambda given: services.add_wish(
            actor, scope.programme, scope.place, given["kind"], list(given["households"])
        ),
    ):
        text = _("The wish is noted. Proposals made from now on go by it.")
        messages.success(request, text)
        return redirect(address("wishes", scope.place, scope.programme))
    households = list(rows)
    mark_looks(actor, ((one, one.path) for one in households), Look.Kind.LISTED, LOOK_WISHES)
    by_lane = groupby(households, key=lambda one: same_name_key(one.lane))
    context = {
        "place": scope.place,
        "programme": scope.programme,
        "programme_title": title_of(scope.adoption),
        "area_url": address("area", scope.place, scope.programme),
        "form": form,
        "ticked": form.ticked,
        "lanes": [(tidy(some[0].lane), some) for some in (list(g) for _lane, g in by_lane)],
        "wishes": wish_lines(actor, scope.programme, scope.place),
    }
    return render(request, "groups/wishes.html", context, status=422 if form.errors else 200)


@require_POST
def remove_wish(request: PageRequest, wish_id: int) -> HttpResponseBase:
    """Take a wish back."""
    wish = get_object_or_404(visible_wishes(request.actor), pk=wish_id)
    place, programme = wish.place, wish.programme
    services.remove_wish(request.actor, wish)
    messages.success(request, _("The wish was taken back."))
    return redirect(address("wishes", place, programme))
