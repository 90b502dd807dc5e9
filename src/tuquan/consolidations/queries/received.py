"""What came up from the communes, added up: the latest version of each, beside the live totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tuquan.base.actor import Actor
from tuquan.consolidations.models import Consolidation
from tuquan.consolidations.queries.combined import combined_below
from tuquan.consolidations.queries.plans import Compared, together
from tuquan.consolidations.queries.preparing import Adjusted, Coverage, Prepared
from tuquan.consolidations.queries.raw import NOTHING_BOTH
from tuquan.consolidations.queries.rounds import Round, round_of
from tuquan.consolidations.queries.sent import (
    frozen,
    latest_of,
    totals_owed,
    visible_consolidations,
)
from tuquan.places.models import COMMUNE_LEVEL, Place
from tuquan.reports.models import Obligation


@dataclass(frozen=True, slots=True)
class Received:
    """One round of totals below a place: who owes one, what came, and all of it together."""

    chosen: Round
    owed: Sequence[tuple[Obligation, Consolidation | None]]
    total: Prepared

    @property
    def came(self) -> int:
        """How many communes have sent theirs."""
        return sum(sent is not None for _obligation, sent in self.owed)


def received_in(actor: Actor, place: Place, obligation: Obligation) -> Received:
    """The round of an obligation, in all communes below a place."""
    chosen = round_of(obligation)
    owed = totals_owed(actor).filter(
        edition=obligation.edition_id,
        calendar=obligation.calendar,
        period_key=obligation.period_key,
        place__kind__in=COMMUNE_LEVEL,
    )
    obligations = list(owed.below(place.path).order_by("place__sort_key", "pk"))
    came = visible_consolidations(actor).filter(report__obligation__in=obligations)
    sent = {one.report.obligation_id: one for one in latest_of(came)}
    total = added_up(chosen, list(sent.values()), place.path)
    return Received(chosen, [(one, sent.get(one.pk)) for one in obligations], total)


def added_up(chosen: Round, sent: Sequence[Consolidation], path: str) -> Prepared:
    """Several totals as one; figures somebody put right go in as they were put right."""
    totals = [frozen(one) for one in sent]
    figures = together([one.figures for one in totals])
    live = combined_below(path, chosen, 0).get("", NOTHING_BOTH).live
    return Prepared(
        chosen,
        figures,
        live,
        _beside(totals),
        _adjusted(totals, figures),
        _coverage([one.coverage for one in totals]),
        [source for one in totals for source in one.sources],
        {},
    )


def _beside(totals: Sequence[Prepared]) -> dict[str, Compared]:
    """The other times that every one of these totals was sent with."""
    names = set.intersection(*(set(one.beside) for one in totals)) if totals else set()
    return {name: together([one.beside[name] for one in totals]) for name in sorted(names)}


def _adjusted(totals: Sequence[Prepared], figures: Compared) -> list[Adjusted]:
    lines: dict[str, list[Adjusted]] = {}
    for total in totals:
        for one in total.adjusted:
            lines.setdefault(one.line, []).append(one)
    return [_as_one(line, some, figures) for line, some in lines.items()]


def _as_one(line: str, some: Sequence[Adjusted], figures: Compared) -> Adjusted:
    whole = figures.now.figures[line].value or 0
    more = sum((Decimal(one.value) - Decimal(one.computed or 0) for one in some), Decimal(0))
    value = Decimal(whole) + more
    reasons = "; ".join(dict.fromkeys(one.reason for one in some))
    names = ", ".join(dict.fromkeys(one.by for one in some))
    return Adjusted(line, whole, int(value) if value == int(value) else value, reasons, names)


def _coverage(parts: Sequence[Coverage]) -> Coverage:
    names = ("reporters", "heard", "owed", "accepted", "waiting", "late", "nil")
    counts = {name: sum(getattr(one, name) for one in parts) for name in names}
    return Coverage(**counts, missing=tuple(name for one in parts for name in one.missing))
