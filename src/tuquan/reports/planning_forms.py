"""Forms around reports: more time, something unforeseen, goals, what is pressing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import DayField
from tuquan.base.templatetags.tq import number
from tuquan.reports.queries.aims import AimLine
from tuquan.reports.queries.incidents import Beginning


class ExtendForm(forms.Form):
    """Another due day, and why."""

    due_on = DayField(label=_("New last day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Whoever writes the report reads it, and it stays on record."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReopenForm(forms.Form):
    """Until when a locked report may be written, and why."""

    until = DayField(label=_("Open until the end of"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("The last day stays as it was: the report counts as late."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class IncidentForm(forms.Form):
    """What is reported, by whom, and when it happened."""

    what = forms.ChoiceField(label=_("What is reported"), widget=forms.RadioSelect)
    happened_on = DayField(label=_("Day it happened"), initial=clock.today)

    def __init__(self, offered: Iterable[Beginning], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {one.value: one for one in offered}
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101 - tells the type checker
        what.choices = [(one.value, one.label) for one in self._offered.values()]
        what.initial = next(iter(self._offered), None)

    @property
    def chosen(self) -> Beginning:
        """The report that is begun."""
        return self._offered[self.cleaned_data["what"]]


class GoalsForm(forms.Form):
    """The goal of a year for each line; an empty field is no goal."""

    def __init__(self, lines: Iterable[AimLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = tuple(lines)
        for line in self._lines:
            self.fields[line.key] = forms.DecimalField(
                label=line.label,
                required=False,
                localize=True,
                initial=None if line.goal is None else number(line.goal),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    def values(self) -> dict[str, Decimal | None]:
        """The goal of each line, None where there is none."""
        return {line.key: self.cleaned_data[line.key] for line in self._lines}

    def rows(self) -> Iterator[tuple[AimLine, forms.BoundField]]:
        """Each line with its field."""
        return ((line, self[line.key]) for line in self._lines)


class IssueForm(forms.Form):
    """Something about a place that is to be put right."""

    text = forms.CharField(
        label=_("What has to be put right"),
        max_length=300,
        help_text=_("Write about the place, for example a ditch or a lamp. Never name a person."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    found_on = DayField(label=_("Found on"), initial=clock.today)
    due_on = DayField(label=_("To be settled by"), required=False)


class SettleForm(forms.Form):
    """When something pressing was settled, and how."""

    settled_on = DayField(label=_("Settled on"), initial=clock.today)
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=300,
        help_text=_("Write about the place. Never name a person."),
    )
