"""Planning a meeting: who meets, when and where, who comes besides, what will be discussed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.texts.meetings import AGENDAS
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.core.voting import Quorum
from tuquan.groups.models import GroupQuerySet, ResidentGroup, Tenure
from tuquan.meetings.models import AgendaItem, Guest, Meeting
from tuquan.meetings.queries.minutes import group_line
from tuquan.meetings.queries.rules import default_quorum, requirement_data
from tuquan.meetings.queries.texts import check_text, check_texts, refuse, tidy_lines
from tuquan.meetings.services.taking import take
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Programme

FURTHEST = timedelta(days=366)
"""How far before or after today a meeting can be."""


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is planned; without an agenda the usual one of the kind is taken."""

    kind: str
    title: str
    held_on: date
    starts_at: time
    venue: str
    chair_name: str = ""
    secretary_name: str = ""
    purpose: str = ""
    agenda: tuple[str, ...] | None = None


_WORDS = ("title", "venue", "chair_name", "secretary_name", "purpose")


@transaction.atomic
def plan_meeting(
    actor: Actor,
    place: Place,
    plan: NewMeeting,
    *,
    group: ResidentGroup | None = None,
    programme: Programme | None = None,
    quorum: Quorum | None = None,
) -> Meeting:
    """Plan a meeting of a place, or of one group in it; `quorum` other than the usual one.

    The leaders of the groups are put on the guest list of a meeting of the residents: they are
    entitled to attend where matters of the residents are discussed (S0-21).
    """
    path = group.path if group else place.path
    require(actor.may("meetings.manage", path))
    wanted = _tidied(plan)
    refuse([*_check_kind(wanted.kind, place, group), *_check(wanted)])
    meeting = Meeting.objects.create(
        place=group.place if group else place,
        path=path,
        group=group,
        programme=programme or (group.programme if group else None),
        quorum=requirement_data(quorum or default_quorum(wanted.kind)),
        planned_at=clock.now(),
        kind=wanted.kind,
        held_on=wanted.held_on,
        starts_at=wanted.starts_at,
        **{name: getattr(wanted, name) for name in _WORDS},
    )
    points = AGENDAS[wanted.kind] if wanted.agenda is None else wanted.agenda
    _write_agenda(meeting, [str(point) for point in points])
    _list_people(meeting)
    record(actor, "meetings.planned", meeting, path, kind=meeting.kind, on=str(meeting.held_on))
    return meeting


@transaction.atomic
def change_plan(actor: Actor, meeting: Meeting, plan: NewMeeting, version: int) -> Meeting:
    """Change what was planned, before the meeting begins; whose meeting it is stays."""
    wanted = replace(_tidied(plan), kind=meeting.kind)
    take(actor, meeting, Meeting.State.PLANNED, version=version)
    refuse(_check(wanted))
    announced_anew = (meeting.held_on, meeting.starts_at, meeting.venue) != (
        wanted.held_on,
        wanted.starts_at,
        wanted.venue,
    )
    if announced_anew:
        meeting.planned_at = clock.now()
    meeting.held_on, meeting.starts_at = wanted.held_on, wanted.starts_at
    for name in _WORDS:
        setattr(meeting, name, getattr(wanted, name))
    meeting.save(update_fields=["planned_at", "held_on", "starts_at", *_WORDS])
    if wanted.agenda is not None:
        _write_agenda(meeting, wanted.agenda)
    record(actor, "meetings.changed", meeting, meeting.path, on=str(meeting.held_on))
    return meeting


@transaction.atomic
def cancel_meeting(actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Call off a meeting that has not begun, with the reason people are told."""
    why = tidy(reason)
    take(actor, meeting, Meeting.State.PLANNED)
    if not why:
        refuse([Problem("meeting_cancel_reason_missing", "reason")])
    refuse(check_text("reason", why))
    meeting.state, meeting.cancel_reason = Meeting.State.CANCELLED, why
    meeting.save(update_fields=["state", "cancel_reason"])
    record(actor, "meetings.cancelled", meeting, meeting.path)
    return meeting


def forget_called_off(actor: Actor, groups: GroupQuerySet) -> None:
    """Meetings that were called off go with the proposed groups they were to be of."""
    require(all(actor.may("meetings.manage", one.path) for one in groups))
    Meeting.objects.filter(group__in=groups, state=Meeting.State.CANCELLED).delete()


@transaction.atomic
def invite_guest(actor: Actor, meeting: Meeting, name: str, right: str = "invited") -> Guest:
    """Put somebody on the list of those who come without a vote."""
    guest = tidy(name)
    take(actor, meeting, Meeting.State.PLANNED, Meeting.State.OPEN)
    refuse(check_text("name", guest, needed=True))
    if meeting.guests.filter(name=guest).exists():
        refuse([Problem("guest_listed_already", "name", {"name": guest})])
    known = right if right in Guest.Right.values else Guest.Right.INVITED
    made = Guest.objects.create(meeting=meeting, name=guest, right=known)
    record(actor, "meetings.guest_invited", meeting, meeting.path, right=made.right)
    return made


@transaction.atomic
def remove_guest(actor: Actor, meeting: Meeting, guest: Guest) -> None:
    """Take somebody off the list again, before the meeting begins."""
    take(actor, meeting, Meeting.State.PLANNED)
    if not meeting.guests.filter(pk=guest.pk).delete()[0]:
        raise Conflict("meeting_changed_meanwhile")
    record(actor, "meetings.guest_removed", meeting, meeting.path)


def _tidied(plan: NewMeeting) -> NewMeeting:
    return replace(
        plan,
        title=tidy(plan.title),
        venue=tidy(plan.venue),
        chair_name=tidy(plan.chair_name),
        secretary_name=tidy(plan.secretary_name),
        purpose=tidy_lines(plan.purpose),
        agenda=None if plan.agenda is None else tuple(p for p in map(tidy, plan.agenda) if p),
    )


def _check_kind(kind: str, place: Place, group: ResidentGroup | None) -> list[Problem]:
    if kind not in Meeting.Kind.values:
        return [Problem("meeting_kind_unknown", "kind")]
    if group and group.state == ResidentGroup.State.DISSOLVED:
        return [Problem("meeting_group_dissolved", "party", {"name": group.name})]
    if kind in (Meeting.Kind.HOUSEHOLDS, Meeting.Kind.TEAM) and group is None:
        return [Problem("meeting_kind_needs_group", "kind")]
    if kind == Meeting.Kind.RESIDENTS and (group or place.kind != PlaceKind.AREA):
        return [Problem("meeting_kind_needs_area", "kind")]
    return []


def _check(plan: NewMeeting) -> list[Problem]:
    problems = []
    for name in _WORDS:
        problems += check_text(name, getattr(plan, name), needed=name in ("title", "venue"))
    problems += [replace(p, where="agenda") for p in check_texts("item", plan.agenda or ())]
    today = clock.today()
    if plan.held_on < today - FURTHEST:
        problems.append(Problem("meeting_day_past", "held_on", {"day": plan.held_on}))
    if plan.held_on > today + FURTHEST:
        problems.append(Problem("meeting_day_far", "held_on", {"day": plan.held_on}))
    return problems


def _write_agenda(meeting: Meeting, points: Sequence[str]) -> list[AgendaItem]:
    """Points that go on under the same words keep what was said to them."""
    kept = {item.title: item.notes for item in meeting.agenda.all()}
    voted = {m.pk: m.item.title for m in meeting.motions.select_related("item") if m.item}
    meeting.agenda.all().delete()
    made = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title, notes=kept.get(title, ""))
        for number, title in enumerate(points, 1)
    )
    by_title = {item.title: item for item in made}
    for motion, title in voted.items():
        if title in by_title:
            meeting.motions.filter(pk=motion).update(item=by_title[title])
    return made


def _list_people(meeting: Meeting) -> None:
    """The members of a team that meets, or the leaders who may come to a meeting of the area."""
    if meeting.kind == Meeting.Kind.TEAM:
        serving = Tenure.objects.current().filter(group=meeting.group_id)
        names = {tenure.holder_name: Guest.Right.MEMBER for tenure in serving}
    elif meeting.kind == Meeting.Kind.RESIDENTS:
        leaders = Tenure.objects.current().filter(
            position="leader",
            group__place=meeting.place_id,
            group__state=ResidentGroup.State.FORMED,
        )
        names = {
            group_line(tenure.holder_name, tenure.group): Guest.Right.ENTITLED
            for tenure in leaders.select_related("group").order_by("group__number", "pk")
        }
    else:
        return
    Guest.objects.bulk_create(
        Guest(meeting=meeting, name=name, right=right) for name, right in names.items()
    )
