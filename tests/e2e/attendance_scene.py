"""A group whose meeting has begun, with its leader and deputy, for telephones without network.

It is run in a process of its own, with the data folder of an installation: see
`test_offline_attendance.py`.
"""

from __future__ import annotations

import json
import sys
from datetime import date, time

from tests import make
from tests.reports.worlds import deputy_of
from tuquan.accounts.models import Account
from tuquan.audit.models import Change
from tuquan.groups.models import ResidentGroup
from tuquan.meetings.models import Meeting
from tuquan.meetings.services import NewMeeting, open_meeting, plan_meeting
from tuquan.meetings.services.marking import Mark, Tick, mark_some
from tuquan.project.commands.setup import prepare_database

DEPUTY = "Hồ Văn Tám"


def make_people() -> None:
    """Make the commune; prints who leads, and the households of the group in their order."""
    prepare_database()
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    commune = make.place("Xã Yên Khê Hạ", "commune", province)
    area = make.place("Thôn Đình", "area", commune)
    make.adoption(commune)
    [group] = make.groups(area, 20)
    leader = make.leader(group, "Lò Thị Bốn")
    deputy_of(group, DEPUTY)
    members = group.memberships.order_by("household__list_order", "household_id")
    made = {
        "password": make.PASSWORD,
        "leader": leader.username,
        "households": list(members.values_list("household_id", flat=True)),
    }
    json.dump(made, sys.stdout)


def begin_meeting() -> None:
    """A meeting of the group begins; prints its number."""
    group = ResidentGroup.objects.get()
    wanted = NewMeeting(
        kind="household_meeting",
        title="Họp tổ cuối năm",
        held_on=date(2026, 11, 20),
        starts_at=time(19, 30),
        venue="Nhà văn hoá",
    )
    meeting = plan_meeting(make.SYSTEM, group.place, wanted, group=group)
    json.dump(open_meeting(make.SYSTEM, meeting).pk, sys.stdout)


def say_marks(meeting: int) -> None:
    """Prints how the households of a roll are marked, by their numbers."""
    rows = Meeting.objects.get(pk=meeting).attendance.exclude(present=None)
    marks = {row.household_id: [row.present, row.represented_by] for row in rows}
    json.dump(marks, sys.stdout)


def say_how_often(meeting: int) -> None:
    """Prints how many households each entry of a telephone changed."""
    rows = Change.objects.filter(action="meetings.some_marked", subject__endswith=f":{meeting}")
    json.dump([row.data["households"] for row in rows.order_by("pk")], sys.stdout)


def mark_as_deputy(meeting: int, household: int, came: bool) -> None:
    """The deputy marks a household."""
    deputy = make.actor(Account.objects.get(name=DEPUTY))
    mark_some(deputy, Meeting.objects.get(pk=meeting), {household: Tick(Mark(came), Mark())})
    json.dump(None, sys.stdout)


def close(meeting: int) -> None:
    """The meeting is over."""
    Meeting.objects.filter(pk=meeting).update(state=Meeting.State.CLOSED)
    json.dump(None, sys.stdout)
