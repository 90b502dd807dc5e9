"""A plan for new groups is carried out, refused when it no longer fits; a group is dissolved.

Rules S0-10, S0-11, S0-17 and features F-19, F-25.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.groups.area_sample import members, row
from tests.groups.plan_sample import (
    TODAY,
    YESTERDAY,
    carry_out,
    codes,
    formed_yesterday,
    plan,
)
from tests.groups.test_proposing_groups import programme, rules
from tuquan.accounts.models import Grant
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid
from tuquan.groups import queries, services
from tuquan.groups.models import Membership, Regrouping, ResidentGroup, Tenure
from tuquan.reports.models import Obligation
from tuquan.residents.services import close_household


def test_moves_keep_their_history_and_are_put_on_record(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    carry_out(plan(world.area, {households[0].pk: north.pk}))
    before, after = Membership.objects.filter(household=households[0]).order_by("pk")
    assert (before.group, before.effective_from, before.effective_until) == (
        south,
        YESTERDAY,
        TODAY,
    )
    assert (after.group, after.effective_from, after.effective_until) == (north, TODAY, None)
    moved = Change.objects.get(action="groups.household_moved")
    assert (moved.path, moved.data) == (
        north.path,
        {"household": households[0].pk, "from_group": south.pk},
    )
    done = Change.objects.get(action="groups.regrouping_carried_out")
    assert done.data == {"households": 1, "new_groups": 0, "dissolved": 0}
    made = Regrouping.objects.get()
    assert (made.state, made.carried_out_on) == ("carried_out", TODAY)


def test_an_emptied_group_is_dissolved_with_its_posts_and_keeps_its_reports(
    world: make.World,
) -> None:
    make.adoption(world.commune)
    households, (south, north) = formed_yesterday(world.area)
    leader = make.leader(south)
    owed = make.obligation(south, "quarterly")
    made = plan(world.area, {household.pk: north.pk for household in households[:20]})
    fates = {group.name: group.fate for group in queries.groups_after(made)}
    assert fates == {"Tổ 1": "ends", "Tổ 2": "stays"}
    assert carry_out(made) == [north]
    south.refresh_from_db()
    assert (south.state, south.dissolved_on) == ("dissolved", TODAY)
    tenure = Tenure.objects.get(group=south)
    assert tenure.ended_on == TODAY
    assert tenure.end_reason
    assert not Grant.objects.filter(account=leader, effective_until=None).exists()
    assert Obligation.objects.get(pk=owed.pk).group == south
    assert Change.objects.get(action="groups.dissolved").data == {
        "name": "Tổ 1",
        "households": 0,
    }


def test_a_new_group_goes_on_from_the_one_most_of_it_came_from(world: make.World) -> None:
    households, (south, _north) = formed_yesterday(world.area)
    chosen = [*households[:3], households[30]]
    carry_out(plan(world.area, {h.pk: "x" for h in chosen}, x="Tổ Sen"))
    founded = ResidentGroup.objects.get(name="Tổ Sen")
    assert (founded.number, founded.predecessor, founded.formed_on) == (3, south, TODAY)
    assert founded.path == ResidentGroup.path_of(world.area, founded.pk)
    assert members(founded) == {household.pk for household in chosen}


def test_of_two_officers_the_second_finds_it_carried_out(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    same = Regrouping.objects.get(pk=made.pk)
    carry_out(made)
    with pytest.raises(Conflict) as refusal:
        carry_out(same)
    assert refusal.value.problem.code == "regrouping_over"
    assert Membership.objects.filter(household=households[0]).count() == 2


def test_a_plan_is_refused_when_a_household_that_was_to_move_has_left(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    made = plan(world.area, {h.pk: north.pk for h in households[:2]})
    close_household(make.SYSTEM, households[0], TODAY)
    with pytest.raises(Invalid) as refusal:
        carry_out(made)
    [problem] = refusal.value.problems
    assert (problem.code, problem.params) == (
        "regrouping_household_gone",
        {"count": 1, "names": households[0].head_name},
    )
    assert Regrouping.objects.get().state == "planned"
    assert households[1].pk in members(south)


def test_a_plan_is_refused_when_somebody_changed_group_meanwhile(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    services.move_household(make.SYSTEM, households[5], north)
    with pytest.raises(Invalid) as refusal:
        carry_out(made)
    assert [(p.code, p.params["names"]) for p in refusal.value.problems] == [
        ("regrouping_moved", households[5].head_name)
    ]
    assert len(members(south)) == 19


def test_a_plan_is_refused_when_a_group_it_speaks_of_is_no_more(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    services.dissolve_group(make.SYSTEM, north, TODAY, "Hộ chuyển đi")
    with pytest.raises(Invalid) as refusal:
        carry_out(made)
    assert codes(refusal) == ["regrouping_moved", "regrouping_group_gone"]


def test_a_plan_brought_up_to_date_keeps_what_still_can_be_done(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    made = plan(world.area, {h.pk: north.pk for h in households[:3]})
    close_household(make.SYSTEM, households[0], TODAY)
    services.move_household(make.SYSTEM, households[1], north)
    Membership.objects.current().update(effective_from=YESTERDAY)
    made = services.renew_regrouping(make.SYSTEM, made)
    assert made.assignments == {str(households[2].pk): north.pk}
    assert queries.why_unfit(made) == []
    carry_out(made)
    assert households[2].pk in members(north)
    assert Change.objects.get(action="groups.regrouping_renewed").data == {"households": 1}


def test_a_household_that_came_since_does_not_stop_the_plan(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    [newcomer] = row(world.area, 1, first=41)
    carry_out(made)
    assert not Membership.objects.filter(household=newcomer).exists()


def test_the_day_is_neither_ahead_nor_before_a_household_joined(world: make.World) -> None:
    households, (_south, north) = formed_yesterday(world.area)
    made = plan(world.area, {households[0].pk: north.pk})
    for day, code in (
        (date(2026, 11, 21), "regrouping_day_ahead"),
        (date(2026, 11, 18), "regrouping_day_early"),
    ):
        with pytest.raises(Invalid) as refusal:
            carry_out(made, day)
        assert [(p.code, p.where) for p in refusal.value.problems] == [(code, "on")]
    assert Regrouping.objects.get().carried_out_on is None
    carry_out(made, YESTERDAY)
    assert Membership.objects.get(household=households[0], group=north).effective_from == YESTERDAY


def test_soft_bounds_let_any_size_pass(world: make.World) -> None:
    make.adoption(world.commune)
    households, (south, north) = formed_yesterday(world.area)
    carry_out(plan(world.area, {h.pk: north.pk for h in households[:15]}))
    assert (len(members(south)), len(members(north))) == (5, 35)


def test_hard_bounds_refuse_a_wrong_size_and_nothing_is_half_done(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    households, (south, north) = formed_yesterday(world.area)
    made = plan(world.area, {h.pk: north.pk for h in households[:15]})
    hard = replace(rules(), soft=False)
    monkeypatch.setattr(
        "tuquan.groups.services.reconstituting.rules_in", lambda programme, area: hard
    )
    with pytest.raises(Invalid) as refusal:
        carry_out(made)
    assert [(p.code, p.params["name"], p.params["count"]) for p in refusal.value.problems] == [
        ("group_size_refused", "Tổ 1", 5),
        ("group_size_refused", "Tổ 2", 35),
    ]
    assert Regrouping.objects.get().state == "planned"
    assert len(members(south)) == 20


# ---- dissolving by itself ----


def test_dissolving_lets_the_households_go(world: make.World) -> None:
    households, (south, north) = formed_yesterday(world.area)
    services.dissolve_group(make.SYSTEM, south, TODAY, " Hộ chuyển đi ")
    assert (south.state, south.dissolved_on) == ("dissolved", TODAY)
    assert members(south) == set()
    assert queries.ungrouped_households(programme(), world.area).count() == 20
    assert Change.objects.get(action="groups.dissolved").data == {
        "name": "Tổ 1",
        "households": 20,
    }
    with pytest.raises(Conflict):
        services.dissolve_group(make.SYSTEM, south, TODAY, "Lần nữa")
    assert len(members(north)) == 20


@pytest.mark.parametrize(
    ("day", "reason", "code", "field"),
    [
        (date(2026, 11, 21), "Hộ chuyển đi", "regrouping_day_ahead", "on"),
        (date(2026, 11, 1), "Hộ chuyển đi", "regrouping_day_early", "on"),
        (TODAY, " ", "dissolving_reason_missing", "reason"),
        (TODAY, "x" * 201, "dissolving_reason_long", "reason"),
    ],
)
def test_dissolving_asks_for_a_day_and_a_reason(
    world: make.World, day: date, reason: str, code: str, field: str
) -> None:
    _households, (south, _north) = formed_yesterday(world.area)
    with pytest.raises(Invalid) as refusal:
        services.dissolve_group(make.SYSTEM, south, day, reason)
    assert [(p.code, p.where) for p in refusal.value.problems] == [(code, field)]
    assert ResidentGroup.objects.get(pk=south.pk).state == "formed"
