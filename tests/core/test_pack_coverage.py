"""No numbered rule of the five source documents is lost between the packs and the code."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tuquan.core.packs.coverage import (
    Addition,
    Carried,
    Ledger,
    LedgerEntry,
    Planned,
    Proof,
    coverage,
    elements,
    gaps,
    tagged,
)
from tuquan.core.programme import (
    Edition,
    Gap,
    GroupRules,
    Pack,
    Position,
    Source,
    SourceDocument,
    Term,
)
from tuquan.core.programme.cases import Case
from tuquan.project.commands.programme.covering import ledger, packs_that_come_along

TESTS = Path(__file__).parent.parent
LAST = {"S0": 30, "S1": 29, "S2": 32, "S3": 25, "S4": 19}
"""How many rules each document has."""

PLANNED_PARTS = range(3, 7)
"""The parts of the work that are still to come."""


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(packs_that_come_along())


@cache
def names_of_tests() -> frozenset[str]:
    found: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        found |= set(re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE))
    return frozenset(found)


def test_all_135_rules_are_listed_once_and_in_order() -> None:
    expected = [f"{seed}-{n:02d}" for seed, last in LAST.items() for n in range(1, last + 1)]
    assert len(expected) == 135
    assert [entry.id for entry in ledger().rules] == expected


def test_every_pack_that_comes_along_can_be_read() -> None:
    assert [pack.key for pack in packs()] == [
        "luc-ngan-2021",
        "quynh-vinh-2019",
        "tam-ky-2025",
        "tan-phong-2021",
        "tuyen-quang-2018",
    ]


def everything() -> list[LedgerEntry | Addition]:
    """Every rule of the ledger, and every addition to one."""
    rules = ledger().rules
    return [*rules, *(addition for entry in rules for addition in entry.also)]


def test_every_rule_is_carried_or_planned() -> None:
    missing = [one.id for one in coverage(ledger(), packs()) if not one.carried_by]
    assert missing == []


def test_a_note_alone_carries_only_what_the_source_leaves_open() -> None:
    is_open = {entry.id for entry in ledger().rules if entry.open}
    only_noted = {one.id for one in coverage(ledger(), packs()) if one.carried_by == "gap"}
    assert only_noted <= is_open


def test_only_later_parts_of_the_work_are_planned_for() -> None:
    planned = [later for entry in everything() for later in entry.planned]
    assert {later.part for later in planned} <= set(PLANNED_PARTS)
    assert all(later.why for later in planned)


def test_every_test_that_is_named_exists() -> None:
    named = {proof.test for entry in everything() for proof in entry.code}
    assert named - names_of_tests() == set()


def test_every_element_that_is_named_exists() -> None:
    known = {
        f"{pack.key}/{edition.key} {path}"
        for pack in packs()
        for edition in pack.editions
        for path, _item in elements(edition)
    }
    named = {place for entry in ledger().rules for one in entry.also for place in one.at}
    assert named - known == set()


def test_every_later_addition_is_carried_too() -> None:
    bare = [
        (entry.id, one.text)
        for entry in ledger().rules
        for one in entry.also
        if not (one.at or one.code or one.planned)
    ]
    assert bare == []


def test_packs_name_no_rule_that_is_unknown() -> None:
    known = {entry.id for entry in ledger().rules}
    assert set(tagged(packs())) - known == set()
    assert set(gaps(packs())) - known == set()
    in_cases = {
        rule
        for pack in packs()
        for cases in pack.cases.values()
        for case in cases
        for rule in case.rules
    }
    assert in_cases - known == set()


def test_each_pack_carries_the_rules_of_its_own_document() -> None:
    seeds = {
        "quynh-vinh-2019": "S0",
        "tuyen-quang-2018": "S1",
        "luc-ngan-2021": "S2",
        "tan-phong-2021": "S3",
        "tam-ky-2025": "S4",
    }
    for pack in packs():
        assert {rule[:2] for rule in tagged([pack])} == {seeds[pack.key]}


def small_pack(**more: Any) -> Pack:
    term = Term(months=30, source=Source("1-KH", "dòng 2", rules=("S0-12",)))
    leader = Position("leader", "Tổ trưởng", "elected", term=term, source=Source(default="thử"))
    group = GroupRules(
        "group",
        "Tổ",
        "households",
        positions=(leader,),
        source=Source("1-KH", "dòng 1", rules=("S0-10", "S0-11")),
    )
    note = Gap("open", "S0-30", "Không nêu", "Quá nửa", "Xã", source=Source(rules=("S0-13",)))
    edition = Edition(
        programme="demo",
        key="2026",
        title="Thử",
        short_title="Thử",
        issuer="Xã",
        effective_from=date(2026, 1, 1),
        sources=(SourceDocument("1-KH", "Kế hoạch"),),
        checked_on=date(2026, 1, 1),
        group_kinds=(group,),
        notes=(note,),
    )
    return Pack("demo", "Thử", editions=(edition,), **more)


def carried(entry: LedgerEntry, pack: Pack | None = None) -> Carried:
    (found,) = coverage(Ledger((entry,)), [pack or small_pack()])
    return found


def test_a_pack_carries_what_its_elements_are_tagged_with() -> None:
    assert carried(LedgerEntry("S0-11", "size")) == Carried(
        "S0-11", "pack", "demo/2026 group_kinds/group"
    )
    assert carried(LedgerEntry("S0-12", "term")) == Carried(
        "S0-12", "pack", "demo/2026 group_kinds/group/positions/leader/term"
    )


def test_a_note_is_a_gap_and_its_source_no_more_than_that() -> None:
    assert carried(LedgerEntry("S0-30", "open")) == Carried("S0-30", "gap", "demo/2026 notes/open")
    assert carried(LedgerEntry("S0-13", "tagged on a note only")).carried_by == ""


def test_code_goes_before_a_gap_and_a_gap_before_a_plan() -> None:
    code, later = (Proof("tuquan.x", "test_x"),), (Planned(4, "the meeting"),)
    both = carried(LedgerEntry("S0-30", "open", code=code, planned=later))
    assert both == Carried(
        "S0-30", "code", "demo/2026 notes/open; tuquan.x (test_x); part 4: the meeting"
    )
    assert carried(LedgerEntry("S0-30", "open", planned=later)).carried_by == "gap"
    assert carried(LedgerEntry("S9-01", "later", planned=later)).carried_by == "planned"
    assert carried(LedgerEntry("S9-01", "lost")) == Carried("S9-01", "", "")


def test_cases_are_counted_and_additions_shown() -> None:
    case = Case("thử", "size", "ok", rules=("S0-11",))
    addition = Addition("soft", at=("demo/2026 group_kinds/group",), code=(Proof("x", "test_x"),))
    found = carried(
        LedgerEntry("S0-11", "size", also=(addition,)), small_pack(cases={"2026": (case, case)})
    )
    assert found.where == (
        "demo/2026 group_kinds/group; cases: 2; "
        "S0-11+ soft: demo/2026 group_kinds/group, x (test_x)"
    )


def test_an_element_tagged_twice_is_shown_once() -> None:
    pack = small_pack()
    (group,) = pack.editions[0].group_kinds
    doubled = dataclasses.replace(group.source, rules=("S0-11", "S0-11"))
    edition = dataclasses.replace(
        pack.editions[0], group_kinds=(dataclasses.replace(group, source=doubled),)
    )
    found = carried(LedgerEntry("S0-11", "size"), dataclasses.replace(pack, editions=(edition,)))
    assert found.where == "demo/2026 group_kinds/group"
