"""What happens to households, as typed events with a day: births, moves, a new head, corrections.

The values before and after are personal data and live here, beside the household, where they can
be erased with it; the record of changes (`audit`) names only the kind.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.places.models import Place
from tuquan.residents.models.households import Household
from tuquan.residents.models.imports import HouseholdImport


class HouseholdChangeQuerySet(ScopedQuerySet["HouseholdChange"]):
    """Changes of households below a path."""

    view_permission = "households.view"

    def waiting(self) -> HouseholdChangeQuerySet:
        """Changes somebody told and nobody has checked yet (F-14)."""
        return self.filter(state=HouseholdChange.State.WAITING)

    def in_force(self) -> HouseholdChangeQuerySet:
        """Changes that count: neither waiting, refused nor taken back."""
        return self.filter(state=HouseholdChange.State.DONE)


class HouseholdChange(models.Model):
    """One thing that happened to a household on a day (S2-15, S3-07, F-13).

    `persons` is by how many its member count changed; `before` and `after` hold the columns that
    changed, `details` what the kind needs besides (a name, until when). A household split off or
    merged is `other`.
    """

    class Kind(models.TextChoices):
        """What happened; the first six are about one person."""

        BIRTH = "birth", _("birth")
        DEATH = "death", _("death")
        MOVED_IN = "moved_in", _("moved in")
        MOVED_OUT = "moved_out", _("moved out")
        TEMPORARY_STAY = "temporary_stay", _("temporary stay")
        TEMPORARY_ABSENCE = "temporary_absence", _("temporary absence")
        HEAD_CHANGED = "head_changed", _("change of head")
        SPLIT = "split", _("household split")
        MERGED = "merged", _("households merged")
        CORRECTED = "corrected", _("corrected")
        ADDED = "added", _("household added")
        CLOSED = "closed", _("household left")

    class State(models.TextChoices):
        """Whether it counts."""

        WAITING = "waiting", _("waiting to be checked")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        UNDONE = "undone", _("taken back")

    household = models.ForeignKey(Household, models.CASCADE, related_name="changes")
    other = models.ForeignKey(Household, models.CASCADE, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    happened_on = models.DateField()
    persons = models.SmallIntegerField(default=0)
    details = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    import_of = models.ForeignKey(
        HouseholdImport, models.PROTECT, null=True, related_name="changes"
    )
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    checked_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)

    objects = HouseholdChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-happened_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="a_refusal_has_a_reason"
            ),
        )
        indexes = (models.Index(fields=("place", "happened_on"), name="changes_of_a_month"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class DuplicateVerdict(models.Model):
    """Somebody looked at two households that seem to be one and said they are two (F-12)."""

    first = models.ForeignKey(Household, models.CASCADE, related_name="+")
    second = models.ForeignKey(Household, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="one_verdict_per_pair"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="a_pair_has_an_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
