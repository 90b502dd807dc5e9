"""Where each numbered rule of the source documents is carried: in a pack, in code, or nowhere yet.

Packs say it themselves (`Source.rules`, `Gap.rule`, `Case.rules`); a ledger lists every rule and
adds what no pack can say: the code with the test that proves it, and what is planned.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tuquan.core.programme import Edition, Pack, Source

CarriedBy = Literal["", "pack", "code", "gap", "planned"]


@dataclass(frozen=True, slots=True)
class Proof:
    """A module that carries a rule, and the test that fails without it."""

    module: str
    test: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What a later part of the work builds for a rule, and why not now."""

    part: int
    why: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A later correction of a rule, of the same standing, with the elements that carry it.

    `at` names them as `PROGRAMME/EDITION LIST/KEY`.
    """

    text: str
    at: tuple[str, ...] = ()
    code: tuple[Proof, ...] = ()
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One rule of the documents; `open` where the source itself leaves it open."""

    id: str
    about: str
    open: bool = False
    code: tuple[Proof, ...] = ()
    planned: tuple[Planned, ...] = ()
    also: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every rule of the source documents, in their order."""

    rules: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Where one rule is carried; `carried_by` is empty when it is missing."""

    id: str
    carried_by: CarriedBy
    where: str


def elements(edition: Edition) -> Iterator[tuple[str, Any]]:
    """Every element of an edition with its path, such as `group_kinds/team/positions/leader`."""
    yield from _below("", edition)


def _below(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    yield path, value
    for field in dataclasses.fields(value):
        inner = getattr(value, field.name)
        place = f"{path}/{field.name}" if path else field.name
        if dataclasses.is_dataclass(inner):
            yield from _below(place, inner)
        for number, item in enumerate(inner if isinstance(inner, tuple) else (), start=1):
            if dataclasses.is_dataclass(item):
                yield from _below(f"{place}/{getattr(item, 'key', number)}", item)


def tagged(packs: Iterable[Pack]) -> dict[str, list[str]]:
    """The elements that carry each rule, by the number of the rule."""
    found: dict[str, list[str]] = {}
    for pack in packs:
        for edition in pack.editions:
            name = f"{pack.key}/{edition.key}"
            for path, item in elements(edition):
                for rule in item.rules if isinstance(item, Source) else ():
                    found.setdefault(rule, []).append(f"{name} {path.removesuffix('/source')}")
    return found


def gaps(packs: Iterable[Pack]) -> dict[str, list[str]]:
    """The notes on what the source leaves open, by the number of the rule."""
    found: dict[str, list[str]] = {}
    for pack in packs:
        for edition in pack.editions:
            for note in edition.notes:
                place = f"{pack.key}/{edition.key} notes/{note.key}"
                found.setdefault(note.rule, []).append(place)
    return found


def coverage(ledger: Ledger, packs: Iterable[Pack]) -> list[Carried]:
    """Each rule of the ledger with where it is carried; the pack counts first, then code."""
    packs = list(packs)
    in_packs, in_gaps, in_cases = tagged(packs), gaps(packs), _cases(packs)
    return [
        _carried(
            entry,
            [place for place in in_packs.get(entry.id, []) if " notes/" not in place],
            in_gaps.get(entry.id, []),
            in_cases.get(entry.id, 0),
        )
        for entry in ledger.rules
    ]


def _cases(packs: Iterable[Pack]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for pack in packs:
        for case in (case for cases in pack.cases.values() for case in cases):
            for rule in case.rules:
                counted[rule] = counted.get(rule, 0) + 1
    return counted


def _carried(entry: LedgerEntry, places: list[str], notes: list[str], cases: int) -> Carried:
    ways: tuple[tuple[CarriedBy, Iterable[object]], ...] = (
        ("pack", places),
        ("code", entry.code),
        ("gap", notes),
        ("planned", entry.planned),
    )
    carried_by: CarriedBy = next((name for name, found in ways if found), "")
    where = [
        *dict.fromkeys(places),
        *notes,
        *([f"cases: {cases}"] if cases else []),
        *_said(entry.code, entry.planned),
        *(
            f"{entry.id}+ {addition.text}: "
            + ", ".join((*addition.at, *_said(addition.code, addition.planned)))
            for addition in entry.also
        ),
    ]
    return Carried(entry.id, carried_by, "; ".join(where))


def _said(code: Iterable[Proof], planned: Iterable[Planned]) -> list[str]:
    return [
        *(f"{proof.module} ({proof.test})" for proof in code),
        *(f"part {later.part}: {later.why}" for later in planned),
    ]
