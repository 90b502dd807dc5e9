"""Lists with one row per household."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tuquan.core.lists.areas import section_named
from tuquan.core.lists.entries import Reader
from tuquan.core.lists.groups import GroupReader
from tuquan.core.lists.numbers import read_degrees
from tuquan.core.lists.result import GroupBlock, Household
from tuquan.core.lists.rows import ENTRY, Row
from tuquan.core.lists.sheets import shown
from tuquan.core.points import near_points

_LATITUDES = (Decimal(8), Decimal("23.5"))
_LONGITUDES = (Decimal(102), Decimal(118))


class HouseholdReader:
    """Reads a list with one row per household."""

    def __init__(self, reader: Reader, area: str) -> None:
        self.reader, self.area = reader, area
        self.households: list[Household] = []
        self.groups: list[GroupBlock] = []
        self._group = GroupReader(reader)
        self._number = ""

    def read(self, rows: Iterable[Row]) -> list[Household]:
        """All households of the list, in order."""
        rows = list(rows)
        for row in rows:
            if row.kind == ENTRY:
                self.households.append(self._household(row))
            elif row.kind == "section_row":
                self._number = ""
                open_section(self.reader, row)
        last_row = max((row.row for row in rows), default=0)
        self.households = self._group.settle(self.households)
        self.groups = self._group.blocks(last_row, self.households)
        return _with_coordinates(self.reader, self.households, rows)

    def _household(self, row: Row) -> Household:
        reader = self.reader
        name = reader.name(row, "head_name")
        held = not name
        if held:
            column = reader.columns["head_name"][0]
            reader.remarks.say("head_name_missing", row.row, column, field="head_name")
        group, assignees = self._group.of(row)
        household = Household(
            sheet=reader.grid.sheet.name,
            row=row.row,
            line=reader.grid.sheet.line(row.row),
            list=reader.list,
            number=self._row_number(row),
            area=reader.placed(row, "area") or reader.above.get("area") or self.area,
            group=group,
            assignees=assignees,
            head_name=name,
            birth_year=reader.birth_year(row),
            member_count=reader.member_count(row),
            lane=reader.placed(row, "lane"),
            house_number=reader.house_number(row),
            phone=reader.phone(row),
            note=reader.note(row),
            code=reader.code(row),
        )
        reader.comments(row)
        reader.progress.row()
        return household.held() if held else household

    def _row_number(self, row: Row) -> str:
        column = self.reader.column("number", row.filled)
        if column is None:
            return ""
        number = self.reader.number(row)
        if not number.rstrip(".").isdigit() or number == self._number:
            self.reader.remarks.say(
                "row_number_odd",
                row.row,
                column,
                field="number",
                value=shown(row.filled.get(column)),
            )
        self._number = number
        return number


def open_section(reader: Reader, row: Row) -> None:
    """Let a heading row inside the list give context to the rows below."""
    for column, value in row.filled.items():
        section = section_named(value) if isinstance(value, str) else None
        if section is not None:
            reader.open_section(section)
        elif column in reader.columns.get("assignees", ()) and isinstance(value, str):
            reader.above["assignees"] = value


def _with_coordinates(
    reader: Reader, households: list[Household], rows: list[Row]
) -> list[Household]:
    """Latitude and longitude, swapped ones put right, those far from the others left empty."""
    columns = [reader.columns.get(field, (0,))[0] for field in ("latitude", "longitude")]
    if not all(columns):
        return households
    filled = {row.row: row.filled for row in rows}
    points: dict[int, tuple[Decimal, Decimal]] = {}
    typed: list[int] = []
    for household in households:
        values = [filled[household.row].get(column) for column in columns]
        if any(value is not None for value in values):
            typed.append(household.row)
            latitude, longitude = (read_degrees(value) for value in values)
            if latitude is not None and longitude is not None:
                points[household.row] = (latitude, longitude)
    swapped = {row for row, point in points.items() if _is_point(point[1], point[0])}
    points |= {row: (points[row][1], points[row][0]) for row in swapped}
    good = near_points({row: point for row, point in points.items() if _is_point(*point)})
    _tell(reader, columns[0], typed, swapped, good)
    return [
        replace(h, latitude=good[h.row][0], longitude=good[h.row][1]) if h.row in good else h
        for h in households
    ]


def _is_point(latitude: Decimal, longitude: Decimal) -> bool:
    """Whether a point lies in Viet Nam or its seas."""
    return (
        _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
    )


def _tell(
    reader: Reader,
    column: int,
    typed: list[int],
    swapped: set[int],
    good: dict[int, tuple[Decimal, Decimal]],
) -> None:
    for row in typed:
        if row not in good:
            reader.remarks.say("coordinates_invalid", row, column, field="latitude")
        elif row in swapped:
            value = float(good[row][0])
            reader.remarks.say("coordinates_swapped", row, column, field="latitude", value=value)
