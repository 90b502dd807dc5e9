"""The operations on the map in plain words: rename, move, merge, abolish, abolish a level.

Each form makes a plan out of what is typed. Dividing a place stands in its own module.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import DayField
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.succession import (
    DatedTree,
    Found,
    Plan,
    abolish,
    merge,
    move,
    remap_level,
    rename,
)
from tuquan.core.vietnamese import tidy
from tuquan.places.models import COMMUNE_LEVEL, Place, PlaceKind, PlaceQuerySet
from tuquan.places.queries import ManagedPlaces, needs_words, places_to_choose

NEW_KEY = "new"
"""The key of the place a merger founds."""


def name_of(place: Place) -> str:
    """A place among others of the same name: Thôn 2, Xã Minh Sơn."""
    return f"{place.name}, {place.parent.name}" if place.parent else place.name


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for checkers
    """One place out of a short list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"empty_label": _("choose a place")} | kwargs)

    def label_from_instance(self, obj: Place) -> str:
        """Its name and that of the place above."""
        return name_of(obj)


class PlacesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several places out of a short list, each with a box to tick."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Place) -> str:
        """Its name and that of the place above."""
        return name_of(obj)


class ReformForm(forms.Form):
    """What every operation asks besides: the day, the decision, the reason.

    `managed` are the places the person looks after. What is typed may come unchecked (`typed`),
    when the person only narrows a list or goes back from the preview.
    """

    tim = forms.CharField(
        label=_("Narrow the lists of places"),
        required=False,
        max_length=100,
        help_text=_("Write a part of a name and press Narrow. What is chosen stays chosen."),
    )
    effective_on = DayField(
        label=_("In force from"), help_text=_("The first day on which the new map holds.")
    )
    decision = forms.CharField(
        label=_("Number of the decision"),
        max_length=120,
        help_text=_("For example 12/NQ-HĐND of 20/10/2026."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        managed: ManagedPlaces,
        data: MultiValueDict[str, Any] | None = None,
        typed: MultiValueDict[str, Any] | None = None,
    ) -> None:
        said = typed if data is None else data
        super().__init__(data, initial=self._initial(typed))
        self.managed = managed
        for name, field in self.fields.items():
            if isinstance(field, PlaceField | PlacesField):
                field.queryset = self.offered(name, said)
        if not needs_words(managed.places):
            del self.fields["tim"]

    def offered(self, name: str, said: MultiValueDict[str, Any] | None) -> PlaceQuerySet:
        """The places a field offers: those that fit it, narrowed by the words."""
        chosen = [int(one) for one in said.getlist(name) if one.isdecimal()] if said else []
        text = str(said.get("tim") or "") if said else ""
        return places_to_choose(self.fitting(name), text, chosen)

    def fitting(self, name: str) -> PlaceQuerySet:
        """The places that may be chosen in a field at all."""
        return self.managed.changeable

    def paths(self) -> list[str]:
        """The paths of the places the plan is about, to know how much of the map it needs."""
        chosen: list[str] = []
        for value in self.cleaned_data.values():
            if isinstance(value, Place):
                chosen.append(value.path)
            elif isinstance(value, PlaceQuerySet):
                chosen += [place.path for place in value]
        return chosen

    def plan(self, tree: DatedTree) -> Plan:
        """What is typed, as a plan."""
        raise NotImplementedError

    def main_fields(self) -> list[forms.BoundField]:
        """The fields of the operation, without those every operation has."""
        common = ReformForm.base_fields
        return [field for field in self if field.name not in common]

    def common_fields(self) -> list[forms.BoundField]:
        """The day, the decision and the reason."""
        return [self[name] for name in ("effective_on", "decision", "reason")]

    def refuse(self, field: str | None, code: str, **params: object) -> None:
        """Put a sentence beside a field."""
        self.add_error(field, say(Problem(code, params=params)))

    def _initial(self, typed: MultiValueDict[str, Any] | None) -> dict[str, Any]:
        if typed is None:
            return {"effective_on": clock.today()}
        several = {n for n, field in self.base_fields.items() if isinstance(field, PlacesField)}
        return {name: typed.getlist(name) if name in several else typed[name] for name in typed}


class RenameForm(ReformForm):
    """A place gets another name, kind or local word and stays the same place."""

    place = PlaceField(label=_("Which place"), queryset=Place.objects.none())
    name = forms.CharField(
        label=_("New name"),
        max_length=150,
        required=False,
        help_text=_("As it is written in the decision; empty when the name stays."),
    )
    kind = forms.ChoiceField(
        label=_("New kind"),
        required=False,
        choices=[("", _("stays as it is")), *[(kind.value, kind.label) for kind in COMMUNE_LEVEL]],
    )
    local_word = forms.CharField(
        label=_("What such a place is called here"),
        max_length=40,
        required=False,
        help_text=_("For example thôn, bản, ấp, khối phố; empty when it stays."),
    )

    def plan(self, tree: DatedTree) -> Plan:
        """One altered place."""
        given = self.cleaned_data
        return rename(
            given["effective_on"],
            given["place"].pk,
            tidy(given["name"]) or None,
            kind=given["kind"] or None,
            local_word=tidy(given["local_word"]).lower() or None,
        )


class MoveForm(ReformForm):
    """Places go under another place, with everything that stands below them."""

    moved = PlacesField(label=_("Which places move"), queryset=Place.objects.none())
    parent = PlaceField(label=_("Under which place"), queryset=Place.objects.none())

    def fitting(self, name: str) -> PlaceQuerySet:
        """Nothing stands under a residential area, and nothing stands above a province."""
        if name == "parent":
            return self.managed.places.exclude(kind=PlaceKind.AREA)
        return self.managed.changeable.exclude(kind=PlaceKind.PROVINCE)

    def plan(self, tree: DatedTree) -> Plan:
        """Each of them under the other parent."""
        given = self.cleaned_data
        moved = [place.pk for place in given["moved"]]
        return move(given["effective_on"], moved, given["parent"].pk)


class MergeForm(ReformForm):
    """Places become one: a new one, or one of them that goes on."""

    merged = PlacesField(label=_("Which places become one"), queryset=Place.objects.none())
    keeps = PlaceField(
        label=_("Which of them goes on"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("none: a new place begins"),
    )
    name = forms.CharField(
        label=_("Name of the new place"),
        max_length=150,
        required=False,
        help_text=_("Only when a new place begins."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of the new place"),
        required=False,
        choices=[
            ("", _("the same as before")),
            *[(kind.value, kind.label) for kind in PlaceKind if kind != PlaceKind.DISTRICT],
        ],
    )

    def clean(self) -> dict[str, Any]:
        """Two places at least, and one way to go on."""
        given = super().clean() or self.cleaned_data
        merged, keeps = given.get("merged"), given.get("keeps")
        if merged is not None and len(merged) < 2:
            self.refuse("merged", "merge_too_few")
        if keeps and merged is not None and keeps not in merged:
            self.refuse("keeps", "merge_keeps_other")
        if not keeps and "keeps" not in self.errors and not tidy(given.get("name") or ""):
            self.refuse("name", "merge_name_missing")
        return given

    def plan(self, tree: DatedTree) -> Plan:
        """The places that end, and the one they go to."""
        given = self.cleaned_data
        merged = list(given["merged"])
        first = merged[0]
        new = Found(
            NEW_KEY,
            tidy(given["name"]),
            given["kind"] or first.kind,
            first.parent_id,
            first.local_word,
        )
        into = given["keeps"].pk if given["keeps"] else new
        return merge(tree, given["effective_on"], [place.pk for place in merged], into)


class AbolishForm(ReformForm):
    """A place ends, and one place takes what stands in it."""

    place = PlaceField(label=_("Which place ends"), queryset=Place.objects.none())
    into = PlaceField(
        label=_("Which place takes what stands in it"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("none: nothing is left in it"),
        help_text=_("To share it among several places, choose Divide instead."),
    )

    def plan(self, tree: DatedTree) -> Plan:
        """One closed place."""
        given = self.cleaned_data
        into = given["into"].pk if given["into"] else None
        return abolish(tree, given["effective_on"], given["place"].pk, into)


class RemapForm(ReformForm):
    """All places of one kind end, and what stood under them moves one level up (S0-13)."""

    below = PlaceField(label=_("In which place"), queryset=Place.objects.none())
    level = forms.ChoiceField(
        label=_("Which level ends"),
        choices=[(kind.value, kind.label) for kind in (PlaceKind.DISTRICT, *COMMUNE_LEVEL)],
    )

    def fitting(self, name: str) -> PlaceQuerySet:
        """A level ends within a place that has levels below it."""
        return self.managed.places.exclude(kind=PlaceKind.AREA)

    def plan(self, tree: DatedTree) -> Plan:
        """Every place of the level, closed."""
        given = self.cleaned_data
        return remap_level(tree, given["effective_on"], given["below"].pk, given["level"])


class UndoForm(forms.Form):
    """Why a reform is taken back."""

    reason = forms.CharField(
        label=_("Why it is taken back"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
