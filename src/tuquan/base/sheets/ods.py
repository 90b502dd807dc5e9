"""Reading .ods: the values by calamine after a look at how far repeated cells reach."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from tuquan.base.sheets.limits import check_size
from tuquan.base.sheets.packed import Package, local, parser
from tuquan.base.sheets.values import plain_rows
from tuquan.core.lists import Detail, Merge, Sheet, Workbook
from tuquan.core.lists.sheets import PLAIN

_CELLS = ("table-cell", "covered-table-cell")


def _count(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return int(value) if value.isdecimal() and len(value) < 10 else 1


@dataclass
class _Look:
    """Merged ranges, formulas and comments of one sheet, and how far its cells reach."""

    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    in_error: bool = False
    merges: list[Merge] = field(default_factory=list)
    details: dict[tuple[int, int], Detail] = field(default_factory=dict)

    def cell(self, attributes: dict[str, str]) -> None:
        plain = {local(key): value for key, value in attributes.items()}
        here = (self.row, self.column + 1)
        repeated = _count(plain, "number-columns-repeated")
        self.column += repeated
        down, across = _count(plain, "number-rows-spanned"), _count(plain, "number-columns-spanned")
        if down > 1 or across > 1:
            self.merges.append(Merge(*here, here[0] + down - 1, here[1] + across - 1))
        if "formula" in plain:
            self.details[here] = Detail(formula=True)
        self.in_error = any(
            local(key) == "value-type" and value == "error" for key, value in attributes.items()
        )
        if "value-type" in plain:
            self.reach(self.column)

    def add(self, comment: str = "", error: str = "") -> None:
        """Text of a comment or of an error value of the cell just read."""
        here = (self.row, self.column)
        detail = self.details.get(here, PLAIN)
        self.details[here] = replace(
            detail, comment=detail.comment + comment, error=detail.error + error
        )

    def reach(self, column: int) -> None:
        self.columns = max(self.columns, column)
        self.rows = max(self.rows, self.row)
        check_size(self.rows, self.columns)


class _Looker:
    """Walks content.xml once."""

    def __init__(self) -> None:
        self.looks: list[_Look] = []
        self.repeated = 1
        self.filled = False
        self.in_comment = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "table":
            self.looks.append(_Look())
        elif not self.looks:
            return
        elif name == "annotation":
            self.in_comment += 1
        elif name == "table-row":
            self._row(attributes)
        elif name in _CELLS and not self.in_comment:
            self.looks[-1].cell(attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        look = self.looks[-1]
        plain = {local(key): value for key, value in attributes.items()}
        look.row += 1
        look.column = 0
        self.repeated = _count(plain, "number-rows-repeated")

    def end(self, name: str) -> None:
        name = local(name)
        if name == "annotation":
            self.in_comment -= 1
        elif name == "table-row" and self.looks:
            look = self.looks[-1]
            filled = look.rows == look.row
            look.row += self.repeated - 1
            if filled:
                look.reach(0)

    def text(self, data: str) -> None:
        if self.looks and data.strip():
            if self.in_comment:
                self.looks[-1].add(comment=data)
            elif self.looks[-1].in_error:
                self.looks[-1].add(error=data)


def read_ods(name: str, content: bytes, package: Package) -> Workbook:
    """All sheets of an .ods file."""
    looker = _Looker()
    made = parser()
    made.StartElementHandler = looker.start
    made.EndElementHandler = looker.end
    made.CharacterDataHandler = looker.text
    made.Parse(package.read("content.xml"), True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for data, look in zip(book.sheets_metadata, looker.looks, strict=True):
        rows = book.get_sheet_by_name(data.name).to_python(skip_empty_area=False)
        sheets.append(
            Sheet(
                name=data.name,
                rows=plain_rows(rows),
                hidden=data.visible is not SheetVisibleEnum.Visible,
                merges=tuple(look.merges),
                details=look.details,
            )
        )
    return Workbook(name, tuple(sheets), format="ods")
