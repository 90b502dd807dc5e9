"""The chain of a cycle: who does which step, from which day to which, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet, Posting, StepDays
from tuquan.assessments.queries.cycles import Counted
from tuquan.base import clock
from tuquan.base.working_days import work_calendar
from tuquan.core.programme import AssessmentStep, Edition
from tuquan.core.time import Period, due_day, window_in

DAY = timedelta(days=1)
_STATE = AssessmentSheet.State

DONE_IN: Mapping[str, tuple[str, ...]] = {
    "self_assess": (_STATE.HANDED_IN, _STATE.CHECKED, _STATE.DECIDED),
    "appraise": (_STATE.CHECKED, _STATE.DECIDED),
    "joint_check": (_STATE.CHECKED, _STATE.DECIDED),
    "verify": (_STATE.CHECKED, _STATE.DECIDED),
    "re_verify": (_STATE.CHECKED, _STATE.DECIDED),
    "decide": (_STATE.DECIDED,),
}
"""In which states of a sheet a step is behind it; the others are not done sheet by sheet."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with its days, and how many sheets of how many have it behind them.

    `done` is None for what is not done sheet by sheet. `working_days_left` counts from today to the
    last day, that day included; negative once it is past.
    """

    step: AssessmentStep
    days: StepDays | None
    done: int | None
    out_of: int
    working_days_left: int | None

    @property
    def is_late(self) -> bool:
        """Whether the last day is past and sheets still lack the step."""
        left = self.working_days_left
        return left is not None and left < 0 and self.done is not None and self.done < self.out_of


def usual_days(edition: Edition, year: int) -> dict[str, tuple[date | None, date | None]]:
    """By step, the days that its rule or its window names in a year; a window may begin before."""
    whole_year = Period("year", date(year, 1, 1), date(year + 1, 1, 1))
    found: dict[str, tuple[date | None, date | None]] = {}
    for step in edition.assessment:
        window = next((one for one in step.windows if one.level == step.level), None)
        if step.due and not step.due.after_event:
            found[step.key] = (None, due_day(step.due, whole_year, work_calendar()))
        elif window:
            begins, after = window_in(window.start, window.until, year)
            found[step.key] = (begins, after - DAY)
    return found


def step_lines(cycle: AssessmentCycle, counts: Counted) -> list[StepLine]:
    """Every step of the programme in its order."""
    days = {one.step: one for one in cycle.step_days.all()}
    return [
        StepLine(
            step,
            days.get(step.key),
            sum(counts.by_state[state] for state in DONE_IN[step.how])
            if step.how in DONE_IN
            else None,
            counts.whole,
            _days_left(days.get(step.key)),
        )
        for step in cycle.content.assessment
    ]


def running_posting(cycle: AssessmentCycle, today: date) -> Posting | None:
    """The posting during which people may still object."""
    return cycle.postings.filter(until__gte=today).first()


def _days_left(days: StepDays | None) -> int | None:
    if days is None or days.due_on is None:
        return None
    today, due_on, work = clock.today(), days.due_on, work_calendar()
    if due_on < today:
        return -max(1, work.working_days_between(due_on, today))
    return work.working_days_between(today - DAY, due_on)
