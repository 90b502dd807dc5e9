"""Adding a place by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.places.models import Place, PlaceKind, PlaceQuerySet


class PlaceForm(forms.Form):
    """A province, a commune or a residential area."""

    name = forms.CharField(
        label=_("Name"), max_length=150, help_text=_("As it is written on documents: Thôn 6.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    parent = forms.ModelChoiceField(
        label=_("Belongs to"), queryset=Place.objects.none(), required=False
    )
    effective_from = DayField(label=_("Since when"))
    short_code = forms.SlugField(
        label=_("Short code"),
        required=False,
        help_text=_("For commands and files; small letters, digits and hyphens."),
    )

    def __init__(self, parents: PlaceQuerySet, everywhere: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent, kind = self.fields["parent"], self.fields["kind"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101
        parent.queryset = parents
        parent.required = not everywhere
        kind.choices = [(k.value, k.label) for k in PlaceKind if k != PlaceKind.DISTRICT]
