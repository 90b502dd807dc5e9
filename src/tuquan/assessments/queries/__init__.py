"""What is known of groups and areas that are assessed, and their sheets."""

from __future__ import annotations

from tuquan.assessments.queries.acceptance_papers import festival_text
from tuquan.assessments.queries.acceptances import (
    AcceptanceLine,
    acceptance_lines,
    acceptance_of_the_year,
    acceptances_of,
    accepted_in_a_row,
    boards_for,
    compared_lines,
    decisions_of,
    festival_day,
    is_decision_intact,
    model_behind,
    visible_acceptances,
)
from tuquan.assessments.queries.appraisals import possible_motions
from tuquan.assessments.queries.asking import asked_of, zones_in
from tuquan.assessments.queries.benchmarks import BenchmarkLine, benchmark_lines
from tuquan.assessments.queries.complaints import complaints_about, visible_complaints
from tuquan.assessments.queries.cycles import (
    Counted,
    Registered,
    drawn_by,
    registrations_of,
    runs_cycles,
    sample_of,
    sheet_counts,
)
from tuquan.assessments.queries.knowing import figures_of, titles_of
from tuquan.assessments.queries.ranking import Cluster, Ranked, ranking_of
from tuquan.assessments.queries.results import (
    current_result,
    is_intact,
    later_result,
    result_hash,
    results_of,
    visible_results,
)
from tuquan.assessments.queries.sheets import (
    ReadSheet,
    Row,
    class_words,
    read_result,
    read_sheet,
    sheets_to_mark,
    visible_cycles,
    visible_sheets,
)
from tuquan.assessments.queries.standing import Reached, reached_by
from tuquan.assessments.queries.steps import StepLine, running_posting, step_lines
from tuquan.assessments.queries.telling import reports_said
from tuquan.assessments.queries.titles import title_choices, titles_in
from tuquan.assessments.queries.trying import Changed, changed_rows, figures_asked, try_sheet
from tuquan.assessments.queries.units import assessed_units, unit_kind
from tuquan.assessments.queries.visits import (
    findings_of,
    findings_to_do,
    units_to_visit,
    visible_findings,
    visible_visits,
    visit_list,
    visits_of_sheet,
)

__all__ = [
    "AcceptanceLine",
    "BenchmarkLine",
    "acceptance_lines",
    "acceptance_of_the_year",
    "acceptances_of",
    "accepted_in_a_row",
    "asked_of",
    "benchmark_lines",
    "boards_for",
    "compared_lines",
    "decisions_of",
    "festival_day",
    "festival_text",
    "findings_of",
    "findings_to_do",
    "units_to_visit",
    "is_decision_intact",
    "model_behind",
    "visible_acceptances",
    "visible_findings",
    "visible_visits",
    "visit_list",
    "visits_of_sheet",
    "Changed",
    "Cluster",
    "Counted",
    "Ranked",
    "Registered",
    "StepLine",
    "changed_rows",
    "drawn_by",
    "complaints_about",
    "figures_asked",
    "possible_motions",
    "ranking_of",
    "registrations_of",
    "running_posting",
    "runs_cycles",
    "sample_of",
    "sheet_counts",
    "step_lines",
    "title_choices",
    "try_sheet",
    "visible_complaints",
    "titles_in",
    "zones_in",
    "ReadSheet",
    "Reached",
    "Row",
    "assessed_units",
    "class_words",
    "current_result",
    "figures_of",
    "is_intact",
    "later_result",
    "reached_by",
    "reports_said",
    "read_result",
    "read_sheet",
    "result_hash",
    "results_of",
    "sheets_to_mark",
    "titles_of",
    "unit_kind",
    "visible_cycles",
    "visible_results",
    "visible_sheets",
]
