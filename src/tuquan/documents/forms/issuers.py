"""Forms about issuing bodies, who signs for them, and their number books."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.base import clock
from tuquan.base.formfields import CountField, DayField
from tuquan.documents.models import IssuingBody, Signatory
from tuquan.documents.services import NewIssuingBody, NewSignatory
from tuquan.places.models import Place, PlaceQuerySet


class IssuingBodyForm(forms.Form):
    """A body as it stands at the head of its papers."""

    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    regime = forms.ChoiceField(label=_("Rules of layout"), choices=IssuingBody.Regime.choices)
    name = forms.CharField(
        label=_("Name of the body"),
        max_length=200,
        help_text=_("Such as Ủy ban nhân dân xã Minh Sơn."),
    )
    parents = forms.CharField(
        label=_("Bodies above it"),
        required=False,
        help_text=_("At the top of the paper, a line each."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    letterhead = forms.CharField(
        label=_("Its own lines at the head"),
        help_text=_("As printed in bold, a line each: ỦY BAN NHÂN DÂN, XÃ MINH SƠN."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    symbol = forms.CharField(
        label=_("Its letters in a number"),
        max_length=40,
        help_text=_("UBND in 118/QĐ-UBND, ĐU in 05-QĐ/ĐU."),
    )
    day_place = forms.CharField(
        label=_("Place before the day"),
        max_length=100,
        help_text=_("Minh Sơn in “Minh Sơn, ngày 28 tháng 10 năm 2026”."),
    )
    on_behalf_of = forms.CharField(
        label=_("Signed on behalf of"),
        max_length=200,
        required=False,
        help_text=_("What stands after “TM.”: ỦY BAN NHÂN DÂN, BAN THƯỜNG VỤ."),
    )
    effective_from = DayField(label=_("From"))

    def __init__(self, places: PlaceQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"effective_from": clock.today()}} | kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = places
        field.initial = places.first()

    def body(self) -> NewIssuingBody:
        """What was written."""
        said = dict(self.cleaned_data)
        said.pop("place")
        lines = {key: tuple(said[key].splitlines()) for key in ("parents", "letterhead")}
        return NewIssuingBody(**{**said, **lines})


class SignatoryForm(forms.Form):
    """Somebody who signs for a body."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    post = forms.CharField(label=_("Post"), max_length=150, help_text=_("Such as Chủ tịch."))
    authority = forms.ChoiceField(
        label=_("By what right"),
        choices=Signatory.Authority.choices,
        initial=Signatory.Authority.ON_BEHALF,
    )
    for_post = forms.CharField(
        label=_("Post of the head"),
        max_length=150,
        required=False,
        help_text=_("Only for who signs in place of the head, by order or with authority."),
    )
    effective_from = DayField(label=_("Signs from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"effective_from": clock.today()}} | kwargs)

    def signatory(self) -> NewSignatory:
        """Who was written down."""
        return NewSignatory(**self.cleaned_data)


class BookForm(forms.Form):
    """A number book to be opened."""

    type_code = forms.CharField(
        label=_("Type of paper"), max_length=10, help_text=_("Its code: QĐ, KH, BC, TTr, TB, BB.")
    )
    starts_on = DayField(label=_("First day of the book"))
    ends_on = DayField(
        label=_("Last day of the book"),
        required=False,
        help_text=_("Of the State and the Front, 31 December. Of the Party, the end of the term."),
    )
    label = forms.CharField(
        label=_("Name of the book"),
        max_length=60,
        required=False,
        help_text=_("Left empty, the year."),
    )
    first_number = CountField(
        label=_("First number"),
        initial=1,
        min_value=1,
        help_text=_("Higher than 1 when the book goes on from one kept on paper."),
    )


class CloseForm(forms.Form):
    """The day on which something ends."""

    on = DayField(label=_("On"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}} | kwargs)


class UnusedForm(forms.Form):
    """A number that no paper bears, and why."""

    number = CountField(label=_("Number"), min_value=1)
    reason = forms.CharField(label=_("Why no paper bears it"), max_length=300)


class OutsideForm(forms.Form):
    """A number that a paper made elsewhere bears."""

    number = CountField(label=_("Number"), min_value=1)
    on = DayField(label=_("Day of the paper"))
    title = forms.CharField(label=_("Title of the paper"), max_length=300)
