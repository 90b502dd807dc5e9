"""What a notice says, by its code, and what is to be done about it.

Values are those of the notice's row: days stand there as `2026-12-31` and are shown as days.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils import formats
from django.utils.translation import gettext_lazy as _

NOTICES: Mapping[str, tuple[object, object]] = {
    "term_ends_within_90": (
        _("%(name)s is “%(post)s” of “%(body)s” until %(until)s. There is time for a meeting."),
        _("Prepare who follows"),
    ),
    "term_ends_within_30": (
        _("The term of %(name)s as “%(post)s” of “%(body)s” ends on %(until)s."),
        _("Decide who follows"),
    ),
    "term_over": (
        _("The term of %(name)s as “%(post)s” of “%(body)s” was over on %(until)s."),
        _("Hand over or appoint again"),
    ),
    "chair_vacant": (
        _("“%(body)s” has had no chair since %(since)s."),
        _("Appoint somebody"),
    ),
    "leader_vacant": (
        _("“%(body)s” has had no leader since %(since)s."),
        _("Name a leader"),
    ),
    "acting_too_long": (
        _(
            "%(name)s has been acting as “%(post)s” of “%(body)s” since %(since)s. That is more "
            "than six months."
        ),
        _("Appoint somebody"),
    ),
    "meeting_task": (
        _("The meeting “%(body)s” gave you work to do until %(until)s."),
        _("See what is to be done"),
    ),
    "finding_due": (
        _("What was found on a visit to “%(body)s” was to be done by %(until)s."),
        _("See what is to be done"),
    ),
    "award_given": (
        _("%(group)s was awarded: “%(award)s”, decision %(number)s of %(since)s."),
        _("See the award"),
    ),
    "report_reminder": (
        _("“%(title)s” has not come yet. It is due on %(due)s."),
        _("Write the report now"),
    ),
    "exemplar_followed": (
        _("%(name)s follows your good model “%(title)s” since %(since)s."),
        _("See who follows it"),
    ),
    "reports_missing": (
        _("“%(title)s” was due on %(due)s. %(count)s reports are still missing."),
        _("See who is missing"),
    ),
}
"""The sentence, and the words of the link to where something is to be done."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def say_notice(code: str, params: Mapping[str, object]) -> str:
    """The notice as a sentence in the reader's language."""
    return str(NOTICES[code][0]) % {name: _show(value) for name, value in params.items()}


def say_next_step(code: str) -> str:
    """What is to be done, as the words of a link."""
    return str(NOTICES[code][1])


def _show(value: object) -> object:
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, str) and _DAY.fullmatch(value):
        return formats.date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    if isinstance(value, int) and not isinstance(value, bool):
        return formats.number_format(value)
    return value
