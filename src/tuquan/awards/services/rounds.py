"""Opening a round as the rhythm of its award allows, its terms, and closing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.awards.models import AwardRound
from tuquan.awards.queries import (
    award_of,
    ceremony_day,
    given_years,
    giving_places,
    rhythm_of,
)
from tuquan.awards.services.keeping import change_round
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import Body
from tuquan.bodies.queries.naming import name_problems
from tuquan.core.problems import Problem
from tuquan.core.programme import Award
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption

LONGEST_REASON = 500
"""Characters of why a quota was set, a round opened out of turn, or closed."""

MOST_AHEAD = 1
"""So many years ahead a round may be opened."""


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """What an officer settles about a round; `quota` is how many it may honour at most."""

    ceremony_on: date | None = None
    council: Body | None = None
    quota: int | None = None
    quota_reason: str = ""


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to be opened; `override_reason` says why, where the rhythm is used up."""

    award: str
    place: Place
    year: int
    terms: RoundTerms = RoundTerms()
    override_reason: str = ""


@transaction.atomic
def open_round(actor: Actor, adoption: Adoption, new: NewRound) -> AwardRound:
    """Open a round of an award at a place for a year (S0-09, F-71).

    Refused where the award was given as often as its programme allows, unless somebody says why
    it is opened all the same; that stays to be read with the round.
    """
    require(actor.may("awards.nominate", new.place.path))
    award = award_of(adoption, new.award)
    if award is None:
        raise Invalid([Problem("award_unknown", "award")])
    why, terms = tidy(new.override_reason), _tidied(new.terms)
    used = list(_used_up(adoption, award, new))
    problems = [*_misplaced(adoption, award, new), *_wrong_terms(terms, new.place)]
    problems += name_problems(why, "override_reason", LONGEST_REASON, required=False)
    if not why:
        problems += used
    if problems:
        raise Invalid(problems)
    try:
        with transaction.atomic():
            round_ = _opened(actor, adoption, award, new, terms, why if used else "")
    except IntegrityError as error:
        raise Conflict("award_round_open_already", year=new.year) from error
    overridden = {"reason": why} if used else {}
    record(actor, "awards.opened", round_, round_.path, award=award.label, year=new.year)
    if overridden:
        record(actor, "awards.opened_out_of_turn", round_, round_.path, reason=why)
    return round_


@transaction.atomic
def alter_round(actor: Actor, round_: AwardRound, base: int, terms: RoundTerms) -> AwardRound:
    """Settle the council, the day of the ceremony and the quota, with why it is so."""
    require(actor.may("awards.decide", round_.path))
    said = _tidied(terms)
    if problems := _wrong_terms(said, round_.place):
        raise Invalid(problems)
    recommended = round_.nominations.filter(state="recommended").count()
    if said.quota and round_.state == AwardRound.State.PROPOSED and recommended > said.quota:
        params = {"count": recommended, "quota": said.quota}
        raise Invalid([Problem("award_quota_exceeded", "quota", params)])
    values = {
        "ceremony_on": said.ceremony_on,
        "council": said.council,
        "quota": said.quota,
        "quota_reason": said.quota_reason,
        "quota_by_name": actor.name if said.quota else "",
    }
    change_round(actor, round_, AwardRound.UNDER_WAY, base, undecided=True, **values)
    record(actor, "awards.altered", round_, round_.path, quota=said.quota)
    return round_


@transaction.atomic
def close_round(actor: Actor, round_: AwardRound, base: int, reason: str = "") -> AwardRound:
    """Close a round: after the ceremony, or with the reason where nothing was given."""
    require(actor.may("awards.decide", round_.path))
    why = tidy(reason)
    under_way = round_.is_under_way
    problems = name_problems(why, "reason", LONGEST_REASON, required=False)
    if under_way and not why:
        problems.append(Problem("award_close_reason_missing", "reason"))
    if problems:
        raise Invalid(problems)
    closed = {"state": AwardRound.State.CLOSED, "close_reason": why}
    states = AwardRound.UNDER_WAY if under_way else (AwardRound.State.DECIDED,)
    change_round(actor, round_, states, base, undecided=under_way, **closed)
    record(actor, "awards.closed", round_, round_.path, reason=why)
    return round_


def _opened(
    actor: Actor, adoption: Adoption, award: Award, new: NewRound, terms: RoundTerms, why: str
) -> AwardRound:
    return AwardRound.objects.create(
        adoption=adoption,
        edition=adoption.edition,
        award=award.key,
        year=new.year,
        place=new.place,
        path=new.place.path,
        quota=terms.quota,
        quota_reason=terms.quota_reason,
        quota_by_name=actor.name if terms.quota else "",
        ceremony_on=terms.ceremony_on or ceremony_day(award, new.year),
        council=terms.council,
        override_reason=why,
        opened_at=clock.now(),
        opened_by_id=actor.user_id,
    )


def _misplaced(adoption: Adoption, award: Award, new: NewRound) -> Iterator[Problem]:
    if not giving_places(adoption, award).filter(pk=new.place.pk).exists():
        yield Problem("award_place_unfit", "place", {"place": new.place.name})
    latest = clock.today().year + MOST_AHEAD
    if not adoption.effective_from.year <= new.year <= latest:
        params = {"first": str(adoption.effective_from.year), "last": str(latest)}
        yield Problem("award_year_unfit", "year", params)


def _used_up(adoption: Adoption, award: Award, new: NewRound) -> Iterator[Problem]:
    """Why the rhythm does not allow a round: when it was given, from which year it may be again."""
    programme = adoption.edition.programme.key
    by_place = given_years([programme], [award.key], [new.place.pk])
    given = by_place.get((programme, award.key, new.place.pk), [])
    rhythm = rhythm_of(award)
    used = rhythm.used_up_by(given, new.year)
    if used:
        params = {
            "place": new.place.name,
            "times": rhythm.times,
            "years": rhythm.in_years,
            "given": ", ".join(map(str, used)),
            "next": str(rhythm.next_free(given, new.year)),
        }
        code = "award_rhythm_used_in_year" if rhythm.in_years == 1 else "award_rhythm_used"
        yield Problem(code, "year", params)


def _wrong_terms(terms: RoundTerms, place: Place) -> list[Problem]:
    problems = name_problems(terms.quota_reason, "quota_reason", LONGEST_REASON, required=False)
    if terms.quota is not None and terms.quota < 1:
        problems.append(Problem("award_quota_too_small", "quota"))
    if terms.quota and not terms.quota_reason:
        problems.append(Problem("award_quota_reason_missing", "quota_reason"))
    council = terms.council
    if council and (council.dissolved_on or not place.path.startswith(council.place.path)):
        problems.append(Problem("award_council_elsewhere", "council", {"name": council.name}))
    return problems


def _tidied(terms: RoundTerms) -> RoundTerms:
    reason = tidy(terms.quota_reason) if terms.quota else ""
    return RoundTerms(terms.ceremony_on, terms.council, terms.quota, reason)
