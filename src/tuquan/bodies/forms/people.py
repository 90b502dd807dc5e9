"""Who is meant by a name, and what they were taught."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.accounts.queries import manageable_accounts
from tuquan.base.actor import Actor
from tuquan.base.formfields import DayField
from tuquan.base.texts import say
from tuquan.bodies.models import PostHolder
from tuquan.bodies.queries import hats_of, namesakes
from tuquan.bodies.services import Named
from tuquan.core.problems import Problem
from tuquan.places.models import Place

PEOPLE = "people"
"""The id of the list of known names offered while a name is typed."""

ANOTHER = "another"


class HolderChoice(forms.Form):
    """A person by name; where somebody of that name is known, the page asks who is meant."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=300,
        widget=forms.TextInput({"list": PEOPLE, "autocomplete": "off"}),
    )
    person = forms.ChoiceField(label=_("Who is meant?"), widget=forms.RadioSelect, required=False)
    account = forms.ModelChoiceField(
        label=_("Signs in as"),
        queryset=Account.objects.none(),
        required=False,
        empty_label=_("without an account"),
    )

    def __init__(self, actor: Actor, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account, person = self.fields["account"], self.fields["person"]
        assert isinstance(account, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(person, forms.ChoiceField)  # noqa: S101 - the same
        account.queryset = manageable_accounts(actor)
        self._known = {str(one.pk): one for one in namesakes(place, str(self.data.get("name", "")))}
        if self._known:
            choices = [(key, _words(one)) for key, one in self._known.items()]
            person.choices = [*choices, (ANOTHER, _now("somebody else of the same name"))]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Ask who is meant, once somebody of that name is known."""
        given = super().clean() or {}
        if self._known and not given.get("person") and "person" not in self.errors:
            self.add_error("person", say(Problem("name_shared")))
        return given

    @property
    def named(self) -> Named:
        """The person, as the services take it."""
        given = self.cleaned_data
        return Named(given["name"], given["account"], self._known.get(given.get("person", "")))


class TrainingForm(forms.Form):
    """A training that somebody took part in."""

    subject = forms.CharField(label=_("Trained in"), max_length=400)
    held_by = forms.CharField(label=_("Held by"), max_length=400, required=False)
    held_on = DayField(label=_("On"))


def _words(holder: PostHolder) -> str:
    """The person with the first of their posts, by which people of one name are told apart."""
    hat = next(iter(hats_of(holder)), None)
    return f"{holder.name}, {hat.post}, {hat.where}" if hat else holder.name
