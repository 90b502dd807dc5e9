"""What the tests of the register begin with: one household, people who may do this or that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid
from tuquan.places.models import Place
from tuquan.programmes.services import change_local_terms
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.services import NewChange, NewHousehold, add_households

Kind = HouseholdChange.Kind
TODAY = date(2026, 11, 20)


def household(
    area: Place, head: str = "Lê Văn Ba", members: int | None = 4, **more: object
) -> Household:
    """A household that stands in the list of an area since the beginning of the year."""
    new = NewHousehold(head, 1979, members, "Ngõ Đình", "14A", "sau đình")
    (made,) = add_households(make.SYSTEM, area, [replace(new, **more)])  # type: ignore[arg-type]
    Household.objects.filter(pk=made.pk).update(opened_on=date(2026, 1, 1))
    return Household.objects.select_related("place").get(pk=made.pk)


def officer(world: make.World) -> Actor:
    """Somebody who looks after the lists of our commune."""
    return make.actor(make.officer(world.commune))


def head(world: make.World, name: str = "Vũ Văn Sáu") -> Actor:
    """The head of Thôn 2, who tells and checks, and writes nothing in force."""
    return make.actor(make.account("area_head", world.area, name))


def members_kept(world: make.World) -> None:
    """Our commune runs a programme that asks for the members of each household."""
    adoption = make.adoption(world.commune)
    change_local_terms(make.SYSTEM, adoption, replace(adoption.terms, household_members=True))


def change(kind: str, on: date = TODAY, **more: object) -> NewChange:
    """What happened, today unless another day is said."""
    return NewChange(kind, on, **more)  # type: ignore[arg-type]


def now(one: Household) -> Household:
    """The household as the register holds it."""
    return Household.objects.select_related("place").get(pk=one.pk)


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    """What a service found wrong, with the fields."""
    return [(problem.code, problem.where) for problem in refused.value.problems]


def conflict(refused: pytest.ExceptionInfo[Conflict]) -> str:
    """Why a service found that things had changed."""
    return refused.value.problem.code


def actions(one: Household) -> list[str]:
    """What stands on record about a household, the oldest first; never a name."""
    rows = Change.objects.filter(subject=f"residents.household:{one.pk}").order_by("pk")
    return [row.action for row in rows]


def everything() -> tuple[object, ...]:
    """All that is kept of households, to see that nothing was changed."""
    return (
        list(Household.objects.order_by("pk").values()),
        list(HouseholdChange.objects.order_by("pk").values()),
        Change.objects.count(),
    )
