"""What a change would do to a household, worked out without writing anything (S2-15, F-13).

`plan_change` is the one reading of what a person says happened: the preview shows it, the service
writes it, and a change that waited is planned anew on the day it is approved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tuquan.base import clock
from tuquan.base.errors import Invalid
from tuquan.core.lists.numbers import read_birth_date
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.residents.models import Household, HouseholdChange, HouseholdMember
from tuquan.residents.queries.fields import own_differences, own_missing_from, own_problems
from tuquan.residents.queries.people import members_kept_at, members_now
from tuquan.residents.queries.values import (
    MOST_MEMBERS,
    OLDEST_BIRTH_YEAR,
    NewHousehold,
    birth_year_problem,
    columns_of,
    kept_of,
    problems_of,
    value_of,
)

Kind = HouseholdChange.Kind

GAINS = (Kind.BIRTH, Kind.MOVED_IN)
LOSSES = (Kind.DEATH, Kind.MOVED_OUT)
TEMPORARY = (Kind.TEMPORARY_STAY, Kind.TEMPORARY_ABSENCE)

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")

EMPTIES = "change_empties_household"
LONGEST_NOTE = 300
_LONGEST = {"person_name": 150, "relation": 60, "new_head": 150, "note": LONGEST_NOTE}


@dataclass(frozen=True, slots=True)
class NewChange:
    """What somebody says happened to a household; only what the kind needs is read.

    `persons` counts the people of a birth, a death or a move, one if nothing is said. A split has
    the new `household` and, where members are kept, the `members` who go with it; a correction has
    the corrected `household` and values of its `own` fields; a merger has the `other` household
    this one joins, and with `same_household` the two were one all along, so that nobody is counted
    twice.
    """

    kind: str
    happened_on: date
    person_name: str = ""
    birth_date: str = ""
    relation: str = ""
    until: date | None = None
    member: int | None = None
    persons: int | None = None
    new_head: str = ""
    new_birth_year: int | None = None
    household: NewHousehold | None = None
    own: Mapping[str, object] | None = None
    other: Household | None = None
    members: tuple[int, ...] = ()
    note: str = ""
    same_household: bool = False


@dataclass(slots=True)
class ChangePlan:
    """What would be written: columns after it, by how many the counts change, and what is wrong."""

    household: Household
    new: NewChange
    after: dict[str, Any] = field(default_factory=dict)
    persons: int = 0
    other_after: dict[str, Any] = field(default_factory=dict)
    other_persons: int = 0
    founded: NewHousehold | None = None
    member: HouseholdMember | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, where: str = "", **params: object) -> None:
        """Note what keeps the change from being written."""
        self.problems.append(Problem(code, where, params))

    def warn(self, code: str, where: str = "", **params: object) -> None:
        """Note what somebody should look at."""
        self.warnings.append(Problem(code, where, params, is_warning=True))

    @property
    def before(self) -> dict[str, Any]:
        """The columns that would change, as they are."""
        return {name: value_of(self.household, name) for name in self.after}

    @property
    def refusals(self) -> list[Problem]:
        """Why it cannot be written: an empty household is closed, never kept with nobody in it."""
        return self.problems + [one for one in self.warnings if one.code == EMPTIES]


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """A change before it is written: the columns before and after, and what to look at."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    persons: int
    warnings: tuple[Problem, ...]
    other_before: Mapping[str, Any] = field(default_factory=dict)
    other_after: Mapping[str, Any] = field(default_factory=dict)
    founded: NewHousehold | None = None


def preview_change(household: Household, new: NewChange) -> ChangePreview:
    """What a change would do; writes nothing. Values that are wrong are refused, all at once."""
    plan = plan_change(household, new)
    if plan.problems:
        raise Invalid(plan.problems)
    other = new.other
    return ChangePreview(
        plan.before,
        plan.after,
        plan.persons,
        tuple(plan.warnings),
        {name: value_of(other, name) for name in plan.other_after} if other else {},
        plan.other_after,
        plan.founded,
    )


def plan_change(household: Household, new: NewChange) -> ChangePlan:
    """Work out a change on the household as it is now."""
    plan = ChangePlan(household, new)
    planner = _PLANNERS.get(new.kind)
    if planner is None:
        plan.refuse("change_kind_unknown", "kind")
        return plan
    _check_values(plan)
    planner(plan)
    _check_order(plan)
    return plan


def birth_date_of(text: str) -> str | None:
    """A birth date as exact as it was typed: `1975`, `1990-08`, `1990-08-21`; None if unreadable.

    Also day-first: `21/8/1990`. A date that needed guessing is not taken.
    """
    typed = tidy(text)
    if not typed:
        return ""
    if month := _MONTH.fullmatch(typed):
        typed = f"{month[2]}/{month[1]}"
    reading = read_birth_date(typed, clock.today())
    return None if reading.code or reading.value is None else str(reading.value)


def _check_values(plan: ChangePlan) -> None:
    new, today = plan.new, clock.today()
    if new.happened_on > today:
        plan.refuse("change_day_future", "happened_on", today=today)
    elif new.happened_on.year < OLDEST_BIRTH_YEAR:
        plan.refuse("change_day_too_early", "happened_on", first=str(OLDEST_BIRTH_YEAR))
    if new.until and new.until <= new.happened_on:
        plan.refuse("change_until_before", "until", day=new.happened_on)
    if birth_date_of(new.birth_date) is None:
        plan.refuse("change_birth_date_wrong", "birth_date")
    for name, longest in _LONGEST.items():
        if len(tidy(getattr(new, name))) > longest:
            plan.refuse("household_text_too_long", name, maximum=longest)


def _check_order(plan: ChangePlan) -> None:
    """Warn of a day before what is already written down; a household leaves after all else."""
    household, new = plan.household, plan.new
    changes = HouseholdChange.objects.in_force().filter(household=household)
    last = changes.order_by("-happened_on").values_list("happened_on", flat=True).first()
    if last and new.happened_on < last:
        if "closed_on" in plan.after:
            plan.refuse("change_after_leaving", "happened_on", last=last)
        else:
            plan.warn("change_before_last", "happened_on", last=last)
    if household.opened_on and new.happened_on < household.opened_on:
        plan.warn("change_before_list", "happened_on", opened=household.opened_on)
    alike = HouseholdChange.objects.waiting().filter(household=household, kind=new.kind)
    if alike.filter(happened_on=new.happened_on).exists():
        plan.warn("change_told_already", "kind")


def _plan_persons(plan: ChangePlan) -> None:
    """A birth, a death, a move: by so many persons the household is larger or smaller."""
    new = plan.new
    persons = 1 if new.persons is None else new.persons
    if not 1 <= persons <= MOST_MEMBERS:
        plan.refuse("change_persons_wrong", "persons", maximum=MOST_MEMBERS)
        return
    _plan_count(plan, persons if new.kind in GAINS else -persons)
    kept = members_kept_at(plan.household.place)
    if new.kind in LOSSES:
        _find_member(plan, kept)
        _warn_of_head(plan)
    elif kept and not (tidy(new.person_name) and persons == 1):
        plan.warn("change_member_unnamed", "person_name")


def _plan_temporary(plan: ChangePlan) -> None:
    """Somebody stays or is away for a time: who belongs to the household does not change."""
    _find_member(plan, kept=members_kept_at(plan.household.place))


def _plan_count(plan: ChangePlan, by: int) -> None:
    now = plan.household.member_count
    if now is None:
        plan.warn("change_count_unknown", "persons")
        return
    after = now + by
    if after == 0:
        plan.warn(EMPTIES, "persons")
    elif not 1 <= after <= MOST_MEMBERS:
        plan.refuse("change_count_out", "persons", now=now, maximum=MOST_MEMBERS)
    plan.after["member_count"], plan.persons = after, by


def _find_member(plan: ChangePlan, kept: bool) -> None:
    """The member it is about, who must belong to the household and live in it."""
    new = plan.new
    if new.member is None:
        return
    if not kept:
        plan.refuse("members_not_kept", "member")
        return
    member = members_now(plan.household).filter(pk=new.member).first()
    if member is None:
        plan.refuse("change_member_unknown", "member")
    elif member.joined_on and new.happened_on < member.joined_on:
        plan.refuse("change_member_not_there", "happened_on", joined=member.joined_on)
    plan.member = member


def _warn_of_head(plan: ChangePlan) -> None:
    """Without its head a household needs another one."""
    name = plan.member.name if plan.member else plan.new.person_name
    if name and same_name_key(name) == same_name_key(plan.household.head_name):
        plan.warn("change_head_left", "kind")


def _plan_head(plan: ChangePlan) -> None:
    new = plan.new
    _find_member(plan, kept=members_kept_at(plan.household.place))
    name = tidy(new.new_head) or (plan.member.name if plan.member else "")
    year = new.new_birth_year
    if year is None and plan.member and plan.member.birth_date:
        year = int(plan.member.birth_date[:4])
    if not name:
        plan.refuse("change_head_missing", "new_head")
    if problem := birth_year_problem(year, "new_birth_year"):
        plan.problems.append(problem)
    plan.after = _difference(plan.household, {"head_name": name, "birth_year": year})
    if not plan.after:
        plan.refuse("change_head_same", "new_head")


def _plan_split(plan: ChangePlan) -> None:
    """Some of a household found one of their own; at least one stays."""
    new, now = plan.new, plan.household.member_count
    if new.household is None:
        plan.refuse("household_name_missing", "head_name")
        return
    plan.problems += problems_of(new.household)
    _check_leaving_members(plan)
    count = new.household.member_count or len(new.members) or new.persons
    plan.founded = replace(new.household, member_count=count)
    if count is None:
        plan.refuse("change_split_count_missing", "member_count")
        return
    if new.members and len(new.members) != count:
        plan.refuse("change_split_count_differs", "member_count", chosen=len(new.members))
    if now is not None and count >= now:
        plan.refuse("change_split_too_many", "member_count", now=now)
        return
    _plan_count(plan, -count)
    plan.other_persons = count


def _check_leaving_members(plan: ChangePlan) -> None:
    wanted = set(plan.new.members)
    if not wanted:
        return
    if not members_kept_at(plan.household.place):
        plan.refuse("members_not_kept", "members")
    elif members_now(plan.household).filter(pk__in=wanted).count() != len(wanted):
        plan.refuse("change_member_unknown", "members")


def _plan_merger(plan: ChangePlan) -> None:
    """This household becomes part of another one."""
    household, new, other = plan.household, plan.new, plan.new.other
    if other is None or other.pk == household.pk:
        plan.refuse("change_other_missing", "other")
        return
    if other.closed_on:
        plan.refuse("household_closed", "other", name=other.head_name)
        return
    _plan_leaving(plan)
    plan.after["merged_into_id"] = other.pk
    if new.same_household:
        plan.other_after = _missing_from(household, other)
    elif household.member_count is None or other.member_count is None:
        plan.warn("change_count_unknown", "other")
    else:
        together = household.member_count + other.member_count
        plan.other_after = {"member_count": together}
        if together > MOST_MEMBERS:
            now = other.member_count
            plan.refuse("change_count_out", "other", now=now, maximum=MOST_MEMBERS)
    if "member_count" in plan.other_after:
        plan.other_persons = plan.other_after["member_count"] - (other.member_count or 0)


def _missing_from(drop: Household, keep: Household) -> dict[str, Any]:
    """What the record that stays lacks and the other one has; the notes are joined."""
    kept, given = kept_of(keep), kept_of(drop)
    filled = {
        name: given[name]
        for name in kept
        if name not in ("note", "latitude", "longitude")
        and kept[name] in (None, "")
        and given[name] not in (None, "")
    }
    if keep.latitude is None and drop.latitude is not None:
        filled |= {"latitude": drop.latitude, "longitude": drop.longitude}
    if drop.note and drop.note not in keep.note:
        filled["note"] = "\n".join(filter(None, (keep.note, drop.note)))
    return filled | own_missing_from(drop, keep)


def _plan_leaving(plan: ChangePlan) -> None:
    plan.after["closed_on"] = plan.new.happened_on
    plan.persons = -(plan.household.member_count or 0)


def _plan_correction(plan: ChangePlan) -> None:
    if plan.new.household is None:
        plan.refuse("household_name_missing", "head_name")
        return
    own = plan.new.own or {}
    if problems := [*problems_of(plan.new.household), *own_problems(plan.household, own)]:
        plan.problems += problems
        return
    plan.after = _difference(plan.household, columns_of(plan.new.household))
    plan.after |= own_differences(plan.household, own)
    if "member_count" in plan.after:
        now = plan.household.member_count or 0
        plan.persons = (plan.after["member_count"] or 0) - now
    if not plan.after:
        plan.refuse("change_nothing")


def _difference(household: Household, columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if getattr(household, name) != value}


_PLANNERS: dict[str, Callable[[ChangePlan], None]] = {
    **dict.fromkeys((*GAINS, *LOSSES), _plan_persons),
    **dict.fromkeys(TEMPORARY, _plan_temporary),
    Kind.HEAD_CHANGED: _plan_head,
    Kind.SPLIT: _plan_split,
    Kind.MERGED: _plan_merger,
    Kind.CORRECTED: _plan_correction,
    Kind.CLOSED: _plan_leaving,
}
"""Every kind a person can tell; a household is added with its own record instead."""
