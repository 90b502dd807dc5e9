"""The sheet of one group or area in a year, with its two columns, and everything it once said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuquan.accounts.models import Account
from tuquan.assessments.models.cycles import AssessmentCycle
from tuquan.base.actor import Actor
from tuquan.base.scoping import PathField, ScopedQuerySet, paths_above
from tuquan.core.assessing import Mark, marks_from_json
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Motion
from tuquan.places.models import Place


class AssessmentSheetQuerySet(ScopedQuerySet["AssessmentSheet"]):
    """Sheets of groups and areas below a path."""

    view_permission = "assessments.view"

    def under_way(self) -> AssessmentSheetQuerySet:
        """Those that have no result yet and have not ended with their area."""
        return self.exclude(state__in=AssessmentSheet.OVER)


class AssessmentSheet(models.Model):
    """What is marked for one group or area: by itself, and by whoever checks it (S3-11, F-26).

    `own` and `found` are marks by row (`core.assessing`). `version` counts every change, for two
    people at one sheet. `handed_in_by` and `found_by` are kept so that nobody checks their own
    marks, except where the programme has both check together (S1-21). `drawn` says whether a sample
    fell on it, `cluster` among whom it is ranked, `zone` which pass marks
    hold for it, `appraisal` how its residents voted (S0-09).
    """

    class State(models.TextChoices):
        """How far the sheet is."""

        OPEN = "open", _("being marked")
        RETURNED = "returned", _("needs correction")
        HANDED_IN = "handed_in", _("waiting for the check")
        CHECKED = "checked", _("checked")
        DECIDED = "decided", pgettext_lazy("sheet", "decided")
        ENDED = "ended", _("ended with its area or group")

    MARKABLE = (State.OPEN, State.RETURNED)
    OVER = (State.DECIDED, State.ENDED)

    cycle = models.ForeignKey(AssessmentCycle, models.PROTECT, related_name="sheets")
    place = models.ForeignKey(Place, models.PROTECT, related_name="assessment_sheets")
    group = models.ForeignKey(
        ResidentGroup, models.PROTECT, null=True, related_name="assessment_sheets"
    )
    path = PathField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    own = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)
    found_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    return_reason = models.CharField(max_length=500, blank=True)
    drawn = models.BooleanField(null=True)
    cluster = models.CharField(max_length=60, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    appraisal = models.ForeignKey(Motion, models.SET_NULL, null=True, related_name="+")

    objects = AssessmentSheetQuerySet.as_manager()

    class Meta:
        ordering = ("place__sort_key", "group__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "place"),
                condition=Q(group=None),
                name="an_area_has_one_sheet_a_year",
            ),
            models.UniqueConstraint(
                fields=("cycle", "group"),
                condition=Q(group__isnull=False),
                name="a_group_has_one_sheet_a_year",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.path}"

    @property
    def name(self) -> str:
        """Who is assessed, as people call it."""
        return self.group.name if self.group else self.place.name

    def markable_by(self, actor: Actor) -> bool:
        """Whether the actor may mark it for the group or area, as far as permissions go."""
        return actor.may("assessments.mark", self.path)

    def checkable_by(self, actor: Actor) -> bool:
        """Whether the actor may check it: only from above the group or area itself."""
        return actor.may("assessments.verify", paths_above(self.path)[-2])

    def decidable_by(self, actor: Actor) -> bool:
        """Whether the actor may give its result: where the programme runs, or above."""
        return actor.may("assessments.decide", self.cycle.path)

    @property
    def own_marks(self) -> dict[str, Mark]:
        """What the group or area marked itself."""
        return marks_from_json(self.own)

    @property
    def found_marks(self) -> dict[str, Mark]:
        """What was marked by whoever checked."""
        return marks_from_json(self.found)

    @property
    def marks(self) -> dict[str, Mark]:
        """What counts: what was found, else what the group or area marked itself."""
        return {**self.own_marks, **self.found_marks}


class SheetRevision(models.Model):
    """What a sheet said at one version, who made it so, and why; never changed."""

    class Event(models.TextChoices):
        """What happened at this version."""

        SAVED = "saved", _("marks saved")
        HANDED_IN = "handed_in", _("handed in")
        FOUND = "found", _("findings saved")
        CHECKED = "checked", _("checked")
        RETURNED = "returned", _("returned")
        REOPENED = "reopened", _("opened again after a complaint")
        DECIDED = "decided", pgettext_lazy("sheet", "decided")

    sheet = models.ForeignKey(AssessmentSheet, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    event = models.CharField(max_length=10, choices=Event.choices)
    own = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=("sheet", "version"), name="one_sheet_revision_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.version}"
