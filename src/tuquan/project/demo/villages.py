"""The commune where groups come about: its four areas, their lanes, doors and points."""

from __future__ import annotations

from datetime import date
from random import Random

from tuquan.base.actor import Actor
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import NewPlace, add_place
from tuquan.project.demo.people import households_along
from tuquan.project.demo.points import Village, Way, placed
from tuquan.project.demo.register import how_they_live
from tuquan.residents.services import add_households

CODE = "demo-2"
EAST, WEST, SOUTH, NORTH = "Thôn Đông", "Thôn Tây", "Thôn Nam", "Thôn Bắc"

DOORS = {
    EAST: {"Ngõ Đình": 19, "Ngõ Cây Gạo": 18, "Xóm Đông": 18},
    WEST: {"Ngõ Bến Đò": 16, "Xóm Bãi": 13, "Ngõ Đê": 12, "Xóm Trại": 9},
    SOUTH: {"Ngõ Trường Học": 17, "Xóm Vườn": 14},
    NORTH: {"Ngõ Giếng": 24, "Xóm Đồi": 18},
}
"""The lanes of each area with so many doors; those of the west lie by turns north and south."""

VILLAGES = {
    EAST: Village(
        (21.7405, 104.9120),
        {
            "Ngõ Đình": Way(-20, 30, 350, 0.8),
            "Ngõ Cây Gạo": Way(25, 10, 95, -0.6),
            "Xóm Đông": Way(10, -30, 165, 1.0, 12.0),
        },
    ),
    WEST: Village(
        (21.7380, 104.8930),
        {
            "Ngõ Bến Đò": Way(-15, 60, 280, 0.5),
            "Ngõ Đê": Way(25, 55, 75, -0.6),
            "Xóm Bãi": Way(-20, -60, 255, 0.7, 12.0),
            "Xóm Trại": Way(30, -55, 105, 0.4, 12.0),
        },
    ),
}
"""Two areas have points; nobody has to have any."""


def build_villages(actor: Actor, province: Place, since: date) -> dict[str, Place]:
    """The commune with its areas and households; gives the areas by name."""
    new = NewPlace("Xã Minh Hà (minh họa)", PlaceKind.COMMUNE, since, short_code=CODE)
    commune = add_place(actor, province, new)
    dice = Random(20250701)  # noqa: S311 - invented data, the same everywhere
    areas = {}
    for name, lanes in DOORS.items():
        area = add_place(actor, commune, NewPlace(name, PlaceKind.AREA, since, local_word="thôn"))
        households = [how_they_live(one, dice) for one in households_along(lanes, dice)]
        if name in VILLAGES:
            households = placed(VILLAGES[name], households, dice)
        add_households(actor, area, households)
        areas[name] = area
    return areas
