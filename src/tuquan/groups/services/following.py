"""Groups follow a reform of the map: their area, path and number, and the duties held in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from tuquan.accounts.models import Grant
from tuquan.base.dated import not_over
from tuquan.base.scoping import path_step
from tuquan.core.problems import Problem
from tuquan.groups.models import (
    BarrierLine,
    FormerGroupPath,
    GroupingWish,
    GroupQuerySet,
    Membership,
    MembershipQuerySet,
    Regrouping,
    ResidentGroup,
    Tenure,
    TenureQuerySet,
)
from tuquan.groups.queries import (
    Arrival,
    areas_touched,
    arrivals,
    divided_groups,
    groups_that_cannot_go,
    what_stands_on,
)
from tuquan.places.models import FormerPath, Place, Reform
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal


class GroupFollower:
    """How groups follow (design section 3).

    A group goes where its area goes, whole, with its households, its number and name, and whoever
    leads it. Out of an area that is divided each group goes to the part the plan says, or to the
    rest. Where two groups of one programme meet with the same number, those who came later in are
    numbered after the highest; a default name follows its number, a name somebody chose stays.
    Barriers and wishes go with the households of their area; a plan to reconstitute groups of an
    area that ends is dropped, because it speaks of groups as they stood there.
    """

    name = "groups"

    def affected(self, moves: Moves) -> int:
        """How many groups, formed or proposed, get another path."""
        working = ResidentGroup.objects.exclude(state=ResidentGroup.State.DISSOLVED)
        return sum(working.filter(place__in=some).count() for some in areas_touched(moves))

    def problems(self, moves: Moves) -> list[Problem]:
        """Groups that would stand nowhere or in two areas; renumbered ones as warnings."""
        lost = groups_that_cannot_go(moves)
        return lost or [*divided_groups(moves), *_renumbered(moves)]

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Groups formed, households in them, positions held."""
        groups = ResidentGroup.objects.formed().filter(_below(paths, "path"))
        return {
            "groups": groups.count(),
            "memberships": _in(Membership.objects.current(), groups),
            "tenures": _in(Tenure.objects.current(), groups),
        }

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move the groups, and remember where each stood until the day."""
        for some in areas_touched(moves):
            _remember(ResidentGroup.objects.filter(place__in=some), moves, journal)
        journal.rewrite_below(ResidentGroup, "path", moves.beginnings)
        coming = arrivals(moves)
        for one in coming:
            _renumber(one, journal)
        for _both, together in groupby(coming, _both_areas):
            _move([*together], moves, journal)
        for closed in moves.closed:
            _carry_along(closed, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Groups formed since, households moved between groups since, leaders named since."""
        return what_stands_on(reform)


def _carry_along(closed: Closed, journal: Journal) -> None:
    """What groups of a closed area are proposed by goes where most of it goes."""
    largest = max(closed.parts, key=lambda part: part[1], default=None)
    into = closed.rest or (largest[0] if largest else None)
    plans = Regrouping.objects.filter(place=closed.place)
    journal.change(plans.filter(state=Regrouping.State.PLANNED), "state", Regrouping.State.DROPPED)
    if into is not None:
        journal.change(plans, "place_id", into.pk)
        journal.change(BarrierLine.objects.filter(place=closed.place), "place_id", into.pk)
        journal.change(GroupingWish.objects.filter(place=closed.place), "place_id", into.pk)


def go_with_groups(rows: QuerySet[Any], journal: Journal) -> None:
    """Let rows about groups of a closed area stand where their group stands now; others stay.

    For followers above this app, which act once the groups have moved.
    """
    for row in rows.filter(group__isnull=False).select_related("group").order_by("pk"):
        one = rows.model._default_manager.filter(pk=row.pk)
        step = path_step(row.group_id, "G")
        old, new = row.path.removesuffix(step), row.group.path.removesuffix(step)
        journal.change(one, "place_id", row.group.place_id)
        journal.rewrite(one, "path", old, new)


def _both_areas(one: Arrival) -> tuple[int, int]:
    return one.group.place_id, one.into.pk


def _move(coming: Sequence[Arrival], moves: Moves, journal: Journal) -> None:
    """Let groups of one closed area stand in one other, with the duties held in them."""
    first, into = coming[0].group, coming[0].into
    area = first.path.removesuffix(path_step(first.pk, "G"))
    rows = ResidentGroup.objects.filter(pk__in=[one.group.pk for one in coming])
    held = Grant.objects.filter(
        not_over(moves.effective_on), path__in=[one.group.path for one in coming]
    )
    duties = Grant.objects.filter(pk__in=list(held.values_list("pk", flat=True)))
    closed = next(one for one in moves.closed if one.place.pk == first.place_id)
    if len(closed.parts) > 1:
        _let_read_on(rows, into, moves, journal)
    for table in (rows, duties):
        journal.change(table, "place_id", into.pk)
        journal.rewrite(table, "path", area, into.path)


def _let_read_on(groups: GroupQuerySet, into: Place, moves: Moves, journal: Journal) -> None:
    """Whoever reads a part of a divided area reads what its groups wrote before, and no more."""
    former = FormerGroupPath.objects.filter(group__in=groups.order_by())
    rows = [
        FormerPath(place=into, path=path, until=moves.effective_on, reform=journal.reform)
        for path in former.order_by("path").values_list("path", flat=True).distinct()
    ]
    journal.made(FormerPath.objects.bulk_create(rows))


def _renumber(one: Arrival, journal: Journal) -> None:
    row = ResidentGroup.objects.filter(pk=one.group.pk)
    journal.change(row, "number", one.number)
    journal.change(row, "name", one.name)


def _remember(groups: GroupQuerySet, moves: Moves, journal: Journal) -> None:
    rows = [
        FormerGroupPath(
            group=group, path=group.path, until=moves.effective_on, reform=journal.reform
        )
        for group in groups.order_by("pk")
    ]
    journal.made(FormerGroupPath.objects.bulk_create(rows, batch_size=500))


def _renumbered(moves: Moves) -> list[Problem]:
    return [
        Problem(
            "reform_group_renumbered",
            "groups.residentgroup",
            {
                "place": one.group.place.name,
                "into": one.into.name,
                "old": one.group.name,
                "number": one.number,
                "new": one.name,
            },
            is_warning=True,
        )
        for one in arrivals(moves)
        if one.number != one.group.number
    ]


def _below(paths: Sequence[str], lookup: str) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{lookup}__below": path})
    return found


def _in(rows: MembershipQuerySet | TenureQuerySet, groups: GroupQuerySet) -> int:
    return rows.filter(group__in=groups.order_by()).count()
