"""Who leads and decides in the commune where groups come about: bodies, posts, number books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.models import Appointment, Body, PostHolder
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    NewBody,
    NewGuidance,
    appoint,
    found_body,
    guide_several,
    record_training,
)
from tuquan.core.programme import Board
from tuquan.documents.models import IssuingBody, NumberBook, Signatory
from tuquan.documents.queries import IssueTerms
from tuquan.documents.services import (
    NewIssuingBody,
    NewSignatory,
    add_signatory,
    open_book,
    set_up_issuing_body,
)
from tuquan.places.models import Place
from tuquan.project.demo.stage import DAY_PLACE, Days

CHAIR, VICE, MEMBER = (
    Appointment.Role.CHAIR,
    Appointment.Role.VICE_CHAIR,
    Appointment.Role.MEMBER,
)
COMMUNE = "XÃ MINH HÀ"

SEATS: tuple[tuple[str, str, str], ...] = (
    ("Phó Bí thư Thường trực", VICE, "Phó Trưởng ban Thường trực"),
    ("01 đồng chí lãnh đạo UBND xã", VICE, "Phó Trưởng ban"),
    ("Chủ tịch Ủy ban MTTQ", MEMBER, "Ủy viên"),
    ("Trưởng các đoàn thể", MEMBER, "Ủy viên"),
    ("Trưởng các đoàn thể", MEMBER, "Ủy viên"),
    ("Trạm trưởng Y tế", MEMBER, "Ủy viên"),
    ("Trưởng công an xã", MEMBER, "Ủy viên"),
    ("Công chức địa chính - nông nghiệp - xây dựng và Môi trường", MEMBER, "Ủy viên"),
)
"""Seats of the steering committee beside the chair's; two of the four organisations have none."""

OTHERS = (
    ("Mai Thị Hường", "Chủ tịch Hội Liên hiệp Phụ nữ"),
    ("Quách Văn Khoa", "Chủ tịch Hội Nông dân"),
    ("Tạ Thị Yến", "Trạm trưởng Trạm Y tế"),
    ("Lương Mạnh Cường", "Trưởng Công an xã"),
    ("Cao Xuân Hải", "Công chức địa chính"),
)


def congress_term() -> tuple[date, date]:
    """The term of the Party committee that runs: from one congress to the day before the next."""
    today = clock.today()
    year = today.year - today.year % 5
    if today < date(year, 8, 1):
        year -= 5
    return date(year, 8, 1), date(year + 5, 7, 31)


def term_words() -> str:
    """The same as papers write it."""
    begins, ends = congress_term()
    return f"{begins.year} - {ends.year}"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues one type of paper, with who signs and its book."""

    body: IssuingBody
    signatory: Signatory
    book: NumberBook

    def terms(self, on: date, **choices: str) -> IssueTerms:
        """The usual terms; `choices` answer contradictions of the source."""
        return IssueTerms(on=on, signatories=(self.signatory,), book=self.book, choices=choices)


@dataclass(frozen=True, slots=True)
class Offices:
    """Who issues what in the commune."""

    committee: Issuer
    party: Issuer
    front: Issuer


def build_offices(
    days: Days, actor: Actor, commune: Place, areas: dict[str, Place], board: Board, on: date
) -> Offices:
    """The three bodies of the commune that issue papers, and the steering committee with them."""
    party = _office(actor, commune, Body.Kind.PARTY_COMMITTEE, "Đảng ủy xã Minh Hà", on)
    committee = _office(
        actor, commune, Body.Kind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Minh Hà", on
    )
    front = _office(actor, commune, Body.Kind.FRONT_COMMITTEE, "Ủy ban MTTQ xã Minh Hà", on)
    secretary = _post(actor, party, Named("Trịnh Quang Minh"), CHAIR, "Bí thư", on)
    standing = _post(actor, party, Named("Vi Thị Xuân"), VICE, "Phó Bí thư Thường trực", on)
    _post(actor, committee, standing, CHAIR, "Chủ tịch", on)
    deputy = _post(actor, committee, Named("Hà Đức Thắng"), VICE, "Phó Chủ tịch", on)
    chair = _post(actor, front, Named("Lò Văn Điệp"), CHAIR, "Chủ tịch", on)
    held: list[PostHolder | Named] = [standing, deputy, chair]
    held += [Named(name) for name, _post_elsewhere in OTHERS]
    posts = [
        "",
        "Phó Chủ tịch UBND xã",
        "Chủ tịch Ủy ban MTTQ xã",
        *(post for _name, post in OTHERS),
    ]
    _steering_committee(
        days, actor, commune, areas, board, on, secretary, list(zip(held, posts, strict=True))
    )
    return Offices(
        _issuer(
            days,
            actor,
            commune,
            NewIssuingBody(
                IssuingBody.Regime.STATE,
                committee.name,
                ("ỦY BAN NHÂN DÂN", COMMUNE),
                "UBND",
                DAY_PLACE,
                on,
                on_behalf_of="ỦY BAN NHÂN DÂN",
                body=committee,
            ),
            standing.name,
        ),
        _issuer(
            days,
            actor,
            commune,
            NewIssuingBody(
                IssuingBody.Regime.PARTY,
                party.name,
                (f"ĐẢNG ỦY {COMMUNE}",),
                "ĐU",
                DAY_PLACE,
                on,
                parents=("ĐẢNG BỘ TỈNH MINH HỌA",),
                on_behalf_of="BAN THƯỜNG VỤ",
                body=party,
            ),
            secretary.name,
            post="BÍ THƯ",
        ),
        _issuer(
            days,
            actor,
            commune,
            NewIssuingBody(
                IssuingBody.Regime.FRONT,
                front.name,
                ("ỦY BAN MTTQ VIỆT NAM", COMMUNE),
                "MTTQ-BTT",
                DAY_PLACE,
                on,
                on_behalf_of="BAN THƯỜNG TRỰC",
                body=front,
            ),
            chair.name,
        ),
    )


def build_area_front(days: Days, actor: Actor, area: Place, head: str, on: date) -> Issuer:
    """The Front Working Committee of an area, which asks the commune for decisions."""
    name = f"Ban Công tác Mặt trận {area.name}"
    body = _office(actor, area, Body.Kind.FRONT_WORKING_COMMITTEE, name, on)
    _post(actor, body, Named(head), CHAIR, "Trưởng ban", on)
    new = NewIssuingBody(
        IssuingBody.Regime.FRONT,
        name,
        ("BAN CÔNG TÁC MẶT TRẬN", area.name.upper()),
        "BCTMT",
        DAY_PLACE,
        on,
        parents=(f"ỦY BAN MTTQ VIỆT NAM {COMMUNE}",),
        on_behalf_of="BAN CÔNG TÁC MẶT TRẬN",
        body=body,
    )
    return _issuer(days, actor, area, new, head, post="TRƯỞNG BAN", code="ĐN")


def _office(actor: Actor, place: Place, kind: str, name: str, on: date) -> Body:
    return found_body(actor, place, NewBody(kind, name, on))


def _post(
    actor: Actor, body: Body, who: PostHolder | Named, role: str, post: str, on: date
) -> PostHolder:
    new = NewAppointment(who, role, post, on, congress_term()[1])
    return appoint(actor, body, new).holder


def _steering_committee(
    days: Days,
    actor: Actor,
    commune: Place,
    areas: dict[str, Place],
    board: Board,
    on: date,
    secretary: PostHolder,
    others: list[tuple[PostHolder | Named, str]],
) -> None:
    """Nine people as the plan allows; who guides which area; one term ends soon."""
    body = found_body(
        actor,
        commune,
        NewBody(
            Body.Kind.STEERING_COMMITTEE,
            "Ban Chỉ đạo Tổ Dân vận cộng đồng xã Minh Hà",
            on,
            "luc-ngan-2021",
            board,
            "\n".join(board.tasks),
        ),
    )
    until, soon = congress_term()[1], days.ago(-60)
    first = NewAppointment(secretary, CHAIR, "Trưởng ban", on, until, board.seats[0].label)
    appoint(actor, body, first)
    made = []
    for (holder, elsewhere), (seat, role, post) in zip(others, SEATS, strict=True):
        new = NewAppointment(holder, role, post, on, until, seat, elsewhere)
        if seat == "Trạm trưởng Y tế":
            new = replace(new, term_until=soon)
        made.append(appoint(actor, body, new))
    tasks = ("Theo dõi, dự họp với tổ", "Hướng dẫn hồ sơ thành lập tổ")
    guiding = zip(areas.values(), made[1:], strict=False)
    guide_several(
        actor,
        body,
        [
            NewGuidance(area, area.path, one, tasks[at % 2], on)
            for at, (area, one) in enumerate(guiding)
        ],
    )
    for one in made[:3]:
        lesson = "Tập huấn nghiệp vụ dân vận và thành lập tổ tự quản"
        record_training(actor, one.holder, lesson, "Ban Dân vận Tỉnh ủy", on)


def _issuer(
    days: Days,
    actor: Actor,
    place: Place,
    new: NewIssuingBody,
    signs: str,
    post: str = "CHỦ TỊCH",
    code: str = "QĐ",
) -> Issuer:
    """A body with who signs for it and a book: of the year, or of a Party body's congress term."""
    body = set_up_issuing_body(actor, place, new)
    since = new.effective_from
    by = NewSignatory(signs, post, Signatory.Authority.ON_BEHALF, since)
    signatory = add_signatory(actor, body, by)
    if new.regime == IssuingBody.Regime.PARTY:
        book = open_book(actor, body, code, *congress_term(), f"Nhiệm kỳ {term_words()}")
    else:
        book = open_book(actor, body, code, days.new_year)
    return Issuer(body, signatory, book)
