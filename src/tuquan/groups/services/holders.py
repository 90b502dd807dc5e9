"""Naming who leads a group, for a term or acting until somebody does, and handing a post over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction

from tuquan.accounts.models import Account, Role
from tuquan.accounts.services import create_account, give_grant
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import PostHolder
from tuquan.bodies.services import holder_for
from tuquan.core.boards import acting_ends
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import MEMBER, Care, ResidentGroup, Tenure
from tuquan.groups.queries import leading_posts, long_text, person_problems, text_problems
from tuquan.groups.services.ending import close_tenure, end_duties, require_working_group

FILLED_BY = ("elected", "appointed", "assigned")
"""How somebody comes to a post, as the packs say it (S0-12, S1-16, S2-32)."""


class NamedHolder(NamedTuple):
    """A position filled, and what the new holder needs to sign in the first time."""

    tenure: Tenure
    account: Account
    first_password: str


@transaction.atomic
def name_holder(
    actor: Actor,
    group: ResidentGroup,
    position: str,
    name: str,
    term_from: date,
    term_until: date | None,
    *,
    main_post: str = "",
    filled_by: str = "",
    acting: bool = False,
    account: Account | None = None,
    holder: PostHolder | None = None,
    seen: Collection[int] | None = None,
) -> NamedHolder:
    """Name the leader or deputy for a term; they get an account, and their predecessor's duty ends.

    Somebody who holds a post of the group already keeps their account and the households they look
    after, whether the term is renewed or a deputy becomes leader: the password is then "". With
    the posts `seen` (their numbers) it is refused when the position is somebody else's by now.
    """
    require_working_group(actor, group)
    posts = leading_posts(group)
    person, elsewhere = tidy(name), tidy(main_post)
    problems = []
    if position not in posts:
        problems.append(Problem("position_unknown", "position", {"position": position}))
    if filled_by and filled_by not in FILLED_BY:
        problems.append(Problem("filled_by_unknown", "filled_by", {"filled_by": filled_by}))
    problems += person_problems(person, elsewhere, term_from, term_until)
    if problems:
        raise Invalid(problems)
    serving = list(group.tenures.filter(ended_on=None).select_related("account", "holder"))
    before = [one for one in serving if one.position == position]
    _refuse_if_changed(position, before, seen)
    tenure = Tenure(
        group=group,
        position=position,
        holder_name=person,
        holder=holder,
        main_post=elsewhere,
        filled_by=filled_by or ("" if acting else posts[position].filled_by),
        acting=acting,
        account=account or (holder.account if holder else None),
        term_from=term_from,
        term_until=term_until,
    )
    password = _take_post(actor, tenure, serving)
    assert tenure.account is not None  # noqa: S101 - tells the type checker
    return NamedHolder(tenure, tenure.account, password)


@transaction.atomic
def name_acting(
    actor: Actor,
    group: ResidentGroup,
    position: str,
    name: str,
    on: date,
    *,
    until: date | None = None,
    main_post: str = "",
    holder: PostHolder | None = None,
    seen: Collection[int] | None = None,
) -> NamedHolder:
    """Let somebody act in a vacant position, for six months unless another day is given (F-21)."""
    require(actor.may("groups.manage", group.path))
    held = Tenure.objects.current().filter(group=group, position=position, acting=False)
    if present := held.first():
        raise Conflict("position_not_vacant", name=present.holder_name)
    return name_holder(
        actor,
        group,
        position,
        name,
        on,
        until or acting_ends(on),
        main_post=main_post,
        acting=True,
        holder=holder,
        seen=seen,
    )


@transaction.atomic
def hand_over(
    actor: Actor,
    tenure: Tenure,
    name: str,
    term_from: date,
    term_until: date | None,
    handover: str,
    *,
    main_post: str = "",
    holder: PostHolder | None = None,
    ended_on: date | None = None,
    reason: str = "",
) -> NamedHolder:
    """Hand the post of leader or deputy over to somebody (F-25): with a note of what they must know
    and the households its holder looked after; their access ends and the other's begins."""
    group = tenure.group
    require(actor.may("groups.manage", group.path))
    if tenure.position == MEMBER:
        raise Conflict("tenure_of_member", name=tenure.holder_name)
    note = long_text(handover)
    problems = [*person_problems(tidy(name), tidy(main_post), term_from, term_until)]
    problems += text_problems(handover=note)
    if same_name_key(name) == same_name_key(tenure.holder_name):
        problems.append(Problem("handed_to_the_same", "name", {"name": tenure.holder_name}))
    if problems:
        raise Invalid(problems)
    households = _in_care([tenure])
    last = ended_on or clock.today()
    close_tenure(actor, tenure, last, reason, note, keeps_access=True)
    named = name_holder(
        actor,
        group,
        tenure.position,
        name,
        term_from,
        term_until,
        main_post=main_post,
        holder=holder,
    )
    Care.objects.all().give([named.tenure.pk], households, clock.today())
    end_duties(actor, group, tenure.account)
    record(
        actor,
        "groups.handed_over",
        group,
        group.path,
        position=tenure.position,
        tenure=named.tenure.pk,
        before=tenure.pk,
    )
    return named


def _refuse_if_changed(
    position: str, before: Sequence[Tenure], seen: Collection[int] | None
) -> None:
    """The second of two officers does not end unseen what the first has just written."""
    new = [one for one in before if seen is not None and one.pk not in seen]
    if new:
        raise Conflict("position_taken_meanwhile", name=new[0].holder_name)


def _take_post(actor: Actor, tenure: Tenure, serving: Sequence[Tenure]) -> str:
    """End who held the position, and what the person was as a member; gives a first password."""
    group = tenure.group
    mine = [one for one in serving if _is_same(one, tenure)]
    tenure.account = tenure.account or next((one.account for one in mine if one.account), None)
    leaving = [one for one in serving if one.position == tenure.position]
    leaving += [one for one in mine if one.position == MEMBER]
    households = _in_care([one for one in mine if one in leaving])
    for one in leaving:
        close_tenure(actor, one, clock.today(), keeps_access=True)
    password = ""
    if tenure.account:
        give_grant(actor, tenure.account, Role.GROUP_LEADER, group.place, path=group.path)
    else:
        tenure.account, password = access_for(actor, group, tenure.holder_name)
    known = tenure.holder or next((one.holder for one in mine if one.holder), None)
    tenure.holder = holder_for(
        actor, group.place, tenure.holder_name, tenure.account, _without_other(known, tenure)
    )
    write_tenure(actor, tenure, "groups.holder_named")
    Care.objects.all().give([tenure.pk], households, clock.today())
    for one in leaving:
        end_duties(actor, group, one.account)
    return password


def access_for(actor: Actor, group: ResidentGroup, name: str) -> tuple[Account, str]:
    """An account for somebody of a group, with access to this group and its first password."""
    return create_account(
        actor,
        name,
        Role.GROUP_LEADER,
        group.place,
        path=group.path,
        programme=group.programme.key,
    )


def write_tenure(actor: Actor, tenure: Tenure, action: str) -> None:
    """Write a new post, unless somebody else was named for it at the same moment."""
    try:
        with transaction.atomic():
            tenure.save()
    except IntegrityError as error:
        raise Conflict("position_taken_meanwhile", name=tenure.holder_name) from error
    group = tenure.group
    record(actor, action, group, group.path, position=tenure.position, tenure=tenure.pk)


def _is_same(one: Tenure, other: Tenure) -> bool:
    """Whether two posts of a group are one person's: its people have different names."""
    if one.account_id and other.account_id:
        return one.account_id == other.account_id
    return same_name_key(one.holder_name) == same_name_key(other.holder_name)


def _without_other(holder: PostHolder | None, tenure: Tenure) -> PostHolder | None:
    """The person known, unless they sign in by another account."""
    other = holder is not None and holder.account_id not in {None, tenure.account_id}
    return None if other else holder


def _in_care(tenures: Sequence[Tenure]) -> list[int]:
    care = Care.objects.current().filter(tenure__in=tenures)
    return list(care.order_by().values_list("household_id", flat=True).distinct())
