"""Reading .xlsx: the values by calamine, and by a second look what it is blind to.

The second look walks the XML of each sheet once: formulas, error values, comments, fonts, and how
far the cells reach, which must be known before calamine makes room for them.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tuquan.base.sheets.limits import check_size
from tuquan.base.sheets.packed import Package, local, parser
from tuquan.base.sheets.values import plain_rows
from tuquan.core.lists import Detail, Merge, Sheet, Workbook
from tuquan.core.lists.sheets import PLAIN

_LETTERS = re.compile(r"[A-Z]{1,3}")
_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_DIGITS = "0123456789"
_LEGACY_FONTS = (".vn", "vni")
Start = Callable[[str, dict[str, str]], None]


def _walk(xml: bytes, start: Start, text: Callable[[str], None] | None = None) -> None:
    if not xml:
        return
    made = parser()
    made.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if text is not None:
        made.CharacterDataHandler = text
    made.Parse(xml, True)


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")


def _place(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip(_DIGITS)
    column, row = _column(letters), _row_number(reference[len(letters) :])
    return (row, column) if row and column else None


@lru_cache(maxsize=2048)
def _column(letters: str) -> int:
    """The column of its letters, counted from 1; 0 when they are none."""
    column = 0
    if _LETTERS.fullmatch(letters):
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
    return column


@lru_cache(maxsize=64)  # the cells of a row come one after the other
def _row_number(digits: str) -> int:
    return int(digits) if _NUMBER.fullmatch(digits) else 0


@dataclass
class _Look:
    """What the second look finds in one sheet."""

    fonts: tuple[str, ...]
    details: dict[tuple[int, int], Detail] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    _here: tuple[int, int] = (0, 0)
    _is_error: bool = False
    _in_value: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._in_value = False
        if name == "row":
            number = attributes.get("r", "")
            row = int(number) if number.isdecimal() else self._here[0] + 1
            self._here = (row, 0)
        elif name == "c":
            self._cell(attributes)
        elif name in ("v", "is"):
            self.rows = max(self.rows, self._here[0])
            self.columns = max(self.columns, self._here[1])
            self._in_value = self._is_error
        elif name == "f":
            self._mark(formula=True)

    def _cell(self, attributes: dict[str, str]) -> None:
        row, column = self._here
        self._here = _place(attributes.get("r", "")) or (row, column + 1)
        self._is_error = attributes.get("t") == "e"
        style = attributes.get("s", "")
        if self.fonts and style.isdecimal() and int(style) < len(self.fonts):
            self._mark(font=self.fonts[int(style)])

    def text(self, text: str) -> None:
        if self._in_value:
            self._mark(error=text)
            self._in_value = False

    def _mark(self, formula: bool = False, error: str = "", font: str = "") -> None:
        detail = self.details.get(self._here, PLAIN)
        self.details[self._here] = replace(
            detail,
            formula=formula or detail.formula,
            error=error or detail.error,
            font=font or detail.font,
        )


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by its id; outside targets are left alone."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    _walk(package.read(f"{folder}/_rels/{name}.rels"), start)
    return found


def _sheet_parts(package: Package) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    relations = _relations(package, "xl/workbook.xml")
    found: dict[str, str] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "sheet":
            identity = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            found[attributes.get("name", "")] = relations.get(identity, ("", ""))[1]

    _walk(package.read("xl/workbook.xml"), start)
    return found


def _fonts(package: Package) -> tuple[str, ...]:
    """Font names by cell style; empty when no font is one of the old encodings."""
    names: list[str] = []
    styles: list[int] = []
    within: list[str] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            within[:] = [element]
        elif element == "font" and within == ["fonts"]:
            names.append("")
        elif element == "name" and within == ["fonts"] and names:
            names[-1] = attributes.get("val", "")
        elif element == "xf" and within == ["cellXfs"]:
            styles.append(int(attributes.get("fontId", "0")))

    _walk(package.read("xl/styles.xml"), start)
    if not any(name.casefold().startswith(_LEGACY_FONTS) for name in names):
        return ()
    return tuple(names[style] if style < len(names) else "" for style in styles)


def _add_comments(package: Package, part: str, details: dict[tuple[int, int], Detail]) -> None:
    here: list[tuple[int, int] | None] = [None]
    within: list[str] = [""]

    def start(element: str, attributes: dict[str, str]) -> None:
        within[0] = element
        if element == "comment":
            here[0] = _place(_attribute(attributes, "ref"))

    def text(data: str) -> None:
        place = here[0]
        if place is not None and within[0] == "t":
            detail = details.get(place, PLAIN)
            details[place] = replace(detail, comment=detail.comment + data)

    for kind, target in _relations(package, part).values():
        if kind == "comments":
            _walk(package.read(target), start, text)


def read_xlsx(name: str, content: bytes, package: Package) -> Workbook:
    """All sheets of an .xlsx file; chart sheets are left out."""
    parts = _sheet_parts(package)
    fonts = _fonts(package)
    looks: dict[str, _Look] = {}
    for sheet, part in parts.items():
        look = looks[sheet] = _Look(fonts)
        _walk(package.read(part), look.start, look.text)
        check_size(look.rows, look.columns)
        _add_comments(package, part, look.details)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for data in book.sheets_metadata:
        if data.typ is SheetTypeEnum.WorkSheet:
            cells = book.get_sheet_by_name(data.name)
            look = looks.get(data.name) or _Look(())
            sheets.append(
                Sheet(
                    name=data.name,
                    rows=plain_rows(cells.to_python(skip_empty_area=False)),
                    hidden=data.visible is not SheetVisibleEnum.Visible,
                    merges=tuple(
                        Merge(top + 1, left + 1, bottom + 1, right + 1)
                        for (top, left), (bottom, right) in cells.merged_cell_ranges or ()
                    ),
                    details=look.details,
                )
            )
    return Workbook(name, tuple(sheets), format="xlsx")
