"""Boards against their rule, and terms (S0-12, S2-04, S2-06, F-21, F-24): warn, never block."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tuquan.core.boards import (
    SeatHeld,
    acting_ends,
    check_composition,
    expiry,
    months_later,
    term_end,
)
from tuquan.core.packs import board_from_json, canonical_json
from tuquan.core.problems import Problem
from tuquan.core.programme import Board, Seat, Term

RULE = Board(
    "board",
    "Ban Chỉ đạo",
    "commune",
    minimum=3,
    maximum=4,
    seats=(
        Seat("Bí thư", "chair"),
        Seat("Phó Bí thư", "vice_chair"),
        Seat("Đoàn thể", "member", minimum=1, maximum=2),
    ),
)
CHAIR = SeatHeld(1, "An", "chair", "Bí thư")
DEPUTY = SeatHeld(2, "Bình", "vice_chair", "Phó Bí thư")
MEMBER = SeatHeld(3, "Chi", "member", "Đoàn thể")


def said(*members: SeatHeld, board: Board = RULE) -> dict[str, dict[str, object]]:
    """The remarks by code, with their numbers."""
    return {one.code: dict(one.params) for one in check_composition(board, members)}


def commune_board_of_s2() -> Board:
    """Kế hoạch Lục Ngạn: seven to nine people, chaired by the secretary of the Party committee."""
    boards = make._pack("luc-ngan-2021").editions[0].boards
    return next(board for board in boards if board.key == "commune_board")


def test_a_board_as_the_document_asks_for_has_no_remark() -> None:
    assert said(CHAIR, DEPUTY, MEMBER) == {}


def test_too_few_people_are_counted_with_how_many_are_missing() -> None:
    assert said(CHAIR)["board_too_small"] == {"people": 1, "minimum": 3, "missing": 2}


def test_too_many_people_are_counted_with_how_many_are_over() -> None:
    more = [SeatHeld(number, f"M{number}") for number in range(4, 6)]
    found = said(CHAIR, DEPUTY, MEMBER, *more)
    assert found == {"board_too_large": {"people": 5, "maximum": 4, "over": 1}}


@pytest.mark.parametrize(("people", "code"), [(2, "board_too_small"), (5, "board_too_large")])
def test_the_bounds_themselves_are_within(people: int, code: str) -> None:
    free = Board("free", "Ban", "commune", minimum=3, maximum=4)
    members = [SeatHeld(n, f"M{n}", "chair" if n == 0 else "member") for n in range(people)]
    assert set(said(*members, board=free)) == {code}
    inside = members[:3] if people == 5 else [*members, SeatHeld(9, "N")]
    assert said(*inside, board=free) == {}


def test_a_missing_chair_is_said_once_with_who_should_be_it() -> None:
    found = said(DEPUTY, MEMBER, SeatHeld(4, "Dung", "member", "Đoàn thể"))
    assert found == {"board_without_chair_asked": {"seat": "Bí thư"}}


def test_a_body_without_a_rule_is_only_asked_for_a_chair() -> None:
    assert said(MEMBER, board=Board("", "Chi hội", "commune")) == {"board_without_chair": {}}


def test_two_chairs_are_named() -> None:
    found = said(CHAIR, DEPUTY, MEMBER, SeatHeld(4, "Dung", "chair", "Đoàn thể"))
    assert found["several_chairs"] == {"count": 2, "names": "An, Dung"}
    assert found["seat_asks_member"] == {"name": "Dung", "seat": "Đoàn thể"}


def test_a_chair_who_is_not_the_secretary_is_said() -> None:
    found = said(SeatHeld(1, "An", "chair", "Phó Bí thư"), SeatHeld(2, "B", "member", "Bí thư"))
    assert found["seat_asks_vice_chair"] == {"name": "An", "seat": "Phó Bí thư"}
    assert found["seat_asks_chair"] == {"name": "B", "seat": "Bí thư"}


def test_an_empty_and_a_crowded_seat_are_counted() -> None:
    crowd = [SeatHeld(number, f"M{number}", "member", "Đoàn thể") for number in (3, 4, 5)]
    found = said(CHAIR, *crowd)
    assert found["seat_unfilled"] == {"seat": "Phó Bí thư", "held": 0, "minimum": 1}
    assert found["seat_overfilled"] == {"seat": "Đoàn thể", "held": 3, "maximum": 2}


def test_one_person_in_two_seats_counts_once() -> None:
    found = said(CHAIR, DEPUTY, SeatHeld(1, "An", "member", "Đoàn thể"))
    assert found["person_in_several_seats"] == {"name": "An", "count": 2}
    assert found["board_too_small"]["people"] == 2


def test_two_people_of_one_name_are_two() -> None:
    assert said(CHAIR, DEPUTY, SeatHeld(3, "An", "member", "Đoàn thể")) == {}


def test_a_seat_the_document_does_not_know_is_said() -> None:
    found = said(CHAIR, DEPUTY, MEMBER, SeatHeld(4, "Dung", "member", "Khách"))
    assert found == {"seat_unknown": {"name": "Dung", "seat": "Khách"}}


def test_s2_asks_for_eleven_and_allows_nine_and_that_is_explained() -> None:
    """S2-06 with its correction: seven named posts and four heads of organisations."""
    board = commune_board_of_s2()
    assert (board.minimum, board.maximum) == (7, 9)
    members = [
        SeatHeld((seat.label, number), f"{seat.label} {number}", seat.role, seat.label)
        for seat in board.seats
        for number in range(seat.minimum)
    ]
    assert said(*members, board=board) == {
        "board_too_large": {"people": 11, "maximum": 9, "over": 2},
        "rule_seats_exceed_maximum": {
            "named": 7,
            "others": "Trưởng các đoàn thể (4)",
            "seats": 11,
            "maximum": 9,
            "over": 2,
        },
    }


def test_seats_that_cannot_reach_the_size_are_explained() -> None:
    board = Board("b", "Ban", "commune", minimum=5, seats=(Seat("Trưởng", "chair"),))
    found = said(SeatHeld(1, "An", "chair", "Trưởng"), board=board)
    assert found["rule_seats_below_minimum"] == {"seats": 1, "minimum": 5}


def test_a_rule_is_kept_as_text_and_read_back_the_same() -> None:
    board = commune_board_of_s2()
    assert board_from_json(canonical_json(board)) == board


SEATED = st.builds(
    SeatHeld,
    holder=st.integers(1, 6),
    name=st.sampled_from("ABC"),
    role=st.sampled_from(["chair", "vice_chair", "member"]),
    seat=st.sampled_from(["", "Khách", *(seat.label for seat in RULE.seats)]),
)


@given(st.lists(SEATED, max_size=8))
def test_whoever_sits_where_everything_is_a_warning(members: list[SeatHeld]) -> None:
    assert all(one.is_warning for one in check_composition(RULE, members))


@given(st.lists(SEATED, max_size=8), st.randoms())
def test_the_order_in_which_people_were_named_says_nothing(
    members: list[SeatHeld], dice: object
) -> None:
    one_name = [SeatHeld(m.holder, str(m.holder), m.role, m.seat) for m in members]
    mixed = list(one_name)
    dice.shuffle(mixed)  # type: ignore[attr-defined]  # a Random

    def counted(some: list[SeatHeld]) -> list[tuple[str, str]]:
        return sorted((one.code, str(one.params)) for one in check_composition(RULE, some))

    assert counted(one_name) == counted(mixed)


@given(st.integers(0, 9))
def test_the_size_is_said_exactly_outside_the_bounds(people: int) -> None:
    codes = {one.code for one in check_composition(RULE, [SeatHeld(n, "M") for n in range(people)])}
    assert ("board_too_small" in codes) == (people < 3)
    assert ("board_too_large" in codes) == (people > 4)


SINCE = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("term", "head", "end"),
    [
        (None, date(2031, 1, 1), None),
        (Term(), None, None),
        (Term(months=30), None, date(2028, 7, 31)),
        (Term(months=30), date(2031, 1, 1), date(2028, 7, 31)),
        (Term(months=30, same_as="area_head"), date(2031, 1, 1), date(2031, 1, 1)),
        (Term(months=30, same_as="area_head"), None, date(2028, 7, 31)),
        (Term(months=30, same_as="area_head"), SINCE, date(2028, 7, 31)),
        (Term(same_as="area_head"), None, None),
    ],
)
def test_a_term_ends_with_that_of_the_area_head_or_by_its_months(
    term: Term | None, head: date | None, end: date | None
) -> None:
    """S0-12: the months of the source hold only where the area head's term is not known."""
    assert term_end(term, SINCE, head) == end


def test_months_end_on_the_last_day_of_a_short_month() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (-1, "over"),
        (0, "ends_within_30"),
        (30, "ends_within_30"),
        (31, "ends_within_90"),
        (90, "ends_within_90"),
        (91, "running"),
    ],
)
def test_the_end_of_a_term_is_said_in_time(left: int, state: str) -> None:
    today = date(2026, 11, 20)
    assert expiry(today + timedelta(days=left), today) == state


def test_a_term_without_an_end_runs() -> None:
    assert expiry(None, date(2026, 11, 20)) == "running"


def test_somebody_may_act_for_six_months() -> None:
    """Nghị định 185/2026 (d2)."""
    assert acting_ends(date(2026, 5, 20)) == date(2026, 11, 20)


def test_remarks_are_problems_with_numbers() -> None:
    [remark] = [one for one in check_composition(RULE, [CHAIR]) if one.code == "board_too_small"]
    assert remark == Problem(
        "board_too_small", params={"people": 1, "minimum": 3, "missing": 2}, is_warning=True
    )
