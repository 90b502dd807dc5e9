"""Which place goes on with the programmes of a place that ends, and on whose terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tuquan.base.dated import not_over
from tuquan.base.scoping import paths_above
from tuquan.core.problems import Problem
from tuquan.places.models import Place, Succession
from tuquan.places.queries.written import in_chunks
from tuquan.places.services.followers import Closed, Moves
from tuquan.programmes.models import Adoption
from tuquan.residents.models import Household


@dataclass(frozen=True, slots=True)
class Course:
    """How one closed place ran one programme: what is in force on the day, then what was decided
    to follow it."""

    closed: Closed
    adoptions: tuple[Adoption, ...]

    @property
    def programme(self) -> int:
        """The number of the programme."""
        return self.adoptions[0].edition.programme_id

    @property
    def terms(self) -> tuple[object, ...]:
        """What it is run by: the edition, the place's own choices, whose groups report."""
        now = self.adoptions[0]
        return now.edition_id, now.local_terms, now.groups_of_id


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Where the course of a closed place goes on; `heirs` has the largest part first.

    Without heirs it ends: somebody else's goes on there, or nothing is left.
    """

    course: Course
    heirs: tuple[Place, ...]


def inheritances(moves: Moves) -> list[Inheritance]:
    """What becomes of every programme of a place that ends.

    An heir with an adoption of its own, running or decided on, keeps that. Else one predecessor's
    goes on: the one of most households, among equals the one of the newest edition.
    """
    courses = list(_courses(moves))
    chosen = {
        key: max(courses_there, key=lambda one: _rank(moves, one, key[0]))
        for key, courses_there in _claims(moves, courses).items()
    }
    return [
        Inheritance(
            course,
            tuple(
                heir
                for heir in heirs_of(course.closed)
                if chosen.get((heir.pk, course.programme)) is course
            ),
        )
        for course in courses
    ]


def inheritance_warnings(moves: Moves) -> list[Problem]:
    """Where a programme goes on on other terms than in a place it comes from, or not at all."""
    found = inheritances(moves)
    taken = {(heir.pk, one.course.programme): one.course for one in found for heir in one.heirs}
    return [warning for one in found for warning in _warnings_of(moves, one.course, taken)]


def heirs_of(closed: Closed) -> list[Place]:
    """The places of the same level that a closed place went to, the largest part first."""
    parts = sorted(closed.parts, key=lambda part: (-part[1], part[0].pk))
    return [place for place, _share in parts if _same_level(place, closed.place)]


def own_adoption(place: Place, programme: int, moves: Moves) -> Adoption | None:
    """The adoption of a programme that a place has itself on the day of a reform, or later."""
    own = Adoption.objects.filter(not_over(moves.effective_on), place=place.pk)
    return own.filter(edition__programme=programme).select_related("edition").first()


def adoption_at(path: str, programme: int, moves: Moves) -> Adoption | None:
    """The adoption of a programme that holds at a path after a reform, the nearest above it."""
    found = Adoption.objects.filter(
        not_over(moves.effective_on),
        place__path__in=paths_above(path),
        edition__programme=programme,
    ).select_related("edition__programme", "edition__parent", "place")
    return max(found, key=lambda one: (len(one.place.path), -one.pk), default=None)


def _courses(moves: Moves) -> Iterator[Course]:
    running = _running(moves)
    for closed in moves.closed:
        found: dict[int, list[Adoption]] = {}
        for adoption in running.get(closed.place.pk, ()):
            found.setdefault(adoption.edition.programme_id, []).append(adoption)
        for adoptions in found.values():
            yield Course(closed, tuple(adoptions))


def _running(moves: Moves) -> dict[int, list[Adoption]]:
    """The adoptions that have not ended on the day, by the place that ends, the earliest first."""
    found: dict[int, list[Adoption]] = {}
    for some in in_chunks(closed.place.pk for closed in moves.closed):
        rows = Adoption.objects.filter(not_over(moves.effective_on), place__in=some)
        rows = rows.select_related("edition__programme", "edition__parent", "place")
        for adoption in rows.order_by("effective_from", "pk"):
            found.setdefault(adoption.place_id, []).append(adoption)
    return found


def _claims(moves: Moves, courses: list[Course]) -> dict[tuple[int, int], list[Course]]:
    """The courses that could go on in each place without an adoption of its own."""
    claims: dict[tuple[int, int], list[Course]] = {}
    for course in courses:
        for heir in heirs_of(course.closed):
            claims.setdefault((heir.pk, course.programme), []).append(course)
    own = {
        (heir.pk, course.programme)
        for course in courses
        for heir in heirs_of(course.closed)
        if own_adoption(heir, course.programme, moves)
    }
    return {key: found for key, found in claims.items() if key not in own}


def _rank(moves: Moves, course: Course, heir: int) -> tuple[object, ...]:
    now = course.adoptions[0]
    newest = now.edition.content.effective_from
    return _weight(moves, course.closed, heir), newest, -now.pk


def _weight(moves: Moves, closed: Closed, heir: int) -> Fraction:
    """By how much a place comes from a closed one: written down with the reform, else counted."""
    link = Succession.objects.filter(
        old=closed.place.pk, new=heir, effective_on=moves.effective_on
    ).first()
    if link:
        return link.share_back
    share = sum((share for place, share in closed.parts if place.pk == heir), Fraction(0))
    return share * Household.objects.current().below(closed.place.path).count()


def _warnings_of(
    moves: Moves, course: Course, taken: dict[tuple[int, int], Course]
) -> Iterator[Problem]:
    now, heirs = course.adoptions[0], heirs_of(course.closed)
    params = {"programme": now.edition.programme.name, "place": course.closed.place.name}
    if not heirs:
        yield Problem("reform_programme_ends", "", params, is_warning=True)
    for heir in heirs:
        other = taken.get((heir.pk, course.programme))
        own = None if other else own_adoption(heir, course.programme, moves)
        terms = other.terms if other else _terms(own)
        if terms != course.terms:
            edition = other.adoptions[0].edition.key if other else own.edition.key if own else ""
            more = {"into": heir.name, "edition": edition}
            yield Problem("reform_programme_differs", "", {**params, **more}, is_warning=True)


def _terms(adoption: Adoption | None) -> tuple[object, ...]:
    if adoption is None:
        return ()
    return adoption.edition_id, adoption.local_terms, adoption.groups_of_id


def _same_level(one: Place, other: Place) -> bool:
    return one.kind == other.kind or (one.is_commune and other.is_commune)
