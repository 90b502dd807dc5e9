"""The lines a rule spells out: number, day, signing authority, bases, recipients, the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tuquan.core.papers.model import Recipient
from tuquan.core.papers.styles import Authority, PaperStyle

BLANK = "…………"
"""What stands for a value nobody has given yet."""

SHORT = "……"
"""What stands for a part of a day nobody has given yet."""

_END = re.compile(r"[\s.;,/]*$")
_SLASHED = re.compile(r"^\W*Số\s*:?\s*[.…\s\d]*[/-]?\s*", re.IGNORECASE)


def number_line(style: PaperStyle, number: int | None, symbol: str) -> str:
    """ "Số: 48/KH-UBND" of the State, "Số 05-NQ/ĐU" of the Party; below 10 with a nought (d8)."""
    shown = BLANK if number is None else f"{number:02d}"
    return style.number_format.format(number=shown, symbol=symbol)


def symbol_in(line: str) -> str:
    """The symbol of a number line as packs write it.

    >>> symbol_in("Số: …/QĐ-UBND"), symbol_in("Số:-QĐ/ĐU"), symbol_in("95 -KH/ĐU")
    ('QĐ-UBND', 'QĐ/ĐU', 'KH/ĐU')
    """
    return re.sub(r"^[\s\d.…]*[/-]?\s*", "", _SLASHED.sub("", line)).strip()


def bare_number(line: str) -> str:
    """A number line without its first word.

    >>> bare_number("Số: 118/QĐ-UBND"), bare_number("Số 05-NQ/ĐU")
    ('118/QĐ-UBND', '05-NQ/ĐU')
    """
    return re.sub(r"^Số:?\s*", "", line)


def day_line(place: str, on: date | None) -> str:
    """ "Minh Sơn, ngày 28 tháng 10 năm 2026", or with blanks where the day is open."""
    return f"{place or BLANK}, {day_in_words(on)}"


def day_in_words(on: date | None) -> str:
    """A day as papers write it: days below 10 and the months 1 and 2 with a nought (d8)."""
    if on is None:
        return f"ngày {SHORT} tháng {SHORT} năm {SHORT}"
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def sign_lines(
    style: PaperStyle, authority: Authority, body: str, post: str, in_place_of: str = ""
) -> tuple[str, ...]:
    """The lines over a signature: on whose behalf, and in which post.

    `in_place_of` is the post of the head whose deputy signs. Where a rule has no word for it, as
    the Party's has none, the deputy signs in the own post alone (d8).
    """
    words = style.authorities
    before = {
        "on_behalf": words.on_behalf,
        "by_order": words.by_order,
        "authorised": words.authorised,
    }.get(authority)
    head = body if authority == "deputy" else in_place_of
    lines = [f"{before} {body.upper()}"] if before else []
    if head and words.deputy:
        lines.append(f"{words.deputy} {head.upper()}")
    return (*lines, post.upper())


def ending(style: PaperStyle, text: str) -> str:
    """The text closed as the rule wants it: "./." of the State, "." of the Party (d8)."""
    return without_end(text) + style.end_mark


def without_end(text: str) -> str:
    """The text without the marks it ends in."""
    return _END.sub("", text)


def basis_lines(style: PaperStyle, bases: Sequence[str]) -> tuple[str, ...]:
    """The bases, each but the last closed by a semicolon."""
    last = len(bases) - 1
    return tuple(
        style.basis_lead + without_end(text) + (style.basis_end if place == last else ";")
        for place, text in enumerate(bases)
    )


def recipient_lines(style: PaperStyle, recipients: Sequence[Recipient]) -> tuple[str, ...]:
    """The lines under "Nơi nhận:", the last closed by a full stop."""
    last = len(recipients) - 1
    return tuple(
        f"- {_recipient(one)}{'.' if place == last else style.recipient_end}"
        for place, one in enumerate(recipients)
    )


def _recipient(one: Recipient) -> str:
    is_said = one.count is None or one.label.startswith(f"{one.count} ")
    count = "" if is_said else f" ({one.count})"
    purpose = f" ({one.purpose})" if one.purpose else ""
    return re.sub(r"[;,.:\s]*$", "", one.label) + count + purpose


def annex_reference(type_name: str, number: str, on: date | None, issuer: str = "") -> str:
    """ "(Kèm theo Quyết định số 118/QĐ-UBND ngày 28 tháng 10 năm 2026)" under an annex's title."""
    numbered = bare_number(number)
    of = f" của {issuer}" if issuer else ""
    return f"(Kèm theo {type_name} số {numbered} {day_in_words(on)}{of})"
