"""The criteria of a programme as they are public, and how units did by each of them.

Cases that rule a title out (S3-13: unlawful complaints, crime, religion) are one line together:
that there was none, or that there was one, and never which (h-3, h-8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tuquan.core.programme import Criterion, Edition
from tuquan.core.publishing import Kept, kept_by

MET, NOT_MET, ASIDE, UNKNOWN = "passed", "failed", "not_applicable", "unknown"
STATES = (NOT_MET, UNKNOWN, MET, ASIDE)
"""The states of a criterion; of several cases the first of these that is among them decides."""

States = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublicCriterion:
    """A criterion, a standard that heads others (no `keys`), or all cases that rule a title out."""

    criterion: Criterion
    keys: tuple[str, ...]
    is_ruling_out: bool = False

    def state_of(self, states: States) -> str:
        """How one unit did; of several cases, one that happened decides."""
        found = {states.get(key, UNKNOWN) for key in self.keys}
        return next(one for one in STATES if one in found)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A criterion, and how many units kept it; a standard only heads its rows and has no count."""

    public: PublicCriterion
    kept: Kept | None
    not_applicable: int = 0


def public_criteria(edition: Edition) -> list[PublicCriterion]:
    """The criteria in the order of the sheet; those that rule out stand first, as one."""
    return [*_ruling_out(edition), *_rows(edition.criteria)]


def kept_rows(
    edition: Edition, units: Sequence[States], *, are_groups: bool, all_alike: bool
) -> list[KeptRow]:
    """How many units kept each criterion; of groups so that no single one is found out."""
    return [_kept_row(one, units, are_groups, all_alike) for one in public_criteria(edition)]


def _ruling_out(edition: Edition) -> Iterator[PublicCriterion]:
    cases = [one for one in edition.all_criteria if one.knock_out and not one.parts]
    if cases:
        yield PublicCriterion(cases[0], tuple(one.key for one in cases), is_ruling_out=True)


def _rows(criteria: Sequence[Criterion]) -> Iterator[PublicCriterion]:
    for one in criteria:
        inside = list(_rows(one.parts))
        if inside:
            yield PublicCriterion(one, ())
            yield from inside
        elif not one.parts and not one.knock_out:
            yield PublicCriterion(one, (one.key,))


def _kept_row(
    public: PublicCriterion, units: Sequence[States], are_groups: bool, all_alike: bool
) -> KeptRow:
    if not public.keys:
        return KeptRow(public, None)
    found = Counter(public.state_of(states) for states in units)
    judged = len(units) - found[ASIDE]
    if are_groups:
        kept = kept_by(found[MET], judged, all_alike=all_alike)
    else:
        kept = Kept("exactly", found[MET], judged)
    return KeptRow(public, kept, found[ASIDE])
