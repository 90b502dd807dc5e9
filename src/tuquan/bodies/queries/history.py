"""What happened to a body, in order: founded, renamed, people, guidance, ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from tuquan.audit.queries import changes_to
from tuquan.base.actor import Actor
from tuquan.bodies.models import Body
from tuquan.bodies.queries.guiding import guidance_by, labels_of


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a body on a day; `base.texts.bodies` says it as a sentence."""

    on: date
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    note: str = ""


def history_of(actor: Actor, body: Body) -> list[Event]:
    """Everything that happened to a body, the latest first."""
    events = [
        *_of_the_body(body),
        *_names(actor, body),
        *_posts(body),
        *_guidance(actor, body),
    ]
    # Sorting keeps the order of what happened on one day: founded before anything else.
    return sorted(events, key=lambda event: event.on)[::-1]


def _of_the_body(body: Body) -> Iterator[Event]:
    if body.predecessor:
        yield Event(body.founded_on, "body_founded_after", {"before": body.predecessor.name})
    else:
        yield Event(body.founded_on, "body_founded")
    for next_one in body.successors.order_by("founded_on", "pk"):
        yield Event(next_one.founded_on, "body_succeeded", {"name": next_one.name})
    if body.dissolved_on:
        yield Event(body.dissolved_on, "body_ended")


def _names(actor: Actor, body: Body) -> Iterator[Event]:
    for change in changes_to(actor, body).filter(action="bodies.renamed").order_by("pk"):
        on = timezone.localdate(change.at)
        yield Event(on, "body_renamed", {"old": change.data["old"], "new": change.data["new"]})


def _posts(body: Body) -> Iterator[Event]:
    rows = body.appointments.select_related("holder", "follows__holder").order_by("pk")
    for one in rows:
        who = {"name": one.holder.name, "post": one.post}
        if one.follows:
            code, more = "post_handed_over", {"before": one.follows.holder.name}
        else:
            code, more = ("acting_begun" if one.acting else "post_begun"), {}
        yield Event(one.term_from, code, {**who, **more})
        if one.ended_on:
            yield Event(one.ended_on, "post_ended", who, one.end_reason)


def _guidance(actor: Actor, body: Body) -> Iterator[Event]:
    rows = list(guidance_by(body))
    labels = labels_of(actor, rows, body.place)
    for one in rows:
        who = one.appointment.holder.name if one.appointment else body.name
        params = {"name": who, "place": labels[one.path]}
        yield Event(one.effective_from, "guidance_begun", params)
        if one.effective_until:
            yield Event(one.effective_until, "guidance_ended", params)
