"""The file of working days: days off and exchanged days of each year, with source and check date.

Import it by its own name: it reads with `core.packs.reading`, which stands above `core.time`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tuquan.core import strict_yaml
from tuquan.core.packs.reading import Reading
from tuquan.core.problems import Problem
from tuquan.core.time.working_days import SATURDAY, WorkCalendar


@dataclass(frozen=True, slots=True)
class DayOff:
    """A public holiday, a day off for one that fell on a weekend, or one moved there."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """A weekend day on which offices work, and the working day that is off for it."""

    day: date
    instead_of: date


@dataclass(frozen=True, slots=True)
class WorkYear:
    """One year: who said so, and who looked it up when.

    `computed` is what the law alone gives, without the exchanges that may still be announced.
    """

    year: int
    checked_on: date
    status: Literal["announced", "computed"]
    source: str
    days_off: tuple[DayOff, ...]
    worked: tuple[WorkedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkCalendarFile:
    """All years, in order."""

    years: tuple[WorkYear, ...]


def read_work_calendar(text: str, file: str) -> tuple[WorkCalendar | None, list[Problem]]:
    """The working days a file says, or everything that is wrong with it, in the order of lines."""
    node, problems = strict_yaml.read(text, file)
    if node is None:
        return None, problems
    reading = Reading()
    reading.problems += problems
    years = reading.read(WorkCalendarFile, node).years
    _check_years(reading, years)
    _check_days(reading, years)
    _check_exchanges(reading, years)
    if reading.problems:
        return None, sorted(reading.problems, key=_place)
    return WorkCalendar(
        years=frozenset(entry.year for entry in years),
        holidays=frozenset(off.day for entry in years for off in entry.days_off),
        worked=frozenset(worked.day for entry in years for worked in entry.worked),
    ), []


def _check_years(reading: Reading, years: tuple[WorkYear, ...]) -> None:
    """One year follows the other, and each has its days off."""
    expected = None
    for entry in years:
        if expected is not None and entry.year != expected:
            params = {"year": entry.year, "expected": expected}
            reading.report(entry, "year", "work_year_out_of_order", **params)
        if not entry.days_off:
            reading.report(entry, "days_off", "work_year_without_days_off", year=entry.year)
        expected = entry.year + 1 if entry.year else None


def _check_days(reading: Reading, years: tuple[WorkYear, ...]) -> None:
    """Every day is listed once, in its own year."""
    seen: dict[date, DayOff | WorkedDay] = {}
    for entry, item in _in_order(years):
        if entry.year and item.day.year != entry.year:
            reading.report(item, "day", "day_outside_its_year", day=item.day, year=entry.year)
        first = seen.setdefault(item.day, item)
        if first is not item:
            both = type(first) is not type(item)
            code = "day_both_off_and_worked" if both else "day_listed_twice"
            where = reading.where(first, "day")
            reading.report(item, "day", code, day=item.day, first=where)


def _check_exchanges(reading: Reading, years: tuple[WorkYear, ...]) -> None:
    """A day worked in exchange is a weekend day, and the day it is worked for is off."""
    known = {entry.year for entry in years}
    off = {day_off.day for entry in years for day_off in entry.days_off}
    for worked in (worked for entry in years for worked in entry.worked):
        if worked.day.weekday() < SATURDAY:
            reading.report(worked, "day", "worked_day_not_on_weekend", day=worked.day)
        day = worked.instead_of
        if day.year in known and day not in off:
            reading.report(worked, "instead_of", "exchange_without_day_off", day=day)


def _in_order(years: tuple[WorkYear, ...]) -> Iterator[tuple[WorkYear, DayOff | WorkedDay]]:
    for entry in years:
        days: tuple[DayOff | WorkedDay, ...] = (*entry.days_off, *entry.worked)
        for item in days:
            yield entry, item


def _place(problem: Problem) -> tuple[int, int]:
    line, column = problem.where.split(":")[-2:]
    return int(line), int(column)
