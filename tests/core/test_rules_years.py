"""Rules over years and over many: streaks, trends, members of a list, places below."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest

from tuquan.core.programme import CascadeRule, MembersRule, Operator, StreakRule, TrendRule
from tuquan.core.rules import Child, Known, Outcome, Range, State, judge


def held(*years: int, broken: tuple[int, ...] = ()) -> Known:
    """A title held and known not to be held in some years."""
    found = {**dict.fromkeys(years, True), **dict.fromkeys(broken, False)}
    return Known(2026, titles={"title": found})


def test_six_years_running_pass_and_the_whole_run_is_told() -> None:
    outcome = judge(StreakRule("streak", "title", 6), held(*range(2019, 2027)))
    told = {"of": "title", "wanted": 6, "running": 8, "newest": 2026, "lost": None}
    assert outcome == Outcome("passed", "streak", told)


def test_five_years_and_a_known_break_fail() -> None:
    outcome = judge(StreakRule("streak", "title", 6), held(*range(2022, 2027), broken=(2021,)))
    assert (outcome.state, outcome.params["running"]) == ("failed", 5)
    assert outcome.params["lost"] == 2021


def test_a_year_nobody_knows_of_leaves_the_streak_open() -> None:
    outcome = judge(StreakRule("streak", "title", 3), held(2026, 2024))
    assert (outcome.state, outcome.params["running"]) == ("unknown", 1)
    assert outcome.missing == ("2025.title",)


def test_a_break_decides_whatever_the_open_years_were() -> None:
    assert judge(StreakRule("streak", "title", 3), held(2026, broken=(2024,))).state == "failed"


def test_a_break_before_the_years_wanted_does_not_count() -> None:
    outcome = judge(StreakRule("streak", "title", 3), held(2024, 2025, 2026, broken=(2023,)))
    assert outcome.state == "passed"


def test_a_streak_may_end_last_year() -> None:
    rule = StreakRule("streak", "title", 3, including_this_year=False)
    assert judge(rule, held(2023, 2024, 2025, broken=(2026,))).state == "passed"
    assert judge(rule, Known(2026)).missing == ("2025.title", "2024.title", "2023.title")


def over(*figures: object) -> Known:
    """A figure of some years up to 2026; None is not known."""
    years = range(2027 - len(figures), 2027)
    found = {y: f for y, f in zip(years, figures, strict=True) if f is not None}
    values: Any = {"ill": found.pop(2026)} if 2026 in found else {}
    earlier: Any = {year: {"ill": value} for year, value in found.items()}
    return Known(2026, values, earlier=earlier)


@pytest.mark.parametrize(
    ("direction", "up", "level", "down"),
    [
        ("falls", "failed", "failed", "passed"),
        ("does_not_rise", "failed", "passed", "passed"),
        ("rises", "passed", "failed", "failed"),
        ("does_not_fall", "passed", "passed", "failed"),
    ],
)
def test_the_four_directions_differ_where_nothing_changes(
    direction: Any, up: str, level: str, down: str
) -> None:
    rule = TrendRule("trend", "ill", direction)
    found = [judge(rule, over(5, now)).state for now in (6, 5, 4)]
    assert found == [up, level, down]


def test_each_of_several_years_has_to_fall() -> None:
    rule = TrendRule("trend", "ill", "falls", 3)
    assert judge(rule, over(9, 8, 7, 6)).state == "passed"
    assert judge(rule, over(9, 8, 8, 6)).state == "failed"
    assert judge(rule, over(9, None, 7, 6)).missing == ("2024.ill",)


def test_a_gap_cannot_mend_what_the_years_around_it_say() -> None:
    assert judge(TrendRule("trend", "ill", "falls", 2), over(5, None, 5)).state == "failed"


def test_a_trend_waits_for_this_year_or_does_not_apply() -> None:
    rule = TrendRule("trend", "ill", "falls")
    assert judge(rule, over(5, None)).missing == ("ill",)
    assert judge(rule, Known(2026, not_applicable=frozenset({"ill"}))).state == "not_applicable"


def test_a_trend_to_an_open_figure_says_what_is_missing() -> None:
    now = Range(Fraction(4), Fraction(6), ("rest",))
    rule = TrendRule("trend", "ill", "falls")
    assert judge(rule, over(5, now)).missing == ("rest",)
    assert judge(rule, over(7, now)).state == "passed"


def listed(*members: dict[str, bool]) -> Known:
    """Members with their checklist."""
    return Known(2026, members={"posts": members})


GOOD, BAD, OPEN = {"trained": True}, {"trained": False}, dict[str, bool]()


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((GOOD, GOOD), "passed"),
        ((GOOD, BAD), "failed"),
        ((GOOD, OPEN), "unknown"),
        ((BAD, OPEN), "failed"),
    ],
)
def test_all_members_meet_the_checklist(
    members: tuple[dict[str, bool], ...], expected: str
) -> None:
    outcome = judge(MembersRule("members", "posts", ("trained",)), listed(*members))
    assert outcome.state == expected
    assert outcome.missing == (("posts.trained",) if expected == "unknown" else ())


@pytest.mark.parametrize(("good", "expected"), [(7, "passed"), (6, "failed")])
def test_a_share_of_the_members_is_exact(good: int, expected: str) -> None:
    rule = MembersRule("members", "posts", ("trained",), "at_least", Decimal(70))
    assert judge(rule, listed(*[GOOD] * good, *[BAD] * (10 - good))).state == expected


def test_a_member_meets_the_whole_checklist_or_nothing() -> None:
    rule = MembersRule("members", "posts", ("trained", "rated"))
    assert judge(rule, listed({"trained": True, "rated": False})).state == "failed"
    assert judge(rule, listed({"trained": True})).missing == ("posts.rated",)


def test_an_empty_list_is_what_the_rule_says_and_no_list_is_open() -> None:
    rule = MembersRule("members", "posts", ("trained",), when_empty="failed")
    assert judge(rule, listed()) == Outcome("failed", "empty", {"of": "posts"})
    assert judge(rule, Known(2026)).missing == ("posts",)


def below(**states: int) -> Known:
    """Places below by state; `hamlet` ones have passed and are of that kind."""
    names: dict[str, tuple[str, State]] = {
        "passed": ("area", "passed"),
        "failed": ("area", "failed"),
        "open": ("area", "unknown"),
        "aside": ("area", "not_applicable"),
        "hamlet": ("hamlet", "passed"),
    }
    children = [Child(*names[name]) for name, count in states.items() for _ in range(count)]
    return Known(2026, children=tuple(children))


def share(operator: Operator, percent: int, **more: Any) -> CascadeRule:
    """So many percent of the places below."""
    return CascadeRule("cascade", operator, Decimal(percent), **more)


@pytest.mark.parametrize(
    ("operator", "expected"), [("at_least", "passed"), ("more_than", "failed")]
)
def test_exactly_four_fifths_of_the_places_below(operator: Operator, expected: str) -> None:
    assert judge(share(operator, 80), below(passed=4, failed=1)).state == expected


def test_places_that_are_left_out_or_of_another_kind_do_not_count() -> None:
    what = below(passed=3, failed=1, aside=9, hamlet=5)
    outcome = judge(share("equal", 75, of_kind="area"), what)
    assert (outcome.state, outcome.params["whole"]) == ("passed", 4)


def test_open_places_leave_the_share_open_until_they_no_longer_matter() -> None:
    assert judge(share("at_least", 80), below(passed=3, failed=1, open=1)).missing == ("children",)
    assert judge(share("at_least", 80), below(passed=2, failed=2, open=1)).state == "failed"
    assert judge(share("at_least", 50), below(passed=3, failed=1, open=1)).state == "passed"


def test_a_count_of_places_below_may_be_wanted() -> None:
    rule = CascadeRule("cascade", "at_least", count=2)
    assert judge(rule, below(passed=2, open=1)).state == "passed"
    assert judge(rule, below(passed=1, failed=4)).state == "failed"
    assert judge(rule, below(passed=1, open=1)).state == "unknown"


@pytest.mark.parametrize("when_empty", ["passed", "failed", "not_applicable"])
def test_no_places_below_are_what_the_rule_says(
    when_empty: Literal["passed", "failed", "not_applicable"],
) -> None:
    assert judge(share("at_least", 80, when_empty=when_empty), below(aside=2)).state == when_empty


def test_only_open_places_may_turn_out_to_be_none() -> None:
    assert judge(share("at_least", 0), below(open=2)).missing == ("children",)
    assert judge(share("at_least", 0), Known(2026)).missing == ("children",)


def test_without_a_number_all_places_below_have_to_pass() -> None:
    assert judge(CascadeRule("cascade", "equal"), below(passed=3)).state == "passed"
    assert judge(CascadeRule("cascade", "equal"), below(passed=3, failed=1)).state == "failed"
