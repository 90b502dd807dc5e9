"""Nominating groups, areas, collectives, households and people, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from tuquan.assessments.models import AssessmentResult
from tuquan.audit.services import record
from tuquan.awards.models import AwardNomination, AwardNominationQuerySet, AwardRound, RecipientKind
from tuquan.awards.services.keeping import change_round
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.queries.naming import name_problems
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place, PlaceKind
from tuquan.residents.models import Household

LONGEST_NAME, LONGEST_REASON = 200, 1000
"""Characters of a typed name, and of why somebody is nominated."""

_TYPED = (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL)


@dataclass(frozen=True, slots=True)
class NewNomination:
    """Somebody to be nominated: a group, an area (`place`), a household, or a typed name there.

    `result` is the result the reason was taken from.
    """

    kind: str
    reason: str
    place: Place | None = None
    group: ResidentGroup | None = None
    household: Household | None = None
    name: str = ""
    result: AssessmentResult | None = None

    @property
    def stands_at(self) -> tuple[Place, str] | None:
        """The place of the nominee and its path; nothing where nobody is named."""
        if self.kind == RecipientKind.GROUP:
            return (self.group.place, self.group.path) if self.group else None
        if self.kind == RecipientKind.HOUSEHOLD:
            return (self.household.place, self.household.path) if self.household else None
        return (self.place, self.place.path) if self.place else None

    @property
    def called(self) -> str:
        """Who it is, for a message."""
        if self.group:
            return self.group.name
        if self.household:
            return self.household.head_name
        return self.name or (self.place.name if self.place else "")


@transaction.atomic
def nominate(actor: Actor, round_: AwardRound, new: NewNomination) -> AwardNomination:
    """Nominate somebody in an open round (F-70); only where the actor works."""
    said = _only_its_own(replace(new, reason=tidy(new.reason), name=tidy(new.name)))
    at = said.stands_at
    if at is None:
        raise Invalid([Problem("award_nominee_missing", "nominee")])
    place, path = at
    require(actor.may("awards.nominate", path))
    if problems := [*_problems(round_, said, path), *_nominated_already(round_, said)]:
        raise Invalid(problems)
    change_round(actor, round_, (AwardRound.State.OPEN,))
    try:
        with transaction.atomic():
            made = AwardNomination.objects.create(
                round=round_,
                kind=said.kind,
                place=place,
                path=path,
                group=said.group,
                household=said.household,
                typed_name=said.name,
                name_key=same_name_key(said.name),
                reason=said.reason,
                result=said.result,
                nominated_at=clock.now(),
                nominated_by_id=actor.user_id,
                nominated_by_name=actor.name,
            )
    except IntegrityError as error:
        raise Conflict("award_nominated_already", name=said.called) from error
    record(actor, "awards.nominated", made, path, kind=said.kind)
    return made


@transaction.atomic
def nominate_several(
    actor: Actor, round_: AwardRound, several: Sequence[NewNomination]
) -> list[AwardNomination]:
    """Nominate all of them or nobody, as from the results of a year."""
    require(bool(actor.paths("awards.nominate")))
    if not several:
        raise Invalid([Problem("award_nobody_ticked")])
    problems: list[Problem] = []
    made: list[AwardNomination] = []
    for one in several:
        try:
            made.append(nominate(actor, round_, one))
        except Invalid as refusal:
            where = {"name": one.called}
            problems += [
                Problem("award_one_of_several", params={**where, "why": problem})
                for problem in refusal.problems
            ]
    if problems:
        raise Invalid(problems)
    return made


@transaction.atomic
def withdraw_nomination(actor: Actor, nomination: AwardNomination) -> AwardNomination:
    """Take a nomination back before a decision is written; it stays to be read."""
    require(actor.may("awards.nominate", nomination.path))
    change_round(actor, nomination.round, AwardRound.UNDER_WAY, undecided=True)
    mine = AwardNomination.objects.standing().filter(pk=nomination.pk)
    if not mine.update(state=AwardNomination.State.WITHDRAWN):
        raise Conflict("award_withdrawn_already")
    nomination.refresh_from_db()
    record(actor, "awards.withdrawn", nomination, nomination.path, kind=nomination.kind)
    return nomination


def _only_its_own(new: NewNomination) -> NewNomination:
    """Without what belongs to another kind of nominee."""
    return replace(
        new,
        group=new.group if new.kind == RecipientKind.GROUP else None,
        household=new.household if new.kind == RecipientKind.HOUSEHOLD else None,
        name=new.name if new.kind in _TYPED else "",
        result=new.result if new.kind in (RecipientKind.GROUP, RecipientKind.AREA) else None,
    )


def _problems(round_: AwardRound, new: NewNomination, path: str) -> Iterator[Problem]:
    if new.kind not in round_.definition.given_to:
        yield Problem("award_kind_unfit", "kind")
    yield from name_problems(new.reason, "reason", LONGEST_REASON)
    if new.kind in _TYPED:
        yield from name_problems(new.name, "name", LONGEST_NAME)
    if not path.startswith(round_.path):
        yield Problem("award_nominee_elsewhere", "nominee", {"place": round_.place.name})
    elif not _is_unit(round_, new):
        yield Problem("award_nominee_no_unit", "nominee", {"name": new.called})
    if new.result and not _is_about(new.result, new):
        yield Problem("award_result_of_another", "reason")


def _is_unit(round_: AwardRound, new: NewNomination) -> bool:
    """Whether the nominee is one that works, stands or lives here today."""
    if new.group:
        programme = round_.adoption.reporting_programme
        working = new.group.state == ResidentGroup.State.FORMED
        return working and new.group.programme_id == programme.pk
    if new.household:
        return new.household.closed_on is None and new.household.erased_at is None
    if new.kind == RecipientKind.AREA and new.place:
        return new.place.kind == PlaceKind.AREA and new.place.ended_on is None
    return new.place is not None and new.place.ended_on is None


def _is_about(result: AssessmentResult, new: NewNomination) -> bool:
    sheet = result.sheet
    if new.group:
        return sheet.group_id == new.group.pk
    return sheet.group_id is None and new.place is not None and sheet.place_id == new.place.pk


def _nominated_already(round_: AwardRound, new: NewNomination) -> Iterator[Problem]:
    if _same(round_, new).exists():
        yield Problem("award_nominated_already", "nominee", {"name": new.called})


def _same(round_: AwardRound, new: NewNomination) -> AwardNominationQuerySet:
    """Whoever stands in the round already and is the same."""
    standing = AwardNomination.objects.standing().filter(round=round_, kind=new.kind)
    if new.group:
        return standing.filter(group=new.group)
    if new.household:
        return standing.filter(household=new.household)
    standing = standing.filter(place=new.place)
    if new.kind in _TYPED:
        standing = standing.filter(name_key=same_name_key(new.name))
    return standing
