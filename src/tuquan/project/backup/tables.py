"""Which tables a copy holds, and how a row becomes plain JSON and a row again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

LEFT_OUT = frozenset({"sessions", "contenttypes", "auth", "django_q"})
"""Apps whose rows are made anew: who is signed in, what migrations fill in, the queue."""

ROWS_AT_ONCE = 2000

AS_IN_JSON = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
"""Fields whose plain value is what the database is given; most of a copy, so time is saved."""


def kept_models() -> list[type[models.Model]]:
    """Every model whose rows are copied, in a fixed order."""
    found = apps.get_models(include_auto_created=True)
    kept = [m for m in found if m._meta.app_label not in LEFT_OUT and m._meta.managed]
    return sorted(kept, key=lambda model: model._meta.db_table)


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model that stand in its table."""
    return list(model._meta.concrete_fields)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one instant; nobody else waits meanwhile."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # `atomic` would take the only write lock
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """Each row of a table as one line, in the order of its key."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield _line([_plain(value) for value in row])


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    """A value as JSON has it; instants in UTC, so that both databases write the same text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def value_of(field: models.Field[Any, Any], plain: Any) -> Any:
    """What the database is given for a plain value."""
    if isinstance(field, AS_IN_JSON):
        return plain
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    value: Any = plain
    if isinstance(kind, models.BinaryField) and plain is not None:
        value = base64.b64decode(plain)
    elif not isinstance(kind, models.JSONField):
        value = kind.to_python(plain)
    return field.get_db_prep_save(value, connection)


def last_number(model: type[models.Model]) -> int:
    """The highest number ever given to a row, also when that row is gone: never given again."""
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            [sequence] = cursor.fetchone()
            cursor.execute(
                f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"  # noqa: S608
            )
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def set_last_number(model: type[models.Model], number: int) -> None:
    """Let the next row of a table get the number after this one."""
    if not isinstance(model._meta.pk, models.AutoField) or number < 1:
        return
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, number])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, number]
            )
