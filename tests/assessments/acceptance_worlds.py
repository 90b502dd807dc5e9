"""A commune that accepts models (S1): a group with its reports, a committee, this year's row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from tests import make
from tests.assessments.worlds import Staffed
from tuquan.assessments.models import Acceptance
from tuquan.assessments.services import (
    Check,
    Present,
    accept_model,
    open_cycles,
    record_check,
)
from tuquan.base import clock
from tuquan.bodies.models import Body
from tuquan.bodies.services import NewBody, found_body
from tuquan.core.answers import Answers, Value
from tuquan.formation.services import ModelWords, choose_model
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import open_periods, submit_report

BEFORE: dict[str, Value] = {
    "lanes_swept": False,
    "no_litter": True,
    "order_kept": True,
    "roads_clear": True,
    "households_sorting_waste": 4,
    "households_with_bin": 6,
    "clean_up_days": 0,
    "trees_planted": 0,
    "street_lights": 2,
    "traffic_incidents": 3,
    "meetings_held": 1,
    "households_pledged": 0,
}
"""What the baseline survey of the group says."""

ASIDE = frozenset({"no_banned_feed", "pesticides_as_told", "households_at_meeting"})
"""Nobody raises animals or sprays there, and no meeting was held before."""

OCTOBER: dict[str, Value] = BEFORE | {
    "lanes_swept": True,
    "households_sorting_waste": 17,
    "households_with_bin": 20,
    "clean_up_days": 3,
    "trees_planted": 0,
    "street_lights": 5,
    "traffic_incidents": 1,
    "meetings_held": 1,
    "households_pledged": 20,
}
SEPTEMBER: dict[str, Value] = OCTOBER | {
    "lanes_swept": False,
    "households_sorting_waste": 15,
    "clean_up_days": 0,
    "traffic_incidents": 0,
}


IN_AUGUST = datetime(2026, 8, 3, 9, tzinfo=UTC)
"""When the group was formed, so that it has months to report."""


@dataclass
class Accepting(Staffed):
    """S1 with its committee, and this year's row of the group."""

    board: Body
    acceptance: Acceptance

    @property
    def check(self) -> Check:
        """The check as the committee writes it down."""
        return Check(
            date(2026, 11, 12),
            self.board,
            (Present("Lò Văn Điệp", "Trưởng ban"), Present("Mai Thị Hường")),
            with_group=True,
            results="Đường ngõ sạch,  rác được phân loại.",
            shortcomings="Đèn ngõ cuối chưa đủ.",
            conclusion="Giữ nếp tổng vệ sinh hằng tháng.",
        )


def committee(place: Place, name: str = "Ban Chỉ đạo mô hình tự quản xã") -> Body:
    """A steering committee of a commune."""
    return found_body(make.SYSTEM, place, NewBody("steering_committee", name, make.SINCE))


def accepting(world: make.World, *, reported: bool = True) -> Accepting:
    """The group with a survey and two months reported, its model chosen; nothing checked yet."""
    adoption = make.adoption(world.commune, make.S1)
    with clock.pretending(IN_AUGUST):
        [group] = make.groups(world.area)
    leader = make.leader(group)
    if reported:
        report(group, "baseline", BEFORE)
        report(group, "monthly", SEPTEMBER, month=9)
        report(group, "monthly", OCTOBER, month=10)
    words = ModelWords("environment", "Ngõ sạch tự quản", "Tổng vệ sinh, phân loại rác")
    choose_model(make.SYSTEM, adoption, world.area, words, date(2026, 2, 1), "Ban CTMT")
    open_cycles(make.SYSTEM)
    return Accepting(
        world,
        adoption,
        group,
        leader,
        make.account("area_head", world.area, "Lê Thị Mai"),
        make.officer(world.commune),
        committee(world.commune),
        Acceptance.objects.get(group=group),
    )


def report(
    group: ResidentGroup, calendar: str, values: dict[str, Value], month: int | None = None
) -> Report:
    """A report that the leader handed in; of a month of 2026 where one is named."""
    open_periods(make.SYSTEM)
    owed = Obligation.objects.filter(
        group=group, calendar=calendar, edition__programme__key=make.S1
    ).order_by("period_start")
    if month:
        owed = owed.filter(period_start=date(2026, month, 1))
    one = owed.last()
    assert one is not None
    return submit_report(make.SYSTEM, one, Answers(values, ASIDE), 0)


def checked(known: Accepting, **other: object) -> Acceptance:
    """The row after the committee and the group have checked."""
    check = replace(known.check, **other)  # type: ignore[arg-type]
    return record_check(known.as_officer, known.acceptance, known.acceptance.version, check)


def accepted(known: Accepting) -> Acceptance:
    """The model accepted by the officer for the committee."""
    acceptance = checked(known)
    return accept_model(known.as_officer, acceptance, acceptance.version)
