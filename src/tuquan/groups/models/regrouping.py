"""What groups are proposed by besides the list, and plans to reconstitute them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import ScopedQuerySet
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household


class BarrierLineQuerySet(ScopedQuerySet["BarrierLine"]):
    """Barriers in areas below a path."""

    place_lookup = "place__path"
    view_permission = "groups.view"


class BarrierLine(models.Model):
    """A river, railway or main road in an area that groups should not straddle (F-18).

    `points` are pairs of latitude and longitude as text; `price` the metres a crossing counts,
    null where nobody gets across.
    """

    class Kind(models.TextChoices):
        """What lies in the way."""

        RIVER = "river", _("river, stream or lake")
        RAILWAY = "railway", _("railway")
        ROAD = "road", _("main road")

    place = models.ForeignKey(Place, models.CASCADE, related_name="barriers")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RIVER)
    points = models.JSONField()
    price = models.PositiveIntegerField(null=True)

    objects = BarrierLineQuerySet.as_manager()

    class Meta:
        ordering = ("place_id", "name", "id")

    def __str__(self) -> str:
        return self.name


class GroupingWishQuerySet(ScopedQuerySet["GroupingWish"]):
    """Wishes about groups of areas below a path."""

    place_lookup = "place__path"
    view_permission = "groups.manage"


class GroupingWish(models.Model):
    """Households that must be in one group, or no two of which may be, in every proposal (F-18).

    No reason is kept: it would say something about people.
    """

    class Kind(models.TextChoices):
        """Together or apart."""

        TOGETHER = "together", _("in one group")
        APART = "apart", _("in different groups")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    households = models.ManyToManyField(Household, related_name="+")

    objects = GroupingWishQuerySet.as_manager()

    class Meta:
        ordering = ("place_id", "kind", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id}"


class RegroupingQuerySet(ScopedQuerySet["Regrouping"]):
    """Plans to reconstitute groups of areas below a path."""

    place_lookup = "place__path"
    view_permission = "groups.manage"


class Regrouping(models.Model):
    """A plan to reconstitute the formed groups of an area (kiện toàn, S0-17, F-25).

    `assignments` says for every household that is to move, or is in no group yet, into which group
    it goes: the number of a formed group, or the key of a new one in `new_groups` (key to name).
    A formed group left without households is dissolved. Nothing changes until it is carried out.
    `before` says in which formed group each household of the area was when the plan was made: a
    plan whose households stand elsewhere by now no longer fits.
    """

    class State(models.TextChoices):
        """What became of the plan."""

        PLANNED = "planned", _("planned")
        CARRIED_OUT = "carried_out", _("carried out")
        DROPPED = "dropped", _("dropped")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="regroupings")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    assignments = models.JSONField(default=dict)
    new_groups = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    carried_out_on = models.DateField(null=True)

    objects = RegroupingQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "place"),
                condition=Q(state="planned"),
                name="one_plan_to_regroup_an_area",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.state}"
