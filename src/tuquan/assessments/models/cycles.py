"""A year of assessment of one adopted programme."""

from __future__ import annotations

from django.db import models

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
    so that a criterion taken out in the middle of a cycle is still judged in it.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="assessment_cycles")
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()

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

    def step(self, *ways: str) -> AssessmentStep | None:
        """The first step done in one of these ways, if the programme has one."""
        steps = self.content.assessment
        return next((step for step in steps if step.how in ways), None)
