"""Forms of a meeting itself: its plan, its guests, its minutes, its work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.accounts.models import Account
from tuquan.base.formfields import CountField, DayField
from tuquan.base.texts.meetings import AGENDAS
from tuquan.meetings.models import Guest, Meeting
from tuquan.meetings.queries import Party
from tuquan.meetings.services import NewMeeting, NewResolution


class ClockField(forms.TimeField):
    """A time of day, typed as people write it: 19:30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "19:30"}
        )
        formats = ["%H:%M", "%Hh%M", "%Hh"]
        super().__init__(**dict[str, Any](widget=widget, input_formats=formats) | kwargs)


def lines_field(**kwargs: Any) -> forms.CharField:
    """Text of several lines."""
    rows = kwargs.pop("rows", 3)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PlanForm(forms.Form):
    """Who meets, when and where, about what."""

    party = forms.ChoiceField(label=_("Whose meeting"))
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    title = forms.CharField(label=_("What the meeting is about"))
    held_on = DayField(label=_("Day"))
    starts_at = ClockField(label=_("Begins at"))
    venue = forms.CharField(label=_("Place"))
    chair_name = forms.CharField(label=_("Chair of the meeting"), required=False)
    secretary_name = forms.CharField(label=_("Secretary"), required=False)
    purpose = lines_field(label=_("Purpose"), required=False)
    agenda = lines_field(
        label=_("Agenda, one point a line"),
        required=False,
        rows=5,
        help_text=_("Left empty, the usual points of this kind of meeting are taken."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, whose: Sequence[Party], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)  # noqa: S101 - tells the type checker
        party.choices = [(one.key, one.label) for one in whose]

    def plan(self) -> NewMeeting:
        """What was filled in."""
        given = self.cleaned_data
        points = tuple(line for line in given["agenda"].splitlines() if line.strip())
        return NewMeeting(
            kind=given["kind"],
            title=given["title"],
            held_on=given["held_on"],
            starts_at=given["starts_at"],
            venue=given["venue"],
            chair_name=given["chair_name"],
            secretary_name=given["secretary_name"],
            purpose=given["purpose"],
            agenda=points or tuple(str(point) for point in AGENDAS[given["kind"]]),
        )


class ReasonForm(forms.Form):
    """Why something is called off or dropped."""

    reason = forms.CharField(label=_("Reason"), required=False)


class GuestForm(forms.Form):
    """Somebody who comes without a vote."""

    name = forms.CharField(label=_("Full name"), required=False)
    right = forms.ChoiceField(label=_("By what right"), choices=Guest.Right.choices[1:])


class MethodForm(forms.Form):
    """The hands raised for each way to vote."""

    show_of_hands = CountField(label=_("For a show of hands"))
    secret_ballot = CountField(label=_("For a secret ballot"))


class MinutesForm(forms.Form):
    """What people said to each point, what was agreed, and who answers for it."""

    conclusions = lines_field(label=_("What was agreed"), required=False, rows=4)
    chair_name = forms.CharField(label=_("Chair of the meeting"), required=False)
    secretary_name = forms.CharField(label=_("Secretary"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        agenda = list(meeting.agenda.all())
        initial = {f"notes_{item.pk}": item.notes for item in agenda}
        initial |= {
            name: getattr(meeting, name)
            for name in ("conclusions", "chair_name", "secretary_name", "version")
        }
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.keys = [item.pk for item in agenda]
        for item in agenda:
            self.fields[f"notes_{item.pk}"] = lines_field(label=str(item), required=False)

    def said(self) -> list[forms.BoundField]:
        """The fields of the points, in the order of the agenda."""
        return [self[f"notes_{key}"] for key in self.keys]

    def notes(self) -> dict[int, str]:
        """What was said, by point."""
        return {key: self.cleaned_data[f"notes_{key}"] for key in self.keys}


class ResolutionForm(forms.Form):
    """Something agreed, who does it, until when."""

    text = forms.CharField(label=_("What is to be done"), required=False)
    owner_name = forms.CharField(label=_("Who does it"), required=False)
    owner = forms.ChoiceField(label=_("Tell this account"), required=False)
    due_on = DayField(label=_("Until"))

    def __init__(self, owners: Sequence[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "task_%s"} | kwargs)
        self.owners = {str(one.pk): one for one in owners}
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101 - tells the type checker
        owner.choices = [("", _("nobody")), *((key, one.name) for key, one in self.owners.items())]

    def resolution(self) -> NewResolution:
        """What was filled in."""
        given = self.cleaned_data
        owner = self.owners.get(given["owner"])
        return NewResolution(given["text"], given["owner_name"], given["due_on"], owner)


class FinishForm(forms.Form):
    """How something was done."""

    note = forms.CharField(label=_("How it was done"), required=False)


class SignForm(forms.Form):
    """Who signed the printed minutes, and when."""

    chair_name = forms.CharField(label=_("Chair of the meeting"), required=False)
    secretary_name = forms.CharField(label=_("Secretary"), required=False)
    signed_on = DayField(label=_("Signed on"))

    def __init__(self, meeting: Meeting, today: date, *args: Any, **kwargs: Any) -> None:
        start = {
            "chair_name": meeting.chair_name,
            "secretary_name": meeting.secretary_name,
            "signed_on": today,
        }
        super().__init__(*args, **{"initial": start, "auto_id": "sign_%s"} | kwargs)


class AdditionForm(forms.Form):
    """What is put right after closing."""

    text = lines_field(label=_("What is put right"), required=False)
