"""F-3, F-4, F-5: who looks after a place of the new map reads what was written on the old one.

Two provinces become one, their districts end, communes merge, one is divided, one only moves.
Nothing that was handed in, and no look at a household, is out of reach or comes into wrong hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from tests import make
from tests.places.reforms import carried_out
from tests.reports.worlds import filled
from tuquan.accounts.models import Account, Role
from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.core.succession import Alter, Close, Found, Part, Plan
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.services import undo_reform
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import open_periods, submit_report
from tuquan.residents.models import Household

ON, LATER = date(2026, 11, 1), date(2026, 11, 10)
HALF = Fraction(1, 2)
WHOLE_1, WHOLE_2, DIVIDED, STAYING = "Xã An", "Xã Bình", "Xã Cao", "Xã Duy"


@dataclass
class Country:
    """Two provinces with a district each; four communes with two areas each, and their groups."""

    provinces: list[Place]
    districts: list[Place]
    communes: dict[str, Place]
    areas: dict[str, list[Place]]
    groups: dict[int, ResidentGroup]
    leaders: dict[int, Account]
    heads: dict[int, Account]


@pytest.fixture
def country(db: None, monkeypatch: pytest.MonkeyPatch) -> Country:
    """Every group handed in its survey, and somebody looked at a household of every area."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-09-15")
        provinces = [make.place(f"Tỉnh {name}", PlaceKind.PROVINCE) for name in ("Đông", "Tây")]
        districts = [make.place(f"Huyện {one.name}", PlaceKind.DISTRICT, one) for one in provinces]
        above = {WHOLE_1: 0, WHOLE_2: 1, DIVIDED: 0, STAYING: 1}
        communes = {
            name: make.place(name, PlaceKind.COMMUNE, districts[which])
            for name, which in above.items()
        }
        areas = {
            name: [make.place(f"Thôn {name[3:]} {n}", PlaceKind.AREA, commune) for n in (1, 2)]
            for name, commune in communes.items()
        }
        for commune in communes.values():
            make.adoption(commune, make.S1)
        every = [area for some in areas.values() for area in some]
        groups = {area.pk: make.groups(area)[0] for area in every}
        leaders = {area.pk: make.leader(groups[area.pk], f"Tổ Trưởng {area.pk}") for area in every}
        heads = {area.pk: make.account(Role.AREA_HEAD, area) for area in every}
        open_periods(make.SYSTEM)
        for owed in Obligation.objects.filter(calendar="baseline"):
            submit_report(make.SYSTEM, owed, filled(owed.form), 0)
        for area in every:
            home = Household.objects.filter(place=area).first()
            assert home is not None
            mark_looks(make.SYSTEM, [(home, home.path)], Look.Kind.LISTED, "residents.duplicates")
    return Country(provinces, districts, communes, areas, groups, leaders, heads)


def arranged(country: Country) -> dict[str, Place]:
    """One province, no districts: two communes become Xã Mới, a third is divided, one stays."""
    communes, areas = country.communes, country.areas
    first, second = areas[DIVIDED]
    into_new = [*areas[WHOLE_1], *areas[WHOLE_2], first]
    plan = Plan(
        ON,
        found=(
            Found("province", "Tỉnh Mới", PlaceKind.PROVINCE, None),
            Found("new", "Xã Mới", PlaceKind.COMMUNE, "province"),
            Found("other", "Xã Khác", PlaceKind.COMMUNE, "province"),
        ),
        alter=(
            Alter(communes[STAYING].pk, parent="province"),
            *(Alter(area.pk, parent="new") for area in into_new),
            Alter(second.pk, parent="other"),
        ),
        close=(
            *(Close(one.pk, (Part("province"),)) for one in country.provinces),
            *(Close(one.pk, (Part("province"),)) for one in country.districts),
            Close(communes[WHOLE_1].pk, (Part("new"),)),
            Close(communes[WHOLE_2].pk, (Part("new"),)),
            Close(communes[DIVIDED].pk, (Part("new", HALF), Part("other", HALF)), "new"),
        ),
    )
    return standing_after(plan)


def standing_after(plan: Plan) -> dict[str, Place]:
    """The places that stand once a plan is carried out, by name."""
    carried_out(plan)
    return {one.name: one for one in Place.objects.standing()}


def reads(who: Account) -> tuple[set[str], set[str]]:
    """The areas of the old map whose handed-in reports somebody sees, and whose looks."""
    actor = make.actor(Account.objects.get(pk=who.pk))
    reports = Report.objects.handed_in().visible_to(actor)
    looks = Look.objects.visible_to(actor)
    names = {f"{area.pk:07d}": area.name for area in Place.objects.filter(kind=PlaceKind.AREA)}

    def areas_in(paths: list[str]) -> set[str]:
        steps = (path.split(".") for path in paths)
        return {next(names[step] for step in some if step in names) for some in steps}

    return (
        areas_in(list(reports.values_list("path", flat=True))),
        areas_in(list(looks.values_list("path", flat=True))),
    )


def named(country: Country, *communes: str) -> set[str]:
    """The names of the areas of some communes of the old map."""
    return {area.name for commune in communes for area in country.areas[commune]}


def test_an_officer_of_a_merged_commune_reads_all_of_its_parts_and_no_neighbour(
    country: Country,
) -> None:
    places = arranged(country)
    first, _ = country.areas[DIVIDED]
    officer = make.officer(places["Xã Mới"])
    mine = named(country, WHOLE_1, WHOLE_2) | {first.name}
    assert reads(officer) == (mine, mine)


def test_an_officer_of_a_part_of_a_divided_commune_reads_what_came_there(
    country: Country,
) -> None:
    places = arranged(country)
    _, second = country.areas[DIVIDED]
    assert reads(make.officer(places["Xã Khác"])) == ({second.name}, {second.name})


def test_an_officer_of_a_commune_that_stayed_under_another_parent_reads_it(
    country: Country,
) -> None:
    before = make.officer(country.communes[STAYING])
    arranged(country)
    mine = named(country, STAYING)
    after = make.officer(Place.objects.get(pk=country.communes[STAYING].pk))
    assert reads(before) == reads(after) == (mine, mine)


def test_the_officer_of_a_closed_commune_goes_on_reading_it(country: Country) -> None:
    officers = {name: make.officer(one) for name, one in country.communes.items()}
    arranged(country)
    new = named(country, WHOLE_1, WHOLE_2) | {country.areas[DIVIDED][0].name}
    assert reads(officers[WHOLE_1]) == reads(officers[WHOLE_2]) == (new, new)
    assert reads(officers[DIVIDED])[0] == new | named(country, DIVIDED)


@pytest.mark.parametrize("commune", [WHOLE_1, WHOLE_2, DIVIDED, STAYING])
def test_heads_of_areas_and_leaders_read_their_own_and_nothing_else(
    country: Country, commune: str
) -> None:
    arranged(country)
    for area in country.areas[commune]:
        assert reads(country.heads[area.pk]) == ({area.name}, {area.name})
        assert reads(country.leaders[area.pk])[0] == {area.name}


def merged_later(country: Country) -> dict[str, Place]:
    """Days later the first areas of two of the old communes become one, in the new commune."""
    places = arranged(country)
    ends = [country.areas[WHOLE_1][0], country.areas[DIVIDED][0]]
    plan = Plan(
        LATER,
        found=(Found("one", "Thôn Một", PlaceKind.AREA, places["Xã Mới"].pk),),
        close=tuple(Close(area.pk, (Part("one"),)) for area in ends),
    )
    return standing_after(plan)


def test_after_a_second_reform_the_head_of_a_merged_area_reads_all_that_went_into_it(
    country: Country,
) -> None:
    places = merged_later(country)
    mine = {country.areas[WHOLE_1][0].name, country.areas[DIVIDED][0].name}
    head = make.account(Role.AREA_HEAD, places["Thôn Một"])
    assert reads(head) == (mine, mine)
    for commune in (WHOLE_1, DIVIDED):
        area = country.areas[commune][0]
        assert reads(country.leaders[area.pk])[0] == {area.name}


def test_after_a_second_reform_the_officer_of_what_a_commune_became_reads_its_first_papers(
    country: Country,
) -> None:
    """The commune that only moved with its province ends later: its oldest path is not lost."""
    places = arranged(country)
    moving = country.areas[STAYING]
    plan = Plan(
        LATER,
        alter=tuple(Alter(area.pk, parent=places["Xã Khác"].pk) for area in moving),
        close=(Close(country.communes[STAYING].pk, (Part(places["Xã Khác"].pk),)),),
    )
    places = standing_after(plan)
    mine = named(country, STAYING) | {country.areas[DIVIDED][1].name}
    assert reads(make.officer(places["Xã Khác"])) == (mine, mine)
    for area in moving:
        assert reads(country.heads[area.pk]) == ({area.name}, {area.name})


def test_once_both_reforms_are_taken_back_everybody_reads_what_they_read_before(
    country: Country,
) -> None:
    people = [*country.heads.values(), *country.leaders.values()]
    people += [make.officer(one) for one in country.communes.values()]
    before = [reads(one) for one in people]
    merged_later(country)
    for one in Reform.objects.order_by("-pk"):
        undo_reform(make.SYSTEM, one, "Thử")
    assert [reads(one) for one in people] == before
