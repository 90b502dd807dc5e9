"""Which old Vietnamese encoding a text is in, told from the text itself, and its Unicode form.

Staff still keep lists typed with TCVN3 (ABC) fonts or saved as Windows-1258. A reading is better
when more of its words are Vietnamese syllables in one letter case.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tuquan.core.vietnamese import TONES

_DAMAGE = 20
"""A UTF-8 file may be damaged in one of so many signs; another encoding breaks nearly all."""

WINDOWS_1258 = "Windows-1258"
TCVN3 = "TCVN3"
UTF8 = "UTF-8"

_TCVN3_BLOCKS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {
    start + place: letter
    for start, letters in _TCVN3_BLOCKS.items()
    for place, letter in enumerate(letters)
}
_TCVN3_SIGN = re.compile("[" + "".join(map(chr, _TCVN3)) + "]")
_OUTSIDE_TCVN3 = re.compile("[\u0100-\u02ff\u0300-\u036f\u1ea0-\u1ef9]")
_MOJIBAKE = re.compile("[\u00c3\u00c4\u00c6\u00e1\u00ba\u00bb][\u0080-\u00bf\u0152-\u2122]")
_SYLLABLE = re.compile(
    "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?"
    "[ou]?(?:iê|yê|uô|ươ|ia|ua|ưa|ya|[aăâeêioôơuưy])(?:ch?|m|ng?|nh|p|t|i|y|o|u)?"
)


@lru_cache(maxsize=50_000)
def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word == word.capitalize()):
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    if sum(marks.count(tone) for tone in TONES) > 1:
        return False
    letters = unicodedata.normalize("NFC", "".join(c for c in marks if c not in TONES))
    return _SYLLABLE.fullmatch(letters) is not None


def strange_words(text: str) -> int:
    """How many words with foreign signs are not Vietnamese syllables."""
    composed = unicodedata.normalize("NFC", text)
    return sum(
        not _is_syllable(word)
        for word in re.split(r"[\s\d.,;:()\[\]/\"'“”–?!+=*@&|_\\-]+", composed)
        if not word.isascii()
    )


def from_tcvn3(text: str) -> str:
    """The Unicode form of text typed with a TCVN3 font.

    TCVN3 has no capitals with tones: a text in capitals arrives with small marked letters.
    """
    decoded = text.translate(_TCVN3)
    plain = [c for c in decoded if c.isascii() and c.isalpha()]
    return decoded.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else decoded


def tcvn3_or_not(text: str, font: str = "") -> bool | None:
    """True: TCVN3; False: Unicode already; None: the text reads the same or nothing tells.

    The text decides first, the font only where both readings are Vietnamese.
    """
    if _OUTSIDE_TCVN3.search(text):
        return False
    if not _TCVN3_SIGN.search(text):
        return None
    as_it_is, decoded = strange_words(text), strange_words(from_tcvn3(text))
    if as_it_is != decoded:
        return decoded < as_it_is
    return font.casefold().startswith(".vn") if font else None


def looks_tcvn3(texts: list[tuple[str, str]]) -> bool:
    """Whether a sheet is in TCVN3, from its texts with their fonts."""
    votes = [tcvn3_or_not(text, font) for text, font in texts]
    return votes.count(True) > votes.count(False)


def undo_mojibake(text: str) -> str | None:
    """The text that was UTF-8, read as Windows-1252 and saved; None when it was not."""
    if not _MOJIBAKE.search(text):
        return None
    raw = bytearray()
    for sign in text:
        try:
            raw += sign.encode("cp1252")
        except UnicodeEncodeError:
            if ord(sign) > 0xFF:
                return None
            raw.append(ord(sign))
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return decoded if strange_words(decoded) < strange_words(text) else None


def decode_bytes(content: bytes) -> tuple[str, str]:
    """Text and encoding name of a text file.

    A TCVN3 file is returned as its raw signs: the recogniser decodes it cell by cell, because rows
    of it may be Unicode.
    """
    for mark, codec, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with BOM"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if content.startswith(mark):
            return content.decode(codec, errors="replace"), name
    modern = content.decode("utf-8", errors="replace")
    if modern.count("\ufffd") * _DAMAGE <= sum(not sign.isascii() for sign in modern):
        return modern, UTF8
    western = content.decode("latin-1")
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    sample = slice(0, 200_000)
    if strange_words(western[sample].translate(_TCVN3)) < strange_words(vietnamese[sample]):
        return western, TCVN3
    return vietnamese, WINDOWS_1258
