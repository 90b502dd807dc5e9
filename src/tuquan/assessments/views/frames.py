"""A sheet in words, for the pages that show one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.forms import BoundField

from tuquan.assessments.forms import SheetForm, box_of
from tuquan.assessments.forms.running import DUE, OPENS, DaysForm
from tuquan.assessments.models import AssessmentResult, AssessmentSheet
from tuquan.assessments.queries import Cluster, Ranked, ReadSheet, Row, StepLine, runs_cycles
from tuquan.assessments.views.sources import Source, sources_of
from tuquan.base.actor import Actor
from tuquan.base.templatetags.tq import number, percent
from tuquan.base.texts.rules import outcome_words, points_words, row_lines, way_words
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.assessing import quotas_from_json
from tuquan.core.programme import Edition
from tuquan.core.rules import Range
from tuquan.core.scoring import way_up

CHIPS = {
    AssessmentSheet.State.OPEN: "draft",
    AssessmentSheet.State.RETURNED: "conflict",
    AssessmentSheet.State.HANDED_IN: "waiting",
    AssessmentSheet.State.CHECKED: "info",
    AssessmentSheet.State.DECIDED: "accepted",
    AssessmentSheet.State.ENDED: "draft",
}


def frame_for(actor: Actor) -> dict[str, str]:
    """The page for whoever works at a desk, and for leaders with their telephone."""
    return {"frame": "base/desk.html" if runs_cycles(actor) else "base/phone.html"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet as it is shown; the fields are there where it can be marked."""

    row: Row
    label: str
    evidence: str
    reasons: list[tuple[int, str]]
    points: str
    sources: list[Source]
    box: BoundField | None
    note: BoundField | None
    notice: BoundField | None

    @property
    def no_is_good(self) -> bool:
        """Whether “Không” is the good answer, as for a case that must not be (S3-13)."""
        return self.row.criterion.met_by == "no"


def lines_of(
    actor: Actor, read: ReadSheet, form: SheetForm | None, keys: Container[str] | None = None
) -> list[Line]:
    """Every line or those named, with its fields where it is to be marked."""
    rows = (row for row in read.rows if keys is None or row.criterion.key in keys)
    return [_line(actor, read, row, form) for row in rows]


def way_of(read: ReadSheet) -> list[str]:
    """What leads to the next class, a line each; nothing where the best is reached."""
    scoring = read.edition.scoring
    way = way_up(scoring, read.result) if scoring else None
    return way_words(way, read.edition) if way else []


def quota_words(result: AssessmentResult, read: ReadSheet) -> list[str]:
    """By which counts a quota gave or kept back a class, as it was when the result was given."""
    kept = result.came_out.get("quota")
    outcomes = quotas_from_json(kept) if kept else ()
    return [outcome_words(one, read.edition) for one in outcomes]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the chain in words, with the fields for its days."""

    line: StepLine
    label: str
    by: str
    opens: BoundField
    due: BoundField


def step_rows(lines: Iterable[StepLine], form: DaysForm) -> list[StepRow]:
    """The chain of a cycle, with its days to be set."""
    return [
        StepRow(
            one,
            worded(one.step),
            spoken(one.step.by, one.step.by_en),
            form[f"{OPENS}-{one.step.key}"],
            form[f"{DUE}-{one.step.key}"],
        )
        for one in lines
    ]


@dataclass(frozen=True, slots=True)
class RankRow:
    """One place in a ranking, in words."""

    line: Ranked
    stands_at: str
    quotas: list[str]


def cluster_rows(cluster: Cluster, edition: Edition) -> tuple[str, list[RankRow]]:
    """A cluster with its lines in words."""
    has_points = bool(edition.scoring and edition.scoring.total)
    rows = [
        RankRow(
            line,
            _standing(line.stands_at, has_points),
            [outcome_words(one, edition) for one in line.quotas],
        )
        for line in cluster.lines
    ]
    return cluster.name, rows


def _standing(at: Range | None, has_points: bool) -> str:
    """Points, or the percentage of rows met; a span while something is open."""
    if at is None:
        return ""
    ends = [Decimal(one.numerator) / one.denominator for one in (at.exact_low, at.exact_high)]
    shown = [number(end, 1) if has_points else percent(end, 1) for end in ends]
    return shown[0] if ends[0] == ends[1] else " – ".join(shown)


def _line(actor: Actor, read: ReadSheet, row: Row, form: SheetForm | None) -> Line:
    key = row.criterion.key
    is_marked = form is not None and not row.is_standard
    return Line(
        row,
        worded(row.criterion),
        spoken(row.criterion.evidence, row.criterion.evidence_en),
        [] if row.is_standard else row_lines(row.criterion, row.result, read.edition),
        points_words(row.criterion, row.result),
        sources_of(actor, read, row, has_reasons=form is None),
        form[box_of(key)] if form is not None and is_marked else None,
        form[f"note-{key}"] if form is not None and is_marked else None,
        form[f"notice-{key}"] if form is not None and is_marked else None,
    )
