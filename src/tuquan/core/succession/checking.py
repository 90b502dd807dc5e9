"""Everything that can be wrong with a plan, found at once (F-1 to F-5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tuquan.core.problems import Problem
from tuquan.core.programme import COMMUNE_KINDS
from tuquan.core.succession.plan import Alter, Close, Found, Plan, Ref
from tuquan.core.succession.versions import Version
from tuquan.core.vietnamese import same_name_key, tidy

PARENT_KINDS: Mapping[str, tuple[str | None, ...]] = {
    "province": (None,),
    "district": ("province",),
    **dict.fromkeys(COMMUNE_KINDS, ("province", "district")),
    "area": COMMUNE_KINDS,
}
"""Under what each kind of place may stand, with districts (until 2025) and without."""

LONGEST_NAME = 150
LONGEST_WORD = 40
FINEST_SHARE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class _After:
    """What a place would be after the plan."""

    name: str
    kind: str
    parent: Ref | None


class Check:
    """One plan held against the map: `known` is the last version of every place that ever stood.

    `taking` are (place, day) where something became part of a place before.
    """

    def __init__(
        self, known: Mapping[int, Version], taking: Collection[tuple[int, date]], plan: Plan
    ) -> None:
        self._known, self._taking, self._plan = known, taking, plan
        self._on = plan.effective_on
        self._closed = {close.place for close in plan.close}
        self._found = {found.key for found in plan.found}
        self._after = self._map_after()

    def problems(self) -> Iterator[Problem]:
        """All of them, in the order in which a person would put them right."""
        plan = self._plan
        if not (plan.found or plan.alter or plan.close):
            yield Problem("reform_empty")
        yield from self._named_twice()
        for step in plan.touching:
            yield from self._place(step)
        for named in plan.describing:
            yield from self._words(named)
            yield from self._parent(named)
        yield from self._kinds()
        yield from self._cycles()
        yield from self._orphans()
        for close in plan.close:
            yield from self._shares(close)
            yield from self._parts(close)
            yield from self._rest(close)
        yield from self._assigned()
        yield from self._names_taken()

    def _map_after(self) -> dict[Ref, _After]:
        """The map as it would be, as far as the plan can be followed."""
        after: dict[Ref, _After] = {
            place: _After(one.name, one.kind, one.parent)
            for place, one in self._known.items()
            if one.until is None and place not in self._closed
        }
        for alter in self._plan.alter:
            if old := after.get(alter.place):
                parent = old.parent if alter.parent is None else alter.parent
                after[alter.place] = _After(
                    old.name if alter.name is None else alter.name,
                    old.kind if alter.kind is None else alter.kind,
                    None if alter.to_top else parent,
                )
        for found in self._plan.found:
            after[found.key] = _After(found.name, found.kind, found.parent)
        return after

    def _named_twice(self) -> Iterator[Problem]:
        named: Counter[Ref] = Counter(step.place for step in self._plan.touching)
        named.update(found.key for found in self._plan.found)
        for ref, times in named.items():
            if times > 1:
                yield self._problem("reform_place_twice", ref)

    def _place(self, step: Alter | Close) -> Iterator[Problem]:
        """Whether the place can be changed on the day."""
        version = self._known.get(step.place)
        if version is None:
            yield self._problem("reform_place_unknown", step.place)
        elif version.until is not None:
            yield self._problem("reform_place_ended", step.place, on=version.until)
        elif version.since >= self._on:
            yield self._problem("reform_too_early", step.place, since=version.since)
        elif isinstance(step, Alter) and not self._alters(step, version):
            yield self._problem("reform_nothing_changes", step.place)

    def _alters(self, step: Alter, before: Version) -> bool:
        if step.place not in self._after:
            return True  # it is closed as well, which is said already
        after = self._after[step.place]
        word = before.local_word if step.local_word is None else step.local_word
        return bool(step.codes) or (after.name, after.kind, after.parent, word) != (
            before.name,
            before.kind,
            before.parent,
            before.local_word,
        )

    def _words(self, step: Found | Alter) -> Iterator[Problem]:
        ref = _ref(step)
        if step.name is not None and not tidy(step.name):
            yield self._problem("reform_name_missing", ref)
        words = [(step.name, LONGEST_NAME), (step.local_word, LONGEST_WORD)]
        words += [(word, LONGEST_WORD) for code in step.codes for word in code]
        for word, longest in words:
            if len(word or "") > longest:
                yield self._problem("reform_text_too_long", ref, text=word, longest=longest)

    def _parent(self, step: Found | Alter) -> Iterator[Problem]:
        if step.parent is not None:
            yield from self._stands(step.parent, "reform_parent", _ref(step))

    def _stands(self, ref: Ref, code: str, place: Ref) -> Iterator[Problem]:
        """Whether a place the plan builds on stands on the day and after the plan."""
        version = self._known.get(ref) if isinstance(ref, int) else None
        if ref not in self._after:
            known = ref in self._known or ref in self._closed
            end = "ends" if known else "unknown"
            yield self._problem(f"{code}_{end}", place, other=self._name(ref))
        elif version and version.since > self._on:
            yield self._problem(
                "reform_not_yet_there", place, other=version.name, since=version.since
            )

    def _kinds(self) -> Iterator[Problem]:
        """Whether everything the plan touches stands under a place of the right kind."""
        touched = {_ref(step) for step in self._plan.describing}
        for ref, after in self._after.items():
            if ref not in touched and after.parent not in touched:
                continue
            above = self._after.get(after.parent) if after.parent is not None else None
            if after.parent is not None and above is None:
                continue  # said already: the parent is not there
            if (above.kind if above else None) not in PARENT_KINDS.get(after.kind, ()):
                other = above.name if above else ""
                code = "reform_kind_wrong" if above else "reform_kind_wrong_at_top"
                yield self._problem(code, ref, other=other)

    def _cycles(self) -> Iterator[Problem]:
        for alter in self._plan.alter:
            seen: set[Ref] = set()
            ref: Ref | None = alter.place
            while ref is not None and ref not in seen and ref in self._after:
                seen.add(ref)
                ref = self._after[ref].parent
            if ref == alter.place and alter.place in seen:
                yield self._problem("reform_cycle", alter.place)

    def _orphans(self) -> Iterator[Problem]:
        """Places left under one that ends, neither moved nor closed."""
        said = {alter.place for alter in self._plan.alter if alter.parent is not None}
        for ref, after in self._after.items():
            left = after.parent in self._closed and ref not in said and ref not in self._found
            if left and after.parent is not None:
                yield self._problem("reform_orphan", ref, other=self._name(after.parent))

    def _shares(self, close: Close) -> Iterator[Problem]:
        for part in close.parts:
            if part.share <= 0:
                into = self._name(part.into)
                yield self._problem("reform_share_not_positive", close.place, other=into)
            elif part.share.denominator > FINEST_SHARE:
                yield self._problem("reform_share_too_fine", close.place)
        whole = sum((part.share for part in close.parts), Fraction(0))
        if close.parts and whole != 1:
            yield self._problem("reform_shares_sum", close.place, sum=str(whole))

    def _parts(self, close: Close) -> Iterator[Problem]:
        for into, times in Counter(part.into for part in close.parts).items():
            if times > 1:
                yield self._problem("reform_part_twice", close.place, other=self._name(into))
            yield from self._stands(into, "reform_part", close.place)
            if isinstance(into, int) and (into, self._on) in self._taking:
                other = self._name(into)
                yield self._problem("reform_same_day", close.place, other=other, on=self._on)

    def _rest(self, close: Close) -> Iterator[Problem]:
        if close.rest is not None:
            yield from self._stands(close.rest, "reform_part", close.place)
        elif len(close.parts) > 1:
            yield self._problem("reform_rest_missing", close.place)

    def _assigned(self) -> Iterator[Problem]:
        """Whether single rows go only where a place that ends goes."""
        taking = {part.into for close in self._plan.close for part in close.parts}
        taking |= {close.rest for close in self._plan.close if close.rest is not None}
        for table, rows in sorted(self._plan.assigned.items()):
            for into in sorted(set(rows.values()) - taking, key=str):
                yield self._problem("reform_assigned_elsewhere", into, table=table)

    def _names_taken(self) -> Iterator[Problem]:
        """Two places of one kind and name under one parent, one of them new there."""
        fresh = {_ref(step) for step in self._plan.describing}
        beside: dict[tuple[Ref | None, str, str], list[Ref]] = {}
        for ref, after in self._after.items():
            key = (after.parent, after.kind, same_name_key(after.name))
            beside.setdefault(key, []).append(ref)
        for (parent, _, _), refs in beside.items():
            if len(refs) > 1 and not fresh.isdisjoint(refs):
                ref = next(ref for ref in refs if ref in fresh)
                other = self._name(parent) if parent is not None else ""
                code = "reform_name_taken" if parent is not None else "reform_name_taken_at_top"
                yield self._problem(code, ref, other=other)

    def _name(self, ref: Ref) -> str:
        """What a place is called, after the plan or before it; the key or number of an unknown."""
        if after := self._after.get(ref):
            return after.name
        version = self._known.get(ref) if isinstance(ref, int) else None
        return version.name if version else str(ref)

    def _problem(self, code: str, ref: Ref, **params: object) -> Problem:
        return Problem(code, str(ref), {"place": self._name(ref), **params})


def _ref(step: Found | Alter) -> Ref:
    return step.key if isinstance(step, Found) else step.place
