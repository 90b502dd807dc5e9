"""Units of a cycle ranked in their clusters, with what quotas would do (F-58)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tuquan.assessments.models import AssessmentCycle, AssessmentResult, AssessmentSheet
from tuquan.assessments.queries.knowing import Knowledge
from tuquan.assessments.queries.sheets import class_words
from tuquan.base.working_days import work_calendar
from tuquan.core.assessing import known_from_json, with_marks
from tuquan.core.rules import Known, Outcome, Range
from tuquan.core.scoring import Placing, SheetResult, apply_quotas, compile_sheet, rank, standing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sheet with its rank in its cluster; None while what is not known may change it.

    `stands_at` is its points or, without points, the percentage of rows met; a span while something
    is open. `quotas` are the quotas its class came under.
    """

    sheet: AssessmentSheet
    place: int | None
    stands_at: Range | None
    words: str
    quotas: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The sheets that are ranked against each other, the best first."""

    name: str
    lines: tuple[Ranked, ...]


def ranking_of(cycle: AssessmentCycle, sheets: Iterable[AssessmentSheet]) -> list[Cluster]:
    """The sheets that were checked or decided, cluster by cluster.

    A result given is ranked by what it rests on, a sheet without one by what is known now.
    """
    ready = (AssessmentSheet.State.CHECKED, AssessmentSheet.State.DECIDED)
    chosen = {one.pk: one for one in sheets if one.state in ready}
    judged = _judged(cycle, chosen)
    results = {key: (judged[key], one.cluster) for key, one in chosen.items()}
    placings = _placings(cycle, results)
    clusters: list[Cluster] = []
    for name in sorted({one.cluster for one in chosen.values()}):
        places = rank(results, name)
        lines = (
            _ranked(cycle, chosen[key], place, results[key][0], placings.get(key))
            for key, place in places.items()
        )
        clusters.append(Cluster(name, tuple(sorted(lines, key=_best_first))))
    return clusters


def _judged(
    cycle: AssessmentCycle, chosen: Mapping[int, AssessmentSheet]
) -> dict[int, SheetResult]:
    compiled, work = compile_sheet(cycle.content), work_calendar()
    given = AssessmentResult.objects.current().filter(sheet__in=chosen)
    known: dict[int, Known] = {one.sheet_id: known_from_json(one.known, work) for one in given}
    open_ones = [one for key, one in chosen.items() if key not in known]
    if open_ones:
        knowledge = Knowledge(cycle, open_ones)
        known |= {one.pk: with_marks(knowledge.figures(one), one.marks) for one in open_ones}
    return {key: compiled.judge(known[key]) for key in chosen}


def _placings(
    cycle: AssessmentCycle, results: Mapping[int, tuple[SheetResult, str]]
) -> dict[int, Placing]:
    scoring = cycle.content.scoring
    return apply_quotas(scoring, results) if scoring else {}


def _ranked(
    cycle: AssessmentCycle,
    sheet: AssessmentSheet,
    place: int | None,
    result: SheetResult,
    placing: Placing | None,
) -> Ranked:
    key, state = result.class_key, str(result.class_state)
    if placing:
        key, state = placing.class_key, str(placing.class_state)
    words = class_words(cycle.content, key, state)
    return Ranked(sheet, place, standing(result), words, placing.reasons if placing else ())


def _best_first(line: Ranked) -> tuple[bool, int, int]:
    """Those without a sure rank come last, otherwise in the order of the list."""
    return line.place is None, line.place or 0, line.sheet.pk
