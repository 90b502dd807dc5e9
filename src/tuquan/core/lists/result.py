"""What a household list holds: the households, the persons, the sheets, the remarks."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from tuquan.core.lists.headings import Column
from tuquan.core.lists.remarks import Remark
from tuquan.core.lists.sheets import column_letter

IMPORTED = "imported"
HELD = "held"


@dataclass(frozen=True, slots=True)
class Household:
    """One household of a list; `held` waits until a person decides.

    `code` is the number under which the register itself printed it (`H000123`).
    """

    sheet: str
    row: int
    status: str = IMPORTED
    line: int | None = None
    list: int | None = None
    head_row: int | None = None
    number: str = ""
    area: str = ""
    group: str = ""
    assignees: tuple[str, ...] = ()
    head_name: str = ""
    birth_year: int | None = None
    member_count: int | None = None
    lane: str = ""
    house_number: str = ""
    phone: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    note: str = ""
    code: str = ""

    def held(self) -> Household:
        """The same household, held."""
        return replace(self, status=HELD)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a list with a row per person."""

    sheet: str
    row: int
    status: str
    household_row: int
    person_name: str
    is_head: bool
    relation: str
    birth_date: str
    gender: str


@dataclass(frozen=True, slots=True)
class Stated:
    """Households and members a list states as its total."""

    households: int | None
    members: int | None


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """One group (team) of a list with the people who look after its households."""

    name: str
    first_row: int
    last_row: int
    households: int
    typed: str
    assignees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What was made of one sheet, or of one of several lists in it.

    `role` is list, summary, team_members, old_copy or empty; `index` counts sheets from 1.
    """

    sheet: str
    index: int
    role: str
    visible: bool
    list: int | None = None
    area: str = ""
    commune: str = ""
    legacy: bool = False
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    left_out: frozenset[int] = frozenset()
    samples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first_data_row: int | None = None
    last_data_row: int | None = None
    households: int = 0
    households_held: int = 0
    member_count_sum: int = 0
    persons: int | None = None
    persons_held: int | None = None
    total_stated: Stated | None = None
    households_by_lane: tuple[tuple[str, int], ...] = ()
    groups: tuple[GroupBlock, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """One entry of `sheets`."""
        entry: dict[str, Any] = {"sheet": self.sheet or None, "index": self.index}
        entry |= {"role": self.role, "visible": self.visible}
        for key in ("list", "area", "commune"):
            if getattr(self, key):
                entry[key] = getattr(self, key)
        return entry | self._list_json() if self.role == "list" else entry

    def _list_json(self) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "header_rows": list(self.header_rows),
            "first_data_row": self.first_data_row,
            "last_data_row": self.last_data_row,
            "columns": [self._column_json(column) for column in self.columns],
            "households": self.households,
            "households_held": self.households_held,
            "member_count_sum": self.member_count_sum,
        }
        if self.persons is not None:
            entry |= {"persons": self.persons, "persons_held": self.persons_held}
        if self.total_stated is not None:
            stated = self.total_stated
            entry["total_stated"] = {"households": stated.households, "members": stated.members}
        if self.households_by_lane:
            entry["households_by_lane"] = dict(self.households_by_lane)
        if self.groups:
            entry["groups"] = [_group_json(group) for group in self.groups]
        return entry

    def _column_json(self, column: Column) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "column": column_letter(column.column),
            "header": column.header,
            "field": column.field,
        }
        if column.column in self.left_out:
            entry["code"] = "column_not_kept"
        if self.legacy:
            entry["header_decoded"] = column.decoded
        return entry


def _group_json(group: GroupBlock) -> dict[str, Any]:
    return {
        "name": group.name,
        "first_row": group.first_row,
        "last_row": group.last_row,
        "households": group.households,
        "typed": group.typed,
        "assignees": list(group.assignees),
    }


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything a careful importer makes of one file."""

    format: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetResult, ...]
    households: tuple[Household, ...]
    persons: tuple[Person, ...]
    remarks: tuple[Remark, ...]

    @property
    def households_imported(self) -> int:
        """How many households are ready to be imported."""
        return sum(household.status == IMPORTED for household in self.households)

    @property
    def households_held(self) -> int:
        """How many households wait for a decision."""
        return len(self.households) - self.households_imported

    @property
    def samples(self) -> dict[str, dict[str, list[str]]]:
        """Some values of the columns, by sheet (from 1) and letters."""
        found: dict[str, dict[str, list[str]]] = {}
        for sheet in self.sheets:
            own = {letter: list(values) for letter, values in sheet.samples}
            found.setdefault(str(sheet.index), {}).update(own)
        return found

    @property
    def problem_counts(self) -> dict[str, int]:
        """How often each code was said, in alphabetical order."""
        return dict(sorted(Counter(remark.code for remark in self.remarks).items()))

    def as_json(
        self, file_name: str, content: bytes, rows: bool | tuple[str, ...] = False
    ) -> dict[str, Any]:
        """The report of one file; with `rows` every household and person in full.

        With the names of fields, `rows` has only these of each household: a long list stays small.
        """
        has_persons = any(sheet.persons is not None for sheet in self.sheets)
        imported = sum(person.status == IMPORTED for person in self.persons)
        entry: dict[str, Any] = {"file": file_name, "format": self.format}
        entry |= {"encoding": self.encoding} if self.encoding else {}
        entry |= {"delimiter": self.delimiter} if self.delimiter else {}
        entry |= {
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "households": self.households_imported,
            "households_held": self.households_held,
            "persons": imported if has_persons else None,
            "persons_held": len(self.persons) - imported if has_persons else None,
            "problem_counts": self.problem_counts,
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "problems": [remark.as_json() for remark in self.remarks],
        }
        if isinstance(rows, tuple):
            slim = [{field: _plain(h, field) for field in rows} for h in self.households]
            entry["rows"] = {"households": slim, "persons": []}
        elif rows:
            entry["rows"] = {
                "households": [_household_row(file_name, h) for h in self.households],
                "persons": [_person_row(file_name, person) for person in self.persons],
            }
        return entry


_HOUSEHOLD_FIELDS = tuple(field.name for field in fields(Household))
_PERSON_FIELDS = tuple(field.name for field in fields(Person))


def _plain(household: Household, field: str) -> Any:
    value = getattr(household, field)
    return float(value) if isinstance(value, Decimal) else value


def _household_row(file_name: str, household: Household) -> dict[str, Any]:
    row: dict[str, Any] = {"file": file_name}
    row |= {field: getattr(household, field) for field in _HOUSEHOLD_FIELDS}
    row["assignees"] = list(household.assignees)
    if not household.code:
        del row["code"]
    for field in ("latitude", "longitude"):
        row[field] = None if row[field] is None else float(row[field])
    return row


def _person_row(file_name: str, person: Person) -> dict[str, Any]:
    row: dict[str, Any] = {"file": file_name}
    return row | {field: getattr(person, field) for field in _PERSON_FIELDS}
