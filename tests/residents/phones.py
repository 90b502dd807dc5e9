"""What a leader's telephone tells of households, for the tests of changes without network."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tuquan.base.actor import Actor
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import Result, deliver_item
from tuquan.residents.models import Household


def told(one: Household, kind: str = "birth", **more: Any) -> Item:
    """An entry about a household as the telephone makes it; `more` goes into its data."""
    key: UUID = more.pop("key", None) or uuid4()
    data = {"kind": kind, "happened_on": "2026-11-19", "person_name": "Lê Bé Na"} | more
    return Item(key, "population", f"household:{one.pk}", "", 0, None, data)


def tell(actor: Actor, one: Household, kind: str = "birth", **more: Any) -> Result:
    """What the server answers to what a telephone tells."""
    return deliver_item(actor, told(one, kind, **more))
