"""Forms of an import: the file, what its columns mean, what becomes of rows, the confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import DayField
from tuquan.base.sheets import MAX_BYTES
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.residents.models import Consent
from tuquan.residents.services import ContactsAgreed, ImportChoices

Choices = Sequence[tuple[str, Any]]


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
    leave_undecided = forms.BooleanField(
        label=_("Leave the uncertain rows out that nobody decided about"),
        error_messages={
            "required": _("Decide about the uncertain rows first, or say that they are left out.")
        },
    )
    agreed = forms.BooleanField(
        label=_("The households of this list agreed that they may be called at these numbers"),
        required=False,
        help_text=_(
            "Tick this only when they said so themselves. Without it no telephone number is kept."
        ),
    )
    agreed_way = forms.ChoiceField(
        label=_("How they said so"), required=False, choices=Consent.Way.choices
    )
    agreed_on = DayField(label=_("On which day"), required=False)

    def __init__(
        self, areas: PlaceQuerySet, asked: frozenset[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        area.queryset = areas
        for name in set(self.fields) - asked:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Who says that the households agreed says when."""
        given = super().clean() or self.cleaned_data
        if given.get("agreed") and not given.get("agreed_on") and "agreed_on" not in self.errors:
            self.add_error("agreed_on", say(Problem("consent_day_missing")))
        return given

    def choices(self) -> ImportChoices:
        """The decisions as the service takes them."""
        given = self.cleaned_data
        contacts = None
        if given.get("agreed"):
            way = given.get("agreed_way") or Consent.Way.SPOKEN
            contacts = ContactsAgreed(way, given["agreed_on"])
        return ImportChoices(given.get("area"), contacts)


class DecisionForm(forms.Form):
    """What becomes of the rows shown: one choice each, by the key of the row."""

    def __init__(self, offers: Mapping[str, tuple[Any, Choices, str]], *args: Any) -> None:
        super().__init__(*args)
        for key, (label, choices, chosen) in offers.items():
            field = forms.ChoiceField(label=label, choices=choices, required=False, initial=chosen)
            self.fields[key] = field

    def decisions(self) -> dict[str, str]:
        """The decisions by row."""
        return dict(self.cleaned_data)


class GoneForm(forms.Form):
    """Which of the households the list does not name have left, and when."""

    closed_on = DayField(
        label=_("Day on which they left"),
        required=False,
        help_text=_("For all households ticked below; the day you learned of it if none is known."),
    )

    def __init__(self, offers: Mapping[int, tuple[str, bool]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("closed_on", clock.today())
        for number, (label, left) in offers.items():
            self.fields[f"h{number}"] = forms.BooleanField(
                label=label, required=False, initial=left
            )

    def households(self) -> Iterable[forms.BoundField]:
        """The boxes to tick."""
        return [self[name] for name in self.fields if name != "closed_on"]

    def decisions(self) -> dict[int, Any]:
        """By household the day it left, or none when it stays."""
        day = self.cleaned_data.get("closed_on") or clock.today()
        return {
            int(name[1:]): day if left else None
            for name, left in self.cleaned_data.items()
            if name != "closed_on"
        }


class MappingForm(forms.Form):
    """What each column of a file holds, and which sheets are lists."""

    remember = forms.BooleanField(
        label=_("Read these headings so in the next file too"), required=False, initial=True
    )

    def __init__(
        self,
        columns: Mapping[tuple[int, str], tuple[Any, str]],
        sheets: Mapping[str, tuple[Any, bool]],
        fields: Choices,
        *args: Any,
    ) -> None:
        super().__init__(*args)
        for (sheet, letter), (label, meant) in columns.items():
            self.fields[f"c-{sheet}-{letter}"] = forms.ChoiceField(
                label=label, choices=fields, required=False, initial=meant
            )
        for name, (label, ticked) in sheets.items():
            self.fields[name] = forms.BooleanField(label=label, required=False, initial=ticked)

    def columns(self) -> dict[int, dict[str, str]]:
        """The columns that were changed, by sheet and letters."""
        found: dict[int, dict[str, str]] = {}
        for name in self.changed_data:
            if name.startswith("c-"):
                _c, sheet, letter = name.split("-")
                found.setdefault(int(sheet), {})[letter] = self.cleaned_data[name]
        return found

    def sheets(self, kind: str) -> list[int]:
        """The sheets that were ticked to be left out (`leave-`) or read (`read-`)."""
        return [
            int(name.removeprefix(kind))
            for name, ticked in self.cleaned_data.items()
            if name.startswith(kind) and ticked
        ]
