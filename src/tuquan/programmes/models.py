"""Installed editions of programme packs, and their adoption by a commune with its own dates."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.db.models import F, Q

from tuquan.base.scoping import ScopedQuerySet
from tuquan.core.packs import edition_from_json
from tuquan.core.programme import Calendar, Edition
from tuquan.core.time import DueRule
from tuquan.places.models import Place


class Programme(models.Model):
    """A programme somebody issued, under the key of its pack."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name


class ProgrammeEditions(models.QuerySet["ProgrammeEdition"]):
    """Installed editions; what an official issued is for everybody to read."""


class ProgrammeEdition(models.Model):
    """One issued edition, immutable: the canonical JSON of the pack and its hash."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="editions")
    key = models.SlugField(max_length=40)
    definition = models.TextField()
    sha256 = models.CharField(max_length=64)
    installed_at = models.DateTimeField()

    objects = ProgrammeEditions.as_manager()

    class Meta:
        ordering = ("programme__key", "key")
        constraints = (
            models.UniqueConstraint(fields=("programme", "key"), name="one_edition_per_key"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.key}"

    @property
    def content(self) -> Edition:
        """The definition as values."""
        return _read(self.sha256, self.definition)


@lru_cache(maxsize=64)
def _read(sha256: str, definition: str) -> Edition:
    return edition_from_json(definition)


class AdoptionQuerySet(ScopedQuerySet["Adoption"]):
    """Adoptions by places below a path."""

    place_lookup = "place__path"
    view_permission = "programmes.view"


class Adoption(models.Model):
    """A place runs an edition, from its own day until its own day, with its own choices.

    `calendars` holds, per calendar key of the pack, what the place chose where the source leaves
    it open: `{"monthly": {"due_day": 28}, "quarterly": {"off": true}}`.
    `groups_of` names the programme whose groups file the reports, when it is another one.
    """

    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="adoptions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="adoptions")
    groups_of = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+"
    )
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    calendars = models.JSONField(default=dict, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ("effective_from", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "place"),
                condition=Q(effective_until=None),
                name="an_edition_is_adopted_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gt=F("effective_from")),
                name="adoption_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} @ {self.place_id}"

    @property
    def reporting_programme(self) -> Programme:
        """The programme whose groups file the reports of this adoption."""
        return self.groups_of or self.edition.programme

    def due_rule(self, calendar: Calendar) -> DueRule | None:
        """When reports of a calendar are due here; None when the place switched it off."""
        chosen = self.calendars.get(calendar.key, {})
        if chosen.get("off"):
            return None
        if day := chosen.get("due_day"):
            return DueRule(day_of_next_month=day)
        return calendar.due
