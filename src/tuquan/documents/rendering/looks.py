"""How each kind of line looks in a style; both renderers take their measures from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tuquan.core.papers.model import Align
from tuquan.core.papers.styles import PaperStyle

Role = Literal[
    "parent",
    "issuer",
    "star",
    "motto_1",
    "motto_2",
    "party_name",
    "number",
    "day",
    "letter_subject",
    "type_name",
    "certificate_name",
    "certificate_text",
    "subject",
    "reference",
    "hyphens",
    "authority",
    "basis",
    "enacting",
    "body",
    "body_flush",
    "body_centred",
    "article",
    "article_title",
    "part",
    "section",
    "item",
    "recipients_head",
    "recipient",
    "sign",
    "sign_note",
    "sign_name",
    "cell_head",
    "cell",
    "cell_total",
    "cell_heading",
]

Level = Literal[0, 1, 2, 3]


@dataclass(frozen=True, slots=True)
class RoleLook:
    """One kind of line: points, face, place, points before it; `level` makes it a real heading.

    `name` is the style an officer finds in Word, `first_line` millimetres.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    align: Align = "center"
    before: float = 0.0
    first_line: float = 0.0
    pitch: float = 0.0
    level: Level = 0
    keep: bool = False


def looks_of(style: PaperStyle) -> Mapping[Role, RoleLook]:
    """The looks of every role in a style, with the distance of its lines."""
    sizes, gap = style.sizes, style.space_before
    body = sizes.body
    looks = _top(style) | _closing(style)
    looks |= {
        "type_name": RoleLook("Tên loại", body, bold=True, before=14, level=1, keep=True),
        "certificate_name": RoleLook("Tên giấy", 30, bold=True, before=16, level=1, keep=True),
        "certificate_text": RoleLook("Nội dung giấy", 18, before=9),
        "subject": RoleLook("Trích yếu", body, bold=True, keep=True),
        "reference": RoleLook("Kèm theo", body, italic=True, keep=True),
        "hyphens": RoleLook("Gạch nối", body, keep=True),
        "authority": RoleLook("Thẩm quyền ban hành", body, bold=True, before=gap * 2, keep=True),
        "basis": _text("Căn cứ", style, italic=style.basis_italic),
        "enacting": RoleLook("Lệnh ban hành", body, bold=True, before=gap * 2, keep=True),
        "body": _text("Nội dung", style),
        "body_flush": _text("Nội dung sát lề", style, first_line=0.0),
        "body_centred": RoleLook("Nội dung ở giữa", body, before=gap),
        "article": _text("Điều", style, level=3),
        "article_title": _text("Tên điều", style, bold=True, level=3, keep=True),
        "part": _text("Phần", style, bold=True, level=2, keep=True),
        "section": _text("Mục", style, bold=True, level=3, keep=True),
        "item": _text("Gạch đầu dòng", style),
        "cell_head": RoleLook("Đầu bảng", sizes.table, bold=True, keep=True),
        "cell": RoleLook("Ô bảng", sizes.table, align="left"),
        "cell_total": RoleLook("Dòng cộng", sizes.table, bold=True, align="left"),
        "cell_heading": RoleLook("Dòng mục", sizes.table, bold=True, align="left", keep=True),
    }
    return {role: _with_pitch(role, look, style) for role, look in looks.items()}


def _top(style: PaperStyle) -> dict[Role, RoleLook]:
    sizes = style.sizes
    first, second = sizes.motto
    return {
        "parent": RoleLook("Cơ quan chủ quản", sizes.issuer),
        "issuer": RoleLook("Cơ quan ban hành", sizes.issuer, bold=True),
        "star": RoleLook("Dấu sao", sizes.issuer),
        "motto_1": RoleLook("Quốc hiệu", first, bold=True),
        "motto_2": RoleLook("Tiêu ngữ", second, bold=True),
        "party_name": RoleLook("Tiêu đề của Đảng", sizes.party_name, bold=True),
        "number": RoleLook("Số, ký hiệu", sizes.number, before=4),
        "day": RoleLook("Địa danh, ngày tháng", sizes.day, italic=True, before=4),
        "letter_subject": RoleLook("Trích yếu công văn", sizes.number - 1, before=2),
    }


def _closing(style: PaperStyle) -> dict[Role, RoleLook]:
    sizes, underlined = style.sizes, style.recipients_underlined
    return {
        "recipients_head": RoleLook(
            "Nơi nhận",
            sizes.recipients_head,
            bold=not underlined,
            italic=not underlined,
            underlined=underlined,
            align="left",
            keep=True,
        ),
        "recipient": RoleLook("Dòng nơi nhận", sizes.recipients, align="left", keep=True),
        "sign": RoleLook("Chức vụ ký", sizes.body, bold=True, keep=True),
        "sign_note": RoleLook("Ghi chú ký", sizes.body - 1, italic=True, keep=True),
        "sign_name": RoleLook("Họ tên người ký", sizes.body, bold=True),
    }


def _text(
    name: str,
    style: PaperStyle,
    *,
    bold: bool = False,
    italic: bool = False,
    level: Level = 0,
    keep: bool = False,
    first_line: float | None = None,
) -> RoleLook:
    return RoleLook(
        name,
        style.sizes.body,
        bold=bold,
        italic=italic,
        align="justify",
        before=style.space_before,
        first_line=style.first_line if first_line is None else first_line,
        level=level,
        keep=keep,
    )


RUNNING: frozenset[Role] = frozenset(
    {
        "basis",
        "body",
        "body_flush",
        "body_centred",
        "article",
        "article_title",
        "part",
        "section",
        "item",
    }
)
"""Text of the body, whose lines stand as the style says; all else is set single."""


def _with_pitch(role: Role, look: RoleLook, style: PaperStyle) -> RoleLook:
    single = round(look.size * style.line.SINGLE, 2)
    pitch = style.line.pitch(look.size) if role in RUNNING else single
    return replace(look, pitch=pitch)
