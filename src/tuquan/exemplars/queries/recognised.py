"""In which years an area or group was accepted: what makes its model one to share (S1-22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tuquan.assessments.queries import Reached, reached_by
from tuquan.base import clock
from tuquan.base.scoping import paths_above
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_in_force


def reached_years(
    adoption: Adoption, place: Place, group: ResidentGroup | None = None
) -> list[Reached]:
    """The years in which it was accepted or reached a class, the latest first.

    As the programme itself judged it; where that never did, the programme whose groups report;
    where that did not either, the others that run there.
    """
    here = adoptions_in_force(clock.today()).filter(place__path__in=paths_above(place.path))
    others = sorted(one.edition.programme.key for one in here)
    own = (adoption.edition.programme.key, adoption.reporting_programme.key)
    for programme in dict.fromkeys((*own, *others)):
        judged = _judged(place, group, programme)
        if judged:
            return [one for one in judged if one.is_reached]
    return []


def _judged(place: Place, group: ResidentGroup | None, programme: str) -> list[Reached]:
    if group is not None:
        return reached_by([(place, group)], programme)[place, group]
    formed = ResidentGroup.objects.formed().filter(place=place)
    found = reached_by([(place, None), *((place, one) for one in formed)], programme)
    return found.pop((place, None)) or _of_all(found.values())


def _of_all(groups: Iterable[Iterable[Reached]]) -> list[Reached]:
    """Where its groups are judged, an area reached a year in which none of them fell short."""
    years: dict[int, list[Reached]] = defaultdict(list)
    for group in groups:
        for one in group:
            years[one.year].append(one)
    return [
        replace(some[0], is_reached=all(one.is_reached for one in some))
        for _year, some in sorted(years.items(), reverse=True)
    ]
