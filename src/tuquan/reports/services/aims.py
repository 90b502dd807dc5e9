"""Setting goals for a place from its survey, and keeping what is pressing until it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.programme import Question
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Goal, PressingIssue
from tuquan.reports.queries.aims import aimed_form, aimed_questions

LONGEST_TEXT = 300
LARGEST_GOAL = Decimal(10) ** 13
YEARS_AHEAD = 5


@transaction.atomic
def set_goals(
    actor: Actor,
    adoption: Adoption,
    where: Place | ResidentGroup,
    year: int,
    values: Mapping[str, Decimal | None],
) -> int:
    """Set the goals of an area, or of a group in it, for a year, line by line; returns how many
    changed. A line given as None has no goal any more."""
    place, group = _place_and_group(where)
    require(actor.may("areas.report", where.path) and _runs_at(adoption, where.path))
    form = aimed_form(adoption.content)
    questions = {one.key: one for one in aimed_questions(adoption.content)}
    if problems := list(_goal_problems(questions, year, values)):
        raise Invalid(problems)
    goals = Goal.objects.filter(adoption=adoption, path=where.path, year=year)
    present = {goal.question: goal.value for goal in goals}
    changed = {key: value for key, value in values.items() if present.get(key) != value}
    goals.filter(question__in=[key for key, value in changed.items() if value is None]).delete()
    for key, value in changed.items():
        if value is not None and form:
            Goal.objects.update_or_create(
                adoption=adoption,
                path=where.path,
                question=key,
                year=year,
                defaults={
                    "place": place,
                    "group": group,
                    "form_key": form.key,
                    "value": value,
                    "set_by_id": actor.user_id,
                    "set_at": clock.now(),
                },
            )
    if changed:
        record(actor, "reports.goals_set", where, where.path, year=year, goals=len(changed))
    return len(changed)


@transaction.atomic
def write_issue(
    actor: Actor,
    adoption: Adoption,
    where: Place | ResidentGroup,
    text: str,
    found_on: date,
    due_on: date | None = None,
) -> PressingIssue:
    """Keep something about a place that residents want put right; never anything about a person."""
    place, group = _place_and_group(where)
    require(actor.may("areas.report", where.path) and _runs_at(adoption, where.path))
    words = tidy(text)
    problems = list(_words_problems(words, "text"))
    if found_on > clock.today():
        problems.append(Problem("issue_found_in_future", "found_on"))
    if due_on and due_on < found_on:
        problems.append(Problem("issue_due_before_found", "due_on"))
    if problems:
        raise Invalid(problems)
    issue = PressingIssue.objects.create(
        adoption=adoption,
        place=place,
        group=group,
        path=where.path,
        text=words,
        found_on=found_on,
        due_on=due_on,
        written_by_id=actor.user_id,
    )
    record(actor, "reports.issue_written", issue, issue.path)
    return issue


@transaction.atomic
def settle_issue(actor: Actor, issue: PressingIssue, settled_on: date, outcome: str) -> None:
    """Say on which day a pressing issue was settled, and how."""
    require(actor.may("areas.report", issue.path))
    words = tidy(outcome)
    problems = list(_words_problems(words, "outcome"))
    if not issue.found_on <= settled_on <= clock.today():
        problems.append(Problem("issue_settled_day_wrong", "settled_on", {"found": issue.found_on}))
    if problems:
        raise Invalid(problems)
    still_open = PressingIssue.objects.open().filter(pk=issue.pk)
    if not still_open.update(settled_on=settled_on, outcome=words):
        raise Conflict("issue_settled_already")
    issue.settled_on, issue.outcome = settled_on, words
    record(actor, "reports.issue_settled", issue, issue.path, settled_on=settled_on.isoformat())


def _place_and_group(where: Place | ResidentGroup) -> tuple[Place, ResidentGroup | None]:
    return (where, None) if isinstance(where, Place) else (where.place, where)


def _runs_at(adoption: Adoption, path: str) -> bool:
    return path.startswith(adoption.place.path)


def _goal_problems(
    questions: Mapping[str, Question], year: int, values: Mapping[str, Decimal | None]
) -> Iterator[Problem]:
    this_year = clock.today().year
    if not this_year - 1 <= year <= this_year + YEARS_AHEAD:
        yield Problem("goal_year_wrong", "year")
    for key, value in values.items():
        question = questions.get(key)
        if question is None:
            yield Problem("goal_line_unknown", key)
        elif value is not None and not 0 <= value < LARGEST_GOAL:
            yield Problem("goal_out_of_range", key)
        elif value is not None and question.kind == "count" and value % 1:
            yield Problem("goal_not_whole", key)


def _words_problems(words: str, field: str) -> Iterator[Problem]:
    if not words:
        yield Problem("issue_words_missing", field)
    if len(words) > LONGEST_TEXT:
        yield Problem("issue_words_long", field, {"maximum": LONGEST_TEXT})
