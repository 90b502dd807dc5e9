"""The sheets of a year in one list: who has marked, who waits, what came out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuquan.assessments import queries
from tuquan.assessments.models import (
    Acceptance,
    AssessmentCycle,
    AssessmentResult,
    AssessmentSheet,
)
from tuquan.assessments.views.acceptance_lines import CHIPS as ACCEPTANCE_CHIPS
from tuquan.assessments.views.frames import CHIPS, frame_for
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet in the list."""

    sheet: AssessmentSheet
    chip: str
    result: AssessmentResult | None
    class_words: str


@require_safe
def sheets(request: PageRequest) -> HttpResponse:
    """The sheets of one programme and year, with their state and class."""
    actor = request.actor
    require(bool(actor.paths("assessments.view")))
    cycles = list(queries.visible_cycles(actor))
    chosen = _chosen(cycles, request.GET.get("dot", ""))
    lines = _lines(list(queries.visible_sheets(actor).filter(cycle=chosen))) if chosen else []
    accepted = _acceptances(actor, chosen) if chosen else []
    context = frame_for(actor) | {
        "cycles": cycles,
        "cycle": chosen,
        "lines": lines,
        "acceptances": accepted,
        "acceptance_counts": _acceptance_counts(accepted),
        "at_desk": bool(actor.paths("assessments.verify")),
        "counts": _counts(lines),
        "classes": Counter(line.class_words for line in lines if line.result).items(),
    }
    return render(request, "assessments/index.html", context)


def _chosen(cycles: list[AssessmentCycle], wanted: str) -> AssessmentCycle | None:
    asked = [one for one in cycles if str(one.pk) == wanted]
    return next(iter(asked or cycles), None)


def _acceptances(actor: Actor, cycle: AssessmentCycle) -> list[tuple[queries.AcceptanceLine, str]]:
    lines = queries.acceptance_lines(actor, cycle)
    return [(one, ACCEPTANCE_CHIPS[Acceptance.State(one.acceptance.state)]) for one in lines]


def _acceptance_counts(lines: list[tuple[queries.AcceptanceLine, str]]) -> list[tuple[str, int]]:
    """How many acceptances stand in each state, in the order of the work."""
    counted = Counter(line.acceptance.state for line, _chip in lines)
    return [(str(state.label), counted[state]) for state in Acceptance.State if counted[state]]


def _lines(sheets: list[AssessmentSheet]) -> list[Line]:
    results = queries.results_of(sheets)
    return [
        Line(
            one,
            CHIPS[AssessmentSheet.State(one.state)],
            found := results.get(one.pk),
            queries.class_words(one.cycle.content, found.class_key) if found else "",
        )
        for one in sheets
    ]


def _counts(lines: list[Line]) -> list[tuple[str, int]]:
    """How many sheets stand in each state, in the order of the work."""
    counted = Counter(line.sheet.state for line in lines)
    return [(str(state.label), counted[state]) for state in AssessmentSheet.State if counted[state]]
