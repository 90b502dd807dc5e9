"""Other figures than those reported, to see what they would come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts.wording import spoken, worded
from tuquan.core.answers import Value
from tuquan.core.programme import Question

VALUE = "value-"


class TryForm(forms.Form):
    """A field for each figure that decides a row; an empty one is not known."""

    def __init__(self, asked: Sequence[tuple[Question, Value | None]], data: Any = None) -> None:
        super().__init__(data)
        for question, value in asked:
            make = _yes_no if question.kind == "yes_no" else _number
            self.fields[f"{VALUE}{question.key}"] = make(question, value)

    def values(self) -> Mapping[str, Value | None]:
        """By question, what was typed."""
        given = self.cleaned_data.items()
        return {name.removeprefix(VALUE): _plain(value) for name, value in given}


def _number(question: Question, value: Value | None) -> forms.Field:
    return forms.DecimalField(
        label=worded(question),
        required=False,
        localize=True,
        initial=value,
        help_text=spoken(question.unit, question.unit_en),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


def _yes_no(question: Question, value: Value | None) -> forms.Field:
    return forms.TypedChoiceField(
        label=worded(question),
        required=False,
        choices=(("", _("not known")), ("yes", _("Yes")), ("no", _("No"))),
        coerce=lambda text: text == "yes",
        empty_value=None,
        initial={True: "yes", False: "no"}.get(value) if isinstance(value, bool) else "",
    )


def _plain(value: Decimal | bool | None) -> Value | None:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
