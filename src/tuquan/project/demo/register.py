"""What lives in the demonstration's register: consents, changes of the last weeks, a duplicate.

Telephone numbers begin with 095, which nobody uses. Thôn 6 is the area everybody opens first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Place
from tuquan.project.demo.people import AREAS, person
from tuquan.residents.models import Consent, Household, HouseholdChange, Residence, WayToReach
from tuquan.residents.services import (
    NewChange,
    NewHousehold,
    add_household,
    approve_change,
    assign_lane,
    give_consent,
    record_change,
)

Kind = HouseholdChange.Kind

AREA = "Thôn 6"
WITH_CONSENT = 0.45
"""So many of the households of the area have agreed to be called."""

RECENT: tuple[tuple[str, int, int], ...] = (
    (Kind.BIRTH, 3, 2),
    (Kind.DEATH, 17, 5),
    (Kind.MOVED_IN, 31, 9),
    (Kind.TEMPORARY_STAY, 44, 12),
    (Kind.MOVED_OUT, 58, 16),
    (Kind.BIRTH, 72, 24),
    (Kind.TEMPORARY_ABSENCE, 90, 27),
    (Kind.HEAD_CHANGED, 101, 33),
    (Kind.MOVED_IN, 113, 41),
)
"""Kind, place in the list, how many days ago."""

TOLD: tuple[tuple[str, int], ...] = ((Kind.BIRTH, 2), (Kind.MOVED_IN, 5))
"""What the leader of the first group told and nobody has checked: kind and place in the group."""


def how_they_live(household: NewHousehold, dice: Random) -> NewHousehold:
    """How a household is reached and lives here, beside what the list says."""
    ways = [*WayToReach.values, ""]
    return replace(
        household,
        reached_by=dice.choices(ways, weights=(46, 22, 12, 12, 8))[0],
        residence=dice.choices(Residence.values, weights=(93, 7))[0],
    )


def enliven_register(officer: Actor, leader: Actor, commune: Place, dice: Random) -> None:
    """Give the register of one area a history, things to check and a pair to look at."""
    area = Place.objects.get(parent=commune, name=AREA)
    households = list(Household.objects.current().filter(place=area).order_by("list_order"))
    for lane in list(AREAS[AREA])[:2]:
        assign_lane(officer, area, lane, person(dice))
    _agree(officer, households, dice)
    for kind, at, days in RECENT:
        with clock.pretending(clock.now() - timedelta(days=days)):
            record_change(officer, households[at], _change(kind, households[at], dice))
    _tell(officer, leader, commune, dice)
    like = households[20]
    twin = NewHousehold(like.head_name, like.birth_year, like.member_count, lane="Xóm Mới")
    add_household(officer, area, replace(twin, house_number="12A"))


def _agree(officer: Actor, households: list[Household], dice: Random) -> None:
    for household in households:
        if dice.random() < WITH_CONSENT:
            give_consent(
                officer,
                household,
                Consent.Purpose.CONTACT,
                Consent.Way.PAPER,
                household.head_name,
                clock.today() - timedelta(days=dice.randint(60, 200)),
                digits=(f"095{dice.randint(1_000_000, 9_999_999)}",),
            )


def _change(kind: str, household: Household, dice: Random) -> NewChange:
    today = clock.today()
    if kind == Kind.HEAD_CHANGED:
        family = household.head_name.split()[0]
        return NewChange(kind, today, new_head=f"{family} Thị Hiền", new_birth_year=1986)
    month = today + timedelta(days=30)
    until = month if kind in (Kind.TEMPORARY_STAY, Kind.TEMPORARY_ABSENCE) else None
    return NewChange(kind, today, person_name=person(dice), until=until)


def _tell(officer: Actor, leader: Actor, commune: Place, dice: Random) -> None:
    """Two changes wait to be checked; one told earlier has been."""
    group = ResidentGroup.objects.get(place__parent=commune, place__name=AREA, number=1)
    members = Membership.objects.current().filter(group=group).select_related("household")
    households = [member.household for member in members]
    for kind, at in TOLD:
        record_change(leader, households[at], _change(kind, households[at], dice))
    with clock.pretending(clock.now() - timedelta(days=6)):
        told = record_change(leader, households[8], _change(Kind.BIRTH, households[8], dice))
        approve_change(officer, told)
