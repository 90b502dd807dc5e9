"""Whom a body, or somebody in it, is to guide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.bodies.models import Appointment
from tuquan.bodies.queries import Target
from tuquan.bodies.services import NewGuidance


class GuideForm(forms.Form):
    """Areas and groups to tick, by whom they are guided, with what task."""

    by = forms.ChoiceField(label=_("Guided by"), required=False)
    targets = forms.MultipleChoiceField(
        label=_("Areas and groups"), widget=forms.CheckboxSelectMultiple, required=False
    )
    task = forms.CharField(label=_("Task"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(
        self, members: Sequence[Appointment], targets: Sequence[Target], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(one.pk): one for one in members}
        self._targets = {one.path: one for one in targets}
        by, offered = self.fields["by"], self.fields["targets"]
        assert isinstance(by, forms.ChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(offered, forms.MultipleChoiceField)  # noqa: S101 - the same
        people = [(key, f"{one.holder.name}, {one.post}") for key, one in self._members.items()]
        by.choices = [("", _now("all of it together")), *people]
        offered.choices = [(path, one.label) for path, one in self._targets.items()]

    def new(self) -> list[NewGuidance]:
        """What was ticked, as the service takes it."""
        given = self.cleaned_data
        member = self._members.get(given["by"])
        chosen = [self._targets[path] for path in dict.fromkeys(given["targets"])]
        return [NewGuidance(one.place, one.path, member, given["task"]) for one in chosen]
