"""The yearly sheets of areas in the demonstration (S3): figures, titles, marks, two results."""

from __future__ import annotations

from decimal import Decimal

from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.services import (
    NewBenchmark,
    NewTitle,
    decide,
    enter_title,
    save_findings,
    save_marks,
    set_benchmarks,
)
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers
from tuquan.core.assessing import Mark
from tuquan.core.programme import Question
from tuquan.places.models import Place
from tuquan.project.demo.assessing import marked
from tuquan.project.demo.stage import ACTOR
from tuquan.reports.models import Obligation
from tuquan.reports.services import submit_report
from tuquan.residents.models import Household

REACHED, MISSED, WAITING = "Thôn 2", "Bản Ngọc", "Thôn 4"
TITLE = "to_dan_pho_van_hoa"
YEARS = 6
AVERAGES = "Báo cáo kinh tế - xã hội năm của xã, số 212/BC-UBND"

FIGURES: dict[str, int] = {
    "posts_total": 7,
    "posts_trained": 7,
    "cells_total": 1,
    "cells_good": 1,
    "organisations_total": 5,
    "organisations_good": 5,
    "economic_models": 3,
    "income_per_head": 58_000,
    "people_working_age": 214,
    "people_with_work": 214,
    "children_weighed": 38,
    "households_with_pupils": 44,
    "children_school_age": 61,
    "children_at_school": 61,
    "guards_total": 3,
    "guards_good": 3,
}
"""What an area that is well off reports; every other count of households is all of them."""

NONE_HERE = (
    "value_chain_models",
    "farm_households",
    "farm_households_joining",
    "leaking_houses",
    "poor_households",
    "malnourished_children",
    "pupils_left_school",
    "guards_disciplined",
)
SOME = {
    "households_growing_economy": 64,
    "solid_house_households": 94,
    "renewed_houses": 72,
    "civilised_households": 97,
    "cultured_families_3_years": 88,
}
"""Of how many households in a hundred something is so that need not be so of all."""

NOT_SO = ("farming_village", "ntm_commune")

LEFT = Mark("no", "Một đoạn vỉa hè còn để vật liệu.", "11/BB-UBND")


def assess_areas(commune: Place, officer: Actor) -> None:
    """Take three areas through the year: one reaches the class, one does not, one waits."""
    sheets = AssessmentSheet.objects.below(commune.path).filter(group=None)
    chosen = sheets.filter(place__name__in=(REACHED, MISSED, WAITING)).order_by("place")
    _enter_averages(chosen[0].cycle, officer)
    for sheet in chosen:
        _report_figures(sheet)
        head = Actor(None, f"Trưởng {sheet.place.name}", ACTOR.grants, "command")
        if sheet.place.name == REACHED:
            _enter_titles(sheet)
        save_marks(head, sheet, marked(sheet), sheet.version, hand_in=True)
        if sheet.place.name == WAITING:
            continue
        found = marked(sheet) | ({"c3_8": LEFT} if sheet.place.name == MISSED else {})
        save_findings(officer, sheet, found, sheet.version, done=True)
        decide(officer, sheet, sheet.version)


def _report_figures(sheet: AssessmentSheet) -> None:
    """The figures of the area, as far as the report of the year can be written already."""
    owed = Obligation.objects.filter(
        adoption=sheet.cycle.adoption,
        place=sheet.place,
        calendar="self_assessment",
        opens_at__lte=clock.now(),
        report=None,
    ).first()
    if owed is None:
        return
    households = Household.objects.current().below(sheet.place.path).count()
    values = {one.key: _figure(one, households) for one in owed.form.questions}
    submit_report(ACTOR, owed, Answers(values), 0)


def _figure(question: Question, households: int) -> int | bool:
    if question.kind == "yes_no":
        return question.key not in NOT_SO
    if question.key in SOME:
        return households * SOME[question.key] // 100
    return 0 if question.key in NONE_HERE else FIGURES.get(question.key, households)


def _enter_averages(cycle: AssessmentCycle, officer: Actor) -> None:
    """What the commune's own report gives as its average; its households are counted."""
    households = Household.objects.current().below(cycle.path).count()
    figures = {"income_per_head": 51_500, "solid_house_households": households * 86 // 100}
    new = [NewBenchmark(key, Decimal(value), AVERAGES) for key, value in figures.items()]
    set_benchmarks(officer, cycle, new)


def _enter_titles(sheet: AssessmentSheet) -> None:
    for year in range(sheet.cycle.year - YEARS + 1, sheet.cycle.year + 1):
        new = NewTitle(TITLE, year, True, f"{80 + year % 7}/QĐ-UBND ngày 10/11/{year}")
        enter_title(ACTOR, sheet.cycle.adoption, sheet.place, None, new)
