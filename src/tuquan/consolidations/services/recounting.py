"""Working out every stored total anew, by a job, or to find out whether one is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.consolidations.models import StoredTotal
from tuquan.consolidations.queries.stored import fold_rows, stored_in, worked_out
from tuquan.consolidations.services.marking import Mark, mark_rows, marks_owed
from tuquan.reports.models import Obligation


@dataclass
class Recounted:
    """What a recount found: how many totals there are, which were wrong, which were missing.

    A total that was only marked is not wrong: whoever reads it works it out anew.
    """

    counted: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether everything stored is what the reports say."""
        return not (self.wrong or self.missing)


@transaction.atomic
def fold_all(actor: Actor) -> int:
    """Work out every total that is marked; returns how many there were."""
    require(actor.may("reports.review", ""))
    return fold_rows(StoredTotal.objects.dirty())


@transaction.atomic
def recount(actor: Actor, path: str = "", *, mend: bool = False) -> Recounted:
    """Compare every stored total below a path with what the reports add up to; `mend` writes it."""
    require(actor.may("totals.view", path))
    require(not mend or actor.may("reports.review", path))
    found = Recounted()
    expected = set(marks_owed(Obligation.objects.below(path)))
    rows = StoredTotal.objects.below(path).select_related("commune", "edition__programme")
    there = {_mark_of(row) for row in rows.defer("live", "accepted")}
    absent = expected - there
    found.missing = sorted(f"{one.commune} {one.calendar} {one.period_key}" for one in absent)
    wrong = []
    for row, both in worked_out(rows.order_by("pk")):
        found.counted += 1
        if row.mark == row.folded_mark and both != stored_in(row):
            wrong.append(row)
            found.wrong.append(_name_of(row))
    if mend:
        mark_rows({*absent, *map(_mark_of, wrong)})
        fold_rows(StoredTotal.objects.below(path).dirty())
        for row in wrong:
            period = f"{row.calendar} {row.period_key}"
            record(actor, "consolidations.recounted", row, row.commune.path, period=period)
    return found


def _mark_of(row: StoredTotal) -> Mark:
    return Mark(
        row.commune_id,
        row.edition_id,
        row.calendar,
        row.period_kind,
        row.period_key,
        row.period_start,
        row.period_until,
    )


def _name_of(row: StoredTotal) -> str:
    return f"{row.commune.name}: {row.edition.programme.key} {row.calendar} {row.period_key}"
