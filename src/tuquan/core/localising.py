"""An edition as one place runs it: what it inherits, and what the place chose, added, tightened.

The edition itself never changes; these functions give a new one. A place may switch off only what
the edition says is optional, add criteria, and make a bound stricter, never looser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

from tuquan.core.local_reporting import PARTS, check_order, check_reporting
from tuquan.core.problems import Problem
from tuquan.core.programme import (
    Calendar,
    ChainLevel,
    CompareRule,
    Criterion,
    Edition,
    IncidentReport,
    Milestone,
    Parameter,
    ParameterValue,
    RatioRule,
    Rule,
)
from tuquan.core.programme.local import LocalParameter, LocalTerms, ReDated, Tightened
from tuquan.core.time import LAST_START_DAY, DueRule, add_months, in_force

_NAMES: dict[str, Callable[[Any], str]] = {
    "off": str,
    "due_days": attrgetter("calendar"),
    "re_dated": attrgetter("item"),
    "parameters": attrgetter("key"),
    "tightened": attrgetter("criterion"),
    "added": attrgetter("key"),
    "duties": attrgetter("duty"),
    "levels": attrgetter("abolished"),
    "choices": attrgetter("note"),
}
"""How a problem of the terms names an item of each part."""

Report = TypeVar("Report", Calendar, IncidentReport)

_SWITCHES = ("calendars", "incident_reports", "criteria")
"""The parts of an edition whose items may be optional."""


@dataclass(frozen=True, slots=True)
class MovedDay:
    """An explicit day of the source and the day proposed for it here."""

    item: str
    label: str
    label_en: str
    was: date
    proposed: date


def inherit(edition: Edition, parent: Edition) -> Edition:
    """The edition with the parts it takes over from its parent put before its own (S3-03)."""
    parts = edition.inherits.parts if edition.inherits else ()
    taken: dict[str, Any] = {
        name: (*getattr(parent, name), *getattr(edition, name)) for name in parts
    }
    if "criteria" in parts and edition.scoring is None:
        taken["scoring"] = parent.scoring
    return replace(edition, **taken)


def localise(edition: Edition, terms: LocalTerms) -> Edition:
    """The edition on the terms of a place; the terms are right (`check_terms`)."""
    off, days = set(terms.off), {one.item: one.on for one in terms.re_dated}
    due = {one.calendar: DueRule(day_of_next_month=one.day) for one in terms.due_days}
    bounds = {one.criterion: one.value for one in terms.tightened}
    calendars = (c for c in edition.calendars if f"calendars/{c.key}" not in off)
    incidents = (i for i in edition.incident_reports if f"incident_reports/{i.key}" not in off)
    return replace(
        edition,
        calendars=tuple(_local_calendar(c, due, days, terms) for c in calendars),
        incident_reports=tuple(_with_levels(incident, terms) for incident in incidents),
        milestones=tuple(_moved_milestone(milestone, days) for milestone in edition.milestones),
        parameters=tuple(_with_values(item, terms.parameters) for item in edition.parameters),
        criteria=(*_local_criteria(edition.criteria, off, bounds), *terms.added),
        reporting_chain=tuple(_mapped_chain(edition.reporting_chain, terms)),
    )


def check_terms(edition: Edition, terms: LocalTerms) -> list[Problem]:
    """Everything a place may not choose so, and warnings; `where` is kind and key of the item."""
    known = _days_of(edition)
    return [
        *_check_off(edition, terms.off),
        *_check_due_days(edition, terms),
        *(
            Problem("re_dated_unknown", f"re_dated/{one.item}", {"item": one.item})
            for one in terms.re_dated
            if one.item not in known
        ),
        *_check_parameters(edition, terms.parameters),
        *(found for one in terms.tightened if (found := _check_tightened(edition, one))),
        *_check_names(edition, terms),
        *_check_levels(edition, terms),
        *check_reporting(edition, terms),
        *check_order(edition, terms),
    ]


def fitting_terms(edition: Edition, terms: LocalTerms) -> LocalTerms:
    """The terms without what an edition does not know or does not allow."""
    wrong = {problem.where for problem in check_terms(edition, terms) if not problem.is_warning}
    kept: dict[str, Any] = {
        part: tuple(one for one in getattr(terms, part) if f"{part}/{name(one)}" not in wrong)
        for part, name in _NAMES.items()
    }
    usual = LocalTerms()
    kept |= {part: getattr(usual, part) for part in PARTS if part in wrong}
    return replace(terms, **kept)


def proposed_days(edition: Edition, starts: date) -> list[MovedDay]:
    """A day for every explicit date of the source, for a place that starts on a day.

    All move by the same whole number of years or months, as the edition says (`re_dated_by`), so
    that they keep their distances; a plan adopted on its own first day keeps its dates.
    """
    months = _months_between(edition.effective_from, starts)
    if edition.re_dated_by == "years":
        months = -(-months // 12) * 12
    return [
        MovedDay(item, label, label_en, was, add_months(was, months))
        for item, (label, label_en, was) in _days_of(edition).items()
    ]


def proposed_terms(edition: Edition, starts: date) -> LocalTerms:
    """The local terms of a place that takes every proposed day as it is."""
    moved = proposed_days(edition, starts)
    return LocalTerms(re_dated=tuple(ReDated(one.item, one.proposed) for one in moved))


def levels_on(edition: Edition, day: date) -> tuple[ChainLevel, ...]:
    """The levels reports pass through on a day, from below: an abolished one is skipped."""
    return tuple(
        level for level in edition.reporting_chain if in_force(None, level.abolished_on, day)
    )


def _days_of(edition: Edition) -> dict[str, tuple[str, str, date]]:
    """Every explicit day of an edition under the name it is re-dated by."""
    found = {}
    for item in edition.milestones:
        day = item.by or item.before or item.starts
        if day:
            found[f"milestones/{item.key}"] = (item.label, item.label_en, day)
    for calendar in edition.calendars:
        for window in calendar.windows:
            item_key = f"calendars/{calendar.key}/{window.key}"
            found[item_key] = (window.label, window.label_en, window.start)
    return found


def _months_between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month


def _local_calendar(
    calendar: Calendar, due: dict[str, DueRule], days: dict[str, date], terms: LocalTerms
) -> Calendar:
    moved = _moved_windows(_with_due(calendar, due), days)
    return _with_level_dues(_with_levels(moved, terms), terms)


def _with_due(calendar: Calendar, due: dict[str, DueRule]) -> Calendar:
    return replace(calendar, due=due[calendar.key]) if calendar.key in due else calendar


def _moved_windows(calendar: Calendar, days: dict[str, date]) -> Calendar:
    windows = []
    for window in calendar.windows:
        start = days.get(f"calendars/{calendar.key}/{window.key}", window.start)
        windows.append(replace(window, start=start, until=start + (window.until - window.start)))
    return replace(calendar, windows=tuple(windows))


def _moved_milestone(milestone: Milestone, days: dict[str, date]) -> Milestone:
    day = days.get(f"milestones/{milestone.key}")
    if day is None:
        return milestone
    name = "by" if milestone.by else "before" if milestone.before else "starts"
    moved: dict[str, Any] = {name: day}
    if milestone.starts and name != "starts":
        end = milestone.by or milestone.before or day
        moved["starts"] = day - (end - milestone.starts)
    return replace(milestone, **moved)


def _with_values(parameter: Parameter, local: Iterable[LocalParameter]) -> Parameter:
    """Local values hold from their day on, until the next one of the place or for good."""
    own = sorted((one for one in local if one.key == parameter.key), key=lambda v: v.effective_from)
    if not own:
        return parameter
    start = own[0].effective_from
    kept = [
        replace(value, effective_until=min(value.effective_until or start, start))
        for value in parameter.values
        if value.effective_from < start
    ]
    ends = [*(one.effective_from for one in own[1:]), None]
    added = [
        ParameterValue(one.value, one.effective_from, end)
        for one, end in zip(own, ends, strict=True)
    ]
    return replace(parameter, values=(*kept, *added))


def _local_criteria(
    criteria: Iterable[Criterion], off: set[str], bounds: dict[str, Decimal]
) -> Iterator[Criterion]:
    for criterion in criteria:
        if f"criteria/{criterion.key}" in off:
            continue
        rule = criterion.rule
        if rule and criterion.key in bounds:
            rule = _with_bound(rule, bounds[criterion.key])
        parts = tuple(_local_criteria(criterion.parts, off, bounds))
        yield replace(criterion, rule=rule, parts=parts)


def _with_bound(rule: Rule, value: Decimal) -> Rule:
    if isinstance(rule, CompareRule | RatioRule):
        return replace(rule, than=replace(rule.than, value=value))
    return rule


def _mapped_chain(chain: Sequence[ChainLevel], terms: LocalTerms) -> Iterator[ChainLevel]:
    """What an abolished level did falls to the one named; a level is in the chain once."""
    now = {one.abolished: one.now for one in terms.levels}
    kinds = {level.kind for level in chain}
    for level in chain:
        kind = now.get(level.kind)
        if kind is None:
            yield level
        elif kind not in kinds:
            yield replace(level, kind=kind, abolished_on=None)


def _with_levels(item: Report, terms: LocalTerms) -> Report:
    """Reports to an abolished level go to the one that takes its place."""
    now = {one.abolished: one.now for one in terms.levels}
    recipients = tuple(replace(r, level=now.get(r.level, r.level)) for r in item.recipients)
    return replace(item, recipients=recipients)


def _with_level_dues(calendar: Calendar, terms: LocalTerms) -> Calendar:
    """The total of an abolished level is due from the one that takes its place, if it owes none."""
    now = {one.abolished: one.now for one in terms.levels}
    own = {due.level for due in calendar.level_dues}
    dues = (
        replace(due, level=now.get(due.level, due.level))
        for due in calendar.level_dues
        if now.get(due.level) not in own
    )
    return replace(calendar, level_dues=tuple(dues))


def _check_off(edition: Edition, off: Iterable[str]) -> Iterator[Problem]:
    optional: dict[str, bool] = {}
    for name in _SWITCHES:
        items: tuple[Any, ...] = (
            edition.all_criteria if name == "criteria" else getattr(edition, name)
        )
        optional |= {f"{name}/{item.key}": item.optional for item in items}
    for item in off:
        if item not in optional:
            yield Problem("part_unknown", f"off/{item}", {"item": item})
        elif not optional[item]:
            yield Problem("part_not_optional", f"off/{item}", {"item": _title(edition, item)})


def _items(edition: Edition, name: str) -> tuple[Any, ...]:
    return edition.all_criteria if name == "criteria" else getattr(edition, name)


def _title(edition: Edition, item: str) -> str:
    name, _slash, key = item.partition("/")
    found = next(one for one in _items(edition, name) if one.key == key)
    return str(found.label if name == "criteria" else found.title)


def _check_due_days(edition: Edition, terms: LocalTerms) -> Iterator[Problem]:
    keys = {calendar.key for calendar in edition.calendars}
    for one in terms.due_days:
        where = f"due_days/{one.calendar}"
        if one.calendar not in keys:
            yield Problem("calendar_unknown", where, {"calendar": one.calendar})
        elif not 1 <= one.day <= LAST_START_DAY:
            yield Problem("due_day_wrong", where, {"day": one.day})


def _check_parameters(edition: Edition, local: Iterable[LocalParameter]) -> Iterator[Problem]:
    keys = {parameter.key for parameter in edition.parameters}
    seen = set()
    for one in local:
        where = f"parameters/{one.key}"
        if one.key not in keys:
            yield Problem("parameter_unknown", where, {"parameter": one.key})
        if (one.key, one.effective_from) in seen:
            yield Problem("parameter_twice", where, {"day": one.effective_from})
        seen.add((one.key, one.effective_from))


def _check_tightened(edition: Edition, one: Tightened) -> Problem | None:
    where = f"tightened/{one.criterion}"
    found = next((c for c in edition.all_criteria if c.key == one.criterion), None)
    if found is None:
        return Problem("criterion_unknown", where, {"criterion": one.criterion})
    rule = found.rule
    if not isinstance(rule, CompareRule | RatioRule) or rule.than.value is None:
        return Problem("criterion_without_bound", where, {"criterion": found.number})
    was = rule.than.value
    stricter = {
        "at_least": one.value > was,
        "more_than": one.value > was,
        "at_most": one.value < was,
        "less_than": one.value < was,
        "equal": False,
    }[rule.operator]
    if stricter:
        return None
    params = {"criterion": found.number, "was": was, "value": one.value}
    return Problem("bound_not_stricter", where, params)


def _check_names(edition: Edition, terms: LocalTerms) -> Iterator[Problem]:
    """Added criteria need names of their own; duties and choices name what the edition has."""
    taken = {criterion.key for criterion in edition.all_criteria}
    for added in terms.added:
        for criterion in added.with_parts:
            if criterion.key in taken:
                params = {"criterion": criterion.key}
                yield Problem("criterion_known", f"added/{criterion.key}", params)
            taken.add(criterion.key)
    duties = {duty.key for duty in edition.duties}
    for held in terms.duties:
        if held.duty not in duties:
            yield Problem("duty_unknown", f"duties/{held.duty}", {"duty": held.duty})
    notes = {note.key for note in edition.notes}
    for chosen in terms.choices:
        if chosen.note not in notes:
            yield Problem("note_unknown", f"choices/{chosen.note}", {"note": chosen.note})


def _check_levels(edition: Edition, terms: LocalTerms) -> Iterator[Problem]:
    abolished = {level.kind for level in edition.reporting_chain if level.abolished_on}
    for one in terms.levels:
        where = f"levels/{one.abolished}"
        if one.abolished not in abolished:
            yield Problem("level_not_abolished", where, {"level": one.abolished})
        if one.now in abolished:
            yield Problem("level_abolished_too", where, {"level": one.now})
