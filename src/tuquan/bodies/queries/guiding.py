"""Who guides whom, and whom a body may be given to guide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.scoping import paths_above
from tuquan.bodies.models import Body, Guidance, GuidanceQuerySet
from tuquan.places.models import Place
from tuquan.places.queries import areas_of


@dataclass(frozen=True, slots=True)
class Target:
    """An area, or a group in it, that may be guided."""

    place: Place
    path: str
    label: str


Provider = Callable[[Actor, Place], Iterable[Target]]

_PROVIDERS: list[Provider] = []


def provide_targets(provider: Provider) -> None:
    """Let an app above say what stands below a place and may be guided: its groups."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def targets_in(actor: Actor, place: Place) -> list[Target]:
    """The areas of a place, each followed by what the apps above have in it."""
    areas = [Target(one, one.path, one.name) for one in areas_of(actor, place, "bodies.view")]
    below: dict[int, list[Target]] = {}
    for provider in _PROVIDERS:
        for target in provider(actor, place):
            below.setdefault(target.place.pk, []).append(target)
    return [one for area in areas for one in (area, *below.get(area.place.pk, ()))]


def visible_guidance(actor: Actor) -> GuidanceQuerySet:
    """Guidance given to places and groups the actor may see."""
    found = Guidance.objects.visible_to(actor)
    return found.select_related("body__place", "appointment__holder", "place")


def guidance_by(body: Body) -> GuidanceQuerySet:
    """Everything a body and its members guide or guided, those that go on first."""
    rows = Guidance.objects.filter(body=body).select_related("appointment__holder", "place")
    return rows.order_by("place__sort_key", "path", "pk")


def guides_of(path: str, on: date) -> GuidanceQuerySet:
    """Who guides an area or a group on a day: those named for it, and for what it lies in."""
    given = Guidance.objects.filter(in_force(on), path__in=paths_above(path))
    return given.select_related("body__place", "appointment__holder", "place").order_by(
        "-path", "pk"
    )


def labels_of(actor: Actor, guidance: Iterable[Guidance], place: Place) -> dict[str, str]:
    """What guided places and groups are called, by path; a group that is gone by its area."""
    named = {target.path: target.label for target in targets_in(actor, place)}
    return {one.path: named.get(one.path, one.place.name) for one in guidance}
