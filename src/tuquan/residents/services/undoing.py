"""Taking an import back while nothing stands on it (F-11)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.places.models import Place
from tuquan.places.services import remove_unused_place
from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdChange,
    HouseholdImport,
    HouseholdMember,
)
from tuquan.residents.queries.undoing import undo_blockers
from tuquan.residents.services.journal import restore

State = HouseholdImport.State


@transaction.atomic
def undo_import(actor: Actor, import_: HouseholdImport) -> tuple[int, int]:
    """Remove the households an import wrote and take its corrections and closings back.

    Refused as a whole as long as anything stands on one of them; gives how many households were
    removed and how many changes taken back. Areas the import added go too, unless something else
    stands in them by now.
    """
    require(actor.may("households.manage", import_.path))
    undone = HouseholdImport.objects.filter(pk=import_.pk, state=State.CONFIRMED)
    if not undone.update(state=State.UNDONE, undone_at=clock.now()):
        raise Conflict("import_not_confirmed")
    if blockers := undo_blockers(import_):
        raise Conflict("import_undo_stands", count=sum(count for _, count in blockers))
    changes = _take_back(actor, _changes_of(import_))
    _remove_people(import_)
    households = Household.objects.filter(imported_by=import_)
    removed = households.count()
    households.delete()
    _remove_areas(actor, import_)
    record(
        actor,
        "residents.import_undone",
        import_,
        import_.path,
        file=import_.file_name,
        households=removed,
        changes=changes,
    )
    return removed, changes


def _changes_of(import_: HouseholdImport) -> Iterable[HouseholdChange]:
    return HouseholdChange.objects.in_force().filter(import_of=import_).order_by("-pk")


def _take_back(actor: Actor, changes: Iterable[HouseholdChange]) -> int:
    count = 0
    for change in changes:
        HouseholdChange.objects.filter(pk=change.pk).update(state=HouseholdChange.State.UNDONE)
        restore(actor, change)
        count += 1
    return count


def _remove_areas(actor: Actor, import_: HouseholdImport) -> None:
    """The areas the list brought; whoever may not change the map leaves them."""
    for area in Place.objects.filter(pk__in=import_.outcome.get("areas", ())):
        if actor.may("places.manage", area.path):
            remove_unused_place(actor, area)


def _remove_people(import_: HouseholdImport) -> None:
    """Members and numbers the list brought; a consent stays while other numbers hang on it."""
    people = import_.outcome.get("people", {})

    def own(model: type[Model]) -> list[int]:
        return list(people.get(model._meta.label_lower, ()))

    Contact.objects.filter(pk__in=own(Contact)).delete()
    Consent.objects.filter(pk__in=own(Consent), contacts=None).delete()
    HouseholdMember.objects.filter(pk__in=own(HouseholdMember)).delete()
