"""F-9: a person corrects what a column means; it is read so again, now and in the next file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests import make
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.residents.models import ColumnMapping, Household, HouseholdImport
from tuquan.residents.services import (
    confirm_import,
    correct_mapping,
    discard_import,
    preview_import,
)

Book = Callable[..., bytes]
ODD = (
    ("Số TT", "Họ và tên chủ hộ", "Năm sinh", "Nơi họp", "Vị trí"),
    (1, "Lê Thị Hà", 1970, "Ngõ Đình", "12"),
    (2, "Trần Văn Ba", 1962, "Ngõ Chùa", "14A"),
)


def book(hidden: tuple[str, ...] = (), **sheets: tuple[tuple[object, ...], ...]) -> bytes:
    """A workbook with these sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def read(world: make.World, content: bytes) -> HouseholdImport:
    """The file, waiting for Thôn 2."""
    return preview_import(make.SYSTEM, world.area, "x.xlsx", content)


def rows_of(waiting: HouseholdImport) -> list[tuple[object, ...]]:
    """Name, lane and door of each row that waits."""
    waiting.refresh_from_db()
    rows = waiting.recognition["rows"]["households"]
    return [(row["head_name"], row["lane"], row["house_number"]) for row in rows]


def test_a_corrected_column_fills_its_field(world: make.World) -> None:
    waiting = read(world, book(S1=ODD))
    assert rows_of(waiting)[0] == ("Lê Thị Hà", "", "")
    correct_mapping(make.SYSTEM, waiting, {1: {"D": "lane", "E": "house_number"}})
    assert rows_of(waiting) == [
        ("Lê Thị Hà", "Ngõ Đình", "12"),
        ("Trần Văn Ba", "Ngõ Chùa", "14A"),
    ]
    assert waiting.mapping["columns"] == {"1": {"D": "lane", "E": "house_number"}}
    assert Change.objects.filter(action="residents.import_corrected").count() == 1
    confirm_import(make.SYSTEM, waiting)
    assert Household.objects.filter(lane="Ngõ Chùa", house_number="14A").count() == 1


def test_the_next_file_of_the_commune_is_read_as_taught(world: make.World) -> None:
    correct_mapping(make.SYSTEM, read(world, book(S1=ODD)), {1: {"D": "lane"}})
    taught = ColumnMapping.objects.get()
    assert (taught.place, taught.heading, taught.field) == (world.commune, "noi hop", "lane")
    other = preview_import(make.SYSTEM, world.other_area, "y.xlsx", book(S1=ODD))
    assert rows_of(other)[0] == ("Lê Thị Hà", "Ngõ Đình", "")
    next_door = preview_import(make.SYSTEM, world.neighbour_area, "z.xlsx", book(S1=ODD))
    assert rows_of(next_door)[0] == ("Lê Thị Hà", "", "")


def test_a_correction_for_this_file_only_is_not_remembered(world: make.World) -> None:
    waiting = read(world, book(S1=ODD))
    correct_mapping(make.SYSTEM, waiting, {1: {"D": "lane"}}, remember=False)
    assert rows_of(waiting)[0][1] == "Ngõ Đình"
    assert not ColumnMapping.objects.exists()


def test_a_heading_taught_otherwise_later_counts_last(world: make.World) -> None:
    waiting = read(world, book(S1=ODD))
    correct_mapping(make.SYSTEM, waiting, {1: {"D": "lane"}})
    correct_mapping(make.SYSTEM, waiting, {1: {"D": "note"}})
    assert ColumnMapping.objects.get().field == "note"
    assert rows_of(waiting)[0][1] == ""


def test_a_column_can_be_left_out(world: make.World) -> None:
    rows = (("TT", "Chủ hộ", "Ngõ"), (1, "Lê Thị Hà", "Ngõ Đình"))
    waiting = read(world, book(S1=rows))
    correct_mapping(make.SYSTEM, waiting, {1: {"C": ""}})
    assert rows_of(waiting) == [("Lê Thị Hà", "", "")]


def test_a_column_without_a_heading_can_be_taught(world: make.World) -> None:
    rows = (("TT", "Chủ hộ", "Năm sinh", None), (1, "Lê Thị Hà", 1970, "Ngõ Đình"))
    waiting = read(world, book(S1=rows))
    correct_mapping(make.SYSTEM, waiting, {1: {"D": "lane"}})
    assert rows_of(waiting) == [("Lê Thị Hà", "Ngõ Đình", "")]


def test_which_column_is_the_name_can_be_said(world: make.World) -> None:
    rows = (
        ("TT", "Họ và tên chủ hộ", "Người khai", "Năm sinh"),
        (1, "Ban quản lý", "Lê Thị Hà", 1970),
    )
    waiting = read(world, book(S1=rows))
    correct_mapping(make.SYSTEM, waiting, {1: {"C": "head_name"}})
    assert rows_of(waiting) == [("Lê Thị Hà", "", "")]


@pytest.mark.parametrize("heading", ["Dân tộc", "Tôn giáo", "Số CCCD", "Hộ nghèo"])
def test_what_is_never_kept_cannot_be_taught_to_be_anything(
    world: make.World, heading: str
) -> None:
    rows = (("TT", "Chủ hộ", "Năm sinh", heading), (1, "Lê Thị Hà", 1970, "Bí mật"))
    waiting = read(world, book(S1=rows))
    correct_mapping(make.SYSTEM, waiting, {1: {"D": "note"}})
    waiting.refresh_from_db()
    assert waiting.recognition["rows"]["households"][0]["note"] == ""
    assert "Bí mật" not in str(waiting.recognition["samples"])


def test_an_unknown_field_is_refused(world: make.World) -> None:
    waiting = read(world, book(S1=ODD))
    with pytest.raises(Invalid) as refusal:
        correct_mapping(make.SYSTEM, waiting, {1: {"D": "religion"}})
    assert [one.code for one in refusal.value.problems] == ["import_field_unknown"]
    assert not ColumnMapping.objects.exists()


def test_a_sheet_can_be_left_out_and_a_hidden_one_asked_for(world: make.World) -> None:
    rows = (("TT", "Chủ hộ", "Ngõ"), (1, "Lê Thị Hà", "Ngõ Đình"))
    old = (("TT", "Chủ hộ", "Ngõ"), (1, "Trần Văn Ba", "Ngõ Chùa"))
    waiting = read(world, book(hidden=("B",), A=rows, B=old))
    assert [name for name, *_ in rows_of(waiting)] == ["Lê Thị Hà"]
    correct_mapping(make.SYSTEM, waiting, {}, left_out=[1], wanted=[2])
    assert [name for name, *_ in rows_of(waiting)] == ["Trần Văn Ba"]


def test_a_file_with_a_hidden_list_only_waits_until_it_is_asked_for(world: make.World) -> None:
    rows = (("TT", "Chủ hộ", "Ngõ"), (1, "Lê Thị Hà", "Ngõ Đình"))
    waiting = read(world, book(hidden=("A",), A=rows, B=(("Ghi chú",), ("xem trang A",))))
    assert rows_of(waiting) == []
    correct_mapping(make.SYSTEM, waiting, {}, wanted=[1])
    assert [name for name, *_ in rows_of(waiting)] == ["Lê Thị Hà"]


def test_a_correction_that_leaves_no_household_is_refused_and_nothing_changes(
    world: make.World,
) -> None:
    waiting = read(world, book(S1=ODD))
    with pytest.raises(Invalid) as refusal:
        correct_mapping(make.SYSTEM, waiting, {}, left_out=[1])
    assert [one.code for one in refusal.value.problems] == ["file_no_list"]
    assert len(rows_of(waiting)) == 2


def test_a_list_that_is_decided_is_not_read_again(world: make.World) -> None:
    waiting = read(world, book(S1=ODD))
    discard_import(make.SYSTEM, waiting)
    with pytest.raises(Conflict):
        correct_mapping(make.SYSTEM, waiting, {1: {"D": "lane"}})


def test_the_neighbours_officer_teaches_nothing(world: make.World) -> None:
    waiting = read(world, book(S1=ODD))
    with pytest.raises(NotAllowed):
        correct_mapping(make.actor(make.officer(world.neighbour)), waiting, {1: {"D": "lane"}})
    assert not ColumnMapping.objects.exists()


def test_the_page_shows_examples_and_reads_the_file_again(
    world: make.World, officer: Client, neighbour: Client
) -> None:
    waiting = read(world, book(S1=ODD))
    address = reverse("residents:import_mapping", args=[waiting.pk])
    page = officer.get(address)
    assert "Ngõ Đình, Ngõ Chùa" in page.content.decode()
    assert neighbour.get(address).status_code == 404
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields} | {"c-1-D": "lane"}
    answer = officer.post(address, data)
    assert answer.status_code == 302
    assert rows_of(waiting)[0][1] == "Ngõ Đình"
    assert ColumnMapping.objects.get().taught_by is not None


def test_the_page_offers_hidden_sheets_and_no_select_for_what_is_never_kept(
    world: make.World, officer: Client
) -> None:
    rows = (("TT", "Chủ hộ", "Ngõ", "Dân tộc"), (1, "Lê Thị Hà", "Ngõ Đình", "Tày"))
    waiting = read(world, book(hidden=("B",), A=rows, B=rows))
    form = officer.get(reverse("residents:import_mapping", args=[waiting.pk])).context["form"]
    assert set(form.fields) == {"remember", "c-1-A", "c-1-B", "c-1-C", "leave-1", "read-2"}
