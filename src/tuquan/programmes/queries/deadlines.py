"""What falls due in a place, of every programme that concerns it, and the events days wait for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import not_over
from tuquan.base.scoping import paths_above
from tuquan.base.working_days import work_calendar
from tuquan.core.deadlines import Deadline, EventsByYear, awaited_events, deadlines
from tuquan.core.time import add_months
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption, EventDay

MONTHS_BACK = 1
MONTHS_AHEAD = 12
MONTHS_NEAR = 3
"""How many months with the present one a list shows at first: a year of weeks is a long page."""

_OF_AREAS = ("group", "area")
_OF_ALL = ("milestone", "meeting", "award", "event")


@dataclass(frozen=True, slots=True)
class PlaceDeadline:
    """Something due, with the adoption that asks for it."""

    adoption: Adoption
    deadline: Deadline


def calendar_places(actor: Actor) -> list[Place]:
    """The places whose calendars are offered: communes that run something, else the areas.

    Any other place the actor may see has a calendar too.
    """
    visible = Place.objects.visible_to(actor, "programmes.view").standing()
    running = visible.communes().filter(adoptions__in=Adoption.objects.filter(_current()))
    return list(running.distinct()) or list(visible.communes()[:1]) or list(visible.areas())


def adoptions_at(place: Place, first: date) -> list[Adoption]:
    """The adoptions that concern a place and are not over before a day: its own, those above it,
    and those of its areas."""
    near = Q(place__path__in=paths_above(place.path)) | Q(place__path__below=place.path)
    adoptions = Adoption.objects.filter(near, not_over(first))
    return list(adoptions.select_related("edition__programme", "edition__parent", "place"))


def calendar_span(today: date, ahead: int = MONTHS_AHEAD) -> tuple[date, date]:
    """The months that a list or a feed of deadlines shows, half-open."""
    month = today.replace(day=1)
    return add_months(month, -MONTHS_BACK), add_months(month, ahead)


def deadlines_at(
    place: Place, adoptions: Iterable[Adoption], first: date, last: date
) -> list[PlaceDeadline]:
    """What falls on the days from `first` up to `last` in a place, undated ones at the end.

    An area is shown what groups and areas have to do, not what its commune owes others.
    """
    adoptions = list(adoptions)
    held = events_of(_waiting_places(adoptions))
    work = work_calendar()
    found = [
        PlaceDeadline(adoption, one)
        for adoption in adoptions
        for one in deadlines(
            adoption.content,
            adoption.effective_from,
            adoption.effective_until,
            first,
            last,
            work,
            held.get(adoption.place_id, {}),
        )
        if place.kind != PlaceKind.AREA or one.kind in _OF_ALL or one.level in _OF_AREAS
    ]
    return sorted(found, key=lambda one: (one.deadline.day is None, one.deadline.day or date.max))


def events_for(adoption: Adoption, year: int | None = None) -> Mapping[str, date]:
    """On which day each event of a year, or of this one, was held in the place of an adoption.

    An event that every area holds for itself has happened when the last one has held it (S1-24).
    """
    held = events_of([adoption.place]).get(adoption.place_id, {})
    return held.get(year or clock.today().year, {})


def events_of(places: Collection[Place]) -> dict[int, EventsByYear]:
    """The events that all areas of each place have held, by place and year, with the last day."""
    if not places:
        return {}
    near, of_place = Q(), Q()
    for place in places:
        near |= Q(path__below=place.path)
        of_place |= Q(place__path__below=place.path)
    areas = set(Place.objects.areas().filter(near).values_list("path", flat=True))
    days: dict[tuple[int, str], dict[str, date]] = {}
    rows = EventDay.objects.filter(of_place).values_list("year", "event", "place__path", "held_on")
    for year, event, path, day in rows:
        days.setdefault((year, event), {})[path] = day
    return {place.pk: _all_held(place, areas, days) for place in places}


def event_days(place: Place, event: str, year: int) -> dict[int, EventDay]:
    """The days recorded for an event of a year, by the number of the area."""
    rows = EventDay.objects.below(place.path).filter(event=event, year=year)
    return {row.place_id: row for row in rows}


def awaited_at(adoptions: Iterable[Adoption]) -> frozenset[str]:
    """The events that due days of these adoptions are counted from."""
    return frozenset(event for one in adoptions for event in awaited_events(one.content))


def _all_held(
    place: Place, areas: set[str], days: Mapping[tuple[int, str], Mapping[str, date]]
) -> EventsByYear:
    here = {path for path in areas if path.startswith(place.path)}
    found: dict[int, dict[str, date]] = {}
    for (year, event), held in days.items():
        if here and here <= held.keys():
            found.setdefault(year, {})[event] = max(held[path] for path in here)
    return found


def _waiting_places(adoptions: Iterable[Adoption]) -> list[Place]:
    waiting = (adoption for adoption in adoptions if awaited_events(adoption.content))
    return list({adoption.place_id: adoption.place for adoption in waiting}.values())


def _current() -> Q:
    return not_over(clock.today())
