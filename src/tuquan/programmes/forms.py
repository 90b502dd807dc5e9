"""Adopting a programme: where, from when until when, and what the place chooses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import CountField, DayField
from tuquan.base.texts import say
from tuquan.base.texts.wording import due_words, spoken
from tuquan.core.problems import Problem
from tuquan.core.programme import Calendar, Edition
from tuquan.core.time import MONTHS_IN
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.programmes.models import Programme
from tuquan.programmes.queries import runs_in
from tuquan.programmes.services import AdoptionTerms


class AdoptForm(forms.Form):
    """One field for each choice; the calendars of the edition add their own."""

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
        *args: Any,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.content = content
        place, groups_of = self.fields["place"], self.fields["groups_of"]
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(groups_of, forms.ModelChoiceField)  # noqa: S101
        place.queryset = places
        groups_of.queryset = Programme.objects.filter(pk__in=[other.pk for other in others])
        self.fields["effective_until"].help_text = _now(
            "The first day on which it no longer runs. Leave it empty if nothing is decided."
        )
        for calendar in content.calendars:
            self._add_calendar(calendar)

    def _add_calendar(self, calendar: Calendar) -> None:
        title = spoken(calendar.title, calendar.title_en)
        if calendar.period in MONTHS_IN:
            self.fields[f"due_day_{calendar.key}"] = CountField(
                label=_now("%(title)s: due on day of the month after") % {"title": title},
                help_text=_now("Empty: as the programme says, %(when)s.")
                % {"when": due_words(calendar.due)},
                required=False,
            )
        if calendar.optional:
            self.fields[f"off_{calendar.key}"] = forms.BooleanField(
                label=_now("%(title)s: not used here") % {"title": title}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """The programme whose groups are to report must run in the same place."""
        given = super().clean() or {}
        place, chosen = given.get("place"), given.get("groups_of")
        if place and chosen and not runs_in(place, chosen):
            params = {"place": place.name, "programme": chosen.name}
            self.add_error("groups_of", say(Problem("groups_of_not_adopted", "", params)))
        return given

    def calendar_fields(self) -> Iterator[BoundField]:
        """The fields about calendars, in the order of the edition."""
        return (self[name] for name in self.fields if name.startswith(("due_day_", "off_")))

    def terms(self) -> AdoptionTerms:
        """The choices as the service takes them."""
        given = self.cleaned_data
        return AdoptionTerms(
            given["effective_from"],
            given["effective_until"],
            given["groups_of"],
            {
                calendar.key: chosen
                for calendar in self.content.calendars
                if (chosen := self._chosen(calendar.key))
            },
        )

    def _chosen(self, key: str) -> dict[str, Any]:
        if self.cleaned_data.get(f"off_{key}"):
            return {"off": True}
        day = self.cleaned_data.get(f"due_day_{key}")
        return {} if day is None else {"due_day": day}
