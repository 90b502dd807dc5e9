"""Single rows of a list: how a decision names them, and what the register keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tuquan.core.vietnamese import search_key, sort_key, tidy
from tuquan.residents.queries.values import (
    LONGEST,
    MOST_MEMBERS,
    OLDEST_BIRTH_YEAR,
    NewHousehold,
    problems_of,
)

Row = Mapping[str, Any]
"""One household of a list, as `rows` of the recogniser's report gives it."""


@lru_cache(maxsize=20_000)
def _word_keys(word: str) -> tuple[str, str] | None:
    """To search and to sort by one word of a name; none when the word is not tidy."""
    return (search_key(word), sort_key(word)) if word and tidy(word) == word else None


def _name_keys(name: str) -> tuple[str, list[tuple[str, str]]]:
    """A name, tidied, and the keys of its words: a commune has many names of few words."""
    keys = [found for word in name.split(" ") if (found := _word_keys(word))]
    if len(keys) == name.count(" ") + 1:
        return name, keys
    name = tidy(name)
    return name, [(search_key(word), sort_key(word)) for word in name.split(" ")]


def _place_text(text: str) -> tuple[str, str]:
    """A lane or a door, tidied, and its folded words; a bare door number is both at once."""
    if text.isalnum() and text.isascii():
        return text, text.lower()
    return _folded(text)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> tuple[str, str]:
    return tidy(text), search_key(text)


def row_key(row: Row) -> str:
    """How a decision names a row: sheet and row; two lists side by side have the same rows."""
    key = f"{row['sheet'] or ''}|{row['row']}"
    return f"{key}|{row['list']}" if row.get("list") else key


def household_of(row: Row) -> NewHousehold:
    """A row of a list as the register takes it."""
    return NewHousehold(
        head_name=row["head_name"],
        birth_year=row["birth_year"],
        member_count=row["member_count"],
        lane=row["lane"],
        house_number=row["house_number"],
        note=row["note"],
    )


def is_fit(row: Row, this_year: int) -> bool:
    """Whether the register has room for a row; the plain cases at once, the others in full."""
    year, members = row["birth_year"], row["member_count"]
    is_plain = (
        0 < len(row["head_name"].strip()) <= LONGEST["head_name"]
        and len(row["lane"]) <= LONGEST["lane"]
        and len(row["house_number"]) <= LONGEST["house_number"]
        and (year is None or OLDEST_BIRTH_YEAR <= year <= this_year)
        and (members is None or 1 <= members <= MOST_MEMBERS)
    )
    return is_plain or not problems_of(household_of(row))


def columns_of_row(row: Row) -> dict[str, object]:
    """A row of a list as columns of the register, quickly: a province has a million of them."""
    name, keys = _name_keys(row["head_name"])
    lane, lane_key = _place_text(row["lane"])
    door, door_key = _place_text(row["house_number"])
    found = " ".join([key for key, _ in keys])
    if lane_key or door_key:
        found = " ".join(filter(None, (found, lane_key, door_key)))
    by_name = [key for _, key in keys]
    columns = {
        "head_name": name,
        "search_text": f" {found}"[:600],
        "sort_key": " ".join([by_name[-1], *by_name[:-1]])[:600],
        "birth_year": row["birth_year"],
        "member_count": row["member_count"],
        "lane": lane,
        "house_number": door,
        "note": row["note"].strip(),
    }
    for axis in ("latitude", "longitude"):
        if row.get(axis) is not None:
            columns[axis] = Decimal(str(row[axis]))
    return columns
