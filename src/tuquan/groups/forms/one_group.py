"""A group's name, the group its households go to, and what it grew out of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.groups.models import GroupQuerySet, ResidentGroup


class RenameForm(forms.Form):
    """Another name for a group."""

    name = forms.CharField(label=_("Name of the group"), max_length=100)


class MoveForm(forms.Form):
    """The group the ticked households go to."""

    to = forms.ModelChoiceField(label=_("Move to"), queryset=ResidentGroup.objects.none())

    def __init__(self, others: GroupQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        to.queryset = others


class PredecessorForm(forms.Form):
    """What a group grew out of: a group of the area, or words."""

    predecessor = forms.ModelChoiceField(
        label=_("A group of this area"),
        queryset=ResidentGroup.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    grew_out_of = forms.CharField(
        label=_("Or in words"),
        max_length=200,
        required=False,
        help_text=_("Where the group before it is not kept here."),
    )

    def __init__(self, groups: GroupQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        predecessor = self.fields["predecessor"]
        assert isinstance(predecessor, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        predecessor.queryset = groups
