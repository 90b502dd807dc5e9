"""The people who hold posts: one record whatever the number of hats, and what they were taught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.accounts.models import Account
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import PostHolder, Training
from tuquan.bodies.queries.naming import day_problems, name_problems
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place
from tuquan.places.queries import commune_of

LONGEST_NAME = 150
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A person by name, to be found or written down when the post is given (`holder_for`)."""

    name: str
    account: Account | None = None
    known: PostHolder | None = None


@transaction.atomic
def holder_for(
    actor: Actor,
    place: Place,
    name: str,
    account: Account | None = None,
    known: PostHolder | None = None,
) -> PostHolder:
    """The record of a person who holds posts in the commune of a place, made where there is none.

    The same account is the same person. Without an account only `known` is: two people may share a
    name, so a page asks which of them is meant (`queries.namesakes`).
    """
    require(actor.may("bodies.manage", place.path))
    named = tidy(name)
    if problems := name_problems(named, "name", LONGEST_NAME):
        raise Invalid(problems)
    present = PostHolder.objects.filter(account=account).first() if account else None
    if present:
        return present
    if known:
        _give_account(known, account)
        return known
    home = commune_of(place.path) or place
    holder = PostHolder.objects.create(place=home, name=named, account=account)
    record(actor, "bodies.holder_added", holder, home.path)
    return holder


def _give_account(holder: PostHolder, account: Account | None) -> None:
    """Note that a person signs in by an account now; somebody else's stays theirs."""
    if account is None:
        return
    if not PostHolder.objects.filter(pk=holder.pk, account=None).update(account=account):
        raise Conflict("holder_has_account", name=holder.name)
    holder.account = account


@transaction.atomic
def record_training(
    actor: Actor, holder: PostHolder, subject: str, held_by: str, held_on: date
) -> Training:
    """Note that somebody was trained: in what, by whom, on which day (S3-04, S4-05)."""
    require(actor.may("bodies.manage", holder.place.path))
    taught, teacher = tidy(subject), tidy(held_by)
    problems = [
        *name_problems(taught, "subject", LONGEST_SUBJECT),
        *name_problems(teacher, "held_by", LONGEST_SUBJECT, required=False),
        *day_problems(held_on, "held_on", date.min),
    ]
    if problems:
        raise Invalid(problems)
    training = Training.objects.create(
        holder=holder, subject=taught, held_by=teacher, held_on=held_on
    )
    record(actor, "bodies.trained", holder, holder.place.path, subject=taught)
    return training
