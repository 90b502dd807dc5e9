"""How many rows a file has, roughly and at once: to know whether reading it takes long."""

from __future__ import annotations

import io
import zipfile

_ROW_MARKS = (b"<row ", b"<table:table-row")
_BYTES_OF_AN_XLS_ROW = 150
_CHUNK = 1 << 20
_MOST_UNPACKED = 64 << 20


def rows_about(content: bytes) -> int:
    """About how many rows a file has; a broken file has none."""
    if content.startswith(b"PK"):
        return _rows_of_package(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return len(content) // _BYTES_OF_AN_XLS_ROW
    return content.count(b"\n")


def _rows_of_package(content: bytes) -> int:
    """The marks of rows in the sheets; one cut between two chunks does not matter."""
    found = unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name != "content.xml" and not name.startswith("xl/worksheets/sheet"):
                    continue
                with archive.open(name) as part:
                    while (data := part.read(_CHUNK)) and unpacked < _MOST_UNPACKED:
                        unpacked += len(data)
                        found += sum(data.count(mark) for mark in _ROW_MARKS)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return 0
    return found
