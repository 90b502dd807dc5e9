"""A group whose meeting has begun, with its leader and deputy, for telephones without network.

It works backstage, on the data folder of an installation: see
`test_offline_attendance.py`.
"""

from __future__ import annotations

from datetime import date, time

from tests import make
from tests.reports.worlds import deputy_of
from tuquan.accounts.models import Account
from tuquan.audit.models import Change
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import NewMeeting, open_meeting, plan_meeting
from tuquan.meetings.services.marking import Mark, Tick, mark_some

DEPUTY = "Hồ Văn Tám"


def make_people() -> dict[str, object]:
    """Make the commune; who leads, and the households of the group in their order."""
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    commune = make.place("Xã Yên Khê Hạ", "commune", province)
    area = make.place("Thôn Đình", "area", commune)
    make.adoption(commune)
    [group] = make.groups(area, 20)
    leader = make.leader(group, "Lò Thị Bốn")
    deputy_of(group, DEPUTY)
    members = group.memberships.order_by("household__list_order", "household_id")
    return {
        "password": make.PASSWORD,
        "leader": leader.username,
        "households": list(members.values_list("household_id", flat=True)),
    }


def begin_meeting() -> int:
    """A meeting of the group begins; its number."""
    group = ResidentGroup.objects.get()
    wanted = NewMeeting(
        kind="household_meeting",
        title="Họp tổ cuối năm",
        held_on=date(2026, 11, 20),
        starts_at=time(19, 30),
        venue="Nhà văn hoá",
    )
    meeting = plan_meeting(make.SYSTEM, group.place, wanted, group=group)
    return open_meeting(make.SYSTEM, meeting).pk


def marks_of(meeting: int) -> dict[int, list[object]]:
    """How the households of a roll are marked, by their numbers."""
    rows = Meeting.objects.get(pk=meeting).attendance.exclude(present=None)
    return {row.household_id: [row.present, row.represented_by] for row in rows}


def changed_in(meeting: int) -> list[int]:
    """How many households each entry of a telephone changed."""
    rows = Change.objects.filter(action="meetings.some_marked", subject__endswith=f":{meeting}")
    return [row.data["households"] for row in rows.order_by("pk")]


def mark_as_deputy(meeting: int, household: int, came: bool) -> None:
    """The deputy marks a household."""
    deputy = make.actor(Account.objects.get(name=DEPUTY))
    mark_some(deputy, Meeting.objects.get(pk=meeting), {household: Tick(Mark(came), Mark())})


def close(meeting: int) -> None:
    """The meeting is over."""
    Meeting.objects.filter(pk=meeting).update(state=Meeting.State.CLOSED)
