"""Choosing what to look at, and what a review is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import DayField, Given
from tuquan.base.templatetags.tq import day
from tuquan.base.texts.wording import spoken, worded
from tuquan.documents.models import IssuingBody
from tuquan.documents.queries import bodies_for
from tuquan.insights.exports import round_name
from tuquan.insights.queries import Line, Overview, Review, ReviewKind, Round, review_kinds
from tuquan.programmes.models import Adoption

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


class ReviewForm(forms.Form):
    """Which review of which programme, over which time, and who issues its report."""

    kind = forms.ChoiceField(label=_("Which review"))
    since = DayField(label=_("From"))
    until = DayField(label=_("Until the end of"))
    issuing_body = forms.ModelChoiceField(
        IssuingBody.objects.none(),
        required=False,
        empty_label=_("to be chosen when it is issued"),
        label=_("Who issues the report"),
        help_text=_("The report takes the style, the head and the number book of this body."),
    )

    def __init__(self, adoption: Adoption, data: Any = None) -> None:
        self._adoption = adoption
        self._kinds = {one.key: one for one in review_kinds(adoption)}
        today = clock.today()
        begun = max(adoption.effective_from, date(today.year, 1, 1))
        super().__init__(data, initial={"since": min(begun, today), "until": today})
        self.fields["kind"] = forms.ChoiceField(
            label=_("Which review"),
            choices=[(one.key, kind_words(one)) for one in self._kinds.values()],
        )
        bodies = bodies_for(adoption.place, today).order_by("-place__path", "name")
        self.fields["issuing_body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["issuing_body"].initial = bodies.first()
        self.order_fields(("kind", "since", "until", "issuing_body"))

    def review(self, given: Given) -> Review:
        """The review that was chosen."""
        kind = self._kinds[given["kind"]]
        return Review(self._adoption, kind, given["since"], given["until"])


def kind_words(kind: ReviewKind) -> str:
    """What a review is called: in the words of the plan where it names it."""
    if kind.milestone is not None:
        return worded(kind.milestone)
    return gettext("Final review") if kind.is_final else gettext("Interim review")
