"""What stands on an import, so that it cannot simply be taken back."""

from __future__ import annotations

from django.db.models import F

from tuquan.residents.models import (
    Consent,
    Contact,
    Household,
    HouseholdChange,
    HouseholdImport,
    HouseholdMember,
)


def undo_blockers(import_: HouseholdImport) -> list[tuple[str, int]]:
    """What stands on the households an import wrote or changed: a code of `base.texts`, how many.

    Members and numbers that came with the list go with it; those written down later do not.
    """
    written = Household.objects.filter(imported_by=import_)
    own = import_.outcome.get("people", {})

    def later(model: type[HouseholdMember | Consent | Contact]) -> int:
        rows = model._default_manager.filter(household__in=written)
        return rows.exclude(pk__in=own.get(model._meta.label_lower, ())).count()

    found = {
        "undo_grouped": _above(import_),
        "undo_changed": _changed_later(import_),
        "undo_members": later(HouseholdMember),
        "undo_consents": later(Consent),
        "undo_contacts": later(Contact),
        "undo_looked_after": written.filter(assignments__isnull=False).distinct().count(),
    }
    return [(code, count) for code, count in found.items() if count]


def _above(import_: HouseholdImport) -> int:
    """Households of the import that rows of apps above point at: their places in groups."""
    standing: set[int] = set()
    written = Household.objects.filter(imported_by=import_)
    for relation in Household._meta.related_objects:
        model = relation.related_model
        if isinstance(model, str) or model._meta.app_label == Household._meta.app_label:
            continue
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": written})
        standing |= set(rows.values_list(relation.field.attname, flat=True))
    return len(standing)


def _changed_later(import_: HouseholdImport) -> int:
    """Households to which something happened after the import."""
    later = HouseholdChange.objects.exclude(state=HouseholdChange.State.REFUSED).exclude(
        state=HouseholdChange.State.UNDONE
    )
    on_new = later.filter(household__imported_by=import_).exclude(import_of=import_)
    last = HouseholdChange.objects.in_force().filter(import_of=import_)
    touched = later.exclude(import_of=import_).filter(
        household__changes__in=last, pk__gt=F("household__changes__pk")
    )
    numbers = set(on_new.values_list("household_id", flat=True))
    merged = Household.objects.filter(merged_into__imported_by=import_)
    numbers |= set(touched.values_list("household_id", flat=True))
    return len(numbers) + merged.count()
