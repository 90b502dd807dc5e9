"""Finding meetings, what is voted on in them, and the work they gave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from tuquan.accounts.models import Account, Grant, Role
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import not_over
from tuquan.base.scoping import paths_above
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.groups.queries import OpenWork, visible_groups
from tuquan.meetings.models import (
    AttendanceQuerySet,
    Election,
    ElectionQuerySet,
    Meeting,
    MeetingQuerySet,
    Motion,
    MotionQuerySet,
    Resolution,
    ResolutionQuerySet,
)
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import visible_places
from tuquan.residents.models import Household


def visible_meetings(actor: Actor) -> MeetingQuerySet:
    """Meetings the actor may see, latest first, with the households on the roll and present."""
    return (
        Meeting.objects.visible_to(actor)
        .select_related("place__parent", "group", "programme")
        .annotate(
            entitled=Count("attendance", filter=Q(attendance__entitled=True)),
            came=Count("attendance", filter=Q(attendance__entitled=True, attendance__present=True)),
        )
        .order_by("-held_on", "-starts_at", "-id")
    )


def visible_motions(actor: Actor) -> MotionQuerySet:
    """Motions of meetings the actor may see."""
    return Motion.objects.visible_to(actor).select_related("meeting__place", "meeting__group")


def visible_elections(actor: Actor) -> ElectionQuerySet:
    """Elections of meetings the actor may see."""
    rows = Election.objects.visible_to(actor).select_related("meeting__place", "meeting__group")
    return rows.select_related("previous", "among").prefetch_related("candidates")


def visible_resolutions(actor: Actor) -> ResolutionQuerySet:
    """What the meetings an actor may see resolved, the earliest due first."""
    rows = Resolution.objects.visible_to(actor)
    return rows.select_related("meeting__place", "meeting__group", "owner")


def open_tasks(actor: Actor) -> ResolutionQuerySet:
    """The open resolutions that were given to somebody, the earliest due first."""
    return visible_resolutions(actor).open().filter(owner=actor.user_id)


def tasks_of_group(group: ResidentGroup) -> Iterator[OpenWork]:
    """How much the meetings of a group resolved that is not done yet."""
    yield OpenWork("tasks_open", Resolution.objects.open().filter(meeting__group=group).count())


def attendance_list(meeting: Meeting) -> AttendanceQuerySet:
    """The roll of a meeting in the order of the household list."""
    return meeting.attendance.select_related("household").order_by(
        "household__list_order", "household_id"
    )


def households_to_invite(meeting: Meeting) -> list[Household]:
    """The households that would be on the roll, were the meeting opened now."""
    if not meeting.is_of_households:
        return []
    if meeting.group_id and meeting.kind == Meeting.Kind.HOUSEHOLDS:
        members = Membership.objects.current().filter(group=meeting.group_id)
        return [member.household for member in members.select_related("household")]
    living = Household.objects.current().filter(place=meeting.place_id)
    return list(living.order_by("list_order", "pk"))


@dataclass(frozen=True, slots=True)
class Party:
    """Whose meeting it is: a place, or one group in it; `key` names it in a form."""

    place: Place
    group: ResidentGroup | None = None

    @property
    def key(self) -> str:
        """`g12` or `p3`."""
        return f"g{self.group.pk}" if self.group else f"p{self.place.pk}"

    @property
    def path(self) -> str:
        """The scope path of its meetings."""
        return self.group.path if self.group else self.place.path

    @property
    def label(self) -> str:
        """How it is called."""
        return f"{self.group.name} · {self.place.name}" if self.group else self.place.name


def parties(actor: Actor) -> list[Party]:
    """The areas, groups and communes whose meetings the actor may plan."""
    places = visible_places(actor, "meetings.manage").filter(
        kind__in=(PlaceKind.AREA, PlaceKind.COMMUNE)
    )
    groups = [one for one in visible_groups(actor) if actor.may("meetings.manage", one.path)]
    held = [place for place in places if actor.may("meetings.manage", place.path)]
    return [*(Party(place) for place in held), *(Party(one.place, one) for one in groups)]


def possible_owners(meeting: Meeting) -> list[Account]:
    """Who can be given work by a meeting: whoever has a duty at its place, above or below."""
    held = Grant.objects.filter(not_over(clock.today())).exclude(role=Role.ADMINISTRATOR)
    near = Q(path__in=paths_above(meeting.path)) | Q(path__below=meeting.path)
    accounts = Account.objects.filter(is_active=True, grants__in=held.filter(near))
    return list(accounts.distinct().order_by("sort_key", "pk"))
