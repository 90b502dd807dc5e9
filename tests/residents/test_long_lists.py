"""F-8: a list of 100,000 rows is read, kept and written in less than 500 MB."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

ROWS = 99_990
MOST = 500
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLES = ("Văn", "Thị", "Đình", "Quang", "Minh", "Ngọc")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lâm", "Ước", "Ổn")

# The peak of this program alone: `ru_maxrss` begins with what the one that started it had.
READ_AND_WRITE = """
import re, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import make
from tuquan.places.models import PlaceKind
from tuquan.residents.models import Household, HouseholdImport
from tuquan.residents.services import start_confirm, start_import
province = make.place("Tỉnh Lớn", PlaceKind.PROVINCE)
commune = make.place("Xã Lớn", PlaceKind.COMMUNE, province)
area = make.place("Thôn 1", PlaceKind.AREA, commune)
file = Path(sys.argv[1])
waiting = start_import(make.SYSTEM, area, file.name, file.read_bytes())
waiting = HouseholdImport.objects.defer("content", "recognition").get()
assert waiting.state == "previewed"
start_confirm(make.SYSTEM, waiting)
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(Household.objects.count(), int(peak[1]) // 1024)
"""


def long_list(path: Path, rows: int) -> None:
    """A workbook of so many households."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Thôn 1")
        headings = ("TT", "Chủ hộ", "Năm sinh", "Số nhân khẩu", "Ngõ", "Số nhà", "Ghi chú")
        sheet.write_row(0, 0, headings)
        for row in range(1, rows + 1):
            parts = (FAMILIES[row % 8], MIDDLES[row % 6], GIVEN[row // 48 % 10])
            year, lane = 1940 + row % 60, f"Ngõ {row // 37}"
            sheet.write_row(row, 0, (row, " ".join(parts), year, 1 + row % 7, lane, str(row), ""))


@pytest.mark.long
def test_a_hundred_thousand_rows_stay_under_500_mb(tmp_path: Path) -> None:
    file = tmp_path / "dai.xlsx"
    long_list(file, ROWS)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tuquan.project.settings",
        "TUQUAN_DATA": str(tmp_path / "data"),
        "TUQUAN_JOBS_INLINE": "1",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    environment.pop("TUQUAN_DATABASE", None)
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_WRITE, str(file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    written, megabytes = map(int, done.stdout.split()[-2:])
    assert written == ROWS
    assert megabytes < MOST
