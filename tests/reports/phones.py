"""What a leader's telephone sends, for the tests of reports written without network."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tuquan.base.actor import Actor
from tuquan.core.answers import Answers
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import Result, deliver_item
from tuquan.reports.models import Obligation
from tuquan.reports.queries.form_versions import version_of


def item(due: Obligation, answers: Answers | object, base: int = 0, **more: Any) -> Item:
    """An entry as the telephone makes it; `more` replaces parts of it."""
    data = answers.to_json() if isinstance(answers, Answers) else answers
    parts: dict[str, Any] = {
        "key": uuid4(),
        "kind": "report",
        "subject": f"obligation:{due.pk}",
        "v": version_of(due),
        "base": base,
        "written_at": None,
        "data": {"answers": data, "nil": more.pop("nil", False)},
    }
    return Item(**{**parts, **more})


def send(
    actor: Actor,
    due: Obligation,
    answers: Answers | object,
    base: int = 0,
    *,
    key: UUID | None = None,
    written_at: datetime | None = None,
    **more: Any,
) -> Result:
    """What the server answers to a report that comes from a telephone."""
    sent = item(due, answers, base, key=key or uuid4(), written_at=written_at, **more)
    return deliver_item(actor, sent)
