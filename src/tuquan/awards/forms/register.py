"""Finding in the register, entering awards of earlier years, taking one back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.awards.models import RecipientKind
from tuquan.awards.queries import RegisterFilter
from tuquan.awards.services import EarlierAward
from tuquan.base import clock
from tuquan.base.formfields import DayField
from tuquan.base.texts.document import fixed
from tuquan.base.texts.wording import worded
from tuquan.core.programme import Award
from tuquan.core.vietnamese import search_key
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place


class RegisterForm(forms.Form):
    """Narrowing the register; every choice stands in the address."""

    tim = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    nam = forms.ChoiceField(label=_("Year"), required=False)
    cap = forms.ChoiceField(label=_("Level"), required=False)
    loai = forms.ChoiceField(
        label=_("Kind of recipient"),
        required=False,
        choices=[("", _("all")), *RecipientKind.choices],
    )

    def __init__(
        self, years: Iterable[int], levels: Iterable[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "nam", [("", _("all")), *((str(one), str(one)) for one in years)])
        _offer(self, "cap", [("", _("all")), *((one, fixed(one)) for one in levels if one)])

    @property
    def narrowed(self) -> RegisterFilter:
        """What is looked for; what an address says wrongly is not."""
        self.is_valid()
        said = self.cleaned_data
        year = said.get("nam") or ""
        return RegisterFilter(
            said.get("tim", ""),
            int(year) if year else None,
            said.get("cap", ""),
            said.get("loai", ""),
        )


class EarlierForm(forms.Form):
    """An award given before the system, with the number of its decision."""

    award = forms.ChoiceField(label=_("Award"))
    giver = forms.TypedChoiceField(label=_("Given by"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind of recipient"))
    place = forms.TypedChoiceField(label=_("Where the recipient belongs"), coerce=int)
    name = forms.CharField(
        label=_("Name of the recipient"),
        max_length=300,
        help_text=_("As the decision says it, such as the name of the group."),
    )
    given_on = DayField(label=_("Day of the decision"))
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=200)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        awards: Iterable[Award],
        places: Iterable[Place],
        groups: Iterable[ResidentGroup],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(awards)
        self.places = {one.pk: one for one in places}
        self.groups = {(one.place_id, search_key(one.name)): one for one in groups}
        kinds = {kind for award in known for kind in award.given_to}
        here = [(one.pk, one.name) for one in self.places.values()]
        _offer(self, "award", [(one.key, worded(one)) for one in known])
        _offer(self, "giver", here)
        _offer(self, "place", here)
        _offer(self, "kind", [one for one in RecipientKind.choices if one[0] in kinds])

    def earlier(self) -> EarlierAward:
        """What was typed; a group that works here by this name is that group."""
        said = self.cleaned_data
        is_group = said["kind"] == RecipientKind.GROUP
        group = self.groups.get((said["place"], search_key(said["name"]))) if is_group else None
        return EarlierAward(
            award=said["award"],
            giver=self.places[said["giver"]],
            kind=said["kind"],
            given_on=said["given_on"],
            decision_number=said["decision_number"],
            place=self.places[said["place"]],
            group=group,
            name=said["name"],
            reason=said["reason"],
        )


class TakeBackForm(forms.Form):
    """Why an entered award is taken back, and from which day on."""

    on = DayField(label=_("Taken back on"))
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}} | kwargs)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = list(choices)
