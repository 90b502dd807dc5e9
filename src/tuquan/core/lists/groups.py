"""The groups (teams) of a list: their rows, and the people who look after their households."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tuquan.core.lists.entries import Reader, is_ditto, split_assignees
from tuquan.core.lists.result import GroupBlock, Household
from tuquan.core.lists.rows import Row
from tuquan.core.lists.sheets import shown


@dataclass
class _Block:
    """One group while it is read: its rows, and which of them name an assignee."""

    name: str
    rows: list[int] = field(default_factory=list)
    typed: dict[int, str] = field(default_factory=dict)

    @property
    def is_stacked(self) -> bool:
        """The people stand one below the other in the first rows: they share all households."""
        stacked = len(self.typed)
        return 1 < stacked < len(self.rows) and self.rows[:stacked] == list(self.typed)


class GroupReader:
    """Gives every row its group: a name stands on the first row of its block."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._is_used = not {"group", "assignees"}.isdisjoint(reader.columns)
        self._blocks: list[_Block] = []

    def of(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """Name and assignees of the group a row belongs to."""
        reader, above = self.reader, self.reader.above
        if not self._is_used and "group" not in reader.section:
            return "", ()
        name = reader.placed(row, "group") or above.get("group", "")
        if not self._blocks or self._blocks[-1].name != name:
            self._blocks.append(_Block(name))
            if self._starts_fresh(row):
                above.pop("assignees", None)
        block = self._blocks[-1]
        block.rows.append(row.row)
        column = reader.column("assignees", row.filled)
        if column is not None and column in row.filled and not is_ditto(row.filled[column]):
            block.typed[row.row] = above["assignees"] = str(shown(row.filled[column]))
        return name, split_assignees(above.get("assignees", ""))

    def _starts_fresh(self, row: Row) -> bool:
        """A group named in a column does not inherit the people of the one before."""
        column = self.reader.column("group", row.filled)
        return column is not None and column in row.filled

    def settle(self, households: Sequence[Household]) -> list[Household]:
        """Give the people who stand one below the other to all households of their group."""
        shared = {
            row: split_assignees("\n".join(block.typed.values()))
            for block in self._blocks
            if block.is_stacked
            for row in block.rows
        }
        return [
            replace(household, assignees=shared[household.row])
            if household.row in shared
            else household
            for household in households
        ]

    def blocks(self, last_row: int, households: Sequence[Household]) -> list[GroupBlock]:
        """The groups with a name, in order; each ends where its merged name or the next begins."""
        people = {household.row: household.assignees for household in households}
        ends = [block.rows[0] - 1 for block in self._blocks[1:]] + [last_row]
        return [
            GroupBlock(
                block.name,
                block.rows[0],
                self._end(block, end),
                len(block.rows),
                "\n".join(block.typed.values()),
                people[block.rows[0]],
            )
            for block, end in zip(self._blocks, ends, strict=False)
            if block.name
        ]

    def _end(self, block: _Block, end: int) -> int:
        column = self.reader.columns.get("group", (0,))[0]
        merge = self.reader.grid.merged_down.get((block.rows[0], column))
        return merge.bottom if merge is not None else end
