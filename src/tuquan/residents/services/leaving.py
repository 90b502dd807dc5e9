"""Households that leave, come back, or must be forgotten where the law asks (domain d9, h-4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.time import add_months
from tuquan.core.vietnamese import search_key, tidy
from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdAssignment,
    HouseholdChange,
    HouseholdMember,
)
from tuquan.residents.queries.changing import Kind, NewChange
from tuquan.residents.services.changes import record_change, take_back_change
from tuquan.residents.services.effects import add_row
from tuquan.residents.services.journal import Journal

MONTHS_KEPT = 12
"""How long numbers are kept after a household has left (domain h-4)."""

LONGEST_REASON = 300

_FORGOTTEN: dict[str, Any] = {
    "head_name": "",
    "search_text": "",
    "sort_key": "",
    "birth_year": None,
    "member_count": None,
    "lane": "",
    "house_number": "",
    "door_order": None,
    "address": "",
    "note": "",
    "latitude": None,
    "longitude": None,
    "residence": "",
    "reached_by": "",
    "own_values": {},
}


def close_household(
    actor: Actor, household: Household, on: date, note: str = ""
) -> HouseholdChange:
    """The whole household left on a day; its places in groups end, its history stays.

    Where the place wants a second person, the change waits for that person.
    """
    require(actor.may("households.manage", household.path))
    return record_change(actor, household, NewChange(Kind.CLOSED, on, note=note))


@transaction.atomic
def reopen_household(actor: Actor, household: Household, on: date | None = None) -> None:
    """A household stands in the list again.

    Without a day the closing was a mistake and is taken back with everything it ended; with one,
    the household came back on that day, and the time in between stays.
    """
    require(actor.may("households.manage", household.path))
    current = Household.objects.select_related("place").get(pk=household.pk)
    if current.erased_at:
        raise Conflict("household_erased")
    if current.closed_on is None:
        raise Conflict("household_open", name=current.head_name)
    left = HouseholdChange.objects.in_force().filter(household=current, details__households=-1)
    closing = left.order_by("-pk").first()
    if on is None and closing:
        take_back_change(actor, closing)
    else:
        _come_back(actor, current, on or clock.today())
    record(actor, "residents.reopened", household, household.path)


def _come_back(actor: Actor, household: Household, on: date) -> None:
    if household.merged_into_id:
        raise Conflict("household_merged")
    closed_on = household.closed_on or on
    if not closed_on <= on <= clock.today():
        days = {"first": closed_on, "last": clock.today()}
        raise Invalid([Problem("household_return_day", "on", days)])
    before = Journal().set_columns(household, {"closed_on": None})
    row = add_row(actor, household, Kind.ADDED)
    row.state, row.happened_on = HouseholdChange.State.DONE, on
    row.persons = household.member_count or 0
    row.before, row.after = before, {"closed_on": None}
    row.details = {"households": 1, "came_back": True}
    row.save()


@transaction.atomic
def erase_household(actor: Actor, household: Household, reason: str) -> None:
    """Forget everything personal about a household, and about the doubles merged into it.

    Its number, its place and the counts of its changes stay, so that totals of the past remain
    what they were. It cannot be undone; the reason stays on record and must name nobody.
    """
    require(actor.may("households.manage", household.path))
    current = Household.objects.select_related("place").get(pk=household.pk)
    if current.erased_at:
        raise Conflict("household_erased")
    why = _reason_without_names(current, reason)
    if current.closed_on is None:
        record_change(actor, current, NewChange(Kind.CLOSED, clock.today()), at_once=True)
    for one in _with_doubles(current):
        _forget(one)
    record(actor, "residents.erased", household, household.path, reason=why)


@transaction.atomic
def purge_contacts(actor: Actor, today: date) -> int:
    """Delete the numbers of households that left 12 months ago; gives of how many households."""
    long_ago = add_months(today, -MONTHS_KEPT)
    left = Household.objects.visible_to(actor, "households.manage").filter(closed_on__lte=long_ago)
    households = list(left.filter(contacts__isnull=False).distinct())
    Contact.objects.filter(household__in=households).delete()
    for household in households:
        record(actor, "residents.contacts_purged", household, household.path)
    return len(households)


def _reason_without_names(household: Household, reason: str) -> str:
    """The record of changes holds no names, so a reason with one of the household is refused."""
    why = tidy(reason)
    if not why:
        raise Invalid([Problem("erase_reason_missing", "reason")])
    if len(why) > LONGEST_REASON:
        raise Invalid([Problem("household_text_too_long", "reason", {"maximum": LONGEST_REASON})])
    names = [household.head_name, *household.members.values_list("name", flat=True)]
    folded = f" {search_key(why)} "
    if any(f" {search_key(name)} " in folded for name in names):
        raise Invalid([Problem("erase_reason_names", "reason")])
    return why


def _with_doubles(household: Household) -> list[Household]:
    found, waiting = [], [household]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += one.merged.filter(erased_at=None)
    return found


def _forget(household: Household) -> None:
    for model in (Contact, Consent, HouseholdMember, HouseholdAssignment):
        model._default_manager.filter(household=household).delete()
    changes = HouseholdChange.objects.filter(Q(household=household) | Q(other=household))
    changes.waiting().update(state=HouseholdChange.State.UNDONE)
    for change in changes:
        change.before, change.after, change.refusal = {}, {}, change.refusal and "-"
        counted = change.details.get("households")
        change.details = {} if counted is None else {"households": counted}
        change.save(update_fields=["before", "after", "details", "refusal"])
    Household.objects.filter(pk=household.pk).update(**_FORGOTTEN, erased_at=clock.now())
