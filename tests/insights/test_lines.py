"""Lines worked out from a form alone: targets that are a part of something, directions, texts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tuquan.consolidations.queries.lines import Line, lines_of, shown_percent
from tuquan.consolidations.queries.plans import Plan, Reporter, plan_of
from tuquan.core.programme import Form, Question, Ratio, Section, Target
from tuquan.core.rollup import Submission

HALF = Target("percent_of", Decimal(50), of="households")
FORM = Form(
    "monthly",
    "Báo cáo tháng",
    "periodic",
    (
        Section(
            "figures",
            "Con số",
            (
                Question("bins", "Hộ có thùng rác", "count", aggregation="latest", target=HALF),
                Question("fund", "Quỹ", "amount", aggregation="sum", baseline="fund"),
                Question("fires", "Vụ cháy", "count", aggregation="sum", direction="down"),
                Question("models", "Mô hình", "text", aggregation="list"),
                Question("ward_only", "Phố", "count", not_applicable_to=("area",)),
            ),
        ),
    ),
    compare_with_baseline=True,
    ratios=(
        Ratio("bin_share", "Tỷ lệ", "bins", "households"),
        Ratio("fires_per_bin", "Cháy", "fires", "bins"),
    ),
)
SURVEY = Form(
    "baseline",
    "Khảo sát",
    "baseline",
    (Section("all", "", (Question("fund", "Quỹ", "amount", aggregation="sum"),)),),
)


def said(households: int = 20, **values: object) -> Submission:
    return {"values": values, "not_applicable": [], "facts": {"households": households}}


def lines(*reports: tuple[Submission | None, Submission | None]) -> dict[str, Line]:
    """The lines of reporters, each given as what they sent and what they said in the survey."""
    plan = plan_of(FORM, SURVEY)
    totals = plan.total(_reporter(plan, sent, before) for sent, before in reports)
    return {line.key: line for line in lines_of(FORM, plan, totals)}


def _reporter(plan: Plan, sent: Submission | None, before: Submission | None) -> Reporter:
    return Reporter(0, "", plan.beside(sent, before) if sent else None, before)


def test_a_target_that_is_a_part_counts_only_households_of_groups_that_answered() -> None:
    line = lines((said(30, bins=10), None), (said(21), None), (None, None))["bins"]
    assert (line.value, line.target) == (10, 15)


def test_without_an_answer_there_is_no_target_either() -> None:
    assert lines((None, None))["bins"].target is None


def test_a_question_that_areas_are_not_asked_has_no_line() -> None:
    assert "ward_only" not in lines()


def test_ratios_follow_the_question_they_are_worked_out_from() -> None:
    assert list(lines()) == ["bins", "bin_share", "fund", "fires", "fires_per_bin", "models"]


def test_amounts_stay_exact() -> None:
    many = [(said(fund="0.1"), said(fund="0.2")) for _ in range(3)]
    line = lines(*many)["fund"]
    assert (line.value, line.baseline, line.change) == (
        Decimal("0.3"),
        Decimal("0.6"),
        Decimal("-0.3"),
    )


def test_a_baseline_of_zero_is_a_baseline() -> None:
    line = lines((said(fund="5"), said(fund="0")))["fund"]
    assert (line.baseline, line.change, line.has_bar) == (0, 5, False)


def test_a_ratio_without_a_baseline_on_both_sides_is_not_compared() -> None:
    line = lines((said(bins=10), said()))["bin_share"]
    assert (line.value, line.baseline, line.change) == (Decimal("50.0"), None, None)


def test_a_ratio_over_nothing_has_no_value() -> None:
    line = lines((said(bins=0, fires=1), None))["fires_per_bin"]
    assert (line.value, line.share.reported) == (None, 1)


def test_texts_are_counted_and_kept_apart() -> None:
    line = lines((said(models="Đường hoa"), None), (said(models="Camera"), None), (None, None))
    figure = line["models"].figure
    assert (figure.reported, figure.not_reported) == (2, 1)
    assert dict(figure.entries) == {"Đường hoa": 1, "Camera": 1}


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(1, 3), "0.3"),
        (Fraction(2249, 10), "224.9"),
        (Fraction(99999, 1000), "99.9"),
        (Fraction(100), "100.0"),
        (Fraction(25, 1000), "0.0"),
        (Fraction(5, 100), "0.1"),
    ],
)
def test_a_hundred_per_cent_is_only_said_when_nothing_is_missing(
    exact: Fraction, shown: str
) -> None:
    assert str(shown_percent(exact)) == shown


def test_no_share_is_not_zero() -> None:
    assert shown_percent(None) is None
