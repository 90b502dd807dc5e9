"""The short code of a sign-in card, and what a telephone is called among others of its owner."""

from __future__ import annotations

import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is printed with: nothing that looks like something else (0 O, 1 I L)."""

LENGTH = 8

_SYSTEMS = (
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("android", "Android"),
    ("windows", "Windows"),
    ("mac os", "Mac"),
    ("linux", "Linux"),
)
_BROWSERS = (
    ("zalo", "Zalo"),
    ("coc_coc", "Cốc Cốc"),
    ("edg", "Edge"),
    ("samsungbrowser", "Samsung"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("crios", "Chrome"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
)


def read_card_code(text: str) -> str | None:
    """A code as somebody typed it, small letters, spaces and dashes allowed; None when it is none.

    >>> read_card_code("k7mp 4xqr")
    'K7MP4XQR'
    >>> read_card_code("K7MP4XQ0") is None
    True
    """
    letters = unicodedata.normalize("NFC", text).upper()
    code = "".join(letter for letter in letters if not letter.isspace() and letter not in "-.–")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def spaced(code: str) -> str:
    """A code in two halves, as it is printed.

    >>> spaced("K7MP4XQR")
    'K7MP 4XQR'
    """
    half = LENGTH // 2
    return f"{code[:half]} {code[half:]}"


def device_label(user_agent: str) -> str:
    """What a browser says it is, in two words; "" when it says nothing known.

    >>> device_label("Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/120.0 Mobile Safari")
    'Android · Chrome'
    """
    said = user_agent.lower()
    known = (
        next((name for word, name in words if word in said), "") for words in (_SYSTEMS, _BROWSERS)
    )
    return " · ".join(name for name in known if name)
