"""Vietnamese text: one spelling to store, one key to search by, one key to sort by, and numbers.

Neither database can be trusted with any of it: SQLite's `lower()` is ASCII, PostgreSQL's default
collation puts Đ after Z, and `hoà`, `hòa` and their decomposed forms are four byte strings of one
word.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, localcontext

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining tone marks in the order Vietnamese dictionaries use: huyền, hỏi, ngã, sắc, nặng."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# From 10 up: a digit is ranked 00 to 09, so that "Thôn 5" comes before "Thôn A".
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET, start=10)}
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter, not a tone
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"([+-]?) ?(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(,\d+)?")


def tidy(text: str) -> str:
    """Compose to NFC and fold every run of white space, also hard and zero-width, to one space."""
    visible = re.sub("[\u200b\u200c\u200d\u2060\ufeff]", "", text)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def search_key(text: str) -> str:
    """Letters without marks, `đ` as `d`, lower case: what people type on a phone in a hurry.

    >>> search_key("Đặng Thị Hoà")
    'dang thi hoa'
    """
    folded = unicodedata.normalize("NFD", tidy(text).casefold())
    return tidy("".join(c for c in folded if not unicodedata.combining(c)).replace("đ", "d"))


def same_name_key(text: str) -> str:
    """Equal for two spellings of one name: case, spaces and the place of the tone do not count.

    Unlike `search_key` it keeps letters and tones apart: `Hòa` equals `hoà`, never `Hóa`.
    """
    words = []
    for word in tidy(text).casefold().split(" "):
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in parts if c in TONES)
        letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        words.append(letters + tones)
    return " ".join(words)


def sort_key(text: str) -> str:
    """A plain ASCII string that sorts as a Vietnamese dictionary does; numbers by their value.

    Words are compared letter by letter first (a ă â b c d đ …), tones only break ties.
    """
    return " ".join(_word_sort_key(word) for word in tidy(text).casefold().split(" "))


def name_sort_key(text: str) -> str:
    """Sort people as class registers do: by given name (the last word), then by the whole name."""
    words = tidy(text).split(" ")
    return sort_key(f"{words[-1]} {' '.join(words[:-1])}")


def _word_sort_key(word: str) -> str:
    word = _DIGITS.sub(lambda m: f"{len(m[0].lstrip('0')):02d}{m[0].lstrip('0')}", word)
    letters, tones = [], []
    for cluster in re.findall(
        r"[^\u0300-\u036f][\u0300-\u036f]*", unicodedata.normalize("NFD", word)
    ):
        shaped = cluster[0] + "".join(c for c in cluster if c in _SHAPES)
        letter = unicodedata.normalize("NFC", shaped)
        other = (
            f"0{letter}" if letter.isascii() else "99" + "".join(f"{ord(c):06x}" for c in letter)
        )
        letters.append(_LETTER_RANK.get(letter, other))
        tones.append(str(1 + max((TONES.find(c) for c in cluster), default=-1)))
    return f"{''.join(letters)}.{''.join(tones)}"


def format_number(number: int | float | Decimal, places: int | None = None) -> str:
    """A number as Vietnamese readers write it: `1.234,5`; `places` fixes the decimals, half up."""
    exact = Decimal(str(number))
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{exact:,f}" if places is None else f"{exact:z,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def parse_number(text: str) -> Decimal | None:
    """Read `1.234`, `1.234,5`, `12`, `1 234` as meant here; None if it is not a number.

    A dot or a space groups thousands only when three digits follow each one; anything else is
    refused, because `1.5` may be one and a half or a slip, and so may `0.500` or `12 5`.
    """
    match = _NUMBER.fullmatch(tidy(text))
    if match is None:
        return None
    sign, whole, decimals = match.groups(default="")
    return Decimal(sign + whole.replace(".", "").replace(" ", "") + decimals.replace(",", "."))
