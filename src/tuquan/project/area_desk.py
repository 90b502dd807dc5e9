"""One list of everything the head of an area has to do, whatever hat it comes under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.approvals.queries import waiting_for
from tuquan.assessments.queries import findings_to_do
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.templatetags.tq import number
from tuquan.bodies.queries import Hat, hats_of, own_holder
from tuquan.meetings.models import Meeting, MeetingQuerySet
from tuquan.meetings.queries import open_tasks, visible_meetings
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.reports.models import PressingIssue
from tuquan.reports.queries.chasing import Missing, missing_reports
from tuquan.reports.queries.owing import Owed, owed_now
from tuquan.residents.queries import waiting_changes

AHEAD = 14
"""Days ahead that a meeting stands on the list."""

WORDS_A_SECOND = 2.5
"""How fast a notice is read aloud so that everybody follows."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: what, under which hat, until when, where."""

    title: str
    hat: str
    url: str
    due: date | None = None
    icon: str = "clipboard"

    @property
    def days_left(self) -> int | None:
        """Days until it is due; late ones are negative."""
        return None if self.due is None else (self.due - clock.today()).days


def todo_list(actor: Actor) -> list[Todo]:
    """Everything that waits for a person, what is due first at the top; a few queries."""
    found = [
        *_own_reports(owed_now(actor)),
        *_checks(actor),
        *_meetings(actor),
        *_tasks(actor),
        *_found_on_visits(actor),
    ]
    return sorted(found, key=lambda one: (one.due is None, one.due or clock.today(), one.title))


def headed_areas(actor: Actor) -> PlaceQuerySet:
    """The areas whose head the person is, in the order of their names."""
    areas: PlaceQuerySet = Place.objects.visible_to(actor, "reports.endorse").areas()
    return areas.order_by("sort_key")


def own_hats(actor: Actor) -> list[Hat]:
    """The posts the person holds now."""
    holder = own_holder(actor)
    return [hat for hat in hats_of(holder) if hat.ended_on is None] if holder else []


def missing_in_my_groups(actor: Actor) -> list[Missing]:
    """The groups of the person's areas whose report has not come."""
    return [one for one in missing_reports(actor) if one.owed.obligation.group_id]


def read_aloud(actor: Actor, area: Place) -> list[str]:
    """What a loudspeaker may say of an area today: short sentences, groups and no persons."""
    missing = [
        one
        for one in missing_in_my_groups(actor)
        if one.is_late and one.owed.obligation.place_id == area.pk
    ]
    lines = [_("Notice of %(area)s, %(day)s.") % {"area": area.name, "day": _day(clock.today())}]
    by_title: dict[str, list[str]] = {}
    for one in missing:
        by_title.setdefault(one.owed.title, []).append(one.owed.reporter)
    for title, groups in by_title.items():
        values = {"title": title, "groups": ", ".join(dict.fromkeys(groups))}
        lines.append(_("“%(title)s” is still missing from: %(groups)s.") % values)
    if not missing:
        lines.append(_("All groups have sent the reports that are due. Thank you."))
    for meeting in _planned(actor).filter(place=area):
        lines.append(
            _("Meeting “%(title)s”: %(day)s, at %(time)s, %(venue)s.")
            % {
                "title": meeting.title,
                "day": _day(meeting.held_on),
                "time": f"{meeting.starts_at:%H:%M}",
                "venue": meeting.venue,
            }
        )
    issues = PressingIssue.objects.visible_to(actor).below(area.path).open()
    lines += [_("Still to be put right: %(what)s.") % {"what": one.text} for one in issues[:3]]
    return lines


def seconds_to_read(lines: Iterable[str]) -> int:
    """How long the lines take to be read aloud once, to the next five seconds."""
    words = sum(len(line.split()) for line in lines)
    return 5 * -(-words // round(5 * WORDS_A_SECOND)) if words else 0


def _own_reports(owed: Iterable[Owed]) -> Iterator[Todo]:
    for one in owed:
        if one.may_write and not one.obligation.group_id:
            yield Todo(
                one.title,
                one.reporter,
                reverse("reports:write", args=[one.obligation.pk]),
                timezone.localdate(one.obligation.due_at),
                "pencil",
            )


def _checks(actor: Actor) -> Iterator[Todo]:
    """What others wrote and this person has to look at."""
    changes = waiting_changes(actor).count() if actor.paths("households.check") else 0
    if changes:
        words = ngettext(
            "%(n)s change in households to check", "%(n)s changes in households to check", changes
        )
        yield Todo(words % {"n": number(changes)}, "", reverse("residents:changes"), icon="people")
    looks = waiting_for(actor).count()
    if looks:
        words = ngettext("%(n)s paper waits for your yes", "%(n)s papers wait for your yes", looks)
        yield Todo(words % {"n": number(looks)}, "", reverse("approvals:index"), icon="check")


def _meetings(actor: Actor) -> Iterator[Todo]:
    for meeting in _planned(actor):
        where = meeting.group.name if meeting.group else meeting.place.name
        url = reverse("meetings:detail", args=[meeting.pk])
        yield Todo(meeting.title, where, url, meeting.held_on, "calendar")


def _tasks(actor: Actor) -> Iterator[Todo]:
    for task in open_tasks(actor):
        yield Todo(task.text, task.meeting.title, reverse("meetings:tasks"), task.due_on, "check")


def _found_on_visits(actor: Actor) -> Iterator[Todo]:
    """What was found on visits to the person's groups and areas, with its day (S0-25)."""
    for one in findings_to_do(actor):
        url = reverse("assessments:visit", args=[one.visit_id])
        yield Todo(one.text, one.visit.name, url, one.due_on, "eye")


def _planned(actor: Actor) -> MeetingQuerySet:
    """The meetings of the next days, the first one first."""
    today = clock.today()
    planned = visible_meetings(actor).filter(state=Meeting.State.PLANNED)
    soon = planned.filter(held_on__range=(today, today + timedelta(AHEAD)))
    return soon.order_by("held_on", "starts_at")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
