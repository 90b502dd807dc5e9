"""What people put on the yearly sheet: a mark for each row, and what is wrong with their marks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from tuquan.core.problems import Problem
from tuquan.core.programme import Criterion, Edition
from tuquan.core.rules import Known
from tuquan.core.scoring import CriterionResult, Sheet

Box = Literal["yes", "no", "not_applicable"]
"""Where the x stands: under "Có", under "Không", or the row is said not to apply."""

LONGEST = 1000
"""Characters of a note; a notice has its number in a line."""

LONGEST_NOTICE = 120

_BOXES = ("yes", "no", "not_applicable")


@dataclass(frozen=True, slots=True)
class Mark:
    """The x of one row; `note` says why, `notice` is the number of a paper that proves it."""

    box: Box
    note: str = ""
    notice: str = ""


Marks = Mapping[str, Mark]
"""By the key of the row; a row that is missing is open."""


def marks_to_json(marks: Marks) -> dict[str, dict[str, str]]:
    """The one stored form; what is empty is left out."""
    return {
        key: {
            "box": mark.box,
            **({"note": mark.note} if mark.note else {}),
            **({"notice": mark.notice} if mark.notice else {}),
        }
        for key, mark in sorted(marks.items())
    }


def marks_from_json(data: object) -> dict[str, Mark]:
    """Read what `marks_to_json` wrote, or what a phone sent.

    `ValueError` when it is no document of marks; a row nobody knows is for `check_marks`.
    """
    if not isinstance(data, Mapping):
        raise ValueError("No marks by row.")
    return {str(key): _mark(one) for key, one in data.items() if one is not None}


def rows_of(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The rows of a sheet in their order: the criteria that have no parts."""
    for criterion in criteria:
        if criterion.parts:
            yield from rows_of(criterion.parts)
        else:
            yield criterion


def with_marks(known: Known, marks: Marks) -> Known:
    """What is known when the sheet is marked like this; figures still win over a mark."""
    boxes = {key: mark.box == "yes" for key, mark in marks.items() if mark.box != "not_applicable"}
    aside = {key for key, mark in marks.items() if mark.box == "not_applicable"}
    return replace(
        known, marks={**known.marks, **boxes}, not_applicable=known.not_applicable | aside
    )


def without_marks(edition: Edition, known: Known) -> Known:
    """What was known before anybody marked the sheet."""
    rows = {row.key for row in rows_of(edition.criteria)}
    return replace(known, marks={}, not_applicable=known.not_applicable - rows)


def proposed(criterion: Criterion, result: CriterionResult) -> Box | None:
    """The box that the figures lead to; None where they leave it to people."""
    if result.applies is False:
        return "not_applicable"
    if result.outcome.state not in ("passed", "failed"):
        return None
    return "yes" if (result.outcome.state == "passed") == (criterion.met_by == "yes") else "no"


def check_marks(
    edition: Edition, known: Known, marks: Marks, *, complete: bool, proven: Container[str] = ()
) -> list[Problem]:
    """Everything wrong with the marks of a sheet, in its order; `complete` when it is handed in.

    A row that figures decide needs no mark, and one against them needs its reason (F-27). What is
    set aside needs a reason too; a row that figures decide is set aside at its figures. Evidence is
    needed only where the programme says so; `proven` are the rows that have a file (F-31).
    """
    sheet, rows = Sheet(edition), {row.key: row for row in rows_of(edition.criteria)}
    problems = [Problem("mark_on_unknown_row", key) for key in marks if key not in rows]
    for key, row in rows.items():
        figures, mark = proposed(row, sheet.judge_one(key, known)), marks.get(key)
        if mark is not None:
            problems += _wrong(row, mark, figures)
            if complete and lacks_evidence(row, mark, figures) and key not in proven:
                problems.append(Problem("evidence_missing", key, {"number": row.number}))
        elif complete and figures is None and not row.optional:
            problems.append(Problem("mark_missing", key, {"number": row.number}))
    return problems


def check_findings(
    edition: Edition,
    known: Known,
    own: Marks,
    found: Marks,
    *,
    complete: bool,
    proven: Iterable[str] = (),
) -> list[Problem]:
    """The same for what a verifier found; where it differs from the area's own mark it says why.

    A number that stands at the area's own mark proves the row for the verifier too.
    """
    named_papers = {key for key, mark in own.items() if mark.notice}
    rows = named_papers | {*proven}
    problems = check_marks(edition, known, found, complete=complete, proven=rows)
    named = {problem.where for problem in problems}
    for key in differing(own, found):
        if not found[key].note and key not in named:
            problems.append(Problem("difference_needs_reason", key))
    return problems


def lacks_evidence(row: Criterion, mark: Mark, figures: Box | None) -> bool:
    """Whether a mark that people decide wants evidence and names no paper."""
    return figures is None and mark.box == row.evidence_for and not mark.notice


def differing(own: Marks, found: Marks) -> tuple[str, ...]:
    """The rows a verifier marked otherwise than the area did."""
    return tuple(key for key, mark in found.items() if key in own and own[key].box != mark.box)


def _wrong(row: Criterion, mark: Mark, figures: Box | None) -> Iterator[Problem]:
    if mark.box == "not_applicable" and row.rule is not None and figures != "not_applicable":
        yield Problem("set_aside_at_the_figures", row.key, {"number": row.number})
    elif mark.box == "not_applicable" and figures is None and not mark.note:
        yield Problem("set_aside_needs_reason", row.key, {"number": row.number})
    elif figures is not None and mark.box != figures and not mark.note:
        yield Problem(f"mark_against_figures_{figures}", row.key, {"number": row.number})
    if len(mark.note) > LONGEST:
        yield Problem("note_too_long", row.key, {"maximum": LONGEST})
    if len(mark.notice) > LONGEST_NOTICE:
        yield Problem("notice_too_long", row.key, {"most": LONGEST_NOTICE})


def _mark(data: object) -> Mark:
    if not isinstance(data, Mapping) or data.get("box") not in _BOXES:
        raise ValueError(f"Not a mark: {data!r}.")
    return Mark(cast("Box", data["box"]), _text(data, "note"), _text(data, "notice"))


def _text(data: Mapping[str, object], name: str) -> str:
    text = data.get(name, "")
    if not isinstance(text, str):
        raise ValueError(f"The {name} of a mark is not text.")
    return text.strip()
