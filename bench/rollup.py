"""Roll-up of one period's reports, the product's own call beside hand-written SQL.

    python bench/rollup.py [--areas 90000] [--turns 3] [--json]

The product's own tables, in a fresh SQLite file, are filled with places, groups, obligations and
reports of all areas: 40 counts each, 5 % of the reports missing, 8 % of the answers blank or not
applicable. Both sides make the totals of every commune, of every province from the communes and of
the country from the provinces, in turns; the run fails unless all their figures are equal.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command
from django.db import connection
from world import adopted_counts, formed_group, owed_by, question_keys, sent_for

from tuquan.base.actor import Actor
from tuquan.base.scoping import path_step
from tuquan.core.time import Period

if TYPE_CHECKING:
    from tuquan.consolidations.queries import Round
    from tuquan.consolidations.queries.plans import Compared
    from tuquan.places.models import Place

KEYS = question_keys(40)
COMMUNES, PROVINCES = 3321, 34
MONTH = Period("month", date(2026, 10, 1), date(2026, 11, 1))
STEP = len(path_step(1))
"""Characters of one step of a path."""

Figures = dict[str, tuple[int, ...]]
"""By path: reports expected, reports received, then the sum and the reporters of each indicator."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to make the totals: `call` is timed, `flatten` makes its result comparable."""

    name: str
    call: Callable[[Round], Any]
    flatten: Callable[[Any], Figures]


def product_call(chosen: Round) -> dict[str, Compared]:
    """The totals as the pages of the product make them: scope, answers, baseline and all."""
    from tuquan.consolidations.queries import totals_by_place

    return totals_by_place(Actor.system("bench"), "", chosen, depth=2)


def hand_written_sql(chosen: Round) -> list[tuple[Any, ...]]:
    """The same totals as a database programmer would write them, level by level."""
    columns = ["expected", "received", *chain.from_iterable((f"s_{k}", f"n_{k}") for k in KEYS)]
    values = [f"r.answers ->> '$.values.{key}'" for key in KEYS]
    read = ", ".join(f"SUM({value}), COUNT({value})" for value in values)
    added = ", ".join(f"SUM({column})" for column in columns)
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    database.execute("DROP TABLE IF EXISTS temp.total")
    database.execute(f"CREATE TEMP TABLE total (path TEXT, {', '.join(columns)})")
    database.execute(
        f"INSERT INTO total SELECT substr(o.path, 1, {2 * STEP}), COUNT(*), COUNT(r.id), {read} "  # noqa: S608
        "FROM reports_obligation o LEFT JOIN reports_report r "
        "ON r.obligation_id = o.id AND r.state IN ('submitted', 'accepted') "
        "WHERE o.edition_id = ? AND o.calendar = ? AND o.period_key = ? GROUP BY 1",
        (chosen.edition.pk, chosen.calendar.key, chosen.period.key),
    )
    for above, below in ((STEP, 2 * STEP), (0, STEP)):
        database.execute(
            f"INSERT INTO total SELECT substr(path, 1, {above}), {added} "  # noqa: S608
            f"FROM total WHERE length(path) = {below} GROUP BY 1"
        )
    return database.execute("SELECT * FROM total").fetchall()


def flat_totals(rolled: Mapping[str, Compared]) -> Figures:
    """The product's totals as plain numbers."""
    return {
        path: (
            totals.now.expected,
            totals.now.received,
            *chain.from_iterable(
                (int(totals.now.figures[key].total), totals.now.figures[key].reported)
                for key in KEYS
            ),
        )
        for path, totals in rolled.items()
    }


def flat_rows(rows: list[tuple[Any, ...]]) -> Figures:
    """The rows of the hand-written query as plain numbers; its sum over nothing is NULL."""
    return {path: tuple(figure or 0 for figure in figures) for path, *figures in rows}


CONTENDERS = (
    Contender("product", product_call, flat_totals),
    Contender("hand-written SQL", hand_written_sql, flat_rows),
)


def build_country(areas: int) -> Round:
    """Fill the product's tables: areas below communes below provinces, a group in each area."""
    from tuquan.consolidations.queries import Round
    from tuquan.groups.models import ResidentGroup
    from tuquan.places.models import PlaceKind
    from tuquan.reports.models import Obligation, Report

    count = max(1, min(COMMUNES, areas // 27))
    provinces = _places(PlaceKind.PROVINCE, [None] * min(PROVINCES, count), 1)
    communes = _places(PlaceKind.COMMUNE, _spread(provinces, count), len(provinces) + 1)
    leaves = _places(PlaceKind.AREA, _spread(communes, areas), len(provinces) + count + 1)
    adoption = adopted_counts(provinces[0], "month", KEYS, MONTH.start)
    groups = ResidentGroup.objects.bulk_create(
        formed_group(adoption, area, area.pk) for area in leaves
    )
    owed = Obligation.objects.bulk_create(
        owed_by(adoption, group, MONTH, group.place.parent or group.place) for group in groups
    )
    Report.objects.bulk_create(sent_for(owed, KEYS, households=300))
    return Round(adoption.edition, adoption.edition.content.calendar("reports"), MONTH)


def run_in_turns(chosen: Round, turns: int) -> tuple[dict[str, list[float]], dict[str, Figures]]:
    """Seconds of every turn and the figures of the last one, by contender."""
    seconds: dict[str, list[float]] = {contender.name: [] for contender in CONTENDERS}
    figures = {}
    for _ in range(turns):
        for contender in CONTENDERS:
            started = time.perf_counter()
            result = contender.call(chosen)
            seconds[contender.name].append(time.perf_counter() - started)
            figures[contender.name] = contender.flatten(result)
    return seconds, figures


def main() -> int:
    """Build, run, compare, print; 1 when the two sides disagree."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TUQUAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "tuquan.project.settings"}
        os.environ.pop("TUQUAN_DATABASE", None)
        django.setup()
        call_command("migrate", verbosity=0)
        chosen = build_country(options.areas)
        seconds, figures = run_in_turns(chosen, options.turns)
        connection.close()
    product, limit = (contender.name for contender in CONTENDERS)
    if figures[product] != figures[limit]:
        print("The totals differ.", file=sys.stderr)
        return 1
    figure, bare = median(seconds[product]), median(seconds[limit])
    if options.json:
        print(json.dumps({"figure": figure, "limit": bare, "ratio": figure / bare}))
        return 0
    print(f"{options.areas} areas x {len(KEYS)} indicators, {len(figures[product])} equal totals")
    for name, turns in seconds.items():
        shown = "  ".join(f"{turn:7.3f}" for turn in turns)
        print(f"{name:18} {shown}   median {median(turns):7.3f} s")
    print(f"ratio {figure / bare:.2f}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--areas", type=int, default=90_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print figure, limit and ratio only")
    return parser.parse_args()


def _places(kind: str, parents: Sequence[Place | None], first: int) -> list[Place]:
    from tuquan.places.models import Place

    return Place.objects.bulk_create(
        Place(
            pk=number,
            parent=parent,
            path=(parent.path if parent else "") + path_step(number),
            name=f"{kind} {number}",
            kind=kind,
        )
        for number, parent in enumerate(parents, start=first)
    )


def _spread(parents: Sequence[Place], count: int) -> list[Place | None]:
    """A parent for each of so many places, brothers side by side."""
    return [parents[number * len(parents) // count] for number in range(count)]


if __name__ == "__main__":
    sys.exit(main())
