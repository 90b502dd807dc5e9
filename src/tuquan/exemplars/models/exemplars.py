"""A good model: what an area or group did, how, at what cost, with which figures (S1-22, S4-13)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.documents.models import OfficialDocument
from tuquan.exemplars.models.figures import FrozenFigure
from tuquan.formation.models import SelfManagementModel
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


class TakesIn(models.TextChoices):
    """In what the length of a step is counted."""

    DAY = "day", _("days")
    WEEK = "week", _("weeks")


class ExemplarQuerySet(ScopedQuerySet["Exemplar"]):
    """Good models of areas and groups below a path."""

    view_permission = "exemplars.view"

    def shared(self) -> ExemplarQuerySet:
        """Those that others may read and follow."""
        return self.filter(state=Exemplar.State.SHARED)


class Exemplar(models.Model):
    """What one area, or one group in it, did well enough for others to follow.

    `cost` is in đồng: nothing was spent (0) and nobody knows (None) are two different things.
    `shared_to` is the commune or province whose people see it. `contact_post` is a post and
    `contact_reach` an office's telephone or how to come by; a mobile number needs the agreement of
    its owner (`contact_agreed`). `lines` are the keys of the figures that tell what came of it.
    `search_key` holds every word it is found by, without marks. `version` counts every change, for
    two people at one text.
    """

    class State(models.TextChoices):
        """Who may read it."""

        DRAFT = "draft", _("draft")
        SHARED = "shared", _("shared")
        WITHDRAWN = "withdrawn", _("withdrawn")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="exemplars")
    place = models.ForeignKey(Place, models.PROTECT, related_name="exemplars")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="exemplars")
    path = PathField()
    model = models.ForeignKey(
        SelfManagementModel, models.PROTECT, null=True, related_name="exemplars"
    )
    theme = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    story = models.TextField(blank=True)
    cost = models.PositiveBigIntegerField(null=True)
    paid_by = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField(null=True)
    hours = models.PositiveIntegerField(null=True)
    what_worked = models.TextField(blank=True)
    what_to_avoid = models.TextField(blank=True)
    contact_post = models.CharField(max_length=200, blank=True)
    contact_reach = models.CharField(max_length=200, blank=True)
    contact_agreed = models.BooleanField(default=False)
    lines = models.JSONField(default=list)
    papers = models.ManyToManyField(OfficialDocument, related_name="+")
    search_key = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    shared_to = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    shared_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField()

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft", shared_to=None, shared_on=None)
                | Q(~Q(state="draft"), shared_to__isnull=False, shared_on__isnull=False),
                name="a_shared_exemplar_says_to_whom_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(~Q(withdraw_reason=""), withdrawn_on__isnull=False),
                name="a_withdrawn_exemplar_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def unit_name(self) -> str:
        """Whose model it is, as people call them."""
        return f"{self.group.name}, {self.place.name}" if self.group else self.place.name

    @property
    def is_draft(self) -> bool:
        """Whether only its own office sees it."""
        return self.state == self.State.DRAFT

    @property
    def is_shared(self) -> bool:
        """Whether others may read and follow it."""
        return self.state == self.State.SHARED


class ExemplarStep(models.Model):
    """One thing that was done, in its order, and how long it took where that is known."""

    exemplar = models.ForeignKey(Exemplar, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    takes = models.PositiveSmallIntegerField(null=True)
    takes_in = models.CharField(max_length=4, choices=TakesIn.choices, default=TakesIn.DAY)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("exemplar", "number"), name="steps_of_an_exemplar_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def days(self) -> int | None:
        """How many days it took; None where nobody said."""
        if self.takes is None:
            return None
        return self.takes * (7 if self.takes_in == TakesIn.WEEK else 1)


class ExemplarFigure(FrozenFigure):
    """What came of it: a line of its reports as it stood when the exemplar was shared."""

    exemplar = models.ForeignKey(Exemplar, models.CASCADE, related_name="figures")

    class Meta(FrozenFigure.Meta):
        constraints = (  # type: ignore[assignment]  # one more than of the abstract model
            *FrozenFigure.Meta.constraints,
            models.UniqueConstraint(
                fields=("exemplar", "line_key"), name="an_exemplar_shows_a_line_once"
            ),
        )
