"""Finding a household by words without marks, the product's own query beside the bare indexed one.

    python scripts/with_postgres.py python bench/search.py [--households 1000000] [--searches 200]

An invented country of communes with 27 areas each is written straight into the register. A commune
officer and a provincial one look for names, lanes and half-typed words; both sides answer the first
page of 50 in Vietnamese order, in turns over one connection, and the run fails unless they are the
same households. The bare side is the same condition as a database programmer would write it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.db import connection

from tuquan.base.actor import Actor, HeldGrant
from tuquan.base.scoping import path_step
from tuquan.core.vietnamese import name_sort_key, search_key

if TYPE_CHECKING:
    from tuquan.places.models import Place

AREAS, PROVINCES, PAGE = 27, 3, 50
IN_COMMUNE = 8_500


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILIES = _words("Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Lương Hà Cao")
MIDDLE = _words("Văn Thị Đình Xuân Hữu Quang Đức Trọng Công Viết Bá Minh Thanh Ngọc Huy Mạnh Hải")
GIVEN = _words(
    "An Bảy Hải Tùng Minh Thắng Khoa Vững Tâm Ổn Ước Khôi Quân Sơn Đại Hoàng Điệp Cường Đăng Lan "
    "Hoà Ánh Nga Thơm Mười Oanh Thủy Hường Yến Bích Hằng Đào Nguyệt Loan Phượng Giang Huệ"
)
LANES = ("Ngõ Đình", "Ngõ Chợ", "Xóm Mới", "Ngõ Ao Sen", "Xóm Chùa", "Đường Liên Xã", "Ngõ 3")
COLUMNS = "place_id,path,list_order,head_name,search_text,sort_key,birth_year,member_count,lane"
FILLED = "house_number,address,note,residence,reached_by,own_values"
"""Columns that are empty here but not null."""


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody typed, and below which path they may look."""

    text: str
    path: str

    @property
    def words(self) -> list[str]:
        """The folded words."""
        return search_key(self.text).split()


def product(search: Search) -> list[int]:
    """The first page as the register's list asks for it."""
    from tuquan.residents.queries import find_households

    grant = HeldGrant("commune_officer", search.path, frozenset({"households.view"}))
    actor = Actor(1, "bench", (grant,))
    found = find_households(actor, search.text).order_by("sort_key", "pk")[:PAGE]
    return [household.pk for household in found]


def bare(search: Search) -> list[int]:
    """The same page by hand."""
    conditions = " AND ".join(["search_text LIKE %s"] * len(search.words))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.*, p.*, up.* FROM residents_household h "  # noqa: S608
            "JOIN places_place p ON p.id = h.place_id "
            "LEFT JOIN places_place up ON up.id = p.parent_id "
            f"WHERE h.closed_on IS NULL AND h.path LIKE %s AND {conditions} "
            f"ORDER BY h.sort_key, h.id LIMIT {PAGE}",
            [f"{search.path}%", *(f"% {word}%" for word in search.words)],
        )
        return [row[0] for row in cursor.fetchall()]


def build_country(households: int) -> tuple[list[Place], list[Place]]:
    """Places through the models, households by COPY; gives the provinces and the communes."""
    count = max(PROVINCES, households // IN_COMMUNE)
    provinces = _places("province", [None] * PROVINCES, 1)
    communes = _places("commune", [provinces[n % PROVINCES] for n in range(count)], 100)
    parents = [commune for commune in communes for _ in range(AREAS)]
    areas = _places("area", parents, 100 + count)
    names = f"{COLUMNS},{FILLED}"
    with connection.cursor() as cursor:
        raw = cursor.cursor  # psycopg's own knows COPY
        with raw.copy(f"COPY residents_household ({names}) FROM STDIN") as copy:
            for row in _households(areas, households):
                copy.write_row((*row, "", "", "", "", "", "{}"))
        cursor.execute("VACUUM ANALYZE residents_household")
        cursor.execute("ANALYZE places_place")
    return provinces, communes


def _households(areas: Sequence[Place], households: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(3)
    for number in range(households):
        area = areas[number * len(areas) // households]
        name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        lane = chance.choice(LANES)
        words = f" {search_key(f'{name} {lane}')}"
        year, count = chance.randint(1935, 2000), chance.randint(1, 8)
        yield (area.pk, area.path, number, name, words, name_sort_key(name), year, count, lane)


def _places(kind: str, parents: Sequence[Place | None], first: int) -> list[Place]:
    from tuquan.places.models import Place

    return Place.objects.bulk_create(
        [
            Place(
                pk=number,
                parent=parent,
                path=(parent.path if parent else "") + path_step(number),
                name=f"{kind} {number}",
                kind=kind,
            )
            for number, parent in enumerate(parents, start=first)
        ],
        batch_size=1000,
    )


def searches(places: Sequence[Place], count: int) -> list[Search]:
    """What people type: a given name, a family and a given name, half a word, a name and a lane."""
    chance = random.Random(5)
    made = []
    for number in range(count):
        family, given = chance.choice(FAMILIES), chance.choice(GIVEN)
        middle, lane = chance.choice(MIDDLE), chance.choice(LANES)
        texts = (given.lower(), f"{family} {given}", f"{family} {middle} {given}"[:-1])
        text = (*texts, f"{given} {lane}")[number % 4]
        made.append(Search(text, chance.choice(places).path))
    return made


def run_in_turns(asked: Sequence[Search]) -> dict[str, list[float]]:
    """Milliseconds of every search, by side; which side goes first changes each time."""
    sides = {"product": product, "bare": bare}
    times: dict[str, list[float]] = {name: [] for name in sides}
    for number, search in enumerate(asked):
        found = {}
        for name in sorted(sides, reverse=number % 2 == 0):
            started = time.perf_counter()
            found[name] = sides[name](search)
            times[name].append((time.perf_counter() - started) * 1000)
        if found["product"] != found["bare"]:
            raise SystemExit(f"The answers to {search.text!r} differ.")
    return times


def p95(values: Sequence[float]) -> float:
    """The time that 95 of 100 searches stay under."""
    return quantiles(values, n=20)[-1]


def main() -> int:
    """Build, search, compare, print."""
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tuquan.project.settings"
    django.setup()
    if connection.vendor != "postgresql":
        print("Run it under scripts/with_postgres.py.", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0)
    provinces, communes = build_country(options.households)
    result = {}
    for name, places in (("commune", communes), ("province", provinces)):
        asked = searches(places, options.searches)
        run_in_turns(asked[:20])
        times = run_in_turns(asked)
        figure, limit = p95(times["product"]), p95(times["bare"])
        result[name] = {"figure": figure, "limit": limit, "ratio": figure / limit}
        if not options.json:
            middle = {side: median(values) for side, values in times.items()}
            print(
                f"{name:9} p95 {figure:7.2f} ms, bare {limit:7.2f} ms, ratio {figure / limit:.2f}"
                f"   (median {middle['product']:.2f} and {middle['bare']:.2f} ms)"
            )
    if options.json:
        print(json.dumps(result))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--searches", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="print figures, limits and ratios only")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
