"""Files people add as evidence: what each is by its first bytes, cleaned, and nothing that acts.

A name or a type that the sender claims is never believed. Pictures lose what a telephone writes
into them; papers with scripts or macros are refused, with a sentence that says what to do.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tuquan.base.sheets.limits import Refused
from tuquan.base.sheets.packed import Package, open_package
from tuquan.core.pictures import JPEG_START, PNG_START, BrokenPicture, clean_jpeg, clean_png
from tuquan.core.problems import Problem

LARGEST = 20 * 1024 * 1024
"""Bytes of one file: a long scan, or a photo as large as telephones take them."""

Kind = Literal["photo", "pdf", "office"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS = {
    "word/document.xml": ("docx", f"{_OFFICE}wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", f"{_OFFICE}spreadsheetml.sheet"),
}
_ACTING = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DESCRIBED = 2000
"""Bytes before a stream in which its description stands."""
_MOST_UNPACKED = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is kept."""

    kind: Kind
    ending: str
    content_type: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it by itself."""
        return self.kind == "photo"


def read_attachment(data: bytes, where: str = "file") -> Attachment | Problem:
    """The file as it is kept, or why it is refused; `where` is the field it came in."""
    if not data:
        return Problem("attachment_empty", where)
    if len(data) > LARGEST:
        return too_large(where)
    for start, read in _READERS.items():
        if data.startswith(start):
            found = read(data)
            return Problem(found, where) if isinstance(found, str) else found
    is_of_apple = data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1")
    return Problem("attachment_heic" if is_of_apple else "attachment_other_kind", where)


def too_large(where: str = "file") -> Problem:
    """What is said of a file that is too large to be read at all."""
    return Problem("attachment_too_large", where, {"most": LARGEST // 1024**2})


def _jpeg(data: bytes) -> Attachment | str:
    try:
        return Attachment("photo", "jpg", "image/jpeg", clean_jpeg(data))
    except BrokenPicture:
        return "attachment_broken"


def _png(data: bytes) -> Attachment | str:
    try:
        return Attachment("photo", "png", "image/png", clean_png(data))
    except BrokenPicture:
        return "attachment_broken"


def _pdf(data: bytes) -> Attachment | str:
    plain = _unescaped(data)
    if b"/Encrypt" in plain:
        return "attachment_locked"
    if _ACTING.search(plain):
        return "attachment_acts"
    left = plain.count(b"/ObjStm")
    for stream in _STREAM.finditer(data):
        described = _unescaped(data[max(stream.start() - _DESCRIBED, 0) : stream.start()])
        # What stands between the beginning of the object and its stream describes it.
        described = described[max(described.rfind(b" obj"), 0) :]
        if b"/ObjStm" not in described:
            continue
        left -= described.count(b"/ObjStm")
        objects = _unpacked(data[stream.end() :], described)
        if objects is None:
            return "attachment_broken"
        if _ACTING.search(_unescaped(objects)):
            return "attachment_acts"
    # Objects packed where we do not find them are objects nobody looked at.
    return "attachment_broken" if left else Attachment("pdf", "pdf", "application/pdf", data)


def _unescaped(data: bytes) -> bytes:
    """Names may be written letter by letter as numbers: `/J#61vaScript`."""
    return _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), data)


def _unpacked(packed: bytes, described: bytes) -> bytes | None:
    """The objects inside a stream; None where they cannot be looked at."""
    if b"/Filter" not in described:
        return packed[: packed.find(b"endstream")]
    filters = re.findall(rb"/\w+Decode\b", described)
    if filters != [b"/FlateDecode"] or b"/Predictor" in described:
        return None
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(packed, _MOST_UNPACKED)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else objects


def _office(data: bytes) -> Attachment | str:
    try:
        package = open_package(data)
    except Refused as refused:
        is_locked = refused.refusal.code == "file_encrypted"
        return "attachment_locked" if is_locked else "attachment_broken"
    if _has_macros(package):
        return "attachment_acts"
    for part, (ending, content_type) in _OFFICE_PARTS.items():
        if part in package.names:
            return Attachment("office", ending, content_type, data)
    return "attachment_other_kind"


def _has_macros(package: Package) -> bool:
    """Whether a file for an office program holds what runs when it is opened."""
    acting = ("vbaproject", "activex")
    if any(word in name.lower() for name in package.names for word in acting):
        return True
    return b"macroenabled" in package.read("[Content_Types].xml").lower()


def _legacy(_data: bytes) -> str:
    return "attachment_legacy"


_READERS: dict[bytes, Callable[[bytes], Attachment | str]] = {
    JPEG_START: _jpeg,
    PNG_START: _png,
    b"%PDF-": _pdf,
    b"PK\x03\x04": _office,
    _OLE: _legacy,
}
"""How a file of each kind begins, and who reads it."""
