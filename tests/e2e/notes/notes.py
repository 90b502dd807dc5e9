"""What the server does with notes."""

from __future__ import annotations

from collections.abc import Mapping

from tests.e2e.notes.models import Note
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.outbox.deliveries import Delivered, Item, Locked, ServerCopy


def latest(subject: str) -> Note:
    """The newest version of a note; version 0 when there is none."""
    found = Note.objects.filter(subject=subject).order_by("-version").first()
    return found or Note(subject=subject, version=0)


def deliver_note(actor: Actor, item: Item) -> Delivered:
    """Write a new version, unless somebody did meanwhile."""
    now = latest(item.subject)
    words = str(item.data.get("words", ""))
    if words == "broken":
        raise ZeroDivisionError
    if words == "locked":
        raise Locked("job_over")
    if not str(item.data.get("number", "")).isdigit():
        raise Invalid([Problem("stray_needs_reason", "number")])
    if item.base != now.version:
        copy = {"version": now.version, "data": now.data, "by": now.by}
        raise ServerCopy("stray_settled_already", copy)
    version = now.version + 1
    Note.objects.create(
        subject=item.subject,
        version=version,
        data=dict(item.data),
        by=actor.name,
        written_at=item.written_at,
    )
    return Delivered({"receipt": f"GC-{item.subject}-{version}", "version": version, "url": "/"})


def notes_kept(actor: Actor) -> Mapping[str, object]:
    """What the telephone keeps: the versions there are, and whose they are."""
    return {"for": actor.name, "versions": {n.subject: n.version for n in Note.objects.all()}}
