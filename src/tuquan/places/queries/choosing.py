"""Places to choose from in a form: a short list, narrowed by words, that keeps what is chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tuquan.base.actor import Actor
from tuquan.core.vietnamese import search_key
from tuquan.places.models import PlaceKind, PlaceQuerySet
from tuquan.places.queries.finding import visible_places

LONGEST_CHOICE = 60
"""How many places a list to choose from holds; a province has more, so words narrow it."""


@dataclass(frozen=True, slots=True)
class ManagedPlaces:
    """What somebody may choose in a reform.

    `places` are all they look after. `changeable` leaves out the top ones: whoever looks after a
    commune decides on its areas, not on the commune itself.
    """

    places: PlaceQuerySet
    changeable: PlaceQuerySet

    @property
    def has_levels(self) -> bool:
        """Whether there is more to decide on than residential areas."""
        return self.changeable.exclude(kind=PlaceKind.AREA).exists()


def managed_places(actor: Actor) -> ManagedPlaces:
    """The places somebody looks after, and those on which they may decide."""
    places = visible_places(actor, "places.manage")
    return ManagedPlaces(places, places.exclude(path__in=actor.paths("places.manage")))


def places_to_choose(places: PlaceQuerySet, text: str, chosen: Collection[int]) -> PlaceQuerySet:
    """The places whose name holds every word, the first ones only, and those chosen already."""
    narrowed = places
    for word in search_key(text).split():
        narrowed = narrowed.filter(search_key__contains=word)
    ordered = narrowed.order_by("parent__sort_key", "sort_key", "pk")
    first = list(ordered.values_list("pk", flat=True)[:LONGEST_CHOICE])
    offered = places.filter(pk__in={*first, *chosen})
    return offered.select_related("parent").order_by("parent__sort_key", "sort_key", "pk")


def needs_words(places: PlaceQuerySet) -> bool:
    """Whether there are more places than a list shows at once."""
    return places.count() > LONGEST_CHOICE
