"""Writing down what happened to a household, checking what was told, and taking it back.

Whoever looks after the list writes a change in force; what others tell waits until somebody else
has checked it (F-14), and so does everything where the place wants a second person (F-63).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.residents.models import Consent, Household, HouseholdChange
from tuquan.residents.queries.changing import (
    Kind,
    NewChange,
    plan_change,
)
from tuquan.residents.queries.reach import may_reach
from tuquan.residents.queries.second_person import waits_for_second_person
from tuquan.residents.queries.told import asked_change, asked_of
from tuquan.residents.queries.values import fingerprint, pair_fingerprint
from tuquan.residents.services.effects import add_row, carry_out
from tuquan.residents.services.journal import Journal, restore

LONGEST_REASON = 300
State = HouseholdChange.State


@transaction.atomic
def record_change(
    actor: Actor, household: Household, new: NewChange, seen: str = "", *, at_once: bool = False
) -> HouseholdChange:
    """Write down a birth, a death, a move… (S2-15, S3-07, F-13).

    It counts at once for whoever looks after the list, and waits to be checked for whoever may only
    tell; where the place asks for a second person (F-63) it waits for anybody, unless the law wants
    it `at_once`. `seen` is the fingerprint of the record the person was looking at.
    """
    require(_may_tell(actor, household) and (new.other is None or _may_tell(actor, new.other)))
    current, new = _as_now(household, new)
    if seen and seen not in _fingerprints(current, new):
        raise Conflict("household_changed_meanwhile")
    plan = plan_change(current, new)
    if plan.refusals:
        raise Invalid(plan.refusals)
    row = add_row(actor, current, new.kind)
    row.happened_on = new.happened_on
    manages = _may(actor, "households.manage", current, new)
    if not manages or (not at_once and waits_for_second_person(actor, current)):
        row.state, row.details = State.WAITING, {"asked": asked_of(new)}
        row.other = new.other
        row.save()
        record(actor, "residents.change_told", household, row.path, kind=row.kind, change=row.pk)
        return row
    change = carry_out(actor, plan, row)
    record(actor, "residents.change_recorded", household, row.path, kind=row.kind, change=row.pk)
    return change


@transaction.atomic
def approve_change(actor: Actor, change: HouseholdChange) -> HouseholdChange:
    """Let a change that waited count, on the household as it is today.

    Refused for the one who told it, and when the household is no longer as the change needs it.
    """
    row, new = _claim(actor, change, State.DONE)
    household, new = _as_now(row.household, new)
    plan = plan_change(household, new)
    if plan.refusals:
        raise Conflict("change_no_longer_fits")
    row.household = household
    done = carry_out(actor, plan, row)
    record(actor, "residents.change_approved", household, row.path, kind=row.kind, change=row.pk)
    return done


@transaction.atomic
def refuse_change(actor: Actor, change: HouseholdChange, reason: str) -> HouseholdChange:
    """Say no to a change that waits, with the reason for whoever told it."""
    why = tidy(reason)
    require(actor.may("households.check", change.path))
    if not why:
        raise Invalid([Problem("change_reason_missing", "reason")])
    if len(why) > LONGEST_REASON:
        raise Invalid([Problem("household_text_too_long", "reason", {"maximum": LONGEST_REASON})])
    row, _new = _claim(actor, change, State.REFUSED, why)
    row.save()
    record(actor, "residents.change_refused", row.household, row.path, change=row.pk)
    return row


@transaction.atomic
def take_back_change(actor: Actor, change: HouseholdChange) -> HouseholdChange:
    """Put everything back as it was before a change, while nobody went on from it.

    One that still waits can be taken back by whoever told it.
    """
    row = HouseholdChange.objects.select_related("household", "other").get(pk=change.pk)
    if row.state == State.WAITING and actor.user_id and row.made_by_id == actor.user_id:
        _move(row, State.WAITING, State.UNDONE)
        record(actor, "residents.change_undone", row.household, row.path, change=row.pk)
        return row
    require(actor.may("households.manage", row.path))
    row, twin = _with_twin(row)
    for one in filter(None, (row, twin)):
        require(actor.may("households.manage", one.path))
        _require_last(one)
        _move(one, State.DONE, State.UNDONE)
    if twin and row.kind == Kind.SPLIT:
        _rejoin(actor, row, twin.household)
    restore(actor, row)
    if twin and row.kind == Kind.MERGED:
        restore(actor, twin)
    record(actor, "residents.change_undone", row.household, row.path, kind=row.kind, change=row.pk)
    return row


def _may_tell(actor: Actor, household: Household) -> bool:
    return actor.may("households.manage", household.path) or may_reach(
        actor, "households.tell", household
    )


def _may(actor: Actor, permission: str, household: Household, new: NewChange) -> bool:
    others = [new.other] if new.other else []
    return all(actor.may(permission, one.path) for one in (household, *others))


def _as_now(household: Household, new: NewChange) -> tuple[Household, NewChange]:
    """The households as the register holds them; one that left has nothing happen to it."""
    current = Household.objects.select_related("place").get(pk=household.pk)
    if current.closed_on:
        raise Conflict("household_closed", name=current.head_name)
    if new.other:
        new = replace(new, other=Household.objects.get(pk=new.other.pk))
    return current, new


def _fingerprints(household: Household, new: NewChange) -> set[str]:
    seen = {fingerprint(household)}
    return seen | {pair_fingerprint(household, new.other)} if new.other else seen


def _claim(
    actor: Actor, change: HouseholdChange, state: State, refusal: str = ""
) -> tuple[HouseholdChange, NewChange]:
    """Take a change out of waiting, by somebody other than its maker, who is first to ask."""
    require(actor.may("households.check", change.path))
    row = HouseholdChange.objects.select_related("household__place").get(pk=change.pk)
    if row.state != State.WAITING:
        raise Conflict("change_not_waiting")
    new = asked_change(row.details["asked"])
    require(_may(actor, "households.check", row.household, new))
    if actor.user_id is not None and actor.user_id == row.made_by_id:
        raise Conflict("change_is_your_own")
    row.checked_by_id, row.checked_at, row.refusal = actor.user_id, clock.now(), refusal
    _move(row, State.WAITING, state, refusal)
    return row, new


def _move(row: HouseholdChange, old: State, new: State, refusal: str = "") -> None:
    """Change the state; of two people who do so at once the second is told."""
    same = HouseholdChange.objects.filter(pk=row.pk, state=old)
    if not same.update(state=new, refusal=refusal):
        raise Conflict("change_not_waiting" if old == State.WAITING else "change_not_done")
    row.state = new


def _with_twin(row: HouseholdChange) -> tuple[HouseholdChange, HouseholdChange | None]:
    """A split or a merger from the side that left, and its other side."""
    if row.kind not in (Kind.SPLIT, Kind.MERGED) or row.other is None:
        return row, None
    twin = (
        HouseholdChange.objects.in_force()
        .select_related("household", "other")
        .filter(household=row.other, other=row.household, kind=row.kind)
        .first()
    )
    if twin is None or row.state != State.DONE:
        raise Conflict("change_not_done")
    beside = row.details.get("households") == (1 if row.kind == Kind.SPLIT else 0)
    return (twin, row) if beside else (row, twin)


def _require_last(row: HouseholdChange) -> None:
    """Nothing that came into force later may stand on what is taken back."""
    if row.kind == Kind.ADDED:
        raise Conflict("change_kind_stays")
    if row.household.erased_at:
        raise Conflict("household_erased")
    mine = _touched(row)
    others = HouseholdChange.objects.in_force().filter(household_id=row.household_id)
    for other in others.exclude(pk=row.pk):
        if _in_force_since(other) > _in_force_since(row) and _touched(other) & mine:
            raise Conflict("change_overtaken")


def _in_force_since(row: HouseholdChange) -> tuple[datetime, int]:
    """When a change began to count: the one that waited, when it was approved."""
    return (row.checked_at or row.made_at, row.pk)


def _touched(row: HouseholdChange) -> set[object]:
    """The columns and the rows a change wrote; one that moves persons stands on their number."""
    touched: set[object] = set(row.after)
    if row.persons or "households" in row.details:
        touched.add("member_count")
    rows = [*row.details.get("rows", []), *row.details.get("made", [])]
    return touched | {(line[0], line[1]) for line in rows}


def _rejoin(actor: Actor, row: HouseholdChange, founded: Household) -> None:
    """The household that was founded never was: it left on the day it came."""
    if HouseholdChange.objects.in_force().filter(household=founded).exists():
        raise Conflict("change_overtaken")
    if Consent.objects.filter(household=founded).exists():
        raise Conflict("change_overtaken")
    journal = Journal()
    journal.leave(actor, founded, row.happened_on, row.household)
    after = {"closed_on": row.happened_on, "merged_into_id": row.household_id}
    journal.set_columns(founded, after)
