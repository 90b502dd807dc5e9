"""Forms about people's accounts."""

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
