"""Pledges that areas register and households sign, each with the denominator of its share."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.programme import Pledge
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.residents.models import Household


class PledgeRegistrationQuerySet(ScopedQuerySet["PledgeRegistration"]):
    """Registrations of areas and groups below a path."""

    view_permission = "pledges.view"

    def open(self) -> PledgeRegistrationQuerySet:
        """Registrations that are still being signed."""
        return self.filter(state=PledgeRegistration.State.OPEN)


class PledgeRegistration(models.Model):
    """An area, or a group in it, registers a pledge of its programme for a year (S0-24, S1-19).

    `text_edition` is the edition whose wording people signed. The denominator is frozen here, so
    that a share keeps its meaning when households come and go (S3-20); `denominator_words` says
    what it counts, such as livestock households (S3-08).
    """

    class Counted(models.TextChoices):
        """What the denominator counts; an area that promises by itself counts as one."""

        HOUSEHOLDS = "households", _("all households")
        NUMBER = "number", _("a number that was entered")
        ITSELF = "itself", _("the area itself")

    class State(models.TextChoices):
        """Whether it is still being signed."""

        OPEN = "open", _("being signed")
        CLOSED = "closed", _("closed")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="pledge_registrations")
    pledge = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="pledge_registrations")
    group = models.ForeignKey(
        ResidentGroup, models.PROTECT, null=True, related_name="pledge_registrations"
    )
    path = PathField()
    year = models.PositiveSmallIntegerField()
    registered_on = models.DateField()
    registered_by_name = models.CharField(max_length=150)
    denominator_kind = models.CharField(max_length=10, choices=Counted.choices)
    denominator_words = models.CharField(max_length=200)
    denominator = models.PositiveIntegerField()
    text_edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True)
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="renewed_by")

    objects = PledgeRegistrationQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "place__sort_key", "group__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("adoption", "pledge", "place", "year"),
                condition=Q(group=None),
                name="an_area_registers_a_pledge_once_a_year",
            ),
            models.UniqueConstraint(
                fields=("adoption", "pledge", "group", "year"),
                condition=Q(group__isnull=False),
                name="a_group_registers_a_pledge_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(denominator__gte=1), name="a_pledge_is_counted_over_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pledge} {self.year} {self.path}"

    @property
    def promise(self) -> Pledge | None:
        """What is promised, in the words of the edition that was registered."""
        pledges = self.text_edition.content.pledges
        return next((one for one in pledges if one.key == self.pledge), None)

    @property
    def is_open(self) -> bool:
        """Whether it is still being signed."""
        return self.state == self.State.OPEN

    @property
    def is_signed(self) -> bool:
        """Whether anybody signs it, or the area promises by itself."""
        return self.denominator_kind != self.Counted.ITSELF


class DenominatorChangeQuerySet(ScopedQuerySet["DenominatorChange"]):
    """Corrected denominators of registrations below a path."""

    place_lookup = "registration__path"
    view_permission = "pledges.view"


class DenominatorChange(models.Model):
    """A denominator was corrected: from what to what, why, when and by whom; never changed."""

    registration = models.ForeignKey(
        PledgeRegistration, models.CASCADE, related_name="denominator_changes"
    )
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=150)

    objects = DenominatorChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-id")

    def __str__(self) -> str:
        return f"{self.before} > {self.after}"


class PledgeSignatureQuerySet(ScopedQuerySet["PledgeSignature"]):
    """Signatures under registrations below a path; leaders read those of their own households."""

    place_lookup = "registration__path"
    view_permission = "pledges.view"

    def current(self) -> PledgeSignatureQuerySet:
        """Signatures nobody withdrew."""
        return self.filter(withdrawn_on=None)


class PledgeSignature(models.Model):
    """A household, or an office or unit, signed a registration; withdrawing leaves it in history.

    `represented_by` is who signed for the household when it was not its head. Of an office only its
    name is kept; `signer_key` is that name folded, so that nobody enters it twice.
    """

    class How(models.TextChoices):
        """Before the leader on the phone, or on paper entered later."""

        PHONE = "phone", _("before the leader, on the phone")
        PAPER = "paper", _("on paper")

    registration = models.ForeignKey(PledgeRegistration, models.PROTECT, related_name="signatures")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=150, blank=True)
    signer_key = models.CharField(max_length=600, blank=True)
    signed_on = models.DateField()
    how = models.CharField(max_length=10, choices=How.choices)
    represented_by = models.CharField(max_length=150, blank=True)
    entered_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = PledgeSignatureQuerySet.as_manager()

    class Meta:
        ordering = ("signed_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "household"),
                condition=Q(withdrawn_on=None, household__isnull=False),
                name="a_household_signs_a_pledge_once",
            ),
            models.UniqueConstraint(
                fields=("registration", "signer_key"),
                condition=Q(withdrawn_on=None, household=None),
                name="an_office_signs_a_pledge_once",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False, signer_key="")
                | Q(household=None) & ~Q(signer_key=""),
                name="a_household_or_an_office_signs",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("signed_on")),
                name="a_signature_is_withdrawn_after_it_was_given",
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id} {self.signed_on}"
