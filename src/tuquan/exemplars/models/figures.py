"""One figure as it was on a day, frozen with how many it comes from."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FrozenFigure(models.Model):
    """A line of the programme's reports for one group or area, with its baseline.

    Taken from the system, never typed. `state` keeps zero, not applicable and not reported apart:
    only a reported line has a `value`. Yes-or-no lines count the reporters who said yes. Of
    `expected` reporters `reported` gave the figure; `surveyed` gave the baseline.
    """

    class State(models.TextChoices):
        """What is known of the line."""

        REPORTED = "reported", _("reported")
        NOT_APPLICABLE = "not_applicable", _("does not apply")
        NOT_REPORTED = "not_reported", _("not reported")

    position = models.PositiveSmallIntegerField()
    line_key = models.CharField(max_length=80)
    label = models.CharField(max_length=500)
    label_en = models.CharField(max_length=500, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    unit_en = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=10)
    direction = models.CharField(max_length=4)
    state = models.CharField(max_length=14, choices=State.choices)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    surveyed = models.PositiveIntegerField(default=0)
    reported = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    period_key = models.CharField(max_length=30, blank=True)
    period_start = models.DateField(null=True)
    period_until = models.DateField(null=True)
    as_of = models.DateField()

    class Meta:
        abstract = True
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="reported", value__isnull=False)
                | Q(~Q(state="reported"), value=None),
                name="%(class)s_has_a_value_where_reported",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_key} {self.value}"

    @property
    def change(self) -> Decimal | None:
        """From the baseline to the value; None where one of the two is not known."""
        if self.value is None or self.baseline is None:
            return None
        return self.value - self.baseline
