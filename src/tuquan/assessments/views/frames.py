"""A sheet in words, for the pages that show one."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField

from tuquan.assessments.forms import SheetForm, box_of
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries import ReadSheet, Row
from tuquan.base.actor import Actor
from tuquan.base.texts.rules import outcome_lines, way_words
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.scoring import way_up
from tuquan.reports.queries import report_title

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
    at_desk = bool(actor.paths("assessments.verify") or actor.paths("totals.view"))
    return {"frame": "base/desk.html" if at_desk else "base/phone.html"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet as it is shown; the fields are there where it can be marked."""

    row: Row
    label: str
    evidence: str
    reasons: list[tuple[int, str]]
    told: list[tuple[str, bool, int]]
    box: BoundField | None
    note: BoundField | None
    notice: BoundField | None

    @property
    def no_is_good(self) -> bool:
        """Whether “Không” is the good answer, as for a case that must not be (S3-13)."""
        return self.row.criterion.met_by == "no"


def lines_of(read: ReadSheet, form: SheetForm | None) -> list[Line]:
    """Every line, with its fields where it is to be marked."""
    return [_line(read, row, form) for row in read.rows]


def way_of(read: ReadSheet) -> list[str]:
    """What leads to the next class, a line each; nothing where the best is reached."""
    scoring = read.edition.scoring
    way = way_up(scoring, read.result) if scoring else None
    return way_words(way, read.edition) if way else []


def _line(read: ReadSheet, row: Row, form: SheetForm | None) -> Line:
    key = row.criterion.key
    is_marked = form is not None and not row.is_standard
    return Line(
        row,
        worded(row.criterion),
        spoken(row.criterion.evidence, row.criterion.evidence_en),
        [] if row.is_standard else outcome_lines(row.result.outcome, read.edition),
        [
            (report_title(one.report.obligation), bool(one.value), one.report.pk)
            for one in row.told
            if isinstance(one.value, bool)
        ],
        form[box_of(key)] if form is not None and is_marked else None,
        form[f"note-{key}"] if form is not None and is_marked else None,
        form[f"notice-{key}"] if form is not None and is_marked else None,
    )
