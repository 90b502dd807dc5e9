"""How a place runs an edition where that differs from the document, item by item."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.base.texts.document import fixed, milestone_days
from tuquan.base.texts.wording import due_words, worded
from tuquan.core.localising import localise
from tuquan.core.programme import COMMUNE_KINDS, CompareRule, Edition, RatioRule
from tuquan.core.programme.local import LocalTerms, Tightened
from tuquan.core.vietnamese import format_number


def local_words(edition: Edition, terms: LocalTerms) -> Iterator[tuple[str, str]]:
    """What a place has otherwise: the item as `part/key`, and what holds there."""
    for item in terms.off:
        yield item, _("not used here")
    yield from _days(edition, terms)
    for tightened in terms.tightened:
        yield f"criteria/{tightened.criterion}", _tightened(edition, tightened)
    for duty in terms.duties:
        yield f"duties/{duty.duty}", _("here: %(who)s") % {"who": duty.by}
    for level in terms.levels:
        now = {"level": fixed(level.now)}
        yield f"reporting_chain/{level.abolished}", _("its part falls to: %(level)s") % now
    yield from _reporting(edition, terms)
    for choice in terms.choices:
        yield f"notes/{choice.note}", _("chose: %(choice)s") % {"choice": choice.choice}
    for value in sorted(terms.parameters, key=lambda one: one.effective_from):
        said = {
            "value": format_number(value.value),
            "day": formats.date_format(value.effective_from, "SHORT_DATE_FORMAT"),
        }
        words = _("%(value)s from %(day)s") % said
        yield f"parameters/{value.key}", f"{words} ({value.reason})" if value.reason else words


def _reporting(edition: Edition, terms: LocalTerms) -> Iterator[tuple[str, str]]:
    """When reports lock here, and who has to say yes besides the commune."""
    if terms.lock_after_days:
        words = ngettext(
            "locked %(days)s day after the day due",
            "locked %(days)s days after the day due",
            terms.lock_after_days,
        )
        for calendar in edition.calendars:
            yield f"calendars/{calendar.key}", words % {"days": terms.lock_after_days}
    if terms.area_checks:
        yield "reporting_chain/area", _("its head looks at every group's report first")
    if "totals" in terms.second_person:
        for level in edition.reporting_chain:
            if level.kind in COMMUNE_KINDS:
                words = _("a second person says yes before a total goes up")
                yield f"reporting_chain/{level.kind}", words


def _days(edition: Edition, terms: LocalTerms) -> Iterator[tuple[str, str]]:
    """The days that were moved; those left where they are say nothing."""
    here = localise(edition, terms)
    before = {milestone.key: milestone for milestone in edition.milestones}
    for milestone in here.milestones:
        if milestone != before[milestone.key]:
            yield f"milestones/{milestone.key}", " · ".join(milestone_days(milestone))
    windows = {
        (calendar.key, window.key): window
        for calendar in edition.calendars
        for window in calendar.windows
    }
    due = {one.calendar for one in terms.due_days}
    for calendar in here.calendars:
        if calendar.key in due:
            yield f"calendars/{calendar.key}", due_words(calendar.due)
        for window in calendar.windows:
            if window != windows[calendar.key, window.key]:
                first = formats.date_format(window.start, "SHORT_DATE_FORMAT")
                last = window.until - window.until.resolution
                days = f"{first}–{formats.date_format(last, 'SHORT_DATE_FORMAT')}"
                yield f"calendars/{calendar.key}", f"{worded(window)}: {days}"


def _tightened(edition: Edition, tightened: Tightened) -> str:
    """`70 → 75`, with the reason."""
    change = format_number(tightened.value)
    rule = edition.criterion(tightened.criterion).rule
    if isinstance(rule, CompareRule | RatioRule) and rule.than.value is not None:
        change = f"{format_number(rule.than.value)} → {change}"
    return f"{change} ({tightened.reason})" if tightened.reason else change
