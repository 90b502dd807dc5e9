"""What the platform itself knows of a place under an adoption, for milestones and criteria.

Apps above this one say what they know (`provide_facts` in their `AppConfig.ready`): nothing here
imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tuquan.base import clock
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, EventDay, Pilot

Facts = Mapping[str, int | str]
Provider = Callable[[Adoption, Place], Facts]

_PROVIDERS: list[Provider] = []


def provide_facts(provider: Provider) -> None:
    """Let an app above say what it knows of a place; the names stand in `PLACE_FACTS`."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def facts_at(adoption: Adoption, place: Place | None = None) -> dict[str, int | str]:
    """Everything known of a place under an adoption; of the adopting place, if none is named."""
    where = place or adoption.place
    known: dict[str, int | str] = {}
    for provider in (_own_facts, *_PROVIDERS):
        known |= provider(adoption, where)
    return known


def _own_facts(adoption: Adoption, place: Place) -> Facts:
    areas = Place.objects.below(place.path).areas()
    festivals = EventDay.objects.below(place.path).filter(year=clock.today().year)
    pilots = Pilot.objects.filter(adoption__in=adoption.lineage, ended_on=None)
    facts: dict[str, int | str] = {
        "place_kind": place.kind,
        "areas": areas.count(),
        "pilots": pilots.below(place.path).count(),
        "festivals_held": festivals.filter(event="unity_festival").count(),
    }
    if place.local_word:
        facts["area_kind"] = tidy(place.local_word).lower()
    return facts
