"""The boards that programmes ask a place for, as the apps above tell it.

Nothing here imports those apps; they call `provide_boards` in their `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tuquan.bodies.models import Body
from tuquan.core.programme import Board
from tuquan.places.models import Place

Provider = Callable[[Place], Iterable[tuple[str, Board]]]

_PROVIDERS: list[Provider] = []


def provide_boards(provider: Provider) -> None:
    """Let an app above say which boards a place is to found, each with the key of its programme."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


@dataclass(frozen=True, slots=True)
class OfferedBoard:
    """A board that a programme asks a place for; `body` is the one founded for it already."""

    programme: str
    board: Board
    body: Body | None = None

    @property
    def key(self) -> str:
        """How the page names it."""
        return f"{self.programme}/{self.board.key}"


def offered_boards(place: Place) -> list[OfferedBoard]:
    """The boards the programmes of a place ask for, with what was founded for them."""
    standing = Body.objects.standing().filter(place=place).exclude(board="").order_by("-pk")
    founded = {(body.programme, body.board): body for body in standing}
    return [
        OfferedBoard(programme, board, founded.get((programme, board.key)))
        for provider in _PROVIDERS
        for programme, board in provider(place)
    ]
