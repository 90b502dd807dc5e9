"""The criteria sheet of Tân Phong (S3) for a whole country, beside bare comparisons in a loop.

    python bench/assess.py [--areas 90000] [--json]

Every area gets invented figures and marks. The product judges the sheet of the
shipped pack with every reason, from the answers to the class; the other side compares the same
figures in hand-written Python and says yes or no for each row. Both are timed in CPU seconds on
the same areas, batch by batch; the run fails unless all their rows are equal.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tuquan.packs
from tuquan.core.packs import load_pack
from tuquan.core.programme import Edition
from tuquan.core.rules import Known
from tuquan.core.scoring import CriterionResult, SheetResult, compile_sheet

PACK = "tan-phong-2021"
YEAR = 2021
BATCH = 100
VILLAGES = ("bản", "thôn", "làng", "xóm", "ấp")

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
    "farm_households": (1, 200),
    "houses_total": (50, 380),
    "children_weighed": (5, 90),
    "children_school_age": (20, 200),
    "guards_total": (1, 4),
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
class Spent:
    """CPU seconds of the two sides."""

    product: float = 0.0
    bare: float = 0.0
    classes: dict[str, int] = field(default_factory=dict)


def invent(count: int, chance: random.Random, marked: Sequence[str]) -> list[Area]:
    """So many areas in which most rows are met."""
    return [_area(chance, marked) for _ in range(count)]


def judge_all(areas: Sequence[Area], sheet: Any) -> list[SheetResult]:
    """The product's own call, with every reason."""
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


def compare_all(areas: Sequence[Area]) -> list[list[bool]]:
    """The same rows as a programmer would compare them in a loop: met or not, and no reason."""
    return [_bare(a.values, a.marks, a.titles, a.parent, a.earlier) for a in areas]


def main() -> int:
    """Invent, judge, compare, print; 1 when the two sides disagree."""
    options = _options()
    edition = _edition()
    sheet = compile_sheet(edition)
    marked = [row.key for row in edition.all_criteria if row.rule is None and not row.parts]
    chance, spent = random.Random(1), Spent()
    gc.freeze()
    for done in range(0, options.areas, BATCH):
        areas = invent(min(BATCH, options.areas - done), chance, marked)
        started = time.process_time()
        results = judge_all(areas, sheet)
        between = time.process_time()
        rows = compare_all(areas)
        spent.bare += time.process_time() - between
        spent.product += between - started
        if [[_is_met(one) for one in _rows(result.criteria)] for result in results] != rows:
            print("The rows differ.", file=sys.stderr)
            return 1
        for result in results:
            key = result.class_key or result.class_state
            spent.classes[key] = spent.classes.get(key, 0) + 1
    ratio = spent.bare / spent.product
    if options.json:
        figures = {"figure": spent.product, "limit": spent.bare, "ratio": ratio}
        print(json.dumps(figures))
        return 0
    print(f"{options.areas} areas x {len(rows[0])} rows, all equal; classes {spent.classes}")
    print(f"product with reasons  {spent.product:7.3f} s CPU")
    print(f"bare comparisons      {spent.bare:7.3f} s CPU")
    print(f"bare / product {ratio:.2f} (goal 0.20)")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--areas", type=int, default=90_000)
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


def _rows(results: Sequence[CriterionResult]) -> list[CriterionResult]:
    found = []
    for result in results:
        found += _rows(result.parts) if result.parts else [result]
    return found


def _is_met(result: CriterionResult) -> bool:
    return result.outcome.state == "passed"


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
    parent = {"income_per_head": 45_000_000, "solid_house_households": 3300, "households": 4000}
    before = {"malnourished_children": chance.randint(1, 5), "children_weighed": 60}
    return Area(values, marks, {"to_dan_pho_van_hoa": held}, parent, {YEAR - 1: before})


def _bare(
    v: Mapping[str, Any],
    marks: Mapping[str, bool],
    titles: Mapping[str, Mapping[int, bool]],
    parent: Mapping[str, Any],
    earlier: Mapping[int, Mapping[str, Any]],
) -> list[bool]:
    households = v["households"]
    is_village = v["area_kind"] in VILLAGES
    no_complaints = not marks["mass_complaints"]
    before = earlier[YEAR - 1]
    held = titles["to_dan_pho_van_hoa"]
    return [
        no_complaints,
        not marks["drug_spots"],
        not marks["religion_abused"],
        v["posts_trained"] == v["posts_total"],
        v["cells_good"] == v["cells_total"]
        and 100 * v["organisations_good"] >= 70 * v["organisations_total"]
        and v["cadres_do_well"],
        marks["c2_1"],
        marks["c2_2"],
        v["helped_households_cared"] and v["economic_models"] >= 2,
        v["income_per_head"] > parent["income_per_head"],
        marks["c2_5"],
        100 * v["households_growing_economy"] >= 50 * households,
        100 * v["people_with_work"] >= 99 * v["people_working_age"],
        marks["c2_8"],
        is_village and v["farming_village"] and v["value_chain_models"] >= 1,
        is_village
        and v["ntm_commune"]
        and 100 * v["farm_households_joining"] >= 80 * v["farm_households"],
        not is_village and marks["c2_11"],
        marks["c3_1"],
        marks["c3_2"],
        100 * v["solid_house_households"] > 80 * households
        and v["solid_house_households"] * parent["households"]
        > parent["solid_house_households"] * households
        and v["leaking_houses"] == 0
        and 100 * v["renewed_houses"] >= 60 * v["houses_total"],
        marks["c3_4"],
        marks["c3_5"],
        marks["c3_6"],
        100 * v["civilised_households"] > 90 * households,
        marks["c3_8"],
        marks["c3_9"],
        marks["c3_10"],
        marks["c3_11"],
        marks["c3_12"],
        marks["c3_13"],
        marks["c3_14"],
        v["environment_group"] and v["waste_point"] and v["households_cleaning"] == households,
        marks["c3_16"],
        v["households_in_convention"] == households
        and v["self_management_group_works"]
        and v["conflicts_settled"]
        and v["democracy_and_mediation"]
        and v["residents_supervise"]
        and no_complaints,
        100 * v["cultured_families_3_years"] >= 70 * households,
        all(held[year] for year in range(YEAR - 5, YEAR + 1)),
        v["law_communication"] and 100 * v["abiding_households"] >= 95 * households,
        marks["c4_1"],
        v["poor_households"] == 0,
        marks["c4_3"],
        marks["c4_4"],
        (
            v["malnourished_children"] == 0
            or v["malnourished_children"] * before["children_weighed"]
            < before["malnourished_children"] * v["children_weighed"]
        )
        and v["all_children_vaccinated"],
        marks["c4_5_population"],
        v["children_at_school"] == v["children_school_age"]
        and v["pupils_left_school"] == 0
        and v["ethnic_pupils_cared"]
        and v["lower_secondary_universal"],
        v["households_signed_security"] == households,
        marks["c5_2"],
        v["no_listed_acts"] and no_complaints,
        marks["c5_4"],
        v["guards_good"] == v["guards_total"] and v["guards_disciplined"] == 0,
    ]


if __name__ == "__main__":
    sys.exit(main())
