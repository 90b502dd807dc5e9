"""Acceptance of a model by the commune's committee once a year, and everything it once said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.assessments.models.cycles import AssessmentCycle
from tuquan.base.actor import Actor
from tuquan.base.scoping import PathField, ScopedQuerySet, paths_above
from tuquan.bodies.models import Body
from tuquan.core.accepting import YearLine, lines_from_json
from tuquan.documents.models import OfficialDocument
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place


class AcceptanceQuerySet(ScopedQuerySet["Acceptance"]):
    """Acceptances of groups and areas below a path."""

    view_permission = "assessments.view"

    def under_way(self) -> AcceptanceQuerySet:
        """Those nobody has decided, of groups and areas that go on."""
        return self.filter(state__in=Acceptance.UNDER_WAY)

    def decided(self) -> AcceptanceQuerySet:
        """Those that were accepted, or refused with a reason."""
        return self.filter(state__in=Acceptance.DECIDED)


class Acceptance(models.Model):
    """One group or area in a year of a programme that accepts instead of marking (S1-21).

    The check is written down as on the minutes: the day, the committee, who of it was there
    (`present`: name and post), whether it was made jointly with the group, results, shortcomings,
    conclusion. The decision freezes `comparison` (`core.accepting`) with the counts and versions of
    the reports behind it, under one hash with all of this and the edition. `version` counts every
    change; `minutes_version` is the one the minutes tell. `told_on` is the day of the festival at
    which the area told the result.
    """

    class State(models.TextChoices):
        """How far the acceptance is."""

        WAITING = "waiting", _("waiting for the joint check")
        CHECKED = "checked", _("checked, to be decided")
        ACCEPTED = "accepted", _("model accepted")
        NOT_ACCEPTED = "not_accepted", _("model not accepted")
        ENDED = "ended", _("ended with its area or group")

    UNDER_WAY = (State.WAITING, State.CHECKED)
    DECIDED = (State.ACCEPTED, State.NOT_ACCEPTED)

    cycle = models.ForeignKey(AssessmentCycle, models.PROTECT, related_name="acceptances")
    place = models.ForeignKey(Place, models.PROTECT, related_name="acceptances")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="acceptances")
    path = PathField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    held_on = models.DateField(null=True)
    board = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    present = models.JSONField(default=list)
    with_group = models.BooleanField(default=False)
    results = models.TextField(blank=True)
    shortcomings = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    comparison = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    minutes = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")
    minutes_version = models.PositiveIntegerField(null=True)
    told_on = models.DateField(null=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ("place__sort_key", "group__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "place"),
                condition=Q(group=None),
                name="an_area_is_accepted_once_a_year",
            ),
            models.UniqueConstraint(
                fields=("cycle", "group"),
                condition=Q(group__isnull=False),
                name="a_group_is_accepted_once_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_accepted") | ~Q(reason=""),
                name="a_model_not_accepted_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "not_accepted"))
                | (~Q(sha256="") & Q(held_on__isnull=False, board__isnull=False)),
                name="a_decided_acceptance_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.path} {self.state}"

    @property
    def name(self) -> str:
        """Whose model it is, as people call it."""
        return self.group.name if self.group else self.place.name

    @property
    def is_decided(self) -> bool:
        """Whether it was accepted or refused."""
        return self.state in self.DECIDED

    @property
    def lines(self) -> tuple[YearLine, ...]:
        """The comparison as it was frozen with the decision; empty before."""
        return lines_from_json(self.comparison.get("lines", ()))

    @property
    def has_its_minutes(self) -> bool:
        """Whether the minutes tell what was decided last, and still hold."""
        found = self.minutes
        if found is None or found.state == OfficialDocument.State.WITHDRAWN:
            return False
        return self.minutes_version == self.version

    @property
    def committee_path(self) -> str:
        """Where the committee works that accepts: the commune over the area as the map is now."""
        return paths_above(self.place.path)[-2]

    def checkable_by(self, actor: Actor) -> bool:
        """Whether the actor may write the check down: for the committee of the commune (S1-21)."""
        return actor.may("assessments.verify", self.committee_path)

    def decidable_by(self, actor: Actor) -> bool:
        """Whether the actor may accept or refuse for the committee."""
        return actor.may("assessments.decide", self.committee_path)

    def tellable_by(self, actor: Actor) -> bool:
        """Whether the actor tells results at the festival: whoever looks after the area."""
        return actor.may("assessments.verify", self.place.path)


class AcceptanceRevision(models.Model):
    """What an acceptance said at one version, who made it so, and why; never changed.

    `content` is everything written in the check, `comparison` what a decision froze. A decision
    that takes the place of an earlier one says which (`replaces`) and why.
    """

    class Event(models.TextChoices):
        """What happened at this version."""

        CHECKED = "checked", _("the check was written down")
        ACCEPTED = "accepted", _("model accepted")
        NOT_ACCEPTED = "not_accepted", _("model not accepted")
        CORRECTED = "corrected", _("decided anew")

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    event = models.CharField(max_length=12, choices=Event.choices)
    state = models.CharField(max_length=12, choices=Acceptance.State.choices)
    content = models.JSONField(default=dict)
    comparison = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=("acceptance", "version"), name="one_acceptance_revision_per_version"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""),
                name="a_corrected_acceptance_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.acceptance_id} v{self.version}"
