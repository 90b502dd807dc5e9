"""Who of a team is to look after which households."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts import say
from tuquan.core.problems import Problem


class CareForm(forms.Form):
    """Who is to look after which households: ticked ones, a lane, or a part of the list."""

    person = forms.MultipleChoiceField(
        label=_("Who looks after them"), widget=forms.CheckboxSelectMultiple, required=False
    )
    lane = forms.ChoiceField(label=_("A whole lane"), required=False)
    first = forms.ChoiceField(label=_("From household"), required=False)
    last = forms.ChoiceField(label=_("To household"), required=False)
    instead = forms.BooleanField(
        label=_("Instead of whoever looks after them now"), required=False, initial=True
    )

    def __init__(
        self,
        people: Sequence[tuple[str, str]],
        lanes: Sequence[tuple[str, str]],
        households: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "person": list(people),
            "lane": [("", "–"), *lanes],
            "first": [("", "–"), *households],
            "last": [("", "–"), *households],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """A part of the list has both ends, the first one first."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and not last:
            given["last"] = first
        if last and not first:
            given["first"] = "1"
        if first and last and int(last) < int(first):
            self.add_error("last", say(Problem("care_range_reversed", "last")))
        return given
