"""A group whose year was accepted and whose reports came, and areas that may do the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests import make
from tests.assessments.worlds import marks
from tuquan.accounts.models import Account, Role
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.services import decide, open_cycles, save_findings
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.core.answers import Answers, Value
from tuquan.exemplars.models import Exemplar, Replication
from tuquan.exemplars.services import (
    About,
    ExemplarWords,
    StepWords,
    Trial,
    adopt_here,
    share_exemplar,
    write_exemplar,
)
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.reports.services import open_periods, submit_report

TODAY = date(2026, 11, 20)
SINCE = date(2026, 9, 1)
BEGUN = datetime(2026, 8, 20, 9, tzinfo=UTC)
"""The programmes run since September: two months of reports are due."""

SORTING, TREES = "households_sorting_waste", "trees_planted"
MEETING = "households_at_meeting"
MONTH = "2026-10"

WORDS = ExemplarWords(
    title="Đường hoa ngõ Đình",
    steps=(
        StepWords("Họp tổ, chọn đoạn ngõ làm trước.", 1, "week"),
        StepWords("Dọn cỏ, đắp bồn.", 10, "day"),
        StepWords("Trồng hoa, chia nhau tưới."),
    ),
    theme="environment",
    story="Trước kia ngõ đầy cỏ, rác dồn ở đầu ngõ.",
    cost=0,
    people=24,
    hours=60,
    what_worked="Làm từng đoạn ngắn, xong đoạn nào giữ đoạn ấy.",
    what_to_avoid="Trồng vào giữa mùa nắng.",
    contact_post="Trưởng ban công tác Mặt trận Thôn 2",
    contact_reach="Nhà văn hóa thôn, tối thứ tư hằng tuần",
    lines=(SORTING, TREES),
)


@dataclass
class Village:
    """Thôn 2 with a group accepted in 2026, Thôn 10 with one that is not, and next door."""

    world: make.World
    adoption: Adoption
    group: ResidentGroup
    other: ResidentGroup
    officer: Account
    head: Account
    other_head: Account
    leader: Account
    neighbour_officer: Account
    province_officer: Account

    @property
    def about(self) -> About:
        return About(self.adoption, self.world.area, self.group)

    @property
    def as_officer(self) -> Actor:
        return make.actor(self.officer)

    @property
    def as_head(self) -> Actor:
        return make.actor(self.head)

    @property
    def as_other_head(self) -> Actor:
        return make.actor(self.other_head)

    @property
    def as_neighbour(self) -> Actor:
        return make.actor(self.neighbour_officer)

    @property
    def there(self) -> Trial:
        """Thôn 10's group may do the same."""
        return Trial(self.world.other_area, self.other, TODAY)


def village(world: make.World) -> Village:
    """Everything but an exemplar."""
    with clock.pretending(BEGUN):
        for commune in (world.commune, world.neighbour):
            make.adoption(commune, make.S0, SINCE)
            make.adoption(commune, make.S1, SINCE)
        [group] = make.groups(world.area)
        [other] = make.groups(world.other_area)
    adoption = Adoption.objects.get(place=world.commune, edition__programme__key=make.S1)
    open_periods(make.SYSTEM)
    hand_in(group, "baseline", {SORTING: 4})
    hand_in(group, "monthly", {SORTING: 18, TREES: 0}, period_key=MONTH)
    accepted(group)
    return Village(
        world,
        adoption,
        group,
        other,
        make.officer(world.commune),
        make.account(Role.AREA_HEAD, world.area, "Lê Thị Mai"),
        make.account(Role.AREA_HEAD, world.other_area, "Lò Văn Ánh"),
        make.leader(group),
        make.officer(world.neighbour),
        make.account(Role.PROVINCE_OFFICER, world.province, "Trịnh Nguyệt"),
    )


def accepted(group: ResidentGroup) -> None:
    """The year of a group is decided, with its class reached."""
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(group=group)
    save_findings(make.SYSTEM, sheet, marks(sheet), 0, done=True)
    decide(make.SYSTEM, sheet, sheet.version)


def hand_in(
    group: ResidentGroup,
    calendar: str,
    values: Mapping[str, Value],
    aside: frozenset[str] = frozenset(),
    **more: Any,
) -> None:
    """A complete report; what is not named is yes, or zero."""
    owed = make.opened(group, calendar, **more)
    plain: dict[str, Value] = {
        question.key: True if question.kind == "yes_no" else 0
        for question in owed.form.questions
        if question.key not in aside
    }
    submit_report(make.SYSTEM, owed, Answers(plain | dict(values), aside), 0)


def draft(known: Village, words: ExemplarWords = WORDS, about: About | None = None) -> Exemplar:
    """What the head of the area wrote."""
    return write_exemplar(known.as_head, about or known.about, words)


def shared(known: Village, to: Place | None = None) -> Exemplar:
    """The same shared by the officer, with the commune unless another place is named."""
    made = draft(known)
    return share_exemplar(known.as_officer, made, to or known.world.commune, made.version)


def followed(known: Village, exemplar: Exemplar | None = None) -> Replication:
    """Thôn 10's group does the same."""
    return adopt_here(known.as_other_head, exemplar or shared(known), known.there)
