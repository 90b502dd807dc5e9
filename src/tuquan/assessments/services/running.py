"""Running a cycle: the days of its steps, what is posted, how long answers take, publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet, Posting, StepDays
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy

LONGEST_ANSWER = 60
"""Working days: whoever waits three months for an answer about a year gets none."""


@dataclass(frozen=True, slots=True)
class NewDays:
    """From which day to which a step is done; either may be open."""

    step: str
    opens_on: date | None
    due_on: date | None


@transaction.atomic
def set_days(actor: Actor, cycle: AssessmentCycle, days: Iterable[NewDays]) -> None:
    """Set from which day to which the steps of a cycle are done; all of them or none."""
    require(actor.may("assessments.decide", cycle.path))
    wanted = list(days)
    steps = {step.key for step in cycle.content.assessment}
    if problems := list(_wrong_days(wanted, steps)):
        raise Invalid(problems)
    for one in wanted:
        StepDays.objects.update_or_create(
            cycle=cycle,
            step=one.step,
            defaults={
                "opens_on": one.opens_on,
                "due_on": one.due_on,
                "set_by_name": actor.name,
            },
        )
    record(actor, "assessments.days_set", cycle, cycle.path, year=cycle.year)


@transaction.atomic
def set_limits(
    actor: Actor, cycle: AssessmentCycle, acknowledge_within: int, answer_within: int
) -> None:
    """Set within how many working days complaints are acknowledged and answered; those that came
    before keep the days they were told."""
    require(actor.may("assessments.decide", cycle.path))
    if not 1 <= acknowledge_within <= answer_within <= LONGEST_ANSWER:
        raise Invalid([Problem("limits_impossible", params={"most": LONGEST_ANSWER})])
    AssessmentCycle.objects.filter(pk=cycle.pk).update(
        acknowledge_within=acknowledge_within, answer_within=answer_within
    )
    cycle.refresh_from_db()
    record(actor, "assessments.limits_set", cycle, cycle.path, days=answer_within)


@transaction.atomic
def post_findings(
    actor: Actor, cycle: AssessmentCycle, posted_on: date, days: int, where: str
) -> Posting:
    """Note that what was found is posted for so many days, the first day not counted."""
    require(actor.may("assessments.verify", cycle.path))
    place = tidy(where)
    fewest = cycle.posted_days or 1
    problems = []
    if not place:
        problems.append(Problem("posting_where_missing", "where"))
    if days < fewest:
        problems.append(Problem("posting_too_short", "days", {"least": fewest}))
    if posted_on > clock.today() or posted_on.year < cycle.year:
        problems.append(Problem("posting_day_wrong", "posted_on", {"year": cycle.year}))
    if not cycle.sheets.filter(state=AssessmentSheet.State.CHECKED).exists():
        problems.append(Problem("posting_nothing_checked"))
    if problems:
        raise Invalid(problems)
    posting = Posting.objects.create(
        cycle=cycle,
        posted_on=posted_on,
        until=posted_on + timedelta(days=days),
        where=place,
        posted_by_name=actor.name,
        posted_at=clock.now(),
    )
    until = posting.until.isoformat()
    record(actor, "assessments.posted", cycle, cycle.path, year=cycle.year, until=until)
    return posting


@transaction.atomic
def publish(actor: Actor, cycle: AssessmentCycle) -> AssessmentCycle:
    """Let everybody read the results of a cycle; results given later show as they come."""
    require(actor.may("assessments.decide", cycle.path))
    decided = cycle.sheets.filter(state=AssessmentSheet.State.DECIDED)
    if not (decided.exists() or cycle.acceptances.decided().exists()):
        raise Invalid([Problem("publishing_nothing_decided")])
    mine = AssessmentCycle.objects.filter(pk=cycle.pk, published_at=None)
    if not mine.update(published_at=clock.now(), published_by_name=actor.name):
        raise Conflict("cycle_published_already")
    cycle.refresh_from_db()
    record(actor, "assessments.published", cycle, cycle.path, year=cycle.year)
    return cycle


@transaction.atomic
def take_back_publication(actor: Actor, cycle: AssessmentCycle) -> AssessmentCycle:
    """Close the public pages of a cycle again."""
    require(actor.may("assessments.decide", cycle.path))
    mine = AssessmentCycle.objects.filter(pk=cycle.pk, published_at__isnull=False)
    if not mine.update(published_at=None, published_by_name=""):
        raise Conflict("cycle_not_published")
    cycle.refresh_from_db()
    record(actor, "assessments.unpublished", cycle, cycle.path, year=cycle.year)
    return cycle


def _wrong_days(days: Iterable[NewDays], steps: set[str]) -> Iterator[Problem]:
    for one in days:
        if one.step not in steps:
            yield Problem("step_unknown", one.step)
        elif one.opens_on and one.due_on and one.opens_on > one.due_on:
            yield Problem("step_due_before_it_opens", one.step)
