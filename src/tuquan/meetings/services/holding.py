"""While a meeting goes on: the frozen roll, who came, how to vote, what is written down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.core.voting import MethodChoice, Roll, choose_method
from tuquan.core.voting.matters import Method
from tuquan.core.voting.roll import presence
from tuquan.meetings.models import Attendance, Election, Guest, Meeting, Motion
from tuquan.meetings.queries.counting import present_count
from tuquan.meetings.queries.finding import households_to_invite
from tuquan.meetings.queries.rules import reasons_data
from tuquan.meetings.queries.texts import check_text, check_texts, refuse, tidy_lines
from tuquan.meetings.services.taking import take


@transaction.atomic
def open_meeting(actor: Actor, meeting: Meeting) -> Meeting:
    """Begin: the households entitled to vote are fixed from now on (F-79)."""
    take(actor, meeting, Meeting.State.PLANNED)
    if meeting.held_on > clock.today():
        raise Conflict("meeting_is_later", day=meeting.held_on)
    households = households_to_invite(meeting)
    if meeting.is_of_households and not households:
        raise Conflict("meeting_roll_empty", place=meeting.place.name)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, household=household) for household in households
    )
    for table in (Motion, Election):
        table._default_manager.filter(meeting=meeting).update(entitled=len(households))
    meeting.state, meeting.opened_at = Meeting.State.OPEN, clock.now()
    meeting.save(update_fields=["state", "opened_at"])
    record(actor, "meetings.opened", meeting, meeting.path, households=len(households))
    return meeting


@transaction.atomic
def mark_many(
    actor: Actor,
    meeting: Meeting,
    present: Sequence[int],
    *,
    represented: Mapping[int, str] | None = None,
    how: str = Attendance.How.PHONE,
    version: int | None = None,
) -> int:
    """Mark the whole roll from one list: who is on it came, everybody else did not.

    The numbers of households are given as they were taken down, so that one listed twice is
    noticed. Gives how many came.
    """
    take(actor, meeting, Meeting.State.OPEN, version=version)
    rows = {row.household_id: row for row in meeting.attendance.all()}
    came = presence(Roll(frozenset(rows)), present)
    who = {pk: tidy(name) for pk, name in (represented or {}).items()}
    refuse([*came.problems, *check_texts("represented_by", who.values())], present)
    for pk, row in rows.items():
        there = pk in came.households
        _mark(actor, row, there, who.get(pk, "") if there else "", how)
    fields = ["present", "represented_by", "how", "marked_at", "marked_by"]
    Attendance.objects.bulk_update(rows.values(), fields, batch_size=500)
    count = len(came.households)
    record(actor, "meetings.roll_marked", meeting, meeting.path, present=count, how=how)
    return count


@transaction.atomic
def mark_guests(actor: Actor, meeting: Meeting, present: Collection[int]) -> int:
    """Mark which guests, or which members of the team or board, came."""
    take(actor, meeting, Meeting.State.OPEN)
    guests = list(meeting.guests.all())
    for guest in guests:
        guest.present = guest.pk in present
    Guest.objects.bulk_update(guests, ["present"])
    came = sum(1 for guest in guests if guest.present)
    record(actor, "meetings.guests_marked", meeting, meeting.path, present=came)
    return came


@transaction.atomic
def choose_vote_method(
    actor: Actor, meeting: Meeting, hands: Mapping[Method, int | None]
) -> MethodChoice:
    """Write down how many households raised hands for each way to vote (d3: more than half)."""
    take(actor, meeting, Meeting.State.OPEN)
    present = present_count(meeting)
    choice = choose_method(hands, present)
    clash = any(reason.code == "figures_contradict" for reason in choice.reasons)
    if clash:
        total = sum(count or 0 for count in hands.values())
        shown = {"count": total, "present": present}
        refuse([Problem("more_votes_than_present", next(iter(hands)), shown)])
    meeting.vote_method = {
        "hands": dict(hands),
        "method": choice.method or "",
        "reasons": reasons_data(choice.reasons),
    }
    meeting.save(update_fields=["vote_method"])
    record(actor, "meetings.method_chosen", meeting, meeting.path, method=choice.method or "")
    return choice


@transaction.atomic
def write_minutes(
    actor: Actor,
    meeting: Meeting,
    *,
    notes: Mapping[int, str],
    conclusions: str,
    chair_name: str,
    secretary_name: str,
    version: int | None = None,
) -> Meeting:
    """Write down what was said to each point, in the words of the people, and what was agreed."""
    take(actor, meeting, Meeting.State.OPEN, version=version)
    said = {pk: tidy_lines(text) for pk, text in notes.items()}
    meeting.conclusions = tidy_lines(conclusions)
    meeting.chair_name, meeting.secretary_name = tidy(chair_name), tidy(secretary_name)
    refuse(
        [
            *check_texts("notes", said.values()),
            *check_text("conclusions", meeting.conclusions),
            *check_text("chair_name", meeting.chair_name),
            *check_text("secretary_name", meeting.secretary_name),
        ]
    )
    meeting.save(update_fields=["conclusions", "chair_name", "secretary_name"])
    for item in meeting.agenda.filter(pk__in=said):
        item.notes = said[item.pk]
        item.save(update_fields=["notes"])
    record(actor, "meetings.minutes_written", meeting, meeting.path)
    return meeting


def _mark(actor: Actor, row: Attendance, present: bool, who: str, how: str) -> None:
    row.present, row.represented_by, row.how = present, who, how
    row.marked_at, row.marked_by_id = clock.now(), actor.user_id
