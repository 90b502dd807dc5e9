"""Lists with one row per person, in blocks of one household each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tuquan.core.lists.duplicates import name_key
from tuquan.core.lists.entries import Reader
from tuquan.core.lists.groups import GroupReader
from tuquan.core.lists.households import open_section
from tuquan.core.lists.result import HELD, IMPORTED, Household, Person
from tuquan.core.lists.rows import ENTRY, Row
from tuquan.core.lists.sheets import shown
from tuquan.core.lists.vocabulary import FEMALE, HEAD_RELATIONS, MALE
from tuquan.core.vietnamese import search_key, tidy


class PersonReader:
    """Reads a list with one row per person; a household starts where its number stands."""

    def __init__(self, reader: Reader, area: str) -> None:
        self.reader, self.area = reader, area
        self.households: list[Household] = []
        self.persons: list[Person] = []
        self._group = GroupReader(reader)
        self._numbers: set[str] = set()
        self._notes: list[str] = []

    def read(self, rows: Iterable[Row]) -> list[Household]:
        """All households of the list; `persons` holds the people."""
        block: list[Row] = []
        for row in rows:
            if row.kind == "section_row":
                self._close(block)
                block = []
                open_section(self.reader, row)
            elif row.kind == ENTRY:
                if block and self._starts(row, block):
                    self._close(block)
                    block = []
                block.append(row)
        self._close(block)
        return self.households

    def _starts(self, row: Row, block: list[Row]) -> bool:
        """A number starts a household when it is another one, or stands by a second head."""
        opens = is_head(self._relation(row))
        if "household_number" not in self.reader.columns:
            return opens
        number = self._number(row)
        if number == self._number(block[0]):
            return opens and any(is_head(self._relation(earlier)) for earlier in block)
        return bool(number)

    def _number(self, row: Row) -> str:
        column = self.reader.column("household_number", row.filled)
        value = row.filled.get(column) if column else None
        return "" if value is None else tidy(str(shown(value)))

    def _relation(self, row: Row) -> str:
        value = row.filled.get(self.reader.columns["relation"][0])
        return "" if value is None else tidy(str(shown(value)))

    def _close(self, block: list[Row]) -> None:
        """Make one household and its persons of a block of rows."""
        if not block:
            return
        reader, first = self.reader, block[0]
        area = reader.placed(first, "area") or reader.above.get("area") or self.area
        group, assignees = self._group.of(first)
        lanes = [reader.placed(row, "lane") for row in block if self._has_lane(row, first)]
        persons = self._persons(block)
        heads = [p for p in persons if p.status == IMPORTED and is_head(p.relation)]
        held = not heads
        if held:
            reader.remarks.say(
                "household_without_head",
                first.row,
                reader.columns["relation"][0],
                raw=None,
                to_row=block[-1].row,
            )
        self._tell_second_heads(heads)
        head_row = None if held else heads[0].row
        self.households.append(
            Household(
                sheet=reader.grid.sheet.name,
                row=first.row,
                status=HELD if held else IMPORTED,
                line=reader.grid.sheet.line(first.row),
                list=reader.list,
                head_row=head_row,
                number=self._household_number(first),
                area=area,
                group=group,
                assignees=assignees,
                head_name="" if held else heads[0].person_name,
                birth_year=None if held else reader.year_of_head(heads[0].row, heads[0].birth_date),
                member_count=sum(person.status == IMPORTED for person in persons),
                lane=next((lane for lane in lanes if lane), ""),
                house_number=self._first_text(block, "house_number"),
                phone=next((phone for phone in map(reader.phone, block) if phone), ""),
                note="\n".join(self._notes),
                code=next((code for code in map(reader.code, block) if code), ""),
            )
        )
        for person in persons:
            status = HELD if held else person.status
            is_first = person.row == head_row
            self.persons.append(replace(person, status=status, is_head=is_first))

    def _has_lane(self, row: Row, first: Row) -> bool:
        """The lane stands on the first row of a household; other rows only add their own."""
        return row is first or self.reader.column("lane", row.filled) in row.filled

    def _first_text(self, block: list[Row], field: str) -> str:
        return next((text for row in block if (text := self.reader.text(row, field))), "")

    def _household_number(self, first: Row) -> str:
        reader = self.reader
        number = self._number(first)
        if number and number in self._numbers:
            column = reader.columns["household_number"][0]
            reader.remarks.say("household_number_repeated", first.row, column)
        self._numbers.add(number)
        return number

    def _persons(self, block: list[Row]) -> list[Person]:
        self._notes = []
        seen: dict[tuple[str, str], int] = {}
        persons = []
        for row in block:
            person = self._person(row, block[0].row)
            key = (name_key(person.person_name), person.birth_date)
            if person.person_name and key in seen:
                column = self.reader.columns["person_name"][0]
                self.reader.remarks.say("duplicate_person", row.row, column, see_row=seen[key])
                person = replace(person, status=HELD)
            elif person.person_name:
                seen[key] = row.row
            persons.append(person)
        return persons

    def _person(self, row: Row, household_row: int) -> Person:
        reader = self.reader
        name = reader.name(row, "person_name")
        if not name:
            column = reader.columns["person_name"][0]
            reader.remarks.say("person_name_missing", row.row, column)
        relation = self._relation(row)
        if not relation:
            column = reader.columns["relation"][0]
            reader.remarks.say("relation_missing", row.row, column, field="relation")
        birth_date = reader.birth_date(row)
        note = reader.note(row)
        self._notes += [note] if note else []
        reader.comments(row)
        reader.progress.row()
        return Person(
            sheet=reader.grid.sheet.name,
            row=row.row,
            status=IMPORTED if name else HELD,
            household_row=household_row,
            person_name=name,
            is_head=False,
            relation=relation,
            birth_date=birth_date,
            gender=self._gender(row),
        )

    def _gender(self, row: Row) -> str:
        column = self.reader.column("gender", row.filled)
        value = row.filled.get(column) if column else None
        key = "" if value is None else search_key(str(shown(value)))
        return "Nam" if key in MALE else "Nữ" if key in FEMALE else ""

    def _tell_second_heads(self, heads: list[Person]) -> None:
        column = self.reader.columns["relation"][0]
        for person in heads[1:]:
            self.reader.remarks.say(
                "household_two_heads", person.row, column, value=heads[0].person_name
            )


def is_head(relation: str) -> bool:
    """Whether a relation says that the person is the head of the household."""
    return search_key(relation) in HEAD_RELATIONS
