"""Adding up reports through the tree of places, beside the baseline survey of the same reporters.

Live totals count what was submitted or accepted (design section 5); whoever owes a report and has
sent none is counted as not reported, never as zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step
from tuquan.consolidations.queries.combined import combined_below
from tuquan.consolidations.queries.plans import (
    Compared,
    Plan,
    Reporter,
    baseline_form,
    plan_for,
    together,
)
from tuquan.consolidations.queries.rounds import Round, obligations_in
from tuquan.consolidations.queries.stored import first_steps
from tuquan.core.rollup import (
    Spot,
    Submission,
    roll_up_on,
)
from tuquan.places.queries import Territory
from tuquan.reports.models import Obligation, ObligationQuerySet, Report, ReportQuerySet

NOBODY: tuple[int, None] = (0, None)
"""The end of the reports; no row has the number 0."""

SHARED_STEP = "S"
"""How the step of a place begins of which only a share lies in an area."""

UNTOUCHED = Territory()
"""Where the map never changed: what was recorded below the path of a place lies in it."""


def totals_by_place(
    actor: Actor,
    path: str,
    chosen: Round,
    depth: int = 1,
    *,
    texts: bool = True,
    within: Territory = UNTOUCHED,
) -> dict[str, Compared]:
    """Totals of a place and of everything down to `depth` levels below it.

    Keys are paths relative to the place, which is `""` itself; `within` says whose records lie in
    it where the map has changed. What only a share of lies in an area stands there as a step of its
    own (`SHARED_STEP`) beside the groups.

    Without `texts` it is only counted how many wrote something, and the totals come from those
    stored of communes where the map has not changed: what a commune still reads would fill the
    memory of a province. So is it asked for places above communes only.
    """
    if not texts and not within.touched:
        if not actor.may("totals.view", path):
            return {}
        stored = combined_below(path, chosen, depth)
        return {place: both.live for place, both in stored.items()}
    plan = plan_for(chosen) if texts else plan_for(chosen).without_texts()
    leaves: dict[str, list[Compared]] = {}
    shared: dict[int, list[Compared]] = {}
    everybody = reporters_of(actor, path, chosen, plan, within)
    for leaf, reporters in groupby(everybody, lambda one: _leaf_of(one, path, depth, within)):
        total = plan.total(reporters)
        if isinstance(leaf, int):
            shared.setdefault(leaf, []).append(total)
        else:
            leaves.setdefault(leaf, []).append(total)
    totals = {leaf: together(parts) for leaf, parts in leaves.items()}
    parts = [
        (together(parts), cut_spots(within.spots[place], place, depth))
        for place, parts in shared.items()
    ]
    now = roll_up_on(
        {leaf: compared.now for leaf, compared in totals.items()},
        [(compared.now, spots) for compared, spots in parts],
    )
    before = roll_up_on(
        {leaf: compared.before for leaf, compared in totals.items()},
        [(compared.before, spots) for compared, spots in parts],
    )
    return {place: Compared(rolled, before[place]) for place, rolled in now.items()}


def cut_spots(spots: Sequence[Spot], place: int, depth: int) -> list[Spot]:
    """The spots of a shared place as the keys of totals down to so many levels."""
    step = path_step(place, SHARED_STEP)
    return [
        Spot(None if path is None else first_steps(path + step, depth), share)
        for path, share in spots
    ]


def day_recorded(chosen: Round) -> date:
    """From which day the reports of a round are: groups owe them where they stood as it began."""
    return chosen.period.start


def obligations_of(
    actor: Actor, path: str, chosen: Round, within: Territory = UNTOUCHED
) -> ObligationQuerySet:
    """Who owes a report of the round below a path, in the order of the tree.

    Where the map has changed: who owes one for a place whose records lie there.
    """
    return owed_within(path, chosen, within).visible_to(actor, "totals.view")


def owed_within(path: str, chosen: Round, within: Territory) -> ObligationQuerySet:
    """The same whoever asks, to know whether somebody sees all of it."""
    owed = Obligation.objects.filter(**obligations_in(chosen)).order_by("path", "pk")
    return owed.filter(place__in=list(within.shares)) if within.touched else owed.below(path)


def reporters_of(
    actor: Actor, path: str, chosen: Round, plan: Plan, within: Territory = UNTOUCHED
) -> Iterator[Reporter]:
    """Everybody who owes a report of the round, with what they sent, in the order of the tree.

    Reports are read one after the other beside the obligations, so that a whole country never
    stands in memory. Nobody gets a part of a place: its totals would not say so.
    """
    if not actor.may("totals.view", path):
        return
    obligations = obligations_of(actor, path, chosen, within)
    sent = _reports_of(path, chosen, obligations if within.touched else None)
    before = {}
    if plan.baselines:
        before = _baselines(path, chosen, obligations if within.touched else None)
    answered, report = next(sent, NOBODY)
    owed = obligations.values_list("pk", "reporter", "place_id", "path")
    for number, reporter, place, where in owed:
        survey = before.get(reporter)
        if report is not None and number == answered:
            yield Reporter(number, where, plan.beside(report, survey), survey, place)
            answered, report = next(sent, NOBODY)
        else:
            yield Reporter(number, where, None, survey, place)


def _reports_of(
    path: str, chosen: Round, owed: ObligationQuerySet | None
) -> Iterator[tuple[int, Submission]]:
    """The reports of the round that count, each after its obligation's number, in their order."""
    reports = Report.objects.handed_in()
    if owed is None:
        below = {f"obligation__{field}": value for field, value in obligations_in(chosen).items()}
        reports = reports.filter(obligation__path__below=path, **below)
    else:
        reports = reports.filter(obligation__in=owed.order_by().values("pk"))
    return _submissions(reports.order_by("obligation__path", "obligation_id"), "obligation_id")


def _baselines(path: str, chosen: Round, owed: ObligationQuerySet | None) -> dict[str, Submission]:
    """What each reporter said in the baseline survey, under any edition; of two, the later one.

    Where the map has changed, whatever place the reporter stood in at the time.
    """
    form = baseline_form(chosen)
    surveys = Report.objects.handed_in().filter(
        edition__programme=chosen.edition.programme_id,
        obligation__form_key=form.key if form else "",
    )
    if owed is None:
        surveys = surveys.filter(obligation__path__below=path)
    else:
        surveys = surveys.filter(obligation__reporter__in=owed.order_by().values("reporter"))
    return dict(_submissions(surveys.order_by("obligation__period_start"), "obligation__reporter"))


def _submissions(reports: ReportQuerySet, by: str) -> Iterator[tuple[Any, Submission]]:
    for key, answers, facts in reports.values_list(by, "answers", "facts").iterator():
        answers["facts"] = facts
        yield key, answers


def _leaf_of(one: Reporter, path: str, depth: int, within: Territory) -> str | int:
    """The leaf a report is added to; the number of its place when that is shared out."""
    if not within.touched:
        return first_steps(one.path[len(path) :], depth)
    spots = within.spots[one.place]
    if len(spots) > 1:
        return one.place
    group = one.path[one.path.rfind(".", 0, -1) + 1 :]
    return first_steps((spots[0].path or "") + group, depth)
