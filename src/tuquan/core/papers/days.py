"""The days a text of a paper names, as officials write them."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(
    r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})"
    r"|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
    re.IGNORECASE,
)


def last_day_in(text: str) -> date | None:
    """The latest real day named in the text, day before month.

    >>> last_day_in("Căn cứ Kế hoạch số 95-KH/ĐU ngày 11/02/2019 của Đảng ủy")
    datetime.date(2019, 2, 11)
    """
    return max(filter(None, map(_day, _DAY.finditer(text))), default=None)


def _day(found: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None
