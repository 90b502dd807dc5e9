"""Entering awards of years before the system, and taking back what was entered (F-70)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.awards.models import AwardGiven, RecipientKind
from tuquan.awards.queries import award_of, giving_places
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.queries.naming import day_problems, name_problems
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import search_key, tidy
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household

EARLIEST = date(1986, 1, 1)
"""No award of a programme that still runs is older."""

LONGEST = {"name": 200, "decision_number": 120, "reason": 1000}
"""The most characters of each text of a line."""


@dataclass(frozen=True, slots=True)
class EarlierAward:
    """An award given before the system: `giver` gave it, to whom it says, by which decision.

    `name` is for recipients the system does not hold, and for collectives and individuals.
    """

    award: str
    giver: Place
    kind: str
    given_on: date
    decision_number: str
    place: Place | None = None
    group: ResidentGroup | None = None
    household: Household | None = None
    name: str = ""
    reason: str = ""

    @property
    def stands_at(self) -> tuple[Place, str]:
        """The place of the recipient and its path; of whom nothing is known, that of the giver."""
        if self.group:
            return self.group.place, self.group.path
        if self.household:
            return self.household.place, self.household.path
        place = self.place or self.giver
        return place, place.path

    @property
    def called(self) -> str:
        """The name as the register keeps it."""
        if self.group:
            return self.group.name
        if self.household:
            return self.household.head_name
        if self.name or self.kind != RecipientKind.AREA:
            return self.name
        return self.place.name if self.place else ""


@transaction.atomic
def enter_award(actor: Actor, adoption: Adoption, new: EarlierAward) -> AwardGiven:
    """Enter an award with the number of its decision; the rhythm counts it like any other."""
    require(actor.may("awards.decide", new.giver.path))
    said = replace(
        new,
        name=tidy(new.name),
        decision_number=tidy(new.decision_number),
        reason=tidy(new.reason),
    )
    place, path = said.stands_at
    require(actor.may("awards.decide", path))
    award = award_of(adoption, said.award)
    if award is None:
        raise Invalid([Problem("award_unknown", "award")])
    problems = [*_problems(said)]
    if said.kind not in award.given_to:
        problems.append(Problem("award_kind_unfit", "kind"))
    if not giving_places(adoption, award).filter(pk=said.giver.pk).exists():
        problems.append(Problem("award_place_unfit", "giver", {"place": said.giver.name}))
    if not path.startswith(said.giver.path):
        problems.append(Problem("award_nominee_elsewhere", "place", {"place": said.giver.name}))
    programme = adoption.edition.programme.key
    problems += _entered_already(programme, said, path)
    if problems:
        raise Invalid(problems)
    made = AwardGiven.objects.create(
        programme=programme,
        award=award.key,
        label=award.label,
        level=award.level or said.giver.kind,
        year=said.given_on.year,
        giver=said.giver,
        kind=said.kind,
        place=place,
        path=path,
        group=said.group,
        household=said.household,
        name=said.called,
        reason=said.reason,
        decision_number=said.decision_number,
        given_on=said.given_on,
        entered_at=clock.now(),
        entered_by_id=actor.user_id,
        entered_by_name=actor.name,
    )
    record(actor, "awards.entered", made, path, award=award.label, year=made.year, kind=made.kind)
    return made


@transaction.atomic
def take_back_award(actor: Actor, row: AwardGiven, on: date, reason: str) -> AwardGiven:
    """Mark an entered award as taken back, with day and reason; the line stays.

    What a decision of the system gave is taken back by withdrawing that decision.
    """
    require(actor.may("awards.decide", row.path))
    if row.decision_id:
        raise Conflict("award_given_by_decision", number=row.decision_number)
    why = tidy(reason)
    problems = [*name_problems(why, "reason", 500), *day_problems(on, "on", row.given_on)]
    if problems:
        raise Invalid(problems)
    mine = AwardGiven.objects.holding().filter(pk=row.pk)
    if not mine.update(taken_back_on=on, taken_back_reason=why):
        raise Conflict("award_taken_back_already")
    row.refresh_from_db()
    record(actor, "awards.entry_taken_back", row, row.path, year=row.year, kind=row.kind)
    return row


def _problems(new: EarlierAward) -> Iterator[Problem]:
    yield from name_problems(new.called, "name", LONGEST["name"])
    yield from name_problems(new.decision_number, "decision_number", LONGEST["decision_number"])
    yield from name_problems(new.reason, "reason", LONGEST["reason"], required=False)
    yield from day_problems(new.given_on, "given_on", EARLIEST)


def _entered_already(programme: str, new: EarlierAward, path: str) -> Iterator[Problem]:
    same = AwardGiven.objects.holding().filter(
        programme=programme,
        award=new.award,
        giver=new.giver,
        year=new.given_on.year,
        kind=new.kind,
        path=path,
        search_key=search_key(new.called),
    )
    if same.exists():
        params = {"name": new.called, "year": str(new.given_on.year)}
        yield Problem("award_entered_already", "name", params)
