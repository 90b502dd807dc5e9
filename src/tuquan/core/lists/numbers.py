"""Reading the numbers of a list: birth years and dates, member counts, telephones, coordinates.

Every reader gives the value to store (None: left empty) and the code of the remark, if any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tuquan.core.lists.sheets import Value
from tuquan.core.lists.vocabulary import UNKNOWN_YEAR
from tuquan.core.vietnamese import search_key, tidy

FIRST_YEAR = 1900
YOUNGEST_HEAD = 15
MOST_MEMBERS = 20
_EPOCH = date(1899, 12, 30)
_SEPARATED = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(
    r"(?:ngay\s*)?(?:(\d{1,2})\s*)?thang\s*(\d{1,2})\s*(?:nam\s*)?(\d{4})", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_MISTYPED = str.maketrans("lIiOoÔô", "1110000")
_COUNT_WORDS = re.compile(r"0*(\d{1,4})\s*(?:nhan khau|khau|nguoi|nk|k|ng|ngươi|thanh vien|n)?\.?")
_PHONE_LIKE = re.compile(r"\+?\d(?:[\s.()-]{0,2}\d){8,13}")
_OLD_PREFIXES = {
    **{f"016{old}": f"03{old}" for old in range(2, 10)},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read and what is to be said about it."""

    value: int | str | None
    code: str = ""


def _year_in_range(year: int, today: date, code: str = "") -> Reading:
    if FIRST_YEAR <= year <= today.year:
        return Reading(year, code)
    return Reading(None, "birth_year_out_of_range")


def _year_of_number(number: float, today: date, code: str = "") -> Reading:
    if number != int(number):
        thousandth = round(number * 1000)
        if abs(number * 1000 - thousandth) < 1e-6 and FIRST_YEAR <= thousandth <= today.year:
            return Reading(thousandth, "birth_year_repaired")
        return Reading(None, "birth_year_unknown")
    year = int(number)
    if 0 < year < 100:
        return Reading(1900 + year, "birth_year_two_digits")
    return _year_in_range(year, today, code)


def read_birth_year(value: Value, today: date, as_text: str = "number_as_text") -> Reading:
    """The birth year in a cell of a year column; `as_text` is said of a number typed as text."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        serial = (value - _EPOCH).days
        if FIRST_YEAR <= serial <= today.year:
            return Reading(serial, "birth_year_repaired")
        return _year_in_range(value.year, today, "birth_date_given")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _year_of_number(value, today)
    return _year_of_text(tidy(str(value)), today, as_text)


def _year_of_text(text: str, today: date, as_text: str) -> Reading:
    if search_key(text) in UNKNOWN_YEAR:
        return Reading(None, "birth_year_unknown")
    if re.fullmatch(r"\d+", text) and len(text) <= 4:
        return _year_of_number(int(text), today, as_text)
    if parts := _date_parts(text):
        return _year_in_range(_full_year(parts[2]), today, "birth_date_given")
    compact = re.sub(r"[\s.,]", "", re.sub(r"[.,]0+$", "", text)).translate(_MISTYPED)
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", compact)
    if len(years) == 1:
        return _year_in_range(int(years[0]), today, "birth_year_repaired")
    return Reading(None, "birth_year_unknown")


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 1900 + int(text)


def _date_parts(text: str) -> tuple[str, str, str] | None:
    """Day, month and year as typed, `0` for what is not given."""
    if match := _SEPARATED.fullmatch(text):
        return match[1], match[2], match[3]
    if match := _WORDS.fullmatch(search_key(text)):
        return match[1] or "0", match[2], match[3]
    if match := _ISO.fullmatch(text):
        return match[3], match[2], match[1]
    if match := _MONTH.fullmatch(text):
        return "0", match[1], match[2]
    return None


def read_birth_date(value: Value, today: date) -> Reading:
    """A birth date as exact as its source: `1975`, `1990-08` or `1990-08-21`."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        serial = (value - _EPOCH).days
        if FIRST_YEAR <= serial <= today.year:
            return Reading(str(serial), "birth_year_repaired")
        return _checked(value.year, value.month, value.day, today)
    text = tidy(str(value))
    if parts := _date_parts(text):
        code = "" if len(parts[2]) == 4 else "birth_year_two_digits"
        return _checked(_full_year(parts[2]), int(parts[1]), int(parts[0]), today, code)
    reading = read_birth_year(value, today, as_text="")
    return Reading(str(reading.value) if reading.value else None, reading.code)


def _checked(year: int, month: int, day: int, today: date, code: str = "") -> Reading:
    if year < FIRST_YEAR:
        return Reading(None, "birth_year_out_of_range")
    if month == 0:
        return _not_in_future(f"{year}", date(year, 1, 1), today, code)
    if month > 12 and 0 < day <= 12:
        month, day, code = day, month, "birth_date_month_first"
    try:
        given = date(year, month, max(day, 1))
    except ValueError:
        return Reading(str(year), "birth_date_impossible")
    text = given.isoformat() if day else f"{given:%Y-%m}"
    return _not_in_future(text, given, today, code)


def _not_in_future(text: str, given: date, today: date, code: str) -> Reading:
    if given > today:
        return Reading(None, "birth_date_in_future")
    return Reading(text, code)


def read_member_count(value: Value, as_text: str = "number_as_text") -> Reading:
    """The number of members, 1 to 20; anything else is left empty."""
    if isinstance(value, bool | date | timedelta):
        return Reading(None, "member_count_invalid")
    if isinstance(value, int | float):
        return _count_in_range(value, "")
    text = tidy(str(value))
    if text.isdecimal() and len(text) <= 4:
        return _count_in_range(int(text), as_text)
    if match := re.fullmatch(r"(\d{1,3})[.,]0+", text):
        return _count_in_range(int(match[1]), "member_count_repaired")
    if match := _COUNT_WORDS.fullmatch(search_key(text)):
        return _count_in_range(int(match[1]), "member_count_repaired")
    return Reading(None, "member_count_invalid")


def _count_in_range(number: float, code: str) -> Reading:
    if number != int(number) or number < 1:
        return Reading(None, "member_count_invalid")
    if number > MOST_MEMBERS:
        return Reading(None, "member_count_too_high")
    return Reading(int(number), code)


def read_phone(value: Value) -> Reading:
    """A telephone number as ten digits from 0; the first usable one of a cell."""
    text = str(int(value)) if isinstance(value, float) else tidy(str(value))
    for part in _PHONE_LIKE.findall(text):
        digits = _phone_digits(part)
        if re.fullmatch(r"0[1-9]\d{8}", digits):
            return Reading(digits, "" if digits == text else "phone_repaired")
    return Reading(None, "phone_invalid")


def _phone_digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(?:00)?84(?=\d{9,10}$)", "0", digits)
    if len(digits) == 9 and digits[0] in "35789":
        digits = "0" + digits
    if len(digits) == 11 and digits[:4] in _OLD_PREFIXES:
        digits = _OLD_PREFIXES[digits[:4]] + digits[4:]
    return digits


def read_degrees(value: Value) -> Decimal | None:
    """Decimal degrees with a comma or a dot; None when it is no number."""
    text = tidy(str(value)).replace(",", ".").rstrip("°")
    return Decimal(text) if re.fullmatch(r"-?\d{1,3}(?:\.\d+)?", text) else None
