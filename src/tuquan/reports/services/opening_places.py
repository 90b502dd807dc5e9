"""Which areas, communes, boards and organisations owe a period that nobody asked them for yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Q

from tuquan.core.programme import Asked
from tuquan.core.time import Period
from tuquan.places.models import Place
from tuquan.places.queries import commune_of
from tuquan.reports.models import Obligation
from tuquan.reports.queries.owners import Owner, Owners, reporter_kind_of, takes_all
from tuquan.reports.services.opening_periods import Due, Running

AtWork = Callable[[Place, Period], bool]
"""Whether anybody worked in a place in a period, so that there is something to add up or to
discuss."""


class PlaceReports:
    """What everybody but the groups owes under one adoption."""

    def __init__(self, running: Running, inside: str, at_work: AtWork) -> None:
        self._running = running
        self._inside = inside
        self._at_work = at_work
        self._owners = Owners(running.adoption)
        self._owed: set[tuple[str, str, str]] | None = None
        self._held: set[tuple[str, int, str]] = set()
        self._instead: set[tuple[str, int, str]] = set()
        self._communes: dict[int, Place] = {}

    def missing(self, asked: Asked) -> Iterator[Obligation]:
        """Every obligation to open for one report."""
        for due in self._running.due(asked.calendar):
            for owner in self._owners.of(asked, due.period.start):
                if self._owes(asked, owner, due.period):
                    yield self._obligation(asked, owner, due)

    def _owes(self, asked: Asked, owner: Owner, period: Period) -> bool:
        """Nobody owes a total of nothing, or the record of a meeting about groups before one works;
        and nobody owes twice what another one already owed for the same place."""
        if not owner.place.path.startswith(self._inside):
            return False
        if owner.since and owner.since >= period.until:
            return False
        if self._is_owed(asked, owner, period):
            return False
        return asked.kind == "form" or self._at_work(owner.place, period)

    def _is_owed(self, asked: Asked, owner: Owner, period: Period) -> bool:
        owed = self._owed_so_far()
        if (asked.calendar.key, owner.key, period.key) in owed:
            return True
        if asked.of_total or asked.calendar.reporter not in ("board", "organisation"):
            return False
        alone = owner.instead or not takes_all(asked.calendar)
        held = (asked.calendar.key, owner.place.pk, period.key)
        return held in self._instead or (alone and held in self._held)

    def _owed_so_far(self) -> set[tuple[str, str, str]]:
        """What was asked of places and bodies here before: by calendar, reporter and period.

        Under any adoption of the programme, for a reform may have brought a place here.
        """
        if self._owed is None:
            adoption = self._running.adoption
            here = Q(adoption=adoption) | Q(place__path__below=adoption.place.path)
            rows = Obligation.objects.filter(
                here, edition__programme=adoption.edition.programme_id, group=None
            ).values_list("calendar", "reporter", "period_key", "place_id")
            self._owed = set()
            for calendar, reporter, period, place in rows:
                self._owed.add((calendar, reporter, period))
                if reporter != f"place:{place}":
                    self._held.add((calendar, place, period))
                if "/" in reporter:
                    self._instead.add((calendar, place, period))
        return self._owed

    def _obligation(self, asked: Asked, owner: Owner, due: Due) -> Obligation:
        obligation = self._running.obligation(asked, due)
        obligation.reporter_kind = reporter_kind_of(asked)
        obligation.reporter = owner.key
        obligation.body = owner.body
        obligation.place = owner.place
        obligation.commune = self._commune_of(owner.place)
        obligation.path = owner.place.path
        return obligation

    def _commune_of(self, place: Place) -> Place:
        """The commune of an area; what stands above communes is its own."""
        if place.pk not in self._communes:
            self._communes[place.pk] = commune_of(place.path) or place
        return self._communes[place.pk]
