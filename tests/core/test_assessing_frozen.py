"""F-30: a result can be judged again from what was kept of it, to the last line of its reasons."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.core.sheet_sample import classes, edition, figure, marked, row, whole
from tuquan.core.assessing import (
    came_out,
    known_from_json,
    known_to_json,
    placing_to_json,
    quotas_from_json,
)
from tuquan.core.programme import (
    Bound,
    CascadeRule,
    CompareRule,
    DateRule,
    MembersRule,
    Scoring,
    StreakRule,
)
from tuquan.core.rules import Child, Known, Outcome, Range
from tuquan.core.scoring import Placing, judge_sheet
from tuquan.core.time import WorkCalendar

WORK = WorkCalendar(frozenset({2026}), frozenset(), frozenset())
SHEET = edition(
    row("models", rule=figure("models", "at_least", 2), points=whole(10)),
    row("income", rule=CompareRule("compare", "income", "more_than", Bound(against="parent"))),
    row("title", rule=StreakRule("streak", "cultured", 3)),
    row("below", rule=CascadeRule("cascade", "at_least", Decimal(50))),
    row("houses", rule=MembersRule("members", "houses", ("roof", "floor"))),
    row("opened", rule=DateRule("date", "opened", on_or_before="18/11")),
    marked("plain"),
    scoring=Scoring(classes(("all", figure("criteria_not_met", "equal", 0))), "none"),
)

figures = st.one_of(
    st.integers(-5, 5),
    st.decimals(-5, 5, places=2),
    st.fractions(-5, 5).map(lambda low: Range(low, low + 1, ("other",))),
)
knowns = st.builds(
    Known,
    st.just(2026),
    st.fixed_dictionaries(
        {}, optional={"models": figures, "income": figures, "opened": st.dates()}
    ),
    st.frozensets(st.just("plain")),
    st.dictionaries(st.just("plain"), st.booleans()),
    st.dictionaries(st.just("income"), st.decimals(-5, 5, places=2)),
    st.dictionaries(st.integers(2020, 2025), st.dictionaries(st.just("income"), st.integers())),
    st.dictionaries(st.just("cultured"), st.dictionaries(st.integers(2022, 2026), st.booleans())),
    st.dictionaries(
        st.just("houses"),
        st.lists(st.fixed_dictionaries({"roof": st.booleans(), "floor": st.booleans()})).map(tuple),
    ),
    st.none()
    | st.lists(
        st.builds(Child, st.just("village"), st.sampled_from(["passed", "failed", "unknown"]))
    ).map(tuple),
    st.dictionaries(st.just("line"), st.decimals(0, 9, places=1)),
    st.dictionaries(st.just("founded"), st.dates()),
    st.sampled_from(["", "III"]),
    st.just(WORK),
)


@given(knowns)
def test_what_was_known_comes_back_and_leads_to_the_same_result(known: Known) -> None:
    stored = json.loads(json.dumps(known_to_json(known)))
    again = known_from_json(stored, WORK)
    assert again == known
    before, after = judge_sheet(SHEET, known), judge_sheet(SHEET, again)
    assert came_out(after) == came_out(before)
    assert after.explanation == before.explanation
    assert after.criteria == before.criteria


def test_amounts_days_and_open_figures_keep_what_they_are() -> None:
    known = Known(
        2026,
        {
            "yes": True,
            "count": 3,
            "amount": Decimal("3.50"),
            "day": date(2026, 11, 18),
            "open": Range(Fraction(1, 3), Fraction(2), ("income",)),
        },
    )
    assert known_to_json(known)["values"] == {
        "yes": True,
        "count": 3,
        "amount": {"amount": "3.50"},
        "day": {"day": "2026-11-18"},
        "open": {"between": ["1/3", "2"], "missing": ["income"]},
    }


def test_what_came_out_is_told_row_by_row_with_counts_points_and_class() -> None:
    sheet = edition(
        row("models", rule=figure("models", "at_least", 2), points=whole(10)),
        marked("plain", points=whole(5)),
        scoring=Scoring(classes(("all", figure("criteria_not_met", "equal", 0))), "none"),
    )
    assert came_out(judge_sheet(sheet, Known(2026, {"models": 2}))) == {
        "rows": {"models": "passed", "plain": "unknown"},
        "counts": [1, 0, 1, 0],
        "points": ["10", "15"],
        "class": None,
        "class_state": "unknown",
        "missing": ["plain"],
    }


def test_where_a_quota_left_a_sheet_is_kept_and_read_again() -> None:
    counts = {"class": "best", "ahead": 2, "limit": 2, "whole": 9}
    placing = Placing("good", "given", ("best",), (Outcome("failed", "quota", counts),))
    kept = placing_to_json(placing)
    assert kept == {
        "class": "good",
        "pushed_from": ["best"],
        "quotas": [["failed", counts]],
    }
    assert quotas_from_json(json.loads(json.dumps(kept))) == placing.reasons
