"""What happens under an adoption: pilots are chosen, milestones reached, events held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, EventDay, MilestoneMark, Pilot

UNITY_FESTIVAL = "unity_festival"
"""The event of 18 November: each area holds its own, on its own day."""


@transaction.atomic
def choose_pilot(
    actor: Actor, adoption: Adoption, rule: str, place: Place, chosen_by: str
) -> Pilot:
    """Make a place a pilot of an adopted programme (S0-08, S4-12)."""
    require(actor.may("programmes.adopt", adoption.place.path))
    require(place.path.startswith(adoption.place.path))
    if rule not in {one.key for one in adoption.content.pilots}:
        raise Invalid([Problem("pilot_rule_unknown", "rule", {"rule": rule})])
    if not tidy(chosen_by):
        raise Invalid([Problem("chosen_by_missing", "chosen_by")])
    try:
        with transaction.atomic():
            pilot = Pilot.objects.create(
                adoption=adoption,
                place=place,
                rule=rule,
                chosen_by=tidy(chosen_by)[:200],
                chosen_on=clock.today(),
            )
    except IntegrityError as error:
        raise Conflict("pilot_already", place=place.name) from error
    record(actor, "programmes.pilot_chosen", pilot, place.path, rule=rule)
    return pilot


@transaction.atomic
def end_pilot(actor: Actor, pilot: Pilot) -> None:
    """A place is no longer a pilot; that it was one stays on record."""
    require(actor.may("programmes.adopt", pilot.adoption.place.path))
    if not Pilot.objects.filter(pk=pilot.pk, ended_on=None).update(ended_on=clock.today()):
        raise Conflict("pilot_ended_already", place=pilot.place.name)
    record(actor, "programmes.pilot_ended", pilot, pilot.place.path, rule=pilot.rule)


@transaction.atomic
def mark_milestone(
    actor: Actor, adoption: Adoption, key: str, done_on: date, evidence: str, cycle: int = 0
) -> MilestoneMark:
    """Say that a milestone is done, since when and what shows it."""
    require(actor.may("programmes.adopt", adoption.place.path))
    milestone = next((one for one in adoption.content.milestones if one.key == key), None)
    if milestone is None or (cycle and not milestone.yearly_on):
        raise Invalid([Problem("milestone_unknown", "milestone", {"milestone": key})])
    if milestone.condition is not None:
        raise Invalid([Problem("milestone_is_computed", "milestone")])
    if done_on > clock.today():
        raise Invalid([Problem("day_in_future", "done_on", {"day": done_on})])
    mark, _made = MilestoneMark.objects.update_or_create(
        adoption=adoption,
        milestone=key,
        cycle=cycle,
        defaults={
            "done_on": done_on,
            "evidence": tidy(evidence)[:500],
            "marked_by_id": actor.user_id,
            "marked_at": clock.now(),
        },
    )
    path = adoption.place.path
    record(actor, "programmes.milestone_done", mark, path, milestone=key, on=done_on.isoformat())
    return mark


@transaction.atomic
def take_back_milestone(actor: Actor, mark: MilestoneMark) -> None:
    """A milestone was marked by mistake."""
    require(actor.may("programmes.adopt", mark.adoption.place.path))
    path = mark.adoption.place.path
    record(actor, "programmes.milestone_open", mark, path, milestone=mark.milestone)
    mark.delete()


@transaction.atomic
def record_event(actor: Actor, place: Place, event: str, held_on: date) -> EventDay:
    """Write down on which day something was held in a place; due days are reckoned from it."""
    require(actor.may("programmes.adopt", place.path))
    if event != UNITY_FESTIVAL:
        raise Invalid([Problem("event_unknown", "event", {"event": event})])
    if held_on > clock.today():
        raise Invalid([Problem("day_in_future", "held_on", {"day": held_on})])
    day, _made = EventDay.objects.update_or_create(
        place=place,
        event=event,
        year=held_on.year,
        defaults={
            "held_on": held_on,
            "recorded_by_id": actor.user_id,
            "recorded_at": clock.now(),
        },
    )
    record(actor, "programmes.event_held", day, place.path, event=event, on=held_on.isoformat())
    return day


@transaction.atomic
def record_events(
    actor: Actor, place: Place, event: str, year: int, days: Mapping[int, date]
) -> list[EventDay]:
    """Write down on which day of a year each area of a place held an event; what is known stays.

    `days` is by the number of the area. Gives only what is new or was put right.
    """
    require(actor.may("programmes.adopt", place.path))
    areas = Place.objects.below(place.path).areas().in_bulk(days)
    require(areas.keys() == days.keys())
    problems = [
        Problem("event_other_year", f"area_{number}", {"day": day, "year": str(year)})
        for number, day in days.items()
        if day.year != year
    ]
    problems += [
        Problem("day_in_future", f"area_{number}", {"day": day})
        for number, day in days.items()
        if day > clock.today()
    ]
    if problems:
        raise Invalid(problems)
    held = EventDay.objects.filter(place__in=areas.values(), event=event, year=year)
    known = dict(held.values_list("place_id", "held_on"))
    return [
        record_event(actor, areas[number], event, day)
        for number, day in days.items()
        if known.get(number) != day
    ]
