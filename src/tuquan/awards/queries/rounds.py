"""Rounds as people find them: what a rhythm leaves free, what is under way, what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tuquan.awards.models import (
    AwardGiven,
    AwardNomination,
    AwardNominationQuerySet,
    AwardRound,
    AwardRoundQuerySet,
)
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.dated import in_force
from tuquan.base.scoping import paths_above
from tuquan.bodies.models import Body, BodyQuerySet
from tuquan.core.programme import Award
from tuquan.core.programme.forms import COMMUNE_KINDS
from tuquan.core.rhythm import Rhythm
from tuquan.core.time.days import named_day
from tuquan.documents.models import IssuingBodyQuerySet
from tuquan.documents.queries import bodies_for
from tuquan.places.models import Place, PlaceQuerySet
from tuquan.places.queries import visible_places
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import adoptions_that_concern

UNITY_DAY = "18/11"
"""The Great Unity Festival, where awards are given unless the programme names another day."""

Given = Mapping[tuple[str, str, int], list[int]]
"""By programme, award and the place that gives it: the years in which it was given, or is now."""


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award of a programme in one place's year: rounds that run, and where one is still due.

    `due` are the places where the rhythm leaves it free and no round was opened this year.
    """

    adoption: Adoption
    award: Award
    rounds: tuple[AwardRound, ...]
    due: tuple[Place, ...]
    places: int


def visible_rounds(actor: Actor) -> AwardRoundQuerySet:
    """Rounds at the places the actor works in, and of the places they stand under.

    The head of an area nominates for what the commune gives; who is nominated elsewhere is not
    shown (`visible_nominations`).
    """
    near = Q(pk__in=[])
    for path in actor.paths("awards.view"):
        near |= Q(path__below=path) | Q(path__in=paths_above(path))
    related = ("place__parent", "decision", "council", "adoption__place")
    edition = ("edition__programme", "edition__text", "edition__parent")
    return AwardRound.objects.filter(near).select_related(*related, *edition)


def visible_nominations(actor: Actor) -> AwardNominationQuerySet:
    """Nominations of whoever stands where the actor works."""
    related = ("place", "group", "household", "round__place", "round__decision", "result")
    found = AwardNomination.objects.visible_to(actor)
    return found.select_related(*related, "round__edition__programme")


def awarding_adoptions(actor: Actor, permission: str = "awards.view") -> list[Adoption]:
    """The adoptions in force whose programme gives awards, where the actor works."""
    adoptions = adoptions_that_concern(actor, permission).filter(in_force(clock.today()))
    return [one for one in adoptions if one.content.awards]


def award_of(adoption: Adoption, key: str) -> Award | None:
    """An award of a programme as the place runs it."""
    return next((one for one in adoption.content.awards if one.key == key), None)


def giving_places(adoption: Adoption, award: Award) -> PlaceQuerySet:
    """The places that give an award: those of its level; of an abolished level, the adopter."""
    standing = Place.objects.below(adoption.place.path).standing()
    if award.level == "area":
        return standing.areas()
    if award.level in COMMUNE_KINDS:
        return standing.communes()
    at_level = standing.filter(kind=award.level)
    if award.level and at_level.exists():
        return at_level
    return Place.objects.filter(pk=adoption.place_id)


def places_to_open(actor: Actor, adoption: Adoption, award: Award) -> PlaceQuerySet:
    """The places of an award for which the actor may open a round."""
    mine = visible_places(actor, "awards.nominate").order_by()
    return giving_places(adoption, award).filter(pk__in=mine.values("pk"))


def given_years(
    programmes: Iterable[str], awards: Iterable[str], places: Iterable[int] | None = None
) -> Given:
    """When awards were given: in rounds, and as entered for years before; two queries.

    A round counts once whatever it gave; one that was closed without giving anything does not.
    Years entered by hand count once each.
    """
    of, keys = set(programmes), set(awards)
    rounds = AwardRound.objects.filter(edition__programme__key__in=of, award__in=keys)
    entered = AwardGiven.objects.holding().filter(programme__in=of, award__in=keys, nomination=None)
    if places is not None:
        wanted = list(places)
        rounds, entered = rounds.filter(place__in=wanted), entered.filter(giver__in=wanted)
    gave = AwardGiven.objects.holding().filter(nomination__isnull=False)
    empty = Q(state=AwardRound.State.CLOSED) & ~Q(pk__in=gave.values("nomination__round"))
    found: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    held = rounds.exclude(empty).order_by()
    named = ("edition__programme__key", "award", "place_id", "year")
    for programme, award, place, year in held.values_list(*named):
        found[programme, award, place].append(year)
    known = {key: set(years) for key, years in found.items()}
    listed = entered.order_by().values_list("programme", "award", "giver_id", "year").distinct()
    for programme, award, giver, year in listed:
        if year not in known.get((programme, award, giver), set()):
            found[programme, award, giver].append(year)
    return found


def rhythm_of(award: Award) -> Rhythm:
    """How often an award may be given."""
    return Rhythm(max(award.times, 1), max(award.in_years, 1))


def ceremony_day(award: Award, year: int) -> date | None:
    """The day of the year on which a programme gives an award, where it names one."""
    return named_day(award.yearly_on, year) if award.yearly_on else None


def next_unity_day() -> date:
    """The next Great Unity Festival: today, or after."""
    today = clock.today()
    this_year = named_day(UNITY_DAY, today.year)
    return this_year if today <= this_year else named_day(UNITY_DAY, today.year + 1)


def award_lines(actor: Actor, year: int) -> list[AwardLine]:
    """Every award the actor can open rounds of, with the rounds of a year and what is due."""
    adoptions = awarding_adoptions(actor, "awards.nominate")
    pairs = [(adoption, award) for adoption in adoptions for award in adoption.content.awards]
    given = given_years(
        (adoption.edition.programme.key for adoption, _ in pairs),
        (award.key for _, award in pairs),
    )
    rounds: dict[tuple[int, str], list[AwardRound]] = defaultdict(list)
    for one in visible_rounds(actor).filter(year=year):
        rounds[one.edition.programme_id, one.award].append(one)
    return [
        _line(actor, adoption, award, year, given, rounds[adoption.edition.programme_id, award.key])
        for adoption, award in pairs
    ]


def _line(
    actor: Actor,
    adoption: Adoption,
    award: Award,
    year: int,
    given: Given,
    rounds: Iterable[AwardRound],
) -> AwardLine:
    places = list(places_to_open(actor, adoption, award))
    here = tuple(one for one in rounds if one.path.startswith(adoption.place.path))
    having = {one.place_id for one in here}
    programme, rhythm = adoption.edition.programme.key, rhythm_of(award)
    due = tuple(
        one
        for one in places
        if one.pk not in having
        and not rhythm.used_up_by(given.get((programme, award.key, one.pk), ()), year)
    )
    return AwardLine(adoption, award, here, due, len(places))


def councils_for(actor: Actor, place: Place) -> BodyQuerySet:
    """The bodies at a place or above it that may recommend; councils stand among them."""
    above = Body.objects.visible_to(actor).standing()
    return above.filter(place__path__in=paths_above(place.path)).select_related("place")


def issuers_for(actor: Actor, place: Place) -> IssuingBodyQuerySet:
    """The bodies that may issue the decision of a round, as far as the actor sees them."""
    return bodies_for(place, clock.today()).visible_to(actor)
