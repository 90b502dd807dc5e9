"""The tree of places on any date, and what a plan makes of it (F-1 to F-5).

The tree is a value: a plan is held against it (`problems_of`) and carried out on it (`carry_out`),
which gives another tree; the database is written from the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tuquan.core.problems import Problem
from tuquan.core.succession.checking import Check
from tuquan.core.succession.links import Link
from tuquan.core.succession.plan import Alter, Plan, Ref
from tuquan.core.succession.versions import Version

__all__ = ["LARGEST_DENOMINATOR", "DatedTree", "Link", "Version"]

LARGEST_DENOMINATOR = 2**62
"""The columns of a share hold no larger number; weights beyond it are rounded to millionths."""

_ROUNDING = 1_000_000


class DatedTree:
    """Every version of some places, and which became which."""

    def __init__(self, versions: Sequence[Version], links: Sequence[Link] = ()) -> None:
        self.versions = tuple(versions)
        self.links = tuple(links)
        self._of: dict[int, list[Version]] = {}
        for version in sorted(self.versions, key=lambda one: one.since):
            self._of.setdefault(version.place, []).append(version)
        self._standing = {place: of[-1] for place, of in self._of.items() if of[-1].until is None}

    @property
    def places(self) -> Collection[int]:
        """Every place that ever stood, by number."""
        return self._of.keys()

    @property
    def standing(self) -> Mapping[int, Version]:
        """The open version of every place that has not ended."""
        return self._standing

    def at(self, on: date) -> dict[int, Version]:
        """The map of a day: the version in force of every place that stood."""
        return {
            version.place: version
            for versions in self._of.values()
            for version in versions
            if version.holds(on)
        }

    def ancestors(self, place: int, on: date) -> list[int]:
        """What a place stood under on a day: its parent first, the top last."""
        above: list[int] = []
        version = self._version(place, on)
        while version and version.parent is not None and version.parent not in above:
            above.append(version.parent)
            version = self._version(version.parent, on)
        return above

    def problems_of(self, plan: Plan) -> list[Problem]:
        """Everything that is wrong with a plan, none when it can be carried out."""
        taking = {(link.new, link.on) for link in self.links}
        known = {place: of[-1] for place, of in self._of.items()}
        return list(Check(known, taking, plan).problems())

    def carry_out(
        self, plan: Plan, numbers: Mapping[str, int], weights: Mapping[int, int]
    ) -> DatedTree:
        """The tree after a plan without problems.

        `numbers` are the permanent numbers of the places it founds, `weights` the households of
        every place that ends and of every place that takes one in and goes on. Of a new place the
        back shares add up to 1; of one that goes on, what is missing to 1 is its own. A place
        without households counts as one, so that no share is nothing.
        """
        on, closed = plan.effective_on, {close.place for close in plan.close}
        altered = {one.place: one for one in plan.alter}
        standing = self.standing
        versions = [
            replace(one, until=on)
            if one.until is None and (one.place in closed or _changes(altered.get(one.place), one))
            else one
            for one in self.versions
        ]
        versions += (
            _altered(one, standing[one.place], on, numbers)
            for one in plan.alter
            if one.place in standing and _changes(one, standing[one.place])
        )
        versions += (
            Version(
                numbers[one.key],
                one.name,
                one.kind,
                None if one.parent is None else _number(one.parent, numbers),
                on,
                local_word=one.local_word,
            )
            for one in plan.found
        )
        return DatedTree(versions, [*self.links, *_links(plan, numbers, weights, set(standing))])

    def _version(self, place: int, on: date) -> Version | None:
        return next((one for one in self._of.get(place, ()) if one.holds(on)), None)


def _changes(alter: Alter | None, version: Version) -> bool:
    """Whether a step gives a place another version; a code alone does not."""
    if alter is None:
        return False
    after = (alter.name, alter.kind, alter.local_word)
    before = (version.name, version.kind, version.local_word)
    if any(new is not None and new != old for new, old in zip(after, before, strict=True)):
        return True
    moved = alter.parent is not None and alter.parent != version.parent
    return moved or (alter.to_top and version.parent is not None)


def _altered(alter: Alter, version: Version, on: date, numbers: Mapping[str, int]) -> Version:
    parent = version.parent if alter.parent is None else _number(alter.parent, numbers)
    return Version(
        version.place,
        version.name if alter.name is None else alter.name,
        version.kind if alter.kind is None else alter.kind,
        None if alter.to_top else parent,
        on,
        local_word=version.local_word if alter.local_word is None else alter.local_word,
    )


def _number(ref: Ref, numbers: Mapping[str, int]) -> int:
    return numbers[ref] if isinstance(ref, str) else ref


def _links(
    plan: Plan, numbers: Mapping[str, int], weights: Mapping[int, int], standing: Collection[int]
) -> Iterator[Link]:
    """The links of a plan, with the back shares worked out from the weights."""
    came: dict[int, dict[int, Fraction]] = {}
    shares: dict[tuple[int, int], Fraction] = {}
    for close in plan.close:
        for part in close.parts:
            new = _number(part.into, numbers)
            shares[close.place, new] = part.share
            weight = part.share * max(weights.get(close.place, 0), 1)
            came.setdefault(new, {})[close.place] = weight
    for new, olds in came.items():
        if new in standing:
            olds[new] = Fraction(max(weights.get(new, 0), 1))
        came[new] = _as_shares(olds)
    for (old, new), share in shares.items():
        yield Link(old, new, plan.effective_on, share, came[new][old])


def _as_shares(weights: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Weights as parts of their sum, small enough to be stored."""
    whole = sum(weights.values(), Fraction(0))
    parts = {place: weight / whole for place, weight in weights.items()}
    if all(part.denominator <= LARGEST_DENOMINATOR for part in parts.values()):
        return parts
    return _as_shares({place: Fraction(max(round(p * _ROUNDING), 1)) for place, p in parts.items()})
