"""F-30: what leads to the next class is said with the amounts that are lacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.core.sheet_sample import edition, marked
from tuquan.base.texts.rules import way_words
from tuquan.core.programme import Choice, Edition, Form, Question, Section
from tuquan.core.scoring import Need, Way

HOUSES = Question("houses", "Hộ có bếp sạch", "count", unit="hộ")
LEVEL = Question(
    "level", "Xếp loại chi bộ", "choice", choices=(Choice("good", "tốt"), Choice("fair", "khá"))
)
OPENED = Question("opened", "Ngày mở", "date")
FORM = Form("figures", "Số liệu", "criteria", (Section("all", "Số liệu", (HOUSES, LEVEL, OPENED)),))
CASE = marked("case", number="1", label="Khiếu kiện đông người")
ROW = marked("row", number="5.1", label="Hộ có bếp sạch")
EDITION: Edition = replace(edition(CASE, ROW), forms=(FORM,))


def lines(*needs: Need, **more: Any) -> list[str]:
    """What a way with these needs of one row says."""
    way = {"class_key": "best", "knock_outs": (), "asked": (), "rows": (("row", needs),)} | more
    return way_words(Way(**way), EDITION)


SAID = {
    "Hộ có bếp sạch: thêm 3 hộ, thành 10": Need("more", "houses", Fraction(3), Fraction(10)),
    "Hộ có bếp sạch: thêm hơn 3 hộ, trên 10": Need(
        "more", "houses", Fraction(3), Fraction(10), beyond=True
    ),
    "Hộ có bếp sạch: giảm 2 hộ, còn 1": Need("fewer", "houses", Fraction(2), Fraction(1)),
    "Hộ có bếp sạch: giảm hơn 2 hộ, dưới 1": Need(
        "fewer", "houses", Fraction(2), Fraction(1), beyond=True
    ),
    "dòng này phải đạt": Need("mark"),
    "Hộ có bếp sạch: câu trả lời phải ngược lại": Need("answer", "houses"),
    "Xếp loại chi bộ: từ mức “tốt” trở lên": Need("level", "level", wanted="good"),
    "Xếp loại chi bộ: là một trong: tốt, khá": Need("word", "level", wanted=("good", "fair")),
    "Ngày mở: chậm nhất 18/11/2026": Need("day", "opened", wanted=date(2026, 11, 18)),
    "Hộ có bếp sạch: giữ liên tục thêm 2 năm": Need("years", "houses", Fraction(2), Fraction(3)),
    "phải đạt tiêu chí 1 “Khiếu kiện đông người” trước": Need("criterion", "case"),
    "Hộ có bếp sạch": Need("other", "houses"),
}


@pytest.mark.parametrize("words", SAID)
def test_each_need_says_what_has_to_change_and_by_how_much(words: str) -> None:
    assert lines(SAID[words]) == [f"tiêu chí 5.1 “Hộ có bếp sạch”: {words}"]


def test_cases_come_first_then_the_class_then_the_rows() -> None:
    said = lines(
        Need("mark"),
        knock_outs=("case",),
        asked=(Need("more", "criteria_met", Fraction(1), Fraction(9)),),
    )
    assert said == [
        "tiêu chí 1 “Khiếu kiện đông người”: không được còn vướng",
        "số tiêu chí đạt: thêm 1, thành 9",
        "tiêu chí 5.1 “Hộ có bếp sạch”: dòng này phải đạt",
    ]
