"""Communes that assess: groups by S0's nine criteria, areas by S3's sheet."""

from __future__ import annotations

from dataclasses import dataclass

from tests import make
from tuquan.accounts.models import Account
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.services import open_cycles, save_findings, save_marks
from tuquan.base.actor import Actor
from tuquan.core.assessing import Mark, Marks
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption

S3 = "tan-phong-2021"


@dataclass
class Staffed:
    """A programme in our commune: a group with its leader, the head of its area, an officer."""

    world: make.World
    adoption: Adoption
    group: ResidentGroup
    leader: Account
    head: Account
    officer: Account

    @property
    def as_leader(self) -> Actor:
        return make.actor(self.leader)

    @property
    def as_head(self) -> Actor:
        return make.actor(self.head)

    @property
    def as_officer(self) -> Actor:
        return make.actor(self.officer)


@dataclass
class Assessed(Staffed):
    """S0 with this year's sheet of the group."""

    sheet: AssessmentSheet


def assessed(world: make.World) -> Assessed:
    """S0's group of our area with this year's sheet."""
    adoption = make.adoption(world.commune)
    [group] = make.groups(world.area)
    leader = make.leader(group)
    head = make.account("area_head", world.area, "Lê Thị Mai")
    officer = make.officer(world.commune)
    open_cycles(make.SYSTEM)
    return Assessed(world, adoption, group, leader, head, officer, AssessmentSheet.objects.get())


def marks(sheet: AssessmentSheet, **more: Mark) -> dict[str, Mark]:
    """Every criterion kept, but for what is said otherwise."""
    return {row.key: Mark("yes") for row in sheet.cycle.content.criteria} | more


def checked(known: Assessed, found: Marks | None = None) -> AssessmentSheet:
    """The sheet marked by the group and checked by the head of the area."""
    sheet = known.sheet
    save_marks(known.as_leader, sheet, marks(sheet), 0, hand_in=True)
    what = marks(sheet) if found is None else found
    return save_findings(known.as_head, sheet, what, sheet.version, done=True)
