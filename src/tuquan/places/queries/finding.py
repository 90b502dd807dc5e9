"""Finding places."""

from __future__ import annotations

from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step, paths_above
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place, PlaceQuerySet


def visible_places(actor: Actor, permission: str = "places.view") -> PlaceQuerySet:
    """Every place of today the actor may see, as a tree in walking order of the paths."""
    places = Place.objects.visible_to(actor, permission).standing()
    return places.select_related("parent")


def communes(actor: Actor, permission: str = "places.view") -> PlaceQuerySet:
    """The communes, wards and special zones the actor works for."""
    return visible_places(actor, permission).communes()


def areas_of(actor: Actor, commune: Place, permission: str = "places.view") -> PlaceQuerySet:
    """The residential areas of one commune, in Vietnamese order (Thôn 2 before Thôn 10)."""
    return visible_places(actor, permission).below(commune.path).areas()


def commune_of(path: str) -> Place | None:
    """The commune, ward or zone at this path or above it; None above that level."""
    return Place.objects.communes().filter(path__in=paths_above(path)).first()


def find_place(actor: Actor, reference: str, permission: str = "places.view") -> Place | None:
    """A place by its short code, `scheme:code`, or permanent number; None when not visible."""
    places = visible_places(actor, permission)
    scheme, colon, code = reference.partition(":")
    if colon:
        return places.filter(
            codes__scheme=scheme, codes__code=code, codes__effective_until=None
        ).first()
    if reference.isdigit():
        return places.filter(pk=int(reference)).first()
    return places.filter(short_code=reference).first()


def area_named(commune: Place, name: str) -> Place | None:
    """The area of a commune with this name, whatever the case and the place of the tone."""
    wanted = same_name_key(name)
    areas = Place.objects.below(commune.path).areas().standing()
    return next((area for area in areas if same_name_key(area.name) == wanted), None)


def next_path(parent: Place | None, number: int) -> str:
    """The path of place `number` under its parent."""
    return (parent.path if parent else "") + path_step(number)


def as_outline(places: list[Place]) -> list[tuple[int, Place]]:
    """Places with their depth, each after its parent, brothers in Vietnamese order.

    >>> as_outline([province, commune, area])  # doctest: +SKIP
    [(0, province), (1, commune), (2, area)]
    """
    known = {place.pk for place in places}
    children: dict[int | None, list[Place]] = {}
    for place in places:
        parent = place.parent_id if place.parent_id in known else None
        children.setdefault(parent, []).append(place)
    outline: list[tuple[int, Place]] = []
    stack = [(0, place) for place in reversed(_in_order(children.get(None, [])))]
    while stack:
        depth, place = stack.pop()
        outline.append((depth, place))
        below = reversed(_in_order(children.get(place.pk, [])))
        stack += [(depth + 1, child) for child in below]
    return outline


def _in_order(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place.sort_key, place.pk))
