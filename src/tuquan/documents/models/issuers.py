"""Who issues papers, who signs for them, and the books their numbers are taken from."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.dated import in_force
from tuquan.base.scoping import ScopedQuerySet
from tuquan.bodies.models import Body
from tuquan.places.models import Place


class IssuingBodyQuerySet(ScopedQuerySet["IssuingBody"]):
    """Issuing bodies of places below a path."""

    place_lookup = "place__path"
    view_permission = "documents.view"

    def standing(self, on: date) -> IssuingBodyQuerySet:
        """Those that issue papers on a day."""
        return self.filter(in_force(on))


class IssuingBody(models.Model):
    """A body that issues papers: what stands at the head of them, in which regime (d8).

    `letterhead` holds the lines of its own name, `parents` the lines above it, `symbol` what its
    numbers end in ("UBND", "ĐU"), `day_place` the place before the day, `on_behalf_of` the body
    for which its signatories sign ("ỦY BAN NHÂN DÂN").
    """

    class Regime(models.TextChoices):
        """Whose rules of layout hold."""

        STATE = "state", _("the State")
        PARTY = "party", _("the Party")
        FRONT = "front", _("the Front")

    place = models.ForeignKey(Place, models.PROTECT, related_name="issuing_bodies")
    body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, related_name="+")
    regime = models.CharField(max_length=5, choices=Regime.choices)
    name = models.CharField(max_length=200)
    letterhead = models.JSONField(default=list)
    parents = models.JSONField(default=list, blank=True)
    symbol = models.CharField(max_length=40)
    day_place = models.CharField(max_length=100)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = IssuingBodyQuerySet.as_manager()

    class Meta:
        ordering = ("place__sort_key", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gt=F("effective_from")),
                name="issuing_body_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SignatoryQuerySet(ScopedQuerySet["Signatory"]):
    """Signatories of issuing bodies of places below a path."""

    place_lookup = "issuing_body__place__path"
    view_permission = "documents.view"

    def standing(self, on: date) -> SignatoryQuerySet:
        """Those who may sign on a day."""
        return self.filter(in_force(on))


class Signatory(models.Model):
    """Somebody who signs for a body: the own post, and by which authority.

    `for_post` is the post of the head in whose place, by whose order or authority they sign.
    """

    class Authority(models.TextChoices):
        """By what right somebody signs; the values are those of `core.papers.Authority`."""

        OWN = "own", _("in the own post")
        ON_BEHALF = "on_behalf", _("on behalf of the body (TM.)")
        DEPUTY = "deputy", _("in place of the head (KT.)")
        BY_ORDER = "by_order", _("by order of the head (TL.)")
        AUTHORISED = "authorised", _("authorised by the head (TUQ.)")

    issuing_body = models.ForeignKey(IssuingBody, models.CASCADE, related_name="signatories")
    name = models.CharField(max_length=150)
    post = models.CharField(max_length=150)
    authority = models.CharField(
        max_length=10, choices=Authority.choices, default=Authority.ON_BEHALF
    )
    for_post = models.CharField(max_length=150, blank=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        ordering = ("issuing_body_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gt=F("effective_from")),
                name="signatory_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.name}"


class NumberBookQuerySet(ScopedQuerySet["NumberBook"]):
    """Number books of issuing bodies of places below a path."""

    place_lookup = "issuing_body__place__path"
    view_permission = "documents.view"

    def open_on(self, on: date) -> NumberBookQuerySet:
        """Books from which a paper of this day may take its number."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, closed_on=None)

    def take_turn(self, book: NumberBook, seen: int | None = None) -> bool:
        """Let nobody else write into an open book until the transaction ends.

        False when the book is closed, or when somebody wrote since `seen` turns.
        """
        books = self.filter(pk=book.pk, closed_on=None)
        if seen is not None:
            books = books.filter(turns=seen)
        return bool(books.update(turns=F("turns") + 1))


class NumberBook(models.Model):
    """The numbers of one type of paper of one body, for a year or for a congress term (d8).

    `ends_on` is its last day; `first_number` is not 1 where the book goes on from one kept by hand.
    `turns` grows with every line written into it: whoever read it before somebody else wrote has
    to look again.
    """

    issuing_body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="books")
    type_code = models.CharField(max_length=10)
    label = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    first_number = models.PositiveIntegerField(default=1)
    turns = models.PositiveIntegerField(default=0)

    objects = NumberBookQuerySet.as_manager()

    class Meta:
        ordering = ("issuing_body_id", "-starts_on", "type_code", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("issuing_body", "type_code", "starts_on"),
                name="one_book_per_type_and_beginning",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="book_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.type_code} {self.label}"


class NumberEntryQuerySet(ScopedQuerySet["NumberEntry"]):
    """Lines of number books of places below a path."""

    place_lookup = "book__issuing_body__place__path"
    view_permission = "documents.view"


class NumberEntry(models.Model):
    """One number of a book: used by a paper, cancelled, or skipped; the reason for the last two.

    A paper issued outside the system is a used number whose `reason` holds its title.
    """

    class State(models.TextChoices):
        """What became of the number."""

        USED = "used", _("number used")
        CANCELLED = "cancelled", _("number cancelled")
        SKIPPED = "skipped", _("number skipped")

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.USED)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    objects = NumberEntryQuerySet.as_manager()

    class Meta:
        ordering = ("book_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("book", "number"), name="a_number_is_given_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.book_id}"
