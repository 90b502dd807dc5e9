"""Founding, altering and dissolving a body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.texts.wording import spoken
from tuquan.bodies.models import Body, BodyQuerySet
from tuquan.bodies.queries import OfferedBoard
from tuquan.places.models import Place, PlaceQuerySet


class FoundForm(forms.Form):
    """A new body: under the rule of a programme, or free."""

    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    board = forms.ChoiceField(
        label=_("Under the rule of a programme"),
        required=False,
        help_text=_("Its size and seats are then watched over; nothing is ever refused for them."),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Body.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=400)
    founded_on = DayField(label=_("Founded on"))
    predecessor = forms.ModelChoiceField(
        label=_("Grown out of"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("nothing before it"),
    )
    tasks = forms.CharField(label=_("Tasks"), required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(
        self,
        places: PlaceQuerySet,
        boards: Sequence[OfferedBoard],
        before: BodyQuerySet,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        place, predecessor = self.fields["place"], self.fields["predecessor"]
        board = self.fields["board"]
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(predecessor, forms.ModelChoiceField)  # noqa: S101 - the same
        assert isinstance(board, forms.ChoiceField)  # noqa: S101 - the same
        place.queryset, predecessor.queryset = places, before
        self.offered = {one.key: one for one in boards}
        board.choices = [("", _now("no rule of a programme"))] + [
            (key, spoken(one.board.label, one.board.label_en)) for key, one in self.offered.items()
        ]

    @property
    def chosen(self) -> OfferedBoard | None:
        """The rule that was chosen."""
        return self.offered.get(self.cleaned_data.get("board", ""))


class AlterForm(forms.Form):
    """Another name, other tasks."""

    name = forms.CharField(label=_("Name"), max_length=400)
    tasks = forms.CharField(label=_("Tasks"), required=False, widget=forms.Textarea({"rows": 6}))


class DissolveForm(forms.Form):
    """When and why a body ends."""

    on = DayField(label=_("Dissolved on"))
    reason = forms.CharField(
        label=_("Why"), max_length=400, help_text=_("For example the number of the decision.")
    )
