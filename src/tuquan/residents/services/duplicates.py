"""Deciding about households that seem to be one: merge the two records, or say they are two."""

from __future__ import annotations

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.residents.models import DuplicateVerdict, Household, HouseholdChange
from tuquan.residents.queries.changing import Kind, NewChange
from tuquan.residents.services.changes import record_change


@transaction.atomic
def merge_households(
    actor: Actor, keep: Household, drop: Household, seen: str = ""
) -> HouseholdChange:
    """Two records of one household become one (F-12); gives the change that can be taken back.

    `drop` closes and points at `keep`, which takes over what it lacks; nobody is counted twice.
    `seen` is `pair_fingerprint` of the two as the person saw them.
    """
    require(actor.may("households.manage", keep.path))
    require(actor.may("households.manage", drop.path))
    new = NewChange(Kind.MERGED, clock.today(), other=keep, same_household=True)
    return record_change(actor, drop, new, seen)


@transaction.atomic
def say_different(actor: Actor, first: Household, second: Household) -> DuplicateVerdict:
    """Somebody looked and says that two likely doubles are two households; not suggested again."""
    for one in (first, second):
        require(actor.may("households.manage", one.path))
    if first.pk == second.pk:
        raise Invalid([Problem("change_other_missing", "second")])
    low, high = sorted((first, second), key=lambda one: one.pk)
    verdict, made = DuplicateVerdict.objects.get_or_create(
        first=low, second=high, defaults={"said_by_id": actor.user_id, "said_at": clock.now()}
    )
    if made:
        record(actor, "residents.said_different", low, low.path, other=high.pk)
    return verdict
