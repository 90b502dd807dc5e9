"""What a list states as its totals, compared with the rows that stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from tuquan.core.lists.areas import stated_counts
from tuquan.core.lists.entries import Remarks
from tuquan.core.lists.headings import Table
from tuquan.core.lists.result import Household, Stated
from tuquan.core.lists.rows import Row
from tuquan.core.lists.sheets import Value


def _whole(value: Value) -> int | None:
    if isinstance(value, str):
        digits = value.strip().replace(".", "")
        return int(digits) if digits.isdecimal() and len(digits) < 9 else None
    return int(value) if isinstance(value, int | float) and value >= 0 else None


def stated_in(row: Row, table: Table) -> Stated:
    """Households and members a total row states, in its text or under the count column."""
    text = " ".join(value for value in row.filled.values() if isinstance(value, str))
    households, members = stated_counts(text)
    for column in table.places("head_name"):
        if households is None and not isinstance(row.filled.get(column), str):
            households = _whole(row.filled.get(column))
    for column in table.places("member_count"):
        if members is None:
            members = _whole(row.filled.get(column))
    return Stated(households, members)


def check_total(
    row: Row,
    table: Table,
    listed: Sequence[Sequence[Household]],
    persons: int | None,
    remarks: Remarks,
) -> Stated:
    """Tell when a stated total differs from the rows listed, imported and held together.

    It may stand for any of the sequences of `listed`: all rows, or those since the total before.
    Members are only compared when every row has a count.
    """
    stated = stated_in(row, table)
    households = [len(part) for part in listed]
    members = [persons if persons is not None else _sum(part) for part in listed]
    if stated.households is not None and stated.households not in households:
        remarks.say("total_mismatch", row.row, row.first, value=households[0])
    elif stated.members is not None and stated.members not in members and None not in members:
        remarks.say("total_mismatch", row.row, row.first, value=members[0])
    return stated


def _sum(households: Sequence[Household]) -> int | None:
    counts = [household.member_count for household in households]
    return None if None in counts else sum(count or 0 for count in counts)
