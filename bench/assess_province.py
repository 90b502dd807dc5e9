"""A year of a province under Tân Phong's sheet (S3): read, judged, explained and frozen.

    python bench/assess_province.py [--areas 3000] [--turns 5] [--json]
    python scripts/with_postgres.py python bench/assess_province.py

Every area has reported the year's figures, holds the results of six earlier years and titles for as
many; 98 communes are there for the cascade. Two sides work on the same areas in turns:

- bare: the rule engine judges what is known of each area, which was made ready before;
- product: everything known is read from the database, judged, every reason read, kept as JSON with
  its hash, and what came out is counted for each commune above.

The run fails unless every row and class of every area is equal on both sides, and unless what was
kept leads to the same result again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from assess import _area, _read
from assess_bare import YEAR
from django.core.management import call_command
from django.db import connection, transaction

from tuquan.base.scoping import path_step

if TYPE_CHECKING:
    from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
    from tuquan.core.scoring import SheetResult
    from tuquan.places.models import Place

COMMUNES = 98
EARLIER = 6
INSTANT = datetime(YEAR, 11, 1, tzinfo=UTC)
TITLE = "to_dan_pho_van_hoa"


def main() -> int:
    """Build, run both sides in turns, compare, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "TUQUAN_DATA": folder,
            "TUQUAN_TODAY": f"{YEAR}-11-02",
            "DJANGO_SETTINGS_MODULE": "tuquan.project.settings",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            cycle, sheets, communes = _build(options.areas)
        seconds, classes = _measure(cycle, sheets, communes, options.turns)
        connection.close()
    bare, product = median(seconds["bare"]), median(seconds["product"])
    if options.json:
        print(json.dumps({"figure": product, "limit": bare, "ratio": bare / product}))
        return 0
    print(f"{len(sheets)} areas of {COMMUNES} communes, {EARLIER} earlier years; classes {classes}")
    print(f"bare rule engine, all ready          {bare:7.2f} s")
    print(f"read, judged, explained and frozen   {product:7.2f} s   ratio {bare / product:.3f}")
    print(f"  an area {1000 * product / len(sheets):.2f} ms, queries {seconds['queries'][0]:.0f}")
    return 0


def _measure(
    cycle: AssessmentCycle, sheets: list[AssessmentSheet], communes: list[Place], turns: int
) -> tuple[dict[str, list[float]], dict[str, int]]:
    from tuquan.assessments.queries.knowing import Knowledge
    from tuquan.core.assessing import with_marks
    from tuquan.core.scoring import compile_sheet

    compiled = compile_sheet(cycle.content)
    knowledge = Knowledge(cycle, sheets)
    ready = [with_marks(knowledge.figures(one), one.marks) for one in sheets]
    seconds: dict[str, list[float]] = {"bare": [], "product": [], "queries": []}
    classes: dict[str, int] = {}
    for _ in range(turns):
        started = time.perf_counter()
        bare = [compiled.judge(known) for known in ready]
        seconds["bare"].append(time.perf_counter() - started)
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        started = time.perf_counter()
        product = _product(cycle, sheets, communes)
        seconds["product"].append(time.perf_counter() - started)
        seconds["queries"].append(len(connection.queries_log) - before)
        _check(cycle, bare, product)
        classes = {}
        for result, _kept in product:
            key = result.class_key or result.class_state
            classes[key] = classes.get(key, 0) + 1
    return seconds, classes


def _product(
    cycle: AssessmentCycle, sheets: list[AssessmentSheet], communes: list[Place]
) -> list[tuple[SheetResult, dict[str, Any]]]:
    """Everything that giving the results of a province asks for, but for writing them."""
    from tuquan.assessments.models import AssessmentSheet
    from tuquan.assessments.queries import result_hash
    from tuquan.assessments.queries.children import children_of
    from tuquan.assessments.queries.knowing import Knowledge
    from tuquan.core.assessing import came_out, known_to_json, with_marks
    from tuquan.core.scoring import compile_sheet

    compiled, knowledge = compile_sheet(cycle.content), Knowledge(cycle, sheets)
    found = []
    for sheet in sheets:
        known = with_marks(knowledge.figures(sheet), sheet.marks)
        result = compiled.judge(known)
        _read(result)
        kept = {"known": known_to_json(known), "came_out": came_out(result)}
        result_hash(sheet, kept)
        found.append((result, kept))
    above = [AssessmentSheet(pk=one.pk, cycle=cycle, place=one) for one in communes]
    children_of(cycle, above)
    return found


def _check(
    cycle: AssessmentCycle,
    bare: list[SheetResult],
    product: list[tuple[SheetResult, dict[str, Any]]],
) -> None:
    from tuquan.base.working_days import work_calendar
    from tuquan.core.assessing import came_out, known_from_json
    from tuquan.core.scoring import judge_sheet

    for one, (other, _kept) in zip(bare, product, strict=True):
        if (one.row_states, one.class_key) != (other.row_states, other.class_key):
            raise SystemExit("The two sides differ.")
    for _result, kept in product[:50]:
        known = known_from_json(json.loads(json.dumps(kept["known"])), work_calendar())
        if came_out(judge_sheet(cycle.content, known)) != kept["came_out"]:
            raise SystemExit("What was kept leads to another result.")


def _build(areas: int) -> tuple[AssessmentCycle, list[AssessmentSheet], list[Place]]:
    from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
    from tuquan.base.actor import Actor
    from tuquan.core.assessing import Mark, marks_to_json
    from tuquan.places.models import Place
    from tuquan.programmes.models import Adoption, ProgrammeEdition
    from tuquan.programmes.services import install_shipped

    install_shipped(Actor.system("bench"), "tan-phong-2021")
    edition = ProgrammeEdition.objects.get(programme__key="tan-phong-2021")
    province = Place.objects.create(pk=1, path=path_step(1), name="Tỉnh", kind="province")
    communes = Place.objects.bulk_create(
        Place(pk=n, parent=province, path=province.path + path_step(n), name="Xã", kind="commune")
        for n in range(2, 2 + COMMUNES)
    )
    above = [communes[n % COMMUNES] for n in range(areas)]
    places = Place.objects.bulk_create(
        Place(
            pk=1000 + n,
            parent=one,
            path=one.path + path_step(1000 + n),
            name=f"Tổ dân phố {n}",
            kind="area",
            local_word=("tổ dân phố", "bản")[n % 2],
        )
        for n, one in enumerate(above)
    )
    since = datetime(YEAR - EARLIER, 1, 1, tzinfo=UTC).date()
    adoption = Adoption.objects.create(edition=edition, place=province, effective_from=since)
    marked = [row.key for row in edition.content.all_criteria if row.rule is None and not row.parts]
    chance = random.Random(1)
    known = [_area(chance, marked) for _ in places]
    cycles = AssessmentCycle.objects.bulk_create(
        AssessmentCycle(adoption=adoption, edition=edition, year=year, opened_at=INSTANT)
        for year in range(YEAR - EARLIER, YEAR + 1)
    )
    boxes = [
        {key: Mark("yes" if yes else "no") for key, yes in area.marks.items()} for area in known
    ]
    sheets = AssessmentSheet.objects.bulk_create(
        AssessmentSheet(
            cycle=cycle,
            place=place,
            path=place.path,
            state="checked" if cycle.year == YEAR else "decided",
            own=marks_to_json(marks),
        )
        for cycle in cycles
        for place, marks in zip(places, boxes, strict=True)
    )
    _history(adoption, places, known, sheets[: -len(places)])
    return cycles[-1], sheets[-len(places) :], communes


def _history(
    adoption: Any, places: list[Place], known: list[Any], sheets: list[AssessmentSheet]
) -> None:
    """What was reported this year, the titles, and the results of the years before."""
    from tuquan.assessments.models import AssessmentResult, TitleHeld
    from tuquan.core.answers import Answers
    from tuquan.reports.models import Obligation, Report

    form = next(one for one in adoption.content.forms if one.purpose == "criteria")
    asked = {question.key for question in form.questions}
    owed = Obligation.objects.bulk_create(
        Obligation(
            adoption=adoption,
            edition=adoption.edition,
            calendar="criteria",
            form_key=form.key,
            reporter=f"place:{place.pk}",
            place=place,
            commune=place.parent,
            path=place.path,
            period_key=str(YEAR),
            period_start=datetime(YEAR, 1, 1, tzinfo=UTC).date(),
            period_until=datetime(YEAR + 1, 1, 1, tzinfo=UTC).date(),
            opens_at=INSTANT,
            cut_off_at=INSTANT,
            due_at=INSTANT,
        )
        for place in places
    )
    Report.objects.bulk_create(
        Report(
            obligation=one,
            edition=one.edition,
            path=one.path,
            commune_id=one.commune_id,
            state="accepted",
            answers=Answers(
                {key: value for key, value in area.values.items() if key in asked}
            ).to_json(),
            facts={},
            version=1,
            saved_at=INSTANT,
            submitted_at=INSTANT,
        )
        for one, area in zip(owed, known, strict=True)
    )
    TitleHeld.objects.bulk_create(
        TitleHeld(
            place=place,
            path=place.path,
            title=TITLE,
            year=year,
            held=held,
            decision_number="1/QĐ-UBND" if held else "",
            entered_at=INSTANT,
            entered_by_name="bench",
        )
        for place, area in zip(places, known, strict=True)
        for year, held in area.titles[TITLE].items()
    )
    rows = [row.key for row in adoption.content.all_criteria if not row.parts]
    chance = random.Random(2)
    AssessmentResult.objects.bulk_create(
        AssessmentResult(
            sheet=sheet,
            version=1,
            class_key="dat",
            known={},
            came_out={
                "rows": {key: "passed" if chance.random() < 0.95 else "failed" for key in rows}
            },
            sha256="0" * 64,
            decided_at=INSTANT,
            decided_by_name="bench",
        )
        for sheet in sheets
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--areas", type=int, default=3000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print figure, limit and ratio only")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
