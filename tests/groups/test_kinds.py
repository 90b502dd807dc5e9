"""One group of the whole area, or several of some households: what the pack offers (S1-11)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.area_sample import members
from tuquan.base.errors import Conflict
from tuquan.core.programme import GroupRules
from tuquan.groups import queries, services
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries.kinds import default_name, kinds_to_choose, rules_in
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.programmes.services import AdoptionTerms, adopt_programme


def s1() -> Programme:
    return make.edition(make.S1).programme


def kind(key: str) -> GroupRules:
    return {rules.key: rules for rules in make.edition(make.S1).content.group_kinds}[key]


def propose(area: Place, key: str) -> list[ResidentGroup]:
    return services.propose_area_groups(make.SYSTEM, s1(), kind(key), area)


@pytest.fixture
def officer(world: make.World) -> Client:
    terms = AdoptionTerms(effective_from=make.SINCE)
    adopt_programme(make.SYSTEM, world.commune, make.edition(make.S1), terms)
    return make.client(make.officer(world.commune))


def url(area: Place) -> str:
    return f"{reverse('groups:area', args=[area.pk])}?programme={make.S1}"


def test_only_a_programme_with_several_kinds_asks_which(world: make.World) -> None:
    assert [rules.key for rules in kinds_to_choose(make.edition(make.S1))] == [
        "area_group",
        "household_group",
    ]
    assert kinds_to_choose(make.edition(make.S0)) == []


def test_one_group_takes_every_household_of_the_area(world: make.World) -> None:
    households = make.households(world.area, 70)
    [group] = propose(world.area, "area_group")
    assert (group.kind, group.name) == ("area_group", "Tổ tự quản Thôn 2")
    assert members(group) == {household.pk for household in households}
    [formed] = services.form_groups(make.SYSTEM, s1(), world.area)
    rules = queries.rules_for(formed)
    assert rules is not None
    assert (rules.key, rules.positions[0].label) == ("area_group", "Tổ trưởng")


def test_groups_of_some_households_are_called_and_led_as_the_pack_says(world: make.World) -> None:
    make.households(world.area, 4, "Ngõ 1")
    make.households(world.area, 3, "Ngõ 2")
    groups = propose(world.area, "household_group")
    assert [(group.kind, group.name) for group in groups] == [("", "Nhóm 1"), ("", "Nhóm 2")]
    rules = rules_in(s1(), world.area)
    assert rules is not None
    assert rules.positions[0].label == "Nhóm trưởng"


def test_a_default_name_follows_its_number_and_a_chosen_one_stays(world: make.World) -> None:
    make.households(world.area, 4, "Ngõ 1")
    [group] = propose(world.area, "household_group")
    assert default_name(group, 5) == "Nhóm 5"
    group.name = "Nhóm Sen"
    assert default_name(group, 5) is None


def test_the_kinds_exclude_each_other_in_one_area(world: make.World) -> None:
    make.households(world.area, 20)
    propose(world.area, "area_group")
    services.form_groups(make.SYSTEM, s1(), world.area)
    make.households(world.area, 2, "Ngõ Mới")
    with pytest.raises(Conflict) as refusal:
        propose(world.area, "household_group")
    assert refusal.value.problem.code == "area_is_one_group"
    with pytest.raises(Conflict) as refusal:
        propose(world.area, "area_group")
    assert refusal.value.problem.code == "area_has_groups"


def test_choosing_again_replaces_a_proposal_of_the_other_kind(
    world: make.World, officer: Client
) -> None:
    make.households(world.area, 4, "Ngõ 1")
    page = officer.get(url(world.area))
    assert [key for key, _name, _all in page.context["kinds"]] == ["area_group", "household_group"]
    for key, name in (("household_group", "Nhóm 1"), ("area_group", "Tổ tự quản Thôn 2")):
        data = {"programme": make.S1, "kind": key}
        officer.post(reverse("groups:propose", args=[world.area.pk]), data)
        assert [group.name for group in ResidentGroup.objects.all()] == [name]
        services.drop_proposal(make.SYSTEM, s1(), world.area)


def test_a_household_that_came_later_joins_the_group_of_the_area(
    world: make.World, officer: Client
) -> None:
    make.households(world.area, 20)
    propose(world.area, "area_group")
    [group] = services.form_groups(make.SYSTEM, s1(), world.area)
    [newcomer] = make.households(world.area, 1, "Ngõ Mới")
    data = {"programme": make.S1, "method": "keep_existing"}
    officer.post(reverse("groups:plan_regrouping", args=[world.area.pk]), data)
    plan = queries.plan_of(s1(), world.area)
    assert plan is not None
    assert plan.assignments == {str(newcomer.pk): group.pk}
