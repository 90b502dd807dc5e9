"""Groups on their way to a decision: what the tests of dossiers do again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tests import make
from tests.meetings.holding import BOARD, TODAY, votes
from tuquan.accounts.models import Role
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.documents.models import IssuingBody, NumberBook, OfficialDocument, Signatory
from tuquan.documents.queries import IssueTerms
from tuquan.documents.services import (
    NewIssuingBody,
    NewSignatory,
    add_signatory,
    issue_document,
    open_book,
    set_up_issuing_body,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import propose_area_groups
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import (
    Counting,
    NewCandidate,
    NewElection,
    NewMeeting,
    Witness,
    close_meeting,
    mark_many,
    nominate,
    open_election,
    open_meeting,
    plan_meeting,
    record_election,
    sign_minutes,
    write_minutes,
)
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


@dataclass
class Office:
    """A commune at work: its adoption, its officer, the head of an area."""

    world: make.World
    adoption: Adoption
    officer: Actor
    area_head: Actor


def office(world: make.World, programme: str = make.S0) -> Office:
    """The commune runs a programme."""
    adoption = make.adoption(world.commune, programme)
    officer = make.actor(make.officer(world.commune))
    head = make.actor(make.account(Role.AREA_HEAD, world.area))
    return Office(world, adoption, officer, head)


def proposed(here: Office, households: int = 20) -> list[ResidentGroup]:
    """Groups proposed for so many households of our first area."""
    make.households(here.world.area, households)
    edition = here.adoption.edition
    rules = edition.content.group_rules
    assert rules is not None
    return propose_area_groups(here.officer, edition.programme, rules, here.world.area)


def elected(here: Office, group: ResidentGroup, leader: str, deputy: str = "") -> Meeting:
    """A closed meeting of all households of a group that elected these."""
    meeting = plan_meeting(
        here.area_head,
        group.place,
        NewMeeting(
            kind="household_meeting",
            title=f"Họp {group.name}",
            held_on=TODAY,
            starts_at=time(19, 30),
            venue="Nhà văn hóa",
            chair_name="Hồ Văn Phú",
            secretary_name="Lê Ba",
        ),
        group=group,
    )
    open_meeting(here.area_head, meeting)
    homes = [row.household for row in meeting.attendance.select_related("household")]
    mark_many(here.area_head, meeting, [one.pk for one in homes])
    for position, label, name, home in (
        ("leader", "Tổ trưởng", leader, homes[0]),
        ("deputy", "Tổ phó", deputy, homes[1]),
    ):
        if not name:
            continue
        wanted = NewElection(position=position, label=label, method="show_of_hands")
        election = open_election(here.area_head, meeting, wanted)
        nominate(here.area_head, election, NewCandidate(name, home, "Ban CTMT"))
        counting = Counting(witnesses=(Witness(homes[2].pk), Witness(homes[3].pk)), board=BOARD)
        record_election(
            here.area_head, election, votes(election, len(homes) - 1, counting=counting)
        )
    closed(here, meeting)
    return meeting


def closed(here: Office, meeting: Meeting) -> None:
    """What was said is written down; the meeting is closed and signed by two."""
    meeting.refresh_from_db()
    notes = {one.pk: "Các hộ nhất trí." for one in meeting.agenda.all()}
    write_minutes(
        here.area_head,
        meeting,
        notes=notes,
        conclusions="Các hộ thống nhất thực hiện.",
        chair_name="Hồ Văn Phú",
        secretary_name="Lê Ba",
    )
    close_meeting(here.area_head, meeting)
    sign_minutes(here.area_head, meeting, "Hồ Văn Phú", "Lê Ba", TODAY)


@dataclass
class Issuer:
    """A body with its signatory and its book of one type of paper."""

    body: IssuingBody
    signatory: Signatory
    book: NumberBook

    def terms(self, on: date = TODAY) -> IssueTerms:
        """The usual terms."""
        return IssueTerms(on=on, signatories=(self.signatory,), book=self.book)


def issuer(
    actor: Actor,
    place: Place,
    regime: str,
    letterhead: tuple[str, ...],
    symbol: str,
    type_code: str,
) -> Issuer:
    """A body of a place that issues one type of paper since the beginning of the year."""
    body = set_up_issuing_body(
        actor,
        place,
        NewIssuingBody(
            regime=regime,
            name=" ".join(letterhead),
            letterhead=letterhead,
            symbol=symbol,
            day_place="Minh Sơn",
            effective_from=make.SINCE,
            on_behalf_of=letterhead[0],
        ),
    )
    signatory = add_signatory(
        actor, body, NewSignatory("Nguyễn Thế Vinh", "CHỦ TỊCH", "on_behalf", make.SINCE)
    )
    book = open_book(actor, body, type_code, make.SINCE)
    return Issuer(body, signatory, book)


def peoples_committee(here: Office) -> Issuer:
    """The People's Committee with its book of decisions."""
    lines = ("ỦY BAN NHÂN DÂN", "XÃ MINH SƠN")
    return issuer(here.officer, here.world.commune, "state", lines, "UBND", "QĐ")


def front_of_area(here: Office) -> Issuer:
    """The Front Working Committee of the area with its book of requests."""
    lines = ("BAN CÔNG TÁC MẶT TRẬN THÔN 2",)
    return issuer(here.area_head, here.world.area, "front", lines, "BCTMT", "ĐN")


def issued(actor: Actor, document: OfficialDocument, by: Issuer | None) -> OfficialDocument:
    """The paper issued in the usual way."""
    terms = by.terms() if by else IssueTerms(on=TODAY, signed_by=("Hồ Văn Phú", "Lê Ba"))
    return issue_document(actor, document, terms)


def why_of(refusal: Invalid) -> list[str]:
    """The codes of what is missing in the dossiers that were refused."""
    whys = [one.params["why"] for one in refusal.problems]
    return [why.code for why in whys if isinstance(why, Problem)]
