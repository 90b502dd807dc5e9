"""Following a programme: which part of the calendar, what is done, pilots, days of an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.programme import PilotRule
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.programmes.models import EventDay

Choices = Sequence[tuple[str, str]]


class CalendarFilter(forms.Form):
    """Whose calendar, and which part of it; what is not offered means everything."""

    noi = forms.ChoiceField(label=_("Place"), required=False)
    ct = forms.ChoiceField(label=_("Programme"), required=False)
    ai = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(self, places: Choices, programmes: Choices, doers: Choices, *args: Any) -> None:
        super().__init__(*args)
        for name, choices in (("noi", places), ("ct", programmes), ("ai", doers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = choices
        if len(places) < 2:
            self.fields["noi"].widget = forms.HiddenInput()

    def chosen(self, name: str) -> str:
        """What is asked for; nothing where it is not among the choices."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class MilestoneForm(forms.Form):
    """Since when a milestone is done, and what shows it."""

    done_on = DayField(label=_("Done on"))
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=500,
        required=False,
        help_text=_("For example the number of a decision. No names of residents."),
    )


class PilotForm(forms.Form):
    """Which place becomes a pilot, and who chose it."""

    place = forms.ModelChoiceField(
        label=_("Place"), queryset=Place.objects.none(), empty_label=_("Choose a place")
    )
    chosen_by = forms.CharField(label=_("Chosen by"), max_length=200)

    def __init__(
        self, rule: PilotRule, places: PlaceQuerySet, data: Mapping[str, Any] | None = None
    ) -> None:
        initial = {"chosen_by": rule.chosen_by}
        super().__init__(data, initial=initial, auto_id=f"id_{rule.key}_%s")
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        place.queryset = places


class EventDaysForm(forms.Form):
    """One day for each area that has held an event."""

    def __init__(self, areas: Iterable[Place], held: Mapping[int, EventDay], *args: Any) -> None:
        super().__init__(*args)
        self.held = held
        for area in areas:
            self.fields[f"area_{area.pk}"] = DayField(
                label=area.name,
                required=False,
                initial=held[area.pk].held_on if area.pk in held else None,
            )

    def clean(self) -> dict[str, Any]:
        """A day on record is put right by another day, not by none."""
        given = super().clean() or {}
        for number, row in self.held.items():
            name = f"area_{number}"
            if name in self.fields and name not in self.errors and not given.get(name):
                problem = Problem("event_day_kept", name, {"day": row.held_on})
                self.add_error(name, say(problem))
        return given

    def days(self) -> dict[int, date]:
        """What was written, by the number of the area."""
        return {
            int(name.removeprefix("area_")): day for name, day in self.cleaned_data.items() if day
        }
