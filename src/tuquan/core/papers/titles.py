"""A title as packs write it, in one line, taken apart: the type of the paper and its subject."""

from __future__ import annotations

import re

from tuquan.core.papers.model import Title

TYPES = (
    "Bảng tự đánh giá",
    "Bảng đánh giá",
    "Bản đăng ký cam kết",
    "Bản cam kết",
    "Bản đăng ký",
    "Giấy chứng nhận",
    "Giấy công nhận",
    "Giấy khen",
    "Giấy mời",
    "Phiếu lấy ý kiến hộ gia đình",
    "Tờ trình",
    "Kế hoạch",
    "Quyết định",
    "Nghị quyết",
    "Biên bản",
    "Danh sách",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Báo cáo",
    "Đề nghị",
    "Quy chế",
    "Phụ lục",
)
"""Names of types, the longer of two that begin alike first."""

_REFERENCE = re.compile(r"\s*(\((?:kèm theo|Kèm theo)[^()]*\))\s*$")
_OF_WHOM = re.compile(r"\s+(?=CỦA\s)")


def split_title(text: str) -> Title:
    """The type in capitals, the subject, and the "(kèm theo …)" of a list.

    >>> split_title("Quyết định về việc kiện toàn Tổ tự quản")
    Title(type_lines=('QUYẾT ĐỊNH',), subject='Về việc kiện toàn Tổ tự quản', reference='')
    """
    found = _REFERENCE.search(text)
    reference = found[1] if found else ""
    title = text[: found.start()] if found else text
    in_capitals = _leading_capitals(title)
    rest = title[len(in_capitals) :].strip()
    name = _type_in(title)
    if in_capitals and name and not rest.strip("0123456789") and not _OF_WHOM.search(in_capitals):
        return Title((name.upper(),), title[len(name) :].strip(), reference)
    if in_capitals:
        return Title(tuple(_OF_WHOM.split(in_capitals)), _first_capital(rest), reference)
    if not name:
        return Title((title.upper(),) if title else (), "", reference)
    return Title((name.upper(),), _first_capital(title[len(name) :].strip()), reference)


def _type_in(title: str) -> str:
    return next((one for one in TYPES if title.casefold().startswith(one.casefold())), "")


def _leading_capitals(text: str) -> str:
    """The words in capitals a title opens with, when there are two or more of them."""
    words = text.split()
    count = next(
        (place for place, word in enumerate(words) if word != word.upper() or word.isdigit()),
        len(words),
    )
    return " ".join(words[:count]) if count >= 2 else ""


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
