"""Programmes follow a reform of the map: adoptions, pilots, milestones, events, calendars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import F, Q

from tuquan.base.dated import not_over
from tuquan.core.problems import Problem
from tuquan.places.models import Place, Reform
from tuquan.places.queries.written import rows_made, values_before
from tuquan.places.services.followers import Closed, Moves
from tuquan.places.services.journal import Journal
from tuquan.programmes.models import (
    Adoption,
    AdoptionQuerySet,
    CalendarFeed,
    EventDay,
    MilestoneMark,
    Pilot,
)
from tuquan.programmes.queries.inheriting import (
    Inheritance,
    adoption_at,
    heirs_of,
    inheritance_warnings,
    inheritances,
)


class ProgrammeFollower:
    """How what a place runs follows (design section 3).

    Where a place ends, its adoption ends on that day. The place it went to goes on with it from the
    day, as a new adoption that continues the old one; what was decided to begin later begins there.
    Of several predecessors one adoption goes on: the same edition on the same terms needs no
    choice, else that of the predecessor with most households, and a warning says so. An adoption
    the receiving place has itself wins. Every part of a divided place gets an adoption; the largest
    continues the old one. Places of another level inherit nothing. Periods that began before the
    day are reported under the old adoption (`reports.services.opening`).

    Pilots, milestones that were reached, events held and calendars go along, or end where the new
    place has its own.
    """

    name = "adoptions"

    def affected(self, moves: Moves) -> int:
        """How many adoptions end, for the place that runs them ends."""
        return _running(moves).count()

    def problems(self, moves: Moves) -> list[Problem]:
        """Only warnings: where a programme goes on on other terms, or ends."""
        return inheritance_warnings(moves)

    def measure(self, paths: Sequence[str]) -> Mapping[str, int | str]:
        """Nothing: two adoptions of one programme become one where two places do."""
        return {}

    def follow(self, moves: Moves, journal: Journal) -> None:
        """Let everything go on where the place went."""
        ending = list(_running(moves).select_related("edition"))
        for inheritance in inheritances(moves):
            _hand_on(inheritance, moves, journal)
        _pilots_follow(ending, moves, journal)
        _marks_follow(ending, moves, journal)
        _events_follow(moves, journal)
        feeds = CalendarFeed.objects.filter(revoked_at=None)
        read = set(feeds.values_list("place_id", flat=True))
        for closed in moves.closed:
            heir = _main_heir(closed) if closed.place.pk in read else None
            if heir:
                journal.change(feeds.filter(place=closed.place.pk), "place_id", heir.pk)

    def blockers(self, reform: Reform) -> list[Problem]:
        """Programmes adopted or changed since where the reform let them go on."""
        made = rows_made(reform, "programmes.adoption")
        founded = rows_made(reform, "places.place")
        brought = values_before(reform, "programmes.adoption", "place_id")
        since = Q(place__in=founded) & ~Q(pk__in=[*made, *brought])
        changed = Q(pk__in=made) & (
            (Q(continues__isnull=False) & ~Q(local_terms=F("continues__local_terms")))
            | (Q(continued_by__isnull=False) & ~Q(continued_by__in=[*made, *brought]))
        )
        found = Adoption.objects.filter(since | changed).select_related("edition__programme")
        return [
            Problem(
                "reform_undo_programme_changed",
                params={"programme": one.edition.programme.name, "place": one.place.name},
            )
            for one in found.select_related("place")
        ]


def _main_heir(closed: Closed) -> Place | None:
    """The one place that takes what cannot be divided: the rest's, else the largest part."""
    heirs = heirs_of(closed)
    return next((heir for heir in heirs if heir == closed.rest), heirs[0] if heirs else None)


def _running(moves: Moves) -> AdoptionQuerySet:
    closed = [closed.place.pk for closed in moves.closed]
    return Adoption.objects.filter(not_over(moves.effective_on), place__in=closed)


def _hand_on(inheritance: Inheritance, moves: Moves, journal: Journal) -> None:
    adoptions = inheritance.course.adoptions
    if not inheritance.heirs:
        for adoption in adoptions:
            _end(adoption, moves, journal)
        return
    first, *others = inheritance.heirs
    for other in others:
        _copy_to(other, adoptions, moves, journal)
    for adoption in adoptions:
        if adoption.effective_from < moves.effective_on:
            _go_on(adoption, first, moves, journal)
        else:
            journal.change(_row(adoption), "place_id", first.pk)


def _end(adoption: Adoption, moves: Moves, journal: Journal) -> None:
    """End an adoption on the day; one that begins later lasts the one day it has to."""
    day = max(moves.effective_on, adoption.effective_from + timedelta(days=1))
    journal.change(_row(adoption), "effective_until", day)


def _go_on(adoption: Adoption, heir: Place, moves: Moves, journal: Journal) -> None:
    """End an adoption and let the heir continue it, between it and what was to follow it."""
    following = Adoption.objects.filter(continues=adoption.pk)
    following = Adoption.objects.filter(pk__in=list(following.values_list("pk", flat=True)))
    journal.change(following, "continues_id", None)
    new = _copy(adoption, heir, moves, continues=adoption)
    _end(adoption, moves, journal)
    journal.made([new])
    journal.change(following, "continues_id", new.pk)


def _copy_to(heir: Place, adoptions: Sequence[Adoption], moves: Moves, journal: Journal) -> None:
    """Another part of a divided place runs the same, and what was reached counts there too."""
    before: Adoption | None = None
    for adoption in adoptions:
        new = _copy(adoption, heir, moves, continues=before)
        journal.made([new])
        if before is None:
            _copy_marks(adoption, new, journal)
        before = new


def _copy(adoption: Adoption, heir: Place, moves: Moves, continues: Adoption | None) -> Adoption:
    return Adoption.objects.create(
        edition=adoption.edition,
        place_id=heir.pk,
        groups_of_id=adoption.groups_of_id,
        continues=continues,
        effective_from=max(adoption.effective_from, moves.effective_on),
        effective_until=adoption.effective_until,
        local_terms=adoption.local_terms,
    )


def _copy_marks(adoption: Adoption, new: Adoption, journal: Journal) -> None:
    latest = {
        (mark.milestone, mark.cycle): mark
        for old in reversed(adoption.lineage)
        for mark in MilestoneMark.objects.filter(adoption=old).order_by("pk")
    }
    for mark in latest.values():
        mark.pk, mark.adoption = None, new
        mark._state.adding = True
    journal.made(MilestoneMark.objects.bulk_create(latest.values()))


def _pilots_follow(ending: Sequence[Adoption], moves: Moves, journal: Journal) -> None:
    closed = {closed.place.pk: closed for closed in moves.closed}
    pilots = Pilot.objects.filter(
        Q(place__in=closed) | Q(adoption__in=[adoption.pk for adoption in ending]), ended_on=None
    )
    for pilot in pilots.select_related("place", "adoption__edition").order_by("chosen_on", "pk"):
        gone = closed.get(pilot.place_id)
        place = _main_heir(gone) if gone else pilot.place
        adoption = _adoption_of(pilot, place, moves) if place else None
        row = Pilot.objects.filter(pk=pilot.pk)
        if place is None or adoption is None or _is_pilot(pilot, place, adoption):
            journal.change(row, "ended_on", max(moves.effective_on, pilot.chosen_on))
        else:
            journal.change(row, "place_id", place.pk)
            journal.change(row, "adoption_id", adoption)


def _adoption_of(pilot: Pilot, place: Place, moves: Moves) -> int | None:
    """The adoption a pilot goes on under: its own while the new one continues that."""
    going_on = adoption_at(place.path, pilot.adoption.edition.programme_id, moves)
    if going_on is None or pilot.rule not in {rule.key for rule in going_on.content.pilots}:
        return None
    return pilot.adoption_id if pilot.adoption_id in going_on.lineage else going_on.pk


def _is_pilot(pilot: Pilot, place: Place, adoption: int) -> bool:
    others = Pilot.objects.filter(adoption=adoption, place=place.pk, ended_on=None)
    return others.exclude(pk=pilot.pk).exists()


def _marks_follow(ending: Sequence[Adoption], moves: Moves, journal: Journal) -> None:
    """What was reached under an adoption that nobody continues counts where the place went."""
    heirs = {closed.place.pk: _main_heir(closed) for closed in moves.closed}
    for adoption in ending:
        heir = heirs[adoption.place_id]
        programme = adoption.edition.programme_id
        going_on = adoption_at(heir.path, programme, moves) if heir else None
        if going_on is None or adoption.pk in going_on.lineage:
            continue
        known = set(
            MilestoneMark.objects.filter(adoption__in=going_on.lineage).values_list(
                "milestone", "cycle"
            )
        )
        marks = MilestoneMark.objects.filter(adoption__in=adoption.lineage).order_by("-done_on")
        milestones = {one.key for one in going_on.content.milestones}
        for mark in marks:
            key = (mark.milestone, mark.cycle)
            if mark.milestone in milestones and key not in known:
                known.add(key)
                row = MilestoneMark.objects.filter(pk=mark.pk)
                journal.change(row, "adoption_id", going_on.pk)


def _events_follow(moves: Moves, journal: Journal) -> None:
    """An event held in a place that ended was held in what it became; of several the last day."""
    days = EventDay.objects.filter(place__in=[closed.place.pk for closed in moves.closed])
    closed = {closed.place.pk: closed for closed in moves.closed}
    for day in days.order_by("-held_on", "pk"):
        heirs = heirs_of(closed[day.place_id])
        held = EventDay.objects.filter(event=day.event, year=day.year, place__in=heirs)
        taken = set(held.values_list("place_id", flat=True))
        free = [heir for heir in heirs if heir.pk not in taken]
        if not free:
            continue
        row = EventDay.objects.filter(pk=day.pk)
        journal.change(row, "place_id", free[0].pk)
        copies = [_same_day(day, heir) for heir in free[1:]]
        journal.made(EventDay.objects.bulk_create(copies))


def _same_day(day: EventDay, heir: Place) -> EventDay:
    return EventDay(
        place_id=heir.pk,
        event=day.event,
        year=day.year,
        held_on=day.held_on,
        recorded_by_id=day.recorded_by_id,
        recorded_at=day.recorded_at,
    )


def _row(adoption: Adoption) -> AdoptionQuerySet:
    return Adoption.objects.filter(pk=adoption.pk)
