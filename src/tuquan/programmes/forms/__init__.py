"""What people give about programmes: a pack, adopting one, the terms of a place, following it."""

from __future__ import annotations

from tuquan.programmes.forms.adopting import AdoptForm, EditionForm
from tuquan.programmes.forms.following import (
    CalendarFilter,
    EventDaysForm,
    MilestoneForm,
    PilotForm,
)
from tuquan.programmes.forms.packs import PackForm
from tuquan.programmes.forms.terms import TermsForm

__all__ = [
    "AdoptForm",
    "CalendarFilter",
    "EditionForm",
    "EventDaysForm",
    "MilestoneForm",
    "PackForm",
    "PilotForm",
    "TermsForm",
]
