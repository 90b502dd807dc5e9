"""Visits to groups and areas at any time of the year, and what has to be done after them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.assessments.models.cycles import AssessmentCycle
from tuquan.assessments.models.sheets import AssessmentSheet
from tuquan.base.actor import Actor
from tuquan.base.scoping import PathField, ScopedQuerySet, paths_above
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


class VisitQuerySet(ScopedQuerySet["Visit"]):
    """Visits to groups and areas below a path."""

    view_permission = "assessments.view"

    def standing(self) -> VisitQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on=None)


class Visit(models.Model):
    """Somebody came to look at the work of a group or area: who, when, what was seen (S0-25).

    It need not belong to a year's assessment. A re-verification looks once more at one sheet.
    `took_part` names bodies and people as the minutes do; what was seen is about the whole group
    or area and names nobody. One that was written down by mistake is withdrawn with the reason;
    it stays to be read and asks for nothing any more.
    """

    class Kind(models.TextChoices):
        """Why somebody came."""

        INSPECTION = "inspection", _("joint inspection")
        VISIT = "visit", _("visit to the place")
        REVERIFICATION = "reverification", _("re-verification of a sheet")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="visits")
    place = models.ForeignKey(Place, models.PROTECT, related_name="visits")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="visits")
    path = PathField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    held_on = models.DateField()
    took_part = models.TextField()
    seen = models.TextField()
    cycle = models.ForeignKey(AssessmentCycle, models.PROTECT, null=True, related_name="visits")
    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, null=True, related_name="visits")
    written_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    written_by_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="reverification") | Q(sheet__isnull=False),
                name="a_reverification_is_of_a_sheet",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_reason="")
                | Q(~Q(withdrawn_reason=""), withdrawn_on__isnull=False),
                name="a_withdrawn_visit_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on:%d/%m/%Y} {self.path}"

    @property
    def name(self) -> str:
        """Who was visited, as people call it."""
        return self.group.name if self.group else self.place.name

    def writable_by(self, actor: Actor) -> bool:
        """Whether the actor may write down what was found: only from above (as with sheets)."""
        return actor.may("assessments.verify", paths_above(self.path)[-2])

    def finishable_by(self, actor: Actor) -> bool:
        """Whether the actor may say that something is done: who leads it, or stands above."""
        return actor.may("assessments.mark", self.path)


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings of visits to groups and areas below a path."""

    place_lookup = "visit__path"
    view_permission = "assessments.view"

    def open(self) -> FindingQuerySet:
        """What is still to be done until a day; a finding without one asks for nothing."""
        return self.filter(done_on=None, due_on__isnull=False, visit__withdrawn_on=None)


class Finding(models.Model):
    """One thing found on a visit; with a day it is work of a post of the group or area (S0-25).

    `row` is the key of the criterion it is about, if it is about one. `owner` is a post, such as
    the leader, and not a person.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    text = models.CharField(max_length=500)
    row = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    owner = models.CharField(max_length=150, blank=True)
    done_on = models.DateField(null=True)
    done_note = models.CharField(max_length=500, blank=True)
    done_by_name = models.CharField(max_length=150, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(owner=""),
                name="a_finding_with_a_day_has_its_owner",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
