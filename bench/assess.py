"""The criteria sheet of Tân Phong (S3) for a whole country, beside bare comparisons in a loop.

    python bench/assess.py [--areas 90000] [--turns 9] [--json]

Every area gets invented figures and marks; one in ten lacks some of them. Three sides work on the
same areas, batch by batch, each in turn first, timed in CPU seconds:

- bare: hand-written Python says for each row whether it is met, not met, open for want of an
  answer, or not applicable, counts them and names the class; it keeps all rows and no reason;
- on demand: the product judges the sheet of the shipped pack to the same end; reasons can be read;
- every reason: the same, and all that there is to read is read.

The run fails unless every row, count and class of every area is equal on all sides, and unless the
reasons read long after are those read at once.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from assess_bare import ASIDE, HOLDS, YEAR, bare_sheet

import tuquan.packs
from tuquan.core.packs import load_pack
from tuquan.core.programme import Edition
from tuquan.core.rules import Known, Outcome
from tuquan.core.scoring import CriterionResult, Sheet, SheetResult, compile_sheet

PACK = "tan-phong-2021"
BATCH = 100
"""So few that an area is still in the processor's cache when the next side comes to it."""

GOAL = 0.2
STATES = {True: "passed", False: "failed", None: "unknown", HOLDS: "unknown", ASIDE: ASIDE}
"""The state for what the bare side says of a row."""

BareSheet = tuple[list[Any], tuple[int, int, int, int], str]

YES_NO = [
    "cadres_do_well",
    "helped_households_cared",
    "farming_village",
    "ntm_commune",
    "environment_group",
    "waste_point",
    "self_management_group_works",
    "conflicts_settled",
    "democracy_and_mediation",
    "residents_supervise",
    "law_communication",
    "all_children_vaccinated",
    "ethnic_pupils_cared",
    "lower_secondary_universal",
    "no_listed_acts",
]

SHARES = {
    "posts_trained": "posts_total",
    "cells_good": "cells_total",
    "organisations_good": "organisations_total",
    "households_growing_economy": "households",
    "people_with_work": "people_working_age",
    "farm_households_joining": "farm_households",
    "solid_house_households": "households",
    "renewed_houses": "houses_total",
    "civilised_households": "households",
    "households_cleaning": "households",
    "households_in_convention": "households",
    "cultured_families_3_years": "households",
    "abiding_households": "households",
    "malnourished_children": "children_weighed",
    "children_at_school": "children_school_age",
    "households_signed_security": "households",
    "guards_good": "guards_total",
}
"""Figures with what they are a share of."""

TOTALS = {
    "households": (60, 400),
    "posts_total": (5, 12),
    "cells_total": (1, 3),
    "organisations_total": (4, 7),
    "people_working_age": (100, 900),
    "farm_households": (0, 200),
    "houses_total": (50, 380),
    "children_weighed": (0, 90),
    "children_school_age": (20, 200),
    "guards_total": (0, 4),
}

SMALL = [
    "economic_models",
    "value_chain_models",
    "leaking_houses",
    "poor_households",
    "pupils_left_school",
    "guards_disciplined",
]


@dataclass(frozen=True, slots=True)
class Area:
    """What is known of one invented area, as plain mappings."""

    values: dict[str, Any]
    marks: dict[str, bool]
    titles: dict[str, dict[int, bool]]
    parent: dict[str, Any]
    earlier: dict[int, dict[str, Any]]


@dataclass(slots=True)
class Turn:
    """CPU seconds of the three sides in one turn, and what came out."""

    bare: float = 0.0
    on_demand: float = 0.0
    every_reason: float = 0.0
    classes: Counter[str] = field(default_factory=Counter)
    open_rows: int = 0


class Unequal(Exception):
    """Two sides say different things of an area."""


def compare_all(areas: Sequence[Area]) -> list[BareSheet]:
    """The bare side."""
    return [bare_sheet(a.values, a.marks, a.titles, a.parent, a.earlier) for a in areas]


def judge_all(areas: Sequence[Area], sheet: Sheet) -> list[SheetResult]:
    """The product's own call."""
    return [
        sheet.judge(
            Known(
                YEAR,
                area.values,
                marks=area.marks,
                titles=area.titles,
                parent=area.parent,
                earlier=area.earlier,
            )
        )
        for area in areas
    ]


def explain_all(areas: Sequence[Area], sheet: Sheet) -> list[tuple[SheetResult, int]]:
    """The product's own call with every reason read; the number says how much there was to read."""
    return [(result, _read(result)) for result in judge_all(areas, sheet)]


def take_turn(sheet: Sheet, areas: int, chance: random.Random, marked: Sequence[str]) -> Turn:
    """So many new areas on all three sides, which must agree."""
    turn = Turn()
    for done in range(0, areas, BATCH):
        batch = [_area(chance, marked) for _ in range(min(BATCH, areas - done))]
        sides: dict[str, Callable[[], Any]] = {
            "bare": partial(compare_all, batch),
            "on_demand": partial(judge_all, batch, sheet),
            "every_reason": partial(explain_all, batch, sheet),
        }
        names = list(sides)
        first = done // BATCH % len(names)
        said = {}
        for name in names[first:] + names[:first]:
            started = time.process_time()
            said[name] = sides[name]()
            setattr(turn, name, getattr(turn, name) + time.process_time() - started)
        _check(said["bare"], said["on_demand"], [result for result, _ in said["every_reason"]])
        _note(turn, said["on_demand"])
    return turn


def main() -> int:
    """Invent, judge, compare, print; 1 when the sides disagree."""
    options = _options()
    edition = _edition()
    sheet = compile_sheet(edition)
    marked = [row.key for row in edition.all_criteria if row.rule is None and not row.parts]
    chance = random.Random(1)
    gc.freeze()
    share = -(-options.areas // options.turns)
    try:
        turns = [take_turn(sheet, share, chance, marked) for _ in range(options.turns)]
    except Unequal as difference:
        print(f"The sides differ: {difference}", file=sys.stderr)
        return 1
    ratio = median(turn.bare / turn.on_demand for turn in turns)
    spent = {
        name: sum(getattr(turn, name) for turn in turns)
        for name in ("bare", "on_demand", "every_reason")
    }
    if options.json:
        figures = {"figure": spent["on_demand"], "limit": spent["bare"], "ratio": ratio}
        print(json.dumps(figures))
        return 0
    every = median(turn.bare / turn.every_reason for turn in turns)
    classes = sum((turn.classes for turn in turns), Counter[str]())
    open_rows = sum(turn.open_rows for turn in turns)
    rows = len(sheet.judge(Known(YEAR)).row_states)
    print(f"{share * len(turns)} areas x {rows} rows, all equal; {open_rows} rows open")
    print(f"classes {dict(classes)}; CPU seconds of {len(turns)} turns, ratios are their medians")
    print(f"bare comparisons            {spent['bare']:7.3f} s")
    print(f"product, reasons on demand  {spent['on_demand']:7.3f} s  {ratio:.3f} (goal {GOAL})")
    print(f"product, every reason read  {spent['every_reason']:7.3f} s  {every:.3f}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--areas", type=int, default=90_000)
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--json", action="store_true", help="print figure, limit and ratio only")
    return parser.parse_args()


def _edition() -> Edition:
    folder = Path(tuquan.packs.__path__[0]) / PACK
    texts = {
        str(path.relative_to(folder.parent)): path.read_text("utf-8")
        for path in folder.rglob("*.yaml")
    }
    pack, problems = load_pack(texts)
    if pack is None:
        raise SystemExit(f"The pack {PACK} does not load: {problems}")
    return pack.editions[-1]


def _check(
    bare: Sequence[BareSheet], results: Sequence[SheetResult], explained: Sequence[SheetResult]
) -> None:
    """Rows, counts and class of all areas; for one area of the batch also every reason."""
    for (rows, counts, class_key), result, read in zip(bare, results, explained, strict=True):
        states = tuple(STATES[row] for row in rows)
        reasons = tuple(one.outcome.state for one in _rows(read.criteria))
        if not states == result.row_states == reasons:
            raise Unequal(f"{states} / {result.row_states} / {reasons}")
        if (counts, class_key) != (result.counts, result.class_key or result.class_state):
            raise Unequal(f"{counts} {class_key} / {result}")
    late, at_once = results[0].explain(), explained[0]
    if (late.criteria, late.explanation) != (at_once.criteria, at_once.explanation):
        raise Unequal(f"{late} / {at_once.criteria}")


def _note(turn: Turn, results: Sequence[SheetResult]) -> None:
    for result in results:
        turn.classes[result.class_key or result.class_state] += 1
        turn.open_rows += result.counts.unknown


def _read(result: SheetResult) -> int:
    """Read everything there is to read."""
    outcomes = [*result.explanation, *result.floors, *(one.outcome for one in result.knock_outs)]
    return sum(map(_read_criterion, result.criteria)) + sum(map(_read_outcome, outcomes))


def _read_criterion(result: CriterionResult) -> int:
    return _read_outcome(result.outcome) + sum(map(_read_criterion, result.parts))


def _read_outcome(outcome: Outcome) -> int:
    said = bool(outcome.state) + bool(outcome.code) + len(outcome.params) + len(outcome.missing)
    return said + sum(map(_read_outcome, outcome.parts))


def _rows(results: Sequence[CriterionResult]) -> list[CriterionResult]:
    found = []
    for result in results:
        found += _rows(result.parts) if result.parts else [result]
    return found


def _area(chance: random.Random, marked: Sequence[str]) -> Area:
    values: dict[str, Any] = {key: chance.random() < 0.97 for key in YES_NO}
    values |= {key: chance.randint(*bounds) for key, bounds in TOTALS.items()}
    for key, whole in SHARES.items():
        total = values[whole]
        values[key] = total if chance.random() < 0.7 else chance.randint(total // 2, total)
    values |= {key: 0 if chance.random() < 0.9 else chance.randint(1, 3) for key in SMALL}
    values["economic_models"] = chance.randint(1, 6)
    values["value_chain_models"] = chance.randint(0, 3)
    values["malnourished_children"] = chance.randint(0, 3)
    values["income_per_head"] = chance.randint(30_000_000, 90_000_000)
    values["area_kind"] = chance.choice(("bản", "tổ dân phố"))
    marks = {key: chance.random() < 0.97 for key in marked}
    for key in ("mass_complaints", "drug_spots", "religion_abused"):
        marks[key] = chance.random() < 0.02
    held = {year: chance.random() < 0.98 for year in range(YEAR - 6, YEAR + 1)}
    if chance.random() < 0.1:
        _lose_some(chance, values, marks, held)
    parent = {"income_per_head": 45_000_000, "solid_house_households": 3300, "households": 4000}
    before = {"malnourished_children": chance.randint(1, 5), "children_weighed": 60}
    return Area(values, marks, {"to_dan_pho_van_hoa": held}, parent, {YEAR - 1: before})


def _lose_some(chance: random.Random, *known: dict[Any, Any]) -> None:
    """Leave out a few answers, marks or years."""
    for some in known:
        for key in chance.sample(list(some), chance.randint(0, 3)):
            del some[key]


if __name__ == "__main__":
    sys.exit(main())
