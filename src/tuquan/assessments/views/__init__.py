"""Pages of the assessments app."""

from __future__ import annotations

from tuquan.assessments.views.acceptances import (
    accept,
    acceptance,
    acceptance_minutes,
    check_model,
    correct_acceptance,
    festival,
    refuse,
    told_at_festival,
)
from tuquan.assessments.views.benchmarks import benchmarks
from tuquan.assessments.views.complaints import (
    acknowledge,
    answer,
    complain,
    complaint,
    complaints,
    withdraw,
)
from tuquan.assessments.views.cycle import (
    cycle,
    decide_all,
    draw,
    pass_undrawn,
    post,
    publish,
    return_all,
    set_days,
    set_limits,
)
from tuquan.assessments.views.evidence import evidence_file, row_evidence, take_back
from tuquan.assessments.views.lists import sheets
from tuquan.assessments.views.paper import paper
from tuquan.assessments.views.ranking import ranking, remove_title, titles
from tuquan.assessments.views.results import correct, result
from tuquan.assessments.views.sheet import appraise, check, decide, give_back, mark, sheet
from tuquan.assessments.views.trying import what_if
from tuquan.assessments.views.visits import (
    add_finding,
    finish_finding,
    new_visit,
    visit,
    visits,
    withdraw_visit,
)

__all__ = [
    "accept",
    "acceptance",
    "acceptance_minutes",
    "add_finding",
    "benchmarks",
    "check_model",
    "correct_acceptance",
    "festival",
    "finish_finding",
    "new_visit",
    "refuse",
    "told_at_festival",
    "visit",
    "visits",
    "acknowledge",
    "answer",
    "appraise",
    "complain",
    "complaint",
    "complaints",
    "cycle",
    "decide_all",
    "draw",
    "pass_undrawn",
    "post",
    "publish",
    "ranking",
    "remove_title",
    "set_days",
    "set_limits",
    "titles",
    "what_if",
    "withdraw",
    "check",
    "correct",
    "decide",
    "evidence_file",
    "give_back",
    "mark",
    "paper",
    "result",
    "return_all",
    "row_evidence",
    "sheet",
    "sheets",
    "take_back",
    "withdraw_visit",
]
