"""Rivers, railways and roads that groups do not straddle, entered without a pointer (F-18, F-19).

Rules S0-11, S0-13.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.groups.area_sample import across, formed, line_at, members, row
from tests.groups.test_proposing_groups import programme, rules
from tuquan.audit.models import Change, Look
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.core.points import Degrees
from tuquan.groups import queries
from tuquan.groups.forms.barriers import PAIRS, read_point
from tuquan.groups.models import BarrierLine, ResidentGroup
from tuquan.groups.services import (
    NewBarrier,
    add_barrier,
    alter_barrier,
    propose_area_groups,
    remove_barrier,
)


@pytest.fixture
def officer(world: make.World) -> Client:
    make.adoption(world.commune)
    return make.client(make.officer(world.commune))


def url(name: str, key: int) -> str:
    return f"{reverse(f'groups:{name}', args=[key])}?programme={make.S0}"


def typed(**more: str) -> dict[str, str]:
    """The form of a river as somebody fills it in, without saying where it runs."""
    empty = {f"{side}_{number}": "" for number in PAIRS for side in ("one", "other")}
    river = {"name": "Sông Cái", "kind": "river", "crossing": "nobody", "price": "", "corners": ""}
    return {**empty, **river, "programme": make.S0, **more}


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refusal.value.problems]


def test_a_barrier_is_kept_as_text_and_put_on_record(world: make.World) -> None:
    row(world.area)
    actor = make.actor(make.officer(world.commune))
    barrier = add_barrier(actor, world.area, across("12.5", price=150))
    assert barrier.points == [["21.001250", "104.990000"], ["21.001250", "105.010000"]]
    assert (barrier.name, barrier.kind, barrier.price) == ("Sông Cái", "road", 150)
    change = Change.objects.get(action="groups.barrier_added")
    assert (change.actor_name, change.path, change.subject, change.data) == (
        "Đỗ Thị Nga",
        world.area.path,
        f"groups.barrierline:{barrier.pk}",
        {"name": "Sông Cái"},
    )


def test_a_river_that_nobody_crosses_parts_the_groups_where_it_runs(world: make.World) -> None:
    households = row(world.area)
    add_barrier(make.SYSTEM, world.area, across("16.5"))
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "even_sizes")
    south, north = ResidentGroup.objects.order_by("number")
    assert members(south) == {household.pk for household in households[:16]}
    assert members(north) == {household.pk for household in households[16:]}
    assert [reason["code"] for reason in south.reasons] == ["lane_shared", "border_at_barrier"]


def test_without_it_the_same_doors_are_halved(world: make.World) -> None:
    households = row(world.area)
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area, "even_sizes")
    assert members(ResidentGroup.objects.get(number=1)) == {one.pk for one in households[:20]}


def test_proposing_by_the_lanes_alone_keeps_to_the_river_too(world: make.World) -> None:
    row(world.area)
    add_barrier(make.SYSTEM, world.area, across("16.5"))
    propose_area_groups(make.SYSTEM, programme(), rules(), world.area)
    assert [len(members(group)) for group in ResidentGroup.objects.order_by("number")] == [16, 24]


def test_the_comparison_counts_the_barriers_that_groups_cross(world: make.World) -> None:
    row(world.area, 30)
    add_barrier(make.SYSTEM, world.area, across("5.5", "Quốc lộ 48", price=20))
    found = queries.proposals_for(world.area, programme(), rules(), ("least_walking",))
    assert found.barriers == 1
    assert [p.measures.crossings for p in found.proposals] == [1]


def test_moving_a_household_across_the_river_is_remarked(world: make.World) -> None:
    households, (south, north) = formed(world.area)
    add_barrier(make.SYSTEM, world.area, across("20.5"))
    border = households[19].pk
    found = queries.remarks_on_move(south, rules(), [border], north)
    assert [reason.code for reason in found[border]] == ["no_neighbour_in_group", "crosses_barrier"]
    assert found[border][1].params == {"barrier": "Sông Cái", "impassable": True}


def test_barrier_and_homes_are_measured_around_the_same_middle(world: make.World) -> None:
    row(world.area, 3)
    add_barrier(make.SYSTEM, world.area, across("2"))
    basis = queries.basis_of(world.area, programme())
    [barrier] = basis.barriers
    assert basis.homes[1].point == (0.0, 0.0)
    assert [y for _x, y in barrier.line] == pytest.approx([0.0, 0.0])
    assert barrier.line[0][0] == pytest.approx(-barrier.line[1][0])


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (replace(across("2"), name="  "), "barrier_name_missing", "name"),
        (replace(across("2"), name="S" * 101), "barrier_name_long", "name"),
        (replace(across("2"), kind="wall"), "barrier_kind_unknown", "kind"),
        (replace(across("2"), price=0), "barrier_price_wrong", "price"),
        (replace(across("2"), price=10_001), "barrier_price_wrong", "price"),
        (replace(across("2"), corners=line_at("2")[:1]), "barrier_too_short", "corners"),
        (replace(across("2"), corners=line_at("2")[:1] * 2), "barrier_too_short", "corners"),
        (replace(across("2"), corners=line_at("2") * 101), "barrier_too_long", "corners"),
        (replace(across("2"), corners=line_at("2000")), "barrier_far_away", "corners"),
    ],
)
def test_a_wrong_barrier_is_refused_by_its_field(
    world: make.World, given: NewBarrier, code: str, field: str
) -> None:
    row(world.area, 3)
    with pytest.raises(Invalid) as refusal:
        add_barrier(make.SYSTEM, world.area, given)
    assert codes(refusal) == [(code, field)]
    assert not BarrierLine.objects.exists()


def test_two_hundred_points_and_a_hundred_letters_are_allowed(world: make.World) -> None:
    row(world.area, 3)
    long = replace(across("2"), name="S" * 100, corners=line_at("2") * 100)
    assert len(add_barrier(make.SYSTEM, world.area, long).points) == 200


def test_everything_wrong_is_said_at_once(world: make.World) -> None:
    row(world.area, 3)
    with pytest.raises(Invalid) as refusal:
        add_barrier(make.SYSTEM, world.area, NewBarrier("", "wall", (), 0))
    assert [field for _code, field in codes(refusal)] == ["name", "kind", "price", "corners"]


def test_where_nobody_has_a_point_no_barrier_can_lie(world: make.World) -> None:
    make.households(world.area, 3)
    with pytest.raises(Invalid) as refusal:
        add_barrier(make.SYSTEM, world.area, across("2"))
    assert codes(refusal) == [("barrier_without_points", "corners")]


def test_altering_and_removing_are_put_on_record(world: make.World) -> None:
    row(world.area, 3)
    barrier = add_barrier(make.SYSTEM, world.area, across("2"))
    alter_barrier(make.SYSTEM, barrier, across("3", "Quốc lộ 48", price=80))
    stored = BarrierLine.objects.get()
    assert (stored.name, stored.price, stored.points[0][0]) == ("Quốc lộ 48", 80, "21.000300")
    remove_barrier(make.SYSTEM, stored)
    assert not BarrierLine.objects.exists()
    done = Change.objects.filter(action__startswith="groups.barrier").order_by("pk")
    assert [(change.action, change.data) for change in done] == [
        ("groups.barrier_added", {"name": "Sông Cái"}),
        ("groups.barrier_altered", {"name": "Quốc lộ 48"}),
        ("groups.barrier_removed", {"name": "Quốc lộ 48"}),
    ]


def test_the_officer_next_door_changes_no_barrier_here(world: make.World) -> None:
    row(world.area, 3)
    barrier = add_barrier(make.SYSTEM, world.area, across("2"))
    stranger = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        add_barrier(stranger, world.area, across("3"))
    with pytest.raises(NotAllowed):
        alter_barrier(stranger, barrier, across("3"))
    with pytest.raises(NotAllowed):
        remove_barrier(stranger, barrier)
    assert BarrierLine.objects.get().points[0][0] == "21.000200"


def test_pasted_coordinates_become_the_line(world: make.World, officer: Client) -> None:
    row(world.area, 3)
    lines = "21.0002, 104.99\n\n21,0002; 105,01"
    answer = officer.post(url("barriers", world.area.pk), typed(corners=lines))
    assert answer.status_code == 302
    assert BarrierLine.objects.get().points == [
        ["21.000200", "104.990000"],
        ["21.000200", "105.010000"],
    ]


def test_pairs_of_households_make_a_line_halfway_between_them(
    world: make.World, officer: Client
) -> None:
    households = row(world.area, 4)
    page = officer.get(url("barriers", world.area.pk))
    words = page.context["offered"]
    assert words[0] == f"{households[0].head_name} · Ngõ 1, 1 · {households[0].code}"
    data = typed(
        one_1=words[0],
        other_1=words[1].upper(),
        one_2=words[2],
        other_2=words[3],
        crossing="metres",
    )
    answer = officer.post(url("barriers", world.area.pk), {**data, "price": "1.200"})
    assert answer.status_code == 302
    barrier = BarrierLine.objects.get()
    assert barrier.points == [["21.000150", "105.000000"], ["21.000350", "105.000000"]]
    assert barrier.price == 1200


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"corners": "21.0002, 104.99\nhere"}, "corners"),
        ({"corners": "21.0002, 104.99"}, "corners"),
        ({"one_1": "Ma Thị Lạ", "other_1": "Ma Thị Lạ"}, "one_1"),
        ({"one_2": "", "other_2": "Ma Thị Lạ"}, "one_2"),
        ({"crossing": "metres", "corners": "21.0002, 104.99\n21.0002, 105.01"}, "price"),
        ({"crossing": "metres", "price": "x", "corners": "21, 104.99\n21, 105.01"}, "price"),
        ({"name": "", "corners": "21.0002, 104.99\n21.0002, 105.01"}, "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    world: make.World, officer: Client, given: dict[str, str], field: str
) -> None:
    row(world.area, 3)
    answer = officer.post(url("barriers", world.area.pk), typed(**given))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not BarrierLine.objects.exists()
    for text in filter(None, given.values()):
        assert text.split("\n")[0] in answer.content.decode()


def test_a_household_without_a_point_is_not_halfway_to_anywhere(
    world: make.World, officer: Client
) -> None:
    one, other = row(world.area, 2)
    one.latitude = one.longitude = None
    one.save()
    words = [f"{h.head_name} · Ngõ 1, {n} · {h.code}" for n, h in enumerate((one, other), start=1)]
    answer = officer.post(url("barriers", world.area.pk), typed(one_1=words[0], other_1=words[1]))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors)[0] == "one_1"
    assert answer.context["offered"] == [words[1]]


def test_the_page_draws_the_barrier_and_marks_who_was_seen(
    world: make.World, officer: Client
) -> None:
    row(world.area, 3)
    barrier = add_barrier(make.SYSTEM, world.area, across("2", "Sông <Cái>"))
    page = officer.get(url("barriers", world.area.pk)).content.decode()
    assert '<polyline class="line river"' in page
    assert "<title>Sông &lt;Cái&gt;</title>" in page
    assert Look.objects.filter(purpose="groups.barriers").count() == 3
    again = officer.get(url("barrier", barrier.pk)).content.decode()
    assert "21.000200, 104.990000" in again


def test_altering_on_the_page_goes_back_to_the_list(world: make.World, officer: Client) -> None:
    row(world.area, 3)
    barrier = add_barrier(make.SYSTEM, world.area, across("2"))
    lines = "21.0003, 104.99\n21.0003, 105.01"
    answer = officer.post(url("barrier", barrier.pk), typed(name="Sông Con", corners=lines))
    assert answer.headers["Location"] == url("barriers", world.area.pk)
    assert BarrierLine.objects.get().name == "Sông Con"


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("21.0285, 105.8048", (Decimal("21.0285"), Decimal("105.8048"))),
        ("21,0285; 105,8048", (Decimal("21.0285"), Decimal("105.8048"))),
        ("21,0285 105,8048", (Decimal("21.0285"), Decimal("105.8048"))),
        ("21,0285,105,8048", (Decimal("21.0285"), Decimal("105.8048"))),
        ("21 105", (Decimal(21), Decimal(105))),
        ("(21.5; 105)", (Decimal("21.5"), Decimal(105))),
        ("105.8, 21.0", None),
        ("21.5", None),
        ("021105", None),
        ("21.5, 105.5, 3", None),
        ("N 21.5, E 105.5", None),
    ],
)
def test_a_pair_of_coordinates_is_read_as_people_write_it(text: str, point: Degrees | None) -> None:
    assert read_point(text) == point
