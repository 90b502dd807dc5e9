"""Roll-up of one period's reports, the product's own call beside hand-written SQL.

    python bench/rollup.py [--areas 90000] [--turns 3] [--json]

Synthetic reports of all areas, in the shape `core.answers` stores, are written to a fresh SQLite
file: 40 counts each, 5 % of the reports missing, 8 % of the answers blank or not applicable. Both
sides make the totals of every commune, of every province from the communes and of the country from
the provinces, in turns; the run fails unless all their figures are equal. Both run inside this
process, so CPU seconds are compared: what else the machine does must not decide.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

from tuquan.core.rollup import Indicator, Submission, Totals, roll_up, total_of

KEYS = tuple(f"question_{number:02d}" for number in range(40))
INDICATORS = tuple(Indicator(key, "sum") for key in KEYS)
COMMUNES, PROVINCES = 3321, 34
MISSING_REPORTS, BLANK_ANSWERS, NOT_APPLICABLE_ANSWERS = 0.05, 0.05, 0.03

Figures = dict[str, tuple[int, ...]]
"""By path: reports expected, reports received, then the sum and the reporters of each indicator."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to make the totals: `call` is timed, `flatten` makes its result comparable."""

    name: str
    call: Callable[[sqlite3.Connection], Any]
    flatten: Callable[[Any], Figures]


def product_call(connection: sqlite3.Connection) -> dict[str, Totals]:
    """The totals through `core.rollup`: each commune from its reports, then up the tree."""
    rows = connection.execute("SELECT commune, answers FROM submission ORDER BY commune")
    communes = {
        path: total_of(INDICATORS, (), (_submission(answers) for _, answers in reports))
        for path, reports in groupby(rows, key=itemgetter(0))
    }
    return roll_up(communes)


def hand_written_sql(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The same totals as a database programmer would write them, level by level."""
    columns = ["expected", "received", *chain.from_iterable((f"s_{k}", f"n_{k}") for k in KEYS)]
    read = ", ".join(f"answers ->> '$.values.{key}' AS {key}" for key in KEYS)
    counted = ", ".join(f"SUM({key}), COUNT({key})" for key in KEYS)
    added = ", ".join(f"SUM({column})" for column in columns)
    connection.execute("DROP TABLE IF EXISTS temp.total")
    connection.execute(f"CREATE TEMP TABLE total (path TEXT, {', '.join(columns)})")
    # MATERIALIZED reads each answer out of the JSON once, not for its SUM and again for its COUNT.
    connection.execute(
        f"WITH report AS MATERIALIZED (SELECT commune, answers, {read} FROM submission) "  # noqa: S608
        "INSERT INTO total "
        f"SELECT commune, COUNT(*), COUNT(answers), {counted} FROM report GROUP BY commune"
    )
    for above, below in ((8, 16), (0, 8)):
        connection.execute(
            f"INSERT INTO total SELECT substr(path, 1, {above}), {added} "  # noqa: S608
            f"FROM total WHERE length(path) = {below} GROUP BY 1"
        )
    return connection.execute("SELECT * FROM total").fetchall()


def flat_totals(rolled: Mapping[str, Totals]) -> Figures:
    """The product's totals as plain numbers."""
    return {
        path: (
            totals.expected,
            totals.received,
            *chain.from_iterable(
                (int(totals.figures[key].total), totals.figures[key].reported) for key in KEYS
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


def build_reports(connection: sqlite3.Connection, areas: int) -> None:
    """Fill the table of reports: a row per area, without answers where none was sent."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE TABLE submission (path TEXT PRIMARY KEY, commune TEXT, answers JSON)"
    )
    connection.executemany("INSERT INTO submission VALUES (?, ?, ?)", _reports(areas))
    connection.execute("CREATE INDEX submission_commune ON submission (commune)")
    connection.commit()


def run_in_turns(
    connection: sqlite3.Connection, turns: int
) -> tuple[dict[str, list[float]], dict[str, Figures]]:
    """CPU seconds of every turn and the figures of the last one, by contender."""
    seconds: dict[str, list[float]] = {contender.name: [] for contender in CONTENDERS}
    figures = {}
    for _ in range(turns):
        for contender in CONTENDERS:
            started = time.process_time()
            result = contender.call(connection)
            seconds[contender.name].append(time.process_time() - started)
            figures[contender.name] = contender.flatten(result)
    return seconds, figures


def main() -> int:
    """Build, run, compare, print; 1 when the two sides disagree."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "reports.sqlite3")
        build_reports(connection, options.areas)
        seconds, figures = run_in_turns(connection, options.turns)
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
        print(f"{name:18} {shown}   median {median(turns):7.3f} CPU s")
    print(f"ratio {figure / bare:.2f}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--areas", type=int, default=90_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print figure, limit and ratio only")
    return parser.parse_args()


def _reports(areas: int) -> Iterator[tuple[str, str, str | None]]:
    chance = random.Random(1)
    communes = max(1, min(COMMUNES, areas // 27))
    for area in range(areas):
        commune = area * communes // areas
        province = commune * PROVINCES // communes
        path = f"{province:07d}.{commune:07d}."
        yield f"{path}{area:07d}.", path, _answers(chance)


def _answers(chance: random.Random) -> str | None:
    if chance.random() < MISSING_REPORTS:
        return None
    values, not_applicable = {}, []
    for key in KEYS:
        fate = chance.random()
        if fate < NOT_APPLICABLE_ANSWERS:
            not_applicable.append(key)
        elif fate > NOT_APPLICABLE_ANSWERS + BLANK_ANSWERS:
            values[key] = chance.randrange(300)
    return json.dumps({"values": values, "not_applicable": not_applicable, "notes": {}})


def _submission(answers: str | None) -> Submission | None:
    return None if answers is None else json.loads(answers)


if __name__ == "__main__":
    sys.exit(main())
