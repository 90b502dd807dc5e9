"""Whether a model is still alive: computed from the reports of its area or group, never typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q
from django.utils import timezone

from tuquan.base import clock
from tuquan.exemplars.models import Exemplar, Replication
from tuquan.reports.models import Obligation, Report

SILENT_PERIODS = 2
"""After so many periods in a row without a report a model counts as dormant."""

CAME = (Report.State.SUBMITTED, Report.State.ACCEPTED, Report.State.RETURNED)

Watched = Exemplar | Replication


class Due(NamedTuple):
    """A period of one calendar that is due, and whether any report of it came."""

    start: date
    until: date
    came: bool


@dataclass(frozen=True, slots=True)
class Life:
    """Since when a model is dormant, if it is; when its area or group last sent a report."""

    dormant_since: date | None = None
    last_report: date | None = None


@dataclass(slots=True)
class _Pulse:
    """What one area or group owed and sent under a programme, by calendar."""

    due: dict[str, list[Due]] = field(default_factory=lambda: defaultdict(list))
    last: datetime | None = None


_Key = tuple[int, str, int]
_Row = tuple[int, int, str, date, date, int, datetime | None]


def silent_since(due: Sequence[Due]) -> date | None:
    """Since when no report came, with the periods in their order; None while one of the last two
    came.

    >>> silent_since([Due(date(2026, 8, 1), date(2026, 9, 1), False)])
    """
    missing: list[Due] = []
    for one in reversed(due):
        if one.came:
            break
        missing.append(one)
    return missing[-1].start if len(missing) >= SILENT_PERIODS else None


def lives_of(watched: Iterable[Watched]) -> dict[int, Life]:
    """By number, whether each goes on; two questions for any number of one kind."""
    some = list(watched)
    pulses = _pulses(some)
    return {one.pk: _life(one, pulses.get(_key(one))) for one in some}


def _life(one: Watched, pulse: _Pulse | None) -> Life:
    ends = [
        one.model.ended_on if one.model else None,
        one.group.dissolved_on if one.group else one.place.ended_on,
        silent_since(_beat(pulse.due)) if pulse else None,
    ]
    last = timezone.localtime(pulse.last).date() if pulse and pulse.last else None
    return Life(min((day for day in ends if day), default=None), last)


def _beat(due: Mapping[str, Sequence[Due]]) -> Sequence[Due]:
    """The periods of the calendar that comes most often."""
    return max(due.values(), key=len, default=())


def _pulses(some: Sequence[Watched]) -> dict[_Key, _Pulse]:
    """What was due of each; of areas, whatever anybody in them sent counts."""
    found: dict[_Key, _Pulse] = defaultdict(_Pulse)
    programmes = {one.adoption.edition.programme_id for one in some}
    groups = {one.group_id for one in some if one.group_id}
    areas = {one.place_id for one in some if not one.group_id}
    for unit, numbers in (("group", groups), ("place", areas)):
        if not numbers:
            continue
        for programme, number, calendar, start, until, came, last in _owed(
            unit, numbers, programmes
        ):
            pulse = found[(programme, unit, number)]
            pulse.due[calendar].append(Due(start, until, came > 0))
            pulse.last = max((at for at in (pulse.last, last) if at), default=None)
    return found


def _owed(unit: str, numbers: Iterable[int], programmes: Iterable[int]) -> Iterable[_Row]:
    """Every period that is due, in its order, with how many reports of it came and the last."""
    due = Obligation.objects.filter(
        Q(**{f"{unit}__in": numbers}),
        kind=Obligation.Kind.FORM,
        edition__programme__in=programmes,
        due_at__lt=clock.now(),
    )
    came = Count("report", filter=Q(report__state__in=CAME))
    return (
        due.order_by("period_until")
        .values_list(
            "edition__programme_id", f"{unit}_id", "calendar", "period_start", "period_until"
        )
        .annotate(came=came, last=Max("report__first_submitted_at"))
    )


def _key(one: Watched) -> _Key:
    programme = one.adoption.edition.programme_id
    return (
        (programme, "group", one.group_id) if one.group_id else (programme, "place", one.place_id)
    )
