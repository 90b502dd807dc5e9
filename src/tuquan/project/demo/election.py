"""One group taken the whole way to its decision, one half the way, one proposed (95-KH/ĐU)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tuquan.accounts.models import Account
from tuquan.base.actor import Actor
from tuquan.documents.queries import IssueTerms
from tuquan.documents.services import issue_document
from tuquan.formation.models import Dossier
from tuquan.formation.services import (
    draft_decision,
    draft_minutes,
    draft_request,
    link_meeting,
    open_dossiers,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import propose_area_groups
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import (
    Counting,
    ElectionFigures,
    NewCandidate,
    NewElection,
    NewMeeting,
    NewResolution,
    Witness,
    add_resolution,
    close_meeting,
    finish_resolution,
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
from tuquan.project.demo.bodies import Issuer
from tuquan.project.demo.stage import DAY_PLACE, Days, then
from tuquan.residents.models import Household

SECRETARY = "Lê Thị Thủy"
BOARD = ("Phạm Bá Ước", "Bùi Thị Đào", "Đinh Công Lý")
AGENDA = {
    "Lý do cuộc họp; thống nhất người chủ trì, thư ký": (
        "Các hộ nhất trí người chủ trì, thư ký và chương trình họp."
    ),
    "Thông qua danh sách các hộ trong tổ": (
        "Đọc danh sách từng hộ. Không hộ nào xin chuyển tổ.\n"
        "Một hộ đề nghị ghi thêm số điện thoại liên lạc."
    ),
    "Bầu tổ trưởng, tổ phó": (
        "Ban Công tác Mặt trận giới thiệu hai người, các hộ giới thiệu thêm một người."
    ),
    "Việc cần làm ngay, ai làm, đến khi nào": "Các hộ bàn và thống nhất ba việc, giao người làm.",
}
CONCLUSIONS = (
    "Thành lập tổ tự quản Văn minh - An toàn.\n"
    "Thông qua quy chế hoạt động và bản cam kết của tổ.\n"
    "Quét dọn ngõ vào sáng thứ Bảy tuần đầu mỗi tháng."
)
WORK = (
    ("Lập danh sách số điện thoại liên lạc của các hộ trong tổ", SECRETARY, -7),
    ("Gửi hồ sơ đề nghị thành lập tổ lên Ủy ban nhân dân xã", "", -24),
    ("Lắp hai bóng đèn chiếu sáng ở đầu ngõ", "", 6),
)
"""What was agreed, who does it (nobody named: the head of the area), in how many days from now."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Who runs the meetings of an area: its head, who signs in, and who chairs."""

    head: Actor
    account: Account
    chair: str
    days: Days


def found_by_election(
    hosts: Hosts, officer: Actor, adoption: Adoption, area: Place, front: Issuer, committee: Issuer
) -> ResidentGroup:
    """Propose the groups of an area and take the first the whole way; gives that one."""
    head, days = hosts.head, hosts.days
    rules = adoption.content.group_rules
    if rules is None:
        raise RuntimeError(f"{adoption} forms no groups")
    with then(days.ago(45)):
        first, second, *_rest = propose_area_groups(
            officer, adoption.edition.programme, rules, area
        )
    with then(days.ago(42), 15):
        [dossier] = open_dossiers(head, adoption, [first])
    meeting = _elected(hosts, first)
    with then(days.paper(28), 10):
        link_meeting(head, dossier, meeting)
        terms = IssueTerms(
            days.paper(28), signed_by=(hosts.chair, SECRETARY), place_of_issue=DAY_PLACE
        )
        issue_document(head, draft_minutes(head, dossier), terms)
    with then(days.paper(27), 14):
        request = draft_request(head, dossier)
        issue_document(head, request, front.terms(days.paper(27)))
    with then(days.paper(20), 14):
        dossier = Dossier.objects.get(pk=dossier.pk)
        decision = draft_decision(officer, [dossier])
        issue_document(officer, decision, committee.terms(days.paper(20)))
    with then(days.ago(12), 8):
        open_dossiers(head, adoption, [second])
        _planned(hosts, second)
    first.refresh_from_db()
    return first


def _planned(hosts: Hosts, group: ResidentGroup) -> Meeting:
    """A meeting of next week, still to be held."""
    plan = _plan(hosts, group, hosts.days.ago(-6))
    return plan_meeting(hosts.head, group.place, plan, group=group)


def _elected(hosts: Hosts, group: ResidentGroup) -> Meeting:
    """A meeting of the households of a group that elected leader and deputy, closed and signed."""
    head, days, day = hosts.head, hosts.days, hosts.days.ago(30)
    with then(days.ago(36)):
        meeting = plan_meeting(head, group.place, _plan(hosts, group, day), group=group)
    with then(day, 19, 35):
        open_meeting(head, meeting)
        homes = _attend(head, meeting)
    with then(day, 20, 10):
        _elect(head, meeting, homes)
    with then(day, 20, 45):
        tasks = [add_resolution(head, meeting, _work(hosts, *one)) for one in WORK]
        notes = {one.pk: AGENDA[one.title] for one in meeting.agenda.all()}
        write_minutes(
            head,
            meeting,
            notes=notes,
            conclusions=CONCLUSIONS,
            chair_name=hosts.chair,
            secretary_name=SECRETARY,
        )
        close_meeting(head, meeting)
    with then(days.ago(29), 9):
        sign_minutes(head, meeting, hosts.chair, SECRETARY, days.ago(29))
    with then(days.ago(24), 17):
        finish_resolution(head, tasks[1], "Đã gửi bộ phận một cửa")
    return meeting


def _plan(hosts: Hosts, group: ResidentGroup, day: date) -> NewMeeting:
    return NewMeeting(
        kind="household_meeting",
        title=f"Họp các hộ {group.name} bầu tổ trưởng, tổ phó",
        held_on=day,
        starts_at=time(19, 30),
        venue=f"Nhà văn hóa {group.place.name}",
        chair_name=hosts.chair,
        secretary_name=SECRETARY,
        purpose="Thành lập tổ tự quản Văn minh - An toàn",
        agenda=tuple(AGENDA),
    )


def _attend(head: Actor, meeting: Meeting) -> list[Household]:
    """All but two households came; for one of them a grown daughter."""
    rows = meeting.attendance.select_related("household").order_by("household__list_order")
    homes = [row.household for row in rows]
    came = [one for at, one in enumerate(homes) if at not in (4, 11)]
    mark_many(head, meeting, [one.pk for one in came], represented={came[6].pk: "con gái"})
    return came


def _elect(head: Actor, meeting: Meeting, homes: list[Household]) -> None:
    """Leader and deputy by show of hands; two households watched the counting (d3)."""
    for position, label, standing in (
        ("leader", "Tổ trưởng", ((homes[0], 13), (homes[3], 3))),
        ("deputy", "Tổ phó", ((homes[1], 15),)),
    ):
        wanted = NewElection(position=position, label=label, method="show_of_hands")
        election = open_election(head, meeting, wanted)
        votes: dict[int, int | None] = {}
        for home, count in standing:
            one = NewCandidate(home.head_name, home, "Ban Công tác Mặt trận")
            votes[nominate(head, election, one).pk] = count
        watching = (Witness(homes[8].pk), Witness(homes[9].pk))
        counted = Counting(witnesses=watching, board=BOARD)
        record_election(head, election, ElectionFigures(votes, counted))


def _work(hosts: Hosts, text: str, who: str, until: int) -> NewResolution:
    owner = None if who else hosts.account
    return NewResolution(text, who, hosts.days.ago(-until), owner)
