"""What a reviewer is told to look at (F-44, F-46, S1-20): each rule, where it begins and ends."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.answers import Answers, Value
from tuquan.core.oddities import Earlier, Oddity, oddities
from tuquan.core.programme import Consistency, Form, Question, Ratio, Section

KEYS = ("sorting", "bins", "meetings", "people")
NOW = date(2026, 10, 1)
FACTS = {"households": 27, "people": 100}
FORM = Form(
    "monthly",
    "Báo cáo tháng",
    "periodic",
    (
        Section(
            "commitments",
            "Cam kết",
            (
                Question("swept", "Quét dọn", "yes_no"),
                Question("lit", "Có đèn", "yes_no"),
                Question("steep", "Là ngõ dốc", "yes_no", polarity="either"),
            ),
        ),
        Section(
            "figures",
            "Con số",
            (
                Question("sorting", "Nhà phân loại rác", "count", stock=True, at_most="households"),
                Question("bins", "Hộ có thùng rác", "count", unit="hộ"),
                Question("meetings", "Buổi họp", "count", unit="buổi"),
                Question("people", "Người dự", "count", unit="người"),
                Question("fund", "Quỹ", "amount", required=False),
                Question("word", "Ý kiến", "text", required=False),
            ),
        ),
    ),
    ratios=(Ratio("share", "Hộ phân loại trong số hộ có thùng", "sorting", "bins"),),
    consistency=(Consistency("meetings", "at_most", "people", "Họp thì có người dự"),),
)


def said(*figures: int, kept: bool = True, **other: Value) -> Answers:
    """Both commitments, a fact that is not so, and the four figures."""
    values: dict[str, Value] = dict(zip(KEYS, figures, strict=False))
    return Answers({"swept": kept, "lit": True, "steep": False} | values | other)


def month(ago: int, answers: Answers, nil: bool = False) -> Earlier:
    """What was said so many months before."""
    return Earlier(NOW - timedelta(days=30 * ago + 1), answers, nil)


def months(*answers: Answers) -> list[Earlier]:
    """The months before, the last one first."""
    return [month(ago, each) for ago, each in enumerate(answers, start=1)]


def found(answers: Answers, history: list[Earlier], nil: bool = False) -> list[tuple[str, str]]:
    """The kinds and the lines."""
    return [
        (one.kind, one.question)
        for one in oddities(FORM, answers, FACTS, history, start=NOW, nil=nil)
    ]


QUIET = months(said(20, 25, 1, 40), said(21, 25, 2, 38), said(19, 24, 1, 41))


def test_a_report_like_the_ones_before_is_not_odd() -> None:
    assert found(said(20, 25, 1, 44, kept=False), QUIET) == []


def test_a_figure_far_from_its_own_history_is_a_jump() -> None:
    answers = said(20, 25, 1, 99)
    assert oddities(FORM, answers, FACTS, QUIET, start=NOW) == (
        Oddity("jump", "people", {"value": 99, "low": 38, "high": 41, "periods": 3}),
    )


def test_a_jump_down_is_one_too() -> None:
    assert found(said(2, 25, 1, 40), QUIET) == [("jump", "sorting")]


def test_all_households_at_a_meeting_where_nineteen_to_twenty_two_came_before_is_odd() -> None:
    history = months(*(said(number, 27, 1, 30) for number in (19, 22, 20, 21, 20, 20)))
    assert found(said(27, 27, 1, 30), history) == [("jump", "sorting")]
    assert found(said(27, 27, 1, 30), history[:5]) == []  # half more is needed while they are few


@pytest.mark.parametrize(("value", "odd"), [(0, False), (3, False), (4, True)])
def test_a_few_more_of_a_small_number_are_no_jump(value: int, odd: bool) -> None:
    history = months(*(said(20, 25, 0, 40) for _ in range(6)))
    assert found(said(20, 25, value, 41), history) == ([("jump", "meetings")] if odd else [])


def test_two_earlier_figures_are_too_few_for_a_jump() -> None:
    assert found(said(20, 25, 1, 99), QUIET[:2]) == []


def test_only_the_last_twelve_figures_count() -> None:
    recent = [said(20, 25, 1, 40)] * 12
    long_ago = [said(20, 25, 1, 90)] * 30
    assert found(said(20, 25, 2, 90), months(*recent, *long_ago)) == [("jump", "people")]


def test_a_month_that_left_the_line_open_does_not_count() -> None:
    history = [*QUIET[:2], month(3, said(20, 25, 1)), month(4, Answers({}, frozenset({"people"})))]
    assert found(said(20, 25, 1, 99), history) == []


def test_a_figure_that_swings_is_given_room_to_swing() -> None:
    swinging = months(*(said(20, 25, 1, number) for number in (10, 60, 20, 70, 30, 50)))
    assert found(said(20, 25, 1, 90), swinging) == []


def test_a_figure_that_grows_may_go_on_growing() -> None:
    growing = months(*(said(20, 25, 1, number) for number in (52, 48, 47, 46, 46, 46)))
    assert found(said(20, 25, 1, 63), growing) == []
    assert found(said(20, 25, 1, 70), growing) == [("jump", "people")]


def test_later_periods_are_passed_over() -> None:
    later = [Earlier(NOW + timedelta(days=n), said(20, 25, 1, 40)) for n in (0, 31, 62)]
    assert found(said(20, 25, 1, 99), later) == []


def test_amounts_jump_like_counts() -> None:
    history = months(*(said(20, 25, n, 40, fund=Decimal("100.5")) for n in (1, 2, 1)))
    answers = said(20, 25, 1, 39, fund=Decimal("1005"))
    assert found(answers, history) == [("jump", "fund")]


def test_the_same_figures_again_with_everything_kept_for_long_are_odd() -> None:
    history = months(*[said(20, 25, 1, 40)] * 3)
    (oddity,) = oddities(FORM, said(20, 25, 1, 40), FACTS, history, start=NOW)
    assert oddity == Oddity("same_as_last", "", {"lines": 4, "periods": 3})


def test_the_same_figures_are_not_odd_when_something_was_not_met_lately() -> None:
    history = months(said(20, 25, 1, 40), said(20, 25, 1, 40, kept=False), said(20, 25, 1, 40))
    assert found(said(20, 25, 1, 40), history) == []
    assert found(said(20, 25, 1, 40, kept=False), months(*[said(20, 25, 1, 40)] * 4)) == []


def test_one_other_figure_is_enough_not_to_be_the_same() -> None:
    assert found(said(20, 25, 2, 40), months(*[said(20, 25, 1, 40)] * 5)) == []


def test_without_commitments_or_with_few_figures_nothing_is_called_the_same() -> None:
    figures = {"sorting": 20, "bins": 25, "meetings": 1, "people": 40}
    assert found(Answers(figures), months(*[Answers(figures)] * 5)) == []
    assert found(said(20, 25), months(*[said(20, 25)] * 5)) == []


def test_one_number_everywhere_is_odd_unless_it_is_nought() -> None:
    (oddity,) = oddities(FORM, said(5, 5, 5, 5), FACTS, [], start=NOW)
    assert oddity == Oddity("all_equal", "", {"value": 5, "lines": 4})
    assert found(said(0, 0, 0, 0), []) == []
    assert found(said(5, 5, 5), []) == []
    assert found(said(5, 5, 5, 6), []) == []


def test_more_households_and_people_than_the_group_has() -> None:
    assert oddities(FORM, said(20, 28, 1, 101), FACTS, [], start=NOW) == (
        Oddity("more_households", "bins", {"value": 28, "limit": 27}),
        Oddity("more_people", "people", {"value": 101, "limit": 100}),
    )
    assert oddities(FORM, said(20, 28, 1, 101), {}, [], start=NOW) == ()


def test_a_part_is_not_larger_than_its_whole() -> None:
    (oddity,) = oddities(FORM, said(26, 25, 1, 40), FACTS, [], start=NOW)
    params = {"ratio": "share", "value": 26, "limit": 25}
    assert oddity == Oddity("part_above_whole", "sorting", params)
    assert found(said(25, 25, 1, 40), []) == []


def test_a_share_of_what_the_register_knows() -> None:
    ratio = Ratio("per_home", "Buổi trên hộ", "meetings", "households")
    form = Form("f", "f", "periodic", FORM.sections, ratios=(ratio,))
    (oddity,) = oddities(form, said(20, 25, 30, 40), FACTS, [], start=NOW)
    assert (oddity.kind, oddity.question) == ("part_above_whole", "meetings")
    assert oddities(form, said(20, 25, 30, 40), {}, [], start=NOW) == ()


def test_one_line_is_not_marked_twice_for_the_same_thing() -> None:
    assert found(said(28, 27, 1, 40), []) == [("more_households", "sorting")]


def test_answers_that_contradict_each_other() -> None:
    (oddity,) = oddities(FORM, said(20, 25, 3, 2), FACTS, [], start=NOW)
    assert (oddity.kind, oddity.question) == ("does_not_fit", "meetings")
    assert (oddity.params["left"], oddity.params["right"]) == (3, 2)


def test_what_is_odd_comes_in_the_order_of_the_form() -> None:
    answers = said(28, 28, 28, 28)
    lines = ["", "sorting", "bins", "meetings"]
    assert [line for _kind, line in found(answers, QUIET)] == lines


def test_nothing_happened_where_something_did_a_year_before() -> None:
    last_year = Earlier(date(2025, 10, 1), said(0, 0, 1, 30))
    assert oddities(FORM, Answers(), FACTS, [*QUIET, last_year], start=NOW, nil=True) == (
        Oddity("nil_unlike_last_year", "", {"lines": 2, "start": date(2025, 10, 1)}),
    )


@pytest.mark.parametrize(
    "last_year",
    [
        Earlier(date(2025, 10, 1), said(0, 0, 0, 0)),
        Earlier(date(2025, 10, 1), said(20, 0, 0, 0)),
        Earlier(date(2025, 10, 1), said(20, 25, 1, 40), nil=True),
        Earlier(date(2025, 9, 1), said(20, 25, 1, 40)),
    ],
)
def test_nothing_happened_is_not_odd_otherwise(last_year: Earlier) -> None:
    assert found(Answers(), [*QUIET, last_year], nil=True) == []


histories = st.lists(
    st.tuples(st.integers(1, 40), st.tuples(*[st.integers(0, 60)] * 4), st.booleans()),
    unique_by=lambda entry: entry[0],
    max_size=20,
)
figures = st.tuples(*[st.integers(0, 200)] * 4)


@given(histories, figures, st.randoms())
def test_the_order_of_the_history_never_matters(
    entries: list[tuple[int, tuple[int, ...], bool]],
    now: tuple[int, ...],
    chance: random.Random,
) -> None:
    history = [month(ago, said(*each, kept=kept)) for ago, each, kept in entries]
    shuffled = list(history)
    chance.shuffle(shuffled)
    answers = said(*now)
    first = oddities(FORM, answers, FACTS, history, start=NOW)
    assert first == oddities(FORM, answers, FACTS, shuffled, start=NOW)
    assert first == oddities(FORM, answers, FACTS, history, start=NOW)


@given(st.integers(0, 5000), st.data())
def test_a_steady_figure_with_a_little_noise_is_never_a_jump(
    level: int, data: st.DataObject
) -> None:
    noise = max(level // 10, 1)
    around = st.integers(max(level - noise, 0), level + noise)
    entries = data.draw(st.lists(around, min_size=3, max_size=15))
    history = months(*(said(20, 25, 1, number) for number in entries))
    answers = said(20, 25, 1, data.draw(around), kept=False)
    assert not [
        one for one in oddities(FORM, answers, {}, history, start=NOW) if one.kind == "jump"
    ]


@given(st.integers(20, 5000), st.data())
def test_three_times_a_steady_figure_always_is_one(level: int, data: st.DataObject) -> None:
    around = st.integers(level, level + 1)
    entries = data.draw(st.lists(around, min_size=3, max_size=15))
    history = months(*(said(20, 25, 1, number) for number in entries))
    kinds = {one.kind for one in oddities(FORM, said(20, 25, 1, 3 * level), {}, history, start=NOW)}
    assert "jump" in kinds
