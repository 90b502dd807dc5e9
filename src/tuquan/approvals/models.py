"""A chain of approval on its way, and what was said on it.

The chain is stored with what it is about, so that it keeps the rules it began with.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet


class ApprovalQuerySet(ScopedQuerySet["Approval"]):
    """Approvals of things below a path."""

    view_permission = "totals.view"

    def in_flight(self) -> ApprovalQuerySet:
        """Approvals that are not over: they wait, or what they are about is being corrected."""
        return self.exclude(state=Approval.State.APPROVED)


class Approval(models.Model):
    """How far the approval of one thing has come (`core.approval`).

    `subject` names the thing as the record of changes does (`reports.report:12`), `version` what of
    it is asked for. `makers` are the accounts that wrote or sent it. `waits_for` is the permission
    of the step whose turn it is, empty when it is nobody's. `turn` counts what was done with it, so
    that of two people at once one is first.
    """

    class State(models.TextChoices):
        """Where it stands (`core.approval.State`)."""

        WAITING = "waiting", _("waits for a yes")
        RETURNED = "returned", _("went back to be corrected")
        APPROVED = "approved", _("approved")

    subject = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=0)
    path = PathField()
    chain = models.JSONField()
    makers = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    anew = models.PositiveSmallIntegerField(default=1)
    turn = models.PositiveIntegerField(default=0)
    waits_for = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("begun_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("subject",),
                condition=~Q(state="approved"),
                name="one_approval_in_flight_per_subject",
            ),
            models.CheckConstraint(
                condition=(Q(state="waiting") & ~Q(waits_for=""))
                | (~Q(state="waiting") & Q(waits_for="")),
                name="an_approval_waits_for_somebody_or_is_over",
            ),
        )
        indexes = (
            models.Index(fields=("subject", "id"), name="approvals_of_subject"),
            models.Index(fields=("waits_for", "path"), name="approvals_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.state}"


class ApprovalDecision(models.Model):
    """What somebody said at one step of a round; never changed.

    `alone` marks a yes by somebody who made the thing, given because there was nobody else.
    """

    class Verdict(models.TextChoices):
        """What was said (`core.approval.Verdict`)."""

        APPROVE = "approve", _("said yes")
        RETURN = "return", _("returned it to be corrected")
        RETURN_ONE_STEP = "return_one_step", _("gave it back by one step")
        PASSED_OVER = "passed_over", _("was passed over: nobody held the post")

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    verdict = models.CharField(max_length=15, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    alone = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(verdict__in=("return", "return_one_step")) | ~Q(reason=""),
                name="what_goes_back_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.approval_id} {self.round}.{self.step} {self.verdict}"
