"""Bodies follow a reform of the map, with the people who hold posts and whom they guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q

from tuquan.bodies.models import Body, Guidance, PostHolder
from tuquan.bodies.queries.following import (
    GROUPS,
    bodies_in,
    group_at,
    guidance_on,
    heir_of,
    remarks_on,
)
from tuquan.core.problems import Problem
from tuquan.places.models import Place, Reform
from tuquan.places.queries.written import in_chunks
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal

MOST = 400


class BodyFollower:
    """How bodies follow.

    A body goes whole to the place that takes over from its own (the rest of a divided one, else the
    largest part), with its history; where there is none it ends that day. So do the people who hold
    posts. Guidance of an area goes on in every part of it, guidance of a group where the group
    goes; what somebody does there already is not done twice.
    """

    name = "bodies"

    def affected(self, moves: Moves) -> int:
        """How many standing bodies change their place, and how much guidance its path."""
        beginnings = [moved.old_path for moved in moves.moved]
        beginnings += [closed.place.path for closed in moves.closed]
        guidance = Guidance.objects.current()
        guided = sum(guidance.filter(_below(some)).count() for some in _in_parts(beginnings))
        return bodies_in(moves).count() + guided

    def problems(self, moves: Moves) -> list[Problem]:
        """Only warnings: bodies that end, and two of a kind in one place."""
        return remarks_on(moves)

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Nothing: bodies of a place without heir end, and guidance of parts multiplies."""
        return {}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Move the bodies, the people and the guidance."""
        journal.rewrite_below(Guidance, "path", moves.beginnings)
        for closed in _having(moves):
            _bodies_follow(closed, moves, journal)
        for closed in moves.closed:
            for guidance in guidance_on(closed):
                _guidance_follows(guidance, closed, moves, journal)

    def blockers(self, reform: Reform) -> list[Problem]:
        """None: a body founded since in a new place keeps that place from being taken back."""
        return []


def _in_parts(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Paths in parts small enough for one condition: SQLite takes a thousand terms."""
    return (paths[first : first + MOST] for first in range(0, len(paths), MOST))


def _below(paths: Sequence[str]) -> Q:
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__below=path)
    return below


def _having(moves: Moves) -> Iterator[Closed]:
    """The closed places in which bodies or post holders stand."""
    found: set[int] = set()
    for some in in_chunks(closed.place.pk for closed in moves.closed):
        found |= {*Body.objects.filter(place__in=some).values_list("place_id", flat=True)}
        found |= {*PostHolder.objects.filter(place__in=some).values_list("place_id", flat=True)}
    return (closed for closed in moves.closed if closed.place.pk in found)


def _bodies_follow(closed: Closed, moves: Moves, journal: Journal) -> None:
    heir = heir_of(closed)
    bodies = Body.objects.filter(place=closed.place)
    if heir:
        holders = PostHolder.objects.filter(place=closed.place)
        journal.change(holders, "place_id", heir.pk)
        journal.change(bodies, "place_id", heir.pk)
        return
    for body in bodies.standing():
        day = max(moves.effective_on, body.founded_on)
        journal.change(Body.objects.filter(pk=body.pk), "dissolved_on", day)


def _guidance_follows(guidance: Guidance, closed: Closed, moves: Moves, journal: Journal) -> None:
    row = Guidance.objects.filter(pk=guidance.pk)
    step = guidance.path.removeprefix(closed.place.path)
    targets = [one for one in _targets(guidance, closed) if not _is_given(guidance, one, step)]
    if not targets:
        day = max(moves.effective_on, guidance.effective_from)
        journal.change(row, "effective_until", day)
        return
    first, *others = targets
    journal.change(row, "place_id", first.pk)
    journal.change(row, "path", first.path + step)
    made = [_copy(guidance, place, step) for place in others]
    journal.made(Guidance.objects.bulk_create(made))


def _targets(guidance: Guidance, closed: Closed) -> Iterable[Place]:
    """The places that take the guidance of a closed place, or of a group in it."""
    group = group_at(guidance.path)
    if group:
        into = closed.goes_to(GROUPS, group)
        return [into] if into else []
    parts = [place for place, _share in closed.parts]
    if not parts and closed.rest:
        parts = [closed.rest]
    return [place for place in parts if not closed.place.path.startswith(place.path)]


def _is_given(guidance: Guidance, place: Place, step: str) -> bool:
    """Whether the same body or person guides there already."""
    same = Guidance.objects.current().filter(
        body=guidance.body_id, appointment=guidance.appointment_id, path=place.path + step
    )
    return same.exists()


def _copy(guidance: Guidance, place: Place, step: str) -> Guidance:
    return Guidance(
        body_id=guidance.body_id,
        appointment_id=guidance.appointment_id,
        place=place,
        path=place.path + step,
        task=guidance.task,
        effective_from=guidance.effective_from,
    )
