"""Opening dossiers and filling them: the meeting they rest on, the people to be recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.formation.models import DecisionKind, Dossier, Nomination
from tuquan.formation.queries import (
    changed_groups,
    groups_without_decision,
    possible_meetings,
    posts_of,
    rules_of,
)
from tuquan.groups.models import MEMBER, GroupQuerySet, Regrouping, ResidentGroup
from tuquan.groups.queries import people_of, text_problems
from tuquan.meetings.models import Meeting
from tuquan.meetings.queries import elected_in
from tuquan.programmes.models import Adoption

_WANTED = {
    DecisionKind.ESTABLISH: ResidentGroup.State.PROPOSED,
    DecisionKind.RECONSTITUTE: ResidentGroup.State.FORMED,
    DecisionKind.RECOGNISE_HEAD: ResidentGroup.State.FORMED,
    DecisionKind.DISSOLVE: ResidentGroup.State.FORMED,
}


@dataclass(frozen=True, slots=True)
class NewNomination:
    """Somebody to be recognised in a post, and what is written about them on paper."""

    position: str
    name: str
    main_post: str = ""
    comes_from: str = ""


@transaction.atomic
def open_dossier(
    actor: Actor,
    adoption: Adoption,
    group: ResidentGroup,
    kind: str,
    *,
    reason: str = "",
    regrouping: Regrouping | None = None,
) -> Dossier:
    """Begin the dossier of a group (S0-15 to S0-17, F-23).

    Those who hold posts already are nominated to stay, where the group goes on.
    """
    require(actor.may("formation.manage", group.path))
    why = tidy(reason)
    if problems := list(_problems_of_opening(adoption, group, kind, why)):
        raise Invalid(problems)
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                adoption=adoption,
                group=group,
                kind=kind,
                reason=why,
                regrouping=regrouping,
                opened_at=clock.now(),
                opened_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Conflict("dossier_open_already", group=group.name) from error
    if kind in (DecisionKind.RECONSTITUTE, DecisionKind.RECOGNISE_HEAD):
        _keep_holders(dossier)
    record(actor, "formation.opened", dossier, dossier.path, kind=kind, group=group.name)
    return dossier


@transaction.atomic
def open_dossiers(
    actor: Actor, adoption: Adoption, groups: Sequence[ResidentGroup]
) -> list[Dossier]:
    """Begin the dossiers of several proposed groups at once, all or none."""
    if not groups:
        raise Invalid([Problem("dossier_groups_missing", "group")])
    return [open_dossier(actor, adoption, one, DecisionKind.ESTABLISH) for one in groups]


@transaction.atomic
def open_for_plan(actor: Actor, adoption: Adoption, plan: Regrouping) -> list[Dossier]:
    """Begin the dossiers that the groups changed by a plan do not have yet (S0-17, F-25)."""
    require(actor.may("formation.manage", plan.place.path))
    if plan.state != Regrouping.State.PLANNED:
        raise Conflict("regrouping_over", place=plan.place.name)
    if not changed_groups(plan):
        raise Invalid([Problem("dossier_plan_changes_nothing", "plan")])
    groups = ResidentGroup.objects.formed().filter(pk__in=groups_without_decision(plan))
    return [
        open_dossier(actor, adoption, one, DecisionKind.RECONSTITUTE, regrouping=plan)
        for one in groups.select_related("place", "programme")
    ]


@transaction.atomic
def link_meeting(actor: Actor, dossier: Dossier, meeting: Meeting) -> Dossier:
    """Rest the dossier on a closed meeting; whom it elected is nominated, with the votes."""
    require(actor.may("formation.manage", dossier.path))
    if not possible_meetings(dossier).filter(pk=meeting.pk).exists():
        raise Invalid([Problem("dossier_other_meeting", "meeting", {"name": meeting.title})])
    _refuse_once_decision_is_written(dossier)
    change_open(actor, dossier, meeting=meeting)
    elected = elected_in(meeting)
    posts = {one.position for one in elected if one.position != MEMBER}
    dossier.nominations.filter(position__in=posts).delete()
    if any(one.position == MEMBER for one in elected):
        dossier.nominations.filter(position=MEMBER).delete()
    Nomination.objects.bulk_create(
        Nomination(
            dossier=dossier,
            position=one.position,
            name=one.name,
            filled_by="elected",
            votes=one.votes,
            entitled=one.entitled,
            stays=_holds(dossier, one.position, one.name),
        )
        for one in elected
    )
    record(actor, "formation.meeting_linked", dossier, dossier.path, elected=len(elected))
    return dossier


@transaction.atomic
def nominate(actor: Actor, dossier: Dossier, new: NewNomination) -> Nomination:
    """Name somebody who is appointed or assigned (S1-16, S2-13, S2-32).

    Whom the households elect is taken over from their meeting and cannot be typed in.
    """
    require(actor.may("formation.manage", dossier.path))
    said = NewNomination(new.position, *map(tidy, (new.name, new.main_post, new.comes_from)))
    if problems := list(_problems_of_nomination(dossier, said)):
        raise Invalid(problems)
    _refuse_once_decision_is_written(dossier)
    change_open(actor, dossier)
    if said.position != MEMBER:
        dossier.nominations.filter(position=said.position).delete()
    nomination = Nomination.objects.create(
        dossier=dossier,
        position=said.position,
        name=said.name,
        main_post=said.main_post,
        comes_from=said.comes_from,
        filled_by=_filled_by(dossier, said.position),
        stays=_holds(dossier, said.position, said.name),
    )
    record(actor, "formation.nominated", dossier, dossier.path, position=said.position)
    return nomination


@transaction.atomic
def remove_nomination(actor: Actor, nomination: Nomination) -> None:
    """Take somebody out of a dossier that is not decided yet."""
    dossier = nomination.dossier
    require(actor.may("formation.manage", dossier.path))
    _refuse_once_decision_is_written(dossier)
    change_open(actor, dossier)
    position = nomination.position
    nomination.delete()
    record(actor, "formation.nomination_removed", dossier, dossier.path, position=position)


@transaction.atomic
def drop_dossier(actor: Actor, dossier: Dossier, reason: str) -> Dossier:
    """Give a dossier up, with the reason; the group stays what it was."""
    require(actor.may("formation.manage", dossier.path))
    why = tidy(reason)
    problems = [*text_problems(reason=why)]
    if not why:
        problems.append(Problem("dossier_reason_missing", "reason"))
    if problems:
        raise Invalid(problems)
    change_open(
        actor, dossier, state=Dossier.State.DROPPED, drop_reason=why, ended_on=clock.today()
    )
    record(actor, "formation.dropped", dossier, dossier.path, kind=dossier.kind)
    return dossier


def forget_given_up(actor: Actor, groups: GroupQuerySet) -> None:
    """Dossiers that were given up go with the proposed groups they were about."""
    require(all(actor.may("formation.manage", one.path) for one in groups))
    Dossier.objects.filter(group__in=groups, state=Dossier.State.DROPPED).delete()


def change_open(actor: Actor, dossier: Dossier, **values: object) -> None:
    """Change a dossier unless it was decided or dropped meanwhile."""
    require(actor.may("formation.manage", dossier.path))
    mine = Dossier.objects.under_way().filter(pk=dossier.pk)
    if not mine.update(**(values or {"reason": dossier.reason})):
        raise Conflict("dossier_over", group=dossier.group.name)
    dossier.refresh_from_db()


def _refuse_once_decision_is_written(dossier: Dossier) -> None:
    """What the paper says and what it brings about are the same only while nobody changes it."""
    if Dossier.objects.under_way().filter(pk=dossier.pk, decision__isnull=False).exists():
        raise Conflict("dossier_decision_written", group=dossier.group.name)


def _problems_of_opening(
    adoption: Adoption, group: ResidentGroup, kind: str, reason: str
) -> Iterator[Problem]:
    if kind not in DecisionKind.values:
        yield Problem("dossier_kind_unknown", "kind", {"kind": kind})
    elif group.state != _WANTED[DecisionKind(kind)]:
        yield Problem(f"dossier_group_not_for_{kind}", "group", {"group": group.name})
    if group.programme_id != adoption.edition.programme_id:
        yield Problem("dossier_other_programme", "group", {"group": group.name})
    if not group.path.startswith(adoption.place.path):
        yield Problem("dossier_other_place", "group", {"group": group.name})
    if kind == DecisionKind.DISSOLVE and not reason:
        yield Problem("dossier_reason_missing", "reason")
    yield from text_problems(reason=reason)


def _problems_of_nomination(dossier: Dossier, new: NewNomination) -> Iterator[Problem]:
    posts = {post.key: post for post in posts_of(dossier)}
    if new.position not in posts:
        yield Problem("dossier_position_unknown", "position", {"position": new.position})
    elif posts[new.position].is_elected:
        yield Problem("dossier_post_is_elected", "position", {"post": posts[new.position].label})
    if not new.name:
        yield Problem("dossier_name_missing", "name")
    yield from text_problems(name=new.name, main_post=new.main_post, comes_from=new.comes_from)
    others = dossier.nominations.exclude(position=new.position)
    if new.position == MEMBER:
        others = dossier.nominations.all()
    if new.name and same_name_key(new.name) in {same_name_key(one.name) for one in others}:
        yield Problem("dossier_person_twice", "name", {"name": new.name})


def _keep_holders(dossier: Dossier) -> None:
    Nomination.objects.bulk_create(
        Nomination(
            dossier=dossier,
            position=one.position,
            name=one.holder_name,
            main_post=one.main_post,
            filled_by=one.filled_by,
            stays=True,
        )
        for one in people_of(dossier.group)
        if not one.acting
    )


def _holds(dossier: Dossier, position: str, name: str) -> bool:
    """Whether somebody of this name holds the post now."""
    serving = [one for one in people_of(dossier.group) if one.position == position]
    wanted = same_name_key(name)
    return any(same_name_key(one.holder_name) == wanted and not one.acting for one in serving)


def _filled_by(dossier: Dossier, position: str) -> str:
    rules = rules_of(dossier)
    found = (one.filled_by for one in rules.positions if one.key == position) if rules else iter(())
    return next(found, "appointed")
