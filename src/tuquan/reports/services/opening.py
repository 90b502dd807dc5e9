"""Opening the periods whose time has come, and taking over what was decided since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.working_days import work_calendar
from tuquan.core.programme import Calendar
from tuquan.core.time import Period, UnknownYear
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import Whereabouts, reporting_groups
from tuquan.places.models import Place
from tuquan.places.queries import commune_of
from tuquan.places.queries.written import in_chunks
from tuquan.programmes.models import Adoption, AdoptionQuerySet
from tuquan.programmes.queries import adoptions_to_open
from tuquan.reports.models import Obligation
from tuquan.reports.queries.reevaluation import reevaluation


@transaction.atomic
def open_periods(actor: Actor, commune: Place | None = None) -> int:
    """Open every period whose time has come; returns how many obligations are new.

    Safe to run twice and after a stop of any length: a period that was missed is opened now, with
    the instants it would have had.
    """
    require(actor.may("reports.review", commune.path if commune else ""))
    new = list(_Opening(commune).missing())
    Obligation.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    for place, count in Counter(obligation.commune for obligation in new).items():
        record(actor, "reports.opened", place, place.path, obligations=count)
    return len(new)


class _Opening:
    """One run: which groups owe a period that nobody asked them for yet.

    A group owes the report of a period to the place in which it stood when the period began. When a
    reform moves it, what began before the day is still asked for by the old adoption, what begins
    later by the new place's: no period is asked for twice, and none is lost. A survey made once is
    asked for once, under whichever adoption of the programme opens it first.
    """

    def __init__(self, commune: Place | None) -> None:
        self._inside = commune.path if commune else ""
        self._whereabouts = Whereabouts()
        self._now_owed: dict[tuple[int, str], set[tuple[int, str]]] = {}
        self._communes: dict[Place, Place | None] = {}

    def missing(self) -> Iterator[Obligation]:
        """Every obligation to open, adoption by adoption."""
        for adoption in self._adoptions():
            left = self._whereabouts.left(adoption.place_id)
            groups = list(reporting_groups(adoption, left).filter(path__below=self._inside))
            for calendar in adoption.content.calendars:
                if calendar.reporter == "group" and not calendar.fed_by:
                    yield from self._obligations(adoption, calendar, groups)

    def _adoptions(self) -> AdoptionQuerySet:
        """The adoptions of the commune, and those its groups were under before they came."""
        adoptions = adoptions_to_open(clock.today())
        if not self._inside:
            return adoptions
        groups = ResidentGroup.objects.below(self._inside).values_list("pk", flat=True)
        left = self._whereabouts.places_left(groups)
        return adoptions.filter(Q(place__path__below=self._inside) | Q(place__in=left))

    def _obligations(
        self, adoption: Adoption, calendar: Calendar, groups: Sequence[ResidentGroup]
    ) -> Iterator[Obligation]:
        owed = self._owed_so_far(adoption, calendar, groups)
        now_owed = self._now_owed[adoption.edition.programme_id, calendar.key]
        for period, opens_at, due_at in _open_periods(adoption, calendar):
            for group in groups:
                if (group.pk, period.key) in owed or not self._owes(adoption, group, period, owed):
                    continue
                if self._whereabouts.has_moved(group):
                    now_owed.add((group.pk, period.key))
                yield Obligation(
                    adoption=adoption,
                    edition=adoption.edition,
                    calendar=calendar.key,
                    form_key=calendar.form,
                    group=group,
                    place=group.place,
                    commune=self._commune_of(group.place) or adoption.place,
                    path=group.path,
                    period_key=period.key,
                    period_start=period.start,
                    period_until=period.until,
                    opens_at=opens_at,
                    due_at=self._due_for(adoption, group, period, calendar) or due_at,
                )

    def _commune_of(self, area: Place) -> Place | None:
        """The commune of an area, looked up once in a run."""
        if area not in self._communes:
            self._communes[area] = commune_of(area.path)
        return self._communes[area]

    def _owed_so_far(
        self, adoption: Adoption, calendar: Calendar, groups: Sequence[ResidentGroup]
    ) -> set[tuple[int, str]]:
        """By group and key, what was asked for a calendar: of groups a reform moved, under any
        adoption of the programme. With an empty key: that a group was asked at all.
        """
        programme = adoption.edition.programme_id
        asked = Obligation.objects.filter(calendar=calendar.key)
        rows = set(asked.filter(adoption=adoption).values_list("group_id", "period_key"))
        moved = [group.pk for group in groups if self._whereabouts.has_moved(group)]
        for some in in_chunks(moved):
            elsewhere = asked.filter(edition__programme=programme, group__in=some)
            rows.update(elsewhere.values_list("group_id", "period_key"))
        rows |= self._now_owed.setdefault((programme, calendar.key), set())
        return rows | {(group, "") for group, _period in rows}

    def _owes(
        self,
        adoption: Adoption,
        group: ResidentGroup,
        period: Period,
        owed: Collection[tuple[int, str]],
    ) -> bool:
        """A group owes a report of every period in which it worked, where it then stood; a survey
        made once, in any case."""
        was_here = self._whereabouts.was_within(group, adoption.place_id, period.start)
        if period.kind != "once":
            return was_here and bool(group.formed_on and group.formed_on < period.until)
        is_here = group.path.startswith(adoption.place.path)
        moved = self._whereabouts.moved_on(group, period.start)
        return (was_here or is_here) and not (moved and (group.pk, "") in owed)

    def _due_for(
        self, adoption: Adoption, group: ResidentGroup, period: Period, calendar: Calendar
    ) -> datetime | None:
        """A group that came after a survey began has as many days for it as the first ones had."""
        if period.kind != "once" or group.formed_on is None:
            return None
        was_here = self._whereabouts.was_within(group, adoption.place_id, period.start)
        came_on = None if was_here else self._whereabouts.moved_on(group, period.start)
        begun = max(group.formed_on, came_on or group.formed_on)
        if begun <= period.start:
            return None
        own = Period("once", begun, begun + (period.until - period.start))
        return calendar.instants(own, timezone.get_default_timezone(), work_calendar()).due


def _open_periods(
    adoption: Adoption, calendar: Calendar
) -> Iterator[tuple[Period, datetime, datetime]]:
    """The periods whose time has come and whose due day is known, with when they open and are due.

    A period belongs to the edition in force when it began; a survey made once is not asked again
    because a new edition goes on with the programme.
    """
    zone, now = timezone.get_default_timezone(), clock.now()
    until = adoption.effective_until
    for period in calendar.periods_from(adoption.effective_from):
        if until and period.start >= until:
            return
        if adoption.continues_id and _began_before(adoption, period):
            continue
        try:
            instants = calendar.instants(period, zone, work_calendar())
        except UnknownYear as error:
            raise Conflict("working_days_unknown", year=str(error.year)) from error
        if instants.opens > now:
            return
        if instants.due is not None:
            yield period, instants.opens, instants.due


def _began_before(adoption: Adoption, period: Period) -> bool:
    return period.kind == "once" or period.start < adoption.effective_from


@transaction.atomic
def reevaluate_open_reports(actor: Actor) -> int:
    """Give open, unwritten reports the day and the edition that hold today; returns how many.

    What somebody began to write in the meantime stays as it was opened.
    """
    require(bool(actor.paths("reports.review")))
    done: Counter[Place] = Counter()
    for move in reevaluation(actor):
        changed = Obligation.objects.filter(pk=move.obligation.pk, report=None).update(
            adoption=move.adoption,
            edition=move.adoption.edition,
            form_key=move.form_key,
            due_at=move.due_at,
        )
        done[move.adoption.place] += changed
    for place, count in done.items():
        record(actor, "reports.reevaluated", place, place.path, obligations=count)
    return done.total()
