"""Forms about people's accounts, and about what they sign in by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import AddressForm, Role
from tuquan.accounts.queries import grantable_roles
from tuquan.base.actor import Actor
from tuquan.places.models import Place, PlaceQuerySet


class AccountForm(forms.Form):
    """A new account with its first role."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        required=False,
        help_text=_("Left empty, it is made from the name."),
    )
    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, actor: Actor, places: PlaceQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        place.queryset = places
        roles = {
            role
            for path in actor.paths("accounts.manage")
            for role in grantable_roles(actor, path)
            if role != Role.GROUP_LEADER  # leaders are named on the page of their group
        }
        choice = self.fields["role"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [(r.value, r.label) for r in Role if r.value in roles]


class PasswordForm(forms.Form):
    """Replacing one's own password."""

    old = forms.CharField(
        label=_("Present password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters; not digits only. A short sentence is easy to keep."),
    )


class AddressFormForm(forms.Form):
    """How the pages speak to somebody."""

    form = forms.ChoiceField(
        label=_("How should the pages address you?"),
        choices=AddressForm.choices,
        required=False,
        widget=forms.RadioSelect,
    )


class CardCodeForm(forms.Form):
    """The short code of a printed card."""

    code = forms.CharField(
        label=_("Code on the card"),
        max_length=20,
        help_text=_("Eight letters and digits. Capitals and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class PhoneForm(forms.Form):
    """The number to which a code is to be sent."""

    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(PhoneForm):
    """The code that was sent to a number."""

    code = forms.CharField(
        label=_("The six digits you were sent"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget = forms.HiddenInput()


class ContactForm(forms.Form):
    """Where somebody can be sent a message."""

    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class CloseForm(forms.Form):
    """Why a phone is closed."""

    reason = forms.CharField(
        label=_("Why it is closed"),
        max_length=200,
        help_text=_("Such as lost, broken, sold, or given to somebody else."),
    )
