"""Figures of a published programme beside baseline and target, with small cells hidden (h-10).

Read by the system for a cycle that was published; what is shown says its definition, period, as-of
moment, from how many of how many reports, and on the map of which day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from tuquan.assessments.models import AssessmentCycle
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step
from tuquan.consolidations.queries.lines import Line, lines_of
from tuquan.consolidations.queries.plans import Compared, plan_for
from tuquan.consolidations.queries.raw import HANDED_IN
from tuquan.consolidations.queries.rounds import Round, round_named
from tuquan.consolidations.queries.totals import day_recorded, totals_by_place
from tuquan.core.programme import Question
from tuquan.core.publishing import Cell, hidden, hides_total, is_share_hidden, is_small
from tuquan.core.rollup import Number, RatioFigure
from tuquan.places.models import COMMUNE_LEVEL, Place
from tuquan.places.queries import map_of
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.programmes.queries import installed_editions
from tuquan.reports.models import Obligation

WHOLE = ""
"""The key of the place that runs the programme among the totals of the places below it."""

SHOWN_KINDS = ("number", "share")
"""What is public of a report: figures; no words, days, choices or promises of single groups."""

_READER = Actor.system("public pages")
"""Who reads the reports behind a published cycle; asked for nothing but what was published."""


def filed_under(adoption: Adoption) -> Q:
    """Reports of an adopted programme, and of others there that its groups file."""
    programme = adoption.edition.programme_id
    others = Q(adoption__groups_of=programme, adoption__place=adoption.place_id)
    return Q(edition__programme=programme) | others


@dataclass(frozen=True, slots=True)
class Owed:
    """How many reports of a round are owed, how many of them came, and came late."""

    expected: int
    received: int
    late: int

    @property
    def missing(self) -> int:
        """How many have not come; they are in no figure and never taken for zero."""
        return self.expected - self.received


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One indicator; what is hidden of it never reaches a page."""

    line: Line
    hides_value: bool
    hides_baseline: bool

    @property
    def value(self) -> Number | None:
        """The figure of the period; None where it is hidden, or not known."""
        return None if self.hides_value else self.line.value

    @property
    def baseline(self) -> Number | None:
        """The figure of the baseline survey; None where it is hidden, or not known."""
        return None if self.hides_baseline else self.line.baseline

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached, where that may be said."""
        return None if self.hides_value else self.line.reached

    @property
    def target(self) -> Number | None:
        """The target."""
        return self.line.target

    @property
    def maximum(self) -> Number:
        """How far the bar reaches: it is drawn from what is shown only."""
        if self.line.kind == "share":
            return 100
        return max((one for one in (self.value, self.baseline, self.target) if one), default=1)

    @property
    def has_bar(self) -> bool:
        """Whether there is something to compare the figure with."""
        return self.value is not None and (self.target is not None or bool(self.baseline))


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of one place for the last period of the year that is over."""

    chosen: Round
    as_of: datetime
    on: date
    owed: Owed
    lines: tuple[PublicLine, ...]

    @property
    def hides_any(self) -> bool:
        """Whether anything is hidden."""
        return any(one.hides_value or one.hides_baseline for one in self.lines)


def progress_of(cycle: AssessmentCycle, place: Place | None = None) -> Progress | None:
    """The figures of a published programme, or of one place directly below; none without reports.

    All places below are read each time: whether a figure is hidden depends on its neighbours.
    """
    if cycle.published_at is None:
        raise ValueError("not published")
    on, runs_at = clock.today(), cycle.adoption.place
    found = _latest_round(cycle, place or runs_at)
    if found is None:
        return None
    chosen, late = found
    within = map_of(runs_at, on).territory(day_recorded(chosen))
    totals = totals_by_place(
        _READER, runs_at.path, chosen, texts=runs_at.kind in COMMUNE_LEVEL, within=within
    )
    step = WHOLE if place is None else path_step(place.pk)
    if step not in totals:
        return None
    now = totals[step].now
    owed = Owed(now.expected, now.received, late)
    by_place = {at: _counted(chosen, one) for at, one in totals.items()}
    tiny = {at for at, one in totals.items() if is_small(one.now.facts.get("households"))}
    return Progress(chosen, clock.now(), on, owed, tuple(_safe_lines(by_place, step, tiny)))


@dataclass(frozen=True, slots=True)
class _Counted:
    """A line with what it counts, now and in the survey; of a share, those who are part of it."""

    line: Line
    now: Cell
    before: Cell
    is_share_small: bool = False
    is_survey_small: bool = False


def _counted(chosen: Round, totals: Compared) -> dict[str, _Counted]:
    """The lines of one place that may be public, by key."""
    lines = lines_of(chosen.form, plan_for(chosen), totals)
    return {
        one.key: _counted_share(one, totals) if one.kind == "share" else _counted_figure(one)
        for one in lines
        if one.kind in SHOWN_KINDS
    }


def _counted_figure(line: Line) -> _Counted:
    before: Cell = "not_reported" if line.baseline is None else line.baseline
    if line.value is not None:
        return _Counted(line, line.value, before)
    set_aside = line.figure.not_applicable and not line.figure.reported
    return _Counted(line, "not_applicable" if set_aside else "not_reported", before)


def _counted_share(line: Line, totals: Compared) -> _Counted:
    was = totals.before.ratios.get(line.key, RatioFigure())
    return _Counted(line, _part(line.share), _part(was), _is_small(line.share), _is_small(was))


def _part(share: RatioFigure) -> Cell:
    return share.numerator if share.reported else "not_reported"


def _is_small(share: RatioFigure) -> bool:
    return bool(share.reported) and is_share_hidden(share.numerator, share.denominator)


def _latest_round(cycle: AssessmentCycle, place: Place) -> tuple[Round, int] | None:
    """The last round of the year that is over and has figures, else the one that runs; and how
    many of its reports from a place came after their day."""
    sent_late = Q(report__state__in=HANDED_IN, report__first_submitted_at__gt=F("due_at"))
    rows = list(
        Obligation.objects.filter(_of_year(cycle))
        .order_by("-period_until", "-edition_id", "calendar")
        .values_list("edition_id", "calendar", "period_start", "period_until", "period_key")
        .annotate(late=Count("pk", filter=sent_late & Q(path__below=place.path)))
    )
    editions = _editions(cycle, {edition for edition, *_rest in rows})
    rounds = [(round_named(editions[edition], *named), late) for edition, *named, late in rows]
    own = cycle.edition.programme_id
    told = [one for one in rounds if _has_figures(one[0])]
    told.sort(key=lambda one: one[0].edition.programme_id != own)
    over = [one for one in told if one[0].period.until <= clock.today()]
    return next(iter([*over, *told]), None)


def _of_year(cycle: AssessmentCycle) -> Q:
    """The reports owed there for the year: of the programme, and of those its groups file."""
    first, after = date(cycle.year, 1, 1), date(cycle.year + 1, 1, 1)
    return (
        Q(kind=Obligation.Kind.FORM, path__below=cycle.path)
        & Q(period_until__gt=first, period_until__lte=after)
        & filed_under(cycle.adoption)
    )


def _editions(cycle: AssessmentCycle, numbers: set[int]) -> dict[int, ProgrammeEdition]:
    known = {cycle.edition_id: cycle.edition}
    others = numbers - set(known)
    return known | installed_editions().in_bulk(others) if others else known


def _has_figures(chosen: Round) -> bool:
    form = chosen.form
    if form.purpose == "baseline":
        return False
    return any(one.kind in ("count", "amount") for one in form.questions) or bool(form.ratios)


def _safe_lines(
    by_place: Mapping[str, Mapping[str, _Counted]], step: str, tiny: Collection[str]
) -> Iterator[PublicLine]:
    """The lines of one place, each beside the same line of its neighbours.

    `tiny` are places whose reports tell of fewer than five households altogether.
    """
    below = [place for place in by_place if place != WHOLE]
    for key, one in by_place[step].items():
        now = {place: by_place[place][key].now for place in below}
        before = {place: by_place[place][key].before for place in below}
        is_count = not isinstance(one.line.asked, Question) or one.line.asked.kind == "count"
        yield PublicLine(
            one.line,
            is_count and (one.is_share_small or _hides(one.now, now, step, tiny)),
            is_count and (one.is_survey_small or _hides(one.before, before, step, tiny)),
        )


def _hides(cell: Cell, beside: Mapping[str, Cell], step: str, tiny: Collection[str]) -> bool:
    """Whether a figure may not stand alone: it is small, or gives a small neighbour away."""
    if step == WHOLE:
        return step in tiny or is_small(cell) or hides_total(beside, tiny)
    return step in hidden(beside, tiny)
