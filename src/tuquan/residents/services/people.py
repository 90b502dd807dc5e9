"""The members of households where they are kept, and the numbers of those who agreed to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.texts.consent import WORDING
from tuquan.core.lists.numbers import read_phone
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.residents.models import Consent, Contact, Household, HouseholdMember, Residence
from tuquan.residents.queries.changing import birth_date_of
from tuquan.residents.queries.people import consents_now, members_kept_at, members_now

CALLED = (Consent.Purpose.CONTACT, Consent.Purpose.ZALO)
"""The purposes for which a number is needed."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """What is kept of one person of a household, and nothing else (h-4)."""

    name: str
    birth_date: str = ""
    relation: str = ""
    residence: str = ""


@transaction.atomic
def add_member(actor: Actor, household: Household, new: NewMember) -> HouseholdMember:
    """Write one person into the list of members, where a programme asks for it (S2-14, F-9)."""
    current = _open(actor, household)
    columns = _member_columns(current, new)
    head = same_name_key(columns["name"]) == same_name_key(current.head_name)
    led = members_now(current).filter(is_head=True).exists()
    member = HouseholdMember.objects.create(
        household=current, is_head=head and not led, joined_on=None, **columns
    )
    record(actor, "residents.member_added", current, current.path, member=member.pk)
    return member


@transaction.atomic
def correct_member(actor: Actor, member: HouseholdMember, new: NewMember) -> HouseholdMember:
    """Put right what was typed wrongly about a person."""
    current = _open(actor, member.household)
    columns = _member_columns(current, new)
    if not HouseholdMember.objects.filter(pk=member.pk, household=current).update(**columns):
        raise Conflict("member_gone")
    record(actor, "residents.member_corrected", current, current.path, member=member.pk)
    member.refresh_from_db()
    return member


@transaction.atomic
def remove_member(actor: Actor, member: HouseholdMember) -> None:
    """Take out somebody who was written down by mistake; who left or died is a change instead."""
    require(actor.may("households.manage", member.household.path))
    household, pk = member.household, member.pk
    if not HouseholdMember.objects.filter(pk=pk).delete()[0]:
        raise Conflict("member_gone")
    record(actor, "residents.member_removed", household, household.path, member=pk)


@transaction.atomic
def give_consent(
    actor: Actor,
    household: Household,
    purpose: str,
    way: str,
    given_by: str,
    given_on: date,
    digits: Sequence[str] = (),
    owner: str = "",
) -> Consent:
    """Write down that a household agreed to one use of its data, in words kept by version (F-17).

    Silence is no consent: who agreed, how and when are needed (domain d9). The numbers given with
    it are kept only as long as it holds.
    """
    current = _open(actor, household)
    numbers = [_number(text) for text in digits]
    problems = _consent_problems(purpose, way, tidy(given_by), given_on, tidy(owner), numbers)
    if problems:
        raise Invalid(problems)
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                household=current,
                purpose=purpose,
                wording=WORDING,
                way=way,
                given_by=tidy(given_by),
                given_on=given_on,
                recorded_by_id=actor.user_id,
                recorded_at=clock.now(),
            )
    except IntegrityError as error:  # it stands already, or somebody wrote it at the same moment
        raise Conflict("consent_given_already") from error
    _keep_numbers(consent, [number for number in numbers if number], tidy(owner))
    record(actor, "residents.consent_given", current, current.path, purpose=purpose, way=way)
    return consent


@transaction.atomic
def withdraw_consent(actor: Actor, consent: Consent, on: date | None = None) -> None:
    """The household no longer agrees: the numbers it gave with this consent are deleted at once."""
    household = consent.household
    require(actor.may("households.manage", household.path))
    day = on or clock.today()
    if not consent.given_on <= day <= clock.today():
        days = {"first": consent.given_on, "last": clock.today()}
        raise Invalid([Problem("consent_withdrawal_day", "withdrawn_on", days)])
    if not Consent.objects.filter(pk=consent.pk, withdrawn_on=None).update(withdrawn_on=day):
        raise Conflict("consent_withdrawn_already")
    Contact.objects.filter(consent=consent).delete()
    consent.withdrawn_on = day
    purpose = consent.purpose
    record(actor, "residents.consent_withdrawn", household, household.path, purpose=purpose)


@transaction.atomic
def add_contact(actor: Actor, household: Household, digits: str, owner: str = "") -> Contact:
    """One more number of a household that agreed to be called or to be in the Zalo group."""
    current = _open(actor, household)
    consent = consents_now(current).filter(purpose__in=CALLED).order_by("purpose").first()
    if consent is None:
        raise Invalid([Problem("contact_needs_consent", "digits")])
    number = _number(digits)
    if number is None:
        raise Invalid([Problem("contact_number_wrong", "digits")])
    if len(tidy(owner)) > _LONGEST_NAME:
        raise Invalid([_too_long("owner")])
    _keep_numbers(consent, [number], tidy(owner))
    record(actor, "residents.contact_added", current, current.path)
    return Contact.objects.get(household=current, digits=number)


@transaction.atomic
def remove_contact(actor: Actor, contact: Contact) -> None:
    """Take a number out that is no longer theirs; the consent stays."""
    household = contact.household
    require(actor.may("households.manage", household.path))
    Contact.objects.filter(pk=contact.pk).delete()
    record(actor, "residents.contact_removed", household, household.path)


_LONGEST_NAME = 150
_LONGEST_RELATION = 60


def _open(actor: Actor, household: Household) -> Household:
    require(actor.may("households.manage", household.path))
    current = Household.objects.select_related("place").get(pk=household.pk)
    if current.closed_on:
        raise Conflict("household_closed", name=current.head_name)
    return current


def _member_columns(household: Household, new: NewMember) -> dict[str, Any]:
    if not members_kept_at(household.place):
        raise Invalid([Problem("members_not_kept", "name")])
    name, relation, born = tidy(new.name), tidy(new.relation), birth_date_of(new.birth_date)
    problems = []
    if not name:
        problems.append(Problem("member_name_missing", "name"))
    if len(name) > _LONGEST_NAME:
        problems.append(_too_long("name"))
    if len(relation) > _LONGEST_RELATION:
        problems.append(_too_long("relation", _LONGEST_RELATION))
    if born is None:
        problems.append(Problem("change_birth_date_wrong", "birth_date"))
    if new.residence and new.residence not in Residence.values:
        problems.append(Problem("household_choice_unknown", "residence"))
    if problems:
        raise Invalid(problems)
    return {"name": name, "birth_date": born, "relation": relation, "residence": new.residence}


def _consent_problems(
    purpose: str,
    way: str,
    given_by: str,
    given_on: date,
    owner: str,
    numbers: Sequence[str | None],
) -> list[Problem]:
    problems = []
    if purpose not in Consent.Purpose.values:
        problems.append(Problem("household_choice_unknown", "purpose"))
    if way not in Consent.Way.values:
        problems.append(Problem("consent_way_missing", "way"))
    if not given_by:
        problems.append(Problem("consent_giver_missing", "given_by"))
    problems += [
        _too_long(field)
        for field, text in (("given_by", given_by), ("owner", owner))
        if len(text) > _LONGEST_NAME
    ]
    if given_on > clock.today():
        problems.append(Problem("change_day_future", "given_on", {"today": clock.today()}))
    if None in numbers:
        problems.append(Problem("contact_number_wrong", "digits"))
    if numbers and purpose not in CALLED:
        problems.append(Problem("contact_needs_consent", "digits"))
    return problems


def _number(text: str) -> str | None:
    """Ten digits from 0, however they were typed; None when it is no number of a telephone."""
    value = read_phone(tidy(text)).value
    return None if value is None else str(value)


def _keep_numbers(consent: Consent, numbers: Sequence[str], owner: str) -> None:
    """A number the household already gave under another consent stays where it is."""
    for number in dict.fromkeys(numbers):
        Contact.objects.get_or_create(
            household_id=consent.household_id,
            digits=number,
            defaults={"consent": consent, "reversed_digits": number[::-1], "owner": owner},
        )


def _too_long(field: str, maximum: int = _LONGEST_NAME) -> Problem:
    return Problem("household_text_too_long", field, {"maximum": maximum})
