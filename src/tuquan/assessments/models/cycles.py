"""A year of assessment of one adopted programme."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tuquan.base.scoping import ScopedQuerySet
from tuquan.core.programme import AssessmentStep, Edition
from tuquan.programmes.models import Adoption, ProgrammeEdition


class AssessmentCycleQuerySet(ScopedQuerySet["AssessmentCycle"]):
    """Cycles of adoptions at places below a path."""

    place_lookup = "adoption__place__path"
    view_permission = "assessments.view"


class AssessmentCycle(models.Model):
    """A programme assesses its groups or areas for a year (S0-09, S1-21, S3-11).

    The edition is that of the last day of the year as it was known when the cycle opened; it stays,
    so that a criterion taken out in the middle of a cycle is still judged in it. The limits for
    complaints count working days; no source names them, so whoever runs the programme sets them.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="assessment_cycles")
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    acknowledge_within = models.PositiveSmallIntegerField(default=2)
    answer_within = models.PositiveSmallIntegerField(default=10)
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=150, blank=True)

    objects = AssessmentCycleQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "adoption_id")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "year"), name="an_adoption_assesses_once_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.adoption_id}"

    @property
    def path(self) -> str:
        """Where the programme runs."""
        return self.adoption.place.path

    @property
    def content(self) -> Edition:
        """The edition by which is judged."""
        return self.edition.content

    @property
    def posted_days(self) -> int | None:
        """How many days the programme has what was found posted before results are given."""
        return next((one.posted_days for one in self.content.assessment if one.posted_days), None)

    def step(self, *ways: str) -> AssessmentStep | None:
        """The first step done in one of these ways, if the programme has one."""
        steps = self.content.assessment
        return next((step for step in steps if step.how in ways), None)


class StepDays(models.Model):
    """From which day to which a step of a cycle is done, both included.

    Taken from the programme's windows when the cycle opens; where it names none, or other days suit
    better, whoever runs the programme sets them, and their name stands beside them.
    """

    cycle = models.ForeignKey(AssessmentCycle, models.CASCADE, related_name="step_days")
    step = models.CharField(max_length=60)
    opens_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    set_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("cycle", "id")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "step"), name="a_step_has_its_days_once"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(due_on=None) | Q(opens_on__lte=F("due_on")),
                name="a_step_opens_before_it_is_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.step}"


class Sample(models.Model):
    """Which part of the sheets handed in is looked at on the spot, drawn once (F-66).

    `seed` draws the same sheets again for whoever doubts it.
    """

    cycle = models.OneToOneField(AssessmentCycle, models.CASCADE, related_name="sample")
    percent = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=32)
    drawn = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__gte=1) & Q(percent__lte=100),
                name="a_sample_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.percent}%"


class Posting(models.Model):
    """What was found is posted where people see it, so that they may object until a day.

    Results are given when no posting runs any more.
    """

    cycle = models.ForeignKey(AssessmentCycle, models.CASCADE, related_name="postings")
    posted_on = models.DateField()
    until = models.DateField()
    where = models.CharField(max_length=300)
    posted_by_name = models.CharField(max_length=150)
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ("-until", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(posted_on__lte=F("until")), name="a_posting_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.posted_on}"
