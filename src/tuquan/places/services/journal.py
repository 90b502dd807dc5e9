"""Writing down what a reform changes, line by line, so that it can be taken back.

Everything a reform writes, in whatever table, goes through one `Journal`; undoing reads its lines
from the last to the first. A line knows its rows, the column and the values before and after, so
that a row somebody changed since is noticed instead of being overwritten.

`rewrite_below` names no rows: the new beginnings of paths exist only since the reform, so what was
written there since goes back with the rest. It is for tables all of whose rows follow; where only
some do (open obligations), `rewrite` names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError, Q, Value
from django.db.models.functions import Concat, Substr

from tuquan.base.errors import Conflict
from tuquan.base.scoping import path_step, paths_above
from tuquan.places.models import Reform, ReformEntry
from tuquan.places.queries.planning import few

_CHUNK = 5000
"""How many rows one statement names; SQLite takes some thirty thousand values at most."""

_RANGES = 40
"""How many beginnings of paths one statement looks for."""

T = TypeVar("T")


class Journal:
    """The lines of one reform, written in order while it is carried out."""

    def __init__(self, reform: Reform) -> None:
        self.reform = reform
        self._number = 0

    def made(self, rows: Sequence[models.Model]) -> None:
        """Rows that were just made; undoing deletes them."""
        if rows:
            keys = [row.pk for row in rows]
            self._note(self._entry(ReformEntry.Operation.MADE, type(rows[0]), rows=keys))

    def change(self, rows: models.QuerySet[Any], field: str, value: object) -> int:
        """Set one column (by its attribute, `place_id`) of many rows; returns how many changed.

        Rows are told apart by the value they had, so that each goes back to its own.
        """
        model, changed = rows.model, 0
        groups: dict[Any, list[int]] = {}
        for key, before in rows.order_by("pk").values_list("pk", field):
            groups.setdefault(before, []).append(key)
        for before, keys in groups.items():
            if before == value:
                continue
            for some in _chunks(keys):
                model._default_manager.filter(pk__in=some).update(**{field: value})
            changed += len(keys)
            self._note(
                self._entry(ReformEntry.Operation.CHANGED, model, field, keys, before, value)
            )
        return changed

    def rewrite(self, rows: models.QuerySet[Any], field: str, old: str, new: str) -> int:
        """Give every row whose path begins with `old` the beginning `new`; returns how many."""
        keys = list(
            rows.filter(**{f"{field}__below": old}).order_by("pk").values_list("pk", flat=True)
        )
        for some in _chunks(keys):
            _rewrite(rows.model._default_manager.filter(pk__in=some), field, old, new)
        if keys:
            self._note(
                self._entry(ReformEntry.Operation.REWRITTEN, rows.model, field, keys, old, new)
            )
        return len(keys)

    def rewrite_below(
        self, model: type[models.Model], field: str, beginnings: Sequence[tuple[str, str]]
    ) -> None:
        """Give all rows of a table below moved places their new beginning (`Moves.beginnings`).

        Undoing must find the innermost new beginning first, so the lines are in the opposite order.
        """
        _rewrite_all(model, field, beginnings)
        self._note(
            *(
                self._entry(ReformEntry.Operation.REWRITTEN, model, field, before=old, after=new)
                for old, new in sorted(beginnings, key=lambda pair: len(pair[1]))
            )
        )

    def _entry(
        self,
        operation: ReformEntry.Operation,
        model: type[models.Model],
        field: str = "",
        rows: Sequence[int] = (),
        before: object = None,
        after: object = None,
    ) -> ReformEntry:
        self._number += 1
        return ReformEntry(
            reform=self.reform,
            number=self._number,
            operation=operation,
            model=model._meta.label_lower,
            field=field,
            rows=list(rows),
            before=_plain(before),
            after=_plain(after),
        )

    def _note(self, *entries: ReformEntry) -> None:
        ReformEntry.objects.bulk_create(entries, batch_size=500)


def _rewrite_all(
    model: type[models.Model], field: str, beginnings: Sequence[tuple[str, str]]
) -> None:
    """Give the rows below each old beginning the new one; those of one place in one statement."""
    held = _held_below(model, field, [old for old, _ in beginnings])
    there = [pair for pair in beginnings if pair[0] in held]
    for (above, into), together in groupby(there, key=_parents):
        for some in _chunks([old for old, _ in together], _RANGES):
            _rewrite(_rows_below(model, field, some), field, above, into)


def _held_below(model: type[models.Model], field: str, beginnings: Sequence[str]) -> set[str]:
    """Which beginnings hold rows of the table at all; most tables are empty in most places."""
    paths = _rows_below(model, field, few(beginnings)).order_by().values_list(field, flat=True)
    return {above for path in paths.distinct() for above in paths_above(path)}


def _parents(beginning: tuple[str, str]) -> tuple[str, str]:
    """The parts above the place that moved; places that moved together share them."""
    old, new = beginning
    return old[: -len(path_step(0))], new[: -len(path_step(0))]


def _rows_below(
    model: type[models.Model], field: str, paths: Sequence[str]
) -> models.QuerySet[Any]:
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(**{f"{field}__below": path})
    return model._default_manager.filter(below)


def take_back(reform: Reform) -> None:
    """Undo every line of a reform, the last first; a row changed since stops the whole."""
    for table, lines in groupby(reform.entries.order_by("-number"), key=_whole_table):
        if table:
            back = [(str(line.after), str(line.before)) for line in lines]
            innermost_first = sorted(back, key=lambda pair: (-len(pair[0]), pair[0]))
            _rewrite_all(apps.get_model(table[0]), table[1], innermost_first)
            continue
        for line in lines:
            for some in _chunks(line.rows):
                _take_back(line, apps.get_model(line.model), some)


def _whole_table(entry: ReformEntry) -> tuple[str, str] | None:
    """The table and column of a line that names no rows: its neighbours go back with it."""
    if entry.operation == ReformEntry.Operation.REWRITTEN and not entry.rows:
        return entry.model, entry.field
    return None


def _take_back(entry: ReformEntry, model: type[models.Model], keys: Sequence[int]) -> None:
    rows = model._default_manager.filter(pk__in=keys)
    if entry.operation == ReformEntry.Operation.MADE:
        _delete(rows)
        return
    if entry.operation == ReformEntry.Operation.REWRITTEN:
        old, new = str(entry.before), str(entry.after)
        if rows.filter(**{f"{entry.field}__below": new}).count() != len(keys):
            raise Conflict("reform_undo_changed")
        _rewrite(rows, entry.field, new, old)
        return
    column: models.Field[Any, Any] = model._meta.get_field(entry.field.removesuffix("_id"))  # type: ignore[assignment]  # a column, not the far end of a relation
    before, after = (column.to_python(value) for value in (entry.before, entry.after))
    if rows.filter(**{entry.field: after}).update(**{entry.field: before}) != len(keys):
        raise Conflict("reform_undo_changed")


def _delete(rows: models.QuerySet[Any]) -> None:
    """Delete rows a reform made, and nothing that hangs on them."""
    try:
        _, deleted = rows.delete()
    except ProtectedError as error:
        raise Conflict("reform_undo_in_use") from error
    if set(deleted) - {rows.model._meta.label}:
        raise Conflict("reform_undo_in_use")


def _rewrite(rows: models.QuerySet[Any], field: str, old: str, new: str) -> None:
    rest = Substr(field, len(old) + 1)
    rows.update(**{field: Concat(Value(new), rest)})


def _chunks(keys: Sequence[T], size: int = _CHUNK) -> Iterator[Sequence[T]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _plain(value: object) -> object:
    """A value of a column as JSON holds it; days, instants and exact decimals as text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
