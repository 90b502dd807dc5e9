"""Papers of a programme: its decisions, minutes, lists, sheets and certificates, as templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tuquan.core.programme.forms import Source

PaperKind = Literal[
    "plan",
    "decision",
    "minutes",
    "list",
    "report",
    "sheet",
    "request",
    "notice",
    "registration",
    "commitment",
    "regulation",
    "certificate",
    "annex",
]

Serves = Literal[
    "", "minutes", "request", "establish", "reconstitute", "recognise_head", "dissolve"
]
"""What a paper does for a group: minutes and request of its dossier, or a kind of decision."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A line of "Nơi nhận": who receives the paper and for what."""

    label: str
    purpose: str = ""
    label_en: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The block of the signer: on whose behalf, in which post."""

    on_behalf_of: str
    post: str
    for_post: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list or a sheet; `under` is a heading that stands over several columns.

    `about` says whether a row is a household or a person; the guard of `domain.md` h-2 reads it.
    """

    key: str
    label: str
    label_en: str = ""
    under: str = ""
    about: Literal["row", "household", "person"] = "row"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its style, its standing parts in order, its columns, who signs, who receives.

    `serves` says what it is for on the way of a group from the list of households to the decision
    (S0-14 to S0-17, S1-12, S1-14, S2-07); a decision for `many` covers several groups at once.
    `missing` marks a paper the source names and does not hold (S4-16); `fault` says what is wrong
    with it in the source (S2-27).
    """

    key: str
    kind: PaperKind
    style: Literal["state", "party", "front"]
    title: str
    title_en: str = ""
    letterhead: tuple[str, ...] = ()
    motto: tuple[str, ...] = ()
    number: str = ""
    bases: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[str, ...] = ()
    signature: Signature | None = None
    recipients: tuple[Addressee, ...] = ()
    annexes: tuple[str, ...] = ()
    serves: Serves = ""
    many: bool = False
    missing: bool = False
    fault: str = ""
    source: Source = Source()
