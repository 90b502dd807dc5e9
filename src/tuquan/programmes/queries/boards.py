"""Which boards the programmes of a place ask for (S1-13, S2-04, S2-06)."""

from __future__ import annotations

from tuquan.base import clock
from tuquan.base.scoping import paths_above
from tuquan.core.programme import Board
from tuquan.places.models import COMMUNE_LEVEL, Place
from tuquan.programmes.queries.adoptions import adoptions_in_force


def boards_of(place: Place) -> list[tuple[str, Board]]:
    """The boards of a place's own level under what it runs or lives under, by programme.

    What is asked of a commune is asked of a ward and a special zone too.
    """
    levels = COMMUNE_LEVEL if place.is_commune else (place.kind,)
    running = adoptions_in_force(clock.today()).filter(place__path__in=paths_above(place.path))
    found = {
        (adoption.edition.programme.key, board.key): board
        for adoption in running
        for board in adoption.content.boards
        if board.level in levels
    }
    return [(programme, board) for (programme, _key), board in sorted(found.items(), key=_order)]


def _order(item: tuple[tuple[str, str], Board]) -> tuple[str, str]:
    return item[0]
