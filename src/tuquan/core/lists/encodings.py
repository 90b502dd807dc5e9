"""Which old Vietnamese encoding a text is in, told from the text itself, and its Unicode form.

Staff still keep lists typed with TCVN3 (ABC) or VNI fonts or saved as Windows-1258. A reading is
better when more of its words are Vietnamese syllables in one letter case.
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
VNI = "VNI"
UTF8 = "UTF-8"
UNICODE = ""
"""No old encoding: the text is read as it is."""

_FONTS = {".vn": TCVN3, "vni": VNI}
"""How the names of the fonts begin that an old encoding is typed with."""

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
_VNI_MARKED = {
    "a": ("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
"""By base letter: the signs written after it, and the letters they make of it."""
_VNI = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True)) | {
    base + mark: letter
    for base, (marks, letters) in _VNI_MARKED.items()
    for mark, letter in zip(marks, letters, strict=True)
}
_VNI_BASES, _VNI_MARKS = "".join(_VNI_MARKED), _VNI_MARKED["a"][0]
_VNI_SIGN = re.compile(
    f"[{_VNI_BASES}{_VNI_BASES.upper()}][{_VNI_MARKS}{_VNI_MARKS.upper()}]|[\u00c0-\u00ff]"
)
_STRAY = "\ufffd"
"""Stands for a letter that an encoding does not have, so that its word is strange."""
_OUTSIDE_LEGACY = re.compile("[\u0100-\u02ff\u0300-\u036f\u1ea0-\u1ef9]")
_MOJIBAKE = re.compile("[\u00c3\u00c4\u00c6\u00e1\u00ba\u00bb][\u0080-\u00bf\u0152-\u2122]")
_RHYMES = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- c ch m n nh p t u",
    "i": "- ch m n nh p t u",
    "ia": "-",
    "iê": "c m n ng p t u",
    "o": "- c i m n ng p t",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- m n o t",
    "oo": "c ng",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- c i m n ng p t",
    "ua": "-",
    "uâ": "n ng t y",
    "uê": "- ch n nh",
    "uô": "c i m n ng t",
    "uơ": "-",
    "uy": "- ch n nh p t u",
    "uya": "-",
    "uyê": "n t",
    "ư": "- c i m n ng t u",
    "ưa": "-",
    "ươ": "c i m n ng p t u",
    "y": "- ch n nh p t",
    "yê": "m n ng t u",
}
"""By the vowels that may bear the tone: how a syllable may end; "-" is an open syllable."""
_SYLLABLE = re.compile(
    "(?:b|ch|c(?![eêiy])|d|đ|gi|gh?|h|kh?|l|m|ngh|ng(?![eêiy])|nh?|ph?|qu?|r|s|th?|tr|v|x)?(?:"
    + "|".join(
        f"(?P<vowels_{place}>{vowels})(?:{ends.replace('-', '').replace(' ', '|')})"
        for place, (vowels, ends) in enumerate(_RHYMES.items())
    )
    + ")"
)


@lru_cache(maxsize=50_000)
def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word == word.capitalize()):
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [place for place, sign in enumerate(marks) if sign in TONES]
    letters = unicodedata.normalize("NFC", "".join(c for c in marks if c not in TONES))
    syllable = _SYLLABLE.fullmatch(letters)
    if syllable is None or len(tones) > 1:
        return False
    first, behind = syllable.span(syllable.lastgroup or 0)
    # The tone stands on a vowel of the rhyme, not on its ending: `háu`, never `haú`.
    return all(
        first < len(unicodedata.normalize("NFC", marks[:place])) <= behind for place in tones
    )


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


def _vni_letter(signs: str) -> str:
    """The letter of a base with its mark, as large as the base; empty when VNI has none."""
    letter = _VNI.get(signs.lower(), "")
    return letter.upper() if signs[0].isupper() else letter


def from_vni(text: str) -> str:
    """The Unicode form of text typed with a VNI font: a base letter, then a sign for its marks.

    >>> from_vni("Leâ Höõu Öôùc")
    'Lê Hữu Ước'
    """
    return _VNI_SIGN.sub(lambda signs: _vni_letter(signs[0]) or signs[0], text)


def decoded(text: str, encoding: str) -> str:
    """The Unicode form of a text typed in one of the encodings of cells."""
    if encoding == TCVN3:
        return from_tcvn3(text)
    return from_vni(text) if encoding == VNI else text


def _strange_in_vni(text: str) -> int:
    """How many words are strange when read as VNI; a sign without its base letter is too."""
    return strange_words(_VNI_SIGN.sub(lambda signs: _vni_letter(signs[0]) or _STRAY, text))


@lru_cache(maxsize=10_000)
def _likely(text: str, font: str) -> tuple[str, ...]:
    """The encodings in which a text reads best, Unicode first.

    The text decides first, the font only where several readings are as Vietnamese.
    """
    if text.isascii():
        return (UNICODE, TCVN3, VNI)
    if _OUTSIDE_LEGACY.search(text):
        return (UNICODE,)
    strange = {
        UNICODE: strange_words(text),
        TCVN3: strange_words(from_tcvn3(text)),
        VNI: _strange_in_vni(text),
    }
    least = min(strange.values())
    best = tuple(encoding for encoding, number in strange.items() if number == least)
    hint = next((of for start, of in _FONTS.items() if font.casefold().startswith(start)), UNICODE)
    if not font or hint not in best:
        return best
    return tuple(other for other in best if decoded(text, other) == decoded(text, hint))


def _is_or_not(encoding: str, text: str, font: str) -> bool | None:
    likely = _likely(text, font)
    if encoding not in likely:
        return False
    return True if len(likely) == 1 else None


def tcvn3_or_not(text: str, font: str = "") -> bool | None:
    """True: TCVN3; False: certainly not; None: it reads the same or nothing tells."""
    return _is_or_not(TCVN3, text, font)


def vni_or_not(text: str, font: str = "") -> bool | None:
    """True: VNI; False: certainly not; None: it reads the same or nothing tells."""
    return _is_or_not(VNI, text, font)


def usual_encoding(texts: list[tuple[str, str]]) -> str:
    """The old encoding most of a sheet is in, from its texts with their fonts, or Unicode."""
    for encoding, is_or_not in ((TCVN3, tcvn3_or_not), (VNI, vni_or_not)):
        votes = [is_or_not(text, font) for text, font in texts]
        if votes.count(True) > votes.count(False):
            return encoding
    return UNICODE


def row_encoding(texts: list[tuple[str, str]], usual: str) -> str:
    """The encoding of a row of a sheet: the one that its sure texts agree on, or the usual one."""
    sure = {likely[0] for likely in (_likely(*text) for text in texts) if len(likely) == 1}
    return sure.pop() if len(sure) == 1 else usual


def encoding_of(text: str, font: str = "", usual: str = UNICODE) -> str:
    """The encoding of one text; where several fit, the usual one of its row."""
    likely = _likely(text, font)
    return usual if usual in likely else likely[0]


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

    A file in TCVN3 or VNI is returned as its raw signs: the recogniser decodes it cell by cell,
    because rows of it may be Unicode.
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
    western = content.decode("cp1252", errors="replace")
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    sample = slice(0, 200_000)
    strange = {
        WINDOWS_1258: strange_words(vietnamese[sample]),
        TCVN3: strange_words(western[sample].translate(_TCVN3)),
        VNI: _strange_in_vni(western[sample]),
    }
    best = min(strange, key=lambda encoding: strange[encoding])
    return vietnamese if best == WINDOWS_1258 else western, best
