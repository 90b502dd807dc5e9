"""Who of a team looks after which households, for the pages and the papers (S2-14, S2-30)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuquan.base.actor import Actor
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import MEMBER, Care, Membership, ResidentGroup, Tenure
from tuquan.groups.queries.finding import members_in_walking_order, rules_for, visible_groups
from tuquan.groups.queries.holding import has_members, in_order, people_of
from tuquan.places.models import Place

CARE_SPANNING = ("team", "people_in_charge")
"""The columns of form 02 that go on downwards over empty cells."""

TEAM_SPANNING = ("number", "village", "team")
"""The same of the list annexed to form 01."""

NOBODY = "Chưa phân công"
TEAM_MEMBER = "Tổ viên"
ACTING = "Quyền"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class CareLine:
    """A household of a group, where it stands as one walks, and who looks after it."""

    number: int
    member: Membership
    people: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class CareLane:
    """A lane of a group, with the numbers of its households as one walks."""

    name: str
    numbers: tuple[int, ...]


def teams_of(actor: Actor, area: Place) -> list[ResidentGroup]:
    """The working teams of an area whose people look after households."""
    groups = visible_groups(actor).formed().filter(place=area)
    rules = [(group, rules_for(group)) for group in groups]
    return [group for group, kind in rules if kind is not None and has_members(kind)]


def care_lines(actor: Actor, group: ResidentGroup) -> list[CareLine]:
    """The households of a group as one walks, each with who looks after it."""
    people = _people_by_household([group])
    return [
        CareLine(number, member, people.get((group.pk, member.household_id), ()))
        for number, member in enumerate(members_in_walking_order(actor, group), start=1)
    ]


def lanes_walked(lines: Sequence[CareLine]) -> list[CareLane]:
    """The lanes of a group in walking order, each under its first spelling."""
    names: dict[str, str] = {}
    numbers: dict[str, list[int]] = {}
    for line in lines:
        lane = tidy(line.member.household.lane)
        key = same_name_key(lane)
        names.setdefault(key, lane)
        numbers.setdefault(key, []).append(line.number)
    return [CareLane(names[key], tuple(found)) for key, found in numbers.items()]


def in_care_of(tenures: Iterable[Tenure]) -> dict[int, int]:
    """How many households each of these people looks after."""
    counts = {tenure.pk: 0 for tenure in tenures}
    for tenure in Care.objects.current().filter(tenure__in=counts).values_list("tenure", flat=True):
        counts[tenure] += 1
    return counts


def care_rows(actor: Actor, groups: ResidentGroup | Sequence[ResidentGroup]) -> list[Row]:
    """The rows of form 02 of S2 for some teams, numbered anew in each (S2-30).

    Households of the same people stand together; those nobody looks after come last. Whoever shows
    the rows marks the look at each household.
    """
    rows: list[Row] = []
    for group in [groups] if isinstance(groups, ResidentGroup) else groups:
        rows += _care_rows_of(actor, group)
    return rows


def team_rows(groups: ResidentGroup | Sequence[ResidentGroup]) -> list[Row]:
    """The rows of the list annexed to form 01 of S2: the people of each team (S2-29)."""
    rows: list[Row] = []
    villages: dict[int, int] = {}
    for group in [groups] if isinstance(groups, ResidentGroup) else groups:
        first = group.place_id not in villages
        number = villages.setdefault(group.place_id, len(villages) + 1)
        labels = _labels(group)
        for count, tenure in enumerate(people_of(group), start=1):
            begins = count == 1
            rows.append(
                {
                    "number": str(number) if first and begins else "",
                    "village": group.place.name if first and begins else "",
                    "team": group.name if begins else "",
                    "person_number": str(count),
                    "person_name": tenure.holder_name,
                    "current_post": tenure.main_post,
                    "post_in_team": _post_on_paper(tenure, labels),
                }
            )
    return rows


def _care_rows_of(actor: Actor, group: ResidentGroup) -> list[Row]:
    shares: dict[tuple[int, ...], list[CareLine]] = {}
    for line in care_lines(actor, group):
        shares.setdefault(tuple(one.pk for one in line.people), []).append(line)
    nobody = shares.pop((), [])
    rows: list[Row] = []
    for lines in [*shares.values(), *([nobody] if nobody else [])]:
        for place, line in enumerate(lines):
            household = line.member.household
            rows.append(
                {
                    "team": group.name if not rows else "",
                    "people_in_charge": "" if place else names_on_paper(line.people) or NOBODY,
                    "number": str(len(rows) + 1),
                    "head": household.head_name,
                    "born": str(household.birth_year or ""),
                    "members": str(household.member_count or ""),
                    "remark": "",
                }
            )
    return rows


def names_on_paper(people: Sequence[Tenure]) -> str:
    """Who is in charge as form 02 writes it: one name, or "1. A; 2. B"."""
    names = [tenure.holder_name for tenure in people]
    if len(names) < 2:
        return "".join(names)
    return "; ".join(f"{number}. {name}" for number, name in enumerate(names, start=1))


def _people_by_household(
    groups: Sequence[ResidentGroup],
) -> dict[tuple[int, int], tuple[Tenure, ...]]:
    care = Care.objects.current().filter(tenure__group__in=groups, tenure__ended_on=None)
    found: dict[tuple[int, int], list[Tenure]] = {}
    for one in care.select_related("tenure__account"):
        found.setdefault((one.tenure.group_id, one.household_id), []).append(one.tenure)
    return {key: tuple(in_order(people)) for key, people in found.items()}


def _labels(group: ResidentGroup) -> dict[str, str]:
    rules = rules_for(group)
    return {position.key: position.label for position in rules.positions} if rules else {}


def _post_on_paper(tenure: Tenure, labels: dict[str, str]) -> str:
    if tenure.position == MEMBER:
        return TEAM_MEMBER
    label = labels.get(tenure.position, "")
    return f"{ACTING} {label}" if tenure.acting else label
