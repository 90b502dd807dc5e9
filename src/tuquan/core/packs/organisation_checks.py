"""Checks of how a programme is organised: kinds of group, posts, boards, pilots."""

from __future__ import annotations

from tuquan.core.packs.names import check_bounds, check_lowest, check_range
from tuquan.core.packs.reading import Reading
from tuquan.core.programme import Board, Edition, GroupRules, PilotRule, Position, Term


def check_organisation(reading: Reading, edition: Edition) -> None:
    """Report everything wrong with the kinds of group, the boards and the pilots."""
    for kind in edition.group_kinds:
        _check_group_kind(reading, kind)
    for board in edition.boards:
        _check_board(reading, board)
    for pilot in edition.pilots:
        _check_pilot(reading, pilot)


def _check_group_kind(reading: Reading, kind: GroupRules) -> None:
    check_bounds(reading, kind, "minimum", "maximum", 1)
    check_bounds(reading, kind, "people_minimum", "people_maximum", 1)
    for name in ("people_minimum", "people_maximum", "people_from"):
        if kind.covers != "team" and getattr(kind, name):
            reading.report(kind, name, "key_does_not_apply", "covers")
    for position in kind.positions:
        _check_position(reading, position)


def _check_position(reading: Reading, position: Position) -> None:
    check_lowest(reading, position, "count", 1)
    term = position.term
    if term is not None and term == Term(source=term.source):
        reading.report(term, "", "term_empty", "months", "same_as")
    if term is not None:
        check_range(reading, term, "months", 1, 600)


def _check_board(reading: Reading, board: Board) -> None:
    check_bounds(reading, board, "minimum", "maximum", 1)
    for seat in board.seats:
        check_bounds(reading, seat, "minimum", "maximum", 0)
    fewest = sum(seat.minimum for seat in board.seats)
    if board.maximum is not None and fewest > board.maximum:
        params = {"seats": fewest, "maximum": board.maximum}
        reading.warn(board, "seats", "seats_do_not_fit", "maximum", **params)


def _check_pilot(reading: Reading, pilot: PilotRule) -> None:
    check_range(reading, pilot, "count", 1, 100_000)
