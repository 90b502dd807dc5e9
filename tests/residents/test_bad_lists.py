"""F-8: files that mean harm, and lists for places of others: refused with a reason, none kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.audit.models import Change
from tuquan.places.models import Place
from tuquan.residents.models import ColumnMapping, Household, HouseholdImport
from tuquan.residents.services import confirm_import, preview_import

Make = Callable[[], bytes]
HEADING = ("TT", "Họ và tên chủ hộ", "Năm sinh", "Số nhân khẩu")


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook with our heading and these rows."""
    book = openpyxl.Workbook()
    for row in (HEADING, *rows):
        book.worksheets[0].append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(content: bytes, parts: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A package with some parts changed, or added where they were not."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, parts[name](data) if name in parts else data)
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name](b""))
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def zip_bomb() -> bytes:
    """A part of 500 MB in half a megabyte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(500):
                part.write(b"A" * (1 << 20))
    return made.getvalue()


def entity_bomb() -> bytes:
    """Entities that would unfold to gigabytes."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "ha">{lines}]>'.encode()
    return changed(
        workbook((1, "Lê Văn Ba", 1970, 4)),
        {SHEET: lambda data: doctype + data.partition(b"?>")[2].replace(b"4", b"&e9;", 1)},
    )


def two_million_rows() -> bytes:
    """Empty rows to the end of what a program could show, and a value in the last one."""
    row = b'<row r="2000000"><c r="A2000000"><v>1</v></c></row></sheetData>'
    return changed(workbook(), {SHEET: lambda data: data.replace(b"</sheetData>", row)})


def renamed_pdf() -> bytes:
    """A document, not a workbook."""
    return b"%PDF-1.7\n" + b"\x00\x01" * 500


@pytest.mark.parametrize(
    ("name", "made", "code"),
    [
        ("bom.xlsx", zip_bomb, "file_too_large"),
        ("thuc-the.xlsx", entity_bomb, "file_broken"),
        ("dai.xlsx", two_million_rows, "file_too_many_rows"),
        ("tai-lieu.xlsx", renamed_pdf, "file_not_a_workbook"),
    ],
)
def test_a_file_that_means_harm_is_refused_on_the_page(
    world: make.World, officer: Client, name: str, made: Make, code: str
) -> None:
    changes = Change.objects.count()
    data = {"file": SimpleUploadedFile(name, made()), "place": world.area.pk}
    answer = officer.post(reverse("residents:import"), data)
    assert answer.status_code == 422
    assert name in str(answer.context["form"].errors["file"]), code
    assert unchanged(changes)


def unchanged(changes: int) -> bool:
    """Nothing is kept of a refused file, not even a line in the record."""
    return not (
        HouseholdImport.objects.exists()
        or Household.objects.exists()
        or ColumnMapping.objects.exists()
        or Change.objects.count() != changes
    )


def test_a_workbook_renamed_pdf_is_known_by_its_bytes(world: make.World) -> None:
    content = workbook((1, "Lê Văn Ba", 1970, 4))
    waiting = preview_import(make.SYSTEM, world.area, "danh-sach.pdf", content)
    assert waiting.household_count == 1


def test_a_thousand_columns_are_read_and_the_list_in_them_is_found(world: make.World) -> None:
    wide = (1, "Lê Văn Ba", 1970, 4, *(f"x{n}" for n in range(996)))
    waiting = preview_import(make.SYSTEM, world.area, "rong.xlsx", workbook(wide))
    confirm_import(make.SYSTEM, waiting)
    kept = Household.objects.get()
    assert (kept.head_name, kept.birth_year, kept.member_count) == ("Lê Văn Ba", 1970, 4)


def test_two_million_empty_rows_are_read_as_nothing(world: make.World) -> None:
    row = b'<row r="2000000" ht="15"/></sheetData>'
    content = changed(
        workbook((1, "Lê Văn Ba", 1970, 4)),
        {SHEET: lambda data: data.replace(b"</sheetData>", row)},
    )
    waiting = preview_import(make.SYSTEM, world.area, "trong.xlsx", content)
    assert waiting.household_count == 1


def test_macros_and_links_to_other_files_are_neither_run_nor_followed(world: make.World) -> None:
    link = (
        b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/'
        b'spreadsheetml/2006/main"><externalBook/></externalLink>'
    )
    formula = b'<c r="D2"><f>[1]Sheet1!A1</f><v>4</v></c>'
    content = changed(
        workbook((1, "Lê Văn Ba", 1970, 4)),
        {
            "xl/vbaProject.bin": lambda _data: b"\xd0\xcf\x11\xe0 macro",
            "xl/externalLinks/externalLink1.xml": lambda _data: link,
            SHEET: lambda data: data.replace(b'<c r="D2" t="n"><v>4</v></c>', formula),
        },
    )
    waiting = preview_import(make.SYSTEM, world.area, "macro.xlsm", content)
    (row,) = waiting.recognition["rows"]["households"]
    assert (row["head_name"], row["member_count"]) == ("Lê Văn Ba", 4)


def test_a_list_for_a_place_out_of_scope_is_refused(
    world: make.World, officer: Client, typed: Callable[..., bytes]
) -> None:
    changes = Change.objects.count()
    for place in (world.neighbour, world.neighbour_area, world.province):
        content = typed({"Thôn 1": [("Lê Văn Ba", 1970, 4)]})
        data = {"file": SimpleUploadedFile("b.xlsx", content), "place": place.pk}
        assert officer.post(reverse("residents:import"), data).status_code == 422
    assert unchanged(changes)


def test_a_sheet_naming_an_area_of_the_commune_next_door_does_not_reach_it(
    world: make.World, typed: Callable[..., bytes]
) -> None:
    content = typed({"Thôn 1": [("Lê Văn Ba", 1970, 4)]})
    confirm_import(make.SYSTEM, preview_import(make.SYSTEM, world.commune, "b.xlsx", content))
    assert not Household.objects.filter(place=world.neighbour_area).exists()
    assert Place.objects.filter(name="Thôn 1", parent=world.commune).count() == 1
