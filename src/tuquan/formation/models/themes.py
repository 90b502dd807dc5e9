"""The self-management model of an area or a group: its name, theme and content (S1-06, S1-07)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


class SelfManagementModelQuerySet(ScopedQuerySet["SelfManagementModel"]):
    """Models of areas and groups below a path."""

    view_permission = "formation.view"

    def current(self) -> SelfManagementModelQuerySet:
        """Models that are carried out now."""
        return self.filter(ended_on=None)


class SelfManagementModel(models.Model):
    """What an area, or a group in it, takes on: a model with a name and its content (S1-11).

    `theme` is a key of the pack. The source names two bodies that choose it (S1-06, S1-10), so
    `chosen_by` says in words who did.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="models")
    place = models.ForeignKey(Place, models.PROTECT, related_name="models")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="models")
    path = PathField()
    theme = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    content = models.TextField()
    chosen_on = models.DateField()
    chosen_by = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    objects = SelfManagementModelQuerySet.as_manager()

    class Meta:
        ordering = ("place__sort_key", "group__number", "-chosen_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "place"),
                condition=Q(ended_on=None, group=None),
                name="an_area_has_one_model_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("adoption", "group"),
                condition=Q(ended_on=None, group__isnull=False),
                name="a_group_has_one_model_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("chosen_on")),
                name="a_model_ends_after_it_was_chosen",
            ),
        )

    def __str__(self) -> str:
        return self.name
