"""F-3, F-4: whoever looks after a place reads what was written there before the map changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.places.reforms import carried_out, tree
from tests.reports.worlds import filled
from tuquan.accounts.models import Account, Grant, Role
from tuquan.accounts.queries import actor_for
from tuquan.audit.models import Change
from tuquan.audit.queries import recent_changes
from tuquan.base.actor import Actor
from tuquan.core.succession import Close, Found, Part, Plan, abolish, merge, move, split
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import FormerPath, Place, PlaceKind, Reform
from tuquan.places.queries.former import former_paths
from tuquan.places.services import undo_reform
from tuquan.reports.models import Report
from tuquan.reports.services import submit_report

DAY = date(2026, 11, 1)
HALF = Fraction(1, 2)


def report_of(leader: Account, group: ResidentGroup) -> tuple[Report, Account]:
    """The report of October handed in by the leader of a group, and the leader."""
    owed = make.obligation(group, period_key="2026-10")
    return submit_report(make.actor(leader), owed, filled(owed.form), 0), leader


def reports_seen(actor: Actor) -> set[Report]:
    """The reports somebody may read."""
    return set(Report.objects.visible_to(actor))


@pytest.fixture
def both(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[Report, Account], tuple[Report, Account]]:
    """A report of our commune and one of the commune next door, both handed in."""
    with monkeypatch.context() as then:
        then.setenv("TUQUAN_TODAY", "2026-10-05")
        make.adoption(world.commune, make.S1)
        make.adoption(world.neighbour, make.S1)
        groups = [make.groups(area)[0] for area in (world.area, world.neighbour_area)]
        leaders = [make.leader(group, f"Lò Thị {group.pk}") for group in groups]
    mine, theirs = zip(leaders, groups, strict=True)
    return report_of(*mine), report_of(*theirs)


def merged_communes(world: make.World) -> tuple[Place, Reform]:
    """Our commune and the one next door became one."""
    new = Found("new", "Xã Minh Hạ", PlaceKind.COMMUNE, world.province.pk)
    reform = carried_out(merge(tree(), DAY, [world.commune.pk, world.neighbour.pk], new))
    return Place.objects.get(name="Xã Minh Hạ"), reform


def test_an_officer_of_a_merged_commune_reads_the_old_reports_and_record_of_both(
    world: make.World, both: tuple[tuple[Report, Account], tuple[Report, Account]]
) -> None:
    stranger = make.officer(make.place("Xã Xa", PlaceKind.COMMUNE, world.province))
    mine, theirs = make.officer(world.commune), make.officer(world.neighbour)
    reports = {report for report, _ in both}
    old_paths = {report.pk: report.path for report in reports}
    sent = set(Change.objects.filter(action="reports.submitted"))
    merged_communes(world)
    for report in Report.objects.all():
        assert report.path == old_paths[report.pk]
    for officer in (mine, theirs):
        assert reports_seen(actor_for(officer)) == reports
        assert sent <= set(recent_changes(actor_for(officer)))
    assert reports_seen(actor_for(stranger)) == set()
    assert not sent & set(recent_changes(actor_for(stranger)))


def test_a_leader_and_a_head_read_only_their_own_old_reports_after_a_merger(
    world: make.World, both: tuple[tuple[Report, Account], tuple[Report, Account]]
) -> None:
    (mine, leader), _ = both
    head = make.account(Role.AREA_HEAD, world.area)
    beside = make.account(Role.AREA_HEAD, world.other_area)
    merged_communes(world)
    assert reports_seen(actor_for(leader)) == {mine}
    assert reports_seen(actor_for(head)) == {mine}
    assert reports_seen(actor_for(beside)) == set()


def test_a_leader_of_a_merged_area_reads_the_reports_of_the_own_group(
    world: make.World, both: tuple[tuple[Report, Account], tuple[Report, Account]]
) -> None:
    (mine, leader), _ = both
    carried_out(merge(tree(), DAY, [world.area.pk, world.other_area.pk], world.other_area.pk))
    assert reports_seen(actor_for(leader)) == {mine}


def test_the_commune_a_place_left_keeps_its_old_reports_and_the_new_one_reads_them_too(
    world: make.World, both: tuple[tuple[Report, Account], tuple[Report, Account]]
) -> None:
    (mine, _), (theirs, _) = both
    left, joined = make.officer(world.commune), make.officer(world.neighbour)
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    assert reports_seen(actor_for(left)) == {mine}
    assert reports_seen(actor_for(joined)) == {mine, theirs}


def test_undoing_takes_the_wider_view_back(
    world: make.World, both: tuple[tuple[Report, Account], tuple[Report, Account]]
) -> None:
    (mine, _), _ = both
    officer = make.officer(world.commune)
    _, reform = merged_communes(world)
    undo_reform(make.SYSTEM, reform, "Nhầm")
    assert reports_seen(actor_for(officer)) == {mine}
    assert {grant.path for grant in actor_for(officer).grants} == {world.commune.path}


def test_a_group_of_a_divided_area_keeps_its_own_former_path(world: make.World) -> None:
    group, *_ = make.groups(world.area)
    reform = carried_out(move(DAY, [world.other_area.pk], world.neighbour.pk))
    FormerPath.objects.create(place=world.neighbour_area, path=group.path, until=DAY, reform=reform)
    step = group.path.removeprefix(world.area.path)
    asked = world.neighbour_area.path + step
    assert former_paths([asked]) == {asked: [group.path]}


def test_asking_takes_one_query_and_none_for_who_sees_everything(
    world: make.World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = make.officer(world.commune)
    with django_assert_num_queries(2):
        assert len(actor_for(officer).grants) == 1
    with django_assert_num_queries(0):
        assert former_paths([""]) == {}


def test_somebody_barred_from_signing_in_holds_nothing(world: make.World) -> None:
    officer = make.officer(world.commune)
    officer.is_active = False
    assert actor_for(officer).grants == ()


# Grants follow


def held(account: Account) -> list[tuple[str, str]]:
    """The roles somebody holds today, with the place."""
    grants = Grant.objects.filter(account=account, effective_until=None).order_by("path")
    return [(grant.role, grant.path) for grant in grants]


def test_grants_on_a_moved_place_and_its_groups_get_the_new_path(world: make.World) -> None:
    group, *_ = make.groups(world.area)
    head, leader = make.account(Role.AREA_HEAD, world.area), make.leader(group)
    carried_out(move(DAY, [world.area.pk], world.neighbour.pk))
    world.area.refresh_from_db()
    group.refresh_from_db()
    assert held(head) == [("area_head", world.area.path)]
    assert held(leader) == [("group_leader", group.path)]
    assert group.path.startswith(world.area.path)


def test_a_role_held_on_both_merged_places_is_held_once(world: make.World) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    Grant.objects.create(
        account=head,
        role=Role.AREA_HEAD,
        place=world.other_area,
        path=world.other_area.path,
        effective_from=make.SINCE,
    )
    new = Found("new", "Thôn Mới", PlaceKind.AREA, world.commune.pk)
    carried_out(merge(tree(), DAY, [world.area.pk, world.other_area.pk], new))
    assert held(head) == [("area_head", Place.objects.get(name="Thôn Mới").path)]
    ended = Grant.objects.exclude(effective_until=None).get()
    assert ended.effective_until == date(2026, 11, 20)


def division(world: make.World, **assigned: dict[int, str]) -> Plan:
    """Our first area divided into two new ones."""
    parts = [
        (Found("a", "Thôn A", PlaceKind.AREA, world.commune.pk), HALF),
        (Found("b", "Thôn B", PlaceKind.AREA, world.commune.pk), HALF),
    ]
    return split(tree(), DAY, world.area.pk, parts, rest="a", assigned=assigned)


def test_a_role_on_a_divided_place_is_held_on_every_part(world: make.World) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    carried_out(division(world))
    a, b = (Place.objects.get(name=name) for name in ("Thôn A", "Thôn B"))
    assert held(head) == [("area_head", a.path), ("area_head", b.path)]


def test_the_plan_may_say_which_part_somebody_goes_on_looking_after(world: make.World) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    grant = Grant.objects.get(account=head)
    carried_out(division(world, **{"accounts.grant": {grant.pk: "b"}}))
    assert held(head) == [("area_head", Place.objects.get(name="Thôn B").path)]


NOWHERE: dict[str, Callable[[make.World, Place], Plan]] = {
    "into the place above": lambda w, district: abolish(tree(), DAY, district.pk, w.province.pk),
    "into nothing": lambda w, district: Plan(DAY, close=(Close(district.pk),)),
    "a rest above": lambda w, district: Plan(DAY, close=(Close(district.pk, (), w.province.pk),)),
}


@pytest.mark.parametrize("how", NOWHERE)
def test_a_role_never_climbs_to_the_place_above(world: make.World, how: str) -> None:
    district = make.place("Huyện Cũ", PlaceKind.DISTRICT, world.province)
    officer = make.account(Role.ADMINISTRATOR, district)
    carried_out(NOWHERE[how](world, district))
    assert held(officer) == []


def test_a_role_that_would_begin_later_ends_on_the_day_it_would_begin(world: make.World) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    Grant.objects.filter(account=head).update(effective_from=date(2027, 1, 1))
    carried_out(Plan(DAY, close=(Close(world.area.pk),)))
    assert Grant.objects.get(account=head).effective_until == date(2027, 1, 1)


def test_roles_of_the_past_are_left_as_they_were(world: make.World) -> None:
    head = make.account(Role.AREA_HEAD, world.area)
    Grant.objects.filter(account=head).update(
        effective_from=make.SINCE, effective_until=date(2026, 2, 1)
    )
    before = Grant.objects.filter(account=head).values().get()
    carried_out(Plan(DAY, close=(Close(world.area.pk, (Part(world.other_area.pk),)),)))
    assert Grant.objects.filter(account=head).values().get() == before
