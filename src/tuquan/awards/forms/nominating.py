"""Nominating: one of any kind, and several from the results of the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.awards.models import RecipientKind
from tuquan.awards.queries import Suggestion
from tuquan.awards.services import NewNomination
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.residents.models import Household


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Why, in words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the decision and is read out. No points and no comparison."),
    )


class _Nominee(forms.Form):
    """Somebody of one kind, and the reason."""

    kind = ""

    def nomination(self) -> NewNomination:
        """Who is nominated."""
        raise NotImplementedError


class GroupForm(_Nominee):
    """A group of the programme."""

    nominee = forms.TypedChoiceField(label=_("Group"), coerce=int)
    reason = _reason()

    def __init__(self, groups: Iterable[ResidentGroup], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {one.pk: one for one in groups}
        _offer(self, ((one.pk, f"{one.name} · {one.place.name}") for one in self.groups.values()))

    def nomination(self) -> NewNomination:
        """The group that was chosen."""
        said = self.cleaned_data
        group = self.groups[said["nominee"]]
        return NewNomination(RecipientKind.GROUP, said["reason"], group=group)


class AreaForm(_Nominee):
    """A residential area."""

    nominee = forms.TypedChoiceField(label=_("Residential area"), coerce=int)
    reason = _reason()

    def __init__(self, areas: Iterable[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {one.pk: one for one in areas}
        _offer(self, ((one.pk, one.name) for one in self.areas.values()))

    def nomination(self) -> NewNomination:
        """The area that was chosen."""
        said = self.cleaned_data
        area = self.areas[said["nominee"]]
        return NewNomination(RecipientKind.AREA, said["reason"], place=area)


class HouseholdForm(_Nominee):
    """A household that was found by what somebody typed."""

    nominee = forms.TypedChoiceField(label=_("Household"), coerce=int, widget=forms.RadioSelect)
    reason = _reason()

    def __init__(self, households: Iterable[Household], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.households = {one.pk: one for one in households}
        _offer(self, ((one.pk, _household_words(one)) for one in self.households.values()))

    def nomination(self) -> NewNomination:
        """The household that was chosen."""
        said = self.cleaned_data
        household = self.households[said["nominee"]]
        return NewNomination(RecipientKind.HOUSEHOLD, said["reason"], household=household)


class TypedForm(_Nominee):
    """A collective or somebody: a name, and where they belong."""

    name = forms.CharField(label=_("Name"), max_length=300)
    nominee = forms.TypedChoiceField(label=_("Where they belong"), coerce=int)
    reason = _reason()

    def __init__(self, kind: str, places: Iterable[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.places = {one.pk: one for one in places}
        _offer(self, ((one.pk, one.name) for one in self.places.values()))
        if kind == RecipientKind.INDIVIDUAL:
            self.fields["name"].label = _("Full name")

    def nomination(self) -> NewNomination:
        """Who was written down."""
        said = self.cleaned_data
        place = self.places[said["nominee"]]
        return NewNomination(self.kind, said["reason"], place=place, name=said["name"])


class ResultsForm(forms.Form):
    """What the results of the year offer: a tick and a reason that can be written anew."""

    def __init__(
        self, offered: Iterable[Suggestion], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.offered = [one for one in offered if not one.is_nominated]
        for one in self.offered:
            self.fields[f"tick-{one.key}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"reason-{one.key}"] = forms.CharField(
                label=_("Why, in words"),
                required=False,
                max_length=1000,
                initial=one.reason,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def lines(self) -> list[tuple[Suggestion, forms.BoundField, forms.BoundField]]:
        """Each suggestion with its two fields."""
        return [(one, self[f"tick-{one.key}"], self[f"reason-{one.key}"]) for one in self.offered]

    def nominations(self) -> list[NewNomination]:
        """Whoever was ticked, with the reason as it was left."""
        said = self.cleaned_data
        return [
            NewNomination(
                RecipientKind.GROUP if one.group else RecipientKind.AREA,
                said[f"reason-{one.key}"],
                place=None if one.group else one.place,
                group=one.group,
                result=one.result,
            )
            for one in self.offered
            if said[f"tick-{one.key}"]
        ]


def _household_words(household: Household) -> str:
    door = ", ".join(filter(None, (household.house_number, household.lane)))
    return " · ".join(filter(None, (household.head_name, door, household.place.name)))


def _offer(form: forms.Form, choices: Iterable[tuple[int, str]]) -> None:
    field = form.fields["nominee"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = list(choices)
