"""Forms about what happened to a household: one kind at a time, the day preset to today."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import DayField
from tuquan.residents.models import Household, HouseholdChange, HouseholdQuerySet
from tuquan.residents.queries.changing import NewChange
from tuquan.residents.queries.values import NewHousehold

Kind = HouseholdChange.Kind

ABOUT_ONE_PERSON = (
    Kind.BIRTH,
    Kind.DEATH,
    Kind.MOVED_IN,
    Kind.MOVED_OUT,
    Kind.TEMPORARY_STAY,
    Kind.TEMPORARY_ABSENCE,
)
"""What a leader tells on the phone: one person, one day (frontend L6)."""

ABOUT_THE_HOUSEHOLD = (Kind.HEAD_CHANGED, Kind.SPLIT, Kind.MERGED)
"""What is written down at the desk."""

_MEMBER_KINDS = (Kind.DEATH, Kind.MOVED_OUT, Kind.TEMPORARY_ABSENCE, Kind.HEAD_CHANGED)
_NEW_PERSON_KINDS = (Kind.BIRTH, Kind.MOVED_IN, Kind.TEMPORARY_STAY)
_NEW_HOUSEHOLD = ("head_name", "birth_year", "lane", "house_number")

FIELDS: dict[str, tuple[str, ...]] = {
    Kind.BIRTH: ("person_name", "happened_on"),
    Kind.DEATH: ("person_name", "happened_on"),
    Kind.MOVED_IN: ("person_name", "persons", "happened_on"),
    Kind.MOVED_OUT: ("person_name", "persons", "happened_on"),
    Kind.TEMPORARY_STAY: ("person_name", "happened_on", "until"),
    Kind.TEMPORARY_ABSENCE: ("person_name", "happened_on", "until"),
    Kind.HEAD_CHANGED: ("new_head", "new_birth_year", "happened_on"),
    Kind.SPLIT: (*_NEW_HOUSEHOLD, "member_count", "happened_on"),
    Kind.MERGED: ("other", "happened_on"),
}
"""What each kind asks; the note comes last."""


def _persons(label: Any) -> forms.IntegerField:
    """A number of persons, typed on a phone."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
        error_messages={
            "invalid": _("Write digits only, for example 4."),
            "min_value": _("At least one person."),
        },
    )


class ChangeForm(forms.Form):
    """One change of one household; only what its kind needs is asked."""

    person_name = forms.CharField(label=_("Name of the person"), required=False, max_length=150)
    member = forms.ChoiceField(
        label=_("Who is it?"), required=False, widget=forms.RadioSelect, choices=()
    )
    birth_date = forms.CharField(label=_("Born"), required=False, max_length=10)
    relation = forms.CharField(label=_("Relation to the head"), required=False, max_length=60)
    new_head = forms.CharField(label=_("Name of the new head"), required=False, max_length=150)
    new_birth_year = forms.IntegerField(
        label=_("Year of birth of the new head"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={"invalid": _("Write the year with four digits, for example 1975.")},
    )
    head_name = forms.CharField(
        label=_("Head of the new household"), required=False, max_length=150
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth of the new head"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={"invalid": _("Write the year with four digits, for example 1975.")},
    )
    lane = forms.CharField(label=_("Lane of the new household"), required=False, max_length=100)
    house_number = forms.CharField(
        label=_("Door of the new household"), required=False, max_length=40
    )
    members = forms.MultipleChoiceField(
        label=_("Who goes with the new household?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
    )
    member_count = _persons(_("How many persons go with it?"))
    persons = _persons(_("How many persons?"))
    other = forms.CharField(
        label=_("Code of the household that this one joins"),
        required=False,
        help_text=_("It stands under the name in the list: H000123."),
    )
    happened_on = DayField(
        label=_("On which day?"), error_messages={"required": _("Write the day.")}
    )
    until = DayField(label=_("Until which day?"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        kind: str,
        household: Household,
        others: HouseholdQuerySet,
        *args: Any,
        members: tuple[tuple[int, str], ...] = (),
        **kwargs: Any,
    ) -> None:
        """`members` are the people kept of the household, where the programme keeps them."""
        super().__init__(*args, **kwargs)
        self.kind, self.household, self._others = kind, household, others
        self._names: dict[str, str] = {}
        asked = [*FIELDS[kind], "note", "seen"]
        if members:
            asked = self._ask_for_members(asked, members)
        self.fields = {name: self.fields[name] for name in asked}
        if kind == Kind.BIRTH:
            self.fields["person_name"].label = _("Name of the child")
        self.initial.setdefault("happened_on", clock.today())

    def clean_other(self) -> Household | None:
        """The household whose code was typed; of the same list of places only."""
        code = re.fullmatch(r"h?0*(\d{1,9})", self.cleaned_data["other"].strip().lower())
        found = self._others.filter(pk=int(code[1])).first() if code else None
        if found is None:
            raise forms.ValidationError(_("No household of this area has this code."))
        return found

    def change(self) -> NewChange:
        """The change as the service takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        if "member" in given:
            given["member"] = int(given["member"]) if given["member"] else None
        if "members" in given:
            given["members"] = tuple(int(number) for number in given["members"])
        if self.kind == Kind.SPLIT:
            names = (*_NEW_HOUSEHOLD, "member_count")
            given["household"] = NewHousehold(**{name: given.pop(name) for name in names})
        return NewChange(self.kind, **given)

    def replace(self, name: str, value: str) -> None:
        """Another value for one field, everything else as it was typed."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        data[name] = value
        self.data = data

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was filled in, as label and words, to be read once more."""
        lines = []
        for bound in self.visible_fields():
            value, field = bound.value(), bound.field
            if isinstance(field, forms.ChoiceField):
                chosen = value if isinstance(value, list) else [value]
                value = ", ".join(self._names[one] for one in chosen if one in self._names)
            if value:
                lines.append((str(bound.label), str(value)))
        return lines

    def _ask_for_members(self, asked: list[str], members: tuple[tuple[int, str], ...]) -> list[str]:
        choices = [(str(number), name) for number, name in members]
        self._names = dict(choices)
        for name in ("member", "members"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if self.kind in _MEMBER_KINDS:
            return ["member", *asked]
        if self.kind in _NEW_PERSON_KINDS:
            return [asked[0], "birth_date", "relation", *asked[1:]]
        if self.kind == Kind.SPLIT:
            return [*asked[:-3], "members", *asked[-3:]]
        return asked


class RefusalForm(forms.Form):
    """Why a change that somebody told is not taken."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Write why it is refused: the person will read it.")},
    )
