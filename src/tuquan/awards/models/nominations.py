"""Who is nominated in a round, with the reason in words; no points, no marks, no order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.assessments.models import AssessmentResult
from tuquan.awards.models.rounds import AwardRound
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.residents.models import Household


class RecipientKind(models.TextChoices):
    """Whom an award can be for (`core.programme.Award.given_to`)."""

    GROUP = "group", _("group")
    AREA = "area", _("residential area")
    COLLECTIVE = "collective", _("collective")
    HOUSEHOLD = "household", _("household")
    INDIVIDUAL = "individual", _("individual")


PERSONAL = (RecipientKind.HOUSEHOLD, RecipientKind.INDIVIDUAL)
"""Kinds whose names are personal data: shown only to whoever may read households there."""


class AwardNominationQuerySet(ScopedQuerySet["AwardNomination"]):
    """Nominations of whoever stands below a path."""

    view_permission = "awards.view"

    def standing(self) -> AwardNominationQuerySet:
        """Those that were not withdrawn."""
        return self.exclude(state=AwardNomination.State.WITHDRAWN)


class AwardNomination(models.Model):
    """Somebody nominated for an award, and why in words (F-70).

    It stands where the nominee stands: a leader sees that of the own group. `typed_name` is only
    for collectives and individuals; groups, areas and households are called what they are called.
    `result` is what the reason was taken from, where it was.
    """

    class State(models.TextChoices):
        """How far the nomination is."""

        NOMINATED = "nominated", _("nominated")
        RECOMMENDED = "recommended", _("recommended")
        NOT_RECOMMENDED = "not_recommended", _("not recommended")
        AWARDED = "awarded", _("awarded")
        WITHDRAWN = "withdrawn", _("nomination withdrawn")

    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="nominations")
    kind = models.CharField(max_length=10, choices=RecipientKind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="award_nominations")
    path = PathField()
    group = models.ForeignKey(
        ResidentGroup, models.PROTECT, null=True, related_name="award_nominations"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="award_nominations"
    )
    typed_name = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=600, blank=True)
    reason = models.CharField(max_length=1000)
    result = models.ForeignKey(AssessmentResult, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=15, choices=State.choices, default=State.NOMINATED)
    council_reason = models.CharField(max_length=500, blank=True)
    nominated_at = models.DateTimeField()
    nominated_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    nominated_by_name = models.CharField(max_length=150)

    objects = AwardNominationQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "place__sort_key", "group__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "group"),
                condition=Q(group__isnull=False) & ~Q(state="withdrawn"),
                name="a_group_is_nominated_once_in_a_round",
            ),
            models.UniqueConstraint(
                fields=("round", "household"),
                condition=Q(household__isnull=False) & ~Q(state="withdrawn"),
                name="a_household_is_nominated_once_in_a_round",
            ),
            models.UniqueConstraint(
                fields=("round", "place"),
                condition=Q(kind="area") & ~Q(state="withdrawn"),
                name="an_area_is_nominated_once_in_a_round",
            ),
            models.UniqueConstraint(
                fields=("round", "kind", "place", "name_key"),
                condition=Q(kind__in=("collective", "individual")) & ~Q(state="withdrawn"),
                name="a_name_is_nominated_once_in_a_round_and_place",
            ),
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False, household=None, typed_name="")
                | Q(kind="area", group=None, household=None, typed_name="")
                | Q(kind="household", group=None, household__isnull=False, typed_name="")
                | (
                    Q(kind__in=("collective", "individual"), group=None, household=None)
                    & ~Q(typed_name="")
                ),
                name="a_nomination_names_what_its_kind_says",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_nomination_says_why"),
            models.CheckConstraint(
                condition=~Q(state="not_recommended") | ~Q(council_reason=""),
                name="who_is_not_recommended_is_told_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.round_id} {self.path}"

    @property
    def name(self) -> str:
        """Who is nominated, as people call them."""
        if self.group:
            return self.group.name
        if self.household:
            return self.household.head_name
        return self.typed_name or self.place.name

    @property
    def is_personal(self) -> bool:
        """Whether the name is that of a household or a person."""
        return self.kind in PERSONAL
