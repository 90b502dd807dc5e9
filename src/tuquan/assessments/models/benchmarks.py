"""Figures of the whole commune that rows of a sheet are compared with."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from tuquan.assessments.models.cycles import AssessmentCycle


class Benchmark(models.Model):
    """A figure beyond groups and areas, entered with where it was taken from (S3-16, S3-17).

    Rows such as “above the common average” are compared with it. No report asks for it, and the
    programme does not name it: whoever runs the programme chooses the paper it stands in.
    """

    cycle = models.ForeignKey(AssessmentCycle, models.CASCADE, related_name="benchmarks")
    key = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ("cycle", "key")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "key"), name="a_cycle_has_each_benchmark_once"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="a_benchmark_is_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="a_benchmark_names_its_source"),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.key}"

    @property
    def figure(self) -> int | Decimal:
        """The value as rules compare it: whole numbers as such."""
        value = self.value
        return int(value) if value == value.to_integral_value() else value.normalize()
