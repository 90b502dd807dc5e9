"""Running a cycle on its page: days of the steps, limits, sample, posting, clusters, titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.assessments.services import Standing
from tuquan.base.formfields import CountField, DayField
from tuquan.core.programme import AssessmentStep

OPENS, DUE = "opens", "due"


class DaysForm(forms.Form):
    """Two days for each step; either may stay empty."""

    def __init__(
        self,
        steps: Iterable[AssessmentStep],
        data: Any = None,
        days: dict[str, tuple[date | None, date | None]] | None = None,
    ) -> None:
        super().__init__(data)
        self.keys = [step.key for step in steps]
        for key in self.keys:
            opens_on, due_on = (days or {}).get(key, (None, None))
            self.fields[f"{OPENS}-{key}"] = DayField(
                label=_("From"), required=False, initial=opens_on
            )
            self.fields[f"{DUE}-{key}"] = DayField(
                label=_("Last day"), required=False, initial=due_on
            )


def due_of(key: str) -> str:
    """The name of the field with the last day of a step."""
    return f"{DUE}-{key}"


class LimitsForm(forms.Form):
    """Within how many working days complaints are acknowledged and answered."""

    acknowledge_within = CountField(label=_("Acknowledge within (working days)"), min_value=1)
    answer_within = CountField(label=_("Answer within (working days)"), min_value=1)


class SampleForm(forms.Form):
    """Which share of the sheets is looked at on the spot."""

    percent = CountField(
        label=_("Share to look at on the spot (%)"),
        min_value=1,
        max_value=100,
        help_text=_("In each area at least one. Drawn by lot, once; the draw can be repeated."),
    )


class PostingForm(forms.Form):
    """Where and how long what was found is posted."""

    posted_on = DayField(label=_("Posted on"))
    days = CountField(label=_("For how many days"), min_value=1, max_value=100)
    where = forms.CharField(
        label=_("Where"),
        max_length=300,
        help_text=_("Such as: notice board of the culture house, loudspeaker, Zalo group."),
    )


class ReturnAllForm(forms.Form):
    """Why every sheet is given back."""

    reason = forms.CharField(
        label=_("What has to be corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ClustersForm(forms.Form):
    """In which cluster each sheet is ranked, and its zone where pass marks differ by zone."""

    def __init__(
        self,
        standing: Iterable[tuple[int, Standing]],
        zones: Sequence[str],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.keys = []
        for key, one in standing:
            self.keys.append(key)
            self.fields[f"cluster-{key}"] = forms.CharField(
                label=_("Cluster"), required=False, max_length=60, initial=one.cluster
            )
            if zones:
                choices = [("", "–"), *((zone, zone) for zone in zones)]
                self.fields[f"zone-{key}"] = forms.ChoiceField(
                    label=_("Zone"), required=False, choices=choices, initial=one.zone
                )

    def fields_of(self, key: int) -> list[forms.BoundField]:
        """The fields of one sheet."""
        return [self[name] for name in (f"cluster-{key}", f"zone-{key}") if name in self.fields]

    def standings(self) -> dict[int, Standing]:
        """By sheet, where it stands."""
        given = self.cleaned_data
        return {
            key: Standing(given[f"cluster-{key}"], given.get(f"zone-{key}", ""))
            for key in self.keys
        }


class TitleForm(forms.Form):
    """Whether a title was held in a year before the system."""

    sheet = forms.TypedChoiceField(label=_("Whose"), coerce=int)
    title = forms.ChoiceField(label=_("Title or criterion"))
    year = CountField(label=_("Year"))
    held = forms.TypedChoiceField(
        label=_("Held in that year"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    decision_number = forms.CharField(
        label=_("Number and day of the decision"),
        max_length=120,
        required=False,
        help_text=_("Such as: 45/QĐ-UBND of 20/11/2021. Needed where the title was held."),
    )

    def __init__(
        self,
        sheets: Iterable[tuple[int, str]],
        titles: Iterable[tuple[str, str]],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        for name, choices in (("sheet", sheets), ("title", titles)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = list(choices)
