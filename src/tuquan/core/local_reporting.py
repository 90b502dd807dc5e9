"""What a place may choose about its reports: locking, reminding, and who has to say yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tuquan.core.problems import Problem
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms

LOCKING = (1, 366)
REMINDING = (0, 60)
ESCALATING = (0, 90)
"""The fewest and the most days of each; escalating after 0 days means never."""

SECOND_PERSON = ("register_changes", "totals")
"""What can take a second person's yes."""

PARTS = (
    "lock_after_days",
    "remind_days_before",
    "remind_days_after",
    "escalate_after_days",
    "second_person",
    "area_checks",
)
"""The parts of the terms that are looked at here; `where` of a problem is the part."""


def check_reporting(edition: Edition, terms: LocalTerms) -> Iterator[Problem]:
    """Everything about reports that a place may not choose so."""
    yield from _days("lock_after_days", [terms.lock_after_days], LOCKING)
    yield from _days("remind_days_before", terms.remind_days_before, REMINDING)
    yield from _days("remind_days_after", terms.remind_days_after, REMINDING)
    yield from _days("escalate_after_days", [terms.escalate_after_days], ESCALATING)
    known = {*SECOND_PERSON}
    if {*terms.second_person} - known or len({*terms.second_person}) < len(terms.second_person):
        yield Problem("second_person_wrong", "second_person")
    has_area = any(level.kind == "area" for level in edition.reporting_chain)
    if terms.area_checks and not has_area:
        yield Problem("area_checks_without_area", "area_checks")


def _days(part: str, days: Iterable[int | None], bounds: tuple[int, int]) -> Iterator[Problem]:
    fewest, most = bounds
    given = [day for day in days if day is not None]
    if any(not fewest <= day <= most for day in given) or len({*given}) < len(given):
        yield Problem("days_wrong", part, {"fewest": fewest, "most": most})
