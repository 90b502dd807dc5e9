"""Rules about what was answered: a yes or no, a level, a word, a day."""

from __future__ import annotations

from datetime import date, timedelta

from tuquan.core.programme import AnswerRule, DateRule, OneOfRule, ScaleRule
from tuquan.core.rules.known import (
    Judge,
    Known,
    Met,
    Outcome,
    State,
    absent,
    absent_state,
    missing,
    with_reason,
)
from tuquan.core.time import UnknownYear, add_months
from tuquan.core.time.days import named_day


def answer(rule: AnswerRule) -> Judge:
    """A yes or no as expected."""
    of, expected = rule.of, rule.expect == "yes"
    unexpected = not expected

    def state(known: Known, met: Met) -> State:
        found = known.values.get(of)
        # 1 equals True in Python and is no yes.
        if found is expected:
            return "passed"
        return "failed" if found is unexpected else absent_state(known, of)

    def outcome(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        if not isinstance(found, bool):
            return absent(known, (of,))
        return Outcome(state(known, met), "answer", {"of": of, "found": found})

    return Judge(state, outcome)


def scale(rule: ScaleRule) -> Judge:
    """A level that is high enough; a word that is not on the scale says nothing."""
    of, levels = rule.of, rule.levels
    enough = levels[levels.index(rule.at_least) :]

    def state(known: Known, met: Met) -> State:
        found = known.values.get(of)
        if found in enough:
            return "passed"
        return "failed" if found in levels else absent_state(known, of)

    def outcome(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        if found not in levels:
            return absent(known, (of,))
        params = {"of": of, "found": found, "wanted": rule.at_least}
        return Outcome(state(known, met), "scale", params)

    return Judge(state, outcome)


def one_of(rule: OneOfRule) -> Judge:
    """A word that is one of the words wanted."""
    of, wanted = rule.of, frozenset(rule.values)

    def state(known: Known, met: Met) -> State:
        found = known.values.get(of)
        if not isinstance(found, str):
            return absent_state(known, of)
        return "passed" if found in wanted else "failed"

    def outcome(known: Known, met: Met) -> Outcome:
        found = known.values.get(of)
        if not isinstance(found, str):
            return absent(known, (of,))
        params = {"of": of, "found": found, "values": rule.values}
        return Outcome(state(known, met), "one_of", params)

    return Judge(state, outcome)


def on_time(rule: DateRule) -> Judge:
    """A day that is early enough and, where it follows an event, not before the event."""
    of = rule.of

    def outcome(known: Known, met: Met) -> Outcome:
        found = _day(known, of)
        event = _day(known, rule.after) if rule.after else None
        if found is None or (rule.after and event is None):
            days = {of: found, rule.after: event} if rule.after else {of: found}
            return absent(known, (key for key, day in days.items() if day is None))
        if event is not None and found < event:
            params = {"of": of, "found": found, "event": rule.after, "happened": event}
            return Outcome("failed", "before_event", params)
        try:
            last = _last_day(rule, known, event)
        except UnknownYear:
            return missing("working_days")
        params = {"of": of, "found": found, "last": last}
        return Outcome("passed" if found <= last else "failed", "date", params)

    return with_reason(outcome)


def _day(known: Known, key: str) -> date | None:
    """The day given as an answer, perhaps as answers store it, else that of the event."""
    found = known.values.get(key, known.events.get(key))
    if isinstance(found, str):
        try:
            return date.fromisoformat(found)
        except ValueError:
            return None
    return found if isinstance(found, date) else None


def _last_day(rule: DateRule, known: Known, event: date | None) -> date:
    """The last good day; `UnknownYear` when nobody has said which days are worked."""
    if event is None:
        return rule.last_day or named_day(rule.on_or_before, known.year)
    within = rule.within or 0
    if rule.unit == "months":
        return add_months(event, within)
    if rule.unit == "days":
        return event + timedelta(days=within)
    if known.work is None:
        raise UnknownYear(event.year)
    return known.work.add_working_days(event, within)
