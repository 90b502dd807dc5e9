"""Forms of votes: what is put to the vote, who stands, the figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tuquan.base.formfields import CountField
from tuquan.base.texts.meetings import MAJORITIES, METHODS, word
from tuquan.core.voting import SecondRound
from tuquan.meetings.forms.meetings import lines_field
from tuquan.meetings.models import Candidate, Election, Meeting, Motion
from tuquan.meetings.queries.rules import election_matters, motion_matters
from tuquan.meetings.services import (
    BallotFigures,
    Counting,
    ElectionFigures,
    MotionFigures,
    NewElection,
    NewMotion,
    Witness,
)
from tuquan.residents.models import Household

_BY_RULE = ("", _("as law or programme say"))
_BALLOTS = ("handed_to", "issued", "returned", "not_returned", "valid", "invalid")


class MotionForm(forms.Form):
    """What is asked, how it is voted."""

    text = lines_field(label=_("What is put to the vote"), required=False, rows=2)
    matter = forms.ChoiceField(label=_("Kind of matter"))
    method = forms.ChoiceField(label=_("How the vote is taken"), choices=[*METHODS.items()])
    majority = forms.ChoiceField(
        label=_("How many must agree"), choices=[_BY_RULE, *MAJORITIES.items()], required=False
    )
    online_consent = CountField(
        label=_("Households that agreed to vote online"),
        required=False,
        help_text=_("Only for a vote online: more than half of all must agree to it first."),
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        chosen = meeting.vote_method.get("method") or "show_of_hands"
        start = {"method": chosen, "matter": "other_matters"}
        super().__init__(*args, **{"initial": start} | kwargs)
        matters = [(key, capfirst(word("matter", key))) for key in motion_matters(meeting)]
        _choose(self, "matter", matters)

    def motion(self) -> NewMotion:
        """What was filled in."""
        given = self.cleaned_data
        return NewMotion(
            text=given["text"],
            matter=given["matter"],
            method=given["method"],
            majority=given["majority"],
            online_consent=given["online_consent"],
        )


class ElectionForm(forms.Form):
    """Which post is filled and by which rules."""

    position = forms.ChoiceField(label=_("Post"))
    seats = CountField(label=_("How many are elected"), initial=1)
    matter = forms.ChoiceField(label=_("Kind of matter"))
    method = forms.ChoiceField(label=_("How the vote is taken"), choices=[*METHODS.items()])
    majority = forms.ChoiceField(
        label=_("How many votes elect"), choices=[_BY_RULE, *MAJORITIES.items()], required=False
    )
    again = forms.ChoiceField(
        label=_("Who stands in a second round"),
        choices=[
            ("most_votes", _("the two with most votes for each seat left")),
            ("everyone", _("everybody who was not elected")),
            ("tied", _("only those with equal votes")),
        ],
    )

    def __init__(
        self, meeting: Meeting, posts: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        chosen = meeting.vote_method.get("method") or "secret_ballot"
        super().__init__(*args, **{"initial": {"method": chosen}} | kwargs)
        self.posts = dict(posts)
        _choose(self, "position", posts)
        matters = [(key, capfirst(word("matter", key))) for key in election_matters(meeting)]
        _choose(self, "matter", matters)

    def election(self) -> NewElection:
        """What was filled in."""
        given = self.cleaned_data
        return NewElection(
            position=given["position"],
            label=self.posts[given["position"]],
            seats=given["seats"],
            matter=given["matter"],
            method=given["method"],
            majority=given["majority"],
            second_round=SecondRound(given["again"]),
        )


class NomineeForm(forms.Form):
    """Somebody who is proposed, of a household that meets."""

    household = forms.ChoiceField(label=_("Household"), required=False)
    name = forms.CharField(
        label=_("Full name"),
        required=False,
        help_text=_("Left empty, the head of the household stands."),
    )
    nominated_by = forms.CharField(label=_("Proposed by"), required=False)

    def __init__(self, households: Sequence[Household], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "nominee_%s"} | kwargs)
        self.households = {str(one.pk): one for one in households}
        _choose(self, "household", _named(households))


class CountingForm(forms.Form):
    """Who looked on and who counted, and the ballots where there were any."""

    handed_to = CountField(label=_("Households handed a ballot"), required=False)
    issued = CountField(label=_("Ballots issued"), required=False)
    returned = CountField(label=_("Ballots returned"), required=False)
    not_returned = CountField(label=_("Ballots not returned"), required=False)
    valid = CountField(label=_("Valid ballots"), required=False)
    invalid = CountField(label=_("Invalid ballots, blank ones included"), required=False)
    first_witness = forms.ChoiceField(label=_("First witness, of household"), required=False)
    second_witness = forms.ChoiceField(label=_("Second witness, of household"), required=False)
    board = lines_field(
        label=_("Counting board, one name a line"),
        required=False,
        help_text=_("Three to five people."),
    )
    participants = forms.MultipleChoiceField(
        label=_("Households that gave back a ballot"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = lines_field(
        label=_("Where and by whom it was held online, where the result is kept"), required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        vote: Motion | Election,
        households: Sequence[Household],
        on_paper: bool,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        witnesses = [str(one["household"]) for one in vote.witnesses]
        first, second, *_rest = [*witnesses, "", ""]
        start = {
            **vote.ballots,
            "first_witness": first,
            "second_witness": second,
            "board": "\n".join(vote.board),
            "note": vote.note,
            "version": vote.version,
            **kwargs.pop("initial", {}),
        }
        super().__init__(*args, **{"initial": start} | kwargs)
        self.vote, self.on_paper = vote, on_paper
        named = _named(households)
        for name in ("first_witness", "second_witness"):
            _choose(self, name, named)
        _choose(self, "participants", named[1:])
        for name in self._left_out():
            del self.fields[name]

    def _left_out(self) -> list[str]:
        """What is not asked of this way to vote: hands that are raised have no ballots."""
        method = self.vote.method
        left = [] if method == "online" else ["note"]
        if method == "show_of_hands":
            left += _BALLOTS
            left += [] if self.on_paper else ["first_witness", "second_witness", "board"]
        if method in ("show_of_hands", "secret_ballot"):
            left.append("participants")
        return left + (["first_witness", "second_witness"] if method == "online" else [])

    def counting(self) -> Counting:
        """How it was counted, as filled in."""
        given = self.cleaned_data
        chosen = (given.get("first_witness"), given.get("second_witness"))
        listed = given.get("participants")
        return Counting(
            witnesses=tuple(Witness(int(one)) for one in chosen if one),
            board=tuple(line for line in given.get("board", "").splitlines() if line.strip()),
            ballots=BallotFigures(**{name: given[name] for name in _BALLOTS})
            if "issued" in self.fields
            else None,
            participants=None if listed is None else tuple(map(int, listed)),
            on_paper=self.on_paper,
            note=given.get("note", ""),
            version=given["version"],
        )

    def extra(self) -> list[forms.BoundField]:
        """The fields beside the votes themselves."""
        names = [*_BALLOTS, "first_witness", "second_witness", "board", "participants", "note"]
        return [self[name] for name in names if name in self.fields]


class MotionFiguresForm(CountingForm):
    """For, against, abstained."""

    in_favour = CountField(label=_("For"), required=False)
    against = CountField(label=_("Against"), required=False)
    abstained = CountField(label=_("Abstained"), required=False)

    def figures(self) -> MotionFigures:
        """What was filled in; ballots that say nothing are all counted as spoilt."""
        given = self.cleaned_data
        return MotionFigures(
            given["in_favour"],
            given["against"],
            given["abstained"],
            blank=0,
            invalid=given.get("invalid") if "invalid" in self.fields else 0,
            counting=self.counting(),
        )

    def counts(self) -> list[forms.BoundField]:
        """The three numbers."""
        return [self[name] for name in ("in_favour", "against", "abstained")]


class ElectionFiguresForm(CountingForm):
    """The votes of every candidate."""

    def __init__(
        self,
        vote: Election,
        households: Sequence[Household],
        on_paper: bool,
        standing: Sequence[Candidate],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        start = {f"votes_{one.pk}": one.votes for one in standing}
        super().__init__(vote, households, on_paper, *args, **{"initial": start} | kwargs)
        self.keys = [one.pk for one in standing]
        for one in standing:
            self.fields[f"votes_{one.pk}"] = CountField(label=one.name, required=False)

    def figures(self) -> ElectionFigures:
        """What was filled in."""
        votes = {key: self.cleaned_data[f"votes_{key}"] for key in self.keys}
        return ElectionFigures(votes, self.counting())

    def counts(self) -> list[forms.BoundField]:
        """A number for each candidate."""
        return [self[f"votes_{key}"] for key in self.keys]


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = list(choices)


def _named(households: Sequence[Household]) -> list[tuple[str, Any]]:
    named = [(str(one.pk), _household_label(one)) for one in households]
    return [("", _("choose a household")), *named]


def _household_label(household: Household) -> str:
    door = " ".join(part for part in (household.house_number, household.lane) if part)
    return f"{household.head_name} · {door}" if door else household.head_name
