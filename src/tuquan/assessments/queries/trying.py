"""What a sheet would come to with other figures and marks; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tuquan.assessments.queries.asking import keys_asked
from tuquan.assessments.queries.sheets import ReadSheet, Row, read_with
from tuquan.core.answers import Value
from tuquan.core.assessing import Marks, without_marks
from tuquan.core.programme import Question
from tuquan.core.rules import Range, State

FIGURES = ("count", "amount", "yes_no")
"""Kinds of questions whose answers can be tried otherwise."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that would come out otherwise: as it is, and as it would be."""

    row: Row
    before: State
    after: State


def figures_asked(read: ReadSheet) -> list[tuple[Question, Value | None]]:
    """The figures that rules of the sheet rest on and reports ask for, with what is known."""
    asked = keys_asked(read.edition)
    rows = read.result.states
    questions = {
        one.key: one
        for form in read.edition.forms
        for one in form.questions
        if one.key in asked and one.key not in rows and one.kind in FIGURES
    }
    return [(one, _known(read, key)) for key, one in questions.items()]


def try_sheet(now: ReadSheet, figures: Mapping[str, Value | None], marks: Marks) -> ReadSheet:
    """A sheet as it would read with these figures in place of those known, and these marks."""
    known = without_marks(now.edition, now.known)
    kept = {key: value for key, value in known.values.items() if key not in figures}
    added = {key: value for key, value in figures.items() if value is not None}
    told = {row.criterion.key: row.told for row in now.rows}
    return read_with(now.sheet, replace(known, values={**kept, **added}), marks, told)


def changed_rows(now: ReadSheet, tried: ReadSheet) -> list[Changed]:
    """The rows that come out otherwise, in the order of the sheet."""
    before, after = now.result.states, tried.result.states
    return [
        Changed(row, before[key], after[key])
        for row in tried.rows
        if (key := row.criterion.key) in after and before[key] != after[key]
    ]


def _known(read: ReadSheet, key: str) -> Value | None:
    value = read.known.values.get(key)
    return None if isinstance(value, Range) else value
