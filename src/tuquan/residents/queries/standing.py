"""The households of an area by lane, as lines of the form that divides it."""

from __future__ import annotations

from tuquan.base.actor import Actor
from tuquan.core.vietnamese import sort_key
from tuquan.places.models import Place
from tuquan.places.queries import StandingRow
from tuquan.residents.models import Household


def standing_lanes(actor: Actor, place: Place) -> list[StandingRow]:
    """Every lane with its households: one choice each; without a lane they stand together.

    Only numbers and names of lanes, so that whoever keeps the map but may not read households
    divides an area without seeing anybody.
    """
    households = Household.objects.visible_to(actor, "places.manage").current().filter(place=place)
    lanes: dict[str, list[int]] = {}
    for lane, number in households.order_by("pk").values_list("lane", "pk"):
        lanes.setdefault(lane, []).append(number)
    return [
        StandingRow(tuple(lanes[lane]), lane, len(lanes[lane]))
        for lane in sorted(lanes, key=lambda lane: (not lane, sort_key(lane)))
    ]
