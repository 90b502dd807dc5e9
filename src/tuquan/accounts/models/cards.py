"""What people without e-mail sign in by: a printed card, the phone it was used on, a code sent.

Only hashes are kept of what opens a door; whoever reads the database can sign in by none of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tuquan.accounts.models.people import Account, Grant, Role
from tuquan.base.dated import in_force

CARD_ROLES = (Role.GROUP_LEADER, Role.AREA_HEAD)
"""Who holds these roles only may sign in by a card; officers' desks take a password."""

DEVICE_DAYS = 365
"""A phone that was not used for so long asks for a card again."""

CLOSING_DAYS = 30
"""So long a phone that was closed may still deliver what waits on it."""


def by_card_only(now: datetime, account: str = "account") -> Q:
    """Rows of accounts that hold roles today, and none but those of a card."""
    held = Grant.objects.filter(in_force(timezone.localdate(now)), account=OuterRef(account))
    others = held.exclude(role__in=CARD_ROLES)
    return Q(Exists(held), ~Exists(others))


class SignInCardQuerySet(models.QuerySet["SignInCard"]):
    """Cards, printed once each."""

    def waiting(self, now: datetime) -> SignInCardQuerySet:
        """Cards that can still be used: not yet used, not revoked, not expired."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class SignInCard(models.Model):
    """A printed card with a QR code and a short code; the first phone it is used on keeps it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="cards")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_device = models.ForeignKey("Device", models.SET_NULL, null=True, related_name="cards")
    revoked_at = models.DateTimeField(null=True)

    objects = SignInCardQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("account",),
                condition=Q(used_at=None, revoked_at=None),
                name="one_waiting_card_per_account",
            ),
        )

    def __str__(self) -> str:
        return f"card of {self.account_id}"


class DeviceQuerySet(models.QuerySet["Device"]):
    """Phones bound to accounts."""

    def in_use(self, now: datetime) -> DeviceQuerySet:
        """Phones of people with a card's role on which somebody may be signed in."""
        return self.filter(
            by_card_only(now),
            account__is_active=True,
            closed_at=None,
            closing_until=None,
            last_used_at__gt=now - timedelta(days=DEVICE_DAYS),
        )

    def signing_in(self, now: datetime) -> DeviceQuerySet:
        """Those of them that sign their person in by themselves."""
        return self.in_use(now).filter(by_password=False)

    def closing(self, now: datetime) -> DeviceQuerySet:
        """Phones that may only deliver what waits on them."""
        return self.filter(closed_at=None, closing_until__gt=now)

    def bound(self) -> DeviceQuerySet:
        """Phones that were not closed for good."""
        return self.filter(closed_at=None)


class Device(models.Model):
    """A phone (or computer) on which somebody signed in, known by a cookie of its own.

    Bound by a card it signs its person in by itself; after its person signed out it waits for that
    card. Where somebody typed a password (`by_password`) it only shows who is signed in where, and
    closing it ends that.

    From the end of the person's last duty, or once somebody closed it and said why, it is closing:
    nobody is signed in on it, but until `closing_until` it may deliver what waits on it. The phone
    empties itself and says so, which closes it for good.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60)
    first_used_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    by_password = models.BooleanField(default=False)
    signed_out_at = models.DateTimeField(null=True)
    closing_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    closing_reason = models.CharField(max_length=200, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ("-last_used_at", "-pk")

    def __str__(self) -> str:
        return self.label


class OneTimeCode(models.Model):
    """Six digits sent to a telephone; good for some minutes and a few tries."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"code of {self.account_id}"
