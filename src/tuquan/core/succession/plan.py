"""What a reform of the map does, as a value: three primitive steps that compose every operation.

A place that goes on is altered (`Alter`: another name, kind or parent); a new one is founded
(`Found`); one that ends is closed (`Close`) and says which share of it went where. Renaming,
moving, merging, splitting, abolishing and re-mapping a level are plans made of these, and so is the
arrangement of a whole province.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

Ref = int | str
"""A place: its permanent number, or the key a plan gives to one it founds."""


@dataclass(frozen=True, slots=True)
class Found:
    """A new place; `key` names it within the plan, `codes` are (scheme, code) pairs."""

    key: str
    name: str
    kind: str
    parent: Ref | None
    local_word: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alter:
    """A place that stays itself under another name, kind, local word, parent or code.

    None leaves a property as it is; `to_top` moves a place under no parent. The old name stays as
    an alias; of a scheme named in `codes` the old code ends on the day.
    """

    place: int
    name: str | None = None
    kind: str | None = None
    local_word: str | None = None
    parent: Ref | None = None
    to_top: bool = False
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a place that ends which goes to another place; shares of a place add up to 1."""

    into: Ref
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Close:
    """A place ends; `parts` says where it went, none when nothing is left in it.

    `rest` takes what stands directly in the place (households, groups, grants) and is assigned
    nowhere by the plan; with a single part it is that part.
    """

    place: int
    parts: tuple[Part, ...] = ()
    rest: Ref | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One reform: what happens on a day, and where single rows of other tables go.

    `assigned` maps the label of a table (`groups.residentgroup`, `residents.household`) to rows and
    the place each goes to; only rows standing directly in a place that is closed in several parts
    need it. Merging back weights (`Succession.share_back`) are worked out when it is carried out,
    from the households of each old place.
    """

    effective_on: date
    found: tuple[Found, ...] = ()
    alter: tuple[Alter, ...] = ()
    close: tuple[Close, ...] = ()
    assigned: Mapping[str, Mapping[int, Ref]] = field(default_factory=dict)

    @property
    def touching(self) -> tuple[Alter | Close, ...]:
        """The steps about places that stand already."""
        return (*self.alter, *self.close)

    @property
    def describing(self) -> tuple[Found | Alter, ...]:
        """The steps that say what a place is afterwards."""
        return (*self.found, *self.alter)
