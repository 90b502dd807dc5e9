"""`tuquan rollup`: the same totals at the keyboard of the server."""

from __future__ import annotations

import argparse
import json

import pytest

from tests.insights.case import Case
from tuquan.base.errors import Invalid
from tuquan.base.texts import say
from tuquan.project.commands import rollup


def run(*words: str) -> int:
    """Parse and run, as `tuquan` does."""
    parser = argparse.ArgumentParser()
    rollup.add_arguments(parser)
    return rollup.run(parser.parse_args(words))


def test_totals_are_printed_with_their_coverage(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--place", "minh-son", "--calendar", "monthly") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Xã Minh Sơn. Báo cáo tháng 11/2026"
    assert lines[1].startswith("Cộng từ 3 trong 5 tổ, tính đến ")
    assert "  Hộ phân loại rác tại nhà: 35 hộ (đầu năm: 21 hộ)" in lines
    assert "  Tỷ lệ hộ phân loại rác tại nhà: 50,0% (đầu năm: 22,1%)" in lines
    assert "  Giữ được trật tự, không có vụ gây rối: 2 đạt, 1 chưa đạt (đầu năm: 4)" in lines
    assert lines[-2:] == ["  Thôn 2: 2/3", "  Thôn 10: 1/2"]


def test_json_has_stable_keys_and_exact_figures(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--place", "minh-son", "--period", "2026-11", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    lines = {line["key"]: line for line in printed["lines"]}
    assert {
        key: printed[key] for key in ("place", "calendar", "period", "expected", "received")
    } == {
        "place": "minh-son",
        "calendar": "monthly",
        "period": "2026-11",
        "expected": 5,
        "received": 3,
    }
    assert lines["households_sorting_waste"] == {
        "key": "households_sorting_waste",
        "kind": "number",
        "value": 35,
        "baseline": 21,
        "change": 13,
        "target": None,
        "reached": None,
        "reported": 3,
        "not_applicable": 0,
        "not_reported": 2,
        "baseline_reported": 4,
        "compared": 2,
    }
    assert lines["sorting_share"]["value"] == "50.0"
    assert (lines["sorting_share"]["numerator"], lines["sorting_share"]["denominator"]) == (35, 70)
    assert [(row["name"], row["values"]["trees_planted"]) for row in printed["below"]] == [
        ("Thôn 2", 7),
        ("Thôn 10", 0),
    ]


def test_an_unknown_place_is_refused(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        run("--place", "nowhere")
    assert [problem.code for problem in refused.value.problems] == ["place_unknown"]


def test_a_period_that_was_never_opened_is_refused_in_words(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        run("--place", "minh-son", "--period", "2030-01")
    (problem,) = refused.value.problems
    assert say(problem).startswith(
        "Xã Minh Sơn không có kỳ báo cáo như vậy: báo cáo –, kỳ 2030-01."
    )
