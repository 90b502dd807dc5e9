"""Forms about the fields of an office: describing one, and asking for its value (F-15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import CountField, DayField
from tuquan.residents.models import HouseholdField
from tuquan.residents.queries import OwnField
from tuquan.residents.services import NewField

Kind = HouseholdField.Kind


class FieldForm(forms.Form):
    """One field of an office; the service says what is wrong with it."""

    label = forms.CharField(
        label=_("What is asked"),
        required=False,
        help_text=_("In a few words, for example: Card number for rubbish collection."),
    )
    kind = forms.ChoiceField(
        label=_("What is written into it"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is written into the field.")},
    )
    choices = forms.CharField(
        label=_("The choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only for a choice: 2 to 12, one on each line."),
    )
    help = forms.CharField(label=_("Explanation for whoever fills it in"), required=False)
    position = CountField(
        label=_("Order among the own fields"),
        required=False,
        error_messages={"invalid": _("Write digits only, for example 4.")},
        help_text=_("Left empty it comes last."),
    )

    @classmethod
    def values_of(cls, field: HouseholdField) -> dict[str, Any]:
        """The field as it is."""
        kept = {name: getattr(field, name) for name in cls.base_fields}
        return kept | {"choices": "\n".join(field.choices)}

    def field(self, kind: str = "") -> NewField:
        """The description as the service takes it."""
        given = self.cleaned_data
        return NewField(
            given["label"],
            kind or given["kind"],
            tuple(given["choices"].splitlines()),
            given["help"],
            given["position"],
        )


class ChangedFieldForm(FieldForm):
    """A field that is there already: its kind stays."""

    kind = None  # type: ignore[assignment]  # how a form drops a field of the form it is made from

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        """Choices are asked only of a choice."""
        super().__init__(*args, **kwargs)
        if kind != Kind.CHOICE:
            self.fields["choices"].widget = forms.HiddenInput()


def asked_field(one: OwnField) -> forms.Field:
    """The form field in which a value is asked."""
    return _ASKED[Kind(one.field.kind)](one, label=one.field.label, help_text=one.field.help)


def initial_value(one: OwnField, values: Mapping[str, Any]) -> object:
    """What a household keeps, as its form field begins with it."""
    value = one.value_in(values)
    if value is None:
        return ""
    if one.field.kind == Kind.DAY:
        return date.fromisoformat(str(value))
    return _YES_NO.get(value, "") if one.field.kind == Kind.YES_NO else value


_YES_NO: dict[object, str] = {True: "yes", False: "no"}


def _text(one: OwnField, **about: Any) -> forms.Field:
    return forms.CharField(required=False, **about)


def _number(one: OwnField, **about: Any) -> forms.Field:
    messages = {"invalid": _("Write a whole number, in digits only.")}
    return CountField(required=False, error_messages=messages, **about)


def _yes_no(one: OwnField, **about: Any) -> forms.Field:
    return forms.TypedChoiceField(
        required=False,
        choices=[("", _("not known")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda text: text == "yes",
        empty_value=None,
        **about,
    )


def _choice(one: OwnField, **about: Any) -> forms.Field:
    choices = [("", _("not known")), *((choice, choice) for choice in one.choices)]
    return forms.ChoiceField(required=False, choices=choices, **about)


def _day(one: OwnField, **about: Any) -> forms.Field:
    return DayField(required=False, **about)


_ASKED: dict[str, Callable[..., forms.Field]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.DAY: _day,
}
