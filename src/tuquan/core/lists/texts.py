"""Cleaning one text cell: every change is named, so that the report can show it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tuquan.core.lists.encodings import undo_mojibake
from tuquan.core.lists.vocabulary import NAME_PREFIX
from tuquan.core.vietnamese import tidy

LONG_TEXT = 1000
_LOOKALIKES = str.maketrans(
    {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u01a3": "ư", "\u01a2": "Ư"}
)
_LOOKALIKE = re.compile("[\u00d0\u0189\u00f0\u0256\u01a2\u01a3]")
_LETTERS_LOST = re.compile(r"\w\?+\w|\?\w")
_OLD_TONE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)
_PREFIX = re.compile(NAME_PREFIX, re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_USUAL_WORD = f"[{_CAPITAL}][{_SMALL}]*"
_USUAL_NAME = re.compile(f"{_USUAL_WORD}(?: {_USUAL_WORD})+")
_FORMULA = re.compile(r"[=@\t\r]|[+-](?=\S)")


def _letters(text: str, found: list[str]) -> str:
    """Encoding faults: mojibake, decomposed Unicode, letters of other alphabets."""
    undone = undo_mojibake(text)
    if undone is not None:
        found.append("mojibake")
        text = undone
    if not unicodedata.is_normalized("NFC", text):
        found.append("unicode_decomposed")
        text = unicodedata.normalize("NFC", text)
    if _LOOKALIKE.search(text):
        found.append("lookalike_letter")
        text = text.translate(_LOOKALIKES)
    return text


def _spaces(text: str, found: list[str]) -> str:
    stripped = text.strip("\n\r ")
    if "\n" in stripped or "\r" in stripped:
        found.append("line_break_in_cell")
        stripped = re.sub(r"\s*[\r\n]+\s*", " ", stripped)
    tidied = tidy(stripped.replace("\u00ad", ""))
    if tidied != stripped or len(stripped) != len(text.strip("\n\r")):
        found.append("extra_spaces")
    return tidied


def _marks(text: str, found: list[str]) -> None:
    """Faults that are only told: nothing is changed."""
    if _LETTERS_LOST.search(text):
        found.append("letters_lost")
    if _OLD_TONE.search(text):
        found.append("tone_mark_style")
    if is_formula(text):
        found.append("formula_text")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text as a formula."""
    return _FORMULA.match(text) is not None


@lru_cache(maxsize=10_000)
def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """A short text on one line (a lane, a group), and the codes of what was done to it."""
    found: list[str] = []
    text = _spaces(_letters(text, found), found)
    if " " in text and text[0].isalpha() and (text.isupper() or text.islower()):
        found.append("letter_case")
        text = " ".join(_usual_word(word) for word in text.split(" "))
    _marks(text, found)
    return text, tuple(found)


@lru_cache(maxsize=10_000)
def clean_note(text: str) -> tuple[str, tuple[str, ...]]:
    """A remark, its lines kept, and the codes of what was done to it."""
    found: list[str] = []
    text = _letters(text, found)
    text = "\n".join(tidy(line) for line in text.strip().splitlines())
    if len(text) > LONG_TEXT:
        found.append("long_text")
    if is_formula(text):
        found.append("formula_text")
    return text, tuple(found)


def _usual_word(word: str) -> str:
    """First letter of each part a capital, the rest small; a well-formed word stays."""
    return _LETTERS.sub(lambda part: part[0][:1].upper() + part[0][1:].lower(), word)


def clean_name(text: str) -> tuple[str, tuple[str, ...]]:
    """A person's name as it is usually written, and the codes of what was done to it.

    >>> clean_name("  ông HOÀNG VĂN PHÚ ")
    ('Hoàng Văn Phú', ('extra_spaces', 'name_prefix_removed', 'letter_case'))
    """
    if _USUAL_NAME.fullmatch(text) and not (_OLD_TONE.search(text) or _PREFIX.match(text)):
        return text, ()
    found: list[str] = []
    text = _spaces(_letters(text, found), found)
    prefix = _PREFIX.match(text)
    if prefix and len(text[prefix.end() :].split()) > 1:
        found.append("name_prefix_removed")
        text = text[prefix.end() :]
    _marks(text, found)
    usual = " ".join(_usual_word(word) for word in text.split(" "))
    if usual != text and not {"formula_text", "letters_lost"} & set(found):
        found.append("letter_case")
        text = usual
    if " " not in text and "'" not in text and "’" not in text:
        found.append("name_incomplete")
    return text, tuple(found)
