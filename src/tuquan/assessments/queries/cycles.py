"""How far a cycle is: who registered, how many sheets stand where, what was drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from django.db.models import Count

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet, Sample
from tuquan.base.actor import Actor
from tuquan.core.programme import Pledge
from tuquan.formation.queries import Signed, pledge_year

_STATE = AssessmentSheet.State


def runs_cycles(actor: Actor) -> bool:
    """Whether the pages of whole cycles are for the actor: heads of areas and everybody above."""
    return bool(actor.paths("assessments.verify") or actor.paths("totals.view"))


@dataclass(frozen=True, slots=True)
class Registered:
    """A pledge of the year: how many areas registered it, how many households signed under it."""

    pledge: Pledge
    areas: Signed
    signed: Signed


@dataclass(frozen=True, slots=True)
class Counted:
    """How many sheets of a cycle stand where; `undrawn` wait and were not drawn."""

    by_state: Counter[str]
    undrawn: int

    @property
    def whole(self) -> int:
        """All sheets that have not ended with their area."""
        return self.by_state.total() - self.by_state[_STATE.ENDED]

    @property
    def checked(self) -> int:
        """Those that wait for their result."""
        return self.by_state[_STATE.CHECKED]

    @property
    def decided(self) -> int:
        """Those that have it."""
        return self.by_state[_STATE.DECIDED]

    @property
    def handed_in(self) -> int:
        """Those that wait for the check."""
        return self.by_state[_STATE.HANDED_IN]


def registrations_of(actor: Actor, cycle: AssessmentCycle) -> list[Registered]:
    """Registration and commitment at the start of the cycle (S0-24, S3-08, S3-20)."""
    if not actor.may("pledges.view", cycle.path):
        return []
    years = (
        pledge_year(actor, cycle.adoption, pledge, cycle.year) for pledge in cycle.content.pledges
    )
    return [Registered(one.pledge, one.registered, one.signed) for one in years]


def sheet_counts(cycle: AssessmentCycle) -> Counted:
    """How many sheets stand where."""
    rows = cycle.sheets.order_by().values("state", "drawn").annotate(n=Count("pk"))
    found: Counter[str] = Counter()
    undrawn = 0
    for row in rows:
        found[row["state"]] += row["n"]
        if row["drawn"] is False and row["state"] == _STATE.HANDED_IN:
            undrawn += row["n"]
    return Counted(found, undrawn)


def sample_of(cycle: AssessmentCycle) -> Sample | None:
    """The sample of a cycle, once it was drawn."""
    return Sample.objects.filter(cycle=cycle).first()


def drawn_by(seed: str, sheets: Iterable[AssessmentSheet], percent: int) -> set[int]:
    """The keys a seed draws: in each area the share rounded up, so at least one."""
    by_area: dict[int, list[int]] = defaultdict(list)
    for sheet in sheets:
        by_area[sheet.place_id].append(sheet.pk)
    return {key for keys in by_area.values() for key in _first(seed, keys, percent)}


def _first(seed: str, keys: Sequence[int], percent: int) -> list[int]:
    in_order = sorted(keys, key=lambda key: sha256(f"{seed}:{key}".encode()).digest())
    return in_order[: ceil(len(keys) * percent / 100)]
