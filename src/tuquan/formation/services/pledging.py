"""Registering pledges, renewing and closing them, and correcting what they are counted over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.programme import Pledge
from tuquan.core.vietnamese import tidy
from tuquan.formation.models import DenominatorChange, PledgeRegistration
from tuquan.formation.queries.pledges import figure_of, pledge_of
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household

LONGEST_NAME = 150
LONGEST_WORDS = 200
LARGEST = 1_000_000
"""No area has more households, offices or units than that."""

Counted = PledgeRegistration.Counted


@dataclass(frozen=True, slots=True)
class NewRegistration:
    """What is said when a pledge is registered.

    Without a `denominator` all households of the area, or of the group, are counted once and kept.
    `denominator_words` says what an entered number counts; empty: as the programme words it.
    """

    year: int
    registered_on: date
    registered_by: str
    denominator: int | None = None
    denominator_words: str = ""
    group: ResidentGroup | None = None


@transaction.atomic
def register_pledge(
    actor: Actor, adoption: Adoption, key: str, place: Place, new: NewRegistration
) -> PledgeRegistration:
    """Register a pledge of a programme for an area, or for a group in it, and a year (S0-24)."""
    path = new.group.path if new.group else place.path
    require(actor.may("pledges.record", path))
    pledge = pledge_of(adoption, key)
    if pledge is None:
        raise Invalid([Problem("pledge_unknown", "pledge")])
    problems = [
        *_problems_of_place(adoption, place, new.group),
        *_problems_of_days(adoption, new),
        *_problems_of_name(new.registered_by),
        *_problems_of_denominator(pledge, new),
    ]
    if problems:
        raise Invalid(problems)
    counted = _counted_over(pledge, place, new)
    made = _create(
        adoption=adoption,
        pledge=pledge,
        place=place,
        group=new.group,
        path=path,
        year=new.year,
        registered_on=new.registered_on,
        registered_by_name=tidy(new.registered_by),
        counted=counted,
        words=tidy(new.denominator_words) or pledge.denominator,
    )
    record(
        actor,
        "formation.pledge_registered",
        made,
        path,
        pledge=key,
        year=new.year,
        denominator=made.denominator,
    )
    return made


@transaction.atomic
def renew_pledge(actor: Actor, registration: PledgeRegistration) -> PledgeRegistration:
    """Register the same pledge for the year after, in the words of the edition that runs now.

    Households are counted anew; an entered number is taken over, to be corrected where it changed.
    """
    require(actor.may("pledges.record", registration.path))
    adoption = _running(registration.adoption)
    pledge = pledge_of(adoption, registration.pledge)
    new = NewRegistration(
        year=registration.year + 1,
        registered_on=clock.today(),
        registered_by=registration.registered_by_name,
        group=registration.group,
    )
    problems = list(_problems_of_renewal(registration, adoption, pledge, new))
    if problems or pledge is None:
        raise Invalid(problems)
    number = registration.denominator
    if registration.denominator_kind == Counted.HOUSEHOLDS:
        number = _households(registration.place, registration.group)
    if not number:
        raise Invalid([Problem("pledge_no_households", "denominator")])
    group = registration.group
    made = _create(
        adoption=adoption,
        pledge=pledge,
        place=registration.place,
        group=group,
        path=group.path if group else registration.place.path,
        year=new.year,
        registered_on=new.registered_on,
        registered_by_name=new.registered_by,
        counted=(registration.denominator_kind, number),
        words=registration.denominator_words,
        renews=registration,
    )
    record(
        actor,
        "formation.pledge_renewed",
        made,
        made.path,
        pledge=made.pledge,
        year=made.year,
        denominator=made.denominator,
    )
    return made


@transaction.atomic
def correct_denominator(
    actor: Actor, registration: PledgeRegistration, number: int, reason: str
) -> PledgeRegistration:
    """Put right what a share is counted over; what it was and why it changed stays on record."""
    require(actor.may("pledges.record", registration.path) and registration.is_signed)
    why, before = tidy(reason), registration.denominator
    problems = [*_problems_of_number(number, registration), *_problems_of_reason(why)]
    if problems:
        raise Invalid(problems)
    same = PledgeRegistration.objects.filter(pk=registration.pk, denominator=before)
    if not same.update(denominator=number):
        raise Conflict("pledge_changed_meanwhile")
    DenominatorChange.objects.create(
        registration=registration,
        before=before,
        after=number,
        reason=why,
        changed_at=clock.now(),
        changed_by_name=actor.name,
    )
    record(
        actor,
        "formation.pledge_denominator_corrected",
        registration,
        registration.path,
        before=before,
        after=number,
    )
    registration.refresh_from_db()
    return registration


@transaction.atomic
def close_registration(actor: Actor, registration: PledgeRegistration) -> None:
    """Let nobody sign any more; what was signed stays, and may still be withdrawn."""
    require(actor.may("pledges.record", registration.path))
    still = PledgeRegistration.objects.filter(
        pk=registration.pk, state=PledgeRegistration.State.OPEN
    )
    today = clock.today()
    if not still.update(state=PledgeRegistration.State.CLOSED, closed_on=today):
        raise Conflict("pledge_closed")
    record(
        actor, "formation.pledge_closed", registration, registration.path, year=registration.year
    )


def _create(
    *,
    adoption: Adoption,
    pledge: Pledge,
    place: Place,
    group: ResidentGroup | None,
    path: str,
    year: int,
    registered_on: date,
    registered_by_name: str,
    counted: tuple[str, int],
    words: str,
    renews: PledgeRegistration | None = None,
) -> PledgeRegistration:
    taken = PledgeRegistration.objects.filter(
        adoption__in=adoption.lineage, pledge=pledge.key, place=place, group=group
    )
    if pledge.renewed == "yearly":
        taken = taken.filter(year=year)
    refusal = Conflict("pledge_registered_already", place=str(group or place), year=str(year))
    if taken.exists():
        raise refusal
    try:
        with transaction.atomic():
            return PledgeRegistration.objects.create(
                adoption=adoption,
                pledge=pledge.key,
                place=place,
                group=group,
                path=path,
                year=year,
                registered_on=registered_on,
                registered_by_name=registered_by_name,
                denominator_kind=counted[0],
                denominator=counted[1],
                denominator_words=words,
                text_edition=adoption.edition,
                renews=renews,
            )
    except IntegrityError as error:  # somebody registered it at the same moment
        raise refusal from error


def _counted_over(pledge: Pledge, place: Place, new: NewRegistration) -> tuple[str, int]:
    """What the share is counted over; a household list that is still empty is refused."""
    if pledge.signed_by == "area":
        return Counted.ITSELF, 1
    if new.denominator is not None:
        return Counted.NUMBER, new.denominator
    number = _households(place, new.group)
    if not number:
        raise Invalid([Problem("pledge_no_households", "denominator")])
    return Counted.HOUSEHOLDS, number


def _households(place: Place, group: ResidentGroup | None) -> int:
    if group:
        return Membership.objects.current().filter(group=group).count()
    return Household.objects.current().filter(place=place).count()


def _running(adoption: Adoption) -> Adoption:
    """The adoption that goes on with this one today."""
    today = clock.today()
    while adoption.effective_until and adoption.effective_until <= today:
        follower = Adoption.objects.filter(continues=adoption).first()
        if follower is None:
            break
        adoption = follower
    return adoption


def _problems_of_place(
    adoption: Adoption, place: Place, group: ResidentGroup | None
) -> Iterator[Problem]:
    inside = place.path.startswith(adoption.place.path)
    if not inside or place.kind != PlaceKind.AREA or place.ended_on:
        yield Problem("pledge_place_wrong", "place", {"place": place.name})
    if group and (group.place_id != place.pk or group.state != ResidentGroup.State.FORMED):
        yield Problem("pledge_group_wrong", "group", {"group": group.name, "place": place.name})


def _problems_of_days(adoption: Adoption, new: NewRegistration) -> Iterator[Problem]:
    today = clock.today()
    first, last = adoption.effective_from.year, today.year + 1
    if not first <= new.year <= last:
        years = {"first": str(first), "last": str(last)}
        yield Problem("pledge_year_wrong", "year", years)
    if new.registered_on > today:
        yield Problem("pledge_day_ahead", "registered_on")
    elif new.registered_on < adoption.effective_from:
        since = {"since": adoption.effective_from}
        yield Problem("pledge_before_programme", "registered_on", since)
    elif adoption.effective_until and adoption.effective_until <= new.registered_on:
        until = {"until": adoption.effective_until}
        yield Problem("pledge_programme_over", "registered_on", until)


def _problems_of_name(name: str) -> Iterator[Problem]:
    if not tidy(name):
        yield Problem("pledge_name_missing", "registered_by")
    elif len(tidy(name)) > LONGEST_NAME:
        yield Problem("pledge_text_too_long", "registered_by", {"maximum": LONGEST_NAME})


def _problems_of_denominator(pledge: Pledge, new: NewRegistration) -> Iterator[Problem]:
    if pledge.signed_by == "area":
        return
    if new.denominator is None and pledge.signed_by != "households":
        yield Problem("pledge_denominator_needed", "denominator", {"words": pledge.denominator})
    elif new.denominator is not None and not 1 <= new.denominator <= LARGEST:
        yield Problem("pledge_denominator_wrong", "denominator", {"maximum": LARGEST})
    if len(tidy(new.denominator_words)) > LONGEST_WORDS:
        yield Problem("pledge_text_too_long", "denominator_words", {"maximum": LONGEST_WORDS})


def _problems_of_renewal(
    registration: PledgeRegistration,
    adoption: Adoption,
    pledge: Pledge | None,
    new: NewRegistration,
) -> Iterator[Problem]:
    if pledge is None:
        yield Problem("pledge_unknown", "pledge")
        return
    if pledge.renewed == "once":
        yield Problem("pledge_made_once", "year")
    yield from _problems_of_place(adoption, registration.place, registration.group)
    yield from _problems_of_days(adoption, new)


def _problems_of_number(number: int, registration: PledgeRegistration) -> Iterator[Problem]:
    if not 1 <= number <= LARGEST:
        yield Problem("pledge_denominator_wrong", "number", {"maximum": LARGEST})
        return
    signed = figure_of(registration).signed
    if number < signed:
        yield Problem("pledge_denominator_below", "number", {"signed": signed})
    if number == registration.denominator:
        yield Problem("pledge_denominator_same", "number", {"number": number})


def _problems_of_reason(reason: str) -> Iterator[Problem]:
    if not reason:
        yield Problem("pledge_reason_missing", "reason")
    elif len(reason) > LONGEST_WORDS:
        yield Problem("pledge_text_too_long", "reason", {"maximum": LONGEST_WORDS})
