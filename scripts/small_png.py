"""Keeping a screenshot small: a PNG of at most 256 colours, written with the standard library."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
STEP = 3
"""Bytes of a pixel."""

UP = 2
"""The filter that adds the row above."""

Colour = tuple[int, int, int]


def shrink(path: Path) -> None:
    """Write a screenshot anew with a palette; colours beyond 256 become the nearest of those."""
    width, height, rows = _read(path.read_bytes())
    pixels = [[(row[at], row[at + 1], row[at + 2]) for at in range(0, len(row), 3)] for row in rows]
    seen = Counter(colour for row in pixels for colour in row)
    palette = [colour for colour, _count in seen.most_common(COLOURS)]
    places = {colour: _nearest(colour, palette) for colour in seen}
    places |= {colour: place for place, colour in enumerate(palette)}
    lines = b"".join(b"\0" + bytes(places[colour] for colour in row) for row in pixels)
    path.write_bytes(
        SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", bytes(part for colour in palette for part in colour))
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    red, green, blue = colour
    far = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 for r, g, b in palette]
    return far.index(min(far))


def _read(content: bytes) -> tuple[int, int, Iterator[bytearray]]:
    """Size and rows of a PNG as browsers take them: eight bits for each of three colours."""
    parts = dict[bytes, bytes]()
    at = len(SIGNATURE)
    while at < len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        parts[name] = parts.get(name, b"") + content[at + 8 : at + 8 + size]
        at += size + 12
    width, height, depth, kind, *_rest = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if (depth, kind) != (8, 2):
        raise ValueError(f"no picture of three colours by eight bits: {depth}, {kind}")
    return width, height, _rows(zlib.decompress(parts[b"IDAT"]), width * 3)


def _rows(data: bytes, size: int) -> Iterator[bytearray]:
    """The rows without their filters (PNG, chapter 9)."""
    before = bytearray(size)
    for start in range(0, len(data), size + 1):
        row = bytearray(data[start + 1 : start + 1 + size])
        _unfilter(data[start], row, before)
        yield row
        before = row


def _unfilter(kind: int, row: bytearray, above: bytearray) -> None:
    """Add to each byte what its neighbours foretell: the one before, the one above, or both."""
    if kind == UP:
        row[:] = bytes((value + up) & 255 for value, up in zip(row, above, strict=True))
    elif kind:
        guess = _GUESSES[kind]
        for at, value in enumerate(row):
            left, corner = (row[at - STEP], above[at - STEP]) if at >= STEP else (0, 0)
            row[at] = (value + guess(left, above[at], corner)) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    """Whichever of the three lies nearest to left + above - corner; the first of equals."""
    by_left, by_above, by_corner = (
        abs(above - corner),
        abs(left - corner),
        abs(left + above - 2 * corner),
    )
    if by_left <= by_above and by_left <= by_corner:
        return left
    return above if by_above <= by_corner else corner


_GUESSES: dict[int, Callable[[int, int, int], int]] = {
    1: lambda left, above, corner: left,
    3: lambda left, above, corner: (left + above) // 2,
    4: _paeth,
}


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
