"""Results: frozen with everything they rest on; titles held in years before the system."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuquan.accounts.models import Account
from tuquan.assessments.models.sheets import AssessmentSheet
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place


class AssessmentResultQuerySet(ScopedQuerySet["AssessmentResult"]):
    """Results of groups and areas below a path."""

    place_lookup = "sheet__path"
    view_permission = "assessments.view"

    def current(self) -> AssessmentResultQuerySet:
        """Those that no later one took the place of."""
        return self.filter(replaced_by=None)


class AssessmentResult(models.Model):
    """What a sheet came to; never changed. A later one says which it replaces and why.

    `known` is every input with its kind, `came_out` what came of it (`core.assessing`): anybody can
    judge it again. `class_key` is empty where no class was reached.
    """

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="results")
    version = models.PositiveIntegerField()
    class_key = models.CharField(max_length=60, blank=True)
    known = models.JSONField()
    came_out = models.JSONField()
    sha256 = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=150)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)

    objects = AssessmentResultQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "version"), name="one_result_per_version"),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""),
                name="a_corrected_result_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.class_key}"


class TitleHeldQuerySet(ScopedQuerySet["TitleHeld"]):
    """Titles of groups and areas below a path."""

    view_permission = "assessments.view"


class TitleHeld(models.Model):
    """Whether a title was held in a year, by which paper: streaks are read from it (S3-18, S3-19).

    Entered for years before the system, with the number of the decision; results of the system
    are read where they stand and never entered again.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="titles_held")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="titles_held")
    path = PathField()
    title = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    held = models.BooleanField()
    decision_number = models.CharField(max_length=120, blank=True)
    entered_at = models.DateTimeField()
    entered_by_name = models.CharField(max_length=150)

    objects = TitleHeldQuerySet.as_manager()

    class Meta:
        ordering = ("path", "title", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "title", "year"),
                condition=Q(group=None),
                name="an_area_holds_a_title_once_a_year",
            ),
            models.UniqueConstraint(
                fields=("group", "title", "year"),
                condition=Q(group__isnull=False),
                name="a_group_holds_a_title_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(held=False) | ~Q(decision_number=""),
                name="a_title_held_names_its_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.year} {self.path}"
