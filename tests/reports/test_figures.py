"""A report beside last month, baseline and goal (S1-20, F-42); periods and days in words."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from tests.reports.worlds import Village, filled, sent, surveyed
from tuquan.base.texts.wording import period_name
from tuquan.core.answers import Answers
from tuquan.core.programme import Target
from tuquan.reports import queries
from tuquan.reports.services import return_report


def line(village: Village, key: str, answers: Answers, period: str = "2026-10") -> queries.Line:
    due = village.due(period)
    lines = queries.lines_of(
        due.form, "area", answers, {"households": 20}, queries.background_of(due)
    )
    return next(each for each in lines if each.key == key)


def test_a_goal_may_be_a_figure() -> None:
    assert queries.goal_of(Target("value", Decimal("80")), Answers(), {}) == 80
    assert queries.goal_of(Target("value", Decimal("2.5")), Answers(), {}) == Decimal("2.5")


@pytest.mark.parametrize(("direction", "goal"), [("up", 22), ("down", 21)])
def test_a_share_of_the_households_is_a_whole_number_of_them(direction: str, goal: int) -> None:
    target = Target("percent_of", Decimal(80), of="households")
    assert queries.goal_of(target, Answers(), {"households": 27}, direction) == goal  # type: ignore[arg-type]


def test_an_exact_share_is_not_rounded_up() -> None:
    target = Target("percent_of", Decimal(80), of="households")
    assert queries.goal_of(target, Answers(), {"households": 20}) == 16


def test_a_share_of_another_answer_needs_that_answer() -> None:
    target = Target("percent_of", Decimal(50), of="meetings_held")
    assert queries.goal_of(target, Answers({"meetings_held": 3}), {}) == 2
    assert queries.goal_of(target, Answers(), {}) is None


def test_a_figure_stands_beside_last_month_and_the_baseline(village: Village) -> None:
    surveyed(village, figure=2)
    sent(village, "2026-09", figure=5)
    found = line(village, "clean_up_days", Answers({"clean_up_days": 0}))
    assert found.previous is not None
    assert found.baseline is not None
    assert (found.answer.number, found.previous.number, found.baseline.number) == (0, 5, 2)
    assert (found.goal, found.comparison.change, found.comparison.reached) == (1, -2, False)


def test_zero_not_applicable_and_not_answered_are_three_words(village: Village) -> None:
    answers = Answers({"clean_up_days": 0}, frozenset({"households_at_meeting"}))
    with translation.override("en"):
        words = [
            line(village, key, answers).answer.text
            for key in ("clean_up_days", "households_at_meeting", "meetings_held")
        ]
    assert words == ["0", "does not apply", "not answered"]


def test_nothing_before_is_said_in_words_and_never_as_zero(village: Village) -> None:
    found = line(village, "clean_up_days", Answers())
    with translation.override("en"):
        assert found.previous is not None
        assert found.previous.text_before == "none yet"
        assert found.baseline is not None
        assert found.baseline.text_before == "none yet"


def test_only_the_month_just_before_is_called_last_month(village: Village) -> None:
    sent(village, "2026-09", figure=5)
    november = line(village, "clean_up_days", Answers(), "2026-11")
    assert november.previous is not None
    assert november.previous.state == "not_reported"


def test_a_returned_report_is_nothing_to_compare_with(village: Village) -> None:
    report = sent(village, "2026-09", figure=5)
    return_report(village.reviewer, report, 1, "Xem lại")
    found = line(village, "clean_up_days", Answers())
    assert found.previous is not None
    assert found.previous.state == "not_reported"


def test_the_survey_itself_is_compared_with_nothing(village: Village) -> None:
    due = village.survey
    lines = queries.lines_of(due.form, "area", Answers(), {}, queries.background_of(due))
    assert {(each.previous, each.baseline) for each in lines} == {(None, None)}


def test_shares_use_the_households_of_their_own_time(village: Village) -> None:
    surveyed(village, figure=2, households_sorting_waste=5)
    sent(village, "2026-09", figure=3, households_sorting_waste=10)
    due = village.due()
    answers = filled(due.form, households_sorting_waste=16)
    shares = queries.shares_of(due.form, answers, {"households": 20}, queries.background_of(due))
    first = shares[0]
    shown = [first.now, first.previous, first.baseline]
    assert shown == [Decimal(80), Decimal(50), Decimal(25)]
    assert (first.goal, first.reached) == (80, True)


def test_a_share_without_its_figure_is_not_zero(village: Village) -> None:
    due = village.due()
    (first, *_) = queries.shares_of(
        due.form, Answers(), {"households": 20}, queries.background_of(due)
    )
    assert (first.now, first.reached) == (None, None)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("2026-10", "tháng 10/2026"),
        ("2026-09", "tháng 9/2026"),
        ("2026-Q4", "quý 4/2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026", "năm 2026"),
        ("2026-W07", "tuần 7/2026"),
        ("2026-01-01_2026-01-31", "01/01/2026–30/01/2026"),
    ],
)
def test_periods_are_named_as_people_say_them(key: str, name: str) -> None:
    with translation.override("vi"):
        assert period_name(key) == name


def test_the_last_day_is_said_with_its_weekday() -> None:
    zone = timezone.get_default_timezone()
    with translation.override("vi"):
        assert queries.due_words(datetime(2026, 10, 30, 23, 59, tzinfo=zone)) == "thứ Sáu 30/10"
        assert queries.due_words(datetime(2027, 1, 10, tzinfo=zone)) == "Chủ nhật 10/01/2027"


def test_two_versions_of_a_report_are_compared_line_by_line(village: Village) -> None:
    form = village.due().form
    base = Answers({"meetings_held": 1, "trees_planted": 1})
    mine = Answers({"meetings_held": 2, "trees_planted": 1, "clean_up_days": 4})
    theirs = Answers({"meetings_held": 3, "trees_planted": 9})
    merge = queries.merge_of(form, base, mine, theirs)
    assert [change.key for change in merge.clashes] == ["meetings_held"]
    assert [change.key for change in merge.only_mine] == ["clean_up_days"]
    assert [change.key for change in merge.only_theirs] == ["trees_planted"]
    assert queries.with_lines(theirs, mine, {"clean_up_days"}) == Answers(
        {"meetings_held": 3, "trees_planted": 9, "clean_up_days": 4}
    )
