"""Naming a group and the people who lead it, and moving households."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import DayField
from tuquan.base.texts.wording import spoken
from tuquan.core.programme import GroupRules
from tuquan.groups.models import GroupQuerySet, ResidentGroup
from tuquan.groups.queries import term_end

HEADS = "heads"
"""The id of the list of names offered while the name of a holder is typed."""


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


class HolderForm(forms.Form):
    """Who holds a position of a group, for which term."""

    position = forms.ChoiceField(label=_("Position"))
    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("Type it, or choose one of the heads of households offered."),
        widget=forms.TextInput(attrs={"list": HEADS, "autocomplete": "off"}),
    )
    term_from = DayField(label=_("Term from"))
    term_until = DayField(label=_("Term until"), required=False)

    def __init__(self, rules: GroupRules, today: date, *args: Any, **kwargs: Any) -> None:
        start = {"term_from": today, "term_until": term_end(rules, today)}
        super().__init__(*args, **{"initial": start, "auto_id": "holder_%s"} | kwargs)
        position = self.fields["position"]
        assert isinstance(position, forms.ChoiceField)  # noqa: S101 - tells the type checker
        position.choices = [(p.key, spoken(p.label, p.label_en)) for p in rules.positions]
        self.fields["term_until"].help_text = _term_hint(rules)


def _term_hint(rules: GroupRules) -> str:
    """What the source says about the term; where it follows the area head's, that rules (S0-12)."""
    term = next((p.term for p in rules.positions if p.term), None)
    if term is None:
        return _now("The programme sets no term. Leave it empty if none was decided.")
    if term.same_as == "area_head":
        return _now(
            "As long as the term of the head of the residential area. The day offered follows the "
            "%(months)s months of the document; change it where the term is another one now."
        ) % {"months": term.months or "–"}
    return _now("The programme says %(months)s months.") % {"months": term.months}
