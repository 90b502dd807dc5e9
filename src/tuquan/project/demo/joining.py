"""Two areas of the demonstration become one in the midst of its reports: a map with a history."""

from __future__ import annotations

from datetime import date

from tuquan.base.actor import Actor
from tuquan.core.succession import Found, merge
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries.reforms import dated_tree
from tuquan.places.services.reforming import carry_out_reform, prepare_reform

JOINED = "Bản Ngọc"
"""What the areas whose names begin with it are called afterwards."""


def join_areas(officer: Actor, commune: Place, since: date) -> None:
    """Merge the areas that share the name, with all that stands on them, from a day on."""
    parts = Place.objects.below(commune.path).areas().filter(name__startswith=JOINED)
    found = Found("joined", JOINED, PlaceKind.AREA, commune.pk, "bản")
    plan = merge(dated_tree(commune.path), since, [part.pk for part in parts], found)
    reform = prepare_reform(
        officer,
        Reform.Kind.MERGE,
        plan,
        decision="15/NQ-HĐND",
        reason="Sáp nhập hai bản dưới quy mô.",
    )
    carry_out_reform(officer, reform)
