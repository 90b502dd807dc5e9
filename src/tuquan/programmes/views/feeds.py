"""Calendar programs: the file they read, and the pages with one's own secret addresses."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.places.models import Place
from tuquan.programmes import queries, services
from tuquan.programmes.exports import CONTENT_TYPE, calendar_file
from tuquan.programmes.views.deadlines import calendar_place

SECONDS_KEPT = 900


@login_not_required
@require_safe
def feed(request: PageRequest, secret: str) -> HttpResponse:
    """The deadlines of a place for a calendar program; whoever has the address may read it.

    It serves as long as its owner may see the place. Anything else is a page that does not exist.
    """
    # The address is the key: nothing that is logged about this request may hold it.
    request.path = request.path_info = reverse("programmes:feed", args=["***"])
    found = queries.serving_feed(services.secret_hash(secret))
    if found is None:
        raise Http404
    first, last = queries.calendar_span(clock.today())
    deadlines = queries.deadlines_at(
        found.place, queries.adoptions_at(found.place, first), first, last
    )
    name = _("Deadlines of %(place)s") % {"place": found.place.name}
    body = calendar_file(name, deadlines, clock.now(), request.get_host())
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="lich.ics"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, max_age=SECONDS_KEPT)
    return response


def feeds(request: PageRequest) -> HttpResponse:
    """One's own addresses, and how to open one."""
    require(bool(request.actor.paths("programmes.view")))
    place = calendar_place(request, request.GET.get("noi", ""))
    return _page(request, place)


@require_POST
@never_cache
def open_feed(request: PageRequest) -> HttpResponse:
    """A new address, shown this once: only its hash is kept."""
    require(bool(request.actor.paths("programmes.view")))
    place = calendar_place(request, request.POST.get("noi", ""))
    require(place is not None)
    assert place is not None  # noqa: S101 - tells the type checker
    _feed, secret = services.open_feed(request.actor, place)
    address = request.build_absolute_uri(reverse("programmes:feed", args=[secret]))
    return _page(request, place, address)


@require_POST
def revoke_feed(request: PageRequest, feed_id: int) -> HttpResponseBase:
    """An address that was lost or is no longer needed stops working at once."""
    mine = get_object_or_404(queries.feeds_of(request.actor), pk=feed_id)
    services.revoke_feed(request.actor, mine)
    messages.success(request, _("The address no longer works."))
    return redirect("programmes:feeds")


def _page(request: PageRequest, place: Place | None, new_address: str = "") -> HttpResponse:
    context = {
        "place": place,
        "place_id": str(place.pk) if place else "",
        "feeds": queries.feeds_of(request.actor),
        "new_address": new_address,
    }
    return render(request, "programmes/feeds.html", context)
