"""Committees, boards and organisations, who holds posts in them, and whom they guide."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.scoping import PathField, ScopedQuerySet
from tuquan.core.vietnamese import name_sort_key
from tuquan.places.models import Place


class BodyQuerySet(ScopedQuerySet["Body"]):
    """Bodies of places below a path."""

    place_lookup = "place__path"
    view_permission = "bodies.view"

    def standing(self) -> BodyQuerySet:
        """Bodies that have not been dissolved."""
        return self.filter(dissolved_on=None)


class Body(models.Model):
    """A committee, board, office or organisation of a place (S1-13, S2-04, S2-06).

    `composition` is the frozen rule of the pack (`core.programme.Board` as canonical JSON) that the
    members are checked against; empty where there is none. `programme` is the key of a programme
    the body was set up for, `board` the key of the board in it. `predecessor` is what it grew out
    of.
    """

    class Kind(models.TextChoices):
        """What sort of body it is (glossary a2)."""

        STEERING_COMMITTEE = "steering_committee", _("steering committee")
        GUIDANCE_TEAM = "guidance_team", _("guidance team")
        FRONT_COMMITTEE = "front_committee", _("Front committee")
        FRONT_WORKING_COMMITTEE = "front_working_committee", _("Front working committee")
        PARTY_COMMITTEE = "party_committee", _("Party committee or cell")
        PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
        AREA_BOARD = "area_board", _("board of the residential area")
        MASS_ORGANISATION = "mass_organisation", _("mass organisation")
        OFFICE = "office", _("office or agency")
        COUNCIL = "council", _("council")

    place = models.ForeignKey(Place, models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    name = models.CharField(max_length=200)
    programme = models.CharField(max_length=60, blank=True)
    board = models.CharField(max_length=60, blank=True)
    composition = models.TextField(default="{}")
    tasks = models.TextField(blank=True)
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ("place__sort_key", "kind", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gte=F("founded_on")),
                name="body_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PostHolderQuerySet(ScopedQuerySet["PostHolder"]):
    """Holders of posts in places below a path."""

    place_lookup = "place__path"
    view_permission = "bodies.view"


class PostHolder(models.Model):
    """A person who holds posts: one record whatever the number of hats (F-126).

    A name and, where there is one, an account; nothing else about the person is kept.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="post_holders")
    name = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=600)
    account = models.OneToOneField(
        Account, models.SET_NULL, null=True, blank=True, related_name="post_holder"
    )

    objects = PostHolderQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what names are sorted by."""
        self.sort_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class AppointmentQuerySet(ScopedQuerySet["Appointment"]):
    """Posts held in bodies of places below a path."""

    place_lookup = "body__place__path"
    view_permission = "bodies.view"

    def current(self) -> AppointmentQuerySet:
        """Posts held now; a term that ran out without a successor still counts as held."""
        return self.filter(ended_on=None)


class Appointment(models.Model):
    """Somebody holds a post in a body for a term; a vacancy may be bridged by an acting holder.

    `seat` is the label of the seat of the composition it fills, `main_post` what the person is
    elsewhere ("Bí thư Đảng ủy"). `handover` is what the next holder must know, `follows` the
    appointment whose holder handed over.
    """

    class Role(models.TextChoices):
        """The part played in the body."""

        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice-chair")
        MEMBER = "member", _("member")

    body = models.ForeignKey(Body, models.CASCADE, related_name="appointments")
    holder = models.ForeignKey(PostHolder, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    post = models.CharField(max_length=150)
    seat = models.CharField(max_length=200, blank=True)
    main_post = models.CharField(max_length=150, blank=True)
    acting = models.BooleanField(default=False)
    task = models.TextField(blank=True)
    term_from = models.DateField()
    term_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    handover = models.TextField(blank=True)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("body_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("body", "holder", "post"),
                condition=Q(ended_on=None),
                name="a_post_is_held_once_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(term_until=None) | Q(term_until__gt=F("term_from")),
                name="appointment_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder_id} {self.post}"


class TrainingQuerySet(ScopedQuerySet["Training"]):
    """Trainings of holders in places below a path."""

    place_lookup = "holder__place__path"
    view_permission = "bodies.view"


class Training(models.Model):
    """A holder of a post was trained: in what, by whom, on which day (S3-04, S4-05)."""

    holder = models.ForeignKey(PostHolder, models.CASCADE, related_name="trainings")
    subject = models.CharField(max_length=200)
    held_by = models.CharField(max_length=200, blank=True)
    held_on = models.DateField()

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "id")

    def __str__(self) -> str:
        return f"{self.holder_id} {self.subject}"


class GuidanceQuerySet(ScopedQuerySet["Guidance"]):
    """Guidance given to places and groups below a path."""

    view_permission = "bodies.view"

    def current(self) -> GuidanceQuerySet:
        """Guidance that goes on."""
        return self.filter(effective_until=None)


class Guidance(models.Model):
    """A body, or somebody in it, guides an area or a group (S1-08, S1-17).

    `path` is that of the area or the group, `place` the area; apps above know the group by its
    path.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="guidance")
    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="guidance"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    path = PathField()
    task = models.TextField(blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ("path", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("appointment", "path"),
                condition=Q(effective_until=None),
                name="a_place_is_guided_once_by_a_person",
            ),
            models.UniqueConstraint(
                fields=("body", "path"),
                condition=Q(effective_until=None, appointment=None),
                name="a_place_is_guided_once_by_a_body",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="guidance_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.path}"
