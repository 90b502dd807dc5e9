"""What some reporters said in one round, read from their reports, as totals live and accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from tuquan.consolidations.queries.plans import Compared, Plan, Reporter, baseline_form, together
from tuquan.consolidations.queries.rounds import Round, obligations_in
from tuquan.core.rollup import Submission, Totals, over_time, periods_said
from tuquan.reports.models import Obligation, ObligationQuerySet, Report

HANDED_IN = (Report.State.SUBMITTED, Report.State.ACCEPTED)
"""States in which a report counts in live totals."""


class Both(NamedTuple):
    """Totals twice: `live` counts what was sent or accepted, `accepted` only what was accepted."""

    live: Compared
    accepted: Compared


NOTHING_BOTH = Both(Compared(Totals(), Totals()), Compared(Totals(), Totals()))
"""The totals of nobody."""


class Said(NamedTuple):
    """What one reporter said in a round, over all its periods, and in the baseline survey."""

    reporter: str
    live: Submission | None
    accepted: Submission | None
    before: Submission | None
    accepted_before: Submission | None


def owed_in(chosen: Round) -> ObligationQuerySet:
    """Everybody who owes a report that counts in a round."""
    return Obligation.objects.filter(**obligations_in(chosen))


def said_by(owed: ObligationQuerySet, chosen: Round, plan: Plan) -> list[Said]:
    """What these reporters said, one after the other."""
    rows = (
        owed.order_by("reporter", "period_start", "pk")
        .values_list("reporter", "report__state", "report__answers", "report__facts")
        .iterator()
    )
    before = _baselines(owed, chosen) if plan.baselines else {}
    return [
        _one(reporter, list(periods), chosen, plan, before.get(reporter))
        for reporter, periods in groupby(rows, lambda row: row[0])
    ]


def both_of(everybody: Sequence[Said], plan: Plan) -> Both:
    """The totals of all of them."""
    live = plan.total(_reporters(((one.live, one.before) for one in everybody), plan))
    accepted = [(one.accepted, one.accepted_before) for one in everybody]
    if all(one.accepted is one.live and one.accepted_before is one.before for one in everybody):
        return Both(live, live)
    return Both(live, plan.total(_reporters(accepted, plan)))


def said_in_periods(everybody: Sequence[Said]) -> Mapping[str, int]:
    """By line, in how many accepted reports of all periods something was said about it."""
    return periods_said(one.accepted for one in everybody)


def together_both(parts: Sequence[Both]) -> Both:
    """Several totals as one, live and accepted."""
    return Both(together([one.live for one in parts]), together([one.accepted for one in parts]))


def _one(
    reporter: str,
    periods: Sequence[tuple[Any, ...]],
    chosen: Round,
    plan: Plan,
    baseline: tuple[bool, Submission] | None,
) -> Said:
    live: list[Submission | None] = []
    accepted: list[Submission | None] = []
    for _reporter, state, answers, facts in periods:
        sent = {**answers, "facts": facts} if state in HANDED_IN else None
        live.append(sent)
        accepted.append(sent if state == Report.State.ACCEPTED else None)
    if chosen.is_fed:
        whole = over_time(plan.indicators, live)
        good = whole if live == accepted else over_time(plan.indicators, accepted)
    else:
        whole, good = live[-1], accepted[-1]
    is_accepted, before = baseline or (False, None)
    return Said(reporter, whole, good, before, before if is_accepted else None)


def _reporters(pairs: Any, plan: Plan) -> Iterator[Reporter]:
    for sent, before in pairs:
        yield Reporter(0, "", plan.beside(sent, before) if sent else None, before)


def _baselines(owed: ObligationQuerySet, chosen: Round) -> dict[str, tuple[bool, Submission]]:
    """What each reporter said in the survey and whether it was accepted; of two, the later one."""
    form = baseline_form(chosen)
    surveys = Report.objects.handed_in().filter(
        edition__programme=chosen.edition.programme_id,
        obligation__form_key=form.key if form else "",
        obligation__reporter__in=owed.order_by().values("reporter"),
    )
    rows = surveys.order_by("obligation__period_start", "pk").values_list(
        "obligation__reporter", "state", "answers", "facts"
    )
    return {
        reporter: (state == Report.State.ACCEPTED, {**answers, "facts": facts})
        for reporter, state, answers, facts in rows.iterator()
    }
