"""How wide a text comes out in Times New Roman, to break names and titles where a clerk would."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence

_WIDTHS = {
    "AĐDNUVXY": 722,
    "BELTZ": 667,
    "CGHKOQR": 778,
    "MW": 944,
    "FP": 611,
    "S": 556,
    "IJ": 389,
    "bdhknpu": 556,
    "đ": 556,
    "aogqvxy0123456789": 500,
    "cerz": 444,
    "s": 389,
    "m": 833,
    "w": 722,
    "tfijl-/()'‘’": 333,
    " .,;:": 250,
    "“”": 500,
}
_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 560
"""Thousandths of the size, of the bold face, which is the wider one."""

_HOLDING = {"thôn", "bản", "xã", "phường", "tổ", "dân", "số", "năm"}
"""Words that go with the name or the number after them."""

_BEGINNING = {"ở", "trên", "tại", "của", "và", "để", "theo"}
"""Words with which a line of a title likes to begin."""

BONUS, OVER = 22.0, 1000.0
"""Millimetres a line may be shorter or longer for such a word; what no line may be."""

_MILLIMETRES = 25.4 / 72

_PLACE = re.compile(
    r"\s(?=(?:XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|THỊ XÃ|HUYỆN|THÀNH PHỐ|TỈNH|THÔN|BẢN|TỔ DÂN PHỐ"
    r"|KHU DÂN CƯ)\s)"
)
"""Where the name of a body goes on with its place."""


def width_of(text: str, size: float) -> float:
    """About how many millimetres a text takes on one line, in bold letters of so many points."""
    bare = (one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return sum(_OF.get(letter, _OTHER) for letter in bare) / 1000 * size * _MILLIMETRES


def folded_name(name: str, size: float, room: float) -> str:
    """The name of a body on lines that fit, its place on a line of its own if it has one."""
    if width_of(name, size) <= room:
        return name
    parts = _PLACE.sub("\n", name, count=1).split("\n")
    return "\n".join(balanced(part, size, room) for part in parts)


def _words(text: str) -> Iterator[str]:
    """The words of a text, those together that no clerk would part at the end of a line."""
    held = ""
    for word in text.split(" "):
        if held and not (_holds_next(held) or _is_dash(word)):
            yield held
            held = word
        else:
            held = f"{held} {word}" if held else word
    yield held


def _holds_next(text: str) -> bool:
    last = text.rpartition(" ")[2]
    return _is_dash(last) or last.casefold().lstrip('(“"') in _HOLDING


def _is_dash(word: str) -> bool:
    return word in ("-", "–")


def balanced(text: str, size: float, room: float) -> str:
    """The text on as few lines as it needs, of about the same width, begun where a part begins."""
    count = math.ceil(width_of(text, size) / room)
    if count < 2 or "\n" in text:
        return text
    words = list(_words(text))
    lines = []
    for left in range(count, 1, -1):
        place = _break(words, size, room, left)
        lines.append(" ".join(words[:place]))
        words = words[place:]
    return "\n".join(filter(None, (*lines, " ".join(words))))


def _break(words: Sequence[str], size: float, room: float, lines: int) -> int:
    """How many words stand on the first of so many lines."""
    aim = width_of(" ".join(words), size) / lines

    def cost(place: int) -> float:
        width = width_of(" ".join(words[:place]), size)
        over = OVER if width > room else 0.0
        return abs(width - aim) + over - (BONUS if _begins(words[place]) else 0.0)

    return min(range(1, len(words)), key=cost, default=len(words))


def _begins(word: str) -> bool:
    return word.startswith(("(", "“", '"')) or word.split(" ")[0].casefold() in _BEGINNING
