"""What the platform itself knows of a place under an adoption, for milestones and criteria.

Apps above this one say what they know (`provide_facts` in their `AppConfig.ready`): nothing here
imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from tuquan.base import clock
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, EventDay, Pilot

Facts = Mapping[str, Callable[[], int | str]]
"""What is known by its name; each is counted only when somebody asks."""

Provider = Callable[[Adoption, Place], Facts]

_PROVIDERS: list[Provider] = []


def provide_facts(provider: Provider) -> None:
    """Let an app above say what it knows of a place; the names stand in `PLACE_FACTS`."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def facts_at(
    adoption: Adoption, place: Place | None = None, wanted: Container[str] | None = None
) -> dict[str, int | str]:
    """What is known of a place under an adoption, or of the adopting place if none is named:
    everything, or only what is wanted."""
    where = place or adoption.place
    return {
        key: count()
        for provider in (_own_facts, *_PROVIDERS)
        for key, count in provider(adoption, where).items()
        if wanted is None or key in wanted
    }


def _own_facts(adoption: Adoption, place: Place) -> Facts:
    def festivals() -> int:
        held = EventDay.objects.below(place.path).filter(event="unity_festival")
        return held.filter(year=clock.today().year).count()

    def pilots() -> int:
        chosen = Pilot.objects.filter(adoption__in=adoption.lineage, ended_on=None)
        return chosen.below(place.path).count()

    facts: dict[str, Callable[[], int | str]] = {
        "place_kind": lambda: place.kind,
        "areas": lambda: Place.objects.below(place.path).areas().count(),
        "pilots": pilots,
        "festivals_held": festivals,
    }
    if place.local_word:
        facts["area_kind"] = tidy(place.local_word).lower
    return facts
