"""Lists with one row per household."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from statistics import median

from tuquan.core.lists.areas import section_named
from tuquan.core.lists.entries import Reader, split_assignees
from tuquan.core.lists.numbers import read_degrees
from tuquan.core.lists.result import GroupBlock, Household
from tuquan.core.lists.rows import ENTRY, Row
from tuquan.core.lists.sheets import shown

_FAR = Decimal("0.5")
_LATITUDES = (Decimal(8), Decimal("23.5"))
_LONGITUDES = (Decimal(102), Decimal(118))


class HouseholdReader:
    """Reads a list with one row per household."""

    def __init__(self, reader: Reader, area: str) -> None:
        self.reader, self.area = reader, area
        self.households: list[Household] = []
        self.groups: list[GroupBlock] = []
        self._number = ""

    def read(self, rows: Iterable[Row]) -> list[Household]:
        """All households of the list, in order."""
        rows = list(rows)
        for row in rows:
            if row.kind == ENTRY:
                self.households.append(self._household(row))
            elif row.kind == "section_row":
                open_section(self.reader, row)
        self.households = _with_coordinates(self.reader, self.households, rows)
        self._close_group(rows[-1].row if rows else 0)
        return self.households

    def _household(self, row: Row) -> Household:
        reader = self.reader
        name = reader.name(row, "head_name")
        held = not name
        if held:
            column = reader.columns["head_name"][0]
            reader.remarks.say("head_name_missing", row.row, column, field="head_name")
        group, assignees = self._group(row)
        household = Household(
            sheet=reader.grid.sheet.name,
            row=row.row,
            line=reader.grid.sheet.line(row.row),
            number=self._row_number(row),
            area=reader.placed(row, "area") or self.area,
            group=group,
            assignees=assignees,
            head_name=name,
            birth_year=reader.birth_year(row),
            member_count=reader.member_count(row),
            lane=reader.placed(row, "lane"),
            house_number=reader.text(row, "house_number"),
            phone=reader.phone(row),
            note=reader.note(row),
        )
        reader.comments(row)
        return household.held() if held else household

    def _row_number(self, row: Row) -> str:
        column = self.reader.column("number", row.filled)
        if column is None:
            return ""
        number = self.reader.number(row)
        if not number.rstrip(".").isdigit() or number == self._number:
            self.reader.remarks.say(
                "row_number_odd", row.row, column, field="number", value=number or None
            )
        self._number = number
        return number

    def _group(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """The group a row belongs to: a name stands on the first row of its block."""
        reader, above = self.reader, self.reader.above
        before = above.get("group", "")
        name = reader.placed(row, "group") or above.get("group", "")
        column = reader.column("assignees", row.filled)
        if column is not None and column in row.filled:
            above["assignees"] = str(shown(row.filled[column]))
        elif name != before:
            above.pop("assignees", None)
        typed = above.get("assignees", "")
        assignees = split_assignees(typed)
        if name and (not self.groups or self.groups[-1].name != name):
            self._close_group(row.row - 1)
            self.groups.append(GroupBlock(name, row.row, row.row, 0, typed, assignees))
        if name:
            last = self.groups[-1]
            self.groups[-1] = replace(last, households=last.households + 1)
        return name, assignees

    def _close_group(self, last_row: int) -> None:
        if self.groups:
            self.groups[-1] = replace(self.groups[-1], last_row=self._end_of_group(last_row))

    def _end_of_group(self, last_row: int) -> int:
        """The merged range of the group's name tells where it ends; else the row before."""
        column = self.reader.columns.get("group", (0,))[0]
        merge = self.reader.grid.merged_down.get((self.groups[-1].first_row, column))
        return merge.bottom if merge is not None else last_row


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
    good = _near_points(points)
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


def _near_points(
    points: dict[int, tuple[Decimal, Decimal]],
) -> dict[int, tuple[Decimal, Decimal]]:
    inside = {row: point for row, point in points.items() if _is_point(*point)}
    if not inside:
        return {}
    middle = [median(point[axis] for point in inside.values()) for axis in (0, 1)]
    return {
        row: point
        for row, point in inside.items()
        if all(abs(point[axis] - middle[axis]) <= _FAR for axis in (0, 1))
    }


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
