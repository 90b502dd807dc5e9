"""Accounts and grants: a role on a place or group, for a time, that flows down the tree."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.vietnamese import name_sort_key
from tuquan.places.models import Place


class Role(models.TextChoices):
    """What somebody does in the programmes of a place."""

    ADMINISTRATOR = "administrator", _("administrator")
    PROVINCE_OFFICER = "province_officer", _("province officer")
    COMMUNE_OFFICER = "commune_officer", _("commune officer")
    AREA_HEAD = "area_head", _("head of the residential area")
    GROUP_LEADER = "group_leader", _("leader of a group")


PERMISSIONS: dict[str, frozenset[str]] = {
    # The administrator keeps the system; household records are not theirs to read.
    Role.ADMINISTRATOR: frozenset(
        {
            "places.view",
            "places.manage",
            "accounts.manage",
            "programmes.view",
            "programmes.manage",
            "audit.view",
            "jobs.view",
        }
    ),
    # The province reads and reviews what communes send up; households are not theirs to read.
    Role.PROVINCE_OFFICER: frozenset(
        {
            "places.view",
            "programmes.view",
            "programmes.adopt",
            "groups.view",
            "bodies.view",
            "bodies.manage",
            "documents.view",
            "documents.draft",
            "documents.issue",
            "assessments.view",
            "awards.view",
            "exemplars.view",
            "reports.view",
            "totals.view",
            "totals.review",
            "organisations.report",
            "audit.view",
        }
    ),
    Role.COMMUNE_OFFICER: frozenset(
        {
            "places.view",
            "places.manage",
            "accounts.manage",
            "programmes.view",
            "programmes.adopt",
            "households.view",
            "households.manage",
            "households.tell",
            "households.check",
            "groups.view",
            "groups.manage",
            "bodies.view",
            "bodies.manage",
            "documents.view",
            "documents.draft",
            "documents.issue",
            "meetings.view",
            "meetings.manage",
            "formation.view",
            "formation.manage",
            "formation.decide",
            "pledges.view",
            "pledges.record",
            "assessments.view",
            "assessments.mark",
            "assessments.verify",
            "assessments.decide",
            "awards.view",
            "awards.nominate",
            "awards.decide",
            "exemplars.view",
            "exemplars.write",
            "reports.view",
            "reports.write",
            "reports.review",
            "areas.report",
            "organisations.report",
            "totals.view",
            "totals.write",
            "audit.view",
        }
    ),
    Role.AREA_HEAD: frozenset(
        {
            "places.view",
            "programmes.view",
            "households.view",
            "households.tell",
            "households.check",
            "groups.view",
            "bodies.view",
            "documents.view",
            "documents.draft",
            "documents.issue",
            "meetings.view",
            "meetings.manage",
            "formation.view",
            "formation.manage",
            "pledges.view",
            "pledges.record",
            "assessments.view",
            "assessments.mark",
            "assessments.verify",
            "awards.view",
            "awards.nominate",
            "exemplars.view",
            "exemplars.write",
            "reports.view",
            "reports.endorse",
            "areas.report",
            "totals.view",
            "audit.view",
        }
    ),
    # Held at the group's own path, below its area: a leader sees the group's households only.
    Role.GROUP_LEADER: frozenset(
        {
            "households.view",
            "households.tell",
            "groups.view",
            "meetings.view",
            "meetings.manage",
            "pledges.view",
            "pledges.record",
            "assessments.view",
            "assessments.mark",
            "awards.view",
            "exemplars.view",
            "reports.view",
            "reports.write",
        }
    ),
}
"""What each role permits, on its place and below."""

MAY_GRANT: dict[str, tuple[str, ...]] = {
    Role.ADMINISTRATOR: tuple(Role),
    Role.COMMUNE_OFFICER: (Role.AREA_HEAD, Role.GROUP_LEADER),
}
"""Which roles each role may give to others, on its own place and below."""


class AddressForm(models.TextChoices):
    """How the pages speak to a person; neutral unless they choose."""

    NEUTRAL = "", _("neutral")
    BAC = "bác", _("bác")
    ANH_CHI = "anh/chị", _("anh/chị")


class AccountManager(BaseUserManager["Account"]):
    """Finding an account at sign-in, whatever the case of the name typed."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with this sign-in name."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who can sign in; most have no e-mail address."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=600)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    address_form = models.CharField(
        max_length=20, choices=AddressForm.choices, default=AddressForm.NEUTRAL, blank=True
    )
    # Only for the channels of `notices`: nobody needs either of them.
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    session_round = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = ""
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        ordering = ("username",)
        constraints = (
            models.UniqueConstraint(
                fields=("phone",), condition=~Q(phone=""), name="a_phone_number_is_of_one_account"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What sessions must fit: another round ends every session of this account."""
        return f"{super().get_session_auth_hash()}{self.session_round or ''}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Sign-in names are kept in small letters, so that capitals never lock anybody out."""
        self.username = self.username.strip().lower()
        self.sort_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class GrantQuerySet(ScopedQuerySet["Grant"]):
    """Grants on places below a path."""

    view_permission = "accounts.manage"


class Grant(models.Model):
    """A role held by somebody on a place, or on one group in it (`path` is then longer)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=Role.choices)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="grants")
    path = PathField(blank=True)
    programme = models.CharField(max_length=60, blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("path", "role")
        constraints = (
            models.UniqueConstraint(
                fields=("account", "role", "path"),
                condition=Q(effective_until=None),
                name="a_role_is_held_once_per_place",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="grant_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.path}"
