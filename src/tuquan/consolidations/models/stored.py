"""The totals of one commune for one period, kept so that nobody adds up a country's reports."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from tuquan.base.scoping import ScopedQuerySet
from tuquan.places.models import Place
from tuquan.programmes.models import ProgrammeEdition


class StoredTotalQuerySet(ScopedQuerySet["StoredTotal"]):
    """Stored totals of communes below a path."""

    place_lookup = "commune__path"
    view_permission = "totals.view"

    def dirty(self) -> StoredTotalQuerySet:
        """Totals of communes where something happened since they were worked out."""
        return self.exclude(mark=F("folded_mark"))


class StoredTotal(models.Model):
    """What the reports of one commune add up to, for one period of one calendar of one edition.

    The period is one of the calendar, or a longer one that the calendar feeds: a quarter of monthly
    reports. `live` counts what was sent or accepted, `accepted` only what was accepted; both hold
    `now` and, of the baseline survey of the same reporters, `before` (`core.rollup.to_json`); of
    texts only how many there are. Whatever may change them adds one to `mark` in its own
    transaction; folding works them out again from the reports and writes the mark it began with
    into `folded_mark`. Places above a commune are combined from these rows when somebody reads
    them, and never stored. Nothing holds a row to its commune: it is worked out again, and must
    not stand in the way when a reform of the map is taken back.
    """

    commune = models.ForeignKey(Place, models.DO_NOTHING, related_name="+", db_constraint=False)
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    calendar = models.CharField(max_length=60)
    period_kind = models.CharField(max_length=12)
    period_key = models.CharField(max_length=30)
    period_start = models.DateField()
    period_until = models.DateField()
    # Before the totals: SQLite reads a row from its front, and these are read far more often.
    mark = models.PositiveIntegerField(default=1)
    folded_mark = models.PositiveIntegerField(default=0)
    folded_at = models.DateTimeField(null=True)
    live = models.JSONField(default=dict)
    accepted = models.JSONField(default=dict)

    objects = StoredTotalQuerySet.as_manager()

    class Meta:
        ordering = ("commune_id", "edition_id", "calendar", "period_key")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "calendar", "period_key", "period_start", "commune"),
                name="one_stored_total_per_commune_and_period",
            ),
        )
        indexes = (
            models.Index(fields=("commune", "edition"), name="stored_totals_of_commune"),
            # Whether anything changed is asked of the index alone.
            models.Index(
                fields=(
                    "edition",
                    "calendar",
                    "period_key",
                    "period_start",
                    "commune",
                    "mark",
                    "folded_mark",
                    "folded_at",
                ),
                name="stored_totals_marked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune_id} {self.calendar} {self.period_key}"
