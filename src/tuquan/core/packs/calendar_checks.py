"""Checks of calendars, of their windows and due rules, and of incident reports."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from tuquan.core.packs.names import (
    KEY,
    Names,
    check_dates,
    check_range,
    check_reference,
    check_unique,
    find_cycles,
)
from tuquan.core.packs.reading import Reading
from tuquan.core.programme import Calendar, Edition, IncidentReport, Recipient, ReportWindow
from tuquan.core.time import (
    LAST_START_DAY,
    LONGEST_WINDOW_NAME,
    PERIODS_IN_YEAR,
    DueRule,
    day_and_month,
)

_SHORTEST = {"week": 7, "month": 28, "quarter": 90, "half_year": 181, "nine_months": 273}
_LONGEST = {
    "days_after_end": (0, 366),
    "day_of_next_month": (1, 31),
    "working_days_after_cut_off": (0, 100),
    "event_days": (0, 366),
    "event_working_days": (0, 100),
    "event_months": (0, 60),
}
_HAPPENS_ONCE = ("once", "window", "year", "nine_months")
"""An explicit day is that of one report: a month or a quarter has several in every year."""


def check_calendars(reading: Reading, edition: Edition, names: Names) -> None:
    """Report everything wrong with who files what when."""
    for calendar in edition.calendars:
        _check_calendar(reading, edition, names, calendar)
    _check_feeding(reading, edition)
    for report in edition.incident_reports:
        _check_form(reading, names, report)
        check_recipients(reading, names, report.recipients)


def check_recipients(reading: Reading, names: Names, recipients: Iterable[Recipient]) -> None:
    """Who receives something does so at a level of the reporting chain."""
    for recipient in recipients:
        check_reference(reading, recipient, "level", names.levels)


def check_due(reading: Reading, due: DueRule, holder: object, name: str, period: str = "") -> None:
    """A due rule says one day in one way; `period` is empty where no period of a calendar ends."""
    if len(due.ways) != 1 or due.half_said:
        reading.report(holder, name, "due_rule_not_one")
    for field, (low, high) in _LONGEST.items():
        check_range(reading, due, field, low, high)
    for text in due.before:
        if day_and_month(text) is None:
            reading.report(due, "before", "not_a_day_of_the_year", value=text)
    if due.after_event and not KEY.fullmatch(due.after_event):
        reading.report(due, "after_event", "bad_key", key=due.after_event)
    if due.before and period:
        _check_named_days(reading, due, holder, name, period)
    explicit = due.on_day is not None or due.before_day is not None
    if explicit and period and period not in _HAPPENS_ONCE:
        reading.report(holder, name, "key_does_not_apply", "period")


def _check_named_days(
    reading: Reading, due: DueRule, holder: object, name: str, period: str
) -> None:
    """Days named in the year: one for each period of the year."""
    expected = {str(kind): number for kind, number in PERIODS_IN_YEAR.items()}.get(period)
    if expected is None:
        reading.report(holder, name, "key_does_not_apply", "period")
    elif len(due.before) != expected:
        params = {"found": len(due.before), "expected": expected}
        reading.report(holder, name, "days_do_not_match_periods", "period", **params)


def _check_calendar(reading: Reading, edition: Edition, names: Names, calendar: Calendar) -> None:
    _check_form(reading, names, calendar)
    fills_in = calendar.reporter in ("group", "area") and not calendar.fed_by
    if fills_in and not calendar.form:
        reading.report(calendar, "form", "form_missing", "fed_by", "reporter")
    if calendar.reporter in ("board", "organisation") and not calendar.reported_by:
        reading.report(calendar, "reported_by", "reporter_not_named", "reporter")
    check_range(reading, calendar, "starts_on_day", 1, LAST_START_DAY)
    check_range(reading, calendar, "opens_days_before_end", 1, 366)
    check_range(reading, calendar, "lasts_days", 1, 3660)
    if calendar.starts_on_day != 1 and calendar.period not in PERIODS_IN_YEAR:
        reading.report(calendar, "starts_on_day", "key_does_not_apply", "period")
    if (calendar.period == "once") != (calendar.lasts_days is not None):
        code = "key_does_not_apply" if calendar.lasts_days is not None else "lasts_days_missing"
        reading.report(calendar, "lasts_days", code, "period")
    if (calendar.period == "window") != bool(calendar.windows):
        code = "key_does_not_apply" if calendar.windows else "windows_missing"
        reading.report(calendar, "windows", code, "period")
    _check_windows(reading, calendar.windows)
    _check_cut_off(reading, calendar)
    check_recipients(reading, names, calendar.recipients)
    check_due(reading, calendar.due, calendar, "due", calendar.period)
    check_unique(reading, calendar.level_dues, "level")
    for level_due in calendar.level_dues:
        check_reference(reading, level_due, "level", names.levels)
        check_due(reading, level_due.due, level_due, "due", calendar.period)


def _check_form(reading: Reading, names: Names, item: Calendar | IncidentReport) -> None:
    if "forms" not in names.inherited:
        check_reference(reading, item, "form", names.forms)


def _check_windows(reading: Reading, windows: tuple[ReportWindow, ...]) -> None:
    """Every window ends after it starts, and before the next one begins."""
    for window in windows:
        if len(window.key) > LONGEST_WINDOW_NAME:
            reading.report(window, "key", "key_too_long", maximum=LONGEST_WINDOW_NAME)
        check_dates(reading, window, "start", "until")
    for older, newer in pairwise(sorted(windows, key=lambda window: window.start)):
        if newer.start < older.until and reading.sound(older, "until", "start"):
            reading.report(newer, "start", "overlapping_dates", other=older.key)


def _check_cut_off(reading: Reading, calendar: Calendar) -> None:
    """The figures are cut off on a day of the period itself."""
    lengths = [(window.until - window.start).days for window in calendar.windows]
    shortest = _SHORTEST.get(calendar.period, 365)
    if calendar.period == "once":
        shortest = calendar.lasts_days or 1
    elif calendar.period == "window":
        shortest = max(1, min(lengths, default=1))
    value = calendar.cut_off_days_before_end
    if not 0 <= value < shortest:
        params = {"value": value, "low": 0, "high": shortest - 1}
        reads = ("period", "lasts_days", "windows")
        reading.report(calendar, "cut_off_days_before_end", "out_of_range", *reads, **params)


def _check_feeding(reading: Reading, edition: Edition) -> None:
    """A total comes from another calendar, and in the end from one that somebody fills in."""
    calendars = {calendar.key: calendar for calendar in edition.calendars}
    for calendar in edition.calendars:
        check_reference(reading, calendar, "fed_by", calendars)
    for chain in find_cycles({key: {item.fed_by} - {""} for key, item in calendars.items()}):
        reading.report(calendars[chain[0]], "fed_by", "cycle", chain=chain)
