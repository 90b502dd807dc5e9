"""The persons and telephone numbers of a list: only where they are kept, and only as agreed.

Members are written where a programme that runs here asks for them (S2-14); numbers when whoever
imports says how and when the households agreed to be called (F-17, domain d9). Neither waits in the
database with the preview: both are read from the file again when the list is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.texts.consent import WORDING
from tuquan.core.lists import IMPORTED
from tuquan.places.models import Place
from tuquan.residents.models import Consent, Contact, Household, HouseholdImport, HouseholdMember
from tuquan.residents.queries.import_plan import (
    ADDED,
    CHANGED,
    UNCHANGED,
    PlannedArea,
)
from tuquan.residents.queries.import_rows import row_key
from tuquan.residents.queries.imports import taught_for
from tuquan.residents.queries.people import members_kept_at
from tuquan.residents.services.importing import read_list

_BATCH = 1_000
Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ContactsAgreed:
    """How the households of a list agreed to be called, as whoever imports it says."""

    way: str
    given_on: date


@dataclass(slots=True)
class WrittenPeople:
    """The rows about people that a list brought, by table, and the numbers that were not kept."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    phones_not_kept: int = 0

    def add(self, made: Sequence[Model]) -> None:
        """Note rows that were just written."""
        for row in made:
            self.rows.setdefault(row._meta.label_lower, []).append(row.pk)

    def count(self, model: type[Model]) -> int:
        """How many rows of a table were written."""
        return len(self.rows.get(model._meta.label_lower, ()))


def write_people(
    actor: Actor,
    waiting: HouseholdImport,
    placed: Sequence[tuple[Place, PlannedArea]],
    agreed: ContactsAgreed | None,
    told: Report,
) -> WrittenPeople:
    """Write members and numbers of the households of a list, as far as they are kept.

    `told` is what waited: whether the list has numbers and persons at all.
    """
    done = WrittenPeople()
    phones, persons = (told.get(name, 0) for name in ("phones", "listed_persons"))
    wanted = [area for area, _ in placed if persons and members_kept_at(area)]
    if not agreed:
        done.phones_not_kept = phones
    if not wanted and not (agreed and phones):
        return done
    content, taught = bytes(waiting.content or b""), taught_for(waiting.place, waiting.mapping)
    report = read_list(waiting.file_name, content, taught=taught)
    for area, planned in placed:
        households = _written(waiting, area, planned)
        if area in wanted:
            done.add(_write_members(report, households))
        if agreed and phones:
            _write_numbers(actor, report, households, agreed, done)
    return done


def _written(waiting: HouseholdImport, area: Place, planned: PlannedArea) -> dict[str, Household]:
    """The households of the register by the key of their row: new ones, and those known before."""
    new = Household.objects.filter(place=area, imported_by=waiting).order_by("list_order")
    found = {one.key: household for one, household in zip(planned.of(ADDED), new, strict=True)}
    for kind in (CHANGED, UNCHANGED):
        found |= {one.key: one.household for one in planned.of(kind) if one.household}
    return found


def _write_members(report: Report, households: Mapping[str, Household]) -> list[HouseholdMember]:
    """The members of households that have none written down yet."""
    by_row = {row_key(row): row for row in report["rows"]["households"]}
    places = {
        (row["sheet"], row["row"]): households[key]
        for key, row in by_row.items()
        if key in households
    }
    have = set(
        HouseholdMember.objects.filter(household__in=list(households.values())).values_list(
            "household_id", flat=True
        )
    )
    made = [
        _member(household, person)
        for person in report["rows"]["persons"]
        if person["status"] == IMPORTED
        and (household := places.get((person["sheet"], person["household_row"]))) is not None
        and household.pk not in have
    ]
    return HouseholdMember.objects.bulk_create(made, batch_size=_BATCH)


def _member(household: Household, person: Mapping[str, Any]) -> HouseholdMember:
    return HouseholdMember(
        household=household,
        name=person["person_name"][:150],
        birth_date=person["birth_date"],
        relation=person["relation"][:60],
        is_head=person["is_head"],
    )


def _write_numbers(
    actor: Actor,
    report: Report,
    households: Mapping[str, Household],
    agreed: ContactsAgreed,
    done: WrittenPeople,
) -> None:
    """One consent per household with a number, unless one is in force; the number under it."""
    told = {
        households[key].pk: (households[key], row["phone"])
        for row in report["rows"]["households"]
        if row["phone"] and (key := row_key(row)) in households
    }
    consents = _consents(actor, [household for household, _ in told.values()], agreed, done)
    known = set(
        Contact.objects.filter(household__in=list(told)).values_list("household_id", "digits")
    )
    made = [
        Contact(
            household_id=number,
            consent=consents[number],
            digits=digits,
            reversed_digits=digits[::-1],
            owner=household.head_name,
        )
        for number, (household, digits) in told.items()
        if (number, digits) not in known
    ]
    done.add(Contact.objects.bulk_create(made, batch_size=_BATCH))


def _consents(
    actor: Actor, households: Sequence[Household], agreed: ContactsAgreed, done: WrittenPeople
) -> dict[int, Consent]:
    """The consent to be called of each household: the one in force, or a new one."""
    purpose = Consent.Purpose.CONTACT
    numbers = [household.pk for household in households]
    standing = Consent.objects.filter(household__in=numbers, purpose=purpose, withdrawn_on=None)
    found = {consent.household_id: consent for consent in standing}
    made = [
        Consent(
            household=household,
            purpose=purpose,
            wording=WORDING,
            way=agreed.way,
            given_by=household.head_name,
            given_on=agreed.given_on,
            recorded_by_id=actor.user_id,
            recorded_at=clock.now(),
        )
        for household in households
        if household.pk not in found
    ]
    done.add(Consent.objects.bulk_create(made, batch_size=_BATCH))
    return found | {consent.household_id: consent for consent in made}
