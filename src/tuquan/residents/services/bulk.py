"""Writing many households fast: PostgreSQL's own copying, SQLite's own executemany.

What goes in was validated by the caller; the database still holds its constraints. The columns are
those of the model, so that a column added there is written here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from tuquan.base.errors import Conflict
from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdImport

CHUNK = 10_000
"""Households in one statement; PostgreSQL writes the first while the last are made ready."""

_NEVER_NEW = ("closed_on", "merged_into", "erased_at")
"""What befalls a household later."""

_PREPARED = (models.DecimalField, models.DateField, models.JSONField)
"""What a driver does not take as it is."""

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
Columns = Mapping[str, object]
"""The values of one household by field, with the derived ones."""

Record = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NewRows:
    """Households to append to the list of an area, and since when they live there (if known)."""

    area: Place
    rows: Iterable[Columns]
    opened_on: date | None = None


@transaction.atomic(savepoint=False)
def insert_households(
    lists: Iterable[NewRows],
    imported_by: HouseholdImport | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Append validated households to the lists of areas; gives how many were written.

    An area that ended takes none. Two who append to one list at the same time wait for each other.
    """
    lists = list(lists)
    last = _last_orders([one.area.pk for one in lists])
    fields = [
        field
        for field in Household._meta.concrete_fields
        if not field.primary_key and field.name not in _NEVER_NEW
    ]
    records = _records(fields, lists, last, imported_by)
    write = _copy if connection.vendor == "postgresql" else _many
    written = 0
    for first in records:
        written += write(fields, chain([first], islice(records, CHUNK - 1)))
        if progress:
            progress(written)
    return written


def _last_orders(areas: Sequence[int]) -> dict[int, int]:
    """The last place in the list of each area; the areas are held until the transaction ends.

    An update that changes nothing holds the rows, on both databases.
    """
    Place.objects.filter(pk__in=areas).update(name=models.F("name"))
    for place in Place.objects.filter(pk__in=areas, ended_on__isnull=False):
        raise Conflict("reform_place_ended", place=place.name, on=place.ended_on)
    found = Household.objects.filter(place__in=areas).order_by().values_list("place")
    return dict.fromkeys(areas, 0) | dict(found.annotate(last=models.Max("list_order")))


def _records(
    fields: Sequence[Field],
    lists: Iterable[NewRows],
    last: dict[int, int],
    imported_by: HouseholdImport | None,
) -> Iterator[Record]:
    """One tuple per household, in the order of the fields."""
    empty = {field.name: None if field.null else field.get_default() for field in fields}
    empty["imported_by"] = imported_by.pk if imported_by else None
    prepared = {field.name: field for field in fields if isinstance(field, _PREPARED)}
    as_record = itemgetter(*[field.name for field in fields])
    for one in lists:
        place = one.area.pk
        same = empty | {"place": place, "path": one.area.path, "opened_on": one.opened_on}
        same |= _as_written(prepared, same)
        for row in one.rows:
            last[place] += 1
            values = {**same, **row, "list_order": last[place]}
            if not prepared.keys().isdisjoint(row):
                values |= _as_written(prepared, row)
            yield as_record(values)


def _as_written(prepared: Mapping[str, Field], row: Columns) -> dict[str, Any]:
    """Of the values that need it, what the driver takes."""
    return {
        name: _written_value(field, row[name])
        for name, field in prepared.items()
        if row.get(name) is not None
    }


def _written_value(field: Field, value: object) -> Any:
    """One value; JSON as text is what both databases take in bulk."""
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return field.get_db_prep_save(value, connection)


def _named(fields: Sequence[Field]) -> tuple[str, str]:
    """The table and its columns, quoted."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    return quote(Household._meta.db_table), columns


def _copy(fields: Sequence[Field], records: Iterable[Record]) -> int:
    table, columns = _named(fields)
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for record in records:
                copy.write_row(record)
        return int(cursor.rowcount)


def _many(fields: Sequence[Field], records: Iterable[Record]) -> int:
    table, columns = _named(fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of ours
    rows = list(records)
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
    return len(rows)
