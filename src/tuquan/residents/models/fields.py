"""What an office asks of its households besides what everybody asks: fields it added by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.places.models import Place

OWN = "own:"
"""What stands before the key of a field wherever columns of a household are named."""


class HouseholdFieldQuerySet(ScopedQuerySet["HouseholdField"]):
    """Fields of offices below a path."""

    view_permission = "households.view"

    def asked(self) -> HouseholdFieldQuerySet:
        """Fields that are asked today."""
        return self.filter(ended_on=None, merged_into=None)


class HouseholdField(models.Model):
    """One thing a commune asks of its households besides form 02, without a developer (F-15).

    `key` names it in `Household.own_values` and means one thing in the whole installation, so that
    values stay readable wherever a reform takes a household. When communes merge, a field with the
    label and kind of another one is `merged_into` it: values under either key are its values.
    """

    class Kind(models.TextChoices):
        """What is written into it."""

        TEXT = "text", _("text")
        NUMBER = "number", _("whole number")
        YES_NO = "yes_no", _("yes or no")
        CHOICE = "choice", _("one of several choices")
        DAY = "day", _("day")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    key = models.CharField(max_length=80, unique=True)
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    choices = models.JSONField(default=list)
    help = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    objects = HouseholdFieldQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("pk")), name="a_field_is_not_merged_into_itself"
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """What it is called among the columns of a household."""
        return f"{OWN}{self.key}"
