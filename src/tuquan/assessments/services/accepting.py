"""Acceptance of a model: the check written down, the decision frozen, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from tuquan.assessments.models import Acceptance, AcceptanceRevision
from tuquan.assessments.queries.acceptances import (
    boards_for,
    content_of,
    decision_hash,
    festival_day,
    missing_to_decide,
)
from tuquan.assessments.queries.comparisons import comparison_of
from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import Body
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import ResidentGroup

LONGEST_TEXT = 4000
LONGEST_NAME = 150
LONGEST_REASON = 500

_STATE = Acceptance.State
_EVENT = AcceptanceRevision.Event


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody of the committee who was there: name and post, as on the minutes."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What the check says: when, by which committee, with the group or without, what was found."""

    held_on: date
    board: Body | None
    present: tuple[Present, ...]
    with_group: bool
    results: str
    shortcomings: str = ""
    conclusion: str = ""


@transaction.atomic
def record_check(actor: Actor, acceptance: Acceptance, base: int, check: Check) -> Acceptance:
    """Write down the yearly check by the committee and the group (S1-21); no decision yet.

    Whoever led the work may be among those who check: the programme has both check together.
    """
    require(acceptance.checkable_by(actor))
    _refuse_unless_going_on(acceptance)
    _refuse(_problems_of(acceptance, check))
    values = _values_of(check) | {"state": _STATE.CHECKED}
    _change(actor, acceptance, base, Acceptance.UNDER_WAY, _EVENT.CHECKED, **values)
    return acceptance


@transaction.atomic
def accept_model(actor: Actor, acceptance: Acceptance, base: int) -> Acceptance:
    """Accept the model: the figures of the year are frozen with the check (S1-21, F-67)."""
    return _decide(actor, acceptance, base, _STATE.ACCEPTED, _EVENT.ACCEPTED, "")


@transaction.atomic
def refuse_model(actor: Actor, acceptance: Acceptance, base: int, reason: str) -> Acceptance:
    """Do not accept the model, and say why; the group goes on and is checked again next year."""
    why = tidy(reason)
    if acceptance.decidable_by(actor):
        _refuse(_reason_problems(why))
    return _decide(actor, acceptance, base, _STATE.NOT_ACCEPTED, _EVENT.NOT_ACCEPTED, why)


@transaction.atomic
def correct_acceptance(
    actor: Actor,
    acceptance: Acceptance,
    base: int,
    check: Check,
    *,
    is_accepted: bool,
    reason: str,
) -> Acceptance:
    """Decide once more, with the reason; the earlier decision stays readable (`replaces`).

    What is frozen anew are the figures as they are known now, such as reports corrected since.
    """
    require(acceptance.decidable_by(actor))
    why = tidy(reason)
    _refuse([*_reason_problems(why), *_problems_of(acceptance, check)])
    if not acceptance.is_decided:
        raise Conflict("acceptance_not_decided", name=acceptance.name)
    earlier = acceptance.revisions.exclude(event=_EVENT.CHECKED).latest("version")
    said = _values_of(check) | {"reason": "" if is_accepted else why}
    state = _STATE.ACCEPTED if is_accepted else _STATE.NOT_ACCEPTED
    values = said | _frozen(actor, _saying(acceptance, said), state)
    _change(
        actor,
        acceptance,
        base,
        Acceptance.DECIDED,
        _EVENT.CORRECTED,
        why,
        replaces=earlier,
        **values,
    )
    return acceptance


@transaction.atomic
def tell_at_festival(actor: Actor, acceptance: Acceptance) -> Acceptance:
    """Note that the result was told at the area's Great Unity Festival of the year (S1-21)."""
    require(acceptance.tellable_by(actor))
    if not acceptance.is_decided:
        raise Conflict("acceptance_not_decided", name=acceptance.name)
    day = festival_day(acceptance)
    if day is None:
        raise Invalid([Problem("acceptance_festival_unknown", params=_place(acceptance))])
    rows = Acceptance.objects.filter(pk=acceptance.pk, told_on=None)
    if not rows.update(told_on=day):
        raise Conflict("acceptance_told_already", name=acceptance.name)
    acceptance.refresh_from_db()
    record(actor, "assessments.acceptance_told", acceptance, acceptance.path, on=day.isoformat())
    return acceptance


def _decide(
    actor: Actor,
    acceptance: Acceptance,
    base: int,
    state: Acceptance.State,
    event: AcceptanceRevision.Event,
    reason: str,
) -> Acceptance:
    require(acceptance.decidable_by(actor))
    _refuse_unless_going_on(acceptance)
    if acceptance.is_decided:
        raise Conflict("acceptance_decided_already", name=acceptance.name)
    values = _frozen(actor, _saying(acceptance, {"reason": reason}), state)
    _change(actor, acceptance, base, (_STATE.CHECKED,), event, reason, **values)
    return acceptance


def _saying(acceptance: Acceptance, said: dict[str, Any]) -> Acceptance:
    """The row as it would be, to be judged before anything is changed."""
    proposed = copy(acceptance)
    for field, value in said.items():
        setattr(proposed, field, value)
    return proposed


def _frozen(actor: Actor, acceptance: Acceptance, state: Acceptance.State) -> dict[str, Any]:
    """What a decision fixes; refused with everything it still waits for (S1-29)."""
    compared = comparison_of(acceptance)
    _refuse(missing_to_decide(acceptance, compared))
    comparison, content = compared.to_json(), content_of(acceptance)
    return {
        "state": state,
        "reason": acceptance.reason,
        "comparison": comparison,
        "sha256": decision_hash(acceptance, state, content, comparison),
        "decided_at": clock.now(),
        "decided_by_name": actor.name,
    }


def _change(
    actor: Actor,
    acceptance: Acceptance,
    base: int,
    states: tuple[str, ...],
    event: AcceptanceRevision.Event,
    why: str = "",
    *,
    replaces: AcceptanceRevision | None = None,
    **values: Any,
) -> None:
    """Change an acceptance that still stands at `base`; what it says then is kept."""
    mine = Acceptance.objects.filter(pk=acceptance.pk, version=base, state__in=states)
    if not mine.update(version=base + 1, saved_at=clock.now(), **values):
        acceptance.refresh_from_db()
        raise Conflict("acceptance_changed_meanwhile", name=acceptance.name)
    acceptance.refresh_from_db()
    AcceptanceRevision.objects.create(
        acceptance=acceptance,
        version=acceptance.version,
        event=event,
        state=acceptance.state,
        content=content_of(acceptance),
        comparison=acceptance.comparison,
        sha256=acceptance.sha256,
        replaces=replaces,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
        reason=why,
    )
    record(
        actor,
        f"assessments.acceptance_{event}",
        acceptance,
        acceptance.path,
        year=acceptance.cycle.year,
        version=acceptance.version,
        **({"reason": why} if why else {}),
    )


def _values_of(check: Check) -> dict[str, Any]:
    return {
        "held_on": check.held_on,
        "board": check.board,
        "present": [{"name": tidy(one.name), "post": tidy(one.post)} for one in check.present],
        "with_group": check.with_group,
        "results": _lines(check.results),
        "shortcomings": _lines(check.shortcomings),
        "conclusion": _lines(check.conclusion),
    }


def _problems_of(acceptance: Acceptance, check: Check) -> list[Problem]:
    problems = []
    year, day = acceptance.cycle.year, check.held_on
    if day > clock.today() or day < date(year, 1, 1):
        problems.append(Problem("acceptance_day", "held_on", {"day": day, "year": str(year)}))
    board = check.board
    if board and not boards_for(acceptance).filter(pk=board.pk).exists():
        problems.append(Problem("acceptance_board_elsewhere", "board", {"name": board.name}))
    if any(not tidy(one.name) for one in check.present):
        problems.append(Problem("acceptance_present_unnamed", "present"))
    if any(len(text) > LONGEST_NAME for one in check.present for text in (one.name, one.post)):
        problems.append(Problem("acceptance_too_long", "present", {"most": LONGEST_NAME}))
    if not _lines(check.results):
        problems.append(Problem("acceptance_results_missing", "results"))
    texts = {name: getattr(check, name) for name in ("results", "shortcomings", "conclusion")}
    return problems + [
        Problem("acceptance_too_long", name, {"most": LONGEST_TEXT})
        for name, text in texts.items()
        if len(text) > LONGEST_TEXT
    ]


def _reason_problems(reason: str) -> list[Problem]:
    if not reason:
        return [Problem("acceptance_reason_missing", "reason")]
    if len(reason) > LONGEST_REASON:
        return [Problem("acceptance_too_long", "reason", {"most": LONGEST_REASON})]
    return []


def _refuse_unless_going_on(acceptance: Acceptance) -> None:
    """A group that was dissolved, or an area that ended, is not accepted any more."""
    group = acceptance.group
    if group and group.state == ResidentGroup.State.DISSOLVED:
        raise Conflict("acceptance_group_dissolved", name=group.name)
    if acceptance.state == _STATE.ENDED:
        raise Conflict("acceptance_ended", name=acceptance.name)


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise Invalid(found)


def _place(acceptance: Acceptance) -> dict[str, object]:
    return {"place": acceptance.place.name, "year": str(acceptance.cycle.year)}


def _lines(text: str) -> str:
    """A text of several lines, each tidied, without empty ones."""
    return "\n".join(filter(None, map(tidy, text.splitlines())))
