"""Pictures of the documentation are kept small without another program."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from scripts.small_png import SIGNATURE, shrink

RED, GREY, GREEN = (200, 16, 16), (119, 119, 119), (0, 90, 60)
ROWS = (
    (RED, GREY, GREY),
    (GREY, GREEN, RED),
    (GREEN, GREEN, RED),
    (RED, RED, RED),
    (GREY, RED, GREEN),
)


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def filtered(kind: int, row: list[int], above: list[int]) -> bytes:
    """A row as a browser writes it: each byte without what its neighbours foretell."""
    out = [kind]
    for at, value in enumerate(row):
        left, corner = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
        up = above[at]
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda one: abs(guess - one))
        out.append((value - (0, left, up, (left + up) // 2, nearest)[kind]) % 256)
    return bytes(out)


def picture(path: Path, depth: int = 8) -> None:
    """Five rows of three points, each with another of the five filters."""
    above, lines = [0] * 9, b""
    for kind, points in enumerate(ROWS):
        row = [part for point in points for part in point]
        lines += filtered(kind, row, above)
        above = row
    head = struct.pack(">IIBBBBB", 3, 5, depth, 2, 0, 0, 0)
    body = zlib.compress(lines)
    path.write_bytes(
        SIGNATURE
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", body[:9])
        + chunk(b"IDAT", body[9:])
        + chunk(b"IEND", b"")
    )


def parts_of(content: bytes) -> dict[bytes, bytes]:
    found, at = {}, len(SIGNATURE)
    while at < len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        found[name] = content[at + 8 : at + 8 + size]
        assert content[at + 8 + size : at + 12 + size] == struct.pack(
            ">I", zlib.crc32(name + found[name])
        )
        at += size + 12
    return found


def test_every_point_keeps_its_colour_in_a_palette(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    picture(file)
    shrink(file)
    parts = parts_of(file.read_bytes())
    assert struct.unpack(">IIBBBBB", parts[b"IHDR"]) == (3, 5, 8, 3, 0, 0, 0)
    palette = [tuple(parts[b"PLTE"][at : at + 3]) for at in range(0, len(parts[b"PLTE"]), 3)]
    assert palette[0] == RED  # the most frequent first
    lines = zlib.decompress(parts[b"IDAT"])
    rows = [lines[at : at + 4] for at in range(0, len(lines), 4)]
    assert [row[0] for row in rows] == [0] * 5
    assert tuple(tuple(palette[place] for place in row[1:]) for row in rows) == ROWS


def test_what_is_no_picture_of_a_browser_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    picture(file, depth=16)
    before = file.read_bytes()
    with pytest.raises(ValueError, match="16"):
        shrink(file)
    assert file.read_bytes() == before
