"""Totals of a commune and a province, stored and worked out anew, beside the best single SQL query.

    python bench/consolidate.py [--turns 5] [--json]
    python scripts/with_postgres.py python bench/consolidate.py

A commune of 600 groups and a province of 130 communes with 35,000 groups have each sent one report
of 60 counts, 5 % missing, half of the rest accepted. Both sides make the live totals in turns; the
run fails unless every figure is equal. Frozen totals are those of one commune, hashed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command
from django.db import connection, transaction
from world import adopted_counts, formed_group, owed_by, question_keys, sent_for

from tuquan.base.scoping import path_step
from tuquan.core.time import Period

if TYPE_CHECKING:
    from tuquan.consolidations.queries import Compared, Round
    from tuquan.places.models import Place

KEYS = question_keys(60)
MONTH = Period("month", date(2026, 10, 1), date(2026, 11, 1))
COMMUNES, GROUPS = 130, 35_000
BIG = 600
"""Groups of the commune that is measured; the others share the rest."""

NATION = 3321
"""Communes of the country."""

PROVINCES = 34

Figures = tuple[int, ...]


def single_query(path: str) -> Figures:
    """Live totals of everything below a path, as a database programmer would write them."""
    is_sqlite = connection.vendor == "sqlite"
    value = "r.answers ->> '$.values.{}'" if is_sqlite else "(r.answers #>> '{{values,{}}}')::int"
    read = ", ".join(f"SUM({value.format(k)}), COUNT({value.format(k)})" for k in KEYS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*), COUNT(r.id), {read} FROM reports_obligation o "  # noqa: S608
            "LEFT JOIN reports_report r ON r.obligation_id = o.id "
            "AND r.state IN ('submitted', 'accepted') "
            "WHERE o.calendar = 'reports' AND o.period_key = %s AND o.path >= %s AND o.path < %s",
            [MONTH.key, path, path[:-1] + "/"],
        )
        return tuple(int(one or 0) for one in cursor.fetchone())


def flat(compared: Compared) -> Figures:
    """The product's totals as plain numbers."""
    now = compared.now
    figures = ((int(now.figures[key].total), now.figures[key].reported) for key in KEYS)
    return (now.expected, now.received, *chain.from_iterable(figures))


def stored(path: str, chosen: Round) -> Figures:
    """What a page reads: stored rows, folded where marked, combined."""
    from tuquan.consolidations.queries import combined_below

    return flat(combined_below(path, chosen, 0)[""].live)


def anew(path: str, chosen: Round) -> Figures:
    """The same with every commune marked, as after a report in each."""
    from tuquan.consolidations.models import StoredTotal

    StoredTotal.objects.below(path).update(folded_mark=0)
    return stored(path, chosen)


def in_turns(calls: dict[str, Callable[[], Any]], turns: int) -> dict[str, list[float]]:
    """Seconds of every turn, by contender; all must give the same figures."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(turns):
        found = {}
        for name, call in calls.items():
            started = time.perf_counter()
            found[name] = call()
            seconds[name].append(time.perf_counter() - started)
        if len(set(found.values())) != 1:
            raise SystemExit(f"The totals of {', '.join(calls)} differ.")
    return seconds


def main() -> int:
    """Build, run, compare, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TUQUAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "tuquan.project.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            province, commune, chosen = _build()
        results = _measure(province, commune, chosen, options.turns)
        connection.close()
    if options.json:
        print(json.dumps({name: median(seconds) for name, seconds in results.items()}))
        return 0
    for name, seconds in results.items():
        print(f"{name:58} {1000 * median(seconds):9.1f} ms (best {1000 * min(seconds):.1f})")
    return 0


def _measure(province: Place, commune: Place, chosen: Round, turns: int) -> dict[str, list[float]]:
    results: dict[str, list[float]] = {}
    for name, place in (("commune of 600 groups", commune), ("province of 35,000", province)):
        path = place.path
        timed = in_turns(
            {
                "one SQL query over the reports": lambda path=path: single_query(path),  # type: ignore[misc]
                "worked out anew, live and accepted": lambda path=path: anew(path, chosen),  # type: ignore[misc]
                "read as stored": lambda path=path: stored(path, chosen),  # type: ignore[misc]
            },
            turns,
        )
        results |= {f"{name}: {what}": seconds for what, seconds in timed.items()}
    results |= _one_report(province, commune, chosen, turns)
    results |= _nation(province, chosen, turns)
    return results


def _one_report(
    province: Place, commune: Place, chosen: Round, turns: int
) -> dict[str, list[float]]:
    """The province as somebody reads it who comes after one report was sent."""
    from tuquan.consolidations.models import StoredTotal

    seconds = []
    for _ in range(turns):
        StoredTotal.objects.filter(commune=commune).update(folded_mark=0)
        started = time.perf_counter()
        stored(province.path, chosen)
        seconds.append(time.perf_counter() - started)
    return {"province of 35,000: read after one report of the big commune": seconds}


def _nation(province: Place, chosen: Round, turns: int) -> dict[str, list[float]]:
    """The country from the rows of 3,321 communes: copies of those of the province."""
    from tuquan.consolidations.models import StoredTotal
    from tuquan.places.models import Place

    rows = list(StoredTotal.objects.below(province.path))
    provinces = Place.objects.bulk_create(
        Place(pk=10**6 + n, path=path_step(10**6 + n), name=f"Tỉnh {n}", kind="province")
        for n in range(PROVINCES - 1)
    )
    above = [provinces[n % len(provinces)] for n in range(NATION - len(rows))]
    more = Place.objects.bulk_create(
        Place(pk=2 * 10**6 + n, path=one.path + path_step(2 * 10**6 + n), name="Xã", kind="commune")
        for n, one in enumerate(above)
    )
    StoredTotal.objects.bulk_create(
        StoredTotal(
            **{
                field.attname: getattr(rows[n % len(rows)], field.attname)
                for field in StoredTotal._meta.concrete_fields
                if field.attname not in ("id", "commune_id")
            },
            commune=place,
        )
        for n, place in enumerate(more)
    )
    timed = in_turns({"": lambda: stored("", chosen)}, turns + 1)[""]
    return {
        "nation of 3,321 communes: first reader": timed[:1],
        "nation of 3,321 communes: every other reader": timed[1:],
    }


def _build() -> tuple[Place, Place, Round]:
    from tuquan.consolidations.queries import Round
    from tuquan.consolidations.services.marking import mark_rows, marks_owed
    from tuquan.groups.models import ResidentGroup
    from tuquan.places.models import Place
    from tuquan.reports.models import Obligation, Report

    province = Place.objects.create(pk=1, path=path_step(1), name="Tỉnh", kind="province")
    places = Place.objects.bulk_create(
        Place(
            pk=n, parent=province, path=province.path + path_step(n), name=f"Xã {n}", kind="commune"
        )
        for n in range(2, 2 + COMMUNES)
    )
    adoption = adopted_counts(province, "month", KEYS, MONTH.start)
    of_group = [places[0]] * BIG + [places[1 + n % (COMMUNES - 1)] for n in range(GROUPS - BIG)]
    groups = ResidentGroup.objects.bulk_create(
        formed_group(adoption, place, n) for n, place in enumerate(of_group, start=1)
    )
    owed = Obligation.objects.bulk_create(
        owed_by(adoption, group, MONTH, group.place) for group in groups
    )
    states = ("submitted", "accepted")
    Report.objects.bulk_create(sent_for(owed, KEYS, households=30, states=states))
    mark_rows(set(marks_owed(Obligation.objects.all())))
    calendar = adoption.edition.content.calendar("reports")
    return province, places[0], Round(adoption.edition, calendar, MONTH)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print medians in seconds only")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
