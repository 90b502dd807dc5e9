"""What a place chooses about its reports as fields: locking, reminding, who has to say yes.

Every field is named after the part of the terms it fills, so that a problem finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tuquan.base.formfields import CountField
from tuquan.core.local_reporting import SECOND_PERSON
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms

_SECOND = "second_"
MOST_DAYS = 6
"""How many reminders before or after one report; more would only tire people."""


class DaysField(forms.CharField):
    """Some numbers of days, as people write them in a row: `7, 3, 1`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text"})
        super().__init__(**dict[str, Any](widget=widget, max_length=40) | kwargs)

    def clean(self, value: Any) -> Any:
        """The days, the smallest first, each once."""
        words = super().clean(value).replace(";", " ").replace(",", " ").split()
        if len(words) > MOST_DAYS or not all(
            word.isascii() and word.isdigit() and len(word) < 4 for word in words
        ):
            raise forms.ValidationError(
                _("Write at most six numbers of days with commas between them, as in: 3, 1."),
                code="days",
            )
        return tuple(sorted({int(word) for word in words}))


def reminding_fields(present: LocalTerms) -> dict[str, forms.Field]:
    """When the people who owe a report are reminded, when the next level is told, when it locks."""
    return {
        "remind_days_before": DaysField(
            label=_("Remind so many days before the day due"),
            help_text=_("Several with commas, as in: 3, 1. Empty: no reminder."),
            initial=_in_a_row(present.remind_days_before),
            required=False,
        ),
        "remind_days_after": DaysField(
            label=_("Remind so many days after the day due"),
            help_text=_("Only while the report is missing. Whoever has sent it is left alone."),
            initial=_in_a_row(present.remind_days_after),
            required=False,
        ),
        "escalate_after_days": CountField(
            label=_("Tell the next level so many days after the day due"),
            help_text=_("Empty: nobody else is told."),
            initial=present.escalate_after_days or None,
            required=False,
        ),
        "lock_after_days": CountField(
            label=_("Lock a report so many days after the day due"),
            help_text=_(
                "Empty: it stays open. An officer may open a locked report, with a reason."
            ),
            initial=present.lock_after_days,
            required=False,
        ),
    }


def checking_fields(content: Edition, present: LocalTerms) -> dict[str, forms.Field]:
    """Who has to say yes besides the commune; the area only where the plan's chain has one."""
    fields: dict[str, forms.Field] = {}
    if any(level.kind == "area" for level in content.reporting_chain):
        fields["area_checks"] = forms.BooleanField(
            label=_("The head of the area looks at a group's report before the commune does"),
            help_text=_("Reports that wait already go on as they began."),
            initial=present.area_checks,
            required=False,
        )
    fields[f"{_SECOND}totals"] = forms.BooleanField(
        label=_("A second person says yes before a total goes up"),
        help_text=_("Whoever prepared the total cannot say yes to it."),
        initial="totals" in present.second_person,
        required=False,
    )
    fields[f"{_SECOND}register_changes"] = forms.BooleanField(
        label=_("A second person says yes to every change of the household list"),
        help_text=_(
            "Births, deaths, moves, splits, mergers and departures that an officer types in wait "
            "for somebody else then. Where nobody else may check the list, they count at once."
        ),
        initial="register_changes" in present.second_person,
        required=False,
    )
    return fields


def reminding_terms(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the terms about reminding, as they were typed."""
    parts = ("remind_days_before", "remind_days_after", "lock_after_days")
    never = typed.get("escalate_after_days") or 0
    return {part: typed.get(part) for part in parts} | {"escalate_after_days": never}


def _in_a_row(days: Iterable[int]) -> str:
    return ", ".join(map(str, days))


def checking_terms(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the terms about who has to say yes, as they were ticked."""
    second = tuple(what for what in SECOND_PERSON if typed.get(_SECOND + what))
    return {"area_checks": bool(typed.get("area_checks")), "second_person": second}
