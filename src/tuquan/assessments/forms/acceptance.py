"""The joint check as it is filled in on a page, the decision, the correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.assessments.forms.sheets import VersionForm
from tuquan.assessments.models import Acceptance
from tuquan.assessments.services import Check, Present
from tuquan.base.formfields import DayField, Given
from tuquan.bodies.models import Body

BETWEEN = ","
"""What stands between name and post in a line."""


class CheckForm(VersionForm):
    """The check as it will stand on the minutes; figures are never typed."""

    held_on = DayField(label=_("Day of the check"))
    board = forms.ChoiceField(label=_("Committee that accepts"), required=False)
    present = forms.CharField(
        label=_("Who of the committee was there"),
        help_text=_("A line each: name, post. As on the minutes."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    with_group = forms.BooleanField(label=_("Checked together with the group"), required=False)
    results = forms.CharField(
        label=_("What was reached"),
        help_text=_("In words; the figures come from the reports."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shortcomings = forms.CharField(
        label=_("What was not reached"),
        help_text=_("Of the whole group or area. Name nobody."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    conclusion = forms.CharField(
        label=_("Conclusion, and what to go on with"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, boards: Iterable[Body], initial: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.boards = {str(one.pk): one for one in boards}
        choices = [("", _("Not chosen yet")), *((k, one.name) for k, one in self.boards.items())]
        self.fields["board"] = forms.ChoiceField(
            label=self.fields["board"].label, choices=choices, required=False
        )

    @staticmethod
    def check_of(given: Given, boards: dict[str, Body]) -> Check:
        """What was given as the service takes it."""
        return Check(
            given["held_on"],
            boards.get(given["board"]),
            tuple(_present(line) for line in given["present"].splitlines() if line.strip()),
            given["with_group"],
            given["results"],
            given["shortcomings"],
            given["conclusion"],
        )


class CorrectCheckForm(CheckForm):
    """The check written anew with another decision, and why."""

    is_accepted = forms.ChoiceField(
        label=_("The decision"),
        choices=(("yes", _("Model accepted")), ("no", _("Model not accepted"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why the decision is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RefuseForm(VersionForm):
    """Why a model is not accepted."""

    reason = forms.CharField(
        label=_("Why it is not accepted"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MinutesForm(forms.Form):
    """Who is proposed for praise: it stands on the paper and is kept nowhere else."""

    nominees = forms.CharField(
        label=_("Families and individuals proposed for praise"),
        help_text=_("They stand on the minutes only. Leave it empty where there are none."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def written(acceptance: Acceptance) -> dict[str, Any]:
    """What the form begins with: everything written down so far."""
    return {
        "base": acceptance.version,
        "held_on": acceptance.held_on,
        "board": str(acceptance.board_id or ""),
        "present": present_lines(acceptance.present),
        "with_group": acceptance.with_group,
        "results": acceptance.results,
        "shortcomings": acceptance.shortcomings,
        "conclusion": acceptance.conclusion,
    }


def present_lines(people: Iterable[dict[str, str]]) -> str:
    """Names and posts, a line each, as they are typed."""
    return "\n".join(
        BETWEEN.join(filter(None, (one["name"], f" {one['post']}".rstrip()))) for one in people
    )


def _present(line: str) -> Present:
    name, _comma, post = line.partition(BETWEEN)
    return Present(name.strip(), post.strip())
