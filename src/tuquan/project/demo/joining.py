"""Two areas of the demonstration that became one, so that the map has a history to look at."""

from __future__ import annotations

from datetime import date

from tuquan.base.actor import Actor
from tuquan.core.succession import Found, merge
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries.reforms import dated_tree
from tuquan.places.services import NewPlace, add_place
from tuquan.places.services.reforming import carry_out_reform, prepare_reform

JOINED = "Bản Ngọc"
"""The area that was two before."""


def join_areas(actor: Actor, commune: Place, name: str, since: date) -> None:
    """Two areas stand from a day on; five months later they are merged under one name."""
    parts = [
        add_place(actor, commune, NewPlace(f"{name} {part}", PlaceKind.AREA, since, "bản"))
        for part in ("Trên", "Dưới")
    ]
    found = Found("joined", name, PlaceKind.AREA, commune.pk, "bản")
    on = date(since.year, 12, 1)
    plan = merge(dated_tree(commune.path), on, [part.pk for part in parts], found)
    reform = prepare_reform(
        actor,
        Reform.Kind.MERGE,
        plan,
        decision="15/NQ-HĐND",
        reason="Sáp nhập hai bản dưới quy mô.",
    )
    carry_out_reform(actor, reform)
