"""Adding households to the list of an area, and putting typing errors right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import name_sort_key, search_key, tidy
from tuquan.places.models import Place
from tuquan.residents.models import Household
from tuquan.residents.queries import fingerprint

LONGEST = {"head_name": 150, "lane": 100, "house_number": 40}
"""How many letters the columns of the register hold."""

MOST_MEMBERS = 20
OLDEST_BIRTH_YEAR = 1900


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """What is kept of a household."""

    head_name: str
    birth_year: int | None = None
    member_count: int | None = None
    lane: str = ""
    house_number: str = ""
    note: str = ""


@transaction.atomic
def add_households(actor: Actor, area: Place, new: Sequence[NewHousehold]) -> list[Household]:
    """Append households to the list of an area, in the order given: all of them or none."""
    require(actor.may("households.manage", area.path))
    if problems := [problem for one in new for problem in problems_of(one)]:
        raise Invalid(problems)
    last = Household.objects.filter(place=area).aggregate(last=Max("list_order"))["last"] or 0
    rows = [
        Household(place=area, path=area.path, list_order=order, **_columns(one))
        for order, one in enumerate(new, start=last + 1)
    ]
    made = Household.objects.bulk_create(rows, batch_size=1000)
    record(actor, "residents.added", area, area.path, households=len(made))
    return made


@transaction.atomic
def add_household(actor: Actor, area: Place, new: NewHousehold) -> Household:
    """Append one household that somebody typed, with its own line in the record."""
    (household,) = add_households(actor, area, [new])
    record(actor, "residents.household_added", household, household.path)
    return household


@transaction.atomic
def correct_household(
    actor: Actor, household: Household, new: NewHousehold, seen: str = ""
) -> tuple[str, ...]:
    """Put typing errors right; gives the names of the fields that changed.

    `seen` is the fingerprint of the record the person was looking at: when somebody else corrected
    it since, nothing is written. The record names the fields, never the values.
    """
    require(actor.may("households.manage", household.path))
    if problems := problems_of(new):
        raise Invalid(problems)
    current = Household.objects.get(pk=household.pk)
    if seen and fingerprint(current) != seen:
        raise Conflict("household_changed_meanwhile")
    columns = _columns(new)
    before = {name: getattr(current, name) for name in columns}
    changed = tuple(name for name in asdict(new) if before[name] != columns[name])
    if changed:
        if not Household.objects.filter(pk=current.pk, **before).update(**columns):
            raise Conflict("household_changed_meanwhile")
        record(actor, "residents.corrected", household, household.path, fields=list(changed))
    return changed


def problems_of(new: NewHousehold) -> list[Problem]:
    """What keeps a household out of the register, each problem beside its field."""
    problems = []
    if not tidy(new.head_name):
        problems.append(Problem("household_name_missing", "head_name"))
    this_year = clock.today().year
    if new.birth_year is not None and not OLDEST_BIRTH_YEAR <= new.birth_year <= this_year:
        span = {"first": str(OLDEST_BIRTH_YEAR), "last": str(this_year)}  # a year takes no dot
        problems.append(Problem("household_birth_year_wrong", "birth_year", span))
    if new.member_count is not None and not 1 <= new.member_count <= MOST_MEMBERS:
        problems.append(
            Problem("household_members_wrong", "member_count", {"maximum": MOST_MEMBERS})
        )
    for name, longest in LONGEST.items():
        if len(tidy(getattr(new, name))) > longest:
            problems.append(Problem("household_text_too_long", name, {"maximum": longest}))
    return problems


def search_text(*texts: str) -> str:
    """The folded words of a household, each after a space: a search finds their beginnings."""
    return f" {search_key(' '.join(filter(None, texts)))}"[:600]


def _columns(new: NewHousehold) -> dict[str, object]:
    """The columns of the register, with the keys to search and sort by."""
    name = tidy(new.head_name)
    return {
        "head_name": name,
        "search_text": search_text(name, tidy(new.lane), tidy(new.house_number)),
        "sort_key": name_sort_key(name)[:600],
        "birth_year": new.birth_year,
        "member_count": new.member_count,
        "lane": tidy(new.lane),
        "house_number": tidy(new.house_number),
        "note": new.note.strip(),
    }
