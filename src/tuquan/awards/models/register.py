"""The register of awards: what was given to whom by which decision; no row is ever deleted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tuquan.accounts.models import Account
from tuquan.awards.models.nominations import PERSONAL, AwardNomination, RecipientKind
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.vietnamese import search_key
from tuquan.documents.models import OfficialDocument
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.residents.models import Household


class AwardGivenQuerySet(ScopedQuerySet["AwardGiven"]):
    """Awards given to whoever stood below a path."""

    view_permission = "awards.view"

    def holding(self) -> AwardGivenQuerySet:
        """Those that were not taken back."""
        return self.filter(taken_back_on=None)


class AwardGiven(models.Model):
    """A line of the register: an award, to whom, by which decision (F-70).

    `giver` is the place that gave it, `place` and `path` where the recipient stood then: the line
    stays there whatever becomes of the map. Without `nomination` somebody entered it for a year
    before the system, with the number of its decision. A decision that is withdrawn marks its lines
    as taken back, with day and reason.
    """

    nomination = models.ForeignKey(
        AwardNomination, models.PROTECT, null=True, related_name="awards_given"
    )
    programme = models.CharField(max_length=60)
    award = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    level = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    giver = models.ForeignKey(Place, models.PROTECT, related_name="awards_made")
    kind = models.CharField(max_length=10, choices=RecipientKind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="awards_received")
    path = PathField()
    group = models.ForeignKey(
        ResidentGroup, models.PROTECT, null=True, related_name="awards_received"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="awards_received"
    )
    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=600)
    reason = models.CharField(max_length=1000, blank=True)
    decision = models.ForeignKey(
        OfficialDocument, models.PROTECT, null=True, related_name="awards_given"
    )
    decision_number = models.CharField(max_length=120)
    given_on = models.DateField()
    certificate = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")
    taken_back_on = models.DateField(null=True)
    taken_back_reason = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    entered_by_name = models.CharField(max_length=150)

    objects = AwardGivenQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-given_on", "kind", "place__sort_key", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("nomination",),
                condition=Q(nomination__isnull=False, taken_back_on=None),
                name="a_nomination_is_awarded_once",
            ),
            models.CheckConstraint(
                condition=~Q(decision_number=""), name="an_award_names_its_decision"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None) | ~Q(taken_back_reason=""),
                name="an_award_taken_back_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.year} {self.path}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what a line is found by."""
        self.search_key = search_key(self.name)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never: an award that does not hold is taken back."""
        raise TypeError("lines of the register are never deleted")

    @property
    def is_personal(self) -> bool:
        """Whether the name is that of a household or a person."""
        return self.kind in PERSONAL

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back_on is None
