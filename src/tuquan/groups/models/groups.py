"""Groups, which households are in them, and who leads them for how long."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet, path_step
from tuquan.bodies.models import PostHolder
from tuquan.places.models import Place, Reform
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household

MEMBER = "member"
"""The position that several people hold at once: members of a team (S2-13)."""


class GroupQuerySet(ScopedQuerySet["ResidentGroup"]):
    """Groups below a path; a leader's grant is on the group's own path."""

    view_permission = "groups.view"

    def formed(self) -> GroupQuerySet:
        """Groups that work: neither a proposal nor dissolved."""
        return self.filter(state=ResidentGroup.State.FORMED)


class ResidentGroup(models.Model):
    """Neighbouring households that organise themselves under one programme (S0-10).

    `kind` is the key of the kind of group in the pack; empty: the kind made of households.
    `predecessor` is the group it goes on from; `grew_out_of` names one the system does not hold
    (S2-01).
    """

    class State(TextChoices):
        """Whether the group is only proposed, works, or has ended."""

        PROPOSED = "proposed", _("proposed")
        FORMED = "formed", _("formed")
        DISSOLVED = "dissolved", _("dissolved")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="groups")
    place = models.ForeignKey(Place, models.PROTECT, related_name="groups")
    path = PathField(unique=True)
    name = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    reasons = models.JSONField(default=list)
    formed_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)
    kind = models.CharField(max_length=60, blank=True)
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, related_name="successors")
    grew_out_of = models.CharField(max_length=200, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ("place__sort_key", "number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "place", "number"),
                condition=~Q(state="dissolved"),
                name="group_numbers_differ_within_an_area",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def path_of(place: Place, number: int) -> str:
        """The scope path of group row `number` in its area."""
        return place.path + path_step(number, "G")


class FormerGroupPath(models.Model):
    """Where a group stood until a reform moved it: the day and the path it had until then.

    A group owes the reports of a period to the place in which it stood when the period began.
    """

    group = models.ForeignKey(ResidentGroup, models.CASCADE, related_name="former_paths")
    path = PathField()
    until = models.DateField()
    reform = models.ForeignKey(Reform, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("group_id", "until", "id")
        constraints = (
            models.UniqueConstraint(fields=("group", "reform"), name="a_reform_moves_a_group_once"),
        )

    def __str__(self) -> str:
        return self.path


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    """Households of groups below a path: how a leader reaches the records of their own group."""

    place_lookup = "group__path"
    view_permission = "households.view"

    def current(self) -> MembershipQuerySet:
        """Memberships that hold today."""
        return self.filter(effective_until=None)


class Membership(models.Model):
    """A household is in a group, from a day until a day; history stays.

    The database refuses a household in two groups of one programme (S0-10, F-19).
    """

    group = models.ForeignKey(ResidentGroup, models.CASCADE, related_name="memberships")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("household__list_order", "household_id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "household"),
                condition=Q(effective_until=None),
                name="one_group_per_household_and_programme",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} in {self.group_id}"


class TenureQuerySet(ScopedQuerySet["Tenure"]):
    """Who holds positions in groups below a path."""

    place_lookup = "group__path"
    view_permission = "groups.view"

    def current(self) -> TenureQuerySet:
        """Positions held now; a term that ran out without a successor still counts as held."""
        return self.filter(ended_on=None)


class Tenure(models.Model):
    """Somebody holds a position of a group for a term (S0-12); `position` is a key of the pack.

    Of the position `member` there may be several holders (S2-13), each with a `task`. `main_post`
    is what the person is elsewhere (S2-29), `filled_by` how they came to it, `handover` what the
    next one must know.
    """

    group = models.ForeignKey(ResidentGroup, models.CASCADE, related_name="tenures")
    position = models.CharField(max_length=40)
    holder_name = models.CharField(max_length=150)
    holder = models.ForeignKey(PostHolder, models.PROTECT, null=True, related_name="tenures")
    main_post = models.CharField(max_length=150, blank=True)
    task = models.CharField(max_length=300, blank=True)
    filled_by = models.CharField(max_length=10, blank=True)
    acting = models.BooleanField(default=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="tenures")
    term_from = models.DateField()
    term_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    handover = models.TextField(blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ("group_id", "position", "-term_from")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "position"),
                condition=Q(ended_on=None) & ~Q(position=MEMBER),
                name="one_holder_per_position",
            ),
            models.CheckConstraint(
                condition=Q(term_until=None) | Q(term_until__gt=F("term_from")),
                name="term_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder_name} {self.position}"


class CareQuerySet(ScopedQuerySet["Care"]):
    """Who looks after which households of groups below a path."""

    place_lookup = "tenure__group__path"
    view_permission = "groups.view"

    def current(self) -> CareQuerySet:
        """Care that goes on."""
        return self.filter(effective_until=None)

    def within(self, group: ResidentGroup, households: Iterable[int]) -> CareQuerySet:
        """Care by people of a group for some households."""
        return self.filter(tenure__group=group, household__in=list(households))

    def end(self, on: date) -> list[int]:
        """End what goes on, on a day or on the day it began if that is later; gives the rows."""
        rows = list(self.current().order_by("pk").values_list("pk", flat=True))
        ending = Care.objects.filter(pk__in=rows).order_by()
        ending.filter(effective_from__gt=on).update(effective_until=F("effective_from"))
        ending.current().update(effective_until=on)
        return rows

    def give(self, tenures: Iterable[int], households: Collection[int], since: date) -> int:
        """Let people look after households, as far as they do not yet; gives how many pairs."""
        wanted = {(tenure, household) for tenure in tenures for household in households}
        held = self.current().filter(household__in=list(households))
        new = wanted - set(held.values_list("tenure_id", "household_id"))
        rows = [
            Care(tenure_id=tenure, household_id=household, effective_from=since)
            for tenure, household in sorted(new)
        ]
        return len(self.bulk_create(rows, batch_size=500))


class Care(models.Model):
    """A named member of a group looks after a named household; several may (S2-30, form 02)."""

    tenure = models.ForeignKey(Tenure, models.CASCADE, related_name="care")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = CareQuerySet.as_manager()

    class Meta:
        ordering = ("household__list_order", "household_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("tenure", "household"),
                condition=Q(effective_until=None),
                name="somebody_looks_after_a_household_once",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="care_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.tenure_id} {self.household_id}"
