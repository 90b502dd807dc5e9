"""Plans to reconstitute formed groups (kiện toàn): fewest moves, adjusted, carried out or dropped.

Rules S0-10, S0-11, S0-13, S0-17 and features F-19, F-25.
"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.groups.area_sample import members, row
from tests.groups.plan_sample import (
    TODAY,
    carry_out,
    codes,
    formed_yesterday,
    plan,
    plan_by,
)
from tests.groups.test_proposing_groups import programme, rules
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups import queries, services
from tuquan.groups.models import Membership, Regrouping, ResidentGroup
from tuquan.groups.queries.comparing import regrouping_proposals
from tuquan.groups.queries.regrouping import Key
from tuquan.residents.models import Household

# ---- what changed, and the fewest moves ----


def test_a_household_that_joined_later_is_all_that_moves(world: make.World) -> None:
    _households, (south, north) = formed_yesterday(world.area)
    [newcomer] = row(world.area, 1, first=41)
    situation = queries.situation_of(programme(), world.area, rules())
    assert (situation.households, situation.ungrouped, situation.formed) == (41, 1, 2)
    assert not situation.fits
    made = plan_by(world.area)
    assert made.assignments == {str(newcomer.pk): north.pk}
    assert carry_out(made) == [south, north]
    assert members(north) >= {newcomer.pk}
    assert queries.situation_of(programme(), world.area, rules()).fits


def test_fewest_moves_come_first_and_are_counted(world: make.World) -> None:
    formed_yesterday(world.area)
    row(world.area, 14, first=41)  # one short of a group: better than sending four southwards
    found = regrouping_proposals(world.area, programme(), rules())
    moves = {proposal.method: proposal.measures.moves for proposal in found.proposals}
    assert list(moves) == ["keep_existing", "least_walking", "even_sizes", "by_lanes"]
    assert moves["keep_existing"] == 1 == min(moves.values())
    made = plan_by(world.area)
    moved = [line for line in queries.what_changes(made) if line.before]
    assert [(line.before, line.after) for line in moved] == [("Tổ 2", "Tổ 3")]
    assert [group.after for group in queries.groups_after(made)] == [20, 19, 15]


def test_a_group_grown_too_large_for_its_neighbours_is_divided(world: make.World) -> None:
    _households, _groups = formed_yesterday(world.area)
    row(world.area, 25, first=41)
    made = plan_by(world.area)
    assert made.new_groups == {"new-3": "Tổ 3"}
    sizes = [(group.name, group.after, group.fate) for group in queries.groups_after(made)]
    assert all(15 <= size <= 30 for _name, size, _fate in sizes)
    assert [fate for _name, _size, fate in sizes] == ["stays", "stays", "new"]
    assert [group.name for group in carry_out(made)] == ["Tổ 1", "Tổ 2", "Tổ 3"]
    founded = ResidentGroup.objects.get(number=3)
    assert (founded.state, founded.formed_on, founded.reasons) == ("formed", TODAY, [])


def test_groups_out_of_bounds_are_named(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    for household in households[:11]:
        Membership.objects.filter(household=household).update(group=north)
    situation = queries.situation_of(programme(), world.area, rules())
    assert (situation.below, situation.above) == (("Tổ 1",), ("Tổ 2",))
    assert members(south) == {household.pk for household in households[11:20]}


def test_barriers_and_wishes_hold_for_plans_too(world: make.World) -> None:
    households, (south, _north) = formed_yesterday(world.area)
    wished = [households[0], households[39]]
    services.add_wish(make.SYSTEM, programme(), world.area, "together", wished)
    made = plan_by(world.area)
    after = {int(key): target for key, target in made.assignments.items()}
    assert after in ({households[39].pk: south.pk}, {households[0].pk: _north.pk})


def test_what_changes_says_from_where_to_where_in_list_order(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    [newcomer] = row(world.area, 1, first=41)
    made = plan(
        world.area,
        {newcomer.pk: "x", households[20].pk: south.pk, households[0].pk: "x"},
        x="Tổ Sen",
    )
    expected = [
        (households[0], "Tổ 1", "Tổ Sen"),
        (households[20], "Tổ 2", "Tổ 1"),
        (newcomer, "", "Tổ Sen"),
    ]

    def lines(of: Regrouping) -> list[tuple[Household, str, str]]:
        return [(line.household, line.before, line.after) for line in queries.what_changes(of)]

    assert lines(made) == expected
    sizes = {group.name: (group.before, group.after) for group in queries.groups_after(made)}
    assert sizes == {"Tổ 1": (20, 20), "Tổ 2": (20, 19), "Tổ Sen": (0, 2)}
    carry_out(made)
    made.refresh_from_db()
    assert lines(made) == expected
    assert north.pk in made.before.values()


# ---- planning ----


def test_a_plan_changes_nothing_and_is_put_on_record(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    actor = make.actor(make.officer(world.commune))
    made = services.plan_regrouping(
        actor, programme(), world.area, {households[0].pk: north.pk, households[1].pk: south.pk}, {}
    )
    assert (made.state, made.assignments) == ("planned", {str(households[0].pk): north.pk})
    assert made.made_by_id == actor.user_id
    assert members(south) == {household.pk for household in households[:20]}
    change = Change.objects.get(action="groups.regrouping_planned")
    assert (change.path, change.subject, change.data) == (
        world.area.path,
        f"groups.regrouping:{made.pk}",
        {"households": 1, "new_groups": 0},
    )
    assert queries.plan_of(programme(), world.area) == made
    assert queries.plan_of(programme(), world.other_area) is None


def test_what_cannot_be_planned_is_refused(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    [stranger] = make.households(world.other_area, 1)
    one = households[0].pk
    wrong: list[tuple[dict[int, Key], dict[str, str], list[str]]] = [
        ({}, {}, ["regrouping_changes_nothing"]),
        ({one: south.pk}, {}, ["regrouping_changes_nothing"]),
        ({stranger.pk: south.pk}, {}, ["households_unknown"]),
        ({one: 0}, {}, ["regrouping_group_unknown"]),
        ({one: "x"}, {}, ["regrouping_group_unknown"]),
        ({one: north.pk}, {"x": "Tổ Sen"}, ["regrouping_new_group_empty"]),
        ({one: "x"}, {"x": " "}, ["group_name_missing"]),
        ({one: "x"}, {"x": "T" * 101}, ["group_name_long"]),
        ({one: "x"}, {"x": "tổ  2"}, ["group_name_taken"]),
        ({one: "x", households[1].pk: "y"}, {"x": "A", "y": "a"}, ["group_name_taken"]),
    ]
    for moves, names, expected in wrong:
        with pytest.raises(Invalid) as refusal:
            services.plan_regrouping(make.SYSTEM, programme(), world.area, moves, names)
        assert codes(refusal) == expected
    assert not Regrouping.objects.exists()


def test_without_formed_groups_there_is_nothing_to_rearrange(world: make.World) -> None:
    households = row(world.area, 3)
    with pytest.raises(Invalid) as refusal:
        plan(world.area, {households[0].pk: "x"}, x="Tổ Sen")
    assert codes(refusal) == ["regrouping_without_groups"]


def test_one_plan_at_a_time(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    plan(world.area, {households[0].pk: north.pk})
    with pytest.raises(Conflict) as refusal:
        plan(world.area, {households[1].pk: north.pk})
    assert refusal.value.problem.code == "regrouping_planned_already"
    made = Regrouping.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Regrouping.objects.create(programme=made.programme, place=made.place, made_at=made.made_at)


def test_nobody_next_door_plans_or_carries_out_here(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        services.plan_regrouping(
            stranger, programme(), world.area, {households[0].pk: north.pk}, {}
        )
    made = plan(world.area, {households[0].pk: north.pk})
    with pytest.raises(NotAllowed):
        services.adjust_regrouping(stranger, made, households[1], north.pk)
    with pytest.raises(NotAllowed):
        services.renew_regrouping(stranger, made)
    with pytest.raises(NotAllowed):
        services.drop_regrouping(stranger, made)
    with pytest.raises(NotAllowed):
        services.carry_out_regrouping(stranger, made, TODAY)
    with pytest.raises(NotAllowed):
        services.dissolve_group(stranger, south, TODAY, "Hộ chuyển đi")
    assert Regrouping.objects.get().state == "planned"
    assert len(members(south)) == 20


# ---- adjusting ----


def test_a_household_is_sent_elsewhere_and_back_into_its_own_group(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    made = services.adjust_regrouping(make.SYSTEM, made, households[1], north.pk)
    assert made.assignments == {str(h.pk): north.pk for h in households[:2]}
    made = services.adjust_regrouping(make.SYSTEM, made, households[0], south.pk)
    assert made.assignments == {str(households[1].pk): north.pk}
    change = Change.objects.filter(action="groups.regrouping_adjusted").latest("pk")
    assert change.data == {"household": households[0].pk, "to": south.pk}


def test_a_new_group_begins_with_a_household_and_ends_without_one(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    made = services.adjust_regrouping(make.SYSTEM, made, households[1], services.NEW_GROUP)
    assert made.new_groups == {"new-3": "Tổ 3"}
    made = services.adjust_regrouping(make.SYSTEM, made, households[2], services.NEW_GROUP)
    assert made.new_groups == {"new-3": "Tổ 3", "new-4": "Tổ 4"}
    made = services.adjust_regrouping(make.SYSTEM, made, households[2], "new-3")
    assert made.new_groups == {"new-3": "Tổ 3"}
    for household in households[1:3]:
        made = services.adjust_regrouping(make.SYSTEM, made, household, south.pk)
    assert made.new_groups == {}


def test_a_wrong_household_or_group_is_not_adjusted(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    [stranger] = make.households(world.other_area, 1)
    made = plan(world.area, {households[0].pk: north.pk})
    for household, to, code in (
        (stranger, north.pk, "households_unknown"),
        (households[1], 0, "regrouping_group_unknown"),
        (households[1], "new-9", "regrouping_group_unknown"),
        (households[1], "", "regrouping_group_unknown"),
    ):
        with pytest.raises(Invalid) as refusal:
            services.adjust_regrouping(make.SYSTEM, made, household, to)
        assert codes(refusal) == [code]


def test_a_dropped_plan_is_adjusted_dropped_and_carried_out_no_more(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    services.drop_regrouping(make.SYSTEM, made)
    assert made.state == "dropped"
    for act in (
        lambda: services.adjust_regrouping(make.SYSTEM, made, households[1], north.pk),
        lambda: services.renew_regrouping(make.SYSTEM, made),
        lambda: services.drop_regrouping(make.SYSTEM, made),
        lambda: carry_out(made),
    ):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.problem.code == "regrouping_over"
    assert len(members(south)) == 20
    assert Change.objects.filter(action="groups.regrouping_dropped").count() == 1
