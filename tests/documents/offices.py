"""An office with its signatories and books, and papers for it to issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tests import make
from tuquan.base.actor import Actor
from tuquan.core.papers import Contents
from tuquan.core.programme.papers import Addressee, Column, Paper, Signature
from tuquan.documents.models import (
    DocumentEffect,
    DocumentFile,
    IssuingBody,
    NumberBook,
    NumberEntry,
    OfficialDocument,
    Signatory,
)
from tuquan.documents.services import (
    NewDocument,
    NewIssuingBody,
    NewSignatory,
    add_signatory,
    draft_document,
    open_book,
    set_up_issuing_body,
)
from tuquan.places.models import Place

SINCE = date(2026, 1, 1)
DAY = date(2026, 10, 28)

DECISION = Paper(
    key="reconstitute",
    kind="decision",
    style="state",
    title="Quyết định về việc kiện toàn {group_name}, {area_name}",
    number="Số: …/QĐ-UBND",
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ biên bản họp các hộ dân {group_name} ngày {meeting_day}",
        "Xét đề nghị của Ban Công tác Mặt trận {area_name}",
    ),
    body=(
        "Điều 1. Kiện toàn {group_name}, {area_name}, gồm {household_count} hộ gia đình; công nhận "
        "các ông, bà có tên sau:",
        "Điều 2. Tổ tự quản hoạt động theo quy chế đã được các hộ dân thông qua; nhiệm kỳ 2,5 năm "
        "kể từ ngày ký.",
        "Điều 3. Văn phòng UBND xã, Trưởng {area_name} và các ông, bà có tên tại Điều 1 chịu trách "
        "nhiệm thi hành Quyết định này.",
    ),
    columns=(
        Column("number", "TT"),
        Column("name", "Họ và tên"),
        Column("post", "Chức vụ"),
        Column("votes", "Số phiếu"),
    ),
    signature=Signature("", "CHỦ TỊCH"),
    recipients=(Addressee("Như Điều 3"), Addressee("Ban TT UBMTTQ xã"), Addressee("Lưu: VT")),
    annexes=("household_list",),
)

HOUSEHOLD_LIST = Paper(
    key="household_list",
    kind="list",
    style="state",
    title="Danh sách các hộ gia đình {group_name}, {area_name}",
    columns=(
        Column("number", "TT"),
        Column("head", "Họ và tên chủ hộ", about="household"),
        Column("address", "Nơi ở"),
    ),
)

MINUTES = Paper(
    key="minutes",
    kind="minutes",
    style="state",
    title="Biên bản họp các hộ dân {group_name}",
    body=("Nội dung đã thống nhất: {conclusions}.",),
    signature=Signature("", "CHỦ TRÌ"),
)

VALUES = {
    "group_name": "Tổ tự quản số 4",
    "area_name": "Thôn 6",
    "household_count": "27",
    "meeting_day": "20/10/2026",
    "conclusions": "giữ gìn đường làng",
}
BOARD = (
    {"number": "1", "name": "Ông Trần Đình Bảy", "post": "Tổ trưởng", "votes": "25/27"},
    {"number": "2", "name": "Bà Phan Thị Hạnh", "post": "Tổ phó", "votes": "24/27"},
)


@dataclass(frozen=True)
class Office:
    """The People's Committee of our commune at its desk."""

    place: Place
    officer: Actor
    body: IssuingBody
    chair: Signatory
    book: NumberBook


def body_of(officer: Actor, place: Place, regime: str = "state") -> IssuingBody:
    """The People's Committee, the Party committee or the Front of a commune."""
    name, symbol, behalf, letterhead = {
        "state": (
            "Ủy ban nhân dân xã Minh Sơn",
            "UBND",
            "ỦY BAN NHÂN DÂN",
            ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN"),
        ),
        "party": ("Đảng ủy xã Minh Sơn", "ĐU", "BAN THƯỜNG VỤ", ("ĐẢNG ỦY XÃ MINH SƠN",)),
        "front": (
            "Ủy ban MTTQ Việt Nam xã Minh Sơn",
            "MTTQ-BTT",
            "BAN THƯỜNG TRỰC",
            ("ỦY BAN MTTQ VIỆT NAM", "XÃ MINH SƠN"),
        ),
    }[regime]
    new = NewIssuingBody(
        regime=regime,
        name=name,
        letterhead=letterhead,
        parents=("ĐẢNG BỘ TỈNH MẪU",) if regime == "party" else (),
        symbol=symbol,
        day_place="Minh Sơn",
        on_behalf_of=behalf,
        effective_from=SINCE,
    )
    return set_up_issuing_body(officer, place, new)


def office(world: make.World) -> Office:
    """The People's Committee with its chair and the book of decisions of 2026, at number 118."""
    officer = make.actor(make.officer(world.commune))
    body = body_of(officer, world.commune)
    chair = add_signatory(officer, body, NewSignatory("Nguyễn Thế Vinh", "Chủ tịch", "own", SINCE))
    book = open_book(officer, body, "QĐ", SINCE, first_number=118)
    return Office(world.commune, officer, body, chair, book)


def households(count: int) -> list[dict[str, str]]:
    """Rows of an annexed list."""
    return [
        {"number": str(n), "head": f"Nguyễn Văn Đức {n}", "address": f"Số {n}, ngõ Đình"}
        for n in range(1, count + 1)
    ]


def contents(count: int = 3, **values: str) -> Contents:
    """What fills the decision and its list."""
    rows = {"reconstitute": BOARD, "household_list": households(count)}
    return Contents(values={**VALUES, **values}, rows=rows)


def draft(
    at: Office,
    template: Paper = DECISION,
    body: IssuingBody | None = None,
    filled: Contents | None = None,
    subject: str = "groups.residentgroup:7",
    **changes: object,
) -> OfficialDocument:
    """A draft of the decision of the mock-up, or of another paper."""
    template = replace(template, **changes)  # type: ignore[arg-type]
    annexes = (HOUSEHOLD_LIST,) if template.annexes else ()
    new = NewDocument(
        place=at.place,
        path=at.place.path,
        template=template,
        annexes=annexes,
        contents=filled or contents(),
        issuing_body=body or at.body,
        subject=subject,
    )
    return draft_document(at.officer, new)


def rows_kept() -> Mapping[str, int]:
    """How many rows every table of the app holds: a refusal changes none of them."""
    tables = (OfficialDocument, DocumentFile, DocumentEffect, NumberEntry, NumberBook)
    return {table.__name__: table.objects.count() for table in tables}
