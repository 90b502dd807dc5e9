"""Households, as few facts as a programme needs (domain h-4), and who looks after them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.places.models import Place


class Residence(models.TextChoices):
    """How a household lives here; the police keep the residence book, not we (domain d10)."""

    PERMANENT = "permanent", _("permanent")
    TEMPORARY = "temporary", _("temporary")


class WayToReach(models.TextChoices):
    """How news gets to a household (S2-16)."""

    ZALO = "zalo", _("Zalo")
    PHONE = "phone", _("telephone")
    SLIP = "slip", _("printed slip")
    VISIT = "visit", _("visit")


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    """Households below a path."""

    view_permission = "households.view"

    def current(self) -> HouseholdQuerySet:
        """Households that still live here."""
        return self.filter(closed_on=None)


class Household(models.Model):
    """One household of a residential area: its head's name, birth year, count and door; no more.

    There is no field for anybody's religion, belief, ethnicity, opinion, health, offence or
    poverty, and no identity number (domain h-2, h-4). `search_text` holds the folded words under
    which it is found (`core.vietnamese.search_key` of head, lane, door and address). `own_values`
    holds by key what its commune asks besides (`HouseholdField`). A household that was merged
    points at the one it became; of an erased one only the number is left.
    """

    # What is written a million times carries few indexes: each stands below, once, for a question.
    place = models.ForeignKey(Place, models.PROTECT, db_index=False, related_name="households")
    path = PathField(db_index=False)
    list_order = models.PositiveIntegerField(default=0)
    head_name = models.CharField(max_length=150)
    search_text = models.CharField(max_length=600)
    sort_key = models.CharField(max_length=600)
    birth_year = models.PositiveSmallIntegerField(null=True)
    member_count = models.PositiveSmallIntegerField(null=True)
    lane = models.CharField(max_length=100, blank=True)
    house_number = models.CharField(max_length=40, blank=True)
    door_order = models.PositiveIntegerField(null=True)
    address = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    residence = models.CharField(max_length=10, choices=Residence.choices, blank=True)
    reached_by = models.CharField(max_length=10, choices=WayToReach.choices, blank=True)
    own_values = models.JSONField(default=dict)
    imported_by = models.ForeignKey(
        "residents.HouseholdImport",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="households",
    )
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="merged"
    )
    erased_at = models.DateTimeField(null=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("path", "list_order", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(head_name="") | Q(erased_at__isnull=False), name="household_has_a_head"
            ),
            models.CheckConstraint(
                condition=Q(member_count=None) | Q(member_count__range=(1, 20)),
                name="household_members_1_to_20",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="household_point_is_whole",
            ),
        )
        indexes = (
            models.Index(fields=("place", "list_order"), name="households_in_list_order"),
            models.Index(fields=("sort_key", "id"), name="households_by_name"),
            models.Index(
                fields=("path",), name="households_by_path", opclasses=("varchar_pattern_ops",)
            ),
            models.Index(
                fields=("imported_by",),
                name="households_of_an_import",
                condition=Q(imported_by__isnull=False),
            ),
            models.Index(
                fields=("merged_into",),
                name="households_merged_into_one",
                condition=Q(merged_into__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.head_name

    @property
    def code(self) -> str:
        """The household's own number, as it is printed and read out: `H000123`."""
        return f"H{self.pk:06d}"


class HouseholdAssignment(models.Model):
    """Somebody looks after a household, from a day until a day (S2 form 02, F-22)."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="assignments")
    assignee = models.CharField(max_length=150)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    class Meta:
        ordering = ("effective_from", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("household", "assignee"),
                condition=Q(effective_until=None),
                name="a_person_looks_after_a_household_once",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="household_assignment_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.assignee
