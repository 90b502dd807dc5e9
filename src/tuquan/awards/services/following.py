"""Rounds under way and nominations in them follow a reform of the map; what was given stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.base import clock
from tuquan.base.dated import not_over
from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.groups.queries import areas_touched
from tuquan.groups.services import go_with_groups
from tuquan.places.models import Place, Reform
from tuquan.places.queries.written import in_chunks, new_paths, places_below, rows_moved
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal
from tuquan.programmes.models import Adoption


class AwardFollower:
    """How rounds and nominations follow (F-3, F-70).

    What is under way goes along with a place that goes on. Out of a place that ended a round goes
    to the place that takes the rest, unless that gives the same award itself this year: then the
    round is closed. Nominations of groups and households go where these went; those of an ended
    area are withdrawn, for they speak of people who are no longer one area; people and collectives
    go to the rest. The register stays where it was written, whatever becomes of the map.
    """

    name = "awards"

    def affected(self, moves: Moves) -> int:
        """How many rounds under way get another path or end."""
        return sum(
            AwardRound.objects.under_way().filter(place__in=some).count()
            for some in _touched(moves)
        )

    def problems(self, moves: Moves) -> list[Problem]:
        """None of their own."""
        return []

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Awards given that hold."""
        given = sum(AwardGiven.objects.holding().below(path).count() for path in paths)
        return {"awards_given": given}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move what goes on, end what ended with its place."""
        for moved in moves.moved:
            for rows in (AwardRound.objects.under_way(), _nominations()):
                journal.rewrite(rows, "path", moved.old_path, moved.new_path)
        for closed in moves.closed:
            _nominations_follow(closed, journal)
            for round_ in list(AwardRound.objects.under_way().filter(place=closed.place)):
                _round_follows(round_, closed, journal)
        _adoptions_follow(journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Rounds opened since, where the reform founded or moved places."""
        brought = rows_moved(reform, AwardRound._meta.label_lower)
        made = sum(
            key not in brought
            for some in in_chunks(places_below(new_paths(reform)))
            for key in _opened_in(some)
        )
        return [Problem("reform_undo_awards", params={"count": made})] if made else []


def _touched(moves: Moves) -> Iterator[list[int]]:
    yield from areas_touched(moves)
    yield [closed.place.pk for closed in moves.closed if closed.place.is_commune]


def _opened_in(places: Sequence[int]) -> list[int]:
    rows = AwardRound.objects.under_way().filter(place__in=places)
    return list(rows.values_list("pk", flat=True))


def _nominations() -> QuerySet[AwardNomination]:
    """Nominations in rounds under way; those in rounds that are over stay as they were."""
    return AwardNomination.objects.filter(round__state__in=AwardRound.UNDER_WAY)


def _nominations_follow(closed: Closed, journal: Journal) -> None:
    here = _nominations().filter(place=closed.place)
    go_with_groups(here, journal)
    for one in here.filter(household__isnull=False).select_related("household__place"):
        if one.household and one.household.place_id != closed.place.pk:
            _put(_row(one), one.household.place, journal)
    others = here.filter(group=None, household=None)
    for one in list(others.exclude(state=AwardNomination.State.WITHDRAWN)):
        if one.kind == "area" or closed.rest is None:
            journal.change(_row(one), "state", AwardNomination.State.WITHDRAWN)
        else:
            _put(_row(one), closed.rest, journal)


def _round_follows(round_: AwardRound, closed: Closed, journal: Journal) -> None:
    row = AwardRound.objects.filter(pk=round_.pk)
    heir = closed.rest
    if heir is None or _has_its_own(round_, heir):
        journal.change(row, "state", AwardRound.State.CLOSED)
    else:
        _put(row, heir, journal)


def _adoptions_follow(journal: Journal) -> None:
    """Let rounds that stand under another adopter now go on under its adoption, if it has one."""
    rows = AwardRound.objects.under_way().order_by("pk")
    standing = rows.values_list("pk", "path", "adoption__place__path", "edition__programme_id")
    for key, path, adopter, programme in standing:
        if path.startswith(adopter):
            continue
        here = Adoption.objects.filter(
            not_over(clock.today()),
            place__path__in=paths_above(path),
            edition__programme=programme,
        )
        if adoption := here.order_by("-place__path", "-pk").first():
            row = AwardRound.objects.filter(pk=key)
            journal.change(row, "adoption_id", adoption.pk)


def _has_its_own(round_: AwardRound, place: Place) -> bool:
    same = AwardRound.objects.under_way().filter(award=round_.award, year=round_.year, place=place)
    return same.filter(edition__programme=round_.edition.programme_id).exists()


def _put(row: QuerySet[Any], place: Place, journal: Journal) -> None:
    journal.change(row, "place_id", place.pk)
    journal.change(row, "path", place.path)


def _row(nomination: AwardNomination) -> QuerySet[AwardNomination]:
    return AwardNomination.objects.filter(pk=nomination.pk)
