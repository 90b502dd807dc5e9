"""Places: provinces, communes, residential areas, as they were called and joined on each date.

`Place` is a permanent identity; government codes are re-used for other places, so a code is never
a key. What a place is called, its kind and its parent live in dated versions; `Place` caches the
current one, for lists and scoping. All ranges are half-open: `effective_until` is the first day on
which the version no longer holds.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.base.scoping import PathField, ScopedQuerySet


class PlaceKind(models.TextChoices):
    """What a place is in the administrative order; levels are kinds, never columns."""

    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district (until 30/06/2025)")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    SPECIAL_ZONE = "special_zone", _("special zone")
    AREA = "area", _("residential area")


COMMUNE_LEVEL = (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.SPECIAL_ZONE)
"""The kinds at which a commune works: one office, one desk, one set of totals."""


class PlaceQuerySet(ScopedQuerySet["Place"]):
    """Places below a path."""

    view_permission = "places.view"

    def communes(self) -> PlaceQuerySet:
        """Only communes, wards and special zones."""
        return self.filter(kind__in=COMMUNE_LEVEL)

    def areas(self) -> PlaceQuerySet:
        """Only residential areas."""
        return self.filter(kind=PlaceKind.AREA)


class Place(models.Model):
    """One place for ever, with its current name, kind, parent and path cached from its versions."""

    path = PathField(unique=True)
    short_code = models.SlugField(max_length=40, unique=True, null=True, blank=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=PlaceKind.choices)
    local_word = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    search_key = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=400)
    invented = models.BooleanField(default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def is_commune(self) -> bool:
        """Whether a commune's office works here."""
        return self.kind in COMMUNE_LEVEL


class PlaceVersion(models.Model):
    """What a place was called, what kind it was and under whom, from a day until another."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=PlaceKind.choices)
    local_word = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("place_id", "effective_from")
        constraints = (
            models.UniqueConstraint(
                fields=("place",),
                condition=Q(effective_until=None),
                name="one_open_version_per_place",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gt=F("effective_from")),
                name="place_version_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.effective_from})"


class PlaceCode(models.Model):
    """A code some scheme gave a place for a time; the scheme may give it to another place later."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "code"),
                condition=Q(effective_until=None),
                name="a_code_names_one_place_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class Succession(models.Model):
    """On a day, a share of one place became part of another; merge, split and rename are graphs."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Place, models.PROTECT, related_name="predecessors")
    effective_on = models.DateField()
    share = models.DecimalField(max_digits=9, decimal_places=8)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("old", "new", "effective_on"), name="one_succession_per_pair_and_day"
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=1), name="share_between_0_and_1"
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"
