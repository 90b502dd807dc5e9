"""Pictures without what a telephone writes into them besides: place, day, owner, thumbnail.

Nothing is decoded: the picture itself stays byte for byte. Only how it is to be turned is kept, so
that it is not shown lying on its side.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

JPEG_START = b"\xff\xd8\xff"
PNG_START = b"\x89PNG\r\n\x1a\n"

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
_EXIF, _ADOBE, _JFIF = 0xE1, 0xEE, 0xE0
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset(range(0xD0, 0xD8)) | {0x01}
_EXIF_HEAD = b"Exif\0\0"
_ORIENTATION = 0x0112

_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"IEND"}
)
"""The chunks of a PNG that make its picture and its colours."""


class BrokenPicture(ValueError):
    """The file begins as a picture and is none."""


def clean_jpeg(data: bytes) -> bytes:
    """A JPEG without application data and comments, and without what follows its end.

    Kept are how it is to be turned and how its colours are coded. Raises `BrokenPicture`.
    """
    try:
        return _cleaned_jpeg(data)
    except (IndexError, struct.error) as error:
        raise BrokenPicture("The JPEG ends too early.") from error


def clean_png(data: bytes) -> bytes:
    """A PNG with only the chunks of its picture and colours, and how it is to be turned.

    Raises `BrokenPicture`.
    """
    kept, turned, names = [PNG_START], 1, []
    for name, content in _chunks(data):
        names.append(name)
        if name == b"eXIf":
            turned = _turned(content)
        elif name in _KEPT_CHUNKS:
            kept.append(_chunk(name, content))
        elif name[:1].isupper():
            raise BrokenPicture(f"A PNG cannot be shown without its {name!r}.")
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise BrokenPicture("The PNG has no picture.")
    if turned != 1:
        kept.insert(2, _chunk(b"eXIf", _only_turned(turned)))
    return b"".join(kept)


def _cleaned_jpeg(data: bytes) -> bytes:
    kept, turned = [b"\xff\xd8"], 1
    seen: set[int] = set()
    for marker, content, coded in _segments(data):
        if marker == _SCAN and not seen & _FRAMES:
            raise BrokenPicture("The JPEG has no frame.")
        seen.add(marker)
        if marker == _EXIF and content.startswith(_EXIF_HEAD):
            turned = _turned(content[len(_EXIF_HEAD) :])
        is_beside = marker in _APPLICATIONS or marker == _COMMENT
        kept.append(_needed(marker, content) if is_beside else _segment(marker, content) + coded)
    if _SCAN not in seen:
        raise BrokenPicture("The JPEG has no picture.")
    if turned != 1:
        kept.insert(1, _segment(_EXIF, _EXIF_HEAD + _only_turned(turned)))
    return b"".join((*kept, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """The segments of a JPEG up to its end; behind that of a scan the coded picture."""
    place = 2
    while True:
        marker, place = _marker_at(data, place)
        if marker == _END:
            return
        if marker in _ALONE:
            continue
        end = place + struct.unpack_from(">H", data, place)[0]
        if end > len(data) or end < place + 2:
            raise BrokenPicture("A segment of the JPEG is cut.")
        stop = _end_of_scan(data, end) if marker == _SCAN else end
        yield marker, data[place + 2 : end], data[end:stop]
        place = stop


def _marker_at(data: bytes, place: int) -> tuple[int, int]:
    """The marker at a place, before which bytes of 0xFF may stand, and the place behind it."""
    if data[place] != 0xFF:
        raise BrokenPicture("A marker of the JPEG is missing.")
    while data[place] == 0xFF:
        place += 1
    return data[place], place + 1


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the coded picture stops: at a marker that is no stuffed zero and no restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise BrokenPicture("The picture of the JPEG is cut.")
        if data[place + 1] not in (0x00, 0xFF) and data[place + 1] not in _ALONE:
            return place
        place += 1 if data[place + 1] == 0xFF else 2


def _needed(marker: int, content: bytes) -> bytes:
    """What readers need of application data to show the colours right; else nothing."""
    if marker == _JFIF and content.startswith(b"JFIF\0") and len(content) >= 14:
        # Its last two bytes are the size of a thumbnail, which goes.
        return _segment(_JFIF, content[:12] + b"\0\0")
    if marker == _ADOBE and content.startswith(b"Adobe") and len(content) >= 12:
        return _segment(_ADOBE, content[:12])
    return b""


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _turned(tiff: bytes) -> int:
    """How the camera was held, 1 to 8; 1 where the data do not say or cannot be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        [start] = struct.unpack_from(f"{order}I", tiff, 4)
        [count] = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            tag, kind, _many, value = struct.unpack_from(
                f"{order}HHIH", tiff, start + 2 + number * 12
            )
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 1
    return 1


def _only_turned(turned: int) -> bytes:
    """The smallest block of camera data that says how to turn a picture."""
    entry = struct.pack("<HHIHH", _ORIENTATION, 3, 1, turned, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, each found whole."""
    place = len(PNG_START)
    while place + 12 <= len(data):
        [length] = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        end = place + 12 + length
        content = data[place + 8 : end - 4]
        if end > len(data) or _chunk(name, content)[-4:] != data[end - 4 : end]:
            raise BrokenPicture("A chunk of the PNG is damaged.")
        yield name, content
        if name == b"IEND":
            return
        place = end


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check
