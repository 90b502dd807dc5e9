"""The six letters under which a report is told by telephone.

The telephone makes a key when "send" is tapped and shows the letters of it. An officer writes them
down with what is told; when the telephone has a network again, its own sending is recognised by its
key as the report that was told already. The script of the telephone works them out the same way.
"""

from __future__ import annotations

import unicodedata
from uuid import UUID

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What a code is written with: nothing that sounds or looks like something else (0 O, 1 I)."""

LENGTH = 6
_BITS = 5


def short_code(key: UUID) -> str:
    """The code of a key: its first 30 bits, five to a letter.

    >>> from uuid import UUID
    >>> short_code(UUID("12345678-9abc-4def-8123-456789abcdef"))
    'CJ4FN8'
    """
    first = key.int >> (128 - LENGTH * _BITS)
    shifts = range((LENGTH - 1) * _BITS, -1, -_BITS)
    return "".join(ALPHABET[(first >> shift) & (len(ALPHABET) - 1)] for shift in shifts)


def read_code(text: str) -> str | None:
    """A code as somebody typed it, small letters, spaces and dashes allowed; None when it is none.

    >>> read_code("cj4 fn8")
    'CJ4FN8'
    """
    letters = unicodedata.normalize("NFC", text).upper()
    code = "".join(letter for letter in letters if not letter.isspace() and letter not in "-.–")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
