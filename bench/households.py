"""Writing recognised households, the product's own call beside the database's bare way.

    python bench/households.py [--households 100000] [--full] [--turns 3] [--json]

With `TUQUAN_DATABASE=postgresql://…` against `COPY` of the same rows into the same indexed table
(goal P4: at least 0.7 of it); without, on a fresh SQLite file, against raw `executemany` (goal P5:
at least 0.5). Then the first areas once more beside django-import-export, which checks and derives
the same (goal P6: at least 40 times as fast), as it comes and with its options for speed; and a
workbook read and recognised against the bare reader. Both sides write in turns, each into an empty
table, and the run fails unless the tables are equal. `--full` is 1,000,000 households. On
PostgreSQL a database of its own is made and dropped.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command
from django.db import connection, connections, transaction

if TYPE_CHECKING:
    from tuquan.places.models import Place

FULL = 1_000_000
LIBRARY_AREAS = 20
WORKBOOK_ROWS = 50_000
ROWS_OF_AN_AREA = 300
TODAY = date(2026, 11, 20)
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Vi"
MIDDLES = "Văn Thị Đình Quang Minh Ngọc Hữu Xuân Đức Thu Thanh Công Bá Khắc Như Kim Hồng"
GIVEN = (
    "An Ân Anh Ánh Bình Bảo Châu Cường Dũng Dung Duy Đạt Giang Hà Hải Hạnh Hiền Hiếu Hoà Hoàng Hùng"
    " Hương Khánh Khôi Lâm Lan Linh Long Lộc Mai Mạnh Nam Nga Nghĩa Nhung Oanh Phúc Phương Quân Quý"
    " Sơn Tâm Thảo Thắng Thịnh Tiến Trang Trung Tuấn Tùng Uyên Ước Vinh Xuân Yến Ổn"
)
"""Enough for half a million different names, so that nothing is remembered from row to row."""

COLUMNS = "place_id,path,list_order,head_name,search_text,sort_key,birth_year,member_count,lane"
EMPTY = ("residence", "reached_by")
COLUMNS += ",house_number,address,note,residence,reached_by,own_values"

Rows = Sequence[Mapping[str, Any]]
Record = tuple[Any, ...]


def made_rows(count: int) -> list[dict[str, Any]]:
    """Rows as the recogniser gives them; the same ones in each run."""
    parts = [words.split() for words in (FAMILIES, MIDDLES, GIVEN, GIVEN)]
    dice = random.Random(7)  # noqa: S311 - figures for a test, not a secret
    return [
        {
            "sheet": "",
            "row": number,
            "status": "imported",
            "head_name": " ".join(dice.choice(words) for words in parts),
            "birth_year": 1930 + dice.randrange(75),
            "member_count": 1 + dice.randrange(8),
            "lane": f"Ngõ {number // 40}",
            "house_number": str(number),
            "note": "",
        }
        for number in range(1, count + 1)
    ]


def areas_of(rows: Rows) -> list[tuple[Place, Rows]]:
    """As many areas as the rows need, with their rows."""
    from tuquan.base.actor import Actor
    from tuquan.places.models import PlaceKind
    from tuquan.places.services import NewPlace, add_place

    actor = Actor.system("bench")
    province = add_place(actor, None, NewPlace("Tỉnh Đo", PlaceKind.PROVINCE, TODAY))
    parts = [rows[n : n + ROWS_OF_AN_AREA] for n in range(0, len(rows), ROWS_OF_AN_AREA)]
    found = []
    for number, part in enumerate(parts):
        if number % 30 == 0:
            name = f"Xã {number}"
            commune = add_place(actor, province, NewPlace(name, PlaceKind.COMMUNE, TODAY))
        new = NewPlace(f"Thôn {number}", PlaceKind.AREA, TODAY)
        found.append((add_place(actor, commune, new), part))
    return found


def product(areas: Sequence[tuple[Place, Rows]]) -> None:
    """What confirming a list does with its rows: hold what is wrong, derive, write."""
    from tuquan.residents.queries.import_rows import columns_of_row, is_fit
    from tuquan.residents.services import NewRows, insert_households

    held: list[Mapping[str, Any]] = []

    def fit(rows: Rows) -> Iterator[Mapping[str, object]]:
        for row in rows:
            if is_fit(row, TODAY.year):
                yield columns_of_row(row)
            else:
                held.append(row)

    with transaction.atomic():
        insert_households(NewRows(area, fit(rows)) for area, rows in areas)
    if held:
        sys.exit("the rows of the measurement are all good, yet some were held")


def bare_records(areas: Sequence[tuple[Place, Rows]]) -> list[Record]:
    """The same rows ready for the database, made before the clock starts."""
    from tuquan.residents.queries.import_rows import columns_of_row

    records = []
    for area, rows in areas:
        for order, row in enumerate(rows, start=1):
            own = columns_of_row(row)
            head = (area.pk, area.path, order, own["head_name"], own["search_text"])
            figures = (own["sort_key"], own["birth_year"], own["member_count"], own["lane"])
            records.append((*head, *figures, own["house_number"], "", own["note"], "", "", "{}"))
    return records


def bare_copy(text: str) -> None:
    """`COPY` of a finished text, in one transaction."""
    statement = f"COPY residents_household ({COLUMNS}) FROM STDIN"
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for start in range(0, len(text), 1 << 20):
            copy.write(text[start : start + (1 << 20)])


def bare_executemany(records: Sequence[Record]) -> None:
    """`executemany` of finished tuples by the bare driver, in one transaction."""
    places = ",".join("?" * len(records[0]))
    statement = f"INSERT INTO residents_household ({COLUMNS}) VALUES ({places})"  # noqa: S608
    with transaction.atomic():
        connection.ensure_connection()
        connection.connection.executemany(statement, records)


def as_text(records: Sequence[Record]) -> str:
    """Tuples as `COPY` reads them; the measured rows hold no tab and no backslash."""
    lines = ("\t".join(map(str, record)) for record in records)
    return "\n".join(lines) + "\n"


def library_import(areas: Sequence[tuple[Place, Rows]], *, at_its_fastest: bool) -> None:
    """The same rows by django-import-export: as it comes, or with what it offers for speed."""
    from import_export import resources  # type: ignore[import-untyped]
    from tablib import Dataset  # type: ignore[import-untyped]

    from tuquan.residents.models import Household
    from tuquan.residents.queries.import_rows import columns_of_row, is_fit

    class HouseholdResource(resources.ModelResource):  # type: ignore[misc]
        """Checks and derives what the product does; bulk writing, no comparing of rows."""

        class Meta:
            """Bulk writing and no comparing of rows, where it is to be at its fastest."""

            model = Household
            fields = tuple(COLUMNS.replace("place_id", "place").split(",")[:-1])
            import_id_fields = ()
            use_bulk = skip_diff = force_init_instance = at_its_fastest
            batch_size = 1000

        def before_import_row(self, row: dict[str, Any], **_: object) -> None:
            """The derived columns, as the product makes them."""
            if not is_fit(row, TODAY.year):
                raise ValueError("unfit")
            row.update(columns_of_row(row))

    names = ("head_name", "birth_year", "member_count", "lane", "house_number", "note")
    data = Dataset(headers=("place", "path", "list_order", "address", *EMPTY, *names))
    for area, rows in areas:
        for order, row in enumerate(rows, start=1):
            data.append((area.pk, area.path, order, "", *("" for _ in EMPTY), *map(row.get, names)))
    result = HouseholdResource().import_data(data, raise_errors=True, use_transactions=True)
    if result.has_errors():
        sys.exit("the library did not write the rows")


def beside_the_library(
    areas: Sequence[tuple[Place, Rows]], turns: int
) -> tuple[float, float, float]:
    """Seconds a row of the product, of the library as it comes and at its fastest: equal tables."""
    own_turns: list[float] = []
    plain_turns: list[float] = []
    fast_turns: list[float] = []
    count = sum(len(rows) for _, rows in areas)
    for _ in range(turns):
        own_turns.append(timed(lambda: product(areas)))
        expected = written()
        for kind, fastest in ((plain_turns, False), (fast_turns, True)):
            kind.append(timed(partial(library_import, areas, at_its_fastest=fastest)))
            if written() != expected:
                sys.exit("the library did not write the same rows")
    return median(own_turns) / count, median(plain_turns) / count, median(fast_turns) / count


def emptied() -> None:
    """No household in the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE residents_household CASCADE")
        else:
            cursor.execute("DELETE FROM residents_household")


def written() -> list[Record]:
    """What the table holds, in the order of places."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM residents_household ORDER BY place_id, list_order"  # noqa: S608
        )
        return list(cursor.fetchall())


def timed(call: Callable[[], None]) -> float:
    """Seconds of one call into an empty table."""
    emptied()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def workbook_seconds() -> tuple[float, float]:
    """A workbook by the bare reader, and read and recognised by the product."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    from tuquan.residents.services import read_list

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Thôn 1")
        headings = ("TT", "Chủ hộ", "Năm sinh", "Số nhân khẩu", "Ngõ", "Số nhà")
        sheet.write_row(0, 0, headings)
        names = ("row", "head_name", "birth_year", "member_count", "lane", "house_number")
        for number, row in enumerate(made_rows(WORKBOOK_ROWS), start=1):
            sheet.write_row(number, 0, [row[name] for name in names])
    content = file.getvalue()
    start = time.perf_counter()
    CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    bare = time.perf_counter() - start
    start = time.perf_counter()
    report = read_list("x.xlsx", content, TODAY)
    own = time.perf_counter() - start
    if len(report["rows"]["households"]) != WORKBOOK_ROWS:
        sys.exit("the recogniser did not find all rows")
    return bare, own


def measure(count: int, turns: int) -> dict[str, Any]:
    """Both sides in turns, an equality check, then the library and the workbook."""
    areas = areas_of(made_rows(count))
    records = bare_records(areas)
    is_postgresql = connection.vendor == "postgresql"
    text = as_text(records) if is_postgresql else ""

    def bare() -> None:
        bare_copy(text) if is_postgresql else bare_executemany(records)

    own_turns, bare_turns = [], []
    for _ in range(turns):
        bare_turns.append(timed(bare))
        expected = written()
        own_turns.append(timed(lambda: product(areas)))
        if written() != expected:
            sys.exit("the two ways did not write the same rows")
    own, limit = median(own_turns), median(bare_turns)
    beside, plain, fastest = beside_the_library(areas[:LIBRARY_AREAS], turns)
    reader, recogniser = workbook_seconds()
    return {
        "database": connection.vendor,
        "households": count,
        "against": "COPY" if is_postgresql else "executemany",
        "product_rows_per_second": round(count / own),
        "bare_rows_per_second": round(count / limit),
        "of_bare": round(limit / own, 3),
        "goal": 0.7 if is_postgresql else 0.5,
        "beside_library_rows_per_second": round(1 / beside),
        "library_rows_per_second": round(1 / plain),
        "times_the_library": round(plain / beside, 1),
        "fastest_library_rows_per_second": round(1 / fastest),
        "times_the_fastest_library": round(fastest / beside, 1),
        "workbook_rows_per_second": round(WORKBOOK_ROWS / recogniser),
        "reader_rows_per_second": round(WORKBOOK_ROWS / reader),
        "workbook_of_reader": round(reader / recogniser, 3),
    }


def in_fresh_database(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run with empty tables: a database of its own on PostgreSQL, a file of its own on SQLite."""
    name = connection.settings_dict["NAME"]
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("migrate", verbosity=0)
        return work()
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(str(name), verbosity=0)
        if made == name:
            sys.exit("the measurement did not get a database of its own")


def told(found: Mapping[str, Any]) -> None:
    """The figures for people."""
    lines = (
        f"{found['households']:,} households, {found['database']}",
        f"product: {found['product_rows_per_second']:,} rows/s",
        f"bare {found['against']}: {found['bare_rows_per_second']:,} rows/s",
        f"ratio: {found['of_bare']} (goal: {found['goal']})",
        f"beside the library: {found['beside_library_rows_per_second']:,} rows/s; "
        f"django-import-export as it comes: {found['library_rows_per_second']:,} rows/s, "
        f"{found['times_the_library']}x (goal: 40); at its fastest: "
        f"{found['fastest_library_rows_per_second']:,} rows/s, "
        f"{found['times_the_fastest_library']}x",
        f"workbook read and recognised: {found['workbook_rows_per_second']:,} rows/s; bare reader: "
        f"{found['reader_rows_per_second']:,} rows/s; ratio: {found['workbook_of_reader']}",
    )
    print("\n".join(lines))  # noqa: T201


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--full", action="store_true", help="1,000,000 households")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuquan.project.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TUQUAN_DATA", folder)
        django.setup()
        count = FULL if given.full else given.households
        found = in_fresh_database(lambda: measure(count, given.turns))
    if given.json:
        print(json.dumps(found))  # noqa: T201
    else:
        told(found)


if __name__ == "__main__":
    main()
