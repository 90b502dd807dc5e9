"""What communes ask of their households besides form 02, and what stands there (F-15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tuquan.base.actor import Actor
from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.places.queries import communes
from tuquan.residents.models import OWN, Household, HouseholdField, HouseholdFieldQuerySet

LONGEST_TEXT = 200
LARGEST_NUMBER = 1_000_000_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2100

Kind = HouseholdField.Kind
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field as people meet it: with the keys and choices of those that were merged into it."""

    field: HouseholdField
    keys: tuple[str, ...]
    choices: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called among the columns of a household, by its own key."""
        return self.field.name

    def key_in(self, values: Mapping[str, Value]) -> str:
        """Under which key a household keeps its value; the field's own where it keeps none."""
        return next((key for key in self.keys if key in values), self.field.key)

    def value_in(self, values: Mapping[str, Value]) -> Value:
        """What a household keeps."""
        return values.get(self.key_in(values))


def fields_at(place: Place) -> list[OwnField]:
    """The fields of the commune a place belongs to, in their order, with those that ended."""
    return _fields_along(place.path)


def asked_at(place: Place) -> list[OwnField]:
    """What is asked of the households of a place today."""
    return [one for one in fields_at(place) if one.field.ended_on is None]


def kept_fields(household: Household) -> list[tuple[OwnField, Value]]:
    """What is asked of a household, and what else is kept of it, each with its value.

    Fields that ended, and those of a commune it stood in before a reform, are there while the
    household keeps a value.
    """
    values = household.own_values
    return [(one, one.value_in(values)) for one in _kept_along(household.path, set(values))]


def fields_kept_of(households: Iterable[Household]) -> list[OwnField]:
    """The fields of many households: what is asked of them and what some of them keep besides."""
    keys: dict[str, set[str]] = {}
    for household in households:
        keys.setdefault(household.path, set()).update(household.own_values)
    found: dict[str, OwnField] = {}
    for path, kept in keys.items():
        found |= {one.name: one for one in _kept_along(path, kept) if one.name not in found}
    return list(found.values())


def visible_fields(actor: Actor, permission: str | None = None) -> HouseholdFieldQuerySet:
    """Fields of the communes the actor works for."""
    fields = HouseholdField.objects.visible_to(actor, permission)
    return fields.filter(merged_into=None).select_related("place")


def communes_with_fields(actor: Actor) -> PlaceQuerySet:
    """The communes whose fields the actor may change."""
    return communes(actor, "households.manage")


def field_labels(names: Iterable[str]) -> dict[str, HouseholdField]:
    """Fields by what they are called among the columns of a household."""
    keys = [name.removeprefix(OWN) for name in names]
    return {field.name: field for field in HouseholdField.objects.filter(key__in=keys)}


def as_kept(one: OwnField, value: object) -> tuple[Value, Problem | None]:
    """A value as it is kept, and why it cannot be."""
    text = tidy(value) if isinstance(value, str) else value
    if text is None or text == "":
        return None, None
    return _CHECKS[Kind(one.field.kind)](one, text)


def own_differences(household: Household, given: Mapping[str, object]) -> dict[str, Any]:
    """The values that change, by column (`own:<key>`); what is not named stays."""
    asked = {one.name: one for one in _fields_along(household.path)}
    changed = {}
    for name, value in given.items():
        one = asked[name]
        new, _problem = as_kept(one, value)
        if one.value_in(household.own_values) != new:
            changed[f"{OWN}{one.key_in(household.own_values)}"] = new
    return changed


def own_problems(household: Household, given: Mapping[str, object]) -> list[Problem]:
    """What is wrong with values of fields, each beside its field; what is not asked is refused."""
    asked = {one.name: one for one in asked_at(household.place)}
    problems = []
    for name, value in given.items():
        if name not in asked:
            problems.append(Problem("field_not_asked", name))
        elif problem := as_kept(asked[name], value)[1]:
            problems.append(problem)
    return problems


def own_missing_from(drop: Household, keep: Household) -> dict[str, Any]:
    """The values one household lacks and its double has, by column."""
    there = {one.name: value for one, value in kept_fields(keep)}
    return {
        one.name: value
        for one, value in kept_fields(drop)
        if value is not None and there.get(one.name) is None
    }


def _kept_along(path: str, keys: set[str]) -> list[OwnField]:
    """What is asked along a path, and what else stands under some keys."""
    here = _fields_along(path)
    known = {key for one in here for key in one.keys}
    elsewhere = HouseholdField.objects.filter(key__in=keys - known).order_by("pk")
    kept = [one for one in here if one.field.ended_on is None or keys.intersection(one.keys)]
    return [*kept, *(OwnField(field, (field.key,), tuple(field.choices)) for field in elsewhere)]


def _fields_along(path: str) -> list[OwnField]:
    rows = list(HouseholdField.objects.filter(path__in=paths_above(path)))
    merged: dict[int, list[HouseholdField]] = {}
    for row in rows:
        if row.merged_into_id is not None:
            merged.setdefault(row.merged_into_id, []).append(row)
    return [_with(row, merged) for row in rows if row.merged_into_id is None]


def _with(field: HouseholdField, merged: Mapping[int, list[HouseholdField]]) -> OwnField:
    """A field with everything that became part of it, in however many reforms."""
    found = [field]
    for one in found:
        found += merged.get(one.pk, ())
    choices = dict.fromkeys(choice for one in found for choice in one.choices)
    return OwnField(field, tuple(one.key for one in found), tuple(choices))


Checked = tuple[Value, Problem | None]


def _text(one: OwnField, value: object) -> Checked:
    text = value if isinstance(value, str) else str(value)
    if len(text) > LONGEST_TEXT:
        return None, Problem("household_text_too_long", one.name, {"maximum": LONGEST_TEXT})
    return text, None


def _number(one: OwnField, value: object) -> Checked:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_NUMBER:
        return None, Problem("field_number_wrong", one.name)
    return value, None


def _yes_no(one: OwnField, value: object) -> Checked:
    return (value, None) if isinstance(value, bool) else (None, Problem("field_yes_no", one.name))


def _choice(one: OwnField, value: object) -> Checked:
    if value not in one.choices:
        return None, Problem("household_choice_unknown", one.name)
    return str(value), None


def _day(one: OwnField, value: object) -> Checked:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None, Problem("field_day_wrong", one.name)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, Problem("field_day_wrong", one.name)
    return day.isoformat(), None


_CHECKS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.DAY: _day,
}
