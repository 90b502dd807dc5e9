"""What the calendar of a place says of each thing that falls due, and sentences around it."""

from __future__ import annotations

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tuquan.base.texts.wording import event_words, period_words, spoken
from tuquan.core.deadlines import Deadline

TEXTS = {
    "event_other_year": _("%(day)s does not lie in %(year)s. Choose the year above first."),
    "event_day_kept": _(
        "%(day)s is on record here. Write the right day instead; it cannot be left empty."
    ),
}

_KINDS = {
    "report": _("Report"),
    "level": _("Total of a level"),
    "milestone": _("Milestone"),
    "window": _("Assessment"),
    "meeting": _("Meeting"),
    "award": _("Recognition"),
    "event": _("Held"),
}
_DOERS = {
    "group": _("each group"),
    "area": _("each residential area"),
    "commune": _("commune"),
    "ward": _("ward"),
    "special_zone": _("special zone"),
    "district": _("district"),
    "province": _("province"),
}


def kind_words(found: Deadline) -> str:
    """What sort of thing falls due."""
    return str(_KINDS[found.kind])


def deadline_words(found: Deadline) -> str:
    """What falls due, as the programme calls it."""
    return event_words(found.key) if found.kind == "event" else spoken(found.label, found.label_en)


def doer_words(found: Deadline) -> str:
    """Who has to do it, as the programme calls them."""
    return spoken(found.owner, found.owner_en) or str(_DOERS.get(found.level, ""))


def time_words(found: Deadline) -> str:
    """Which period it is about."""
    return period_words(found.period) if found.period else ""


def undated_words(found: Deadline) -> str:
    """Why it has no day yet."""
    if found.waits_for:
        return _now("after %(event)s has been held in every area") % {
            "event": event_words(found.waits_for)
        }
    if found.unknown_year:
        return _now("the working days of %(year)s have not been announced yet") % {
            "year": found.unknown_year
        }
    return _now("the document names no day")
