"""Opening the periods whose time has come, for everybody who reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.core.time import Period
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import Whereabouts, reporting_groups
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, AdoptionQuerySet
from tuquan.programmes.queries import adoptions_to_open, awaited_at, events_of
from tuquan.reports.models import Obligation
from tuquan.reports.services.closing import close_orphans
from tuquan.reports.services.followers import tell_opened
from tuquan.reports.services.opening_groups import GroupReports
from tuquan.reports.services.opening_periods import Running
from tuquan.reports.services.opening_places import AtWork, PlaceReports


@transaction.atomic
def open_periods(actor: Actor, commune: Place | None = None) -> int:
    """Open every period whose time has come; returns how many obligations are new.

    Safe to run twice and after a stop of any length: a period that was missed is opened now, with
    the instants it would have had. What nobody can owe any more is taken away first.
    """
    inside = commune.path if commune else ""
    require(actor.may("reports.review", inside))
    close_orphans(actor, inside)
    new = list(_Opening(inside).missing())
    Obligation.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    tell_opened(new)
    for place, count in Counter(obligation.commune for obligation in new).items():
        record(actor, "reports.opened", place, place.path, obligations=count)
    return len(new)


class _Opening:
    """One run over every adoption: who owes a period that nobody asked them for yet."""

    def __init__(self, inside: str) -> None:
        self._inside = inside
        self._whereabouts = Whereabouts()
        self._reports = GroupReports(self._whereabouts)

    def missing(self) -> Iterator[Obligation]:
        """Every obligation to open, adoption by adoption."""
        adoptions = list(self._adoptions())
        waiting = {one.place_id: one.place for one in adoptions if awaited_at([one])}
        held = events_of(list(waiting.values()))
        for adoption in adoptions:
            running = Running(adoption, held.get(adoption.place_id, {}))
            left = self._whereabouts.left(adoption.place_id)
            groups = list(reporting_groups(adoption, left).filter(path__below=self._inside))
            places = PlaceReports(running, self._inside, self._at_work(adoption, groups))
            for asked in running.asked:
                if asked.calendar.reporter == "group" and not asked.of_total:
                    yield from self._reports.missing(running, asked, groups)
                else:
                    yield from places.missing(asked)

    def _adoptions(self) -> AdoptionQuerySet:
        """The adoptions of the commune, and those its groups were under before they came."""
        adoptions = adoptions_to_open(clock.today())
        if not self._inside:
            return adoptions
        groups = ResidentGroup.objects.below(self._inside).values_list("pk", flat=True)
        left = self._whereabouts.places_left(groups)
        return adoptions.filter(Q(place__path__below=self._inside) | Q(place__in=left))

    def _at_work(self, adoption: Adoption, groups: Sequence[ResidentGroup]) -> AtWork:
        """Where the programme has groups, whether one of them worked in a place in a period."""
        has_groups = bool(adoption.groups_of_id or adoption.edition.content.group_kinds)

        def at_work(place: Place, period: Period) -> bool:
            return not has_groups or any(
                adoption.place.path.startswith(place.path) or group.path.startswith(place.path)
                for group in groups
                if self._reports.owes(adoption, group, period)
            )

        return at_work
