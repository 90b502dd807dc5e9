"""Writing down what a reform changes, line by line, so that it can be taken back.

Everything a reform writes, in whatever table, goes through one `Journal`; undoing reads its lines
from the last to the first. A line knows its rows, the column and the values before and after, so
that a row somebody changed since is noticed instead of being overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import ProtectedError, Value
from django.db.models.functions import Concat, Substr

from tuquan.base.errors import Conflict
from tuquan.places.models import Reform, ReformEntry

_CHUNK = 5000
"""How many rows one statement names; SQLite takes some thirty thousand values at most."""


class Journal:
    """The lines of one reform, written in order while it is carried out."""

    def __init__(self, reform: Reform) -> None:
        self.reform = reform
        self._number = 0

    def made(self, rows: Sequence[models.Model]) -> None:
        """Rows that were just made; undoing deletes them."""
        if rows:
            keys = [row.pk for row in rows]
            self._note(ReformEntry.Operation.MADE, type(rows[0]), rows=keys)

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
            self._note(ReformEntry.Operation.CHANGED, model, field, keys, before, value)
        return changed

    def rewrite(self, rows: models.QuerySet[Any], field: str, old: str, new: str) -> int:
        """Give every row whose path begins with `old` the beginning `new`; returns how many."""
        keys = list(
            rows.filter(**{f"{field}__below": old}).order_by("pk").values_list("pk", flat=True)
        )
        for some in _chunks(keys):
            _rewrite(rows.model, field, some, old, new)
        if keys:
            self._note(ReformEntry.Operation.REWRITTEN, rows.model, field, keys, old, new)
        return len(keys)

    def _note(
        self,
        operation: ReformEntry.Operation,
        model: type[models.Model],
        field: str = "",
        rows: Sequence[int] = (),
        before: object = None,
        after: object = None,
    ) -> None:
        self._number += 1
        ReformEntry.objects.create(
            reform=self.reform,
            number=self._number,
            operation=operation,
            model=model._meta.label_lower,
            field=field,
            rows=list(rows),
            before=_plain(before),
            after=_plain(after),
        )


def take_back(reform: Reform) -> None:
    """Undo every line of a reform, the last first; a row changed since stops the whole."""
    for entry in reform.entries.order_by("-number"):
        model = apps.get_model(entry.model)
        for some in _chunks(entry.rows):
            _take_back(entry, model, some)


def _take_back(entry: ReformEntry, model: type[models.Model], keys: Sequence[int]) -> None:
    rows = model._default_manager.filter(pk__in=keys)
    if entry.operation == ReformEntry.Operation.MADE:
        try:
            rows.delete()
        except ProtectedError as error:
            raise Conflict("reform_undo_in_use") from error
        return
    if entry.operation == ReformEntry.Operation.REWRITTEN:
        old, new = str(entry.before), str(entry.after)
        same = rows.filter(**{f"{entry.field}__below": new})
        if same.count() != len(keys):
            raise Conflict("reform_undo_changed")
        _rewrite(model, entry.field, keys, new, old)
        return
    column: models.Field[Any, Any] = model._meta.get_field(entry.field.removesuffix("_id"))  # type: ignore[assignment]  # a column, not the far end of a relation
    before, after = (column.to_python(value) for value in (entry.before, entry.after))
    if rows.filter(**{entry.field: after}).update(**{entry.field: before}) != len(keys):
        raise Conflict("reform_undo_changed")


def _rewrite(
    model: type[models.Model], field: str, keys: Sequence[int], old: str, new: str
) -> None:
    rest = Substr(field, len(old) + 1)
    model._default_manager.filter(pk__in=keys).update(**{field: Concat(Value(new), rest)})


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def _plain(value: object) -> object:
    """A value of a column as JSON holds it; days as text."""
    return value if isinstance(value, str | int | None) else DjangoJSONEncoder().default(value)
