"""Forms about taking the register out: a list as a file, the movement of a month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.errors import require
from tuquan.base.texts.actions import say_purpose
from tuquan.places.models import Place
from tuquan.residents.exports import PURPOSES, TEXT_FILE, WORKBOOK


class ExportForm(forms.Form):
    """What the file is for, and how it is to be written; nothing is chosen beforehand."""

    purpose = forms.ChoiceField(
        label=_("What is the list for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what the list is for: it stands in the record.")},
    )
    kind = forms.ChoiceField(
        label=_("Which file?"),
        widget=forms.RadioSelect,
        choices=[
            (WORKBOOK, _("Excel, as form 02, ready to print on A4")),
            (TEXT_FILE, _("Text with semicolons (CSV), for another program")),
        ],
        error_messages={"required": _("Choose the kind of file.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(code, say_purpose(code).capitalize()) for code in PURPOSES]


class PlaceForm(forms.Form):
    """Which place; it stands in the address, and the first one is meant when none is named."""

    dia_ban = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, outline: list[tuple[int, Place]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {str(place.pk): place for _depth, place in outline}
        self._first = outline[0][1]
        areas = [(str(one.pk), f"{'— ' * depth}{one.name}") for depth, one in outline]
        self.offer("dia_ban", areas)

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = choices

    @property
    def place(self) -> Place:
        """The place asked for; one that is not offered does not exist for whoever asks."""
        asked = self.data.get("dia_ban", "")
        require(not asked or asked in self._places)
        return self._places.get(asked, self._first)


class MonthForm(PlaceForm):
    """Which place and month."""

    thang = forms.ChoiceField(label=_("Month"), required=False)

    MONTHS = 36

    def __init__(
        self, outline: list[tuple[int, Place]], today: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(outline, *args, **kwargs)
        last = today.year * 12 + today.month - 1
        steps = [divmod(last - back, 12) for back in range(self.MONTHS)]
        self._months = {f"{year}-{month + 1:02d}": (year, month + 1) for year, month in steps}
        self.offer("thang", [(key, f"{m}/{year}") for key, (year, m) in self._months.items()])

    @property
    def month(self) -> tuple[int, int]:
        """Year and month asked for; the month that runs if it is none of these."""
        asked = self._months.get(self.data.get("thang", ""))
        return asked or next(iter(self._months.values()))
