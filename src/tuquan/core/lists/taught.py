"""What a person corrected in the reading of a list: columns, headings, sheets (F-9).

A correction says which field a column holds, or that it is left out. Columns that hold what is not
kept of anybody (belief, ethnicity, personal numbers, poverty) cannot be taught to be anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tuquan.core.lists.headings import Column, Table, field_of, heading_key
from tuquan.core.lists.sheets import column_letter

LEFT_OUT = ""
"""The meaning of a column that is left out."""

FIELDS = (
    "head_name",
    "person_name",
    "birth_year",
    "birth_date",
    "member_count",
    "relation",
    "gender",
    "lane",
    "house_number",
    "area",
    "group",
    "assignees",
    "phone",
    "note",
    "number",
    "household_number",
    "latitude",
    "longitude",
    "code",
)
"""The fields a column can be taught to hold."""

_NAMES = {"head_name", "person_name"}


@dataclass(frozen=True, slots=True)
class Taught:
    """Corrections of one file, and what the office taught with files before.

    `columns` holds per sheet (its place in the file, from 1) the field of a column by its letters;
    `headings` the field of a heading by its `heading_key`; `left_out` the sheets that are no list
    although they look like one; `wanted` those to be read although they are hidden or look like
    none.
    """

    columns: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()

    def table(self, sheet: int, table: Table) -> Table:
        """A list as it was taught; columns without a heading can be taught by their letters."""
        own = self.columns.get(sheet, {})
        known = {column.column for column in table.columns}
        bare = [
            Column(place, "", "", None)
            for place in table.span
            if place not in known and own.get(column_letter(place))
        ]
        columns = sorted((*table.columns, *bare), key=lambda column: column.column)
        return replace(table, columns=_corrected(columns, self._of(own, columns)))

    def _of(self, own: Mapping[str, str], columns: Iterable[Column]) -> dict[int, str]:
        """The corrected fields of the columns of one list, by column."""
        found = {}
        for column in columns:
            letter, key = column_letter(column.column), heading_key(column.decoded)
            meant = own.get(letter, self.headings.get(key) if key else None)
            if (
                meant is not None
                and meant in (*FIELDS, LEFT_OUT)
                and not is_never_kept(column.decoded)
            ):
                found[column.column] = meant
        return found


NOTHING = Taught()


def is_never_kept(heading: str) -> bool:
    """Whether a heading names what is not kept of anybody."""
    return any(field_of(part) == "not_kept" for part in heading.split(" / "))


def _corrected(columns: Sequence[Column], taught: Mapping[int, str]) -> tuple[Column, ...]:
    """The columns as they were taught; a field taught to one is taken from the others."""
    if not taught:
        return tuple(columns)
    given = {meant for meant in taught.values() if meant}
    if given & _NAMES:
        given |= _NAMES
    changed = []
    for column in columns:
        if column.column in taught:
            column = replace(column, field=taught[column.column] or None)
        elif column.field in given:
            column = replace(column, field=None)
        changed.append(column)
    return _with_the_right_name(changed)


def _with_the_right_name(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Where relations stand, names are those of persons; elsewhere those of heads."""
    by_person = any(column.field == "relation" for column in columns)
    right = "person_name" if by_person else "head_name"
    return tuple(
        replace(column, field=right) if column.field in _NAMES else column for column in columns
    )
