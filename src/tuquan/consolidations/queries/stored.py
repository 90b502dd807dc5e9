"""Stored totals of communes: folded where something happened since, and combined for places above.

Reading writes: a commune that is marked is worked out anew from its reports by whoever reads it
first, or by a job. Two at once write the same (ADR 0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tuquan.base import clock
from tuquan.consolidations.models import StoredTotal, StoredTotalQuerySet
from tuquan.consolidations.queries.plans import Compared, Plan, plan_for
from tuquan.consolidations.queries.raw import Both, both_of, owed_in, said_by
from tuquan.consolidations.queries.rounds import Round
from tuquan.core.programme import calendar_named
from tuquan.core.rollup import Totals, from_json, to_json
from tuquan.core.time import Period, PeriodKind
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.queries import installed_editions


def rows_of(path: str, chosen: Round) -> StoredTotalQuerySet:
    """The stored totals of a round in the communes of a place."""
    everywhere = StoredTotal.objects.all()
    rows = (everywhere.below(path) if path else everywhere).filter(
        calendar=chosen.feeding.key,
        period_key=chosen.period.key,
        period_start=chosen.period.start,
    )
    if chosen.is_fed:
        return rows.filter(edition__programme=chosen.edition.programme_id)
    return rows.filter(edition=chosen.edition)


def commune_totals(path: str, chosen: Round) -> dict[str, Both]:
    """The stored totals of each commune of a place, by its path, after they were folded."""
    rows = (
        rows_of(path, chosen)
        .order_by("edition_id")
        .values_list("commune__path", "live", "accepted")
    )
    return {commune: _both_read(live, accepted) for commune, live, accepted in rows}


def is_anything_marked() -> bool:
    """Whether the totals of any commune wait to be worked out."""
    return StoredTotal.objects.dirty().exists()


def fold_rows(rows: StoredTotalQuerySet) -> int:
    """Work out these totals anew; returns how many there were."""
    folding = _Folding()
    count = 0
    for row in rows.order_by("pk").defer("live", "accepted"):
        folding.fold(row)
        count += 1
    return count


def worked_out(rows: Iterable[StoredTotal]) -> Iterator[tuple[StoredTotal, Both]]:
    """Each of these rows with what the reports add up to, whatever is stored."""
    folding = _Folding()
    for row in rows:
        yield row, folding.totals_of(row)


def stored_in(row: StoredTotal) -> Both:
    """The totals as they are stored."""
    return _both_read(row.live, row.accepted)


def round_stored(row: StoredTotal, edition: ProgrammeEdition) -> Round:
    """The round of a stored row: of a calendar itself, or of a longer period that it feeds."""
    kind: PeriodKind = row.period_kind  # type: ignore[assignment]  # written from a period
    name = row.period_key.rpartition("_")[0] if kind == "window" else ""
    period = Period(kind, row.period_start, row.period_until, name)
    return Round(edition, calendar_named(edition.content, row.calendar), period)


class _Folding:
    """One run: every edition and every plan is made ready once."""

    def __init__(self) -> None:
        self._editions: dict[int, ProgrammeEdition] = {}
        self._plans: dict[tuple[int, str], Plan] = {}

    def totals_of(self, row: StoredTotal) -> Both:
        """What the reports of the commune add up to."""
        chosen = round_stored(row, self._edition(row.edition_id))
        plan = self._plan(chosen)
        owed = owed_in(chosen).filter(commune=row.commune_id)
        return both_of(said_by(owed, chosen, plan), plan)

    def fold(self, row: StoredTotal) -> None:
        """Write them, with the mark that was there before the reports were read."""
        both = self.totals_of(row)
        StoredTotal.objects.filter(pk=row.pk).update(
            live=_to_json(both.live),
            accepted=_to_json(both.accepted),
            folded_mark=row.mark,
            folded_at=clock.now(),
        )

    def _edition(self, number: int) -> ProgrammeEdition:
        if number not in self._editions:
            self._editions[number] = installed_editions().get(pk=number)
        return self._editions[number]

    def _plan(self, chosen: Round) -> Plan:
        key = (chosen.edition.pk, chosen.calendar.key)
        if key not in self._plans:
            self._plans[key] = plan_for(chosen).without_texts()
        return self._plans[key]


def _both_read(live: Mapping[str, Any], accepted: Mapping[str, Any]) -> Both:
    return Both(_compared(live), _compared(accepted))


def _compared(stored: Mapping[str, Any]) -> Compared:
    if not stored:
        return Compared(Totals(), Totals())
    return Compared(from_json(stored["now"]), from_json(stored["before"]))


def _to_json(compared: Compared) -> dict[str, object]:
    return {"now": to_json(compared.now), "before": to_json(compared.before)}


def first_steps(path: str, depth: int) -> str:
    """The first steps of a path: `0000001.0000002.G0000003.` at depth 2 is `0000001.0000002.`."""
    steps = path.split(".", depth)
    return path[: len(path) - len(steps[-1])] if len(steps) > depth else path
