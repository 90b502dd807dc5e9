"""Writing many households fast: PostgreSQL's own copying, SQLite's own executemany.

What goes in was validated by the caller; the database still holds its constraints. The columns are
those of the model, so that a column added there is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction

from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdImport

CHUNK = 5_000
"""Households handed to the database at once."""

_PREPARED = (models.DecimalField, models.DateField)

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
Columns = Mapping[str, object]
"""The values of one household by field, with the derived ones."""


@transaction.atomic(savepoint=False)
def insert_households(
    area: Place, rows: Iterable[Columns], imported_by: HouseholdImport | None = None
) -> int:
    """Append validated households to the list of an area; gives how many were written."""
    last = Household.objects.filter(place=area).aggregate(last=models.Max("list_order"))["last"]
    same = {"place": area.pk, "path": area.path}
    same |= {"imported_by": imported_by.pk if imported_by else None}
    write = _copy if connection.vendor == "postgresql" else _many
    written, given = 0, iter(rows)
    while chunk := list(islice(given, CHUNK)):
        fields = _fields(same, chunk)
        write(fields, _records(fields, same, chunk, start=(last or 0) + written + 1))
        written += len(chunk)
    return written


def _fields(same: Columns, rows: Sequence[Columns]) -> list[Field]:
    """The columns to name: those that some row fills, and those that may not be empty."""
    filled = {name for name, value in same.items() if value is not None}.union(
        *{tuple(row) for row in rows}
    )
    return [
        field
        for field in Household._meta.concrete_fields
        if not field.primary_key and (field.name in filled or not field.null)
    ]


def _records(
    fields: Sequence[Field], same: Columns, rows: Iterable[Columns], start: int
) -> Iterator[tuple[Any, ...]]:
    """One tuple per household, in the order of the fields."""
    empty = {field.name: field.get_default() for field in fields} | dict(same)
    prepared = [field for field in fields if isinstance(field, _PREPARED)]
    names = [field.name for field in fields]
    for order, row in enumerate(rows, start=start):
        values = {**empty, **row, "list_order": order}
        for field in prepared:
            if values[field.name] is not None:
                values[field.name] = field.get_db_prep_save(values[field.name], connection)
        yield tuple([values[name] for name in names])


def _named(fields: Sequence[Field]) -> tuple[str, str]:
    """The table and its columns, quoted."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    return quote(Household._meta.db_table), columns


def _copy(fields: Sequence[Field], records: Iterable[tuple[Any, ...]]) -> None:
    table, columns = _named(fields)
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for record in records:
            copy.write_row(record)


def _many(fields: Sequence[Field], records: Iterable[tuple[Any, ...]]) -> None:
    table, columns = _named(fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(records))
