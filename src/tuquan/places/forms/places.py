"""Adding a place by hand, naming it otherwise, giving it a code; the map of which day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.places.models import Place, PlaceKind, PlaceQuerySet


class MapFilter(forms.Form):
    """The map of which day, and words to find a place by; today and everything when empty."""

    tim = forms.CharField(
        label=_("Find a place"),
        required=False,
        max_length=100,
        help_text=_("A name, an old name, or a code."),
    )
    ngay = DayField(
        label=_("Map of the day"), required=False, help_text=_("Today when nothing is written.")
    )


class DayFilter(forms.Form):
    """The map of which day; today when empty."""

    ngay = DayField(label=_("Map of the day"), required=False)


class PlaceForm(forms.Form):
    """A province, a commune or a residential area."""

    name = forms.CharField(
        label=_("Name"), max_length=150, help_text=_("As it is written on documents: Thôn 6.")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    local_word = forms.CharField(
        label=_("What such a place is called here"),
        required=False,
        max_length=40,
        help_text=_("For example thôn, bản, ấp, khối phố."),
    )
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


class AliasForm(forms.Form):
    """Another name of a place, and who uses it."""

    name = forms.CharField(label=_("Other name"), max_length=150)
    source = forms.CharField(
        label=_("Where the name stands"),
        required=False,
        max_length=200,
        help_text=_("For example the old seal, or how people say it."),
    )


class CodeForm(forms.Form):
    """A code some office gave a place."""

    scheme = forms.CharField(
        label=_("Kind of code"),
        max_length=40,
        help_text=_("dvhc is the code of administrative units of the state."),
    )
    code = forms.CharField(label=_("Code"), max_length=40)
    since = DayField(label=_("Since when"))
    source = forms.CharField(label=_("Which document says so"), required=False, max_length=200)


class WordForm(forms.Form):
    """What such a place is called here."""

    word = forms.CharField(
        label=_("What such a place is called here"),
        required=False,
        max_length=40,
        help_text=_("For example thôn, bản, ấp, khối phố."),
    )
