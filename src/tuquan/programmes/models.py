"""Installed editions of packs, their adoption by places, and what happens under an adoption."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.db.models import F, Q

from tuquan.accounts.models import Account
from tuquan.base.scoping import ScopedQuerySet
from tuquan.core.localising import inherit, localise
from tuquan.core.packs import edition_from_json, local_terms_from_json
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms
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
    """One issued edition, immutable: the hash of what was issued, whose text stands beside it.

    `parent` is the edition of the level above that it takes parts over from.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="editions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="heirs")
    key = models.SlugField(max_length=40)
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
        """The definition as values, with what it takes over from its parent."""
        own = _read(self.sha256)
        return _inherited(own, self.parent.content) if self.parent else own


class EditionText(models.Model):
    """The canonical JSON of an edition, in a table of its own.

    A list of reports names the edition of each of them: that costs a hash, not a hundred pages.
    """

    edition = models.OneToOneField(
        ProgrammeEdition, models.CASCADE, primary_key=True, related_name="text"
    )
    definition = models.TextField()

    def __str__(self) -> str:
        return f"text of {self.edition_id}"


@lru_cache(maxsize=64)
def _read(sha256: str) -> Edition:
    """What an edition of this hash says; read once by each process."""
    text = EditionText.objects.filter(edition__sha256=sha256).order_by("edition")[:1].get()
    return edition_from_json(text.definition)


@lru_cache(maxsize=64)
def _inherited(own: Edition, parent: Edition) -> Edition:
    return inherit(own, parent)


@lru_cache(maxsize=256)
def _localised(edition: Edition, terms: str) -> Edition:
    return localise(edition, _terms(terms))


@lru_cache(maxsize=256)
def _terms(terms: str) -> LocalTerms:
    return local_terms_from_json(terms)


class AdoptionQuerySet(ScopedQuerySet["Adoption"]):
    """Adoptions by places below a path."""

    place_lookup = "place__path"
    view_permission = "programmes.view"


class Adoption(models.Model):
    """A place runs an edition, from its own day until its own day, on its own terms.

    `local_terms` is the canonical JSON of what the place chose, added and tightened
    (`core.programme.local`). `groups_of` names the programme whose groups file the reports, when it
    is another one. `continues` is the adoption of an earlier edition that this one goes on with.
    """

    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="adoptions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="adoptions")
    groups_of = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+"
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    local_terms = models.TextField(default="{}")

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

    @property
    def terms(self) -> LocalTerms:
        """What the place chose, added and tightened."""
        return _terms(self.local_terms)

    @property
    def content(self) -> Edition:
        """The edition as this place runs it: without what it switched off, with its own days."""
        return _localised(self.edition.content, self.local_terms)

    @property
    def lineage(self) -> list[int]:
        """This adoption and those of earlier editions that it goes on with, newest first."""
        found, one = [self.pk], self.continues
        while one is not None:
            found.append(one.pk)
            one = one.continues
        return found


class PilotQuerySet(ScopedQuerySet["Pilot"]):
    """Pilots at places below a path."""

    place_lookup = "place__path"
    view_permission = "programmes.view"


class Pilot(models.Model):
    """A place chosen to try a programme first, by whom and when (S0-08, S4-12)."""

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="pilots")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    chosen_by = models.CharField(max_length=200)
    chosen_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = PilotQuerySet.as_manager()

    class Meta:
        ordering = ("chosen_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "place"),
                condition=Q(ended_on=None),
                name="a_place_is_one_pilot_of_a_programme",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} @ {self.place_id}"


class MilestoneMarkQuerySet(ScopedQuerySet["MilestoneMark"]):
    """Marks on the milestones of adoptions by places below a path."""

    place_lookup = "adoption__place__path"
    view_permission = "programmes.view"


class MilestoneMark(models.Model):
    """Somebody says that a milestone of an adoption is done, since when, and what shows it.

    `cycle` is the year for what returns every year, else 0.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="milestone_marks")
    milestone = models.CharField(max_length=60)
    cycle = models.PositiveIntegerField(default=0)
    done_on = models.DateField()
    evidence = models.CharField(max_length=500, blank=True)
    marked_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField()

    objects = MilestoneMarkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "milestone", "cycle"), name="a_milestone_is_marked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone} {self.done_on}"


class EventDayQuerySet(ScopedQuerySet["EventDay"]):
    """Event days of places below a path."""

    place_lookup = "place__path"
    view_permission = "programmes.view"


class EventDay(models.Model):
    """The day on which something was held in a place in a year, such as the Unity Festival (S1-24).

    Due days that wait for an event are reckoned from here.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    event = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    held_on = models.DateField()
    recorded_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = EventDayQuerySet.as_manager()

    class Meta:
        ordering = ("held_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "event", "year"), name="an_event_is_held_once_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.held_on}"


class CalendarFeedQuerySet(ScopedQuerySet["CalendarFeed"]):
    """Feeds on places below a path."""

    place_lookup = "place__path"
    view_permission = "programmes.view"


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads the deadlines of a place.

    Only the hash of the secret is kept; the owner may revoke it. It serves no personal data.
    """

    owner = models.ForeignKey(Account, models.CASCADE, related_name="calendar_feeds")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.owner_id} @ {self.place_id}"
