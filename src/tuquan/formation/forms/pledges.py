"""Registering a pledge, entering who signed, correcting what it is counted over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tuquan.base.formfields import CountField, DayField
from tuquan.base.texts.wording import spoken
from tuquan.core.programme import Pledge
from tuquan.groups.models import ResidentGroup


class RegisterForm(forms.Form):
    """A pledge is registered for an area or a group, for a year, over a denominator."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    registered_on = DayField(label=_("Day of registration"))
    registered_by = forms.CharField(
        label=_("Who registers"),
        max_length=150,
        help_text=_("Name and post, as on the paper: the head of the Front committee, say."),
    )
    group = forms.ChoiceField(label=_("For"), required=False)
    denominator = CountField(label=_("Number counted over"), required=False)
    denominator_words = forms.CharField(label=_("What is counted"), max_length=200, required=False)

    def __init__(
        self,
        pledge: Pledge,
        groups: Sequence[ResidentGroup],
        households: int,
        years: Sequence[int],
        today: date,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        words = spoken(pledge.denominator, pledge.denominator_en)
        start = {"registered_on": today, "year": today.year, "denominator_words": words}
        super().__init__(*args, **kwargs | {"initial": start | kwargs.get("initial", {})})
        self._offer("year", [(year, str(year)) for year in years])
        self.groups = {str(group.pk): group for group in groups}
        whole = [("", _now("the whole area"))]
        self._offer("group", [*whole, *((key, one.name) for key, one in self.groups.items())])
        if pledge.signed_by == "area":
            for name in ("group", "denominator", "denominator_words"):
                del self.fields[name]
        elif pledge.signed_by == "households":
            del self.fields["denominator_words"]
            self.fields["denominator"].help_text = _counted_hint(households)
        else:
            self.fields["denominator"].required = True
            self.fields["denominator"].help_text = words

    def chosen_group(self) -> ResidentGroup | None:
        """The group it is registered for; None: the whole area."""
        return self.groups.get(self.cleaned_data.get("group", ""))

    def _offer(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(choices)


class ManyForm(forms.Form):
    """The day of a list signed on paper; the ticked households come beside it."""

    on = DayField(label=_("Signed on"))


class OfficeForm(forms.Form):
    """An office, unit or business that signed; nobody's name is kept."""

    signer_name = forms.CharField(label=_("Office, unit or business"), max_length=150)
    signed_on = DayField(label=_("Signed on"))


class DenominatorForm(forms.Form):
    """Another denominator, and why."""

    number = CountField(label=_("Number counted over"))
    reason = forms.CharField(label=_("Why it changes"), max_length=200)


class WithdrawForm(forms.Form):
    """A signature is taken back; nobody has to say why."""

    on = DayField(label=_("Withdrawn on"))
    reason = forms.CharField(label=_("Reason, if given"), max_length=200, required=False)


def _counted_hint(households: int) -> str:
    text = ngettext(
        "Leave it empty to count the %(count)s household of the list.",
        "Leave it empty to count all %(count)s households of the list.",
        households,
    )
    return text % {"count": households}
