"""Opening cycles, marking and checking sheets, giving results."""

from __future__ import annotations

from tuquan.assessments.services.acceptance_minutes import draft_acceptance_minutes
from tuquan.assessments.services.accepting import (
    Check,
    Present,
    accept_model,
    correct_acceptance,
    record_check,
    refuse_model,
    tell_at_festival,
)
from tuquan.assessments.services.appraising import link_appraisal
from tuquan.assessments.services.benchmarks import NewBenchmark, set_benchmarks
from tuquan.assessments.services.complaining import (
    NewComplaint,
    acknowledge_complaint,
    receive_complaint,
    reject_complaint,
    uphold_complaint,
    withdraw_complaint,
)
from tuquan.assessments.services.deciding import correct, decide, decide_cycle
from tuquan.assessments.services.evidence import add_evidence, withdraw_evidence
from tuquan.assessments.services.marking import (
    return_all,
    return_sheet,
    save_findings,
    save_marks,
)
from tuquan.assessments.services.opening import open_cycles
from tuquan.assessments.services.ranking import Standing, set_standings
from tuquan.assessments.services.running import (
    NewDays,
    post_findings,
    publish,
    set_days,
    set_limits,
    take_back_publication,
)
from tuquan.assessments.services.sampling import draw_sample, pass_undrawn
from tuquan.assessments.services.titles import NewTitle, enter_title, remove_title
from tuquan.assessments.services.visiting import (
    NewFinding,
    NewVisit,
    add_finding,
    finish_finding,
    record_visit,
    withdraw_visit,
)

__all__ = [
    "Check",
    "NewFinding",
    "NewVisit",
    "Present",
    "accept_model",
    "add_finding",
    "correct_acceptance",
    "draft_acceptance_minutes",
    "finish_finding",
    "record_check",
    "record_visit",
    "refuse_model",
    "tell_at_festival",
    "NewBenchmark",
    "NewComplaint",
    "NewDays",
    "NewTitle",
    "acknowledge_complaint",
    "decide_cycle",
    "draw_sample",
    "enter_title",
    "link_appraisal",
    "pass_undrawn",
    "post_findings",
    "publish",
    "receive_complaint",
    "reject_complaint",
    "remove_title",
    "Standing",
    "set_benchmarks",
    "set_standings",
    "set_days",
    "set_limits",
    "take_back_publication",
    "uphold_complaint",
    "withdraw_complaint",
    "add_evidence",
    "correct",
    "decide",
    "open_cycles",
    "return_all",
    "return_sheet",
    "save_findings",
    "save_marks",
    "withdraw_evidence",
    "withdraw_visit",
]
