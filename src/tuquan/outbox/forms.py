"""What an officer writes about something that came astray."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SetAsideForm(forms.Form):
    """Why it is not entered."""

    reason = forms.CharField(
        label=_("Why is it not entered?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
