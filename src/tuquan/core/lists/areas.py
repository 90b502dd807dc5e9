"""Names of places inside a list: the area a title names, the lane or group a section row opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tuquan.core.lists.vocabulary import (
    AREA_KINDS,
    AREA_STOP_WORDS,
    GROUP_KINDS,
    LANE_KINDS,
    SIGNATURE,
    SMALL_KINDS,
    TOTAL_START,
)
from tuquan.core.vietnamese import search_key, tidy

_KINDS = "|".join(AREA_KINDS)
_PLAIN_KINDS = "|".join(search_key(kind) for kind in AREA_KINDS if kind != "bản")
_NAMED = r"(?:\s*[:.]\s*|\s+)(?:số\s+)?(\d+[a-zA-Z]?\b|[IVX]+\b|[^\W\d_][^,;:()\[\]/\-–.\d]*)"
_AREA = re.compile(rf"\b({_KINDS})\b{_NAMED}", re.IGNORECASE)
_PLAIN_AREA = re.compile(rf"\b({_PLAIN_KINDS})(?:\s+(?:so\s+)?|(?=\d))(\d+[a-zA-Z]?)\b", re.I)
_SHORT_AREA = re.compile(r"\s*(T|TDP|KP)\s*\.?\s*(\d+)\s*", re.IGNORECASE)
_SHORT_KINDS = {"T": "Thôn", "TDP": "Tổ dân phố", "KP": "Khu phố"}
_COMMUNE = re.compile(rf"\b(xã|phường|thị trấn|đặc khu)\b{_NAMED}", re.IGNORECASE)
_NUMBERING = r"(?:(?:[IVX]+|\d+|[A-Za-z])\s*[.)/-]\s*)?(?:các hộ\s+(?:thuộc\s+)?)?"
_SECTION_NAME = r"\s+(?:số\s+)?([^:;,()\[\]\d–-][^:;,()\[\]–-]*|\d+\w*)"
_SECTIONS = tuple(
    (field, re.compile(rf"\s*{_NUMBERING}({'|'.join(kinds)}){_SECTION_NAME}(.*)", re.I | re.S))
    for field, kinds in (
        ("area", tuple(kind for kind in AREA_KINDS if kind not in SMALL_KINDS)),
        ("group", GROUP_KINDS),
        ("lane", LANE_KINDS),
    )
)
_TOTAL = re.compile(rf"\s*(?:{TOTAL_START})", re.IGNORECASE)
_SIGNATURE = re.compile(rf"\b(?:{SIGNATURE})")
_HOUSEHOLDS = re.compile(r"(\d[\d.]*)\s*hộ\b", re.IGNORECASE)
_MEMBERS = re.compile(r"(\d[\d.]*)\s*(?:nhân\s+khẩu|khẩu|người|nk)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside a list: the field it fills (`area`, `lane` or `group`) and the name."""

    field: str
    name: str
    rest: str = ""


def _usual_case(name: str) -> str:
    """Title case for a name typed all in capitals or all small."""
    return name.title() if name.isupper() or name.islower() else name


def _place_name(match: re.Match[str]) -> str:
    kind, name = tidy(match[1]), tidy(match[2])
    kind = _SHORT_KINDS.get(kind.upper(), kind)
    if name[0].isdigit() or re.fullmatch("[IVX]+", name):
        return f"{kind.capitalize()} {name}"
    words: list[str] = []
    for word in name.split(" "):
        if word.casefold() in AREA_STOP_WORDS or not (word[0].isupper() and word[0].isalpha()):
            break
        words.append(word)
    if not words:
        return ""
    name = " ".join(words)
    return f"{kind.capitalize()} {_usual_case(name)}" if kind.isupper() else f"{kind} {name}"


def area_named(text: str) -> str:
    """The residential area a title or a sheet name names; empty when it names none.

    A numbered area has one spelling (`Thôn 6`), a named one stays as typed unless in capitals.
    """
    text = tidy(text)
    found = [(match[1].casefold(), _place_name(match)) for match in _AREA.finditer(text)]
    named = [(kind in SMALL_KINDS, place) for kind, place in found if place]
    if named:
        return min(named, key=lambda pair: pair[0])[1]
    if plain := _PLAIN_AREA.search(search_key(text)):
        kind = next(kind for kind in AREA_KINDS if search_key(kind) == plain[1])
        return f"{_SHORT_KINDS.get(kind.upper(), kind.capitalize())} {plain[2]}"
    if short := _SHORT_AREA.fullmatch(text):
        return f"{_SHORT_KINDS[short[1].upper()]} {short[2]}"
    return ""


def commune_named(text: str) -> str:
    """The commune a title names; empty when it names none."""
    for match in _COMMUNE.finditer(tidy(text)):
        if place := _place_name(match):
            return place
    return ""


@lru_cache(maxsize=4096)
def section_named(text: str) -> Section | None:
    """The lane, group or area a heading row inside the list opens."""
    for field, pattern in _SECTIONS:
        match = pattern.fullmatch(text)
        if match and len(tidy(match[2]).split(" ")) <= 5:
            kind, name = tidy(match[1]), tidy(match[2])
            words = f"{kind} {name}"
            usual = f"{kind.capitalize()} {_usual_case(name)}" if words.isupper() else words
            typed = tidy(text)
            if "số" in typed[: typed.find(name)].casefold().split(" "):
                usual = f"{kind.capitalize()} số {name}"
            return Section(field, usual[0].upper() + usual[1:], match[3].strip(" :–-\n"))
    return None


def is_total(text: str) -> bool:
    """Whether a row that starts so is a total."""
    return _TOTAL.match(text) is not None


def is_signature(text: str) -> bool:
    """Whether a text belongs to the block of signatures under a list."""
    return len(text) < 120 and _SIGNATURE.search(search_key(text)) is not None


def stated_counts(text: str) -> tuple[int | None, int | None]:
    """Households and members a total or a section row states in its text."""
    found = (pattern.search(text) for pattern in (_HOUSEHOLDS, _MEMBERS))
    households, members = (int(m[1].replace(".", "")) if m else None for m in found)
    return households, members
