"""Which households are to be in one group, or not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tuquan.groups.models import GroupingWish
from tuquan.residents.models import Household, HouseholdQuerySet


class WishForm(forms.Form):
    """Together or apart, and who; why is never asked."""

    kind = forms.ChoiceField(
        label=_("These households are to be"),
        choices=GroupingWish.Kind.choices,
        widget=forms.RadioSelect,
    )
    households = forms.ModelMultipleChoiceField(
        label=_("Households"), queryset=Household.objects.none(), required=False
    )

    def __init__(self, households: HouseholdQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["households"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = households

    @property
    def ticked(self) -> set[int]:
        """Who was ticked, to be ticked again where the form is shown once more."""
        given = self.data.getlist("households") if isinstance(self.data, QueryDict) else []
        return {int(text) for text in given if text.isdecimal()}
