"""Dossiers: a group on its way from the list of households to the decision on paper."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import ScopedQuerySet
from tuquan.documents.models import OfficialDocument
from tuquan.groups.models import Regrouping, ResidentGroup
from tuquan.meetings.models import Meeting
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


class DecisionKind(models.TextChoices):
    """What is decided about a group (S0-17, S1-14, S2-07)."""

    ESTABLISH = "establish", _("establish")
    RECONSTITUTE = "reconstitute", _("reconstitute")
    RECOGNISE_HEAD = "recognise_head", _("recognise leader and deputy")
    DISSOLVE = "dissolve", _("dissolve")


class DossierQuerySet(ScopedQuerySet["Dossier"]):
    """Dossiers of groups below a path."""

    place_lookup = "group__path"
    view_permission = "formation.view"

    def under_way(self) -> DossierQuerySet:
        """Those neither decided nor dropped."""
        return self.filter(state__in=(Dossier.State.OPEN, Dossier.State.REQUESTED))


class Dossier(models.Model):
    """One group and what is asked for it: list, meeting, people, request, decision (S0-13…S0-17).

    It stands where its group stands. `regrouping` is the plan that is carried out with the
    decision.
    """

    class State(models.TextChoices):
        """How far the dossier is."""

        OPEN = "open", _("being completed")
        REQUESTED = "requested", _("requested")
        DECIDED = "decided", _("decided")
        DROPPED = "dropped", _("dropped")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="dossiers")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, related_name="dossiers")
    kind = models.CharField(max_length=15, choices=DecisionKind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    regrouping = models.ForeignKey(Regrouping, models.PROTECT, null=True, related_name="dossiers")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="dossiers")
    minutes = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")
    request = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")
    decision = models.ForeignKey(OfficialDocument, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    drop_reason = models.CharField(max_length=300, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ("group__place__sort_key", "group__number", "-opened_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("group",),
                condition=Q(state__in=("open", "requested")),
                name="a_group_has_one_dossier_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.group_id}"

    @property
    def path(self) -> str:
        """Where the group stands."""
        return self.group.path

    @property
    def place(self) -> Place:
        """The area of the group."""
        return self.group.place

    @property
    def is_under_way(self) -> bool:
        """Whether something can still be done in it."""
        return self.state in (self.State.OPEN, self.State.REQUESTED)


class Nomination(models.Model):
    """Somebody to be recognised in a post with the decision: elected, appointed or assigned.

    `votes` of `entitled` where a meeting elected (S0-12); `comes_from` is the committee or
    organisation an appointed member comes from (S1-15, S1-16). `stays` marks somebody who holds
    the post already and keeps it.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="nominations")
    position = models.CharField(max_length=40)
    name = models.CharField(max_length=150)
    main_post = models.CharField(max_length=150, blank=True)
    comes_from = models.CharField(max_length=150, blank=True)
    filled_by = models.CharField(max_length=10, blank=True)
    votes = models.PositiveIntegerField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    stays = models.BooleanField(default=False)

    class Meta:
        ordering = ("dossier_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "position"),
                condition=~Q(position="member"),
                name="one_nomination_per_position",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.position}"


class GroupDecisionQuerySet(ScopedQuerySet["GroupDecision"]):
    """Decisions about groups below a path."""

    place_lookup = "group__path"
    view_permission = "groups.view"


class GroupDecision(models.Model):
    """What was decided about a group, on which day, by which paper (F-105); never changed."""

    group = models.ForeignKey(ResidentGroup, models.PROTECT, related_name="decisions")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="decisions")
    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=DecisionKind.choices)
    decided_on = models.DateField()

    objects = GroupDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("group_id", "-decided_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "document"), name="a_paper_decides_about_a_group_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.group_id}"
