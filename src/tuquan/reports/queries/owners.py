"""Which place, board or organisation owes a report that no group owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Min

from tuquan.base.scoping import paths_above
from tuquan.bodies.models import Body
from tuquan.core.programme import Asked, Calendar, ChainLevel, board_named, level_named
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation

_SEVERAL = ("các ", "những ")
"""How a label begins that means every organisation of a place, not one (S4-11)."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody other than a group who owes a report; `since` is when there was somebody to owe it.

    `instead` says that no such body is known in the place yet, and the place owes it for it.
    """

    key: str
    place: Place
    body: Body | None = None
    since: date | None = None
    instead: bool = False


class Owners:
    """The owners of the reports of one adoption; each table is read once."""

    def __init__(self, adoption: Adoption) -> None:
        self._adoption = adoption
        self._found: dict[tuple[str, str, int], tuple[Owner, ...]] = {}
        self._bodies: dict[int, list[Body]] = {}
        self._above: dict[str, Place] | None = None

    def of(self, asked: Asked, day: date) -> tuple[Owner, ...]:
        """Who owes the report of a period that begins on a day."""
        place = self.place_of(asked.calendar, day)
        reporter = "commune" if asked.of_total else asked.calendar.reporter
        if place is None:
            return ()
        key = (asked.calendar.key, reporter, place.pk)
        if key not in self._found:
            self._found[key] = tuple(self._owners(reporter, asked.calendar, place))
        return self._found[key]

    def place_of(self, calendar: Calendar, day: date) -> Place | None:
        """Where the reporter of a calendar works on a day; None when its level is abolished and the
        place did not say who took over."""
        level = self.abolished_level(calendar)
        if level is None or level.abolished_on is None:
            return self._adoption.place
        if day < level.abolished_on:
            return self._of_kind(level.kind) or self._adoption.place
        now = {one.abolished: one.now for one in self._adoption.terms.levels}.get(level.kind)
        return self._of_kind(now) if now else None

    def abolished_level(self, calendar: Calendar) -> ChainLevel | None:
        """The level at which the reporter of a calendar worked, where the country dropped it."""
        level = level_named(self._adoption.edition.content, calendar)
        return level if level and level.abolished_on else None

    def _owners(self, reporter: str, calendar: Calendar, place: Place) -> Iterator[Owner]:
        if reporter == "area":
            areas = Place.objects.areas().below(place.path)
            begun = areas.annotate(begun=Min("versions__effective_from"))
            since = dict(begun.values_list("pk", "begun"))
            for area in areas:
                yield Owner(f"place:{area.pk}", area, since=since[area.pk])
        elif reporter == "commune":
            for commune in self._communes(place):
                yield Owner(f"place:{commune.pk}", commune)
        else:
            yield from self._bodies_of(calendar, place)

    def _communes(self, place: Place) -> list[Place]:
        """The place itself, or the communes of a district or province that runs the programme."""
        if place.kind not in (PlaceKind.DISTRICT, PlaceKind.PROVINCE):
            return [place]
        return list(Place.objects.communes().standing().below(place.path))

    def _bodies_of(self, calendar: Calendar, place: Place) -> Iterator[Owner]:
        found = self._matching(calendar, place)
        for body in found:
            yield Owner(f"body:{body.pk}", place, body, body.founded_on)
        if not found:
            yield Owner(f"place:{place.pk}/{_digest(calendar.reported_by)}", place, instead=True)

    def _matching(self, calendar: Calendar, place: Place) -> list[Body]:
        """The bodies of a place that a calendar names: one by its name or board, or all mass
        organisations."""
        if place.pk not in self._bodies:
            self._bodies[place.pk] = list(
                Body.objects.standing().filter(place=place).order_by("pk")
            )
        label = calendar.reported_by.casefold()
        bodies = self._bodies[place.pk]
        if label.startswith(_SEVERAL):
            return [body for body in bodies if body.kind == Body.Kind.MASS_ORGANISATION]
        board = board_named(self._adoption.edition.content, calendar.reported_by)
        programme = self._adoption.edition.programme.key
        return [
            body
            for body in bodies
            if (board and (body.programme, body.board) == (programme, board.key))
            or (label and body.name.casefold().startswith(label))
        ][:1]

    def _of_kind(self, kind: str) -> Place | None:
        """The adopting place or the place above it that is of a kind."""
        if self._above is None:
            above = Place.objects.filter(path__in=paths_above(self._adoption.place.path))
            self._above = {
                "commune" if place.kind in COMMUNE_LEVEL else place.kind: place for place in above
            }
        return self._above.get("commune" if kind in COMMUNE_LEVEL else kind)


def takes_all(calendar: Calendar) -> bool:
    """Whether a calendar means every organisation of a place (S4-11)."""
    return calendar.reported_by.casefold().startswith(_SEVERAL)


def reporter_kind_of(asked: Asked) -> str:
    """What kind of reporter owes it: a total of groups is owed by their commune."""
    kind = "commune" if asked.of_total else asked.calendar.reporter
    return Obligation.Reporter(kind)


def _digest(label: str) -> str:
    """A short name for whoever a label means, so that the same one is found again."""
    return sha256(label.casefold().encode()).hexdigest()[:8]
