"""A group with its leader and a pledge that is being signed, for telephones without network.

It works backstage, on the data folder of an installation: see
`test_offline_population.py`.
"""

from __future__ import annotations

from datetime import date

from tests import make
from tests.residents.consents import agreed
from tuquan.formation.models import PledgeSignature
from tuquan.formation.services import NewRegistration, register_pledge
from tuquan.residents.models import Consent, Household, HouseholdChange
from tuquan.residents.services import NewChange, record_change


def make_people() -> dict[str, object]:
    """Make the commune; who leads, and the households of the group."""
    province = make.place("Tỉnh Nghệ Mẫu", "province")
    commune = make.place("Xã Yên Khê Hạ", "commune", province)
    area = make.place("Thôn Đình", "area", commune)
    adoption = make.adoption(commune)
    [group] = make.groups(area)
    leader = make.leader(group, "Lò Thị Bốn")
    said = NewRegistration(2026, date(2026, 11, 18), "Lê Thị Mai")
    pledge = register_pledge(make.SYSTEM, adoption, "household_commitment", area, said)
    Household.objects.update(member_count=4)
    members = group.memberships.select_related("household").order_by("household__list_order")
    households = [member.household for member in members]
    agreed(households[0], Consent.Purpose.CONTACT, "0912345678")
    return {
        "password": make.PASSWORD,
        "leader": leader.username,
        "households": [one.pk for one in households],
        "name": households[0].head_name,
        "pledge": pledge.pk,
    }


def waiting_of(household: int) -> list[list[str]]:
    """What was told of a household and waits at the desk."""
    rows = HouseholdChange.objects.waiting().filter(household=household).order_by("pk")
    return [[row.kind, row.details["asked"]["person_name"]] for row in rows]


def signed() -> list[int]:
    """The households that have signed, one for each signature."""
    rows = PledgeSignature.objects.current().order_by("household_id")
    return list(rows.values_list("household_id", flat=True))


def change_household(household: int) -> None:
    """The desk writes down that two persons came to live there."""
    one = Household.objects.select_related("place").get(pk=household)
    record_change(make.SYSTEM, one, NewChange("moved_in", date(2026, 11, 20), persons=2))
