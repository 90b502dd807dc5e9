"""What a case says is known, read by the kinds of the questions and facts it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tuquan.core.answers import Value
from tuquan.core.problems import Problem
from tuquan.core.programme import PLACE_FACTS, SHEET_FACTS, Criterion, Edition
from tuquan.core.programme.cases import Case
from tuquan.core.rules import Child, Known, parameters_on
from tuquan.core.time import WorkCalendar

_WHOLE = re.compile(r"-?[0-9]{1,12}")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class CannotRun(Exception):  # noqa: N818 - it is no error of the program
    """The case itself is wrong: it names or says something that cannot be."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, params=params)


def known(edition: Edition, case: Case, work: WorkCalendar | None) -> Known:
    """Everything the case says is known of the place and the year."""
    year = _year(edition, case)
    kinds = _kinds(edition)
    dated = case.on or date(year, 12, 31)
    return Known(
        year=year,
        values=_values(kinds, case.values),
        not_applicable=frozenset(case.not_applicable),
        marks=_marks(edition, case),
        parent=_values(kinds, case.parent),
        earlier={one.year: _values(kinds, one.values) for one in case.earlier},
        titles={
            title.key: {**dict.fromkeys(title.held, True), **dict.fromkeys(title.not_held, False)}
            for title in case.titles
        },
        members=_members(case),
        children=_children(case),
        parameters={
            **parameters_on(edition, dated),
            **{key: _number(key, text) for key, text in case.parameters.items()},
        },
        events=days(case.events),
        zone=case.zone,
        work=work,
    )


def days(texts: Mapping[str, str]) -> dict[str, date]:
    """The day of each event."""
    return {key: _day(key, text) for key, text in texts.items()}


def as_typed(edition: Edition, form: str, values: Mapping[str, str]) -> dict[str, Value]:
    """Answers of a form; what cannot be read stays text, for the form itself to refuse."""
    kinds = {question.key: question.kind for question in edition.form(form).questions}
    answers: dict[str, Value] = {}
    for key, text in values.items():
        try:
            answers[key] = _value(key, kinds.get(key, "text"), text)
        except CannotRun:
            answers[key] = Decimal(text) if _DECIMAL.fullmatch(text) else text
    return answers


def _year(edition: Edition, case: Case) -> int:
    if case.year is not None:
        return case.year
    return (case.on or edition.effective_from).year


def _kinds(edition: Edition) -> dict[str, str]:
    """The kind of everything that may be known: questions, facts and results of the sheet."""
    return {
        **{question.key: question.kind for form in edition.forms for question in form.questions},
        **PLACE_FACTS,
        **dict.fromkeys(SHEET_FACTS, "amount"),
    }


def _values(kinds: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, Value]:
    for key in texts:
        if key not in kinds:
            raise CannotRun("case_value_unknown", key=key)
    return {key: _value(key, kinds[key], text) for key, text in texts.items()}


def _value(key: str, kind: str, text: str) -> Value:
    match kind:
        case "yes_no":
            return _yes_no(key, text)
        case "count" if _WHOLE.fullmatch(text):
            return int(text)
        case "count" | "amount":
            return _number(key, text, kind)
        case "date":
            return _day(key, text)
    return text


def _number(key: str, text: str, kind: str = "amount") -> Decimal:
    if kind == "count" or not _DECIMAL.fullmatch(text):
        raise CannotRun("case_value_wrong", key=key, value=text, kind=kind)
    return Decimal(text)


def _yes_no(key: str, text: str) -> bool:
    if text not in _YES_NO:
        raise CannotRun("case_value_wrong", key=key, value=text, kind="yes_no")
    return _YES_NO[text]


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CannotRun("case_value_wrong", key=key, value=text, kind="date") from error


def _marks(edition: Edition, case: Case) -> dict[str, bool]:
    """The marks on the sheet; `every_mark` fills those that are not said one by one."""
    rows = {criterion.key: criterion for criterion in edition.all_criteria}
    for key in case.marks:
        if key not in rows:
            raise CannotRun("case_criterion_unknown", key=key)
    marks = {}
    if case.every_mark:
        marks = {
            key: _filled(row, case.every_mark)
            for key, row in rows.items()
            if row.rule is None and not row.parts
        }
    return {**marks, **{key: _yes_no(key, text) for key, text in case.marks.items()}}


def _filled(row: Criterion, mark: str) -> bool:
    return (row.met_by if mark == "met" else mark) == "yes"


def _members(case: Case) -> dict[str, tuple[Mapping[str, bool], ...]]:
    lists: dict[str, tuple[Mapping[str, bool], ...]] = {}
    for entry in case.members:
        row = {**dict.fromkeys(entry.meets, True), **dict.fromkeys(entry.fails, False)}
        lists[entry.key] = lists.get(entry.key, ()) + (row,) * entry.count
    return lists


def _children(case: Case) -> tuple[Child, ...] | None:
    """The places below with their results; none said means that nothing is known of any."""
    if not case.children:
        return None
    return tuple(
        child
        for group in case.children
        for child in (
            *(Child(group.kind, "passed") for _ in range(group.passed)),
            *(Child(group.kind, "failed") for _ in range(group.failed)),
            *(Child(group.kind, "unknown") for _ in range(group.unknown)),
        )
    )
