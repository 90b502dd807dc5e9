"""What a place wants to reach after its survey, and what it found pressing (S1-05, S1-18)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


class GoalQuerySet(ScopedQuerySet["Goal"]):
    """Goals of areas and groups below a path."""

    view_permission = "reports.view"


class Goal(models.Model):
    """A figure that an area, or one group in it, wants to reach in a year.

    `question` is a line of the form `form_key` of the adoption's edition; the survey's figure and
    the latest one stand beside it wherever it is shown.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="goals")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="+")
    path = PathField()
    form_key = models.CharField(max_length=80)
    question = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    set_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("path", "form_key", "question", "year")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "path", "question", "year"), name="one_goal_a_line_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.path} {self.question} {self.year}"


class PressingIssueQuerySet(ScopedQuerySet["PressingIssue"]):
    """Pressing issues of areas and groups below a path."""

    view_permission = "reports.view"

    def open(self) -> PressingIssueQuerySet:
        """Issues still to be settled."""
        return self.filter(settled_on=None)


class PressingIssue(models.Model):
    """Something about a place that residents want put right: a ditch, a lamp, never a person."""

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="pressing_issues")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="+")
    path = PathField()
    text = models.CharField(max_length=300)
    found_on = models.DateField()
    due_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    outcome = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    objects = PressingIssueQuerySet.as_manager()

    class Meta:
        ordering = ("settled_on", "due_on", "found_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_on=None) | ~Q(outcome=""), name="a_settled_issue_says_how"
            ),
        )

    def __str__(self) -> str:
        return f"{self.path} {self.found_on}"
