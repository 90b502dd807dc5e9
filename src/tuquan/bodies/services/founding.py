"""Founding, altering and dissolving a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import Appointment, Body, Guidance
from tuquan.bodies.queries.naming import day_problems, name_problems
from tuquan.core.packs import canonical_json
from tuquan.core.problems import Problem
from tuquan.core.programme import Board
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.places.models import Place

LONGEST_NAME = 200
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class NewBody:
    """What a body is founded with; `board` is the rule of a programme it is checked against."""

    kind: str
    name: str
    founded_on: date
    programme: str = ""
    board: Board | None = None
    tasks: str = ""
    predecessor: Body | None = None


@transaction.atomic
def found_body(actor: Actor, place: Place, new: NewBody) -> Body:
    """Found a body of a place (S1-09, S1-13, S2-04, S2-06); the rule it has stays as it is now."""
    require(actor.may("bodies.manage", place.path))
    name = tidy(new.name)
    problems = [*name_problems(name, "name", LONGEST_NAME), *_name_taken(place, name)]
    if new.kind not in Body.Kind.values:
        problems.append(Problem("body_kind_unknown", "kind"))
    before = new.predecessor
    if before and not _near(before.place, place):
        problems.append(Problem("predecessor_elsewhere", "predecessor", {"name": before.name}))
    not_before = before.founded_on if before else date.min
    problems += day_problems(new.founded_on, "founded_on", not_before)
    if problems:
        raise Invalid(problems)
    body = Body.objects.create(
        place=place,
        kind=new.kind,
        name=name,
        programme=new.programme,
        board=new.board.key if new.board else "",
        composition=canonical_json(new.board) if new.board else "{}",
        tasks=new.tasks.strip(),
        founded_on=new.founded_on,
        predecessor=before,
    )
    record(actor, "bodies.founded", body, place.path, name=name)
    return body


@transaction.atomic
def alter_body(actor: Actor, body: Body, name: str, tasks: str) -> None:
    """Give a body another name or other tasks; what it was called stays on record."""
    path = body.place.path
    require(actor.may("bodies.manage", path))
    wanted, tasks, called = tidy(name), tasks.strip(), body.name
    problems = name_problems(wanted, "name", LONGEST_NAME)
    problems += _name_taken(body.place, wanted, body)
    if problems:
        raise Invalid(problems)
    standing = Body.objects.standing().filter(pk=body.pk, name=called)
    if not standing.update(name=wanted, tasks=tasks):
        raise Conflict("body_changed_meanwhile", name=called)
    if wanted != called:
        record(actor, "bodies.renamed", body, path, old=called, new=wanted)
    if tasks != body.tasks:
        record(actor, "bodies.tasks_changed", body, path, name=wanted)
    body.name, body.tasks = wanted, tasks


@transaction.atomic
def dissolve_body(actor: Actor, body: Body, on: date, reason: str) -> None:
    """End a body; the posts in it and the guidance it gives end the same day."""
    path = body.place.path
    require(actor.may("bodies.manage", path))
    reason = tidy(reason)
    problems = name_problems(reason, "reason", LONGEST_REASON)
    problems += day_problems(on, "on", _latest_beginning(body))
    if problems:
        raise Invalid(problems)
    if not Body.objects.standing().filter(pk=body.pk).update(dissolved_on=on):
        raise Conflict("body_dissolved", name=body.name)
    body.dissolved_on = on
    present = Appointment.objects.current().filter(body=body)
    ended = present.update(ended_on=on, end_reason=reason)
    Guidance.objects.current().filter(body=body).update(effective_until=on)
    record(actor, "bodies.dissolved", body, path, name=body.name, reason=reason, posts=ended)


def _latest_beginning(body: Body) -> date:
    """The last day on which something that still stands in the body began."""
    posts = Appointment.objects.current().filter(body=body)
    guidance = Guidance.objects.current().filter(body=body)
    begun = [*posts.values_list("term_from", flat=True)]
    begun += guidance.values_list("effective_from", flat=True)
    return max([body.founded_on, *begun])


def _name_taken(place: Place, name: str, besides: Body | None = None) -> list[Problem]:
    here = Body.objects.standing().filter(place=place)
    if besides:
        here = here.exclude(pk=besides.pk)
    wanted = same_name_key(name)
    if any(same_name_key(other) == wanted for other in here.values_list("name", flat=True)):
        return [Problem("body_name_taken", "name", {"place": place.name, "name": name})]
    return []


def _near(one: Place, other: Place) -> bool:
    """Whether one place stands in the other."""
    return one.path.startswith(other.path) or other.path.startswith(one.path)
