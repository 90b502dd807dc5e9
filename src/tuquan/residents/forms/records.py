"""Forms about one household: what the register keeps of it, its people, its consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.residents.forms.fields import asked_field, initial_value
from tuquan.residents.models import Consent, Household, HouseholdMember, Residence, WayToReach
from tuquan.residents.queries import OwnField
from tuquan.residents.services import NewHousehold


class DegreeField(forms.DecimalField):
    """Degrees of latitude or longitude, with a comma or a dot before the decimals."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        messages = {"invalid": _("Write degrees with decimals, for example 20,123456.")}
        given: dict[str, Any] = {
            "widget": widget,
            "required": False,
            "error_messages": messages,
            "max_digits": 9,
            "decimal_places": 6,
        }
        super().__init__(**given | kwargs)

    def to_python(self, value: object) -> Any:
        """The comma of a Vietnamese number is the dot of a map."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class HouseholdForm(forms.Form):
    """What is kept of a household; the service says what is wrong with it."""

    head_name = forms.CharField(label=_("Full name of the head"), required=False)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={"invalid": _("Write the year with four digits, for example 1975.")},
    )
    member_count = forms.IntegerField(
        label=_("Members"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2}),
        error_messages={"invalid": _("Write digits only, for example 4.")},
    )
    lane = forms.CharField(
        label=_("Lane"),
        required=False,
        help_text=_("As the neighbours call it: Ngõ Đình."),
    )
    house_number = forms.CharField(label=_("Door"), required=False)
    door_order = forms.IntegerField(
        label=_("Order of the door in the lane"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 7}),
        error_messages={"invalid": _("Write digits only, for example 4.")},
        help_text=_("Only where the doors carry no numbers: first, second, third…"),
    )
    address = forms.CharField(label=_("Address"), required=False)
    residence = forms.ChoiceField(
        label=_("Residence"),
        required=False,
        choices=[("", _("not known")), *Residence.choices],
    )
    reached_by = forms.ChoiceField(
        label=_("How news gets to the household"),
        required=False,
        choices=[("", _("not known")), *WayToReach.choices],
    )
    latitude = DegreeField(label=_("Latitude"))
    longitude = DegreeField(label=_("Longitude"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only what helps to find the household. Never its belief, health, poverty or offences."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Sequence[OwnField] = (), **kwargs: Any) -> None:
        """`own` are the fields the commune asks besides."""
        super().__init__(*args, **kwargs)
        self._own = [one.name for one in own]
        for one in own:
            self.fields[one.name] = asked_field(one)

    @classmethod
    def values_of(cls, household: Household, own: Sequence[OwnField] = ()) -> dict[str, Any]:
        """What is kept now, to begin with."""
        kept = {name: getattr(household, name) for name in cls.base_fields if name != "seen"}
        values = {name: "" if value is None else value for name, value in kept.items()}
        return values | {one.name: initial_value(one, household.own_values) for one in own}

    def household(self) -> NewHousehold:
        """The values as the service takes them."""
        given = {name: self.cleaned_data[name] for name in self.base_fields if name != "seen"}
        return NewHousehold(**given)

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the commune, to be shown."""
        return [self[name] for name in self._own]

    def own_values(self) -> dict[str, object]:
        """The values of the fields of the commune, by `own:<key>`."""
        return {name: self.cleaned_data[name] for name in self._own}


class ConsentForm(forms.Form):
    """What a household agreed to; nothing is ticked beforehand (domain d9)."""

    way = forms.ChoiceField(
        label=_("How did the household say so?"),
        choices=Consent.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the household agreed.")},
    )
    given_by = forms.CharField(
        label=_("Who agreed for the household?"),
        max_length=150,
        error_messages={"required": _("Write the name of the person who agreed.")},
    )
    given_on = DayField(label=_("On which day?"), error_messages={"required": _("Write the day.")})
    digits = forms.CharField(
        label=_("Telephone number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    owner = forms.CharField(label=_("Whose number is it?"), required=False, max_length=150)
    agreed = forms.BooleanField(
        label=_("The household heard or read these words and agreed to them."),
        error_messages={"required": _("Tick this only after the household agreed.")},
    )

    def __init__(self, purpose: str, *args: Any, **kwargs: Any) -> None:
        """A number is asked only where it is needed for what the household agrees to."""
        super().__init__(*args, **kwargs)
        if purpose == Consent.Purpose.PUBLICATION:
            del self.fields["digits"], self.fields["owner"]


class ContactForm(forms.Form):
    """One more number of a household that agreed to be called."""

    digits = forms.CharField(
        label=_("Telephone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        error_messages={"required": _("Write the number.")},
    )
    owner = forms.CharField(label=_("Whose number is it?"), required=False, max_length=150)


class MemberForm(forms.Form):
    """One person of a household, where the programme asks for them; nothing else is kept."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        error_messages={"required": _("Write the name of the person.")},
    )
    birth_date = forms.CharField(
        label=_("Born"),
        required=False,
        max_length=10,
        help_text=_("A day, a month or a year, as it is known: 21/08/1990, 08/1990 or 1990."),
    )
    relation = forms.CharField(label=_("Relation to the head"), required=False, max_length=60)
    residence = forms.ChoiceField(
        label=_("Residence"),
        required=False,
        choices=[("", _("not known")), *Residence.choices],
    )

    @classmethod
    def values_of(cls, member: HouseholdMember) -> dict[str, Any]:
        """What is kept now; the birth date day-first, as it is typed."""
        born = "/".join(reversed(member.birth_date.split("-")))
        return {name: getattr(member, name) for name in cls.base_fields} | {"birth_date": born}


class ClosingForm(forms.Form):
    """A household left: when, and where it is said to have gone."""

    happened_on = DayField(
        label=_("On which day did it leave?"), error_messages={"required": _("Write the day.")}
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For example: moved to another commune."),
    )


class ErasingForm(forms.Form):
    """Erasing cannot be undone: the reason, and the code of the household typed by hand."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Write who asked for it and why.")},
    )
    code = forms.CharField(label=_("Type the code of the household to confirm"), max_length=12)

    def __init__(self, household: Household, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._code = household.code

    def clean_code(self) -> str:
        """The code, as it stands on the page."""
        code: str = self.cleaned_data["code"]
        if code.strip().upper() != self._code:
            raise forms.ValidationError(_("This is not the code of this household."))
        return code
