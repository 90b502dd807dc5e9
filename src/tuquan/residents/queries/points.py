"""Where households of an area lie: only of those whose point was written down (F-16, h-4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuquan.base.actor import Actor
from tuquan.core.points import Degrees
from tuquan.core.sketch_map import SketchMap, Spot, sketch
from tuquan.core.vietnamese import same_name_key
from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdQuerySet
from tuquan.residents.queries.finding import find_households


@dataclass(frozen=True, slots=True)
class LaneOnMap:
    """One lane with its households that are drawn; `sign` tells lanes apart on the map.

    The households of which no lane was written down come last, with no sign.
    """

    name: str
    sign: int | None
    households: tuple[Household, ...]


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The map of an area with what is on it, what is doubtful and who has no point."""

    drawing: SketchMap | None
    lanes: tuple[LaneOnMap, ...]
    doubtful: tuple[Household, ...]
    without: tuple[Household, ...]

    @property
    def drawn(self) -> int:
        """How many households the map shows."""
        return sum(len(lane.households) for lane in self.lanes)


def has_points(actor: Actor, area: Place) -> bool:
    """Whether at least one household of the area that the actor may read has a point."""
    return _households(actor, area).filter(latitude__isnull=False).exists()


def area_map(actor: Actor, area: Place) -> AreaMap:
    """The households of an area the actor may read, placed as they lie, lane by lane."""
    households = list(_households(actor, area))
    names = _lane_names(households)
    spots = [
        Spot(household.pk, at, names[same_name_key(household.lane)])
        for household in households
        if (at := _point(household)) is not None
    ]
    drawing = sketch(spots)
    drawn = {dot.key for dot in drawing.dots} if drawing else set()
    return AreaMap(
        drawing,
        _lanes(names, [household for household in households if household.pk in drawn]),
        tuple(one for one in households if _point(one) is not None and one.pk not in drawn),
        tuple(one for one in households if _point(one) is None),
    )


def _households(actor: Actor, area: Place) -> HouseholdQuerySet:
    return find_households(actor, within=area, order="lane")


def _point(household: Household) -> Degrees | None:
    if household.latitude is None or household.longitude is None:
        return None
    return household.latitude, household.longitude


def _lane_names(households: Sequence[Household]) -> dict[str, str]:
    """The lanes under their first spelling, as the list meets them; those without one come last."""
    names: dict[str, str] = {}
    for one in sorted(households, key=lambda one: (one.lane == "", one.list_order, one.pk)):
        names.setdefault(same_name_key(one.lane), one.lane)
    return names


def _lanes(names: Mapping[str, str], drawn: Sequence[Household]) -> tuple[LaneOnMap, ...]:
    """The lanes that are on the map; a lane keeps its sign when another one gets its points."""
    by_lane: dict[str, list[Household]] = {}
    for household in drawn:
        by_lane.setdefault(same_name_key(household.lane), []).append(household)
    return tuple(
        LaneOnMap(name, sign if name else None, tuple(by_lane[key]))
        for sign, (key, name) in enumerate(names.items())
        if key in by_lane
    )
