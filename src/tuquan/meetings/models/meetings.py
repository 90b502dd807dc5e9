"""Meetings, the households and guests who came, the agenda, and the minutes with what was added."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings of areas and groups below a path."""

    view_permission = "meetings.view"


class Meeting(models.Model):
    """One meeting of a group, of an area, of a team or of a board (S0-14, S1-18, S2-11, S2-18).

    `path` is that of the group, or of the place where there is no group. `quorum` is the rule the
    attendance is measured by (`core.voting.Quorum`); empty where none was set. `vote_method` is how
    the meeting chose to vote: the hands raised for each way, and the way chosen. `version` grows
    with every change, so that of two people at once the second is told.
    """

    class Kind(models.TextChoices):
        """Who meets."""

        HOUSEHOLDS = "household_meeting", _("meeting of the households of a group")
        RESIDENTS = "residents_meeting", _("meeting of the residents of an area")
        TEAM = "team_meeting", _("meeting of a team")
        BOARD = "board_meeting", _("meeting of a board")

    class State(models.TextChoices):
        """How far the meeting is."""

        PLANNED = "planned", _("planned")
        OPEN = "open", _("going on")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    place = models.ForeignKey(Place, models.PROTECT, related_name="meetings")
    path = PathField()
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="meetings")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    starts_at = models.TimeField()
    venue = models.CharField(max_length=200)
    chair_name = models.CharField(max_length=150, blank=True)
    secretary_name = models.CharField(max_length=150, blank=True)
    purpose = models.TextField(blank=True)
    conclusions = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    quorum = models.JSONField(default=dict)
    vote_method = models.JSONField(default=dict)
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-starts_at", "-id")
        indexes = (models.Index(fields=("state", "held_on"), name="meetings_by_state_and_day"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_of_households(self) -> bool:
        """Whether households meet, who have a vote each; teams and boards are persons."""
        return self.kind in (self.Kind.HOUSEHOLDS, self.Kind.RESIDENTS)


class AttendanceQuerySet(ScopedQuerySet["Attendance"]):
    """Households on the rolls of meetings below a path."""

    place_lookup = "meeting__path"
    view_permission = "meetings.view"


class Attendance(models.Model):
    """A household on the roll of a meeting, frozen when it opened (F-75, F-79).

    `present` is None as long as nobody marked it. A household counts once, whoever represents it;
    how it voted is written nowhere.
    """

    class How(models.TextChoices):
        """Where it was marked."""

        PHONE = "phone", _("at the meeting")
        PAPER = "paper", _("from the paper list")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    entitled = models.BooleanField(default=True)
    present = models.BooleanField(null=True)
    represented_by = models.CharField(max_length=150, blank=True)
    how = models.CharField(max_length=5, choices=How.choices, blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ("household__list_order", "household_id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "household"), name="a_household_is_on_a_roll_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} at {self.meeting_id}"


class Guest(models.Model):
    """Somebody who comes without a vote, or a member of the team or board that meets (S0-21)."""

    class Right(models.TextChoices):
        """By what right they come."""

        MEMBER = "member", _("member")
        ENTITLED = "entitled", _("entitled to attend, without a vote")
        INVITED = "invited", _("invited")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=200)
    right = models.CharField(max_length=10, choices=Right.choices, default=Right.INVITED)
    present = models.BooleanField(null=True)

    class Meta:
        ordering = ("meeting_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "name"), name="a_guest_is_listed_once"),
        )

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """A point of the agenda, with what was said to it in the words of the people (F-74, F-76)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ("meeting_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "number"), name="points_of_an_agenda_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MinutesSignature(models.Model):
    """Who signed the minutes on paper, as what, and on which day (F-76)."""

    class Role(models.TextChoices):
        """The two who sign."""

        CHAIR = "chair", _("chair of the meeting")
        SECRETARY = "secretary", _("secretary")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=150)
    signed_on = models.DateField()

    class Meta:
        ordering = ("meeting_id", "role")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "role"), name="minutes_are_signed_once_by_each"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="who_signed_has_a_name"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class Addition(models.Model):
    """What was put right after the minutes were closed: added with its day, nothing rewritten."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="additions")
    text = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("meeting_id", "added_at", "id")

    def __str__(self) -> str:
        return self.text[:80]
