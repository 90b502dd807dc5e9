"""Which serif fonts of this machine have every Vietnamese letter, read from the fonts themselves.

A name promises nothing: fonts are looked into for what they map (table `cmap`) and for whether they
call themselves serif and proportional (the ten numbers of PANOSE in table `OS/2`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
SERIF_STYLES = range(2, 11)
LATIN_TEXT, MONOSPACED = 2, 9


def vietnamese_letters() -> frozenset[int]:
    """The code of every letter with and without its mark and tone, small and capital, and đ."""
    small = {normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return frozenset(ord(letter) for one in small for letter in (one, one.upper()))


def serif_fonts() -> list[str]:
    """The names of the files of fonts that will do, sorted."""
    letters = vietnamese_letters()
    found = {path.stem for path in _files() if _will_do(path, letters)}
    return sorted(found)


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for pattern in ("*.ttf", "*.otf", "*.TTF", "*.OTF"):
            yield from Path(folder).expanduser().rglob(pattern)


def _will_do(path: Path, letters: frozenset[int]) -> bool:
    try:
        tables = _tables(path.read_bytes())
        return _is_serif(tables["OS/2"]) and letters <= _mapped(tables["cmap"], letters)
    except (OSError, KeyError, struct.error, IndexError):
        return False


def _tables(font: bytes) -> dict[str, bytes]:
    """The tables of a font by name."""
    (count,) = struct.unpack_from(">H", font, 4)
    found = {}
    for number in range(count):
        tag, start, length = struct.unpack_from(">4s4xII", font, 12 + 16 * number)
        found[tag.decode("latin-1")] = font[start : start + length]
    return found


def _is_serif(about: bytes) -> bool:
    panose = about[32:42]
    is_text = panose[0] == LATIN_TEXT and panose[3] != MONOSPACED
    return is_text and panose[1] in SERIF_STYLES


def _mapped(cmap: bytes, wanted: frozenset[int]) -> set[int]:
    """Those of the wanted codes that some part of the map leads to a glyph."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    found: set[int] = set()
    for number in range(count):
        (start,) = struct.unpack_from(">I", cmap, 4 + 8 * number + 4)
        (kind,) = struct.unpack_from(">H", cmap, start)
        if kind == 4:
            found |= {code for code in wanted if _in_segments(cmap[start:], code)}
        elif kind == 12:
            found |= {code for code in wanted if _in_groups(cmap[start:], code)}
    return found


def _in_segments(table: bytes, code: int) -> bool:
    (double,) = struct.unpack_from(">H", table, 6)
    for at in range(0, double, 2):
        (last,) = struct.unpack_from(">H", table, 14 + at)
        if code > last:
            continue
        first, delta, offset = (
            struct.unpack_from(">H", table, 16 + double * part + at)[0] for part in (1, 2, 3)
        )
        if code < first:
            return False
        if offset == 0:
            return bool((code + delta) % 65536)
        where = 16 + double * 3 + at + offset + 2 * (code - first)
        return bool(struct.unpack_from(">H", table, where)[0])
    return False


def _in_groups(table: bytes, code: int) -> bool:
    (count,) = struct.unpack_from(">I", table, 12)
    groups = (struct.unpack_from(">III", table, 16 + 12 * number) for number in range(count))
    return any(first <= code <= last and start + code - first for first, last, start in groups)
