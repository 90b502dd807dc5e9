"""The door: which reader a file needs, told from its bytes, and the refusals all share."""

from __future__ import annotations

import logging
from pathlib import PurePath

from tuquan.base.sheets.csv_text import read_csv
from tuquan.base.sheets.limits import MAX_BYTES, MAX_ROWS, Refusal, Refused
from tuquan.base.sheets.ods import read_ods
from tuquan.base.sheets.packed import open_package
from tuquan.base.sheets.xls import read_xls
from tuquan.base.sheets.xlsx import read_xlsx
from tuquan.core.lists import Workbook

__all__ = ["MAX_BYTES", "MAX_ROWS", "Refusal", "read_workbook"]

_log = logging.getLogger(__name__)
_PANIC = "pyo3_runtime"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_TEXT_NAMES = frozenset([".csv", ".tsv", ".txt"])
_SHEET_NAMES = frozenset([".xlsx", ".xlsm", ".xls", ".ods"])


def read_workbook(name: str, content: bytes) -> Workbook | Refusal:
    """The workbook a file holds, or why it is not read."""
    try:
        return _read(name, content)
    except Refused as refused:
        return refused.refusal
    except BaseException as error:
        # The libraries below raise anything from IndexError to their own kinds on broken files,
        # and a panic of calamine is no Exception at all.
        if not isinstance(error, Exception) and type(error).__module__ != _PANIC:
            raise
        _log.info("a file could not be read as a workbook", exc_info=True)
        return Refusal("file_broken")


def _read(name: str, content: bytes) -> Workbook:
    suffix = PurePath(name).suffix.lower()
    if len(content) > MAX_BYTES:
        raise Refused("file_too_large", bytes=len(content), limit=MAX_BYTES)
    if not content.strip(b"\x00\t\r\n ") or content == b"\xef\xbb\xbf":
        raise Refused("file_empty")
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _read_package(name, content)
    if content.startswith((_OLE, *_BIFF)):
        return read_xls(name, content)
    if suffix in _SHEET_NAMES:
        raise Refused("file_not_a_workbook" if _is_text(content) else "file_broken")
    if suffix in _TEXT_NAMES and _is_text(content):
        return read_csv(name, content)
    raise Refused("file_not_a_workbook")


def _read_package(name: str, content: bytes) -> Workbook:
    package = open_package(content)
    if "xl/workbook.xml" in package.names:
        return read_xlsx(name, content, package)
    if "content.xml" in package.names:
        return read_ods(name, content, package)
    raise Refused("file_not_a_workbook")


def _is_text(content: bytes) -> bool:
    """Whether bytes can be a list in a text file: no control signs, unless it is UTF-16."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(sign in content for sign in range(9))
