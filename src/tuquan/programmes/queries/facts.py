"""What the platform itself knows of places under an adoption, for milestones and criteria.

Apps above this one say what they know (`provide_facts` in their `AppConfig.ready`): nothing here
imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from tuquan.base import clock
from tuquan.base.counting import counted_below
from tuquan.base.scoping import ScopedQuerySet
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, EventDay, Pilot

Facts = Mapping[str, ScopedQuerySet[Any]]
"""By its name, what is counted at and under a place."""

Provider = Callable[[Adoption], Facts]

_PROVIDERS: list[Provider] = []


def provide_facts(provider: Provider) -> None:
    """Let an app above say what it counts; the names stand in `PLACE_FACTS`."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def facts_at(
    adoption: Adoption, places: Iterable[Place], wanted: Container[str] | None = None
) -> dict[int, dict[str, int | str]]:
    """What is known of each of some places under an adoption: everything, or only what is wanted.

    However many places there are, each fact is one query.
    """
    keys = {place.path: place.pk for place in places}
    found = {place.pk: _said_of(place, wanted) for place in places}
    for provider in (_own_facts, *_PROVIDERS):
        for name, rows in provider(adoption).items():
            if wanted is None or name in wanted:
                for path, count in counted_below(rows, keys).items():
                    found[keys[path]][name] = count
    return found


def _said_of(place: Place, wanted: Container[str] | None) -> dict[str, int | str]:
    said = {"place_kind": place.kind}
    if place.local_word:
        said["area_kind"] = tidy(place.local_word).lower()
    return {name: word for name, word in said.items() if wanted is None or name in wanted}


def _own_facts(adoption: Adoption) -> Facts:
    festivals = EventDay.objects.filter(event="unity_festival", year=clock.today().year)
    return {
        "areas": Place.objects.areas(),
        "pilots": Pilot.objects.filter(adoption__in=adoption.lineage, ended_on=None),
        "festivals_held": festivals,
    }
