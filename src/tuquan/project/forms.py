"""The form of the first hour."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SetUpForm(forms.Form):
    """The first administrator; the code proves that one can read the server's own files."""

    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("The server printed it when it started; it is also in the file setup.code."),
    )
    name = forms.CharField(label=_("Your full name"), max_length=150)
    username = forms.CharField(label=_("Sign-in name"), max_length=60)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(render_value=False),
        help_text=_("At least 8 characters."),
        min_length=8,
    )
