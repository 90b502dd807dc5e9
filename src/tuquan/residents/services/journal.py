"""Writing what one change does to the register, line by line, so that it can be taken back.

The columns of the household itself are `before` and `after` of its change; what moves or ends
besides (members, contacts, consents, who looks after it) stands in `details`, by number only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.queries.values import (
    as_stored,
    derived_columns,
    from_stored,
    kept_of,
    table_columns,
    value_of,
)
from tuquan.residents.services.followers import followers


class Journal:
    """The lines of one change, written in order while it is carried out."""

    def __init__(self) -> None:
        self.details: dict[str, Any] = {}

    def set_columns(self, household: Household, after: Mapping[str, Any]) -> dict[str, Any]:
        """Set columns of a household and what is derived from them; gives what they were, as JSON.

        Refused when one of them is no longer what was planned with.
        """
        before = {name: value_of(household, name) for name in after}
        columns = table_columns(household, after)
        derived = derived_columns(kept_of(household) | columns)
        was = {name: getattr(household, name) for name in columns}
        same = Household.objects.filter(pk=household.pk, **was)
        if after and not same.update(**columns, **derived):
            raise Conflict("household_changed_meanwhile")
        for name, value in {**columns, **derived}.items():
            setattr(household, name, value)
        return as_stored(before)

    def made(self, row: Model) -> None:
        """A row that was just made; taking back deletes it."""
        self._note("made", [row._meta.label_lower, row.pk])

    def change(self, row: Model, column: str, value: Any) -> None:
        """Set one column (by its attribute) of one row."""
        before = getattr(row, column)
        type(row)._default_manager.filter(pk=row.pk).update(**{column: value})
        setattr(row, column, value)
        line = [row._meta.label_lower, row.pk, column, _stored(before), _stored(value)]
        self._note("rows", line)

    def leave(self, actor: Actor, household: Household, on: date, into: Household | None) -> None:
        """Let the apps above end what stands on a household that leaves or joins another."""
        kept = {one.name: one.leave(actor, household, on, into) for one in followers()}
        self.details["followers"] = kept

    def _note(self, kind: str, line: list[Any]) -> None:
        self.details.setdefault(kind, []).append(line)


def restore(actor: Actor, change: HouseholdChange) -> None:
    """Put back what a change wrote, from its last line to its first.

    Refused as soon as one line no longer stands as it was written: somebody went on from there.
    """
    for label, pk, column, before, after in reversed(change.details.get("rows", [])):
        _restore_row(label, pk, column, before, after)
    for label, pk in change.details.get("made", []):
        apps.get_model(label)._default_manager.filter(pk=pk).delete()
    household = Household.objects.get(pk=change.household_id)
    now = {name: value_of(household, name) for name in change.after}
    if as_stored(now) != change.after:
        raise Conflict("change_overtaken")
    Journal().set_columns(household, from_stored(change.before))
    kept = change.details.get("followers", {})
    for one in followers():
        if one.name in kept:
            one.come_back(actor, household, kept[one.name])


def _restore_row(label: str, pk: int, column: str, before: Any, after: Any) -> None:
    model = apps.get_model(label)
    rows = model._default_manager.filter(pk=pk, **{column: after})
    try:
        with transaction.atomic():
            restored = rows.update(**{column: before})
    except IntegrityError as error:  # something else has taken its place, such as a new head
        raise Conflict("change_overtaken") from error
    if not restored:
        raise Conflict("change_overtaken")


def _stored(value: Any) -> Any:
    return str(value) if isinstance(value, date) else value
