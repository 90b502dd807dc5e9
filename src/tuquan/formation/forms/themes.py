"""Choosing the model of an area or a group, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.texts.wording import spoken
from tuquan.core.programme import Theme
from tuquan.groups.models import ResidentGroup

SHOWN = 110
"""Characters of a theme that stand in a list of choices; the page has the whole text."""


class ModelForm(forms.Form):
    """The words of a model."""

    theme = forms.ChoiceField(label=_("Theme"))
    name = forms.CharField(label=_("Name of the model"), max_length=200)
    content = forms.CharField(
        label=_("The work of the model"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, themes: Sequence[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("theme", [("", _now("choose a theme")), *map(_choice, themes)])

    def offer(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        """Set what may be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(choices)


class ChooseModelForm(ModelForm):
    """A model is chosen for the whole area or for a group in it."""

    group = forms.ChoiceField(label=_("For"), required=False)
    chosen_on = DayField(label=_("Chosen on"))
    chosen_by = forms.CharField(
        label=_("Who chose it"),
        max_length=200,
        help_text=_("The commune Front, or the Front committee of the area with its head."),
    )

    field_order = ("group", "theme", "name", "content", "chosen_on", "chosen_by")

    def __init__(
        self,
        themes: Sequence[Theme],
        groups: Sequence[ResidentGroup],
        today: date,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(themes, *args, **kwargs, initial={"chosen_on": today})
        self.groups = {str(group.pk): group for group in groups}
        whole = [("", _now("the whole area"))]
        self.offer("group", [*whole, *((key, one.name) for key, one in self.groups.items())])

    def chosen_group(self) -> ResidentGroup | None:
        """The group the model is for; None: the whole area."""
        return self.groups.get(self.cleaned_data.get("group", ""))


class EndModelForm(forms.Form):
    """A model is no longer carried out."""

    on = DayField(label=_("Ends on"))
    reason = forms.CharField(label=_("Why it ends"), max_length=200)


def _choice(theme: Theme) -> tuple[str, str]:
    words = Truncator(spoken(theme.label, theme.label_en)).chars(SHOWN)
    only = f" ({', '.join(theme.only_in)})" if theme.only_in else ""
    return theme.key, f"{theme.number}. {words}{only}"
