"""Motions and elections: counts, who looked on, and which households took part.

No table here, and no column, can hold what a household chose (F-80).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.base.scoping import ScopedQuerySet
from tuquan.meetings.models.meetings import AgendaItem, Meeting
from tuquan.residents.models import Household


class VoteState(models.TextChoices):
    """Whether the figures are in."""

    OPEN = "open", _("not counted yet")
    COUNTED = "counted", _("counted")
    DROPPED = "dropped", _("dropped")


class Ballot(models.Model):
    """What a motion and an election have in common: the rule, the frozen figures, the outcome.

    `threshold` or `rules` were fixed when it was put to the vote, `entitled` is the frozen number
    of households. `ballots` holds the figures of `core.voting.BallotCount` by name, `outcome` what
    the core said to them. `online_consent` is how many households agreed to vote online before,
    `note` tells how a vote online was held and where its result is kept.
    """

    matter = models.CharField(max_length=40)
    method = models.CharField(max_length=20)
    entitled = models.PositiveIntegerField(default=0)
    online_consent = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    ballots = models.JSONField(default=dict)
    witnesses = models.JSONField(default=list)
    board = models.JSONField(default=list)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=VoteState.choices, default=VoteState.OPEN)
    drop_reason = models.CharField(max_length=300, blank=True)
    outcome = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.CharField(max_length=150, blank=True)
    entered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class MotionQuerySet(ScopedQuerySet["Motion"]):
    """Motions put in meetings below a path."""

    place_lookup = "meeting__path"
    view_permission = "meetings.view"


class Motion(Ballot):
    """A question put to the households: for, against, abstained (F-77, F-78)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="motions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="motions")
    text = models.CharField(max_length=1000)
    threshold = models.JSONField(default=dict)
    quorum = models.JSONField(default=dict)
    in_favour = models.PositiveIntegerField(null=True)
    against = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    blank = models.PositiveIntegerField(null=True)
    invalid = models.PositiveIntegerField(null=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        ordering = ("meeting_id", "id")

    def __str__(self) -> str:
        return self.text[:80]


class ElectionQuerySet(ScopedQuerySet["Election"]):
    """Elections held in meetings below a path."""

    place_lookup = "meeting__path"
    view_permission = "meetings.view"


class Election(Ballot):
    """One vote that fills a post, in its first or its second round (F-81, S0-12, S0-14).

    `rules` are `core.voting.ElectionRules`. `previous` is the round before; `among` the election
    whose winners alone may stand, where a leader is chosen among the members.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="elections")
    position = models.CharField(max_length=40)
    label = models.CharField(max_length=150)
    seats = models.PositiveSmallIntegerField(default=1)
    rules = models.JSONField(default=dict)
    round = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", models.CASCADE, null=True, related_name="next_rounds")
    among = models.ForeignKey("self", models.CASCADE, null=True, related_name="leader_elections")

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ("meeting_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("previous",),
                condition=~Q(state="dropped"),
                name="a_round_is_followed_by_one",
            ),
        )

    def __str__(self) -> str:
        return self.label


class Candidate(models.Model):
    """Somebody who stands in one round; `first` is the same person in the first round."""

    class Withdrew(models.TextChoices):
        """When the person withdrew, if so."""

        NO = "", _("stands")
        BEFORE = "before_vote", _("withdrew before the vote")
        AFTER = "after_vote", _("withdrew after the vote")

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    name = models.CharField(max_length=150)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    votes = models.PositiveIntegerField(null=True)
    withdrew = models.CharField(
        max_length=12, choices=Withdrew.choices, default=Withdrew.NO, blank=True
    )
    nominated_by = models.CharField(max_length=150, blank=True)
    first = models.ForeignKey("self", models.CASCADE, null=True, related_name="later")

    class Meta:
        ordering = ("election_id", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def person(self) -> int:
        """The number of the person, the same in every round."""
        return self.first_id or self.pk


class Participant(models.Model):
    """A household that took part in a vote with ballots: the list that can be checked (F-80).

    The database refuses a household that votes twice.
    """

    motion = models.ForeignKey(Motion, models.CASCADE, null=True, related_name="participants")
    election = models.ForeignKey(Election, models.CASCADE, null=True, related_name="participants")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("household__list_order", "household_id")
        constraints = (
            models.UniqueConstraint(
                fields=("motion", "household"), name="a_household_votes_once_on_a_motion"
            ),
            models.UniqueConstraint(
                fields=("election", "household"), name="a_household_votes_once_in_an_election"
            ),
            models.CheckConstraint(
                condition=Q(motion=None, election__isnull=False)
                | Q(motion__isnull=False, election=None),
                name="a_household_takes_part_in_one_vote",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id}"
