"""Writing the household list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.core.vietnamese import name_sort_key, search_key, tidy
from tuquan.places.models import Place
from tuquan.residents.models import Household


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
    last = Household.objects.filter(place=area).aggregate(last=Max("list_order"))["last"] or 0
    rows = [
        Household(
            place=area,
            path=area.path,
            list_order=order,
            head_name=(name := tidy(one.head_name)),
            search_key=search_key(name),
            sort_key=name_sort_key(name),
            birth_year=one.birth_year,
            member_count=one.member_count,
            lane=tidy(one.lane),
            house_number=tidy(one.house_number),
            note=one.note,
        )
        for order, one in enumerate(new, start=last + 1)
    ]
    made = Household.objects.bulk_create(rows, batch_size=1000)
    record(actor, "residents.added", area, area.path, households=len(made))
    return made
