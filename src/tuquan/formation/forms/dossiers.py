"""Opening a dossier for a group that works, naming people, giving a dossier up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.formation.models import DecisionKind
from tuquan.formation.services import NewNomination
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Meeting

LATER_KINDS = (
    (DecisionKind.RECONSTITUTE, _("reconstitute")),
    (DecisionKind.RECOGNISE_HEAD, _("recognise leader and deputy")),
    (DecisionKind.DISSOLVE, _("dissolve")),
)
"""What can be decided about a group that works."""


class OpenForm(forms.Form):
    """A group that works, and what is to be decided about it."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=int)
    kind = forms.ChoiceField(label=_("What is to be decided"), choices=LATER_KINDS)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed to dissolve a group; it stands in the decision."),
    )

    def __init__(self, groups: Iterable[ResidentGroup], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(one.pk, f"{one.name} · {one.place.name}") for one in groups]


class MeetingForm(forms.Form):
    """Which closed meeting a dossier rests on."""

    meeting = forms.TypedChoiceField(label=_("Meeting"), coerce=int)

    def __init__(self, meetings: Iterable[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(one.pk, f"{one.held_on:%d/%m/%Y} · {one.title}") for one in meetings]


class NominateForm(forms.Form):
    """Somebody appointed or assigned to a post."""

    position = forms.ChoiceField(label=_("Post"))
    name = forms.CharField(label=_("Full name"), max_length=150)
    main_post = forms.CharField(
        label=_("Present post"),
        max_length=150,
        required=False,
        help_text=_("What the person is elsewhere, as it stands in the list."),
    )
    comes_from = forms.CharField(
        label=_("Comes from"),
        max_length=150,
        required=False,
        help_text=_("The committee or organisation the person comes from."),
    )

    def __init__(self, posts: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(posts)

    def nomination(self) -> NewNomination:
        """What was typed."""
        return NewNomination(**self.cleaned_data)


class DropForm(forms.Form):
    """Why a dossier is given up."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
