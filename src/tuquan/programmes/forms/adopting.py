"""Adopting a programme: where, from when until when, and what the place chooses at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.programmes.forms.terms import TermsFields
from tuquan.programmes.models import Programme
from tuquan.programmes.queries import runs_in
from tuquan.programmes.services import AdoptionTerms


class AdoptForm(TermsFields):
    """Who runs it and since when, with its reports, its days and the levels that are gone."""

    sections = ("reports", "days", "levels")

    place = forms.ModelChoiceField(label=_("Who runs it"), queryset=Place.objects.none())
    effective_from = DayField(label=_("Runs from"))
    effective_until = DayField(label=_("Runs until"), required=False)
    groups_of = forms.ModelChoiceField(
        label=_("Which groups file the reports"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("groups of this programme itself"),
        help_text=_("Groups formed under another programme can report for this one too."),
    )

    def __init__(
        self,
        content: Edition,
        places: PlaceQuerySet,
        others: list[Programme],
        starts: date,
        *args: Any,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        place, groups_of = self.fields["place"], self.fields["groups_of"]
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(groups_of, forms.ModelChoiceField)  # noqa: S101
        place.queryset = places
        groups_of.queryset = Programme.objects.filter(pk__in=[other.pk for other in others])
        self.fields["effective_until"].help_text = _now(
            "The first day on which it no longer runs. Leave it empty if nothing is decided."
        )
        self.starts = starts
        self.add_terms(content, LocalTerms(), starts)

    @property
    def days_for(self) -> str:
        """The first day for which the days in the fields were worked out."""
        return str(self.data.get("days_for") or self.starts.isoformat())

    @property
    def has_days(self) -> bool:
        """Whether the document has days that are moved to the place's own."""
        return any(name.startswith("day_") for name in self.fields)

    def clean(self) -> dict[str, Any]:
        """The programme whose groups are to report must run in the same place."""
        given = super().clean() or {}
        place, chosen = given.get("place"), given.get("groups_of")
        if place and chosen and not runs_in(place, chosen):
            params = {"place": place.name, "programme": chosen.name}
            self.add_error("groups_of", say(Problem("groups_of_not_adopted", "", params)))
        return given

    def terms(self) -> AdoptionTerms:
        """The choices as the service takes them."""
        given = self.cleaned_data
        return AdoptionTerms(
            given["effective_from"],
            given["effective_until"],
            given["groups_of"],
            self.local_terms(),
        )


class EditionForm(forms.Form):
    """From which day a place goes on with another edition."""

    starts = DayField(label=_("The new edition holds from"))
