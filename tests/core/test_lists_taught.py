"""F-9: what a person corrected in the reading of a list, and what an office taught before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tuquan.core.lists import Household, Recognition, Sheet, Taught, Workbook, recognise
from tuquan.core.lists.headings import heading_key
from tuquan.core.lists.taught import LEFT_OUT, is_never_kept

TODAY = date(2026, 11, 20)
NO = None
PLAIN = (
    ("TT", "Chủ hộ", "Năm sinh", "Xứ đồng"),
    (1, "Nguyễn Văn An", 1970, "Đồng Sen"),
    (2, "Lê Thị Bé", 1981, "Đồng Cạn"),
)


def read(*rows: tuple[Any, ...], hidden: bool = False, **taught: Any) -> Recognition:
    """One sheet, read as it was taught."""
    sheets = (Sheet("Sheet1", rows, hidden=hidden),)
    return recognise(Workbook("xlsx", sheets), TODAY, taught=Taught(**taught))


def fields(made: Recognition) -> dict[str, str | None]:
    """The field of every column of the list by its letters."""
    (sheet,) = made.as_json("a.xlsx", b"")["sheets"]
    return {column["column"]: column["field"] for column in sheet["columns"]}


def values(made: Recognition, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(one, name) for name in names) for one in made.households]


def test_a_column_is_read_as_the_field_it_was_taught() -> None:
    assert fields(read(*PLAIN))["D"] is None
    made = read(*PLAIN, columns={1: {"D": "lane"}})
    assert fields(made) == {"A": "number", "B": "head_name", "C": "birth_year", "D": "lane"}
    assert values(made, "head_name", "lane") == [
        ("Nguyễn Văn An", "Đồng Sen"),
        ("Lê Thị Bé", "Đồng Cạn"),
    ]


def test_a_correction_of_another_sheet_changes_nothing() -> None:
    assert fields(read(*PLAIN, columns={2: {"D": "lane"}})) == fields(read(*PLAIN))


def test_a_heading_taught_with_an_earlier_file_is_known_in_any_column() -> None:
    made = read(*PLAIN, headings={heading_key("XỨ ĐỒNG"): "lane"})
    assert fields(made)["D"] == "lane"


def test_the_letters_of_a_file_count_before_a_heading_taught_earlier() -> None:
    headings = {heading_key("Xứ đồng"): "lane"}
    made = read(*PLAIN, headings=headings, columns={1: {"D": "note"}})
    assert fields(made)["D"] == "note"


def test_a_column_can_be_left_out() -> None:
    made = read(*PLAIN, columns={1: {"C": LEFT_OUT}})
    assert fields(made)["C"] is None
    assert values(made, "birth_year") == [(None,), (None,)]


def test_a_field_taught_to_one_column_is_taken_from_the_other() -> None:
    made = read(
        ("TT", "Chủ hộ", "Ngõ", "Xứ đồng"),
        (1, "Nguyễn Văn An", "Ngõ 1", "Đồng Sen"),
        columns={1: {"D": "lane"}},
    )
    assert (fields(made)["C"], fields(made)["D"]) == (None, "lane")


def test_a_column_without_a_heading_is_taught_by_its_letters() -> None:
    made = read(
        ("TT", "Chủ hộ", "Năm sinh", NO),
        (1, "Nguyễn Văn An", 1970, "Ngõ 7"),
        columns={1: {"D": "lane"}},
    )
    assert fields(made)["D"] == "lane"
    assert values(made, "lane") == [("Ngõ 7",)]


@pytest.mark.parametrize("heading", ["Tôn giáo", "Dân tộc", "Số CCCD"])
def test_what_is_not_kept_cannot_be_taught_to_be_anything(heading: str) -> None:
    assert is_never_kept(heading)
    made = read(
        ("TT", "Chủ hộ", "Năm sinh", heading),
        (1, "Nguyễn Văn An", 1970, "x"),
        columns={1: {"D": "note"}},
        headings={heading_key(heading): "note"},
    )
    assert fields(made)["D"] != "note"
    assert values(made, "note") == [("",)]


def test_a_field_nobody_knows_is_not_taught() -> None:
    assert fields(read(*PLAIN, columns={1: {"D": "income"}}))["D"] is None


def test_a_name_column_holds_persons_where_relations_stand_and_heads_elsewhere() -> None:
    made = read(*PLAIN, columns={1: {"D": "person_name"}})
    assert (fields(made)["B"], fields(made)["D"]) == (None, "head_name")
    made = read(
        ("TT", "Họ và tên", "Là gì"),
        (1, "Nguyễn Văn An", "Chủ hộ"),
        (2, "Lê Thị Bé", "Vợ"),
        columns={1: {"B": "head_name", "C": "relation"}},
    )
    assert (fields(made)["B"], fields(made)["C"]) == ("person_name", "relation")
    assert [person.relation for person in made.persons] == ["Chủ hộ", "Vợ"]


def test_a_sheet_is_left_out_although_it_looks_like_a_list() -> None:
    made = read(*PLAIN, left_out=frozenset({1}))
    assert made.households == ()
    assert [remark.code for remark in made.remarks] == ["sheet_not_a_list"]


def test_a_hidden_sheet_and_one_of_people_in_office_are_read_when_wanted() -> None:
    assert values(read(*PLAIN, hidden=True), "head_name") == []
    wanted = read(*PLAIN, hidden=True, wanted=frozenset({1}))
    assert values(wanted, "head_name") == [("Nguyễn Văn An",), ("Lê Thị Bé",)]
    office = (("TT", "Họ và tên", "Chức vụ"), (1, "Hồ Văn Phú", "Trưởng thôn"))
    assert values(read(*office), "head_name") == []
    assert values(read(*office, wanted=frozenset({1})), "head_name") == [("Hồ Văn Phú",)]


def test_a_column_of_the_numbers_of_the_register_is_known_by_its_values() -> None:
    made = read(
        ("Mã số hộ", "Chủ hộ", "Năm sinh"),
        ("H000123", "Nguyễn Văn An", 1970),
        (NO, "Lê Thị Bé", 1981),
    )
    assert fields(made)["A"] == "code"
    assert values(made, "code") == [("H000123",), ("",)]
    rows = made.as_json("a.xlsx", b"", rows=True)["rows"]["households"]
    assert rows[0]["code"] == "H000123"
    assert "code" not in rows[1]


def test_the_reading_shows_some_values_of_each_column() -> None:
    samples = read(*PLAIN).samples
    assert samples["1"]["D"] == ["Đồng Sen", "Đồng Cạn"]


def test_a_long_list_is_reported_with_only_the_fields_that_are_asked_for() -> None:
    one = Household("Sheet1", 2, head_name="Lê Thị Bé", latitude=Decimal("19.25"))
    made = Recognition("xlsx", "", "", (), (one,), (), ())
    report = made.as_json("a.xlsx", b"", rows=("row", "head_name", "latitude"))
    assert report["rows"] == {
        "households": [{"row": 2, "head_name": "Lê Thị Bé", "latitude": 19.25}],
        "persons": [],
    }


def test_somebody_who_waits_is_told_every_two_hundred_rows() -> None:
    told: list[int] = []
    rows = [(n, f"Nguyễn Văn {n}", 1970) for n in range(1, 451)]
    workbook = Workbook("xlsx", (Sheet("Sheet1", (("TT", "Chủ hộ", "Năm sinh"), *rows)),))
    recognise(workbook, TODAY, progress=told.append)
    assert told == [200, 400]
