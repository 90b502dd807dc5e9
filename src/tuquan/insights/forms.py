"""Choosing what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.templatetags.tq import day
from tuquan.base.texts.wording import spoken
from tuquan.insights.exports import round_name
from tuquan.insights.queries import Line, Overview, Round

Choices = dict[str, list[tuple[str, str]]]


class LookForm(forms.Form):
    """Which report and period of a place to show, which line for the places below it, which map.

    It always stands with what is shown and what was typed, so that a wrong day is said beside it.
    """

    noi = forms.CharField(widget=forms.HiddenInput)
    ngay = DayField(
        required=False,
        label=_("Map of the day"),
        help_text=_("Empty: the places of today. A day: as they were then."),
    )

    def __init__(
        self, shown: Overview, rounds: Iterable[Round], line: Line, typed: str = ""
    ) -> None:
        super().__init__(
            {
                "noi": str(shown.place.pk),
                "ky": shown.chosen.key,
                "muc": line.key,
                "ngay": typed,
            }
        )
        self._shown = shown
        self.fields["ky"] = forms.ChoiceField(
            label=_("Report and period"), choices=_by_edition(rounds)
        )
        self.fields["muc"] = forms.ChoiceField(
            label=_("Line shown for each place"), choices=_named(shown.lines)
        )

    def clean_ngay(self) -> date | None:
        """The day typed; said when the place did not stand then and another map is shown."""
        typed: date | None = self.cleaned_data["ngay"]
        if typed is not None and typed != self._shown.on:
            words = {"place": self._shown.name, "day": day(self._shown.on)}
            raise forms.ValidationError(
                gettext("%(place)s did not exist on that day. Shown are the places of %(day)s.")
                % words
            )
        return typed


def map_day(typed: str) -> date | None:
    """The day of the map somebody typed; None when it is none, which the form then says."""
    try:
        typed_day: date | None = DayField(required=False).clean(typed)
    except forms.ValidationError:
        return None
    return typed_day


def _by_edition(rounds: Iterable[Round]) -> Choices:
    """Periods under the programme whose edition they belong to."""
    choices: Choices = {}
    for one in rounds:
        content = one.edition.content
        title = f"{spoken(content.short_title, content.short_title_en)} ({content.key})"
        choices.setdefault(title, []).append((one.key, round_name(one)))
    return choices


def _named(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.key, line.label) for line in lines]
