"""Django forms as we use them: day-first dates, and a service's problems beside their fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.errors import Invalid
from tuquan.base.texts import say

Made = TypeVar("Made")

Given = dict[str, Any]
"""What was given in a form, by the names of its fields."""


class DayField(forms.DateField):
    """A day, typed as people write it: 05/03/2026 is the fifth of March."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"inputmode": "numeric", "placeholder": _("dd/mm/yyyy")})
        super().__init__(**dict[str, Any](widget=widget, localize=True) | kwargs)


class CountField(forms.IntegerField):
    """A whole number, typed as people write it: 1.250 is one thousand two hundred and fifty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(**dict[str, Any](widget=widget, localize=True) | kwargs)


FieldOf = Callable[[str], str]
"""In which field of a form stands what a service calls by another name."""


def add_problems(form: forms.Form, refusal: Invalid, field_of: FieldOf = str) -> None:
    """Put what a service refused beside the fields it names, or above the form."""
    for problem in refusal.problems:
        names = (problem.where, field_of(problem.where))
        field = next((name for name in names if name in form.fields), None)
        form.add_error(field, say(problem))


@dataclass(frozen=True)
class Done(Generic[Made]):
    """The work a form asked for is done; what came of it may be nothing."""

    made: Made


def carried_out(
    form: forms.Form, work: Callable[[Given], Made], field_of: FieldOf = str
) -> Done[Made] | None:
    """Do what a form asks with what was given; nothing where the form now says why not."""
    if form.is_valid():
        try:
            return Done(work(form.cleaned_data))
        except Invalid as refusal:
            add_problems(form, refusal, field_of)
    return None
