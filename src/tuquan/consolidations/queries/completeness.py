"""How complete and how timely the reports of a round are, place by place, at this moment (F-53)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.consolidations.queries.raw import HANDED_IN
from tuquan.consolidations.queries.rounds import Round, obligations_in
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind
from tuquan.reports.models import Obligation, ObligationQuerySet
from tuquan.reports.queries import report_of, reporter_name


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports of a round by what became of them; every report owed is in exactly one.

    `nil` says that nothing happened; `returned` waits for a correction; `waiting` is not due yet.
    `not_applicable` are groups of the place that owe no report of this round, such as those formed
    later; they are in none of the others.
    """

    owed: int = 0
    on_time: int = 0
    late: int = 0
    nil: int = 0
    returned: int = 0
    missing: int = 0
    waiting: int = 0
    not_applicable: int = 0

    @property
    def received(self) -> int:
        """Reports that were handed in and count."""
        return self.on_time + self.late + self.nil

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        names = [one.name for one in fields(self)]
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Complete:
    """One line of the table: a place that can be opened, or one reporter with its state.

    `report` is the number of what a reporter has sent.
    """

    name: str
    counts: Counts
    place: Place | None = None
    state: str = ""
    report: int | None = None


def completeness(actor: Actor, place: Place, chosen: Round) -> list[Complete]:
    """The places directly below which reports are owed; of an area its reporters."""
    owed = _owed(actor, chosen).below(place.path)
    if place.kind == PlaceKind.AREA:
        return _reporters(owed)
    column = "place_id" if place.kind in COMMUNE_LEVEL else "commune_id"
    rows = {row[column]: _counts(row) for row in _counted(owed, column)}
    apart = _without_report(place, chosen, owed, column)
    places = Place.objects.filter(pk__in={*rows, *apart}).order_by("sort_key", "pk")
    return [
        Complete(
            one.name,
            rows.get(one.pk, Counts()).plus(Counts(not_applicable=apart.get(one.pk, 0))),
            one,
        )
        for one in places
    ]


def together_of(rows: list[Complete]) -> Counts:
    """All lines as one."""
    whole = Counts()
    for row in rows:
        whole = whole.plus(row.counts)
    return whole


def counts_by_round(actor: Actor, path: str) -> list[tuple[Mapping[str, Any], Counts]]:
    """Every round of everything below a path, with its counts, in one query."""
    owed = Obligation.objects.visible_to(actor, "totals.view").below(path)
    keys = ("edition__programme__key", "edition__key", "calendar", "period_key")
    rows = _counted(owed.filter(kind=Obligation.Kind.FORM), *keys)
    return [({key: row[key] for key in keys}, _counts(row)) for row in rows]


def _owed(actor: Actor, chosen: Round) -> ObligationQuerySet:
    everything = Obligation.objects.visible_to(actor, "totals.view")
    return everything.filter(**obligations_in(chosen))


def _counted(owed: ObligationQuerySet, *keys: str) -> Any:
    """One row for each value of the keys, with every count: one question to the database."""
    sent = Q(report__state__in=HANDED_IN)
    was_late = Q(report__first_submitted_at__gt=F("due_at"))
    returned, is_due = Q(report__state="returned"), Q(due_at__lt=clock.now())
    silent = ~sent & ~returned | Q(report=None)
    return (
        owed.order_by(*keys)
        .values(*keys)
        .annotate(
            owed=Count("pk"),
            nil=Count("pk", filter=sent & Q(report__nil=True)),
            late=Count("pk", filter=sent & Q(report__nil=False) & was_late),
            on_time=Count("pk", filter=sent & Q(report__nil=False) & ~was_late),
            returned=Count("pk", filter=returned),
            missing=Count("pk", filter=silent & is_due),
            waiting=Count("pk", filter=silent & ~is_due),
        )
    )


def _counts(row: Mapping[str, Any]) -> Counts:
    names = [one.name for one in fields(Counts) if one.name != "not_applicable"]
    return Counts(**{name: row[name] for name in names})


def _without_report(
    place: Place, chosen: Round, owed: ObligationQuerySet, column: str
) -> dict[int, int]:
    """By area, how many of its groups owe no report of the round; above communes it is left out."""
    if column != "place_id" or chosen.feeding.reporter != "group":
        return {}
    asked = owed.order_by().values("group_id")
    groups = ResidentGroup.objects.formed().below(place.path).exclude(pk__in=asked)
    groups = groups.filter(programme__in=_programmes(chosen))
    rows = groups.order_by().values_list("place_id").annotate(Count("pk"))
    return dict(rows)


def _programmes(chosen: Round) -> Any:
    """Of which programme the groups are that report here."""
    asked = Obligation.objects.filter(**obligations_in(chosen)).order_by()
    return asked.values("group__programme").distinct()


def _reporters(owed: ObligationQuerySet) -> list[Complete]:
    counted = {row["pk"]: _counts(row) for row in _counted(owed, "pk")}
    rows = owed.select_related("group", "body", "place", "report", "edition__parent")
    return [
        Complete(reporter_name(one), counted[one.pk], None, _state(counted[one.pk]), _sent(one))
        for one in rows.order_by("group__number", "pk")
    ]


def _sent(obligation: Obligation) -> int | None:
    report = report_of(obligation)
    return report.pk if report and report.submitted_at else None


def _state(counts: Counts) -> str:
    names = ("nil", "late", "on_time", "returned", "missing", "waiting")
    return next(name for name in names if getattr(counts, name))
