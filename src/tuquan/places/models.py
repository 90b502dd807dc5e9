"""Places: provinces, communes, residential areas, as they were called and joined on each date.

`Place` is a permanent identity; government codes are re-used for other places, so a code is never
a key. What a place is called, its kind and its parent live in dated versions; `Place` caches the
current one, for lists and scoping. All ranges are half-open: `effective_until` is the first day on
which the version no longer holds.
"""

from __future__ import annotations

from fractions import Fraction

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
        """Only residential areas that exist today: those that ended have no work left."""
        return self.standing().filter(kind=PlaceKind.AREA)

    def standing(self) -> PlaceQuerySet:
        """Only places that exist today; what ended stays for history."""
        return self.filter(ended_on=None)


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
    ended_on = models.DateField(null=True)

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
    source = models.CharField(max_length=200, blank=True)

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


class PlaceAlias(models.Model):
    """Another name under which people look for a place: what it was called, how it is also spelt.

    Never shown as the name of the place; the name on a date is its version's.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=150)
    search_key = models.CharField(max_length=200, db_index=True)
    used_until = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("place", "name"), name="an_alias_is_kept_once"),
        )

    def __str__(self) -> str:
        return self.name


class ReformQuerySet(ScopedQuerySet["Reform"]):
    """Reforms of places below a path."""

    view_permission = "places.manage"


class Reform(models.Model):
    """One change of the map decided on paper: prepared, carried out in one go, perhaps undone.

    `plan` is the canonical JSON of `core.succession.Plan`; `before` and `after` hold the counts and
    totals that had to agree. `path` is the lowest place above everything it touches. The makers are
    kept by number and name, since accounts stand above places.
    """

    class Kind(models.TextChoices):
        """The operations an officer knows; each is a `core.succession.Plan`."""

        RENAME = "rename", _("rename")
        MOVE = "move", _("move under another place")
        MERGE = "merge", _("merge")
        SPLIT = "split", _("split")
        ABOLISH = "abolish", _("abolish")
        REMAP = "remap", _("abolish a level")
        NATIONAL = "national", _("arrangement of a province")

    class State(models.TextChoices):
        """How far it has come."""

        PREPARED = "prepared", _("prepared")
        DONE = "done", _("carried out")
        UNDONE = "undone", _("undone")
        DROPPED = "dropped", _("dropped")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    path = PathField()
    effective_on = models.DateField()
    decision = models.CharField(max_length=120)
    reason = models.CharField(max_length=500)
    plan = models.TextField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=150, blank=True)
    undo_reason = models.CharField(max_length=500, blank=True)

    objects = ReformQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"


class ReformEntry(models.Model):
    """One line of what a reform wrote, so that it can be taken back in the opposite order.

    `model` is the label of the table. `rows` are the primary keys it changed or made, `field` the
    column (empty for rows that were made), `before` and `after` the values, the same for all rows;
    a rewritten path has the two prefixes instead and may leave `rows` empty when the new prefix
    holds nothing else.
    """

    class Operation(models.TextChoices):
        """What was done to the rows."""

        MADE = "made", _("made")
        CHANGED = "changed", _("changed")
        REWRITTEN = "rewritten", _("path rewritten")

    reform = models.ForeignKey(Reform, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    operation = models.CharField(max_length=10, choices=Operation.choices)
    model = models.CharField(max_length=60)
    field = models.CharField(max_length=60, blank=True)
    rows = models.JSONField(default=list)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("reform", "number"), name="entries_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.model} ({self.number})"


class FormerPath(models.Model):
    """A path under which records of a place, or of one that is now part of it, were written before.

    Whoever may read the place reads those records too; what was submitted is never rewritten.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="former_paths")
    path = PathField()
    until = models.DateField()
    reform = models.ForeignKey(Reform, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("place", "path"), name="a_former_path_is_kept_once"),
        )

    def __str__(self) -> str:
        return self.path


class Succession(models.Model):
    """On a day, a share of one place became part of another; merge, split and rename are graphs.

    `share` is the part of the old place that went to the new one, `share_back` the part of the new
    place that came from the old one: the second draws later figures on an earlier map. Both add up
    to 1 over the other side; as numerator and denominator, for a third has no decimals.
    """

    old = models.ForeignKey(Place, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Place, models.PROTECT, related_name="predecessors")
    effective_on = models.DateField()
    share_numerator = models.PositiveBigIntegerField(default=1)
    share_denominator = models.PositiveBigIntegerField(default=1)
    back_numerator = models.PositiveBigIntegerField(default=1)
    back_denominator = models.PositiveBigIntegerField(default=1)
    reform = models.ForeignKey(Reform, models.PROTECT, null=True, related_name="successions")
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("old", "new", "effective_on"), name="one_succession_per_pair_and_day"
            ),
            models.CheckConstraint(
                condition=Q(share_numerator__gt=0)
                & Q(share_numerator__lte=F("share_denominator"))
                & Q(back_numerator__gt=0)
                & Q(back_numerator__lte=F("back_denominator")),
                name="shares_between_0_and_1",
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"

    @property
    def share(self) -> Fraction:
        """The part of the old place that went to the new one."""
        return Fraction(self.share_numerator, self.share_denominator)

    @property
    def share_back(self) -> Fraction:
        """The part of the new place that came from the old one."""
        return Fraction(self.back_numerator, self.back_denominator)
