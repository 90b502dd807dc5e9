"""The month of `case` after mergers, divisions and moves of its places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from tests import make
from tests.insights.case import Case
from tuquan.core.succession import Close, Found, Part, Plan, Ref
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import carry_out_reform, prepare_reform

BEFORE, CHANGED, TODAY = date(2026, 10, 15), date(2026, 11, 15), date(2026, 11, 20)
THIRD = Fraction(1, 3)
SORTING, TREES = "households_sorting_waste", "trees_planted"


def reform(kind: str, plan: Plan) -> dict[str, Place]:
    """Carry out a plan; the new places by name."""
    made = prepare_reform(make.SYSTEM, kind, plan, decision="12/NQ-HĐND", reason="Sắp xếp lại")
    carry_out_reform(make.SYSTEM, made)
    return {place.name: place for place in Place.objects.filter(ended_on=None)}


def merged(case: Case) -> Place:
    """Both areas of the commune become one."""
    parent, old = case.world.commune.pk, (case.world.area.pk, case.world.other_area.pk)
    plan = Plan(
        CHANGED,
        found=(Found("new", "Thôn Hòa Bình", PlaceKind.AREA, parent),),
        close=tuple(Close(place, (Part("new"),)) for place in old),
    )
    return reform("merge", plan)["Thôn Hòa Bình"]


def divided(case: Case) -> tuple[Place, Place]:
    """A third of Thôn 2, with its first group, becomes Thôn 2A, and two thirds Thôn 2B."""
    parent, area = case.world.commune.pk, case.world.area
    group = case.groups[0]
    households = group.memberships.values_list("household_id", flat=True)
    to_a: dict[str, Mapping[int, Ref]] = {
        "groups.residentgroup": {group.pk: "a"},
        "residents.household": dict.fromkeys(households, "a"),
    }
    plan = Plan(
        CHANGED,
        found=(
            Found("a", "Thôn 2A", PlaceKind.AREA, parent),
            Found("b", "Thôn 2B", PlaceKind.AREA, parent),
        ),
        close=(Close(area.pk, (Part("a", THIRD), Part("b", 1 - THIRD)), rest="b"),),
        assigned=to_a,
    )
    places = reform("split", plan)
    return places["Thôn 2A"], places["Thôn 2B"]
