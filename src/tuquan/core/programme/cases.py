"""Cases: what a pack expects of itself, run by `tuquan programme check`.

A case says what is known and what must come out. Values are written as text and read by the kind
of the question or fact they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

CaseKind = Literal[
    "criterion", "sheet", "answers", "due", "milestone", "size", "people", "board", "pilots"
]


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """What was frozen for an earlier year."""

    year: int
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldTitle:
    """The years in which a title or criterion was known to be held, and known not to be."""

    key: str
    held: tuple[int, ...] = ()
    not_held: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberList:
    """Members of a list with their checklist, several at once by `count`."""

    key: str
    count: int = 1
    meets: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Children:
    """So many children of one kind with one result; an unknown result is left out of both."""

    kind: str = ""
    passed: int = 0
    failed: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One expectation of a pack about itself.

    `criterion`: `of` a criterion, `expect` passed, failed, unknown or not_applicable.
    `sheet`: all criteria; `expect` the key of a class, `none` or `unknown`; `points` the score.
    `answers`: `of` a form; `expect` ok or refused, with `problems` as `code question`.
    `due`: `of` a calendar; the period that `on` lies in (or the window named `window`) is due
    `due_on`; with `sent_on` given, `expect` in_time or late.
    `milestone`: `of` a milestone, done `on`; `expect` in_time or late; with `values` instead of a
    day: passed, failed or unknown by its condition.
    `size`: `of` a kind of group, `count` households; `people`: `count` people; `board`: `of` a
    board, `count` members; `pilots`: `of` a pilot rule, `count` chosen; `expect` ok, warned or
    refused.
    """

    name: str
    kind: CaseKind
    expect: str
    of: str = ""
    rules: tuple[str, ...] = ()
    year: int | None = None
    on: date | None = None
    sent_on: date | None = None
    due_on: date | None = None
    window: str = ""
    count: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    not_applicable: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    every_mark: Literal["", "yes", "no", "met"] = ""
    parent: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[EarlierYear, ...] = ()
    titles: tuple[HeldTitle, ...] = ()
    members: tuple[MemberList, ...] = ()
    children: tuple[Children, ...] = ()
    zone: str = ""
    points: Decimal | None = None
    problems: tuple[str, ...] = ()
