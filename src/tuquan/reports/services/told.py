"""Typing in what somebody tells by telephone (F-37; frontend.md section 3, rule 13)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.core.short_codes import read_code
from tuquan.core.vietnamese import tidy
from tuquan.reports.models import Obligation, Report, ToldReport
from tuquan.reports.services.writing import submit_nil, submit_report

LONGEST_TELLER = 150


@transaction.atomic
def take_told_report(
    actor: Actor,
    obligation: Obligation,
    answers: Answers,
    base: int,
    teller: str,
    code: str = "",
    *,
    nil: bool = False,
) -> Report:
    """Hand in what was told, with who told it and the code their telephone shows.

    `nil` says that nothing happened in the period, beside what was answered (`submit_nil`).

    Without a code where the teller has no telephone that shows one. What that telephone sends
    later under the code is known as the same report (`queries.told.told_under`).
    """
    require(may_take_told(actor, obligation))
    name, letters = tidy(teller), read_code(code)
    problems = list(_problems(name, code, letters))
    try:
        report = _hand_in(actor, obligation, answers, base, nil=nil)
    except Invalid as refusal:
        raise Invalid([*problems, *refusal.problems]) from refusal
    if problems:
        raise Invalid(problems)
    ToldReport.objects.create(
        report=report,
        version=report.version,
        code=letters or "",
        teller=name,
        by_id=actor.user_id,
        by_name=actor.name,
        at=clock.now(),
    )
    record(actor, "reports.told", report, report.path, version=report.version)
    return report


def may_take_told(actor: Actor, obligation: Obligation) -> bool:
    """Whether somebody may type in what the reporter tells: who receives it, and may write it."""
    return obligation.writable_for(actor) and obligation.reviewable_for(actor)


def _hand_in(
    actor: Actor, obligation: Obligation, answers: Answers, base: int, *, nil: bool
) -> Report:
    told = Report.Channel.TOLD
    if nil:
        return submit_nil(actor, obligation, base, said=answers, channel=told)
    return submit_report(actor, obligation, answers, base, channel=told)


def _problems(teller: str, code: str, letters: str | None) -> Iterator[Problem]:
    if not teller:
        yield Problem("teller_missing", "teller")
    elif len(teller) > LONGEST_TELLER:
        yield Problem("text_too_long", "teller", {"maximum": LONGEST_TELLER})
    if code.strip() and letters is None:
        yield Problem("code_unreadable", "code")
