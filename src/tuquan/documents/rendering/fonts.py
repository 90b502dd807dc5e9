"""The first Times-like font of this machine that has every Vietnamese letter.

A name proves nothing: Debian's older Liberation Serif lacks 92 of the letters. The font is asked.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import typst

CANDIDATES = ("Times New Roman", "Liberation Serif", "Tinos", "Libertinus Serif")
"""In this order; typst brings the last one along."""

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = "".join(vowel + tone for vowel in _VOWELS for tone in _TONES) + "đ"
"""Every letter only Vietnamese has, small; composed and in capitals where they are set."""

_PROBE = """
#set text(font: sys.inputs.font, fallback: false)
#for weight in ("regular", "bold") { for style in ("normal", "italic") {
  text(weight: weight, style: style)[#sys.inputs.letters]
} }
"""


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of this machine, looked up once."""
    return typst.Fonts()


@lru_cache(maxsize=1)
def font_in_use() -> str:
    """The font PDFs are set in on this machine."""
    return next(name for name in CANDIDATES if name in fonts().families() and has_letters(name))


def has_letters(font: str, letters: str = "") -> bool:
    """Whether the four faces of a font have these letters, or every Vietnamese one.

    PDF/A forbids a letter without a shape, so setting them as PDF/A finds what is missing.
    """
    asked = letters or _every_letter()
    compiler = typst.Compiler(
        _PROBE.encode(), font_paths=fonts(), sys_inputs={"font": font, "letters": asked}
    )
    try:
        _, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards="a-2u")
    except typst.TypstError:
        return False
    return not warnings


def _every_letter() -> str:
    small = unicodedata.normalize("NFC", LETTERS)
    return small + small.upper()
