"""Boards checked against the rule of their programme, and terms of posts.

Composition warns and explains, it never blocks: what a source asks may not fit its own size
(S2-06 asks for seven named posts and the heads of four organisations, and allows nine people).
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tuquan.core.problems import Problem
from tuquan.core.programme import Board, Seat, Term

Part = Literal["chair", "vice_chair", "member"]
TermState = Literal["running", "ends_within_90", "ends_within_30", "over"]

ACTING_MONTHS = 6
"""How long a post may be bridged by an acting holder (Nghị định 185/2026, heads of areas)."""


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A person in a board: who (`holder` tells people of one name apart), as what, in which seat.

    `seat` is the label of the seat of the rule; empty where the person fills none of them.
    """

    holder: Hashable
    name: str
    role: Part = "member"
    seat: str = ""


def check_composition(board: Board, members: Sequence[SeatHeld]) -> tuple[Problem, ...]:
    """What is to be said about the members of a board, all of it as warnings with numbers."""
    return (
        *_size(board, len({one.holder for one in members})),
        *_chairs(board, members),
        *_seats(board, members),
        *_parts(board, members),
        *_several_seats(members),
        *_rule_itself(board),
    )


def _remark(code: str, **params: object) -> Problem:
    return Problem(code, params=params, is_warning=True)


def _size(board: Board, people: int) -> Iterator[Problem]:
    if board.minimum is not None and people < board.minimum:
        missing = board.minimum - people
        yield _remark("board_too_small", people=people, minimum=board.minimum, missing=missing)
    if board.maximum is not None and people > board.maximum:
        over = people - board.maximum
        yield _remark("board_too_large", people=people, maximum=board.maximum, over=over)


def _chairs(board: Board, members: Sequence[SeatHeld]) -> Iterator[Problem]:
    chairs = [one for one in members if one.role == "chair"]
    asked = " / ".join(seat.label for seat in board.seats if seat.role == "chair")
    if not chairs and asked:
        yield _remark("board_without_chair_asked", seat=asked)
    elif not chairs:
        yield _remark("board_without_chair")
    if len(chairs) > 1:
        names = ", ".join(sorted(one.name for one in chairs))
        yield _remark("several_chairs", count=len(chairs), names=names)


def _seats(board: Board, members: Sequence[SeatHeld]) -> Iterator[Problem]:
    held = Counter(one.seat for one in members)
    chaired = any(one.role == "chair" for one in members)
    for seat in board.seats:
        count = held[seat.label]
        # Without any chair, that is what is said; the chair's empty seat adds nothing to it.
        if count < seat.minimum and (chaired or seat.role != "chair"):
            yield _remark("seat_unfilled", seat=seat.label, held=count, minimum=seat.minimum)
        if seat.maximum is not None and count > seat.maximum:
            yield _remark("seat_overfilled", seat=seat.label, held=count, maximum=seat.maximum)


def _parts(board: Board, members: Sequence[SeatHeld]) -> Iterator[Problem]:
    """Holders of seats that the rule gives another part, or does not know."""
    asked = {seat.label: seat.role for seat in board.seats}
    for one in members:
        if not one.seat or not asked:
            continue
        if one.seat not in asked:
            yield _remark("seat_unknown", name=one.name, seat=one.seat)
        elif one.role != asked[one.seat]:
            yield _remark(f"seat_asks_{asked[one.seat]}", name=one.name, seat=one.seat)


def _several_seats(members: Sequence[SeatHeld]) -> Iterator[Problem]:
    times = Counter(one.holder for one in members)
    names = {one.holder: one.name for one in members}
    for holder, count in times.items():
        if count > 1:
            yield _remark("person_in_several_seats", name=names[holder], count=count)


def _rule_itself(board: Board) -> Iterator[Problem]:
    """Where the seats of the rule do not fit its own size, whoever sits in them."""
    fewest = sum(seat.minimum for seat in board.seats)
    if board.maximum is not None and fewest > board.maximum:
        several = [seat for seat in board.seats if seat.minimum > 1]
        yield _remark(
            "rule_seats_exceed_maximum",
            named=fewest - sum(seat.minimum for seat in several),
            others=", ".join(f"{seat.label} ({seat.minimum})" for seat in several),
            seats=fewest,
            maximum=board.maximum,
            over=fewest - board.maximum,
        )
    most = _most(board.seats)
    if board.minimum is not None and most is not None and most < board.minimum:
        yield _remark("rule_seats_below_minimum", seats=most, minimum=board.minimum)


def _most(seats: Sequence[Seat]) -> int | None:
    """How many people the seats hold together; None where there is no bound, or no seat."""
    most = [seat.maximum for seat in seats]
    return sum(one for one in most if one is not None) if most and None not in most else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_end(term: Term | None, since: date, area_head_until: date | None) -> date | None:
    """When a term that begins on a day ends; None where neither rule nor decision says it.

    Where it is that of the head of the area, that day rules; while it is unknown, or past, the
    months of the source are what there is (S0-12).
    """
    if term is None:
        return None
    if term.same_as == "area_head" and area_head_until and area_head_until > since:
        return area_head_until
    return months_later(since, term.months) if term.months else None


def expiry(term_until: date | None, today: date) -> TermState:
    """How near the end of a term is: time for a meeting and a decision (F-21)."""
    if term_until is None:
        return "running"
    left = term_until - today
    if left < timedelta(0):
        return "over"
    if left <= timedelta(days=30):
        return "ends_within_30"
    return "ends_within_90" if left <= timedelta(days=90) else "running"


def acting_ends(since: date) -> date:
    """The last day on which somebody may be acting who began on a day."""
    return months_later(since, ACTING_MONTHS)
