"""S2-15, S3-07: the movement of a month; opening + changes = closing, always and exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest

from tests import make
from tests.residents.register import TODAY, Kind, change, head, household, now, officer
from tuquan.base.errors import Conflict, Invalid
from tuquan.residents import queries
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.services import (
    NewHousehold,
    add_household,
    add_households,
    approve_change,
    close_household,
    confirm_import,
    correct_household,
    erase_household,
    merge_households,
    preview_import,
    record_change,
    refuse_change,
    reopen_household,
    take_back_change,
)

NOVEMBER = (2026, 11)


def happened(row: queries.MovementRow) -> dict[str, tuple[int, int, int]]:
    """What happened at all, by kind."""
    return {
        kind: (one.events, one.households, one.persons)
        for kind, one in row.by_kind.items()
        if (one.events, one.households, one.persons) != (0, 0, 0)
    }


def test_a_month_is_told_kind_by_kind_and_area_by_area(world: make.World) -> None:
    one, other = household(world.area, members=4), household(world.other_area, members=6)
    record_change(make.SYSTEM, one, change(Kind.BIRTH, date(2026, 11, 1)))
    record_change(make.SYSTEM, one, change(Kind.MOVED_IN, date(2026, 11, 5), persons=2))
    record_change(make.SYSTEM, one, change(Kind.TEMPORARY_STAY, date(2026, 11, 6)))
    record_change(make.SYSTEM, other, change(Kind.DEATH, date(2026, 11, 7)))
    record_change(make.SYSTEM, other, change(Kind.MOVED_OUT, date(2026, 10, 31)))
    found = queries.movement_of(officer(world), world.commune, *NOVEMBER)
    thon_2, thon_10 = found.rows
    assert (thon_2.place, thon_10.place) == (world.area, world.other_area)
    assert (thon_2.opening.persons, thon_2.closing.persons) == (4, 7)
    assert happened(thon_2) == {
        "birth": (1, 0, 1),
        "moved_in": (1, 0, 2),
        "temporary_stay": (1, 0, 0),
    }
    assert (thon_10.opening.persons, thon_10.closing.persons) == (5, 4)
    assert happened(found.total) == happened(thon_2) | {"death": (1, 0, -1)}
    assert (found.total.opening.households, found.total.closing.households) == (2, 2)
    assert found.total.agrees


def test_one_area_is_told_by_itself(world: make.World) -> None:
    one, other = household(world.area), household(world.other_area)
    for each in (one, other):
        record_change(make.SYSTEM, each, change(Kind.BIRTH))
    found = queries.movement_of(officer(world), world.area, *NOVEMBER)
    assert [row.place for row in found.rows] == [world.area]
    assert happened(found.total) == {"birth": (1, 0, 1)}


def test_households_that_come_go_split_and_merge_are_counted_once(world: make.World) -> None:
    one, two, three, four = (household(world.area, f"Lê {name}") for name in ("A", "B", "C", "D"))
    add_household(make.SYSTEM, world.area, NewHousehold("Lê E", 1990, 2))
    add_households(make.SYSTEM, world.area, [NewHousehold("Lê F", 1990, 3)])
    new = NewHousehold("Lê G", 1999, 1)
    record_change(make.SYSTEM, one, change(Kind.SPLIT, household=new))
    merge_households(make.SYSTEM, two, three)
    close_household(make.SYSTEM, four, TODAY)
    correct_household(make.SYSTEM, now(two), NewHousehold("Lê B", 1979, 6))
    total = queries.movement_of(make.SYSTEM, world.commune, *NOVEMBER).total
    assert happened(total) == {
        "added": (2, 2, 5),
        "split": (1, 1, 0),
        "merged": (1, -1, -4),
        "closed": (1, -1, -4),
        "corrected": (1, 0, 2),
    }
    assert (total.opening.households, total.opening.persons) == (4, 16)
    assert (total.closing.households, total.closing.persons) == (5, 15)


def test_what_waits_is_counted_apart(world: make.World) -> None:
    one = household(world.area)
    record_change(head(world), one, change(Kind.BIRTH))
    told = record_change(head(world, "Hoàng Thị Bảy"), one, change(Kind.DEATH))
    record_change(head(world), one, change(Kind.DEATH, date(2026, 10, 1)))
    refuse_change(officer(world), told, "Đã ghi rồi")
    found = queries.movement_of(officer(world), world.commune, *NOVEMBER)
    assert (found.waiting, happened(found.total)) == ({"birth": 1}, {})
    assert found.total.closing.persons == 4


def test_a_household_without_a_count_is_told_and_counts_nobody(world: make.World) -> None:
    one = household(world.area, members=None)
    record_change(make.SYSTEM, one, change(Kind.BIRTH))
    found = queries.movement_of(officer(world), world.commune, *NOVEMBER)
    assert (found.uncounted, found.total.closing.persons) == (1, 0)
    assert happened(found.total) == {"birth": (1, 0, 0)}


def test_a_change_from_before_the_list_counts_when_the_household_was_listed(
    world: make.World,
) -> None:
    (one,) = add_households(make.SYSTEM, world.area, [NewHousehold("Lê Văn Ba", 1979, 4)])
    record_change(make.SYSTEM, one, change(Kind.BIRTH, date(2026, 10, 2)))
    october = queries.movement_of(make.SYSTEM, world.commune, 2026, 10).total
    assert (october.closing.persons, happened(october)) == (0, {})
    november = queries.movement_of(make.SYSTEM, world.commune, *NOVEMBER).total
    assert happened(november) == {"added": (1, 1, 4), "birth": (1, 0, 1)}


def test_the_first_list_of_an_area_was_always_there_and_a_later_one_came(
    world: make.World, typed: Callable[..., bytes]
) -> None:
    add_households(make.SYSTEM, world.area, [NewHousehold("Vũ Văn Sáu", 1960, 2)])
    for name, members in (("Lê Thị Hà", 4), ("Trần Văn Ba", 3)):
        content = typed({"Thôn 2": [(name, 1970, members, "Ngõ Đình")]})
        waiting = preview_import(make.SYSTEM, world.area, "thon-2.xlsx", content)
        confirm_import(make.SYSTEM, waiting)
    listed = dict(Household.objects.values_list("head_name", "opened_on"))
    assert listed == {"Vũ Văn Sáu": TODAY, "Lê Thị Hà": None, "Trần Văn Ba": TODAY}
    total = queries.movement_of(make.SYSTEM, world.commune, *NOVEMBER).total
    assert (total.opening.households, total.opening.persons) == (1, 4)
    assert happened(total) == {"added": (2, 2, 5)}
    assert total.agrees


def test_nobody_reads_the_movement_of_another_commune(world: make.World) -> None:
    one = household(world.area)
    record_change(make.SYSTEM, one, change(Kind.BIRTH))
    record_change(head(world), one, change(Kind.DEATH))
    stranger = make.actor(make.officer(world.neighbour))
    found = queries.movement_of(stranger, world.commune, *NOVEMBER)
    assert (found.rows, found.waiting) == ((), {})
    assert found.total.closing.households == 0


@dataclass
class Ledger:
    """What an honest clerk would write beside the program: day, area, households, persons."""

    lines: dict[int, list[tuple[date, int, int, int]]] = field(default_factory=dict)

    def write(self, key: int, *lines: tuple[date, Household, int, int]) -> None:
        """Lines that belong to one change."""
        written = [
            (on, one.place_id, households, persons) for on, one, households, persons in lines
        ]
        self.lines[key] = written

    def until(self, place: int, before: date) -> tuple[int, int]:
        """Households and persons of an area on the eve of a day."""
        found = [one for lines in self.lines.values() for one in lines]
        here = [one for one in found if one[1] == place and one[0] < before]
        return sum(one[2] for one in here), sum(one[3] for one in here)


class Clerk:
    """Does something at random to households that live here, and writes it into the ledger."""

    def __init__(self, world: make.World, seed: int) -> None:
        self.chance, self.ledger, self.world = Random(seed), Ledger(), world  # noqa: S311
        self.officer, self.teller = officer(world), head(world)
        self.done: list[HouseholdChange] = []
        for area in (world.area, world.other_area):
            for number in range(4):
                members = self.chance.choice((None, 1, 2, 4, 7, 19))
                one = household(area, f"Lê Văn {number}", members)
                self.ledger.write(-one.pk, (date(2026, 1, 1), one, 1, members or 0))

    def living(self) -> Household:
        """Some household that stands in the list."""
        households = Household.objects.current().select_related("place").order_by("pk")
        return self.chance.choice(list(households))

    def day(self, one: Household) -> date:
        """Some day since the household came."""
        first = one.opened_on or date(2026, 1, 1)
        return first + timedelta(self.chance.randint(0, (TODAY - first).days))

    def persons(self) -> None:
        """A birth, a death or a move, told and approved every third time."""
        one = self.living()
        kind = self.chance.choice((Kind.BIRTH, Kind.DEATH, Kind.MOVED_IN, Kind.MOVED_OUT))
        count, on = self.chance.randint(1, 3), self.day(one)
        tells = one.place == self.world.area and self.chance.random() < 0.5
        by = self.teller if tells else self.officer
        made = record_change(by, one, change(kind, on, persons=count))
        if made.state == HouseholdChange.State.WAITING:
            if self.chance.random() < 0.3:
                return
            made = approve_change(self.officer, made)
        sign = 1 if kind in (Kind.BIRTH, Kind.MOVED_IN) else -1
        counts = one.member_count is not None
        self.done.append(made)
        self.ledger.write(made.pk, (on, one, 0, sign * count if counts else 0))

    def split(self) -> None:
        """Some found their own household."""
        one, count = self.living(), self.chance.randint(1, 3)
        on = self.day(one)
        new = NewHousehold("Lê Thị Tách", 1999, count)
        made = record_change(self.officer, one, change(Kind.SPLIT, on, household=new))
        assert made.other is not None
        self.done.append(made)
        left = -count if one.member_count is not None else 0
        self.ledger.write(made.pk, (on, one, 0, left), (on, made.other, 1, count))

    def merge(self) -> None:
        """A double of another record, perhaps of the other area."""
        keep, drop = self.living(), self.living()
        made = merge_households(self.officer, keep, drop)
        self.done.append(made)
        gained = (drop.member_count or 0) if keep.member_count is None else 0
        lost = -(drop.member_count or 0)
        self.ledger.write(made.pk, (TODAY, drop, -1, lost), (TODAY, keep, 0, gained))

    def move_together(self) -> None:
        """Two households become one."""
        one, other = self.living(), self.living()
        made = record_change(self.officer, one, change(Kind.MERGED, other=other))
        self.done.append(made)
        gained = 0 if other.member_count is None else (one.member_count or 0)
        lost = -(one.member_count or 0)
        self.ledger.write(made.pk, (TODAY, one, -1, lost), (TODAY, other, 0, gained))

    def close(self) -> None:
        """A household leaves, and perhaps comes back."""
        one = self.living()
        on, count = self.day(one), one.member_count or 0
        made = record_change(self.officer, one, change(Kind.CLOSED, on))
        self.ledger.write(made.pk, (on, one, -1, -count))
        if self.chance.random() < 0.5:
            reopen_household(self.officer, one, TODAY)
            self.ledger.write(made.pk + 10_000, (TODAY, one, 1, count))
        else:
            self.done.append(made)

    def correct(self) -> None:
        """Another number of members is found."""
        one = self.living()
        count = self.chance.choice((None, 1, 3, 8))
        record = queries.record_of(one)
        new = NewHousehold(record.head_name, record.birth_year, count, record.lane, note="đã sửa")
        if correct_household(self.officer, one, new):
            made = HouseholdChange.objects.latest("pk")
            self.done.append(made)
            self.ledger.write(made.pk, (TODAY, one, 0, (count or 0) - (one.member_count or 0)))

    def take_back(self) -> None:
        """Something was a mistake."""
        if self.done:
            made = self.chance.choice(self.done)
            take_back_change(self.officer, made)
            self.done.remove(made)
            del self.ledger.lines[made.pk]

    def erase(self) -> None:
        """Somebody wants to be forgotten, after having left."""
        left = Household.objects.filter(closed_on__isnull=False, erased_at=None).order_by("pk")
        if one := left.first():
            erase_household(self.officer, one, "Hộ yêu cầu")

    def act(self) -> None:
        """One thing, unless the register refuses it."""
        deeds: list[Callable[[], None]] = [self.persons] * 6
        deeds += [self.split, self.merge, self.move_together, self.close, self.correct]
        deeds += [self.take_back] * 3 + ([self.erase] if self.chance.random() < 0.3 else [])
        try:
            self.chance.choice(deeds)()
        except (Invalid, Conflict):
            return


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_opening_and_changes_make_the_closing(
    world: make.World, seed: int
) -> None:
    """As a property over random histories, against a ledger kept beside the program."""
    clerk = Clerk(world, seed)
    for _ in range(40):
        clerk.act()
    assert len(clerk.done) > 3
    for month in range(1, 12):
        first, until = date(2026, month, 1), date(2026, month + 1, 1)
        found = queries.movement_of(clerk.officer, world.commune, 2026, month)
        for row in (*found.rows, found.total):
            assert row.agrees
        for row in found.rows:
            opening = clerk.ledger.until(row.place.pk, first)
            closing = clerk.ledger.until(row.place.pk, until)
            assert (row.opening.households, row.opening.persons) == opening
            assert (row.closing.households, row.closing.persons) == closing
        for name in ("households", "persons"):
            parts = sum(getattr(row.closing, name) for row in found.rows)
            assert getattr(found.total.closing, name) == parts
    present = Household.objects.current()
    last = queries.movement_of(clerk.officer, world.commune, *NOVEMBER).total
    assert last.closing.households == present.count()
    assert last.closing.persons == sum(one.member_count or 0 for one in present)
