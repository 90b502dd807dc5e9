"""The words of a total, a figure put right by hand, and sending it up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts.wording import worded
from tuquan.consolidations.queries import Prepared
from tuquan.core.answers import Answers
from tuquan.core.programme import Form
from tuquan.core.questions import LONGEST_TEXT
from tuquan.core.vietnamese import parse_number
from tuquan.reports.models import Report


class WordsForm(forms.Form):
    """A box for each heading of a total, each of which may stay empty (S2-11)."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("Why there is another version"),
        help_text=_("For example: a group sent its report late."),
    )

    def __init__(self, form: Form, report: Report | None, data: Any = None) -> None:
        said = report.content.values if report else {}
        initial = {question.key: said.get(question.key, "") for question in form.questions}
        super().__init__(data, initial={**initial, "base": report.version if report else 0})
        self._keys = [question.key for question in form.questions]
        for question in form.questions:
            self.fields[question.key] = forms.CharField(
                required=False,
                max_length=LONGEST_TEXT,
                label=worded(question),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The boxes, in the order of the headings."""
        return [self[key] for key in self._keys]

    def answers(self) -> Answers:
        """What was written, as a report keeps it."""
        said = {key: self.cleaned_data[key].strip() for key in self._keys}
        return Answers({key: text for key, text in said.items() if text})


class AdjustForm(forms.Form):
    """One figure, what it should be, and why."""

    line = forms.ChoiceField(label=_("Figure to put right"))
    value = forms.CharField(
        label=_("The right figure"), widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    reason = forms.CharField(
        max_length=500,
        label=_("Reason"),
        help_text=_("Everybody who reads the total sees the reason and the figure added up."),
    )

    def __init__(self, total: Prepared, data: Any = None) -> None:
        super().__init__(data)
        choices = [(row.line.key, row.line.label) for row in total.rows if row.may_be_adjusted]
        self.fields["line"] = forms.ChoiceField(label=_("Figure to put right"), choices=choices)
        self.order_fields(["line", "value", "reason"])

    def clean_value(self) -> Any:
        """The figure as people write it: `1.250,5`."""
        value = parse_number(self.cleaned_data["value"])
        if value is None:
            raise forms.ValidationError(_("Enter a number, for example 1.250 or 12,5."))
        return value


class DecideForm(forms.Form):
    """Yes to what was read, or back with the reason."""

    verdict = forms.ChoiceField(choices=[("approve", ""), ("return", "")])
    as_second = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0)
    base = forms.IntegerField(min_value=0)
    reason = forms.CharField(
        required=False,
        label=_("What should be corrected?"),
        help_text=_("Whoever prepares the total reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
