"""Who was asked for a missing report, when, how, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import ScopedQuerySet
from tuquan.reports.models.obligations import Obligation


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Contacts about reports of reporters below a path."""

    place_lookup = "obligation__path"
    view_permission = "totals.view"


class Contact(models.Model):
    """One call, message, visit or reminder about a report that is missing."""

    class Channel(models.TextChoices):
        """How the reporter was reached."""

        CALL = "call", _("telephone call")
        ZALO = "zalo", _("Zalo message")
        VISIT = "visit", _("visit")
        NOTICE = "notice", _("notice in the programme")
        EMAIL = "email", _("e-mail")

    class Outcome(models.TextChoices):
        """What came of it."""

        SENT = "sent", _("reminder sent")
        PROMISED = "promised", _("promised to send")
        NOT_REACHED = "not_reached", _("not reached")
        NEEDS_HELP = "needs_help", _("needs help")
        TOLD = "told", _("told the report by telephone")

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="contacts")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.channel}"
