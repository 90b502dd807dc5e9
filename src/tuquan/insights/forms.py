"""Choosing what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts.wording import spoken
from tuquan.insights.exports import round_name
from tuquan.insights.queries import Line, Overview, Round

Choices = dict[str, list[tuple[str, str]]]


class LookForm(forms.Form):
    """Which report and period of a place to show, and which line for the places below it."""

    noi = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, shown: Overview, rounds: Iterable[Round], line: Line) -> None:
        super().__init__(
            initial={"noi": str(shown.place.pk), "ky": shown.chosen.key, "muc": line.key}
        )
        self.fields["ky"] = forms.ChoiceField(
            label=_("Report and period"), choices=_by_edition(rounds)
        )
        self.fields["muc"] = forms.ChoiceField(
            label=_("Line shown for each place"), choices=_named(shown.lines)
        )


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
