"""Reading .csv: the encoding told from the text, the delimiter from the rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from tuquan.base.sheets.limits import MAX_ROWS, Refused, check_size
from tuquan.core.lists import Sheet, Workbook
from tuquan.core.lists.encodings import decode_bytes
from tuquan.core.lists.sheets import Value

_DELIMITERS = ";,\t|"
_SAMPLE_LINES = 200
_SAID = re.compile(r"sep=([;,|\t])\r?\n", re.IGNORECASE)
_WHOLE = re.compile(r"[1-9]\d{0,14}")
_GUARDED = re.compile(r"'[=+\-@\t\r]")


def _delimiter(text: str) -> str:
    """The sign that most lines have equally often."""
    if said := _SAID.match(text):
        return said[1]
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, most = ";", 0
    for sign in _DELIMITERS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        weight = max((number * times for number, times in counts.items()), default=0)
        if weight > most:
            best, most = sign, weight
    return best


def _value(text: str) -> Value:
    """Plain whole numbers become numbers; a leading zero (a telephone) stays text.

    The apostrophe an export puts before what a spreadsheet would run as a formula is no letter.
    """
    if not text:
        return None
    if _GUARDED.match(text):
        return text[1:]
    return int(text) if _WHOLE.fullmatch(text) else text


def read_csv(name: str, content: bytes) -> Workbook:
    """The one sheet of a text file; it has no name, and rows count records."""
    text, encoding = decode_bytes(content)
    delimiter = _delimiter(text)
    rows: list[tuple[Value, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for record in reader:
        rows.append(tuple(_value(field) for field in record))
        lines.append(line)
        line = reader.line_num + 1
        if len(rows) > MAX_ROWS:
            raise Refused("file_too_many_rows", limit=MAX_ROWS)
    check_size(len(rows), max((len(row) for row in rows), default=0))
    sheet = Sheet("", tuple(rows), lines=tuple(lines))
    return Workbook(name, (sheet,), format="csv", encoding=encoding, delimiter=delimiter)
