"""What people do and type at the desk of reforms."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests import make
from tuquan.accounts.models import Role
from tuquan.places.models import Place
from tuquan.places.queries import visible_places

DECISION = {
    "effective_on": "01/11/2026",
    "decision": "12/NQ-HĐND",
    "reason": "Sắp xếp thôn",
}


def officer(world: make.World) -> Client:
    """An officer of our commune at the desk."""
    return make.client(make.officer(world.commune))


def administrator() -> Client:
    """Somebody who looks after every place."""
    return make.client(make.account(Role.ADMINISTRATOR, None))


def address(kind: str, divided: Place | None = None) -> str:
    """The form of an operation."""
    url = reverse("places:start_reform", args=[kind])
    return f"{url}?dia_ban={divided.pk}" if divided else url


def merger(world: make.World, **more: object) -> dict[str, Any]:
    """What is typed to merge the two areas into a new one."""
    merged = [world.area.pk, world.other_area.pk]
    return {**DECISION, "merged": merged, "keeps": "", "name": "Thôn Đoài", "kind": "", **more}


def names(place: Place) -> list[str]:
    """The places standing directly under one today."""
    standing = visible_places(make.SYSTEM).filter(parent=place)
    return [one.name for one in standing.order_by("sort_key")]
