"""The people of a team beside its leader and deputy, each with a task (S2-13)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tuquan.accounts.models import Role
from tuquan.accounts.services import give_grant
from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import PostHolder
from tuquan.bodies.services import holder_for
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import MEMBER, ResidentGroup, Tenure
from tuquan.groups.queries import (
    has_members,
    people_of,
    person_problems,
    rules_for,
    text_problems,
)
from tuquan.groups.services.ending import require_working_group
from tuquan.groups.services.holders import NamedHolder, access_for, write_tenure


@transaction.atomic
def add_member(
    actor: Actor,
    group: ResidentGroup,
    name: str,
    term_from: date,
    *,
    term_until: date | None = None,
    main_post: str = "",
    task: str = "",
    holder: PostHolder | None = None,
) -> Tenure:
    """Take somebody into a team with a task of their own (S2-13).

    They get no account by it. Too many or too few people are remarked on the page, never refused.
    """
    require_working_group(actor, group)
    rules = rules_for(group)
    if rules is None or not has_members(rules):
        raise Conflict("group_without_members", name=group.name)
    person, elsewhere, duty = tidy(name), tidy(main_post), tidy(task)
    problems = [*person_problems(person, elsewhere, term_from, term_until)]
    problems += text_problems(task=duty)
    names = {same_name_key(one.holder_name) for one in people_of(group)}
    if person and same_name_key(person) in names:
        problems.append(Problem("person_in_team_already", "name", {"name": person}))
    if problems:
        raise Invalid(problems)
    tenure = Tenure(
        group=group,
        position=MEMBER,
        holder_name=person,
        holder=holder_for(actor, group.place, person, known=holder),
        main_post=elsewhere,
        task=duty,
        account=holder.account if holder else None,
        term_from=term_from,
        term_until=term_until,
    )
    write_tenure(actor, tenure, "groups.member_added")
    if tenure.account:
        give_grant(actor, tenure.account, Role.GROUP_LEADER, group.place, path=group.path)
    return tenure


@transaction.atomic
def give_access(actor: Actor, tenure: Tenure) -> NamedHolder:
    """Let a member of a team sign in, to see the households they look after on the phone."""
    group = tenure.group
    require(actor.may("groups.manage", group.path))
    if tenure.ended_on or tenure.account:
        raise Conflict("access_not_needed", name=tenure.holder_name)
    account, password = access_for(actor, group, tenure.holder_name)
    waiting = Tenure.objects.current().filter(pk=tenure.pk, account=None)
    if not waiting.update(account=account):
        raise Conflict("access_not_needed", name=tenure.holder_name)
    tenure.account = account
    if tenure.holder and tenure.holder.account_id is None:
        holder_for(actor, group.place, tenure.holder_name, account, tenure.holder)
    record(actor, "groups.access_given", group, group.path, tenure=tenure.pk)
    return NamedHolder(tenure, account, password)


@transaction.atomic
def change_post(actor: Actor, tenure: Tenure, main_post: str, task: str) -> None:
    """Say what somebody is elsewhere and which task they have in the group (S2-13, S2-29)."""
    group = tenure.group
    require(actor.may("groups.manage", group.path))
    elsewhere, duty = tidy(main_post), tidy(task)
    if problems := [*text_problems(main_post=elsewhere, task=duty)]:
        raise Invalid(problems)
    serving = Tenure.objects.current().filter(pk=tenure.pk)
    if not serving.update(main_post=elsewhere, task=duty):
        raise Conflict("tenure_ended_already", name=tenure.holder_name)
    tenure.main_post, tenure.task = elsewhere, duty
    record(actor, "groups.post_changed", group, group.path, tenure=tenure.pk)
