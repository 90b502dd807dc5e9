"""Complaints about what was found or decided: received, acknowledged and answered in time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.assessments.models.results import AssessmentResult
from tuquan.assessments.models.sheets import AssessmentSheet
from tuquan.base.scoping import ScopedQuerySet


class ComplaintQuerySet(ScopedQuerySet["Complaint"]):
    """Complaints about groups and areas below a path."""

    place_lookup = "sheet__path"
    view_permission = "assessments.verify"

    def open(self) -> ComplaintQuerySet:
        """Those that wait for an answer."""
        return self.filter(state__in=Complaint.OPEN)


class Complaint(models.Model):
    """Somebody objects to what was found, or complains about a result (F-72).

    It is about a group or area, never about a person. `who` is how to reach whoever complained, if
    they want the answer told; only those who answer read it, and it is emptied when it is answered.
    The last good days are stored when it is received, counted in working days. A result is put
    right only by a later one: `led_to`.
    """

    class State(models.TextChoices):
        """How far it is."""

        RECEIVED = "received", _("received")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        UPHELD = "upheld", _("upheld")
        REJECTED = "rejected", _("not upheld")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Way(models.TextChoices):
        """How it came."""

        PAPER = "paper", _("on paper")
        MEETING = "meeting", _("at a meeting")
        SPOKEN = "spoken", _("by word of mouth or telephone")

    OPEN = (State.RECEIVED, State.ACKNOWLEDGED)

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="complaints")
    result = models.ForeignKey(
        AssessmentResult, models.PROTECT, null=True, related_name="complaints"
    )
    row = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    way = models.CharField(max_length=8, choices=Way.choices)
    who = models.CharField(max_length=200, blank=True)
    received_on = models.DateField()
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    acknowledged_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=150, blank=True)
    led_to = models.OneToOneField(
        AssessmentResult, models.PROTECT, null=True, related_name="answered_complaint"
    )
    entered_by_name = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ("answer_by", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("upheld", "rejected")) | ~Q(answer=""),
                name="an_answered_complaint_has_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(who=""),
                name="who_complained_is_forgotten_with_the_answer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.received_on}"
