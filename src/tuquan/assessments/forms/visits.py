"""A visit, what was found, and that it was done, as filled in on pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.assessments.models import Visit
from tuquan.base.formfields import DayField
from tuquan.core.programme import Criterion

WITHOUT_SHEET = tuple(one for one in Visit.Kind.choices if one[0] != Visit.Kind.REVERIFICATION)


class VisitForm(forms.Form):
    """What is written down of a visit; the page of a sheet begins a re-verification."""

    unit = forms.ChoiceField(label=_("Which group or area"))
    kind = forms.ChoiceField(label=_("Why somebody came"), choices=WITHOUT_SHEET)
    held_on = DayField(label=_("Day"))
    took_part = forms.CharField(
        label=_("Who took part"),
        help_text=_("Bodies and names, a line each, as on the minutes."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(
        label=_("What was seen"),
        help_text=_("Of the group or area as a whole. Name nobody."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        units: Iterable[tuple[str, Iterable[tuple[str, str]]]],
        data: Any = None,
        initial: dict[str, Any] | None = None,
        *,
        again: bool = False,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit"] = forms.ChoiceField(
            label=self.fields["unit"].label, choices=[("", _("Not chosen yet")), *units]
        )
        if again:
            del self.fields["kind"], self.fields["unit"]


class FindingForm(forms.Form):
    """One thing found; with a day it becomes work of a post."""

    text = forms.CharField(
        label=_("What was found"),
        help_text=_("Of the group or area as a whole. Name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    row = forms.ChoiceField(label=_("About which criterion"), required=False)
    due_on = DayField(
        label=_("To be done by"),
        help_text=_("Leave it empty where nothing has to be done."),
        required=False,
    )
    owner = forms.CharField(
        label=_("Which post sees to it"),
        help_text=_("For example: group leader, head of the area."),
        required=False,
        max_length=150,
    )

    def __init__(self, rows: Iterable[Criterion], data: Any = None) -> None:
        super().__init__(data)
        choices = [(one.key, f"{one.number} {one.label}".strip()) for one in rows]
        if choices:
            self.fields["row"] = forms.ChoiceField(
                label=self.fields["row"].label,
                choices=[("", _("About none of them")), *choices],
                required=False,
            )
        else:
            del self.fields["row"]


class WithdrawForm(forms.Form):
    """Why a visit should not have been written down."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        help_text=_("It is shown beside it. Name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DoneForm(forms.Form):
    """A word on how something was done."""

    note = forms.CharField(label=_("How it was done"), max_length=500, required=False)
