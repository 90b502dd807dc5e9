"""Plans to reconstitute the groups of an area (kiện toàn, S0-17, F-25): made, adjusted, dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import Regrouping, ResidentGroup
from tuquan.groups.queries.basis import formed_groups_of
from tuquan.groups.queries.kinds import group_name, rules_in
from tuquan.groups.queries.regrouping import Key, formed_in, moves_of
from tuquan.places.models import Place
from tuquan.programmes.models import Programme
from tuquan.residents.models import Household

NEW_GROUP = "new"
"""Where a household goes that is to begin a group the plan does not have yet."""

LONGEST_NAME = 100


@transaction.atomic
def plan_regrouping(
    actor: Actor,
    programme: Programme,
    area: Place,
    assignments: Mapping[int, Key],
    new_groups: Mapping[str, str],
) -> Regrouping:
    """Plan who of an area goes into which group: the number of a formed one, or a key of a new one.

    Households not named stay where they are. Nothing changes until the plan is carried out.
    """
    require(actor.may("groups.manage", area.path))
    now = formed_groups_of(area, programme)
    moves = {key: target for key, target in assignments.items() if now.get(key) != target}
    names = {key: tidy(name) for key, name in new_groups.items()}
    here = set(Household.objects.current().filter(place=area).values_list("pk", flat=True))
    problems = [
        *_household_problems(moves, here),
        *_group_problems(programme, area, moves, names),
        *_name_problems(programme, area, names, {**now, **moves}),
    ]
    if problems:
        raise Invalid(problems)
    regrouping = _written(actor, programme, area, moves, names, {key: now.get(key) for key in here})
    record(
        actor,
        "groups.regrouping_planned",
        regrouping,
        area.path,
        households=len(moves),
        new_groups=len(names),
    )
    return regrouping


def _written(
    actor: Actor,
    programme: Programme,
    area: Place,
    moves: Mapping[int, Key],
    names: Mapping[str, str],
    before: Mapping[int, int | None],
) -> Regrouping:
    try:
        with transaction.atomic():
            return Regrouping.objects.create(
                programme=programme,
                place=area,
                assignments=_as_text(moves),
                new_groups=dict(names),
                before=_as_text(before),
                made_at=clock.now(),
                made_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Conflict("regrouping_planned_already", place=area.name) from error


def _as_text(households: Mapping[int, Key] | Mapping[int, int | None]) -> dict[str, Key | None]:
    """As the table keeps it: numbers of households are text."""
    return {str(key): value for key, value in sorted(households.items())}


def _household_problems(moves: Mapping[int, Key], here: set[int]) -> Iterator[Problem]:
    if not moves:
        yield Problem("regrouping_changes_nothing")
    if moves.keys() - here:
        yield Problem("households_unknown", "households")


def _group_problems(
    programme: Programme, area: Place, moves: Mapping[int, Key], names: Mapping[str, str]
) -> Iterator[Problem]:
    formed = set(formed_in(programme, area).values_list("pk", flat=True))
    if not formed:
        yield Problem("regrouping_without_groups", params={"place": area.name})
    elif set(moves.values()) - formed - names.keys():
        yield Problem("regrouping_group_unknown", "to")


def _name_problems(
    programme: Programme, area: Place, names: Mapping[str, str], after: Mapping[int, Key]
) -> Iterator[Problem]:
    used = set(after.values())
    taken = {same_name_key(group.name) for group in formed_in(programme, area) if group.pk in used}
    for key, name in names.items():
        if key not in used:
            yield Problem("regrouping_new_group_empty", "new_groups", {"name": name})
        if not name:
            yield Problem("group_name_missing", "new_groups")
        elif len(name) > LONGEST_NAME:
            yield Problem("group_name_long", "new_groups", {"maximum": LONGEST_NAME})
        elif same_name_key(name) in taken:
            shown = {"name": name, "place": area.name}
            yield Problem("group_name_taken", "new_groups", shown)
        taken.add(same_name_key(name))


@transaction.atomic
def adjust_regrouping(
    actor: Actor, regrouping: Regrouping, household: Household, to: Key
) -> Regrouping:
    """Let a household go into another group than planned; back into its own is no move.

    `NEW_GROUP` begins a new group with it; one left without households is no longer founded.
    """
    plan = _locked(actor, regrouping)
    now = formed_groups_of(plan.place, plan.programme)
    here = Household.objects.current().filter(place=plan.place, pk=household.pk)
    if not here.exists():
        raise Invalid([Problem("households_unknown", "household")])
    formed = set(formed_in(plan.programme, plan.place).values_list("pk", flat=True))
    target, names = _target(plan, to)
    if target not in formed and target not in names:
        raise Invalid([Problem("regrouping_group_unknown", "to")])
    moves = {**moves_of(plan), household.pk: target}
    kept = {key: goes for key, goes in moves.items() if now.get(key) != goes}
    used = set(kept.values())
    _keep(plan, kept, {key: name for key, name in names.items() if key in used})
    record(
        actor,
        "groups.regrouping_adjusted",
        plan,
        plan.place.path,
        household=household.pk,
        to=target,
    )
    return plan


def _target(plan: Regrouping, to: Key) -> tuple[Key, dict[str, str]]:
    names: dict[str, str] = dict(plan.new_groups)
    if to != NEW_GROUP:
        return to, names
    groups = ResidentGroup.objects.filter(programme=plan.programme, place=plan.place)
    founded = (int(key.rpartition("-")[2]) for key in names if key.startswith("new-"))
    number = max([*groups.values_list("number", flat=True), *founded], default=0) + 1
    key = f"new-{number}"
    names[key] = group_name(rules_in(plan.programme, plan.place), plan.place, number)
    return key, names


@transaction.atomic
def renew_regrouping(actor: Actor, regrouping: Regrouping) -> Regrouping:
    """Bring a plan up to what the register says now: only what still can be done is kept."""
    plan = _locked(actor, regrouping)
    now = formed_groups_of(plan.place, plan.programme)
    here = set(Household.objects.current().filter(place=plan.place).values_list("pk", flat=True))
    formed = set(formed_in(plan.programme, plan.place).values_list("pk", flat=True))
    possible = formed | plan.new_groups.keys()
    kept = {
        key: target
        for key, target in moves_of(plan).items()
        if key in here and target in possible and now.get(key) != target
    }
    used = set(kept.values())
    _keep(plan, kept, {key: name for key, name in plan.new_groups.items() if key in used})
    plan.before = _as_text({key: now.get(key) for key in here})
    plan.save(update_fields=["before"])
    record(actor, "groups.regrouping_renewed", plan, plan.place.path, households=len(kept))
    return plan


@transaction.atomic
def drop_regrouping(actor: Actor, regrouping: Regrouping) -> None:
    """Cast a plan away; the groups stay as they are."""
    end_plan(actor, regrouping, Regrouping.State.DROPPED)
    record(actor, "groups.regrouping_dropped", regrouping, regrouping.place.path)


def end_plan(actor: Actor, regrouping: Regrouping, state: str, **more: object) -> None:
    """Let a plan be planned no longer; refused when somebody else was faster."""
    require(actor.may("groups.manage", regrouping.place.path))
    waiting = Regrouping.objects.filter(pk=regrouping.pk, state=Regrouping.State.PLANNED)
    if not waiting.update(state=state, **more):
        raise Conflict("regrouping_over", place=regrouping.place.name)
    regrouping.refresh_from_db()


def _locked(actor: Actor, regrouping: Regrouping) -> Regrouping:
    """The plan as it is now; writing it first keeps others out until the transaction ends."""
    require(actor.may("groups.manage", regrouping.place.path))
    waiting = Regrouping.objects.filter(pk=regrouping.pk, state=Regrouping.State.PLANNED)
    if not waiting.update(state=Regrouping.State.PLANNED):
        raise Conflict("regrouping_over", place=regrouping.place.name)
    return waiting.select_related("place", "programme").get()


def _keep(plan: Regrouping, moves: Mapping[int, Key], names: Mapping[str, str]) -> None:
    plan.assignments, plan.new_groups = _as_text(moves), dict(names)
    plan.save(update_fields=["assignments", "new_groups"])
