"""What is to be told of posts in bodies: terms, empty chairs, acting holders (F-21, d2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.queries import acting_too_long, expiring, without_chair
from tuquan.notices.queries.alerts import Alert

EVERYWHERE = ""


def post_alerts(today: date) -> Iterator[Alert]:
    """Terms that end or are over, bodies without a chair, people acting for too long.

    Whoever may change the body is told. A term that is prolonged is another matter, and so is the
    next time a chair stands empty.
    """
    for one, state in expiring(EVERYWHERE, today):
        code = "term_over" if state == "over" else f"term_{state}"
        params = _who(one) | {"until": one.term_until}
        yield _alert(code, one.body, params, f"{one.pk}:{one.term_until}")
    for one in acting_too_long(EVERYWHERE, today):
        params = _who(one) | {"since": one.term_from}
        yield _alert("acting_too_long", one.body, params, str(one.pk))
    for body, since in without_chair(EVERYWHERE):
        params = {"body": body.name, "since": since}
        yield _alert("chair_vacant", body, params, f"{body.pk}:{since}")


def _who(one: Appointment) -> dict[str, object]:
    return {"name": one.holder.name, "post": one.post, "body": one.body.name}


def _alert(code: str, body: Body, params: dict[str, object], matter: str) -> Alert:
    return Alert(
        code=code,
        params=params,
        path=body.place.path,
        permission="bodies.manage",
        url=reverse("bodies:detail", args=[body.pk]),
        key=f"bodies.{code}:{matter}",
    )
