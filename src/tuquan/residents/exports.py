"""The register as a file: the household list in the layout of form 02, and the movement of a month.

Form 02 is the list people know (seed S2), so its own words head the columns, in every language of
the pages. Whoever takes a household out in a file leaves a mark on it, and one line in the record.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks, record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.templatetags.tq import day
from tuquan.base.workbooks import Cell, Column, Plain, Sheet, workbook_bytes
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import format_number, search_key, sort_key
from tuquan.places.models import Place
from tuquan.residents import queries
from tuquan.residents.models import (
    Household,
    HouseholdAssignment,
    HouseholdChange,
    HouseholdField,
    HouseholdQuerySet,
)
from tuquan.residents.queries import Counted, MovementRow, MovementSummary, OwnField

WORKBOOK, TEXT_FILE = "xlsx", "csv"
CSV_TYPE = "text/csv; charset=utf-8"

PURPOSES = (
    "residents.export_correct",
    "residents.export_paper",
    "residents.export_groups",
    "residents.export_superior",
)
"""For what a list may be taken out; the sentences stand in `base.texts.actions`."""

FORM_02 = (
    Column("Tên nhóm", 9),
    Column("Họ và tên người phụ trách các hộ gia đình", 18),
    Column("Số TT", 5),
    Column("Họ và tên chủ hộ", 22),
    Column("Năm sinh", 7),
    Column("Số nhân khẩu trong gia đình", 8),
    Column("Ghi chú", 11),
    Column("Mã hộ", 10),
)
"""The columns of form 02, and our code, by which a corrected workbook finds its households."""

YES, NO = "Có", "Không"
"""How the list says yes and no, in its own language as its headings."""

AREA_COLUMN = "Thôn, bản, tổ dân phố"
"""First in the text file, which has no sheets."""

_TITLE = "DANH SÁCH các hộ gia đình phân công phụ trách"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31

Kind = HouseholdChange.Kind


@dataclass(frozen=True, slots=True)
class ListRow:
    """One household as form 02 has it; `number` begins anew in each group."""

    household: Household
    group: str
    in_charge: str
    number: int


@transaction.atomic
def household_file(
    actor: Actor, place: Place, households: HouseholdQuerySet, purpose: str, kind: str
) -> bytes:
    """A list of households of a place as a workbook or a text file (F-7, S2-30).

    Only households the actor may read by their place are taken; each gets its mark, with the
    purpose that was said.
    """
    require(actor.may("households.view", place.path))
    if purpose not in PURPOSES:
        raise Invalid([Problem("export_purpose_missing", "purpose")])
    if kind not in (WORKBOOK, TEXT_FILE):
        raise Invalid([Problem("export_kind_missing", "kind")])
    mine = households.visible_to(actor).below(place.path)
    current = HouseholdAssignment.objects.filter(effective_until=None)
    taken = list(mine.prefetch_related(Prefetch("assignments", current, "people_in_charge")))
    if not taken:
        raise Invalid([Problem("export_empty", "purpose")])
    marks = [(household, household.path) for household in taken]
    mark_looks(actor, marks, Look.Kind.EXPORTED, purpose)
    count = len(taken)
    record(
        actor,
        "residents.exported",
        place,
        place.path,
        households=count,
        purpose=purpose,
        kind=kind,
    )
    areas = _by_area(taken)
    return (
        _as_text(areas, queries.fields_kept_of(taken))
        if kind == TEXT_FILE
        else workbook_bytes(_sheets(areas))
    )


def file_name(place: Place, kind: str, what: str = "danh-sach-ho") -> str:
    """A name any system can store: `danh-sach-ho-thon-2-2026-11-20.xlsx`."""
    words = "-".join(re.findall(r"[a-z0-9]+", search_key(place.name)))
    return f"{what}-{words}-{clock.today():%Y-%m-%d}.{kind}"


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula when it opens the file."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _by_area(households: Sequence[Household]) -> list[tuple[Place, list[ListRow]]]:
    """The households area by area, and group by group within each; without a group last."""
    groups = queries.group_names([household.pk for household in households])
    areas: dict[int, list[Household]] = {}
    for household in households:
        areas.setdefault(household.place_id, []).append(household)
    return [(rows[0].place, list(_numbered(rows, groups))) for rows in areas.values()]


def _numbered(households: Iterable[Household], groups: dict[int, str]) -> Iterator[ListRow]:
    by_group: dict[str, list[Household]] = {}
    for household in households:
        by_group.setdefault(groups.get(household.pk, ""), []).append(household)
    order = sorted(by_group, key=lambda name: (name == "", sort_key(name)))
    for name in order:
        for number, household in enumerate(by_group[name], start=1):
            people: list[HouseholdAssignment] = household.people_in_charge  # type: ignore[attr-defined]
            in_charge = "; ".join(one.assignee for one in people)
            yield ListRow(household, name, in_charge, number)


def _sheets(areas: Sequence[tuple[Place, list[ListRow]]]) -> Iterator[Sheet]:
    names: set[str] = set()
    for place, rows in areas:
        where = f"{place.name}, {place.parent.name}" if place.parent else place.name
        counted = f"Số hộ: {format_number(len(rows))}. Ngày {day(clock.today())}"
        own = queries.fields_kept_of(row.household for row in rows)
        columns = (*FORM_02, *(Column(one.field.label, 12) for one in own))
        cells = [[*_form_02(row), *_own_cells(row, own)] for row in rows]
        name = _sheet_name(place.name, names)
        yield Sheet(name, _TITLE, [where, counted], columns, cells, kept=0)


def _sheet_name(name: str, taken: set[str]) -> str:
    """As the area is called, without what a spreadsheet refuses; two of one name are numbered."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", name)[:_LONGEST_SHEET_NAME].strip()
    chosen, number = plain, 1
    while chosen.casefold() in taken:
        number += 1
        ending = f" ({number})"
        chosen = plain[: _LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(chosen.casefold())
    return chosen


def _form_02(row: ListRow) -> list[Cell]:
    household = row.household
    return [
        row.group or None,
        row.in_charge or None,
        row.number,
        household.head_name,
        Plain(household.birth_year) if household.birth_year else None,
        household.member_count,
        household.note or None,
        household.code,
    ]


def _own_cells(row: ListRow, own: Sequence[OwnField]) -> list[Cell]:
    """What the commune asks besides form 02 (F-15); a whole number keeps its dots off."""
    values = [one.value_in(row.household.own_values) for one in own]
    return [_own_cell(one, value) for one, value in zip(own, values, strict=True)]


def _own_cell(one: OwnField, value: str | int | bool | None) -> Cell:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return Plain(value)
    if value and one.field.kind == HouseholdField.Kind.DAY:
        return day(date.fromisoformat(value))
    return value


def _as_text(areas: Sequence[tuple[Place, list[ListRow]]], own: Sequence[OwnField]) -> bytes:
    """UTF-8 with its mark and semicolons: what a Vietnamese spreadsheet opens by a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    headings = [column.heading for column in FORM_02]
    headings += [harmless(one.field.label) for one in own]
    writer.writerow([AREA_COLUMN, *headings])
    for place, rows in areas:
        for row in rows:
            cells = [*_form_02(row), *_own_cells(row, own)]
            writer.writerow([harmless(place.name), *(_plain(cell) for cell in cells)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: Cell) -> str:
    if isinstance(cell, Plain):
        return str(cell.value)
    return harmless("" if cell is None else str(cell))


MOVEMENT_KINDS = (
    Kind.BIRTH,
    Kind.DEATH,
    Kind.MOVED_IN,
    Kind.MOVED_OUT,
    Kind.TEMPORARY_STAY,
    Kind.TEMPORARY_ABSENCE,
    Kind.HEAD_CHANGED,
    Kind.SPLIT,
    Kind.MERGED,
    Kind.ADDED,
    Kind.CLOSED,
    Kind.CORRECTED,
)
"""Everything that happens, in the order in which it is counted."""


@transaction.atomic
def movement_workbook(actor: Actor, summary: MovementSummary) -> bytes:
    """The movement of a month as a workbook: figures of areas only, no name of a person."""
    place = summary.place
    require(actor.may("households.view", place.path))
    month = f"{summary.first:%Y-%m}"
    record(actor, "residents.movement_exported", place, place.path, month=month)
    columns = [Column(_("Area"), 22)]
    columns += [Column(heading, 11) for heading in movement_headings()]
    title = _("Movement of households: %(place)s") % {"place": place.name}
    notes = [month_words(summary), _("Households / persons at the beginning and at the end.")]
    rows = [_movement_cells(row.place.name, row) for row in summary.rows]
    foot = _movement_cells(_("Together"), summary.total)
    return workbook_bytes([Sheet(_("Movement"), title, notes, columns, rows, foot)])


def movement_headings() -> list[str]:
    """The columns after the area: both ends in households and persons, every kind between them."""
    return [
        _("Households at the beginning"),
        _("Persons at the beginning"),
        *(event_heading(kind) for kind in MOVEMENT_KINDS),
        _("Change of households"),
        _("Change of persons"),
        _("Households at the end"),
        _("Persons at the end"),
    ]


def month_words(summary: MovementSummary) -> str:
    """`tháng 11/2026`."""
    return _("month %(month)s/%(year)s") % {
        "month": summary.first.month,
        "year": str(summary.first.year),
    }


def movement_figures(row: MovementRow) -> list[int]:
    """The figures of one line, in the order of `movement_headings`."""
    change: Counted = row.change
    return [
        row.opening.households,
        row.opening.persons,
        *(row.by_kind[kind].events for kind in MOVEMENT_KINDS),
        change.households,
        change.persons,
        row.closing.households,
        row.closing.persons,
    ]


def _movement_cells(name: str, row: MovementRow) -> list[Cell]:
    return [name, *movement_figures(row)]


def event_heading(kind: str) -> str:
    """A kind of change at the head of a column."""
    return str(Kind(kind).label).capitalize()
