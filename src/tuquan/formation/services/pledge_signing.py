"""Signing a registered pledge, before the leader or on paper, and withdrawing a signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.formation.models import PledgeRegistration, PledgeSignature
from tuquan.formation.queries.pledges import households_under
from tuquan.residents.models import Household
from tuquan.residents.queries import may_reach, reachable_households

LONGEST_NAME = 150
LONGEST_REASON = 200


@transaction.atomic
def sign_pledge(
    actor: Actor,
    registration: PledgeRegistration,
    signer: Household | str,
    on: date,
    how: str,
    represented_by: str = "",
) -> PledgeSignature:
    """Write down that a household, or an office or unit by its name, signed.

    Whoever may reach the household by its group may write it down for them, so that it can sign
    before its leader.
    """
    if isinstance(signer, Household):
        return _sign_for_household(actor, registration, signer, on, how, tidy(represented_by))
    return _sign_for_office(actor, registration, tidy(signer), on, how)


@transaction.atomic
def sign_many(
    actor: Actor,
    registration: PledgeRegistration,
    households: Sequence[Household],
    on: date,
    how: str = PledgeSignature.How.PAPER,
) -> int:
    """Enter a list of signatures at once; who had signed before is passed over. Gives how many."""
    chosen = {one.pk for one in households}
    _require_reach(actor, registration, chosen)
    problems = list(_problems_of_day(registration, on, "on"))
    if not chosen:
        problems.append(Problem("pledge_nobody_ticked", "household"))
    elif households_under(registration).filter(pk__in=chosen).count() != len(chosen):
        problems.append(Problem("pledge_household_elsewhere", "household"))
    if problems:
        raise Invalid(problems)
    _hold_open(registration)
    current = PledgeSignature.objects.current().filter(registration=registration)
    signed = set(current.filter(household__in=chosen).values_list("household_id", flat=True))
    new = [
        PledgeSignature(
            registration=registration,
            household_id=household,
            signed_on=on,
            how=how,
            entered_by_id=actor.user_id,
        )
        for household in sorted(chosen - signed)
    ]
    try:
        with transaction.atomic():
            PledgeSignature.objects.bulk_create(new)
    except IntegrityError as error:  # one of them signed elsewhere at the same moment
        raise Conflict("pledge_changed_meanwhile") from error
    if new:
        record(
            actor,
            "formation.pledges_entered",
            registration,
            registration.path,
            households=len(new),
            year=registration.year,
        )
    return len(new)


@transaction.atomic
def withdraw_signature(
    actor: Actor, signature: PledgeSignature, on: date, reason: str = ""
) -> None:
    """Take a signature back, at any time and without having to say why; it stays in history."""
    path = signature.registration.path
    require(
        actor.may("pledges.record", path)
        or (
            signature.household is not None
            and may_reach(actor, "pledges.record", signature.household)
        )
    )
    why = tidy(reason)
    problems = []
    if on > clock.today():
        problems.append(Problem("pledge_day_ahead", "on"))
    elif on < signature.signed_on:
        problems.append(Problem("pledge_withdrawn_too_early", "on", {"on": signature.signed_on}))
    if len(why) > LONGEST_REASON:
        problems.append(Problem("pledge_text_too_long", "reason", {"maximum": LONGEST_REASON}))
    if problems:
        raise Invalid(problems)
    given = PledgeSignature.objects.current().filter(pk=signature.pk)
    if not given.update(withdrawn_on=on, withdrawn_reason=why):
        raise Conflict("pledge_withdrawn_already")
    record(
        actor, "formation.pledge_withdrawn", signature.registration, path, signature=signature.pk
    )


def _sign_for_household(
    actor: Actor,
    registration: PledgeRegistration,
    household: Household,
    on: date,
    how: str,
    represented_by: str,
) -> PledgeSignature:
    _require_reach(actor, registration, {household.pk})
    problems = list(_problems_of_day(registration, on, "on"))
    if not households_under(registration).filter(pk=household.pk).exists():
        problems.append(Problem("pledge_household_elsewhere", "household"))
    if len(represented_by) > LONGEST_NAME:
        problems.append(Problem("pledge_text_too_long", "represented_by", _most(LONGEST_NAME)))
    if problems:
        raise Invalid(problems)
    made = _create(actor, registration, on, how, household=household, represented_by=represented_by)
    record(
        actor,
        "formation.pledge_signed",
        registration,
        registration.path,
        household=household.pk,
        how=how,
    )
    return made


def _sign_for_office(
    actor: Actor, registration: PledgeRegistration, name: str, on: date, how: str
) -> PledgeSignature:
    require(actor.may("pledges.record", registration.path))
    promise = registration.promise
    problems = list(_problems_of_day(registration, on, "signed_on"))
    if promise is None or promise.signed_by != "offices_and_households":
        problems.append(Problem("pledge_by_households_only", "signer_name"))
    if not name:
        problems.append(Problem("pledge_signer_missing", "signer_name"))
    elif len(name) > LONGEST_NAME:
        problems.append(Problem("pledge_text_too_long", "signer_name", _most(LONGEST_NAME)))
    if problems:
        raise Invalid(problems)
    key = same_name_key(name)
    made = _create(actor, registration, on, how, signer_name=name, signer_key=key)
    record(
        actor,
        "formation.pledge_signed_by_office",
        registration,
        registration.path,
        signature=made.pk,
    )
    return made


def _create(
    actor: Actor,
    registration: PledgeRegistration,
    on: date,
    how: str,
    *,
    household: Household | None = None,
    represented_by: str = "",
    signer_name: str = "",
    signer_key: str = "",
) -> PledgeSignature:
    _hold_open(registration)
    current = PledgeSignature.objects.current().filter(registration=registration)
    if current.filter(household=household, signer_key=signer_key).exists():
        raise Conflict("pledge_signed_already")
    try:
        with transaction.atomic():
            return PledgeSignature.objects.create(
                registration=registration,
                household=household,
                signer_name=signer_name,
                signer_key=signer_key,
                signed_on=on,
                how=how,
                represented_by=represented_by,
                entered_by_id=actor.user_id,
            )
    except IntegrityError as error:  # entered twice at the same moment
        raise Conflict("pledge_signed_already") from error


def _hold_open(registration: PledgeRegistration) -> None:
    """Refuse what was closed meanwhile; held to the end, so that nobody closes it in between."""
    still = PledgeRegistration.objects.filter(
        pk=registration.pk, state=PledgeRegistration.State.OPEN
    )
    if not still.update(state=PledgeRegistration.State.OPEN):
        raise Conflict("pledge_closed")
    if not registration.is_signed:
        raise Conflict("pledge_by_area_only")


def _require_reach(actor: Actor, registration: PledgeRegistration, households: set[int]) -> None:
    if actor.may("pledges.record", registration.path):
        return
    reached = reachable_households(actor, "pledges.record").filter(pk__in=households)
    require(bool(households) and reached.count() == len(households))


def _problems_of_day(registration: PledgeRegistration, on: date, field: str) -> Iterator[Problem]:
    if on > clock.today():
        yield Problem("pledge_day_ahead", field)
    elif on < registration.registered_on:
        since = {"since": registration.registered_on}
        yield Problem("pledge_signed_too_early", field, since)


def _most(maximum: int) -> dict[str, int]:
    return {"maximum": maximum}
