"""A round of an award: one place gives one award in one year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.bodies.models import Body
from tuquan.core.programme import Award
from tuquan.documents.models import OfficialDocument
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition


class AwardRoundQuerySet(ScopedQuerySet["AwardRound"]):
    """Rounds of places below a path."""

    view_permission = "awards.view"

    def under_way(self) -> AwardRoundQuerySet:
        """Those in which nothing is decided yet."""
        return self.filter(state__in=AwardRound.UNDER_WAY)


class AwardRound(models.Model):
    """An area or a commune gives an award of its programme in a year (S0-09, S0-24, F-71).

    The edition stays, so that whom the award is for and how often are read as they were. The
    council votes on its list as a whole: counts for single people would rank them (domain h-1).
    `override_reason` says why the round was opened although the rhythm was used up. `version` grows
    with every change, for two officers at one round.
    """

    class State(models.TextChoices):
        """How far the round is."""

        OPEN = "open", _("nominations are open")
        PROPOSED = "proposed", _("the council has recommended")
        DECIDED = "decided", _("decided")
        CLOSED = "closed", _("round closed")

    UNDER_WAY = (State.OPEN, State.PROPOSED)

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="award_rounds")
    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    award = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="award_rounds")
    path = PathField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    quota = models.PositiveSmallIntegerField(null=True)
    quota_reason = models.CharField(max_length=500, blank=True)
    quota_by_name = models.CharField(max_length=150, blank=True)
    ceremony_on = models.DateField(null=True)
    council = models.ForeignKey(Body, models.SET_NULL, null=True, related_name="+")
    council_on = models.DateField(null=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    votes_abstaining = models.PositiveSmallIntegerField(null=True)
    decision = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")
    override_reason = models.CharField(max_length=500, blank=True)
    close_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    objects = AwardRoundQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "place__sort_key", "award", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "award", "year", "place"),
                condition=Q(state__in=("open", "proposed")),
                name="one_round_of_an_award_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(quota=None) | (Q(quota__gte=1) & ~Q(quota_reason="")),
                name="a_quota_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("proposed", "decided"))
                | Q(
                    council_on__isnull=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    votes_abstaining__isnull=False,
                ),
                name="a_recommended_round_has_its_vote",
            ),
        )

    def __str__(self) -> str:
        return f"{self.award} {self.year} {self.path}"

    @property
    def definition(self) -> Award:
        """The award as the edition of the round describes it."""
        return next(one for one in self.edition.content.awards if one.key == self.award)

    @property
    def programme(self) -> str:
        """The key of the programme."""
        return self.edition.programme.key

    @property
    def is_under_way(self) -> bool:
        """Whether something can still be done in it."""
        return self.state in self.UNDER_WAY

    @property
    def has_decision(self) -> bool:
        """Whether a decision is written or issued that was not withdrawn."""
        decision = self.decision
        return decision is not None and decision.state != OfficialDocument.State.WITHDRAWN
