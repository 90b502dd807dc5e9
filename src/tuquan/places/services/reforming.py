"""Preparing a reform of the map, carrying it out in one go, taking it back (F-3 to F-6)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Q

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.succession import Plan, plan_from_json, plan_to_json
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place, Reform
from tuquan.places.queries.following import Moves, followers, tell_afterwards
from tuquan.places.queries.planning import (
    PlannedMap,
    few,
    planned,
    region,
    totals_of,
    weights_of,
)
from tuquan.places.queries.reforms import problems_in, undo_blockers
from tuquan.places.services.journal import Journal, take_back
from tuquan.places.services.remapping import MapWriter

LONGEST = {"decision": 120, "reason": 500}


@transaction.atomic
def prepare_reform(actor: Actor, kind: str, plan: Plan, *, decision: str, reason: str) -> Reform:
    """Write down what was decided, to be looked at again and carried out later.

    Refused with every problem at once, among them what the tables of other apps say.
    """
    on_map = planned(plan)
    require(on_map.may_decide(actor))
    decision, reason = tidy(decision), tidy(reason)
    problems = [*_said("decision", decision), *_said("reason", reason)]
    if kind not in Reform.Kind.values:
        problems.append(Problem("reform_kind_unknown", "kind"))
    problems += (one for one in problems_in(on_map) if not one.is_warning)
    if problems:
        raise Invalid(problems)
    reform = Reform.objects.create(
        kind=kind,
        path=on_map.path,
        effective_on=plan.effective_on,
        decision=decision,
        reason=reason,
        plan=plan_to_json(plan),
        made_by_id=actor.user_id,
        made_by_name=actor.name,
        made_at=clock.now(),
    )
    record(actor, "places.reform_prepared", reform, reform.path, kind=kind, decision=decision)
    return reform


@transaction.atomic
def carry_out_reform(actor: Actor, reform: Reform) -> Reform:
    """Change the map and everything that stands on it, all of it or nothing.

    Groups, households, open obligations and grants follow by the rules of their apps; what was
    submitted stays as it was. The totals before and after must be equal to the last unit.
    """
    plan = plan_from_json(reform.plan)
    require(planned(plan).may_decide(actor))
    if plan.effective_on > clock.today():
        raise Conflict("reform_not_yet", on=plan.effective_on)
    _claim(reform, Reform.State.PREPARED, Reform.State.DONE, "reform_not_prepared")
    _hold(planned(plan))
    on_map = planned(plan)  # again: the map may have changed until the places were ours
    if on_map.problems:
        raise Conflict("reform_map_changed")
    weights = weights_of(on_map)
    journal = Journal(reform)
    writer = MapWriter(journal, on_map)
    writer.found()
    numbers = {key: place.pk for key, place in writer.founded.items()}
    after = on_map.tree.carry_out(plan, numbers, weights)
    moves = on_map.moves(after, writer.founded)
    _refuse_what_cannot_follow(moves)
    affected = {one.name: one.affected(moves) for one in followers()}
    paths = region(moves, (on_map.places[one.place] for one in plan.alter))
    reform.before = totals_of(paths)
    writer.write(after, moves)
    for follower in followers():
        follower.follow(moves, journal)
    reform.after = totals_of(paths)
    if reform.after != reform.before:
        raise Conflict("reform_totals_differ")
    reform.done_at = clock.now()
    reform.save(update_fields=["before", "after", "done_at"])
    record(
        actor,
        "places.reformed",
        reform,
        reform.path,
        kind=reform.kind,
        decision=reform.decision,
        founded=len(plan.found),
        altered=len(plan.alter),
        closed=len(plan.close),
        affected=affected,
    )
    tell_afterwards(reform)
    return reform


@transaction.atomic
def undo_reform(actor: Actor, reform: Reform, reason: str) -> Reform:
    """Put everything back as it was before, while nothing depends on it; newest first."""
    on_map = planned(plan_from_json(reform.plan))
    require(on_map.may_decide(actor))
    reason = tidy(reason)
    if problems := _said("reason", reason):
        raise Invalid(problems)
    _claim(reform, Reform.State.DONE, Reform.State.UNDONE, "reform_not_done")
    _hold(on_map)
    if blockers := undo_blockers(actor, reform):
        raise Invalid(blockers)
    take_back(reform)
    reform.undone_at, reform.undone_by_name, reform.undo_reason = clock.now(), actor.name, reason
    reform.save(update_fields=["undone_at", "undone_by_name", "undo_reason"])
    kind, decision = reform.kind, reform.decision
    record(actor, "places.reform_undone", reform, reform.path, kind=kind, decision=decision)
    tell_afterwards(reform)
    return reform


@transaction.atomic
def drop_reform(actor: Actor, reform: Reform) -> None:
    """Cast away a reform that was prepared and not carried out."""
    require(planned(plan_from_json(reform.plan)).may_decide(actor))
    _claim(reform, Reform.State.PREPARED, Reform.State.DROPPED, "reform_not_prepared")
    kind, decision = reform.kind, reform.decision
    record(actor, "places.reform_dropped", reform, reform.path, kind=kind, decision=decision)


def _said(field: str, text: str) -> list[Problem]:
    if not text:
        return [Problem(f"reform_{field}_missing", field)]
    if len(text) > LONGEST[field]:
        params = {"text": text[:60], "longest": LONGEST[field]}
        return [Problem("reform_text_too_long", field, params)]
    return []


def _claim(reform: Reform, before: str, after: str, code: str) -> None:
    """Take the reform to its next state, unless somebody else was faster."""
    if not Reform.objects.filter(pk=reform.pk, state=before).update(state=after):
        raise Conflict(code)
    reform.state = after


def _hold(on_map: PlannedMap) -> None:
    """Keep every other reform of these places waiting until this one is done.

    Writing the rows as they are holds them on both databases.
    """
    below = Q(pk__in=list(on_map.places))
    for path in few([place.path for place in on_map.places.values() if not place.ended_on]):
        below |= Q(path__below=path)
    Place.objects.filter(below).update(ended_on=F("ended_on"))


def _refuse_what_cannot_follow(moves: Moves) -> None:
    problems: Sequence[Problem] = [
        problem
        for follower in followers()
        for problem in follower.problems(moves)
        if not problem.is_warning
    ]
    if problems:
        raise Invalid(problems)
