"""Runs the cases of a pack: what it expects of itself, against what the rules make of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from tuquan.core.answers import Answers
from tuquan.core.packs.case_values import CannotRun, as_typed, days, known
from tuquan.core.problems import Problem
from tuquan.core.programme import FACTS, Calendar, Edition, GroupRules, Milestone
from tuquan.core.programme.cases import Case
from tuquan.core.questions import check_answers
from tuquan.core.rules import Known, Range, judge
from tuquan.core.scoring import Sheet, compile_sheet
from tuquan.core.time import Period, UnknownYear, WorkCalendar, due_day
from tuquan.core.time.days import DAY, named_day


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Item = TypeVar("Item", bound=_Keyed)
Said = tuple[str, str]
"""What was expected and what came out, in the words of the format; both empty when not asked."""
_IN_WORKING_DAYS = frozenset({"working_days_after_cut_off", "event_working_days"})


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case ended; with a problem when the case itself says something impossible."""

    case: Case
    passed: bool
    expected: str
    found: str
    problem: Problem | None = None


def run_cases(
    edition: Edition, cases: Iterable[Case], work: WorkCalendar | None = None
) -> list[CaseResult]:
    """Run every case against the edition, in their order; nothing is read or written."""
    ground = _Ground(edition, work, compile_sheet(edition))
    return [_run(ground, case) for case in cases]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every case of a run stands on."""

    edition: Edition
    work: WorkCalendar | None
    sheet: Sheet

    def known(self, case: Case) -> Known:
        """What the case says is known."""
        return known(self.edition, case, self.work)


def _run(ground: _Ground, case: Case) -> CaseResult:
    try:
        said = list(_RUNNERS[case.kind](ground, case))
    except CannotRun as refused:
        return _impossible(case, refused.problem)
    except UnknownYear as unknown:
        return _impossible(case, Problem("case_year_unknown", params={"year": str(unknown.year)}))
    expected = ", ".join(one for one, _found in said if one)
    found = ", ".join(one for _expected, one in said if one)
    return CaseResult(case, all(one == other for one, other in said), expected, found)


def _impossible(case: Case, problem: Problem) -> CaseResult:
    return CaseResult(case, False, case.expect, "", problem)


def _named(items: Collection[Item], case: Case) -> Item:
    """The item the case is about."""
    found = {item.key: item for item in items}.get(case.of)
    if found is None:
        raise CannotRun("case_of_unknown", kind=case.kind, of=case.of)
    return found


def _count(case: Case) -> int:
    if case.count is None:
        raise CannotRun("case_says_nothing", key="count")
    return case.count


def _day(case: Case) -> date:
    if case.on is None:
        raise CannotRun("case_says_nothing", key="on")
    return case.on


def _criterion(ground: _Ground, case: Case) -> Sequence[Said]:
    criterion = _named(ground.edition.all_criteria, case)
    result = ground.sheet.judge_one(criterion.key, ground.known(case))
    return [(case.expect, result.outcome.state)]


def _sheet(ground: _Ground, case: Case) -> Sequence[Said]:
    if ground.edition.scoring is None:
        raise CannotRun("case_without_scoring")
    result = ground.sheet.judge(ground.known(case))
    said = [(case.expect, result.class_key or result.class_state)]
    if case.points is not None:
        said.append((_number(case.points), _points(result.points)))
    return said


def _points(points: Range | None) -> str:
    """The score, or the lowest and the highest it can still be."""
    if points is None:
        return "no points"
    if points.is_exact:
        return _number(points.low)
    return f"{_number(points.low)} to {_number(points.high)}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _answers(ground: _Ground, case: Case) -> Sequence[Said]:
    form = _named(ground.edition.forms, case)
    asked = {question.key for question in form.questions}
    facts = {key: text for key, text in case.values.items() if key in FACTS and key not in asked}
    for key, text in facts.items():
        if not text.isdecimal():
            raise CannotRun("case_value_wrong", key=key, value=text, kind="count")
    place_kind = case.values.get("place_kind", "")
    said = {k: v for k, v in case.values.items() if k not in facts and k != "place_kind"}
    answers = Answers(as_typed(ground.edition, form.key, said), frozenset(case.not_applicable))
    counted = {key: int(text) for key, text in facts.items()}
    problems = check_answers(form, answers, counted, complete=True, place_kind=place_kind)
    refused = sorted(f"{problem.code} {problem.where}" for problem in problems)
    found = [(case.expect, "refused" if refused else "ok")]
    if case.problems:
        found.append(("; ".join(sorted(case.problems)), "; ".join(refused)))
    return found


def _due(ground: _Ground, case: Case) -> Sequence[Said]:
    calendar = _named(ground.edition.calendars, case)
    events = days(case.events)
    if ground.work is None and _IN_WORKING_DAYS.intersection(calendar.due.ways):
        raise CannotRun("case_needs_working_days")
    before_end = calendar.cut_off_days_before_end
    due = due_day(calendar.due, _period(calendar, case), ground.work, events, before_end)
    said: list[Said] = []
    if case.due_on is not None:
        said.append((case.due_on.isoformat(), due.isoformat() if due else "waiting"))
    if case.sent_on is not None or case.due_on is None:
        said.append((case.expect, _in_time(case.sent_on, due)))
    return said


def _in_time(done: date | None, last: date | None) -> str:
    if last is None:
        return "waiting"
    if done is None:
        return f"due {last.isoformat()}"
    return "in_time" if done <= last else "late"


def _period(calendar: Calendar, case: Case) -> Period:
    """The window of that name, or the period the day lies in."""
    if case.window:
        windows = {window.key: window for window in calendar.windows}
        if case.window not in windows:
            raise CannotRun("case_window_unknown", window=case.window)
        window = windows[case.window]
        return Period("window", window.start, window.until, window.key)
    day = _day(case)
    period = calendar.first_period(day)
    if period is None or not period.contains(day):
        raise CannotRun("case_no_period", day=day)
    return period


def _milestone(ground: _Ground, case: Case) -> Sequence[Said]:
    milestone = _named(ground.edition.milestones, case)
    if case.on is None or case.values or case.not_applicable:
        if milestone.condition is None:
            raise CannotRun("case_without_condition")
        return [(case.expect, judge(milestone.condition, ground.known(case)).state)]
    return [(case.expect, _in_time(case.on, _last_day(milestone, case.on.year)))]


def _last_day(milestone: Milestone, year: int) -> date:
    if milestone.by is not None:
        return milestone.by
    if milestone.before is not None:
        return milestone.before - DAY
    if not milestone.yearly_on:
        raise CannotRun("case_without_day")
    return named_day(milestone.yearly_on, year)


def _size(ground: _Ground, case: Case) -> Sequence[Said]:
    kind = _named(ground.edition.group_kinds, case)
    return [(case.expect, _within(kind, _count(case), kind.minimum, kind.maximum))]


def _people(ground: _Ground, case: Case) -> Sequence[Said]:
    kind = _named(ground.edition.group_kinds, case)
    most = kind.people_maximum
    return [(case.expect, _within(kind, _count(case), kind.people_minimum, most))]


def _within(kind: GroupRules, count: int, minimum: int | None, maximum: int | None) -> str:
    """Soft bounds warn, hard ones refuse (S0-11)."""
    if _fits(count, minimum, maximum):
        return "ok"
    return "warned" if kind.soft else "refused"


def _fits(count: int, minimum: int | None, maximum: int | None) -> bool:
    return (minimum is None or count >= minimum) and (maximum is None or count <= maximum)


def _board(ground: _Ground, case: Case) -> Sequence[Said]:
    """Its own bounds, and those of its seats together: S2-06 asks for more than it allows."""
    board = _named(ground.edition.boards, case)
    count = _count(case)
    most = [seat.maximum for seat in board.seats]
    seated = sum(seat for seat in most if seat is not None)
    open_ended = not board.seats or None in most
    fewest = sum(seat.minimum for seat in board.seats)
    fits = _fits(count, board.minimum, board.maximum)
    fits = fits and _fits(count, fewest, None if open_ended else seated)
    return [(case.expect, "ok" if fits else "warned")]


def _pilots(ground: _Ground, case: Case) -> Sequence[Said]:
    rule = _named(ground.edition.pilots, case)
    return [(case.expect, "ok" if _count(case) == rule.count else "warned")]


_RUNNERS: Mapping[str, Callable[[_Ground, Case], Sequence[Said]]] = {
    "criterion": _criterion,
    "sheet": _sheet,
    "answers": _answers,
    "due": _due,
    "milestone": _milestone,
    "size": _size,
    "people": _people,
    "board": _board,
    "pilots": _pilots,
}
