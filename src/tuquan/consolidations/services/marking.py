"""Marking the stored totals of a commune whenever something happens that may change them.

One statement in the transaction of whatever happened; nothing above the commune is ever touched, so
nobody waits for anybody of another commune (ADR 0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

from tuquan.consolidations.models import StoredTotal
from tuquan.consolidations.queries.rounds import longer_periods
from tuquan.places.models import Place, Reform
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import installed_editions
from tuquan.reports.models import Obligation, ObligationQuerySet, Report

_CHUNK = 50
"""How many rows one statement marks."""


class Mark(NamedTuple):
    """One row of the stored totals, by all that tells it apart; in the order they are marked."""

    commune: int
    edition: int
    calendar: str
    period_kind: str
    period_key: str
    period_start: date
    period_until: date


def mark_report(report: Report, event: str) -> None:
    """A report was sent, returned, accepted or opened again: its totals are no longer right.

    A baseline survey stands beside the figures of every period, so it marks all of them.
    """
    obligation = report.obligation
    marks = set(_marks_of([obligation]))
    if obligation.form_key and obligation.form.purpose == "baseline":
        beside = Obligation.objects.filter(
            reporter=obligation.reporter, edition__programme=obligation.edition.programme_id
        )
        marks |= set(marks_owed(beside))
    mark_rows(marks)


def mark_owed(obligations: Iterable[Obligation]) -> None:
    """Somebody owes a report who did not before, or no longer owes one: it is asked for."""
    mark_rows(set(_marks_of(obligations)))


def mark_reform(reform: Reform) -> None:
    """Reports still to be written went to another commune, with a reform or its undoing.

    Rows of a commune that the undoing took away go with it: they hold nothing of their own.
    """
    lines = reform.entries.filter(model="reports.obligation", field="commune_id")
    marks: set[Mark] = set()
    for line in lines:
        moved = set(marks_owed(Obligation.objects.filter(pk__in=line.rows)))
        for commune in (line.before, line.after):
            marks |= {one._replace(commune=int(str(commune))) for one in moved}
    communes = {one.commune for one in marks}
    there = set(Place.objects.filter(pk__in=communes).values_list("pk", flat=True))
    StoredTotal.objects.filter(commune__in=communes - there).delete()
    mark_rows({one for one in marks if one.commune in there})


def marks_owed(owed: ObligationQuerySet) -> Iterator[Mark]:
    """The rows that the reports of some obligations count in."""
    rounds = (
        owed.filter(kind=Obligation.Kind.FORM)
        .order_by()
        .values_list(
            "commune_id", "edition_id", "calendar", "period_key", "period_start", "period_until"
        )
        .distinct()
    )
    editions = installed_editions().in_bulk({edition for _commune, edition, *_rest in rounds})
    for commune, edition, calendar, key, start, until in rounds:
        yield from _marks(commune, editions[edition], calendar, key, start, until)


def _marks_of(obligations: Iterable[Obligation]) -> Iterator[Mark]:
    for one in obligations:
        if one.kind == Obligation.Kind.FORM:
            yield from _marks(
                one.commune_id,
                one.edition,
                one.calendar,
                one.period_key,
                one.period_start,
                one.period_until,
            )


def _marks(
    commune: int, edition: ProgrammeEdition, calendar: str, key: str, start: date, until: date
) -> Iterator[Mark]:
    """The row of the round itself, and those of the longer periods it feeds."""
    content = edition.content
    own = content.calendar(calendar)
    yield Mark(commune, edition.pk, calendar, own.period, key, start, until)
    for period in longer_periods(content, own, until - timedelta(days=1)):
        yield Mark(
            commune, edition.pk, calendar, period.kind, period.key, period.start, period.until
        )


def mark_rows(marks: Iterable[Mark]) -> None:
    """Add one to the mark of each, in an order in which nobody waits for somebody who waits."""
    waiting = sorted(marks)
    table = connection.ops.quote_name(StoredTotal._meta.db_table)
    for start in range(0, len(waiting), _CHUNK):
        some = waiting[start : start + _CHUNK]
        row = "(%s, %s, %s, %s, %s, %s, %s, '{}', '{}', 1, 0)"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (commune_id, edition_id, calendar, period_kind, period_key,"  # noqa: S608 - our own table
                " period_start, period_until, live, accepted, mark, folded_mark)"
                f" VALUES {', '.join([row] * len(some))}"
                " ON CONFLICT (edition_id, calendar, period_key, period_start, commune_id)"
                f" DO UPDATE SET mark = {table}.mark + 1",
                [value for one in some for value in one],
            )
