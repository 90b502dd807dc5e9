"""Plans to rearrange two groups of twenty, for the tests of planning and of carrying out."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.groups.area_sample import formed
from tests.groups.test_proposing_groups import programme, rules
from tuquan.base.errors import Invalid
from tuquan.groups import services
from tuquan.groups.models import Membership, Regrouping, ResidentGroup
from tuquan.groups.queries.comparing import regrouping_by
from tuquan.groups.queries.regrouping import Key, assignments_of
from tuquan.places.models import Place
from tuquan.residents.models import Household

TODAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)


def plan(area: Place, moves: dict[int, Key], **new_groups: str) -> Regrouping:
    return services.plan_regrouping(make.SYSTEM, programme(), area, moves, new_groups)


def plan_by(area: Place, method: str = "keep_existing") -> Regrouping:
    """The plan that a way gives, as the page makes it."""
    proposal = regrouping_by(area, programme(), rules(), method)
    moves, new = assignments_of(proposal, programme(), area)
    return services.plan_regrouping(make.SYSTEM, programme(), area, moves, new)


def carry_out(regrouping: Regrouping, on: date = TODAY) -> list[ResidentGroup]:
    return services.carry_out_regrouping(make.SYSTEM, regrouping, on)


def formed_yesterday(area: Place, count: int = 40) -> tuple[list[Household], list[ResidentGroup]]:
    """Two groups whose households joined a day ago, so that they can leave today."""
    households, groups = formed(area, count)
    Membership.objects.update(effective_from=YESTERDAY)
    return households, groups


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]
