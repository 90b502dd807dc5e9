"""Ranks and quotas: the best so many, exactly, with ties, clusters and what is not known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

import pytest

from tests.core.sheet_sample import by_points, edition, marked
from tuquan.core.programme import Points, Quota, Scoring
from tuquan.core.rules import Known
from tuquan.core.scoring import Placing, SheetResult, apply_quotas, judge_sheet, rank

ROW = marked("a", points=Points(Decimal(100), "each", of="score", each=Decimal(1)))
EXTRA = marked("b", points=Points(Decimal(10), "each", "bonus", of="extra", each=Decimal(1)))

Places = dict[str, tuple[SheetResult, str]]


def scoring(quota: Quota | None) -> Scoring:
    """The best class with a quota, the next without."""
    found = by_points(("best", 90), ("good", 50), bonus_above_total=True)
    return replace(found, classes=(replace(found.classes[0], quota=quota), found.classes[1]))


def places(quota: Quota | None = None, /, **scores: tuple[int, int | None] | int) -> Places:
    """Places by name with their score, and with bonus, which may be open."""
    sheet = edition(ROW, EXTRA, scoring=scoring(quota))
    found = {}
    for name, score in scores.items():
        points, extra = score if isinstance(score, tuple) else (score, 0)
        values: dict[str, Any] = {"score": points}
        if extra is not None:
            values["extra"] = extra
        found[name] = (judge_sheet(sheet, Known(2026, values)), name[0])
    return found


def given(quota: Quota | None, **scores: tuple[int, int | None] | int) -> dict[str, str]:
    """The class each place ends up in, or the state of its class."""
    placings = apply_quotas(scoring(quota), places(quota, **scores))
    return {name: placing.class_key or placing.class_state for name, placing in placings.items()}


def test_equals_share_the_better_rank() -> None:
    assert rank(places(a=90, b=95, c=90, d=80)) == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_a_cluster_is_ranked_by_itself() -> None:
    assert rank(places(a1=90, a2=95, b1=99), cluster="a") == {"a1": 2, "a2": 1}


def test_ranks_that_open_points_may_change_are_open() -> None:
    found = rank(places(a=99, b=(80, None), c=85, d=70))
    assert found == {"a": 1, "b": None, "c": None, "d": 4}


def test_without_a_quota_everybody_has_the_class_they_reach() -> None:
    assert given(None, a=99, b=90, c=89, d=49) == {
        "a": "best",
        "b": "best",
        "c": "good",
        "d": "none",
    }


def test_who_is_over_the_quota_falls_to_the_next_class_with_the_reason() -> None:
    quota = Quota(count=1)
    placings = apply_quotas(scoring(quota), places(quota, a=99, b=95))
    assert placings["a"].pushed_from == ()
    below = placings["b"]
    assert (below.class_key, below.pushed_from) == ("good", ("best",))
    assert below.reasons[0].state == "failed"
    assert below.reasons[0].params == {"class": "best", "ahead": 1, "limit": 1, "whole": 2}


@pytest.mark.parametrize(
    ("ties", "expected"), [("in", ["best", "best", "best"]), ("out", ["best", "good", "good"])]
)
def test_equals_at_the_edge_all_get_in_or_all_stay_out(
    ties: Literal["in", "out"], expected: list[str]
) -> None:
    assert list(given(Quota(count=2, ties=ties), a=99, b=95, c=95).values()) == expected


@pytest.mark.parametrize(("rounding", "expected"), [("down", 1), ("half_up", 2), ("up", 2)])
def test_a_percentage_of_those_who_reach_the_class_is_made_whole_as_stated(
    rounding: Literal["down", "half_up", "up"], expected: int
) -> None:
    quota = Quota(percent=Decimal(30), rounding=rounding)
    found = given(quota, a=99, b=98, c=97, d=96, e=95, f=10)
    assert list(found.values()).count("best") == expected


def test_a_quota_within_clusters_counts_each_by_itself() -> None:
    found = given(Quota(count=1, within="cluster"), a1=99, a2=98, b1=91, b2=90)
    assert found == {"a1": "best", "a2": "good", "b1": "best", "b2": "good"}


def test_a_quota_says_nothing_while_open_points_may_decide_it() -> None:
    found = given(Quota(count=1), a=95, b=(90, None), c=91)
    assert found == {"a": "unknown", "b": "unknown", "c": "good"}


def test_a_place_that_may_not_reach_the_class_leaves_the_edge_open() -> None:
    assert given(Quota(count=1), a=90, b=(85, None)) == {"a": "unknown", "b": "unknown"}
    assert given(Quota(count=1), a=99, b=(85, None)) == {"a": "best", "b": "good"}


def test_a_quota_without_a_number_holds_nobody_back() -> None:
    assert given(Quota(), a=99, b=95) == {"a": "best", "b": "best"}


def test_places_without_any_settled_row_stand_nowhere() -> None:
    bare = edition(marked("a"), scoring=replace(by_points(("good", 0), of="criteria_met")))
    empty = judge_sheet(bare, Known(2026))
    found = {"a": (empty, ""), "b": (empty, "")}
    assert rank(found) == {"a": None, "b": None}
    limited = replace(scoring(Quota(count=1)).classes[0], rule=bare.scoring.classes[0].rule)  # type: ignore[union-attr]
    placings = apply_quotas(Scoring((limited,), "none"), found)
    assert placings["a"] == Placing(None, "unknown", (), placings["a"].reasons)
