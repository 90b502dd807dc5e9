"""Forms no pack writes: the words beside a total, the record of a meeting (S2-11, S2-18)."""

from __future__ import annotations

from datetime import date

import pytest

from tuquan.core.programme import (
    MEETING_FORM,
    TOTAL_FORM,
    Edition,
    Form,
    RecurringMeeting,
    form_named,
    meeting_form,
    total_form,
)

TEAM = RecurringMeeting(
    "team_meeting",
    "Tổ họp đánh giá",
    "Tổ Dân vận cộng đồng",
    ("quarter", "half_year", "year"),
    label_en="The team meets to look back and ahead",
    agenda=("những việc đã thực hiện được", "những khó khăn, vướng mắc"),
)
MONTHLY = Form("monthly", "Báo cáo tháng", "periodic", ())
EDITION = Edition(
    "mau",
    "2026",
    "Chương trình mẫu",
    "Mẫu",
    "Xã mẫu",
    date(2026, 1, 1),
    (),
    date(2026, 1, 1),
    forms=(MONTHLY,),
    meetings=(TEAM,),
)


def test_a_total_asks_for_the_six_things_a_review_has_to_say_and_for_no_number() -> None:
    lines = total_form().questions
    assert [line.label for line in lines] == [
        "Thuận lợi",
        "Kết quả",
        "Hạn chế",
        "Khó khăn",
        "Nguyên nhân",
        "Giải pháp thời gian tới",
    ]
    assert {line.kind for line in lines} == {"text"}
    assert not any(line.required for line in lines)


def test_a_meeting_asks_when_it_was_how_many_came_and_what_was_said_to_each_point() -> None:
    form = meeting_form(TEAM)
    assert (form.key, form.title, form.title_en) == (
        "@meeting/team_meeting",
        "Tổ họp đánh giá",
        "The team meets to look back and ahead",
    )
    assert [(line.key, line.label, line.kind, line.required) for line in form.questions] == [
        ("held_on", "Ngày họp", "date", True),
        ("present", "Số người dự", "count", True),
        ("point_1", "Những việc đã thực hiện được", "text", False),
        ("point_2", "Những khó khăn, vướng mắc", "text", False),
    ]


def test_a_meeting_without_an_agenda_has_one_step() -> None:
    bare = RecurringMeeting("cell", "Sinh hoạt chi bộ", "Chi bộ", ("month",))
    assert [section.key for section in meeting_form(bare).sections] == ["held"]


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("monthly", MONTHLY),
        (TOTAL_FORM, total_form()),
        (MEETING_FORM + "team_meeting", meeting_form(TEAM)),
    ],
)
def test_a_form_is_found_under_its_name(key: str, form: Form) -> None:
    assert form_named(EDITION, key) == form


@pytest.mark.parametrize("key", ["weekly", "@meeting/cell"])
def test_a_form_that_is_not_there_is_a_key_error(key: str) -> None:
    with pytest.raises(KeyError):
        form_named(EDITION, key)
