"""Forms of the lists: narrowing and ordering them, and what is done to the ticked rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base.errors import require
from tuquan.places.models import Place
from tuquan.residents.models import Residence, WayToReach
from tuquan.residents.queries import LACKING, UNKNOWN

_LACKING_LABELS = {
    "consent": _("consent to be called"),
    "assignee": _("a person in charge"),
    "birth_year": _("a year of birth"),
    "member_count": _("the number of members"),
    "lane": _("a lane"),
}


class FilterForm(forms.Form):
    """Narrowing and ordering a list; every choice stands in the address, so it can be kept."""

    tim = forms.CharField(
        label=_("Name, lane, code or telephone"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    dia_ban = forms.ChoiceField(label=_("Area"), required=False)
    ngo = forms.ChoiceField(label=_("Lane"), required=False)
    cu_tru = forms.ChoiceField(
        label=_("Residence"), required=False, choices=[("", _("all")), *Residence.choices]
    )
    lien_he = forms.ChoiceField(
        label=_("Reached by"),
        required=False,
        choices=[("", _("all")), *WayToReach.choices, (UNKNOWN, _("not known"))],
    )
    thieu = forms.ChoiceField(
        label=_("Without"),
        required=False,
        choices=[("", _("all")), *((key, _LACKING_LABELS[key]) for key in LACKING)],
    )
    da_di = forms.ChoiceField(
        label=_("Living here"),
        required=False,
        choices=[("", _("yes")), ("1", _("no, the household left"))],
    )
    theo = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(
        self, places: list[tuple[int, Place]], lanes: Iterable[str], *args: Any, **kwargs: Any
    ) -> None:
        """Only areas and lanes the actor sees are offered; without any, the question is left."""
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for _depth, place in places}
        areas = [(str(one.pk), f"{'— ' * depth}{one.name}") for depth, one in places]
        names = [(name, name) for name in lanes]
        self._offer("dia_ban", [("", _("all areas")), *areas] if areas else [])
        self._offer("ngo", [("", _("all lanes")), *names] if names else [])
        orders = [("", _("as in the list")), ("name", _("by name"))]
        self._offer("theo", [*orders, ("lane", _("lane by lane"))] if names else orders)

    def wishes(self) -> dict[str, Any]:
        """What `queries.find_households` is asked; a value that is not offered asks nothing.

        Only a place that is not offered does not exist for whoever asks.
        """
        self.is_valid()
        given = self.cleaned_data
        wishes: dict[str, Any] = {
            "text": given.get("tim", ""),
            "lane": given.get("ngo", ""),
            "residence": given.get("cu_tru", ""),
            "reached_by": given.get("lien_he", ""),
            "lacking": given.get("thieu", ""),
            "left": bool(given.get("da_di")),
            "order": given.get("theo") or "list",
        }
        if asked := self.data.get("dia_ban") if "dia_ban" in self.fields else "":
            require(asked in self.places)
            wishes["within"] = self.places[asked]
        return wishes

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked."""
        return any(self.data.get(name) for name in self.fields if name != "theo")

    @property
    def more(self) -> list[forms.BoundField]:
        """The questions that are asked less often."""
        return [self[name] for name in ("theo", "cu_tru", "lien_he", "thieu", "da_di")]

    @property
    def more_asked(self) -> bool:
        """Whether one of them is in use."""
        return any(self.data.get(field.name) for field in self.more)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if not choices:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = choices


class AssignForm(forms.Form):
    """Who looks after the household, or after the ticked ones."""

    assignee = forms.CharField(
        label=_("Person in charge"),
        max_length=150,
        error_messages={"required": _("Write the name of the person.")},
    )
