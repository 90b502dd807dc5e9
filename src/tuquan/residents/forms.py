"""Forms about the household list: finding in it, correcting it, importing into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tuquan.base.sheets import MAX_BYTES
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.residents.models import Household
from tuquan.residents.services import ImportChoices, NewHousehold

_BY_NAME = "ten"


class FindForm(forms.Form):
    """Narrowing and ordering the list of one area."""

    tim = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    ngo = forms.ChoiceField(label=_("Lane"), required=False)
    theo = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("as in the list")), (_BY_NAME, _("by name"))],
    )

    def __init__(self, lanes: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lane = self.fields["ngo"]
        assert isinstance(lane, forms.ChoiceField)  # noqa: S101 - tells the type checker
        lane.choices = [("", _("all lanes")), *((name, name) for name in lanes)]

    def wishes(self) -> dict[str, Any]:
        """What `queries.households_of` is asked; a value that is not offered asks nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "name": given.get("tim", ""),
            "lane": given.get("ngo", ""),
            "by_name": given.get("theo") == _BY_NAME,
        }


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
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only what helps to find the household. Never its belief, health, poverty or offences."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def values_of(household: Household) -> dict[str, Any]:
        """What is kept now, to begin with."""
        names = ("head_name", "birth_year", "member_count", "lane", "house_number", "note")
        return {name: getattr(household, name) for name in names}

    def household(self) -> NewHousehold:
        """The values as the service takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return NewHousehold(**given)


class UploadForm(forms.Form):
    """The file people have, and the place it belongs to."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        help_text=_("Excel (.xlsx, .xls), .ods or .csv; at most 20 MB and 100,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv,.txt"}),
    )
    place = forms.TypedChoiceField(
        label=_("Whose list is it?"),
        help_text=_(
            "Choose the commune when the file holds several areas: each sheet goes to the area it "
            "names. Choose an area when the whole file belongs to it."
        ),
    )

    def __init__(self, outline: list[tuple[int, Place]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {str(place.pk): place for _depth, place in outline}
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)  # noqa: S101 - tells the type checker
        place.choices = [(str(one.pk), f"{'— ' * depth}{one.name}") for depth, one in outline]
        place.coerce = places.__getitem__

    def clean_file(self) -> UploadedFile[bytes]:
        """A file was chosen, and it is not larger than promised."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is None:
            raise forms.ValidationError(say(Problem("file_missing")))
        if (file.size or 0) > MAX_BYTES:
            params = {"file": file.name, "limit": MAX_BYTES // 1024**2}
            raise forms.ValidationError(say(Problem("file_too_large", params=params)))
        return file


class ConfirmForm(forms.Form):
    """What has to be decided before a list is written; only what this list asks is shown."""

    use_required_attribute = False  # the browser would say it in its own language

    place_confirmed = forms.BooleanField(
        label=_("Yes, this is the right place"),
        error_messages={"required": _("Say whether this is the right place for the list.")},
    )
    area = forms.ModelChoiceField(
        label=_("Area of the households that name none"),
        queryset=Place.objects.none(),
        required=False,
    )
    write_known = forms.BooleanField(
        label=_("Write these too, as further households"), required=False
    )

    def __init__(
        self, areas: PlaceQuerySet, asked: frozenset[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        area.queryset = areas
        for name in set(self.fields) - asked:
            del self.fields[name]

    def choices(self) -> ImportChoices:
        """The decisions as the service takes them."""
        given = self.cleaned_data
        return ImportChoices(given.get("write_known", False), given.get("area"))
