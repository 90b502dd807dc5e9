"""What stands on the pages of an import, in words: fields, kinds of rows, lines of problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.residents.models import Household
from tuquan.residents.queries.import_plan import (
    ADDED,
    CHANGED,
    GONE,
    HELD_BACK,
    UNCERTAIN,
    UNCHANGED,
    FieldChange,
)

SEVERITIES = {
    "error": gettext_lazy("held back"),
    "warning": gettext_lazy("please check"),
    "info": gettext_lazy("put right"),
    "skip": gettext_lazy("not a household"),
}
"""What becomes of a row with a problem, gravest first."""

KINDS = {
    UNCERTAIN: gettext_lazy("uncertain"),
    HELD_BACK: gettext_lazy("held back"),
    CHANGED: gettext_lazy("changed"),
    GONE: gettext_lazy("not in the list"),
    ADDED: gettext_lazy("new"),
    UNCHANGED: gettext_lazy("as before"),
}
"""What the rows of a list are for the register; those a person decides about first."""

KEPT_FIELDS = {
    "head_name": gettext_lazy("name of the head"),
    "person_name": gettext_lazy("name; the head's is kept"),
    "birth_year": gettext_lazy("year of birth"),
    "birth_date": gettext_lazy("birth date; the head's year is kept"),
    "member_count": gettext_lazy("members"),
    "lane": gettext_lazy("lane"),
    "house_number": gettext_lazy("door"),
    "note": gettext_lazy("note"),
    "area": gettext_lazy("residential area"),
    "latitude": gettext_lazy("latitude"),
    "longitude": gettext_lazy("longitude"),
    "phone": gettext_lazy("telephone; kept when the households agreed"),
    "code": gettext_lazy("number of the household in this register"),
}
"""The columns that reach the register, by the field the recogniser found."""

READ_FIELDS = {
    "number": gettext_lazy("running number"),
    "household_number": gettext_lazy("number of the household"),
    "relation": gettext_lazy("relation to the head"),
    "gender": gettext_lazy("sex"),
    "group": gettext_lazy("group"),
    "assignees": gettext_lazy("people in charge"),
}
"""The columns that were understood and are not kept in the register."""

CHANGED_FIELDS = {
    "head_name": gettext_lazy("Head of the household"),
    "birth_year": gettext_lazy("Year of birth"),
    "member_count": gettext_lazy("Members"),
    "lane": gettext_lazy("Lane"),
    "house_number": gettext_lazy("Door"),
    "note": gettext_lazy("Note"),
}

REASONS = {
    "match_code": gettext_lazy("same number"),
    "match_code_elsewhere": gettext_lazy("same number, in another area"),
    "match_name_year": gettext_lazy("same name and year of birth"),
    "match_several": gettext_lazy("several have this name and year of birth"),
    "match_door": gettext_lazy("same door, similar name"),
    "match_name": gettext_lazy("same name, another year of birth or none"),
    "match_year_lane": gettext_lazy("same year of birth and lane, similar name"),
}
"""Why a row may be a household of the register."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One line of the table of problems, ready to be printed."""

    sheet: str
    row: str
    cell: str
    typed: str
    stored: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a sheet: its heading, what it was understood as, whether it is kept."""

    letter: str
    header: str
    field: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One column of a household that the list corrects."""

    label: str
    old: str
    new: str


def column_lines(sheet: Mapping[str, Any]) -> Iterable[ColumnLine]:
    """The columns of a sheet, and what they were understood as."""
    for column in sheet.get("columns", ()):
        field = column["field"] or ""
        name = KEPT_FIELDS.get(field) or READ_FIELDS.get(field) or ""
        header = column.get("header_decoded") or column["header"]
        yield ColumnLine(column["column"], header, str(name), field in KEPT_FIELDS)


def change_lines(changes: Iterable[FieldChange]) -> list[ChangeLine]:
    """What a list corrects of one household."""
    return [
        ChangeLine(str(CHANGED_FIELDS[one.name]), plain(one.old), plain(one.new)) for one in changes
    ]


def describe(household: Household) -> str:
    """A household of the register in one line: number, name, year, where it lives."""
    where = " ".join(filter(None, (household.house_number, household.lane)))
    parts = (household.code, household.head_name, plain(household.birth_year), where)
    return " · ".join(filter(None, parts))


def problem_line(problem: Mapping[str, Any]) -> ProblemLine:
    """One problem of the report."""
    row = "" if problem["row"] is None else str(problem["row"])
    if problem.get("to_row"):
        row = f"{row}–{problem['to_row']}"
    return ProblemLine(
        sheet=problem["sheet"] or "",
        row=row,
        cell=problem.get("cell", ""),
        typed=plain(problem.get("raw")),
        stored=_stored(problem),
        reason=problem_sentence(problem),
    )


def problem_sentence(problem: Mapping[str, Any]) -> str:
    """What a problem says, with the row it refers to."""
    reason = say(Problem(problem["code"], params=problem.get("params", {})))
    return f"{reason} {_see(problem)}" if problem.get("see_row") else reason


def _see(problem: Mapping[str, Any]) -> str:
    where = {"row": problem["see_row"], "sheet": problem.get("see_sheet", "")}
    if where["sheet"]:
        return _("See row %(row)s of sheet %(sheet)s.") % where
    return _("See row %(row)s.") % where


def _stored(problem: Mapping[str, Any]) -> str:
    if problem["severity"] == "error":
        return _("not written")
    if "value" not in problem or problem["row"] is None:
        return ""
    return plain(problem["value"]) or _("left empty")


def plain(value: Any) -> str:
    """As it is typed: a year takes no dot."""
    return "" if value is None else str(value)
