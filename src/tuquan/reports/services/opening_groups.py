"""Which groups owe a period that nobody asked them for yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from tuquan.core.programme import Asked, Calendar
from tuquan.core.time import Period
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import Whereabouts
from tuquan.places.models import Place
from tuquan.places.queries import commune_of
from tuquan.places.queries.written import in_chunks
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation
from tuquan.reports.services.opening_periods import Running, instants_of


class GroupReports:
    """What groups owe, over one run.

    A group owes the report of a period to the place in which it stood when the period began. When a
    reform moves it, what began before the day is still asked for by the old adoption, what begins
    later by the new place's: no period is asked for twice, and none is lost. A survey made once is
    asked for once, under whichever adoption of the programme opens it first.
    """

    def __init__(self, whereabouts: Whereabouts) -> None:
        self._whereabouts = whereabouts
        self._now_owed: dict[tuple[int, str], set[tuple[int | None, str]]] = {}
        self._communes: dict[Place, Place | None] = {}

    def missing(
        self, running: Running, asked: Asked, groups: Sequence[ResidentGroup]
    ) -> Iterator[Obligation]:
        """Every obligation of the groups to open for one report that is asked of them."""
        adoption, calendar = running.adoption, asked.calendar
        owed = self._owed_so_far(adoption, calendar, groups)
        now_owed = self._now_owed[adoption.edition.programme_id, calendar.key]
        for due in running.due(calendar):
            period = due.period
            for group in groups:
                if (group.pk, period.key) in owed or not self.owes(adoption, group, period, owed):
                    continue
                if self._whereabouts.has_moved(group):
                    now_owed.add((group.pk, period.key))
                obligation = running.obligation(asked, due)
                obligation.reporter = f"group:{group.pk}"
                obligation.group = group
                obligation.place = group.place
                obligation.commune = self._commune_of(group.place) or adoption.place
                obligation.path = group.path
                own_due = self._due_for(adoption, group, period, calendar)
                if own_due:
                    obligation.due_at = own_due
                    obligation.locks_at = running.locks_at(own_due)
                yield obligation

    def owes(
        self,
        adoption: Adoption,
        group: ResidentGroup,
        period: Period,
        owed: Collection[tuple[int | None, str]] = (),
    ) -> bool:
        """A group owes a report of every period in which it worked, where it then stood; a survey
        made once, in any case."""
        was_here = self._whereabouts.was_within(group, adoption.place_id, period.start)
        if period.kind != "once":
            return was_here and bool(group.formed_on and group.formed_on < period.until)
        is_here = group.path.startswith(adoption.place.path)
        moved = self._whereabouts.moved_on(group, period.start)
        return (was_here or is_here) and not (moved and (group.pk, "") in owed)

    def _commune_of(self, area: Place) -> Place | None:
        """The commune of an area, looked up once in a run."""
        if area not in self._communes:
            self._communes[area] = commune_of(area.path)
        return self._communes[area]

    def _owed_so_far(
        self, adoption: Adoption, calendar: Calendar, groups: Sequence[ResidentGroup]
    ) -> set[tuple[int | None, str]]:
        """By group and key, what was asked for a calendar: of groups a reform moved, under any
        adoption of the programme. With an empty key: that a group was asked at all.
        """
        programme = adoption.edition.programme_id
        asked = Obligation.objects.filter(calendar=calendar.key, group__isnull=False)
        rows: set[tuple[int | None, str]] = set(
            asked.filter(adoption=adoption).values_list("group_id", "period_key")
        )
        moved = [group.pk for group in groups if self._whereabouts.has_moved(group)]
        for some in in_chunks(moved):
            elsewhere = asked.filter(edition__programme=programme, group__in=some)
            rows.update(elsewhere.values_list("group_id", "period_key"))
        rows |= self._now_owed.setdefault((programme, calendar.key), set())
        return rows | {(group, "") for group, _period in rows}

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
        return instants_of(calendar, own).due
