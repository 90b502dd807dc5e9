"""Who looks after which households: one by one, or a whole lane or list at once (S2-30, F-22)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from tuquan.accounts.models import Account
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.places.models import Place
from tuquan.residents.models import Household, HouseholdAssignment

_LONGEST_NAME = 150


@transaction.atomic
def assign_household(
    actor: Actor, household: Household, assignee: str, account: Account | None = None
) -> HouseholdAssignment:
    """Let somebody look after a household from today; it may have several who do."""
    require(actor.may("households.manage", household.path))
    current = Household.objects.get(pk=household.pk)
    if current.closed_on:
        raise Conflict("household_closed", name=current.head_name)
    name = _name(assignee)
    if same_name_key(name) in _helpers([current]).get(current.pk, ()):
        raise Conflict("assigned_already", name=name)
    try:
        with transaction.atomic():
            (assignment,) = _assign([current], name, account)
    except IntegrityError as error:  # somebody did so at the same moment
        raise Conflict("assigned_already", name=name) from error
    record(actor, "residents.assigned", current, current.path, households=1)
    return assignment


@transaction.atomic
def assign_households(
    actor: Actor, households: Sequence[Household], assignee: str, account: Account | None = None
) -> int:
    """Let somebody look after several households; gives how many they did not look after yet."""
    for household in households:
        require(actor.may("households.manage", household.path))
    name = _name(assignee)
    if not households:
        raise Invalid([Problem("households_not_chosen", "household")])
    keys = [household.pk for household in households]
    current = list(Household.objects.current().filter(pk__in=keys).select_related("place"))
    helpers = _helpers(current)
    free = [one for one in current if same_name_key(name) not in helpers.get(one.pk, ())]
    try:
        with transaction.atomic():
            _assign(free, name, account)
    except IntegrityError as error:
        raise Conflict("assigned_already", name=name) from error
    for place in {one.place_id: one.place for one in free}.values():
        count = sum(one.place_id == place.pk for one in free)
        record(actor, "residents.assigned", place, place.path, households=count)
    return len(free)


def assign_lane(
    actor: Actor, area: Place, lane: str, assignee: str, account: Account | None = None
) -> int:
    """Let somebody look after every household of a lane, however its name is spelt."""
    require(actor.may("households.manage", area.path))
    key = same_name_key(lane)
    households = Household.objects.current().filter(place=area).order_by("list_order", "pk")
    chosen = [one for one in households if same_name_key(one.lane) == key]
    return assign_households(actor, chosen, assignee, account)


@transaction.atomic
def end_assignment(actor: Actor, assignment: HouseholdAssignment) -> None:
    """Somebody no longer looks after a household; that they did stays."""
    household = assignment.household
    require(actor.may("households.manage", household.path))
    open_ = HouseholdAssignment.objects.filter(pk=assignment.pk, effective_until=None)
    end = max(clock.today(), assignment.effective_from)
    if not open_.update(effective_until=end):
        raise Conflict("assignment_ended_already")
    assignment.effective_until = end
    record(actor, "residents.assignment_ended", household, household.path)


def _assign(
    households: Sequence[Household], name: str, account: Account | None
) -> list[HouseholdAssignment]:
    rows = [
        HouseholdAssignment(
            household=one, assignee=name, account=account, effective_from=clock.today()
        )
        for one in households
    ]
    return HouseholdAssignment.objects.bulk_create(rows, batch_size=500)


def _helpers(households: Sequence[Household]) -> dict[int, set[str]]:
    """Who looks after each of these households already, whatever the spelling."""
    rows = HouseholdAssignment.objects.filter(household__in=households, effective_until=None)
    found: dict[int, set[str]] = {}
    for household, assignee in rows.values_list("household_id", "assignee"):
        found.setdefault(household, set()).add(same_name_key(assignee))
    return found


def _name(assignee: str) -> str:
    name = tidy(assignee)
    if not name:
        raise Invalid([Problem("assignee_missing", "assignee")])
    if len(name) > _LONGEST_NAME:
        params = {"maximum": _LONGEST_NAME}
        raise Invalid([Problem("household_text_too_long", "assignee", params)])
    return name
