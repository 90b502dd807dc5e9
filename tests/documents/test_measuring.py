"""Names and titles are broken where a clerk would, tables have room for their longest word."""

from __future__ import annotations

import pytest

from tuquan.core.papers.model import Table, TableColumn
from tuquan.documents.rendering.grids import spans_of, widths_of
from tuquan.documents.rendering.measuring import balanced, folded_name, width_of


@pytest.mark.parametrize(
    "lines",
    [
        "Xây dựng và nhân rộng mô hình Tổ tự quản Văn minh - An toàn\n"
        "ở cộng đồng dân cư thôn trên địa bàn xã",
        "Xây dựng thí điểm mô hình Tổ Dân vận cộng đồng\n"
        "tại thôn Quý Thịnh, xã Quý Sơn và thôn Ngọt, xã Hồng Giang",
        "Các hộ gia đình phân công phụ trách\n(Tổ Dân vận Cộng đồng thôn Quý Thịnh; thôn Ngọt)",
        "THỰC HIỆN TIÊU CHÍ BÌNH XÉT TỔ DÂN PHỐ\nPHÁT TRIỂN TOÀN DIỆN NĂM 2020",
        "Về việc kiện toàn Tổ tự quản số 4, Thôn 6",
    ],
)
def test_a_title_is_broken_as_the_sources_break_theirs(lines: str) -> None:
    assert balanced(lines.replace("\n", " "), 14, 155) == lines


def test_no_line_of_a_title_is_wider_than_its_room() -> None:
    title = "Về việc thành lập các tổ tự quản trên địa bàn xã Minh Sơn " * 4
    lines = balanced(title.strip(), 14, 155).split("\n")
    assert len(lines) > 2
    assert max(width_of(line, 14) for line in lines) <= 155
    assert " ".join(lines) == title.strip()


@pytest.mark.parametrize("text", ["", "A" * 300, "một\nhai " * 40])
def test_what_cannot_be_broken_stays(text: str) -> None:
    assert balanced(text, 14, 155) == text


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("ĐẢNG ỦY XÃ QUỲNH VINH", 78, "ĐẢNG ỦY XÃ QUỲNH VINH"),
        ("ỦY BAN MTTQ VIỆT NAM XÃ MINH SƠN", 63, "ỦY BAN MTTQ VIỆT NAM\nXÃ MINH SƠN"),
        ("BAN CÔNG TÁC MẶT TRẬN THÔN 6", 63, "BAN CÔNG TÁC MẶT TRẬN\nTHÔN 6"),
        ("BAN CHỈ ĐẠO XÂY DỰNG MÔ HÌNH TỰ QUẢN", 63, "BAN CHỈ ĐẠO XÂY DỰNG\nMÔ HÌNH TỰ QUẢN"),
    ],
)
def test_a_name_too_wide_goes_on_with_its_place(name: str, room: float, lines: str) -> None:
    assert folded_name(name, 13, room) == lines


def test_marks_over_letters_take_no_room() -> None:
    assert width_of("ĐẢNG ỦY", 13) == width_of("ĐANG UY", 13)
    assert width_of("M", 10) > width_of("I", 10)


def test_a_narrow_column_keeps_its_longest_word_on_one_line() -> None:
    columns = (TableColumn("TT", 4), TableColumn("Năm sinh", 1), TableColumn("Họ và tên", 95))
    table = Table(columns, (("1", "1969", "Trần Văn X"),))
    widths = widths_of(table, 165)
    assert widths[1] >= width_of("1969", 13) + 3
    assert sum(widths) == pytest.approx(165, abs=0.05)
    assert widths[2] > 100


def test_columns_that_cannot_all_have_their_room_share_what_there_is() -> None:
    columns = tuple(TableColumn("nghiêng" * 9, 1) for _ in range(9))
    assert sum(widths_of(Table(columns, ()), 165)) == pytest.approx(165, abs=0.1)


def test_a_cell_that_spans_ends_where_the_next_team_begins() -> None:
    """S2-30: who looks after the first team does not look after the second."""
    columns = (TableColumn("Nhóm", spans=True), TableColumn("Người", spans=True), TableColumn("TT"))
    rows = (("1", "A", "1"), ("", "", "2"), ("2", "", "1"), ("", "B", "2"), ("", "", "3"))
    assert spans_of(Table(columns, rows)) == {0: [2, 0, 3, 0, 0], 1: [2, 0, 1, 2, 0]}
