"""From a workbook to households, persons and remarks: the recogniser of household lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from tuquan.core.lists.areas import area_named, commune_named, section_named
from tuquan.core.lists.duplicates import find_duplicates
from tuquan.core.lists.encodings import WINDOWS_1258, decoded, encoding_of
from tuquan.core.lists.entries import Progress, Reader, Remarks
from tuquan.core.lists.grid import Grid
from tuquan.core.lists.headings import Table, field_of, find_tables, heading_key
from tuquan.core.lists.households import HouseholdReader
from tuquan.core.lists.persons import PersonReader
from tuquan.core.lists.remarks import Remark
from tuquan.core.lists.result import IMPORTED, Household, Person, Recognition, SheetResult, Stated
from tuquan.core.lists.rows import ENTRY, Row, Sorter
from tuquan.core.lists.sheets import Sheet, Workbook, column_letter, shown
from tuquan.core.lists.taught import NOTHING, Taught, is_never_kept
from tuquan.core.lists.totals import check_total
from tuquan.core.lists.vocabulary import PEOPLE_TITLE
from tuquan.core.vietnamese import search_key

_PEOPLE_TITLE = re.compile(PEOPLE_TITLE)
_SURE_FIELDS = ("relation", "member_count", "lane", "house_number")
_TITLE_ROWS = 10
_TITLE_WORDS = 4
_SAMPLE_ROWS, _SAMPLES, _LONGEST_SAMPLE = 20, 3, 60


def recognise(
    workbook: Workbook,
    today: date,
    taught: Taught = NOTHING,
    progress: Callable[[int], None] | None = None,
) -> Recognition:
    """Make of a workbook what a careful importer makes of it; nothing is lost without a remark.

    `taught` is what a person corrected; `progress` is told now and then how many rows are read.
    """
    run = _Run(workbook, today, taught, progress)
    for index, sheet in enumerate(workbook.sheets, start=1):
        run.sheet(index, sheet)
    return run.result()


class _Run:
    """One reading of one workbook."""

    def __init__(
        self,
        workbook: Workbook,
        today: date,
        taught: Taught,
        progress: Callable[[int], None] | None,
    ) -> None:
        self.workbook, self.today, self.taught = workbook, today, taught
        self.progress = Progress(progress)
        self.sheets: list[SheetResult] = []
        self.households: list[Household] = []
        self.persons: list[Person] = []
        self.remarks: list[Remark] = []
        self.encoding = workbook.encoding
        self.spans: list[tuple[int, int]] = []
        self.name_cells: list[tuple[Sheet, int]] = []

    def sheet(self, index: int, sheet: Sheet) -> None:
        """Read one sheet."""
        grid = Grid(sheet)
        remarks = Remarks(grid)
        if grid.legacy:
            self.encoding = self.encoding or grid.legacy
            remarks.say_of_sheet("legacy_encoding", value=grid.legacy)
        elif self.workbook.encoding == WINDOWS_1258:
            remarks.say_of_sheet("legacy_encoding", value=WINDOWS_1258)
        found = [self.taught.table(index, table) for table in find_tables(grid)]
        wanted = index in self.taught.wanted
        lists = [table for table in found if _has_names(table)]
        if index in self.taught.left_out:
            lists = []
        elif not wanted:
            lists = [table for table in lists if _is_household_list(grid, table)]
        role = _role(grid, found, lists)
        if sheet.hidden and not wanted:
            remarks.say_of_sheet("sheet_hidden")
            role = "old_copy" if role == "list" else role
        elif role == "empty":
            remarks.say_of_sheet("sheet_empty")
        elif role != "list":
            remarks.say_of_sheet("sheet_not_a_list")
        area = _area([*grid.texts(_title_end(found, grid)), _decoded_name(grid)])
        if role == "list":
            self._lists(index, grid, lists, remarks)
        else:
            area = "" if role in ("summary", "team_members") else area
            self._add(SheetResult(sheet.name, index, role, not sheet.hidden, area=area), 0)
        self.remarks += sorted(remarks.found, key=lambda remark: remark.row or 0)

    def _add(self, result: SheetResult, households: int) -> None:
        self.sheets.append(result)
        self.spans.append((len(self.households) - households, len(self.households)))

    def _lists(self, index: int, grid: Grid, tables: list[Table], remarks: Remarks) -> None:
        start, area = 1, ""
        for place, table in enumerate(tables, start=1):
            titles = [
                text
                for row in range(start, table.header_rows[0])
                for text in grid.filled(row).values()
                if isinstance(text, str)
            ]
            area = _area(titles) or area or _area([_decoded_name(grid)])
            number = place if len(tables) > 1 else None
            rows = Sorter(grid, table).rows()
            base = SheetResult(
                sheet=grid.sheet.name,
                index=index,
                role="list",
                visible=not grid.sheet.hidden,
                list=number,
                area=area,
                commune=next(filter(None, map(commune_named, titles)), ""),
                legacy=bool(grid.legacy),
                header_rows=table.header_rows,
                columns=table.columns,
            )
            self._one_list(base, grid, table, rows, titles, remarks)
            start = max((row.row for row in rows if row.kind == ENTRY), default=start) + 1

    def _one_list(
        self,
        base: SheetResult,
        grid: Grid,
        table: Table,
        rows: list[Row],
        titles: list[str],
        remarks: Remarks,
    ) -> None:
        reader = Reader(grid, table, self.today, remarks, self.workbook.delimiter, base.list)
        reader.progress = self.progress
        for section in filter(None, map(section_named, titles)):
            if section.field != "area" and len(section.name.split(" ")) <= _TITLE_WORDS:
                reader.open_section(section)
        persons: list[Person] | None = None
        if table.has("person_name"):
            by_person = PersonReader(reader, base.area)
            households, persons, groups = by_person.read(rows), by_person.persons, []
        else:
            by_household = HouseholdReader(reader, base.area)
            households, groups = by_household.read(rows), by_household.groups
        left_out = _left_out(table, rows, remarks)
        listed = None if persons is None else len(persons)
        stated = _skipped_rows(table, rows, households, listed, remarks)
        entries = [row.row for row in rows if row.kind == ENTRY]
        self.households += households
        name_column = (table.places("person_name") or table.places("head_name"))[0]
        self.name_cells += [(grid.sheet, name_column)] * len(households)
        self.persons += persons or []
        result = replace(
            base,
            left_out=left_out,
            samples=_samples(table, rows),
            first_data_row=min(entries, default=None),
            last_data_row=max(entries, default=None),
            total_stated=stated,
            groups=tuple(groups),
        )
        if persons is not None:
            imported = sum(person.status == IMPORTED for person in persons)
            result = replace(result, persons=imported, persons_held=len(persons) - imported)
        self._add(result, len(households))

    def result(self) -> Recognition:
        """Compare all households with each other, count, and close."""
        self._duplicates()
        order = {sheet.name: n for n, sheet in enumerate(self.workbook.sheets)}
        return Recognition(
            format=self.workbook.format,
            encoding=self.encoding,
            delimiter=self.workbook.delimiter,
            sheets=tuple(
                _counted(sheet, self.households[first:last])
                for sheet, (first, last) in zip(self.sheets, self.spans, strict=True)
            ),
            households=tuple(self.households),
            persons=tuple(self.persons),
            remarks=tuple(sorted(self.remarks, key=lambda r: (order[r.sheet], r.row or 0))),
        )

    def _duplicates(self) -> None:
        for place, first, code in find_duplicates(self.households):
            later, earlier = self.households[place], self.households[first]
            possible = code == "possible_duplicate"
            sheet, column = self.name_cells[place]
            row = later.head_row or later.row
            self.remarks.append(
                Remark(
                    code,
                    later.sheet,
                    later.row,
                    cell=f"{column_letter(column)}{row}",
                    field="head_name",
                    raw=shown(sheet.value(row, column)),
                    value=later.head_name if possible else None,
                    see_sheet="" if earlier.sheet == later.sheet else earlier.sheet,
                    see_row=earlier.row,
                    line=later.line,
                )
            )
            if not possible:
                self.households[place] = later.held()


def _area(texts: Iterable[str]) -> str:
    """The area the first of the texts names."""
    return next(filter(None, map(area_named, texts)), "")


def _decoded_name(grid: Grid) -> str:
    name = grid.sheet.name
    # A tab is not drawn with the fonts of the cells: where nothing tells, it is Unicode.
    return decoded(name, encoding_of(name)) if grid.legacy else name


def _title_end(tables: Sequence[Table], grid: Grid) -> int:
    return tables[0].header_rows[0] - 1 if tables else min(grid.height, _TITLE_ROWS)


def _has_names(table: Table) -> bool:
    return table.has("head_name") or table.has("person_name")


def _is_household_list(grid: Grid, table: Table) -> bool:
    """A list of households, not of people in office or of something else with names."""
    if any(table.has(field) for field in _SURE_FIELDS):
        return True
    keys = [heading_key(column.decoded) for column in table.columns]
    if any("chu ho" in key for key in keys):
        return True
    title = " ".join(search_key(text) for text in grid.texts(table.header_rows[0] - 1))
    has_office = any(
        field_of(part) == "position"
        for column in table.columns
        for part in column.decoded.split(" / ")
    )
    return not has_office and (_PEOPLE_TITLE.search(title) is None or " ho " in f" {title} ")


def _role(grid: Grid, found: Sequence[Table], lists: Sequence[Table]) -> str:
    if any(_has_rows(grid, table) for table in lists):
        return "list"
    if lists or not any(True for _ in grid.texts(grid.height)):
        return "empty"
    return "team_members" if found else "summary"


def _has_rows(grid: Grid, table: Table) -> bool:
    last = min(table.last_row, grid.height)
    return any(grid.filled(row, table.span) for row in range(table.first_row, last + 1))


def _left_out(table: Table, rows: Sequence[Row], remarks: Remarks) -> frozenset[int]:
    """The columns that hold data and are not kept, each told once."""
    held = {column for row in rows if row.kind == ENTRY for column in row.filled}
    headings = {column.column: column for column in table.columns}
    left_out = set()
    for place in range(table.span.start, table.columns[-1].column + 1):
        heading = headings.get(place)
        if place in held and (heading is None or heading.field is None):
            raw = heading.header if heading else None
            remarks.say_of_sheet("column_not_kept", cell=column_letter(place), raw=raw)
            left_out.add(place)
    return frozenset(left_out)


def _samples(table: Table, rows: Sequence[Row]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The first different values of each column, to know it by; never of what is not kept."""
    found: dict[int, dict[str, None]] = {}
    hidden = {c.column for c in table.columns if is_never_kept(c.decoded)}
    for row in [row for row in rows if row.kind == ENTRY][:_SAMPLE_ROWS]:
        for column, value in row.filled.items():
            if column not in hidden and len(found.setdefault(column, {})) < _SAMPLES:
                found[column][str(shown(value))[:_LONGEST_SAMPLE]] = None
    return tuple((column_letter(column), tuple(found[column])) for column in sorted(found))


def _skipped_rows(
    table: Table,
    rows: Sequence[Row],
    households: Sequence[Household],
    persons: int | None,
    remarks: Remarks,
) -> Stated | None:
    """Tell of every row that is no household; gives what the last total row states."""
    stated, last_total = None, 0
    trailing: list[Row] = []
    for row in rows:
        if row.kind == "trailing_text":
            trailing.append(row)
            continue
        if row.kind != ENTRY:
            remarks.say(row.kind, row.row, row.first)
        if row.kind == "total_row":
            listed = [household for household in households if household.row < row.row]
            recent = [household for household in listed if household.row > last_total]
            stated = check_total(row, table, (listed, recent), persons, remarks)
            last_total = row.row
    if trailing:
        first = trailing[0]
        remarks.say("trailing_text", first.row, first.first, to_row=trailing[-1].row)
    return stated


def _counted(sheet: SheetResult, households: Sequence[Household]) -> SheetResult:
    """The counts of a list, after duplicates are held."""
    if sheet.role != "list":
        return sheet
    imported = [household for household in households if household.status == IMPORTED]
    lanes = Counter(household.lane for household in imported if household.lane)
    return replace(
        sheet,
        households=len(imported),
        households_held=len(households) - len(imported),
        member_count_sum=sum(household.member_count or 0 for household in imported),
        households_by_lane=tuple(lanes.items()),
    )
