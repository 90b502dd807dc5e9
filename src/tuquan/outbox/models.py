"""What telephones sent: a row for each key that took effect, and what closed telephones sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet


class Delivery(models.Model):
    """The answer to one key, written in the transaction of the effect: sent again, nothing is done.

    A telephone makes the key when somebody presses Send and never changes it. Only what took effect
    has a row; a refusal may be corrected and sent under the same key.
    """

    key = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class StrayItemQuerySet(ScopedQuerySet["StrayItem"]):
    """What came from closed telephones of places below a path."""

    view_permission = "reports.review"

    def waiting(self) -> StrayItemQuerySet:
        """Those about which nobody decided yet."""
        return self.filter(settled_at=None)


class StrayItem(models.Model):
    """Something that still waited on a telephone when an officer closed it.

    It takes no effect by itself: an officer of the place reads it and enters it, or sets it aside
    with a reason. `lines` is what its writer saw, label by label; `data` what the server reads. A
    draft that was never sent comes as the kind `draft`: to be read, not to be entered.
    """

    DRAFT = "draft"

    class Outcome(models.TextChoices):
        """What an officer did with it."""

        ENTERED = "entered", _("entered by an officer")
        SET_ASIDE = "set_aside", _("set aside")

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    account_name = models.CharField(max_length=150)
    path = PathField()
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    form_version = models.CharField(max_length=40, blank=True)
    base = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)

    objects = StrayItemQuerySet.as_manager()

    class Meta:
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_draft(self) -> bool:
        """Whether its writer never pressed Send."""
        return self.kind == self.DRAFT
