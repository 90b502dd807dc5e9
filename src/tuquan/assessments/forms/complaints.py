"""A complaint as it is written down, and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.assessments.models import Complaint
from tuquan.base.formfields import DayField
from tuquan.core.programme import Criterion


class ComplaintForm(forms.Form):
    """What somebody brought forward about a sheet or its result."""

    row = forms.ChoiceField(label=_("About which row"), required=False)
    text = forms.CharField(
        label=_("What is objected to"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write of the whole group or area. Name nobody."),
    )
    way = forms.ChoiceField(label=_("How it came"), choices=Complaint.Way.choices)
    received_on = DayField(label=_("Received on"))
    who = forms.CharField(
        label=_("Whom to tell the answer, and how"),
        max_length=200,
        required=False,
        help_text=_("Only if they wish it. It is deleted as soon as the answer is given."),
    )

    def __init__(self, rows: Iterable[Criterion], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["row"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        named = [(row.key, f"{row.number} {row.label}".strip()[:80]) for row in rows]
        field.choices = [("", _now("the whole sheet")), *named]


class AnswerForm(forms.Form):
    """The answer to a complaint."""

    answer = forms.CharField(
        label=_("The answer and its reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is shown with the result. Name nobody."),
    )
