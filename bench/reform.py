"""Roll-up of a whole country on the dated tree after mergers, beside the same on the static tree.

    python bench/reform.py [--areas 90000] [--turns 5] [--json]

Every area sent one report of 40 counts (5 % of them are missing, 8 % of the answers blank or not
applicable) before one commune in ten was merged into the next one of its province. Both sides
make the totals of every commune, of every province and of the country from the same submissions,
with the product's own pure calls, in turns and in CPU seconds:

- static: the tree as it was, each report below the path it was written under (`roll_up`);
- dated: the tree of today; where the records of each place lie now is worked out anew in every
  turn from all versions and links (`spots_within`), then added up there (`roll_up_on`).

The run fails unless the totals of the country, of every province, of every commune that stayed
alone and of every merged one (against the sum of the communes it was) are equal.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from tuquan.base.scoping import path_step
from tuquan.core.rollup import (
    Indicator,
    Submission,
    Totals,
    combine,
    roll_up,
    roll_up_on,
    total_of,
)
from tuquan.core.succession import Link, Version
from tuquan.core.succession.locating import spots_within

KEYS = tuple(f"question_{number:02d}" for number in range(40))
INDICATORS = tuple(Indicator(key, "sum") for key in KEYS)
COMMUNES, PROVINCES = 3321, 34
MISSING_REPORTS, BLANK_ANSWERS, NOT_APPLICABLE_ANSWERS = 0.05, 0.05, 0.03
BEGAN, REPORTED, MERGED, TODAY = (
    date(2020, 1, 1),
    date(2026, 10, 1),
    date(2026, 11, 1),
    date(2026, 11, 20),
)
MERGED_COMMUNES = 10
"""One commune in so many ends."""

GOAL = 1.8
STEP = len(path_step(1))
"""Characters of one step of a path."""

Rolled = dict[str, Totals]


@dataclass(frozen=True, slots=True)
class Country:
    """Every version of every place, what became what, and what each area sent under which path."""

    versions: Mapping[int, Sequence[Version]]
    links: Sequence[Link]
    sent: Mapping[int, Submission | None]
    paths: Mapping[int, str]
    joined: Mapping[int, int]


def static_roll_up(country: Country) -> Rolled:
    """The totals of the tree as it was."""
    reports: dict[str, list[Submission | None]] = {}
    for area, submission in country.sent.items():
        reports.setdefault(country.paths[area][: 2 * STEP], []).append(submission)
    return roll_up({path: total_of(INDICATORS, (), some) for path, some in reports.items()})


def dated_roll_up(country: Country) -> Rolled:
    """The totals of the same reports on the map of today."""
    spots = spots_within(None, country.versions, country.links, TODAY, path_step, REPORTED)
    reports: dict[str, list[Submission | None]] = {}
    shared = []
    for area, submission in country.sent.items():
        found = spots[area]
        if len(found) == 1 and found[0].path is not None:
            reports.setdefault(found[0].path[: 2 * STEP], []).append(submission)
        else:
            shared.append((total_of(INDICATORS, (), [submission]), found))
    leaves = {path: total_of(INDICATORS, (), some) for path, some in reports.items()}
    return roll_up_on(leaves, shared)


SIDES: Mapping[str, Callable[[Country], Rolled]] = {
    "static tree": static_roll_up,
    "dated tree": dated_roll_up,
}


def build_country(areas: int) -> Country:
    """Areas below communes below provinces; a tenth of the communes joins the next one."""
    chance = random.Random(1)
    count = max(2, min(COMMUNES, areas // 27))
    provinces = range(1, 1 + max(1, min(PROVINCES, count // 2)))
    communes = range(provinces.stop, provinces.stop + count)
    leaves = range(communes.stop, communes.stop + areas)
    above: dict[int, int | None] = dict.fromkeys(provinces)
    above |= {one: provinces[i * len(provinces) // count] for i, one in enumerate(communes)}
    joined = _joined(communes, above)
    above |= {one: communes[i * count // areas] for i, one in enumerate(leaves)}
    versions = {one: _versions(one, parent, joined) for one, parent in above.items()}
    links = [Link(old, new, MERGED) for old, new in joined.items()]
    paths: dict[int, str] = {}
    for one, parent in above.items():
        paths[one] = (paths[parent] if parent else "") + path_step(one)
    sent = {area: _report(chance) for area in leaves}
    return Country(versions, links, sent, paths, joined)


def check(country: Country, static: Rolled, dated: Rolled) -> str:
    """What differs between the two sides; empty when nothing does."""
    into = {country.paths[old]: country.paths[new] for old, new in country.joined.items()}
    parts: dict[str, list[Totals]] = {}
    for path, totals in static.items():
        parts.setdefault(into.get(path, path), []).append(totals)
    if parts.keys() != dated.keys():
        return "the places"
    return next((path or "all" for path, some in parts.items() if combine(some) != dated[path]), "")


def main() -> int:
    """Build, run in turns, compare, print; 1 when the two sides disagree."""
    options = _options()
    country = build_country(options.areas)
    gc.freeze()
    seconds: dict[str, list[float]] = {name: [] for name in SIDES}
    for turn in range(options.turns):
        rolled = {}
        for name in list(SIDES)[:: -1 if turn % 2 else 1]:
            started = time.process_time()
            rolled[name] = SIDES[name](country)
            seconds[name].append(time.process_time() - started)
        if different := check(country, rolled["static tree"], rolled["dated tree"]):
            print(f"The totals differ: {different}", file=sys.stderr)
            return 1
    bare, figure = (median(turns) for turns in seconds.values())
    ratio = median(dated / static for static, dated in zip(*seconds.values(), strict=True))
    if options.json:
        print(json.dumps({"figure": figure, "limit": bare, "ratio": ratio}))
        return 0
    moved = sum(len(versions) > 1 for versions in country.versions.values())
    print(
        f"{options.areas} areas x {len(KEYS)} indicators; {moved} areas of "
        f"{len(country.joined)} communes changed their commune; all totals equal"
    )
    for name, turns in seconds.items():
        shown = "  ".join(f"{turn:7.3f}" for turn in turns)
        print(f"{name:12} {shown}   median {median(turns):7.3f} CPU s")
    print(f"ratio {ratio:.2f} (goal {GOAL})")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--areas", type=int, default=90_000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print figure, limit and ratio only")
    return parser.parse_args()


def _joined(communes: Sequence[int], above: Mapping[int, int | None]) -> dict[int, int]:
    """Every tenth commune with the next one of its province."""
    pairs = zip(communes[::MERGED_COMMUNES], communes[1::MERGED_COMMUNES], strict=False)
    return {old: new for old, new in pairs if above[old] == above[new]}


def _versions(place: int, parent: int | None, joined: Mapping[int, int]) -> list[Version]:
    name, kind = f"Place {place}", "area"
    if place in joined:
        return [Version(place, name, kind, parent, BEGAN, MERGED)]
    if parent is not None and parent in joined:
        return [
            Version(place, name, kind, parent, BEGAN, MERGED),
            Version(place, name, kind, joined[parent], MERGED),
        ]
    return [Version(place, name, kind, parent, BEGAN)]


def _report(chance: random.Random) -> Submission | None:
    if chance.random() < MISSING_REPORTS:
        return None
    values, not_applicable = {}, []
    for key in KEYS:
        fate = chance.random()
        if fate < NOT_APPLICABLE_ANSWERS:
            not_applicable.append(key)
        elif fate > NOT_APPLICABLE_ANSWERS + BLANK_ANSWERS:
            values[key] = chance.randrange(300)
    return {"values": values, "not_applicable": not_applicable, "facts": {"households": 300}}


if __name__ == "__main__":
    sys.exit(main())
