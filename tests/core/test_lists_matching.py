"""F-11: which household of the register a row of a list is: surely, perhaps, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.lists.matching import (
    NEW,
    PERHAPS,
    SURE,
    Known,
    Likeness,
    Match,
    is_similar,
    match_rows,
)

AREA, ELSEWHERE = 1, 2
BA = Known(7, AREA, "Lê Văn Ba", 1979, "Ngõ Đình", "12")


def row(name: str, year: int | None = None, lane: str = "", door: str = "", code: int = 0) -> Known:
    """A row of a list for our area."""
    return Known(code or None, AREA, name, year, lane, door)


def match_one(one: Known, *register: Known) -> Match:
    """What a list of one row finds."""
    (found,) = match_rows([one], register)
    return found


def sure(number: int, reason: str) -> Match:
    return Match(SURE, (Likeness(number, (reason,)),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Ân", "Nguyễn Văn An"),
        ("Trần Hoà", "Trần Hòa"),
        ("Văn Ba Lê", "Lê Văn Ba"),
        ("Ngô Tam", "Ngô Tan"),
        ("Nguyễn Thị Hương", "Nguyễn Thị Hưởngg"),
        ("Nguyễn Thị Hường", "Nguễn Thị Hườn"),
    ],
)
def test_names_that_differ_by_a_slip_are_similar(one: str, other: str) -> None:
    assert is_similar(one, other)
    assert is_similar(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lê Văn Ba", "Lê Thị Tư"),
        ("Ngô Tam", "Ngô Bàn"),  # two letters of a short name
        ("Nguyễn Văn An", "Nguyễn Văn Quang"),  # too much longer
        ("Lê Văn Bình", "Vũ Thu Hoài"),
        ("Nguyễn Văn Anh", "Nguyễn Văn Huy"),  # the first letters agree, the last three do not
    ],
)
def test_names_of_two_people_are_not_similar(one: str, other: str) -> None:
    assert not is_similar(one, other)
    assert not is_similar(other, one)


def test_a_row_with_the_number_of_a_household_is_it_whatever_else_changed() -> None:
    found = match_one(row("Lê Thị Út", 2001, code=7), BA)
    assert found == sure(7, "match_code")


def test_a_number_of_another_area_is_left_to_a_person() -> None:
    found = match_one(row("Lê Văn Ba", 1979, code=7), replace(BA, area=ELSEWHERE))
    assert found == Match(PERHAPS, (Likeness(7, ("match_code_elsewhere",)),))


def test_a_number_nobody_has_says_nothing() -> None:
    assert match_one(row("Lê Văn Ba", 1979, code=8), BA) == sure(7, "match_name_year")
    assert match_one(row("Vũ Tư", code=8), BA) == Match(NEW)


def test_name_and_birth_year_in_the_area_are_sure_however_the_name_is_spelt() -> None:
    hoa = Known(9, AREA, "Trần Thị Hoà", 1980, "Ngõ Ao")
    assert match_one(row("Trần Thị Hòa", 1980), hoa) == sure(9, "match_name_year")
    assert match_one(row("Trần Thị Hòa", 1980), replace(hoa, area=ELSEWHERE)) == Match(NEW)


def test_two_households_of_one_name_and_year_are_told_apart_by_their_door_then_lane() -> None:
    other = replace(BA, number=8, house_number="15")
    rows = [
        row("Lê Văn Ba", 1979, "Ngõ Đình", "15"),
        row("Lê Văn Ba", 1979, "Ngõ Đình", "12"),
    ]
    assert match_rows(rows, [BA, other]) == [
        sure(8, "match_name_year"),
        sure(7, "match_name_year"),
    ]
    far = replace(BA, number=8, lane="Ngõ Ao", house_number="")
    assert match_one(row("Lê Văn Ba", 1979, "Ngõ Ao"), BA, far) == sure(8, "match_name_year")


def test_the_last_of_a_name_goes_to_the_last_household_of_it() -> None:
    other = replace(BA, number=8, lane="Ngõ Ao")
    rows = [row("Lê Văn Ba", 1979, "Ngõ Mới"), row("Lê Văn Ba", 1979, "Ngõ Đình", "12")]
    assert match_rows(rows, [BA, other]) == [
        sure(8, "match_name_year"),
        sure(7, "match_name_year"),
    ]


def test_several_that_cannot_be_told_apart_are_left_to_a_person() -> None:
    twin = replace(BA, number=8)
    several = (Likeness(7, ("match_several",)), Likeness(8, ("match_several",)))
    assert match_one(row("Lê Văn Ba", 1979), BA, twin) == Match(PERHAPS, several)


def test_of_two_rows_alike_only_one_is_the_household() -> None:
    twice = [row("Lê Văn Ba", 1979, "Ngõ Đình", "12")] * 2
    assert match_rows(twice, [BA]) == [sure(7, "match_name_year"), Match(NEW)]


def test_a_similar_name_at_the_same_door_is_perhaps_the_household() -> None:
    found = match_one(row("Lê Văn Bá", None, "ngõ đình", "12"), BA)
    assert found == Match(PERHAPS, (Likeness(7, ("match_door",)),))
    assert match_one(row("Vũ Thị Hạnh", None, "Ngõ Đình", "12"), BA) == Match(NEW)


def test_the_same_name_with_another_year_is_perhaps_the_household() -> None:
    found = match_one(row("Lê Văn Ba", 1978), BA)
    assert found == Match(PERHAPS, (Likeness(7, ("match_name",)),))


def test_a_similar_name_of_the_same_lane_and_year_is_perhaps_the_household() -> None:
    found = match_one(row("Lê Văn Bảo", 1979, "Ngõ Đình"), BA)
    assert found == Match(PERHAPS, (Likeness(7, ("match_year_lane",)),))


def test_what_is_alike_in_more_ways_comes_first_and_no_more_than_five_are_shown() -> None:
    same_name = [replace(BA, number=n, lane=f"Ngõ {n}", birth_year=None) for n in range(1, 7)]
    found = match_one(row("Lê Văn Ba", 1980, "Ngõ 6", "12"), *same_name)
    assert found.certainty == PERHAPS
    assert [one.number for one in found.likes] == [6, 1, 2, 3, 4]
    assert found.likes[0].reasons == ("match_door", "match_name")


def test_a_row_without_a_name_is_nobody_in_particular() -> None:
    nameless = replace(BA, head_name="", birth_year=None, lane="", house_number="")
    assert match_one(row(""), nameless) == Match(NEW)


somebody = st.builds(
    Known,
    st.none() | st.integers(1, 9),
    st.sampled_from([AREA, ELSEWHERE]),
    st.sampled_from(["", "Lê Văn Ba", "Lê Văn Bá", "Vũ Tư"]),
    st.sampled_from([None, 1979, 1980]),
    st.sampled_from(["", "Ngõ Đình", "Ngõ Ao"]),
    st.sampled_from(["", "12", "15"]),
)


@given(
    st.lists(somebody, max_size=6),
    st.lists(somebody, max_size=6, unique_by=lambda one: one.number).map(
        lambda all_: [one for one in all_ if one.number]
    ),
)
def test_no_household_is_surely_two_rows_and_every_likeness_is_of_the_register(
    rows: list[Known], register: list[Known]
) -> None:
    found = match_rows(rows, register)
    assert len(found) == len(rows)
    surely = [one.likes[0].number for one in found if one.certainty == SURE]
    assert len(surely) == len(set(surely))
    known = {one.number for one in register}
    for one in found:
        assert {like.number for like in one.likes} <= known
        assert bool(one.likes) == (one.certainty != NEW)
