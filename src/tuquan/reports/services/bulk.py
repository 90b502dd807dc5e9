"""Accepting several reports at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.reports.models import Report
from tuquan.reports.services.deciding import accept_report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each of the chosen reports: none is left out without a word."""

    accepted: tuple[Report, ...]
    refused: tuple[tuple[Report, Problem], ...]


@transaction.atomic
def accept_many(actor: Actor, chosen: Sequence[tuple[Report, int]]) -> Outcome:
    """Accept reports in the versions that were read, each by a decision and a record of its own.

    One that changed meanwhile is refused and says why; the others are accepted all the same.
    """
    require(all(report.obligation.reviewable_for(actor) for report, _base in chosen))
    if not chosen:
        raise Invalid([Problem("nothing_chosen", "chon")])
    accepted: list[Report] = []
    refused: list[tuple[Report, Problem]] = []
    for report, base in chosen:
        try:
            accepted.append(accept_report(actor, report, base))
        except Conflict as conflict:
            refused.append((report, conflict.problem))
        except Invalid as refusal:
            refused.append((report, refusal.problems[0]))
    return Outcome(tuple(accepted), tuple(refused))
