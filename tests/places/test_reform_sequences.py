"""F-1, F-3, F-4, F-5, F-19: whatever is changed in whatever order, nobody is lost, nothing is
counted twice, and everything can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.places.reform_world import (
    Land,
    all_stand_somewhere,
    everything,
    handed_in,
    land,
    last_reform,
)
from tuquan.accounts.models import Account
from tuquan.base.errors import Conflict, Invalid
from tuquan.core.succession import (
    Alter,
    Close,
    Found,
    Part,
    Plan,
    abolish,
    merge,
    move,
    remap_level,
    rename,
    split,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import assigned_with_groups
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries.planning import totals_of
from tuquan.places.queries.reforms import dated_tree
from tuquan.places.services.reforming import carry_out_reform, prepare_reform, undo_reform
from tuquan.reports.models import Obligation, Report
from tuquan.reports.services import open_periods

FIRST_DAY = date(2026, 10, 1)
HALF = Fraction(1, 2)
MONTHS = ["2026-09", "2026-10", "2026-11"]

Draw = Callable[[int], int]
"""One of so many, by number."""


@pytest.fixture
def country(db: None, monkeypatch: pytest.MonkeyPatch) -> Land:
    return land(monkeypatch)


def standing(*kinds: str) -> list[Place]:
    return list(Place.objects.filter(ended_on=None, kind__in=kinds).order_by("pk"))


def one_of(draw: Draw, places: list[Place]) -> Place:
    return places[draw(len(places))]


def two_of(draw: Draw, places: list[Place]) -> list[Place]:
    first = one_of(draw, places)
    others = [place for place in places if place != first]
    return [first, one_of(draw, others)] if others else [first]


def new(key: str, like: Place, on: date) -> Found:
    return Found(key, f"{like.get_kind_display()} {key} {on:%d/%m}", like.kind, like.parent_id)


def a_rename(draw: Draw, on: date) -> Plan:
    place = one_of(draw, standing("commune", "ward", "area"))
    kind = "ward" if place.kind == PlaceKind.COMMUNE and draw(2) else None
    return rename(on, place.pk, f"Tên mới {on:%d/%m}", kind=kind)


def a_move(draw: Draw, on: date) -> Plan:
    if draw(2):
        return move(on, [one_of(draw, standing("area")).pk], one_of(draw, communes()).pk)
    above = standing("district", "province")
    return move(on, [one_of(draw, communes()).pk], one_of(draw, above).pk)


def communes() -> list[Place]:
    return standing("commune", "ward")


def a_merge(draw: Draw, on: date) -> Plan:
    places = two_of(draw, standing("area") if draw(2) else communes())
    into: Found | int = places[0].pk if draw(2) else new("Gộp", places[0], on)
    names = {
        child.pk: f"{child.name} {place.name}"[:90]
        for place in places[1:]
        for child in place.children.filter(ended_on=None)
    }
    return merge(dated_tree(), on, [place.pk for place in places], into, names=names)


def a_split(draw: Draw, on: date) -> Plan:
    place = one_of(draw, standing("area") if draw(2) else communes())
    share = Fraction(1 + draw(5), 7)
    parts = [(new("Bắc", place, on), share), (new("Nam", place, on), 1 - share)]
    children = {child.pk: f"{('Bắc', 'Nam')[draw(2)]}" for child in below(place)}
    groups = {
        group.pk: ("Bắc", "Nam")[draw(2)]
        for group in ResidentGroup.objects.filter(place=place).order_by("pk")
    }
    plan = split(
        dated_tree(),
        on,
        place.pk,
        parts,
        children=children,
        assigned={"groups.residentgroup": groups} if groups else {},
        rest="Nam",
    )
    return assigned_with_groups(plan)


def below(place: Place) -> list[Place]:
    return list(place.children.filter(ended_on=None).order_by("pk"))


def an_abolition(draw: Draw, on: date) -> Plan:
    if draw(3) == 0:
        province = standing("province")[0]
        return remap_level(dated_tree(), on, province.pk, PlaceKind.DISTRICT)
    places = two_of(draw, standing("area"))
    return abolish(dated_tree(), on, places[0].pk, places[-1].pk)


OPERATIONS = (a_rename, a_move, a_merge, a_split, an_abolition)
KINDS = (
    Reform.Kind.RENAME,
    Reform.Kind.MOVE,
    Reform.Kind.MERGE,
    Reform.Kind.SPLIT,
    Reform.Kind.ABOLISH,
)


def carried_out(plan: Plan, kind: str = Reform.Kind.MERGE) -> Reform:
    reform = prepare_reform(make.SYSTEM, kind, plan, decision="12/NQ-HĐND", reason="Thử")
    return carry_out_reform(make.SYSTEM, reform)


def hold_to_everything(country: Land, data: st.DataObject) -> None:
    """Some reforms, one after the other, and all of them taken back."""

    def draw(count: int) -> int:
        return data.draw(st.integers(0, count - 1))

    with transaction.atomic():
        before, sent = everything(), handed_in()
        totals = totals_of([country.province.path])
        done: list[Reform] = []
        for number in range(data.draw(st.integers(1, 6))):
            operation = draw(len(OPERATIONS))
            plan = OPERATIONS[operation](draw, FIRST_DAY + timedelta(days=7 * number))
            if reform := if_possible(plan, KINDS[operation]):
                done.append(reform)
            assert totals_of([country.province.path]) == totals
            all_stand_somewhere()
            assert handed_in() == sent
        every_month_is_owed_once()
        for reform in reversed(done):
            undo_reform(make.SYSTEM, reform, "Thử")
        assert everything() == before
        transaction.set_rollback(True)


AT_LEISURE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=5, deadline=None, suppress_health_check=AT_LEISURE)
@given(st.data())
def test_any_sequence_of_reforms_loses_nothing_and_can_be_taken_back(
    country: Land, data: st.DataObject
) -> None:
    hold_to_everything(country, data)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=AT_LEISURE)
@given(st.data())
def test_many_sequences_of_reforms_lose_nothing_and_can_be_taken_back(
    country: Land, data: st.DataObject
) -> None:
    hold_to_everything(country, data)


def if_possible(plan: Plan, kind: str) -> Reform | None:
    """A reform carried out, or None when it was refused and nothing changed."""
    before = everything()
    try:
        with transaction.atomic():
            return carried_out(plan, kind)
    except Invalid:
        assert everything() == before
        return None


def every_month_is_owed_once() -> None:
    """Opening what is due on the new map asks every group for every month, and once only."""
    with transaction.atomic():
        open_periods(make.SYSTEM)
        asked = Obligation.objects.filter(
            edition__programme__key=make.S1, kind="form", reporter_kind="group"
        )
        owed = Counter(asked.values_list("group", "calendar", "period_key"))
        assert set(owed.values()) == {1}
        for group in ResidentGroup.objects.all():
            months = [
                key for one, calendar, key in owed if (one, calendar) == (group.pk, "monthly")
            ]
            assert sorted(months) == MONTHS
            assert sum(one == group.pk and kept == "baseline" for one, kept, _key in owed) == 1
        transaction.set_rollback(True)


def test_a_cycle_is_refused_and_nothing_changes(country: Land) -> None:
    before = everything()
    commune, area = country.communes[0], country.areas[0]
    plan = Plan(FIRST_DAY, alter=(Alter(commune.pk, parent=area.pk),))
    with pytest.raises(Invalid) as refusal:
        carried_out(plan, Reform.Kind.MOVE)
    assert "reform_cycle" in {problem.code for problem in refusal.value.problems}
    assert everything() == before
    assert not Reform.objects.exists()


@pytest.mark.parametrize("kept", [True, False])
def test_a_group_that_would_stand_nowhere_is_refused_and_nothing_changes(
    country: Land, kept: bool
) -> None:
    before = everything()
    area, commune = country.areas[0], country.communes[1]
    parts = (Part(commune.pk),) if kept else ()
    with pytest.raises(Invalid) as refusal:
        carried_out(Plan(FIRST_DAY, close=(Close(area.pk, parts),)), Reform.Kind.ABOLISH)
    codes = {problem.code for problem in refusal.value.problems}
    assert "reform_group_orphaned" in codes
    assert everything() == before
    assert not Reform.objects.exists()


def test_a_group_that_would_be_cut_in_two_is_refused_and_nothing_changes(country: Land) -> None:
    before = everything()
    area = country.areas[0]
    group = area.groups.order_by("pk")[0]
    plan = split(
        dated_tree(),
        FIRST_DAY,
        area.pk,
        [(new("Bắc", area, FIRST_DAY), HALF), (new("Nam", area, FIRST_DAY), HALF)],
        assigned={"groups.residentgroup": {group.pk: "Bắc"}},
        rest="Nam",
    )
    with pytest.raises(Invalid) as refusal:
        carried_out(plan, Reform.Kind.SPLIT)
    assert [problem.code for problem in refusal.value.problems] == ["reform_group_divided"]
    assert everything() == before
    carried_out(assigned_with_groups(plan), Reform.Kind.SPLIT)
    all_stand_somewhere()


def test_a_reform_prepared_before_another_changed_the_map_is_not_carried_out(
    country: Land,
) -> None:
    first, second = country.areas[0], country.areas[1]
    plan = merge(dated_tree(), FIRST_DAY, [first.pk], second.pk)
    late = prepare_reform(make.SYSTEM, Reform.Kind.MERGE, plan, decision="1", reason="Thử")
    carried_out(plan)
    before = everything()
    with pytest.raises(Conflict) as conflict, transaction.atomic():
        carry_out_reform(make.SYSTEM, late)
    assert conflict.value.problem.code == "reform_map_changed"
    assert everything() == before


def test_a_reform_on_which_somebody_built_is_not_taken_back(
    country: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = country.areas[0], country.areas[1]
    carried_out(merge(dated_tree(), FIRST_DAY, [first.pk], second.pk))
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-20")
    assert open_periods(make.SYSTEM) > 0
    before = everything()
    with pytest.raises(Invalid) as refusal, transaction.atomic():
        undo_reform(make.SYSTEM, last_reform(), "Thử")
    assert [one.code for one in refusal.value.problems] == ["reform_undo_periods_opened"]
    assert everything() == before


def test_the_leader_of_a_group_in_a_divided_area_still_reads_what_it_sent(country: Land) -> None:
    area = country.areas[0]
    first, second = area.groups.order_by("pk")
    leader = Account.objects.get(name=f"Trưởng Tổ {first.pk}")
    before = sent_of(leader)
    assert before
    parts = [(new(key, area, FIRST_DAY), HALF) for key in ("Bắc", "Nam")]
    groups = {first.pk: "Bắc", second.pk: "Nam"}
    assigned = {"groups.residentgroup": groups}
    plan = split(dated_tree(), FIRST_DAY, area.pk, parts, assigned=assigned, rest="Nam")
    carried_out(assigned_with_groups(plan), Reform.Kind.SPLIT)
    assert sent_of(leader) == before
    assert {report.obligation.group_id for report in Report.objects.filter(pk__in=before)} == {
        first.pk
    }


def sent_of(leader: Account) -> set[int]:
    """The handed-in reports that somebody may read."""
    reports = Report.objects.handed_in().visible_to(make.actor(leader))
    return set(reports.values_list("pk", flat=True))
