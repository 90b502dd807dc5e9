"""Adding households to the list of an area, and putting typing errors right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.places.models import Place
from tuquan.residents.models import OWN, Household, HouseholdChange
from tuquan.residents.queries.changing import Kind, NewChange, plan_change
from tuquan.residents.queries.fields import own_differences, own_problems
from tuquan.residents.queries.values import (
    LONGEST,
    MOST_MEMBERS,
    OLDEST_BIRTH_YEAR,
    NewHousehold,
    columns_of,
    derived_columns,
    fingerprint,
    problems_of,
    search_text,
)
from tuquan.residents.services.bulk import NewRows, insert_households
from tuquan.residents.services.effects import add_row, carry_out

__all__ = [
    "LONGEST",
    "MOST_MEMBERS",
    "OLDEST_BIRTH_YEAR",
    "NewHousehold",
    "add_household",
    "add_households",
    "correct_household",
    "problems_of",
    "search_text",
]


@transaction.atomic
def add_households(actor: Actor, area: Place, new: Sequence[NewHousehold]) -> list[Household]:
    """Append households to the list of an area, in the order given: all of them or none."""
    require(actor.may("households.manage", area.path))
    if problems := [problem for one in new for problem in problems_of(one)]:
        raise Invalid(problems)
    columns = [columns_of(one) for one in new]
    rows = [kept | derived_columns(kept) for kept in columns]
    insert_households([NewRows(area, rows, clock.today())])
    listed = Household.objects.select_related("place").filter(place=area)
    made = list(listed.order_by("-list_order", "-pk")[: len(rows)])[::-1]
    record(actor, "residents.added", area, area.path, households=len(made))
    return made


@transaction.atomic
def add_household(
    actor: Actor, area: Place, new: NewHousehold, own: Mapping[str, object] | None = None
) -> Household:
    """Append one household that somebody typed, with its own line in the record.

    `own` holds values of the fields of the commune by `own:<key>`.
    """
    (household,) = add_households(actor, area, [new])
    if problems := own_problems(household, own or {}):
        raise Invalid(problems)
    if given := own_differences(household, own or {}):
        household.own_values = {name.removeprefix(OWN): value for name, value in given.items()}
        household.save(update_fields=["own_values"])
    row = add_row(actor, household, Kind.ADDED)
    row.state, row.happened_on = HouseholdChange.State.DONE, clock.today()
    row.persons, row.details = household.member_count or 0, {"households": 1}
    row.save()
    record(actor, "residents.household_added", household, household.path)
    return household


@transaction.atomic
def correct_household(
    actor: Actor,
    household: Household,
    new: NewHousehold,
    seen: str = "",
    own: Mapping[str, object] | None = None,
) -> tuple[str, ...]:
    """Put typing errors right; gives the names of the fields that changed.

    `own` holds values of the fields of the commune by `own:<key>`; what is not named stays. `seen`
    is the fingerprint of the record the person was looking at: when somebody else corrected it
    since, nothing is written. The record names the fields, never the values; those stand in the
    household's own history.
    """
    require(actor.may("households.manage", household.path))
    if problems := problems_of(new):
        raise Invalid(problems)
    current = Household.objects.select_related("place").get(pk=household.pk)
    if seen and fingerprint(current) != seen:
        raise Conflict("household_changed_meanwhile")
    if current.closed_on:
        raise Conflict("household_closed", name=current.head_name)
    if problems := own_problems(current, own or {}):
        raise Invalid(problems)
    plan = plan_change(current, NewChange(Kind.CORRECTED, clock.today(), household=new, own=own))
    if not plan.after:
        return ()
    row = add_row(actor, current, Kind.CORRECTED)
    row.happened_on = clock.today()
    carry_out(actor, plan, row)
    changed = tuple(plan.after)
    record(actor, "residents.corrected", household, household.path, fields=list(changed))
    return changed
