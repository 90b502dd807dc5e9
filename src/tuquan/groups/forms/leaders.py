"""The form of a change of leader: as little as the office must know."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuquan.groups.forms.posts import PersonForm, term_hint
from tuquan.groups.queries import TermOffer


class ChangeLeaderForm(PersonForm):
    """Who leads the group from when on, and why it changes."""

    main_post = None  # type: ignore[assignment] # not asked here
    reason = forms.CharField(
        label=_("Why the leader changes"),
        max_length=200,
        help_text=_("Such as end of term, moved away, asked to be released, or has died."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("name", "person", "term_from", "reason", "term_until")

    def __init__(self, offer: TermOffer, today: date, seen: int, *args: Any, **kwargs: Any) -> None:
        start = {"term_from": today, "term_until": offer.until, "seen": seen}
        super().__init__(*args, **{"initial": start, "auto_id": "leader_%s"} | kwargs)
        self.fields["name"].label = _("The new leader")
        self.fields["term_from"].label = _("From")
        self.fields["term_until"].help_text = term_hint(offer)
