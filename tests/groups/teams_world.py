"""A team of S2 that looks after the households of an area, for the tests about it."""

from __future__ import annotations

from datetime import date

from tests import make
from tuquan.groups.models import Membership, ResidentGroup, Tenure
from tuquan.groups.queries import people_of
from tuquan.groups.services import (
    add_member,
    form_groups,
    name_holder,
    propose_area_groups,
)
from tuquan.places.models import Place
from tuquan.residents.models import Household

S2 = "luc-ngan-2021"
SINCE = date(2026, 11, 1)


def teams(area: Place, households: int = 40) -> list[ResidentGroup]:
    """Formed teams for so many new households of an area (40 make one)."""
    make.households(area, households)
    edition = make.edition(S2)
    rules = edition.content.group_rules
    assert rules is not None
    propose_area_groups(make.SYSTEM, edition.programme, rules, area)
    return form_groups(make.SYSTEM, edition.programme, area)


def staffed(area: Place, households: int = 40) -> ResidentGroup:
    """One team with its leader, deputy and a member: the three people it needs at least."""
    team = teams(area, households)[0]
    name_holder(
        make.SYSTEM, team, "leader", "Nguyễn Thị Hoà", SINCE, None, main_post="Bí thư chi bộ"
    )
    name_holder(make.SYSTEM, team, "deputy", "Hoàng Văn Bình", SINCE, None)
    add_member(make.SYSTEM, team, "Thân Văn Sơn", SINCE, task="Loa thôn")
    return team


def person(team: ResidentGroup, name: str) -> Tenure:
    """Somebody of a team, by name."""
    return next(one for one in people_of(team) if one.holder_name == name)


def walked(team: ResidentGroup) -> list[Household]:
    """The households of a team by their doors, which are numbered as one walks."""
    members = Membership.objects.current().filter(group=team).select_related("household")
    return sorted((one.household for one in members), key=lambda one: int(one.house_number))
