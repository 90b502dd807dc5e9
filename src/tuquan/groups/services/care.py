"""Named people of a team look after named households: given, shared out evenly, taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.groups.models import Care, Membership, ResidentGroup, Tenure
from tuquan.groups.queries import members_in_walking_order, people_of
from tuquan.groups.services.ending import require_working_group
from tuquan.residents.models import Household


@transaction.atomic
def assign_care(
    actor: Actor,
    group: ResidentGroup,
    people: Sequence[Tenure],
    households: Sequence[Household],
    *,
    instead: bool = False,
) -> int:
    """Let people of a group look after households of it from today; several may (S2-30).

    With `instead` nobody else does any more. Gives for how many pairs of person and household it
    was not so yet.
    """
    require_working_group(actor, group)
    problems = [*_people_problems(group, people), *_household_problems(group, households)]
    if problems:
        raise Invalid(problems)
    keys = [household.pk for household in households]
    if instead:
        others = Care.objects.current().within(group, keys)
        others.exclude(tenure__in=people).end(clock.today())
    given = _give(people, keys)
    _note(actor, "groups.care_given", group, len(households))
    return given


@transaction.atomic
def share_care(actor: Actor, group: ResidentGroup) -> int:
    """Share the households of a team out evenly: each person a run of neighbours as one walks.

    The shares differ by one household at most; what was given before and stays so is kept. Gives
    the number of households.
    """
    require_working_group(actor, group)
    people = people_of(group)
    households = [one.household_id for one in members_in_walking_order(actor, group)]
    if not people:
        raise Invalid([Problem("no_persons_to_share")])
    if not households:
        raise Invalid([Problem("no_households_to_share")])
    held = Care.objects.current().filter(tenure__group=group)
    for person, run in zip(people, _even_runs(households, len(people)), strict=True):
        held.filter(tenure=person).exclude(household__in=run).end(clock.today())
        _give([person], run)
    _note(actor, "groups.care_shared", group, len(households))
    return len(households)


@transaction.atomic
def end_care(actor: Actor, group: ResidentGroup, households: Sequence[Household]) -> int:
    """Nobody of a group looks after these households any more; that they did stays."""
    require(actor.may("groups.manage", group.path))
    if not households:
        raise Invalid([Problem("care_households_missing", "household")])
    mine = Care.objects.current().within(group, [household.pk for household in households])
    freed = mine.order_by().values("household").distinct().count()
    if not freed:
        raise Conflict("care_ended_already")
    mine.end(clock.today())
    _note(actor, "groups.care_ended", group, freed)
    return freed


def _even_runs(items: Sequence[int], count: int) -> Iterator[Sequence[int]]:
    """A list cut into so many runs whose lengths differ by one at most, longer ones first."""
    short, longer = divmod(len(items), count)
    begin = 0
    for number in range(count):
        end = begin + short + (number < longer)
        yield items[begin:end]
        begin = end


def _give(people: Iterable[Tenure], households: Collection[int]) -> int:
    try:
        with transaction.atomic():
            keys = [person.pk for person in people]
            return Care.objects.all().give(keys, households, clock.today())
    except IntegrityError as error:  # another officer gave the same at the same moment
        raise Conflict("care_changed_meanwhile") from error


def _people_problems(group: ResidentGroup, people: Sequence[Tenure]) -> Iterator[Problem]:
    if not people:
        yield Problem("care_people_missing", "people")
    strangers = [one for one in people if one.group_id != group.pk or one.ended_on]
    if strangers:
        names = ", ".join(one.holder_name for one in strangers)
        yield Problem("care_not_of_team", "people", {"names": names, "group": group.name})


def _household_problems(group: ResidentGroup, households: Sequence[Household]) -> Iterator[Problem]:
    if not households:
        yield Problem("care_households_missing", "household")
    members = Membership.objects.current().filter(group=group, household__in=households)
    if members.count() < len({household.pk for household in households}):
        yield Problem("care_household_elsewhere", "household", {"group": group.name})


def _note(actor: Actor, action: str, group: ResidentGroup, households: int) -> None:
    record(actor, action, group, group.path, households=households)
