"""The households of one area on a map without streets: where they lie to one another (F-16)."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.sketch_map import DotLink
from tuquan.core.vietnamese import format_number
from tuquan.places.models import Place
from tuquan.residents import queries
from tuquan.residents.models import Household


@never_cache
def area_map(request: PageRequest, place_id: int) -> HttpResponse:
    """Map and list of one area; whoever is named on the page is marked as looked at."""
    actor = request.actor
    place = get_object_or_404(queries.visible_areas(actor), pk=place_id)
    found = queries.area_map(actor, place)
    shown = [one for lane in found.lanes for one in lane.households]
    named = [*shown, *found.doubtful, *found.without]
    rows = [(household, household.path) for household in named]
    mark_looks(actor, rows, Look.Kind.LISTED, queries.LOOK_MAP)
    asked = request.GET.get("ho", "")
    chosen = next((one for one in named if str(one.pk) == asked), None)
    context = {
        "place": place,
        "map": found,
        "signs": {lane.name: lane.sign for lane in found.lanes},
        "links": dict(_links(shown, chosen)),
        "label": _label(place, found),
        "chosen": chosen,
        "chosen_door": door_of(chosen) if chosen in shown else "",
    }
    return render(request, "residents/map.html", context)


def door_of(household: Household) -> str:
    """Lane and door of a household, its code where neither is known; never a name."""
    door = ", ".join(part for part in (household.lane, household.house_number) if part)
    return door or household.code


def _links(shown: list[Household], chosen: Household | None) -> Iterator[tuple[int, DotLink]]:
    for one in shown:
        url = reverse("residents:detail", args=[one.pk])
        yield one.pk, DotLink(url, door_of(one), one == chosen)


def _label(place: Place, found: queries.AreaMap) -> str:
    """What the drawing says, in one sentence."""
    count = ngettext(
        "Map of %(place)s, north up, with %(count)s household: %(lanes)s.",
        "Map of %(place)s, north up, with %(count)s households: %(lanes)s.",
        found.drawn,
    )
    lanes = [
        f"{lane.name or _('without a lane')} {format_number(len(lane.households))}"
        for lane in found.lanes
    ]
    return (
        count
        % {
            "place": place.name,
            "count": format_number(found.drawn),
            "lanes": ", ".join(lanes),
        }
        + " "
        + _("The list beside it names each household.")
    )
