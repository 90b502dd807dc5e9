"""Households that are to be in one group, or not, in every proposal for their area (F-18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.grouping import Wishes, check_wishes
from tuquan.core.problems import Problem
from tuquan.groups.models import GroupingWish
from tuquan.groups.queries.basis import Basis, basis_of, with_names
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household


@transaction.atomic
def add_wish(
    actor: Actor, programme: Programme, area: Place, kind: str, households: Sequence[Household]
) -> GroupingWish:
    """Ask that households be in one group, or no two of them. Why is never written down."""
    require(actor.may("groups.manage", area.path))
    if problems := list(_problems(programme, area, kind, households)):
        raise Invalid(problems)
    wish = GroupingWish.objects.create(programme=programme, place=area, kind=kind)
    wish.households.set(households)
    record(actor, "groups.wish_added", wish, area.path, kind=kind, households=len(households))
    return wish


@transaction.atomic
def remove_wish(actor: Actor, wish: GroupingWish) -> None:
    """Take a wish back."""
    require(actor.may("groups.manage", wish.place.path))
    record(actor, "groups.wish_removed", wish, wish.place.path, kind=wish.kind)
    wish.delete()


def _problems(
    programme: Programme, area: Place, kind: str, households: Sequence[Household]
) -> Iterator[Problem]:
    if kind not in GroupingWish.Kind.values:
        yield Problem("wish_kind_unknown", "kind")
    chosen = {household.pk for household in households}
    if len(chosen) < 2:
        yield Problem("wish_too_few", "households")
        return
    basis = basis_of(area, programme)
    if chosen - {home.key for home in basis.homes}:
        yield Problem("households_unknown", "households")
        return
    for problem in with_names(check_wishes(basis.homes, _with(basis, kind, sorted(chosen)))):
        yield Problem(problem.code, "households", problem.params)


def _with(basis: Basis, kind: str, keys: Sequence[int]) -> Wishes:
    together, apart = basis.wishes.together, basis.wishes.apart
    if kind == GroupingWish.Kind.TOGETHER:
        return Wishes((*together, tuple(keys)), apart)
    return Wishes(together, (*apart, tuple(keys)))
