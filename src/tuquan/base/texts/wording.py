"""What packs call things, and what periods and due rules are called, in the reader's language."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import get_language, npgettext, pgettext
from django.utils.translation import gettext as _

from tuquan.core.programme import Question
from tuquan.core.time import DueRule, Period, period_from_key


def spoken(text: str, english: str = "") -> str:
    """What a pack calls something: its English for who reads English and where the pack has it."""
    return english if english and (get_language() or "").startswith("en") else text


def worded(item: object, field: str = "label") -> str:
    """A text of something defined in a pack (`label` and `label_en`), in the reader's language."""
    return spoken(str(getattr(item, field)), str(getattr(item, f"{field}_en", "")))


def offered_words(question: Question) -> dict[str, str]:
    """The words a question is answered with, by what is sent for each; none where people write."""
    if question.is_promise:
        return {"yes": _("Met"), "no": _("Not met")}
    if question.is_plain_fact:
        return {"yes": _("Yes"), "no": _("No")}
    return {choice.key: worded(choice) for choice in question.choices}


def answer_word(question: Question, answer: object) -> str:
    """The word that stands for an answer; empty where none does."""
    key = {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)
    return offered_words(question).get(key, "")


def reporters_word(reporter: str, count: int) -> str:
    """What so many reporters of a kind are called (`Calendar.reporter`)."""
    if reporter == "group":
        return npgettext("who reports", "group", "groups", count)
    if reporter == "area":
        return npgettext("who reports", "residential area", "residential areas", count)
    return npgettext("who reports", "reporter", "reporters", count)


def period_words(period: Period) -> str:
    """A period by the name people use: `tháng 10/2026`, `quý 4/2026`, or its first and last day."""
    last = period.last_day
    year = {"year": last.year}
    match period.kind:
        case "month":
            words = pgettext("period", "%(month)s/%(year)s")
            return words % {"month": last.month, **year}
        case "quarter":
            words = pgettext("period", "quarter %(quarter)s/%(year)s")
            return words % {"quarter": (last.month + 2) // 3, **year}
        case "half_year" if last.month <= 6:
            return _("first half of %(year)s") % year
        case "half_year":
            return _("second half of %(year)s") % year
        case "year":
            return pgettext("period", "year %(year)s") % year
        case "week":
            week = last.isocalendar()
            words = pgettext("period", "week %(week)s/%(year)s")
            return words % {"week": week.week, "year": week.year}
        case "nine_months":
            return _("nine months of %(year)s") % year
        case "once" | "window":
            start = formats.date_format(period.start, "SHORT_DATE_FORMAT")
            return f"{start}–{formats.date_format(last, 'SHORT_DATE_FORMAT')}"


def period_name(key: str) -> str:
    """The period that a stored key names: `2026-10` is `tháng 10/2026`."""
    return period_words(period_from_key(key))


def due_words(due: DueRule) -> str:
    """When a report is due, as an official would say it."""
    if due.after_event:
        return _after_event(due)
    if due.days_after_end == 0:
        return _("on the last day of the period")
    if due.days_after_end is not None:
        return _("%(days)s days after the period ends") % {"days": due.days_after_end}
    if due.day_of_next_month is not None:
        return _("on day %(day)s of the month after") % {"day": due.day_of_next_month}
    if due.working_days_after_cut_off is not None:
        days = {"days": due.working_days_after_cut_off}
        return _("%(days)s working days after the period ends") % days
    if due.on_day:
        return _("on %(day)s") % {"day": formats.date_format(due.on_day, "SHORT_DATE_FORMAT")}
    if due.before_day:
        day = formats.date_format(due.before_day, "SHORT_DATE_FORMAT")
        return _("before %(day)s") % {"day": day}
    return _("before %(days)s every year") % {"days": ", ".join(due.before)}


def event_words(event: str) -> str:
    """What an event that due days wait for is called."""
    return {"unity_festival": _("the Great Unity Festival")}.get(event, event)


def _after_event(due: DueRule) -> str:
    event = {"event": event_words(due.after_event)}
    if due.event_days is not None:
        return _("%(days)s days after %(event)s") % {"days": due.event_days, **event}
    if due.event_working_days is not None:
        days = {"days": due.event_working_days, **event}
        return _("%(days)s working days after %(event)s") % days
    return _("%(months)s months after %(event)s") % {"months": due.event_months, **event}
