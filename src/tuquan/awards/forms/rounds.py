"""Opening a round, its terms, what the council recommends, the decision, and closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.awards.models import AwardNomination, AwardRound
from tuquan.awards.services import CouncilVote, RoundTerms, Verdict
from tuquan.base import clock
from tuquan.base.formfields import CountField, DayField
from tuquan.bodies.models import Body, BodyQuerySet
from tuquan.documents.models import IssuingBody, IssuingBodyQuerySet
from tuquan.places.models import Place

if TYPE_CHECKING:
    _BodyField = forms.ModelChoiceField[Body]
    _IssuerField = forms.ModelChoiceField[IssuingBody]
else:
    _BodyField = _IssuerField = forms.ModelChoiceField


def _words(label: Any, longest: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


class VersionForm(forms.Form):
    """The version of the round that somebody saw."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class _TermsFields(forms.Form):
    """Council, day of the ceremony and quota of a round."""

    ceremony_on = DayField(label=_("Day of the ceremony"), required=False)
    council = _BodyField(
        label=_("Council"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("none is entered"),
        help_text=_("The Emulation and Rewards Council, or whoever recommends here."),
    )
    quota = CountField(
        label=_("How many at most"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Leave it empty where nobody set a quota."),
    )
    quota_reason = forms.CharField(
        label=_("Who set the quota, and why"), required=False, max_length=500
    )

    def __init__(self, councils: BodyQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["council"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = councils

    def terms(self) -> RoundTerms:
        """What was settled."""
        said = self.cleaned_data
        return RoundTerms(said["ceremony_on"], said["council"], said["quota"], said["quota_reason"])


class TermsForm(_TermsFields, VersionForm):
    """The terms of a round that is open."""

    @classmethod
    def of(cls, round_: AwardRound, councils: BodyQuerySet) -> TermsForm:
        """The form as the round stands."""
        kept = ("ceremony_on", "council", "quota", "quota_reason")
        initial = {name: getattr(round_, name) for name in kept}
        return cls(councils, initial=initial | {"base": round_.version})


class OpenForm(_TermsFields):
    """A round to be opened: where, for which year, and why out of turn where it is."""

    place = forms.TypedChoiceField(label=_("Where it is given"), coerce=int)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    override_reason = _words(
        _("Why out of turn"),
        500,
        required=False,
        help_text=_("Only where the award was given as often as the programme allows."),
    )

    field_order = ("place", "year", "ceremony_on", "council", "quota", "quota_reason")

    def __init__(
        self,
        places: Iterable[Place],
        years: Sequence[int],
        councils: BodyQuerySet,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(councils, *args, **kwargs)
        _offer(self, "place", ((one.pk, one.name) for one in places))
        _offer(self, "year", ((one, str(one)) for one in years))


class CloseForm(VersionForm):
    """Why a round is closed; needed where nothing was given."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class IssuerForm(VersionForm):
    """Which body issues the decision or the certificates."""

    issuing_body = _IssuerField(
        label=_("Who issues it"),
        queryset=IssuingBody.objects.none(),
        required=False,
        empty_label=_("chosen when it is issued"),
    )

    def __init__(self, bodies: IssuingBodyQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["issuing_body"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = bodies
        self.fields["issuing_body"].initial = bodies.first()


class CouncilForm(VersionForm):
    """The vote of the council, and of each nomination whether it is recommended."""

    on = DayField(label=_("Day the council met"))
    votes_for = CountField(label=_("For the list"), min_value=0)
    votes_against = CountField(label=_("Against it"), min_value=0)
    votes_abstaining = CountField(label=_("Abstained"), min_value=0)

    def __init__(
        self,
        round_: AwardRound,
        nominations: Iterable[AwardNomination],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        initial = {
            "base": round_.version,
            "on": round_.council_on or clock.today(),
            "votes_for": round_.votes_for,
            "votes_against": 0 if round_.votes_against is None else round_.votes_against,
            "votes_abstaining": 0 if round_.votes_abstaining is None else round_.votes_abstaining,
        }
        super().__init__(data, initial=initial)
        self.nominations = list(nominations)
        for one in self.nominations:
            self._ask(one)

    def _ask(self, one: AwardNomination) -> None:
        said = {"recommended": "yes", "not_recommended": "no"}.get(one.state, "")
        self.fields[f"verdict-{one.pk}"] = forms.ChoiceField(
            label=one.name,
            choices=(("yes", _("Recommended")), ("no", _("Not recommended"))),
            required=False,
            initial=said,
            widget=forms.RadioSelect,
        )
        self.fields[f"reason-{one.pk}"] = forms.CharField(
            label=_("Why not"), required=False, max_length=500, initial=one.council_reason
        )

    @property
    def lines(self) -> list[tuple[AwardNomination, forms.BoundField, forms.BoundField]]:
        """Each nomination with its two fields."""
        return [
            (one, self[f"verdict-{one.pk}"], self[f"reason-{one.pk}"]) for one in self.nominations
        ]

    def vote(self) -> CouncilVote:
        """How the council voted."""
        said = self.cleaned_data
        return CouncilVote(
            said["on"], said["votes_for"], said["votes_against"], said["votes_abstaining"]
        )

    def verdicts(self) -> dict[int, Verdict]:
        """What was said of each nomination; of some perhaps nothing."""
        said = self.cleaned_data
        return {
            one.pk: Verdict(verdict == "yes", said[f"reason-{one.pk}"])
            for one in self.nominations
            if (verdict := said[f"verdict-{one.pk}"])
        }


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[int, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = list(choices)
