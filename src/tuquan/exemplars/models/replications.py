"""An exemplar tried elsewhere: by which area or group, on what plan, and how far it came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.exemplars.models.exemplars import Exemplar
from tuquan.exemplars.models.figures import FrozenFigure
from tuquan.formation.models import SelfManagementModel
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


class ReplicationQuerySet(ScopedQuerySet["Replication"]):
    """What areas and groups below a path try of others."""

    view_permission = "exemplars.view"

    def going(self) -> ReplicationQuerySet:
        """Those tried or kept now."""
        return self.filter(state__in=Replication.GOING)


class Replication(models.Model):
    """An area, or one group in it, does what an exemplar did (S4-03, S4-13).

    The plan is a copy of the exemplar's steps (`ReplicationStep`): it stays when the exemplar
    is put right or withdrawn. `model` is the self-management model it began there, if one.
    """

    class State(models.TextChoices):
        """How it goes."""

        TRYING = "trying", _("being tried")
        KEPT = "kept", _("kept on")
        STOPPED = "stopped", _("stopped")
        ENDED = "ended", _("ended with its area or group")

    GOING = (State.TRYING, State.KEPT)

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="replications")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="replications")
    place = models.ForeignKey(Place, models.PROTECT, related_name="replications")
    group = models.ForeignKey(ResidentGroup, models.PROTECT, null=True, related_name="replications")
    path = PathField()
    model = models.ForeignKey(
        SelfManagementModel, models.PROTECT, null=True, related_name="replications"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.TRYING)
    started_on = models.DateField()
    started_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    started_by_name = models.CharField(max_length=150)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = ReplicationQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("exemplar", "place"),
                condition=Q(group=None, state__in=("trying", "kept")),
                name="an_area_follows_an_exemplar_once",
            ),
            models.UniqueConstraint(
                fields=("exemplar", "group"),
                condition=Q(group__isnull=False, state__in=("trying", "kept")),
                name="a_group_follows_an_exemplar_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | Q(~Q(reason=""), ended_on__isnull=False),
                name="a_stopped_replication_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.exemplar_id} @ {self.path}"

    @property
    def unit_name(self) -> str:
        """Who tries it, as people call them."""
        return f"{self.group.name}, {self.place.name}" if self.group else self.place.name

    @property
    def is_going(self) -> bool:
        """Whether it is tried or kept now."""
        return self.state in self.GOING


class ReplicationStep(models.Model):
    """One step of the plan: until when it is planned, when it was done, what came of it."""

    replication = models.ForeignKey(Replication, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    planned_until = models.DateField(null=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("replication", "number"), name="steps_of_a_replication_are_numbered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class ReplicationFigure(FrozenFigure):
    """How it stood there when the replication began: the same lines as of the exemplar."""

    replication = models.ForeignKey(Replication, models.CASCADE, related_name="figures")

    class Meta(FrozenFigure.Meta):
        constraints = (  # type: ignore[assignment]  # one more than of the abstract model
            *FrozenFigure.Meta.constraints,
            models.UniqueConstraint(
                fields=("replication", "line_key"), name="a_replication_begins_with_a_line_once"
            ),
        )
