"""What the reports of one area or group say now, line by line, beside its baseline (S1-20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import spoken
from tuquan.consolidations.queries.lines import Line, lines_of
from tuquan.consolidations.queries.plans import Compared, plan_for
from tuquan.consolidations.queries.rounds import Round, round_of
from tuquan.consolidations.queries.totals import day_recorded, reporters_of
from tuquan.core.programme import Edition, Question, Ratio
from tuquan.core.rollup import Figure, Number
from tuquan.exemplars.models.figures import FrozenFigure
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.places.queries import day_standing, territory
from tuquan.programmes.models import Adoption
from tuquan.reports.models import Obligation, ObligationQuerySet, Report
from tuquan.reports.queries.aims import aimed_form

SYSTEM = Actor.system("exemplars")
"""Reads the reports of the one area or group a page is about; who may see that page is asked
before."""

SHOWN = ("number", "yes_no", "share")
"""Kinds of lines that can stand beside a baseline."""

_STATE = FrozenFigure.State


@dataclass(frozen=True, slots=True)
class Indicator:
    """A line of the programme's reports that an exemplar can show."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """One line of one area or group; the fields are those of `FrozenFigure`."""

    line_key: str
    label: str
    label_en: str
    unit: str
    unit_en: str
    kind: str
    direction: str
    state: str
    value: Decimal | None = None
    baseline: Decimal | None = None
    surveyed: int = 0
    reported: int = 0
    expected: int = 0
    period_key: str = ""
    period_start: date | None = None
    period_until: date | None = None


def indicators_of(edition: Edition) -> list[Indicator]:
    """The lines an exemplar of a programme can show: figures, yes or no, and shares."""
    return [
        Indicator(one.key, spoken(one.label, one.label_en))
        for one in _asked(edition).values()
        if isinstance(one, Ratio) or _comes_together(one)
    ]


def _comes_together(question: Question) -> bool:
    is_figure = question.kind in ("count", "amount") or question.is_promise
    return is_figure and question.aggregation != "none"


def figures_now(
    adoption: Adoption, place: Place, group: ResidentGroup | None, keys: Iterable[str]
) -> list[UnitFigure]:
    """These lines from the last period that is over and of which somebody reported.

    A line the programme does not ask there does not apply; without a report all are not reported.
    """
    asked = _asked(adoption.content)
    lines, chosen, totals = _measured(adoption, place, group)
    return [
        _figure(asked[key], lines.get(key), chosen, totals)
        if key in asked
        else UnitFigure(key, "", "", "", "", "number", "none", _STATE.NOT_APPLICABLE)
        for key in keys
    ]


def _asked(edition: Edition) -> dict[str, Question | Ratio]:
    """What the form asks that is compared with the survey, with its shares behind."""
    form = aimed_form(edition)
    if form is None:
        return {}
    asked: list[Question | Ratio] = [*form.questions, *form.ratios]
    return {one.key: one for one in asked}


def _measured(
    adoption: Adoption, place: Place, group: ResidentGroup | None
) -> tuple[Mapping[str, Line], Round | None, Compared | None]:
    owed = _last_reported(adoption, place, group)
    if owed is None:
        return {}, None, None
    chosen = round_of(owed)
    plan = plan_for(chosen).without_texts()
    today = clock.today()
    within = territory(place, day_standing(place, today), day_recorded(chosen))
    known = list(reporters_of(SYSTEM, place.path, chosen, plan, within))
    if group is not None:
        own = set(_owed_by(place, group).values_list("pk", flat=True))
        known = [one for one in known if one.obligation in own]
    totals = plan.total(known)
    lines = {line.key: line for line in lines_of(chosen.form, plan, totals)}
    return lines, chosen, totals


def _last_reported(
    adoption: Adoption, place: Place, group: ResidentGroup | None
) -> Obligation | None:
    """What was owed for the last period that is over and reported; else for the running one."""
    form = aimed_form(adoption.content)
    if form is None:
        return None
    reports = Report.objects.handed_in().filter(
        obligation__in=_owed_by(place, group),
        obligation__edition__programme=adoption.edition.programme_id,
        obligation__form_key=form.key,
    )
    reports = reports.select_related("obligation__edition__programme", "obligation__edition__text")
    reports = reports.order_by("-obligation__period_until", "-obligation_id")
    over = reports.filter(obligation__period_until__lte=clock.today())
    found = over.first() or reports.first()
    return found.obligation if found else None


def _owed_by(place: Place, group: ResidentGroup | None) -> ObligationQuerySet:
    """The reports of forms that a group owes wherever it stood, or everybody in an area."""
    whose = Q(group=group) if group else Q(place=place)
    return Obligation.objects.filter(whose, kind=Obligation.Kind.FORM)


def _figure(
    asked: Question | Ratio, line: Line | None, chosen: Round | None, totals: Compared | None
) -> UnitFigure:
    is_question = isinstance(asked, Question)
    empty = UnitFigure(
        asked.key,
        asked.label,
        asked.label_en,
        asked.unit if isinstance(asked, Question) else "%",
        asked.unit_en if isinstance(asked, Question) else "%",
        "number" if is_question else "share",
        asked.direction,
        _STATE.NOT_REPORTED,
    )
    if line is None or chosen is None or totals is None or line.kind not in SHOWN:
        return empty
    return replace(
        empty,
        kind=line.kind,
        state=_state_of(line, asked, totals),
        value=_exact(line.value),
        baseline=_exact(line.baseline),
        surveyed=line.surveyed,
        reported=line.figure.reported,
        expected=totals.now.expected,
        period_key=chosen.period.key,
        period_start=chosen.period.start,
        period_until=chosen.period.until,
    )


def _state_of(line: Line, asked: Question | Ratio, totals: Compared) -> str:
    """Of a share what is known of its upper side; what everybody set aside does not apply."""
    if line.value is not None:
        return _STATE.REPORTED
    key = asked.key if isinstance(asked, Question) else asked.numerator
    figure = totals.now.figures.get(key, Figure())
    is_aside = figure.not_applicable > 0 and not figure.reported and not figure.not_reported
    return _STATE.NOT_APPLICABLE if is_aside else _STATE.NOT_REPORTED


def _exact(number: Number | None) -> Decimal | None:
    """A figure as the database keeps it, with four decimals."""
    return None if number is None else round(Decimal(number), 4)
