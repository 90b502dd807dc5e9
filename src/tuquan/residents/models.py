"""Households, as few facts as a programme needs (domain h-4), and the workbooks they came from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.places.models import Place


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    """Households below a path."""

    view_permission = "households.view"

    def current(self) -> HouseholdQuerySet:
        """Households that still live here."""
        return self.filter(closed_on=None)


class Household(models.Model):
    """One household of a residential area: its head's name, birth year, count and door; no more.

    There is no field for anybody's religion, belief, ethnicity, opinion, health, offence or
    poverty, and no identity number (domain h-2, h-4).
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="households")
    path = PathField()
    list_order = models.PositiveIntegerField(default=0)
    head_name = models.CharField(max_length=150)
    search_key = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=600)
    birth_year = models.PositiveSmallIntegerField(null=True)
    member_count = models.PositiveSmallIntegerField(null=True)
    lane = models.CharField(max_length=100, blank=True)
    house_number = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    closed_on = models.DateField(null=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("path", "list_order", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(head_name=""), name="household_has_a_head"),
            models.CheckConstraint(
                condition=Q(member_count=None) | Q(member_count__range=(1, 20)),
                name="household_members_1_to_20",
            ),
        )

    def __str__(self) -> str:
        return self.head_name


class ImportQuerySet(ScopedQuerySet["HouseholdImport"]):
    """Imports into places below a path."""

    view_permission = "households.manage"


class HouseholdImport(models.Model):
    """A workbook that was read: what it holds, waiting to be confirmed, or what became of it.

    `recognition` holds names; it is emptied when the import is confirmed or cast away.
    """

    class State(models.TextChoices):
        """What became of the preview."""

        PREVIEWED = "previewed"
        CONFIRMED = "confirmed"
        DISCARDED = "discarded"

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREVIEWED)
    recognition = models.JSONField(default=dict)
    household_count = models.PositiveIntegerField(default=0)
    held_count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.file_name
