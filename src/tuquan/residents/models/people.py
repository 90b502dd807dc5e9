"""The people of a household where the programme asks for them, and how they may be reached.

All of it is personal data and optional: members only where the adoption switches them on (S2-14),
contacts only with consent for a purpose (F-17, domain d9).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.residents.models.households import Household, Residence


class HouseholdMember(models.Model):
    """One person of a household: name, birth date, relation to the head; nothing else.

    `birth_date` is as exact as the source: `1975`, `1990-08` or `1990-08-21`. `absent_until` is the
    day somebody who is away for a time is expected back.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    name = models.CharField(max_length=150)
    birth_date = models.CharField(max_length=10, blank=True)
    relation = models.CharField(max_length=60, blank=True)
    is_head = models.BooleanField(default=False)
    residence = models.CharField(max_length=10, choices=Residence.choices, blank=True)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    absent_until = models.DateField(null=True)

    class Meta:
        ordering = ("-is_head", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(is_head=True, left_on=None),
                name="one_head_among_the_members",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_leaves_after_joining",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """A household agreed to one use of its data, in which words, when and how; or withdrew it.

    Silence is no consent and there is no tick beforehand (domain d9, h-7). One row per agreement:
    withdrawing ends the row, agreeing again makes another.
    """

    class Purpose(models.TextChoices):
        """What the household agreed to."""

        CONTACT = "contact", _("be called or written to about the programme")
        ZALO = "zalo", _("be in the Zalo group of its area")
        PUBLICATION = "publication", _("be named on public pages")

    class Way(models.TextChoices):
        """How the household said so."""

        PAPER = "paper", _("signed on paper")
        SPOKEN = "spoken", _("said to the person recording it")

    household = models.ForeignKey(Household, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    wording = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=Way.choices)
    given_by = models.CharField(max_length=150)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-given_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("household", "purpose"),
                condition=Q(withdrawn_on=None),
                name="one_consent_in_force_per_purpose",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_on}"


class Contact(models.Model):
    """A telephone number of a household, kept only while a consent covers it.

    `reversed_digits` holds them backwards, so that a number is found by its last ones.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="contacts")
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="contacts")
    digits = models.CharField(max_length=15)
    reversed_digits = models.CharField(max_length=15, db_index=True)
    owner = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("household", "digits"), name="a_number_stands_once_in_a_household"
            ),
        )

    def __str__(self) -> str:
        return self.digits
