"""Rows compared with a figure of the whole commune, which no report asks for (S3-16, S3-17)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3
from tuquan.assessments.models import AssessmentSheet, Benchmark
from tuquan.assessments.queries import (
    Row,
    benchmark_lines,
    read_result,
    read_sheet,
    try_sheet,
)
from tuquan.assessments.services import (
    NewBenchmark,
    decide,
    open_cycles,
    save_findings,
    save_marks,
    set_benchmarks,
)
from tuquan.assessments.views.frames import lines_of
from tuquan.audit.models import Change
from tuquan.base.errors import Invalid, NotAllowed
from tuquan.core.answers import Value
from tuquan.core.assessing import Mark

pytestmark = pytest.mark.django_db

INCOME = NewBenchmark("income_per_head", Decimal("51000"), "Báo cáo 12/BC-UBND ngày 05/11/2026")


@pytest.fixture
def sheet(world: make.World) -> AssessmentSheet:
    make.households(world.area, 30)
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    return AssessmentSheet.objects.get(place=world.area, group=None)


def row(sheet: AssessmentSheet, key: str, figures: Mapping[str, Value]) -> Row:
    """A row as it would read with these figures reported."""
    tried = try_sheet(read_sheet(sheet), figures, {})
    return next(one for one in tried.rows if one.criterion.key == key)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in refusal.value.problems]


def test_s3_16_income_is_above_the_common_average_once_that_is_entered(
    sheet: AssessmentSheet,
) -> None:
    reported = {"income_per_head": 52_000}
    assert row(sheet, "c2_4", reported).figures is None
    set_benchmarks(make.SYSTEM, sheet.cycle, [INCOME])
    assert row(sheet, "c2_4", reported).figures == "yes"
    assert row(sheet, "c2_4", {"income_per_head": 51_000}).figures == "no"
    line = next(
        one
        for one in lines_of(make.SYSTEM, try_sheet(read_sheet(sheet), reported, {}), None)
        if one.row.criterion.key == "c2_4"
    )
    assert [words for _depth, words in line.reasons] == [
        "Thu nhập bình quân đầu người trong năm – 52.000 nghìn đồng/người/năm > 51.000 nghìn "
        "đồng/người/năm (mức bình quân của xã, phường): đạt"
    ]
    assert [one.title for one in line.sources] == ["Mức bình quân chung"]


def test_s3_17_a_share_is_compared_with_that_of_the_commune_whose_households_are_counted(
    sheet: AssessmentSheet,
) -> None:
    known = {one.key: one.known for one in benchmark_lines(sheet.cycle)}
    assert known == {"income_per_head": None, "solid_house_households": None, "households": 30}
    solid = NewBenchmark("solid_house_households", Decimal(27), "Báo cáo 12/BC-UBND")
    set_benchmarks(make.SYSTEM, sheet.cycle, [solid])
    reported = {"leaking_houses": 0, "improved_house_households": 30}
    above = row(sheet, "c3_3", {**reported, "solid_house_households": 28})
    assert above.result.outcome.parts[1].state == "passed"
    same = row(sheet, "c3_3", {**reported, "solid_house_households": 27})
    assert same.result.outcome.parts[1].state == "failed"


def test_only_a_percentage_is_entered_as_a_part_of_a_hundred(sheet: AssessmentSheet) -> None:
    paper = "Báo cáo 12/BC-UBND"
    shares = [
        NewBenchmark("solid_house_households", Decimal("86.5"), paper),
        NewBenchmark("households", Decimal(100), paper),
    ]
    set_benchmarks(make.SYSTEM, sheet.cycle, shares)
    states = [
        row(sheet, "c3_3", {"solid_house_households": solid}).result.outcome.parts[1].state
        for solid in (26, 25)
    ]
    assert states == ["passed", "failed"]


@pytest.mark.parametrize(
    ("new", "code", "where"),
    [
        (NewBenchmark("poor_households", Decimal(1), "x"), "benchmark_not_asked", ""),
        (NewBenchmark("income_per_head", Decimal(1)), "benchmark_without_source", ".source"),
        (NewBenchmark("income_per_head", None, "x"), "benchmark_without_figure", ""),
        (NewBenchmark("income_per_head", Decimal(-1), "x"), "benchmark_impossible", ""),
        (NewBenchmark("income_per_head", Decimal(10) ** 14, "x"), "benchmark_impossible", ""),
        (
            NewBenchmark("income_per_head", Decimal(1), "x" * 301),
            "benchmark_source_long",
            ".source",
        ),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_with_all_others(
    sheet: AssessmentSheet, new: NewBenchmark, code: str, where: str
) -> None:
    solid = NewBenchmark("solid_house_households", Decimal(27), "Báo cáo 12/BC-UBND")
    with pytest.raises(Invalid) as refusal:
        set_benchmarks(make.SYSTEM, sheet.cycle, [solid, new])
    assert codes(refusal) == [(code, new.key + where)]
    assert not Benchmark.objects.exists()


def test_who_set_a_figure_stays_beside_it_until_it_changes(sheet: AssessmentSheet) -> None:
    set_benchmarks(make.SYSTEM, sheet.cycle, [INCOME])
    officer = make.actor(make.officer(sheet.cycle.adoption.place))
    set_benchmarks(officer, sheet.cycle, [INCOME])
    assert Benchmark.objects.get().set_by_name == make.SYSTEM.name
    more = NewBenchmark(INCOME.key, Decimal(53_000), INCOME.source)
    set_benchmarks(officer, sheet.cycle, [more])
    assert Benchmark.objects.get().set_by_name == officer.name
    set_benchmarks(officer, sheet.cycle, [NewBenchmark(INCOME.key, None)])
    assert not Benchmark.objects.exists()
    noted = Change.objects.filter(action="assessments.benchmarks_set").order_by("pk")
    assert [one.data["figures"] for one in noted] == [
        {"income_per_head": "51000"},
        {"income_per_head": "51000"},
        {"income_per_head": "53000"},
        {},
    ]


def test_only_whoever_runs_the_programme_sets_them(sheet: AssessmentSheet) -> None:
    commune = sheet.cycle.adoption.place
    head = make.actor(make.account("area_head", sheet.place, "Lê Thị Mai"))
    with pytest.raises(NotAllowed):
        set_benchmarks(head, sheet.cycle, [INCOME])
    client = make.client(make.officer(commune))
    page = reverse("assessments:benchmarks", args=[sheet.cycle_id])
    given = {"value-income_per_head": "51.000,5", "source-income_per_head": "12/BC-UBND"}
    assert client.post(page, given).status_code == 302
    assert Benchmark.objects.get().value == Decimal("51000.5")
    shown = client.get(page).content.decode()
    assert 'value="51.000,5"' in shown
    assert "Hệ thống đã có số 30" in shown
    assert client.post(page, given | {"value-income_per_head": "50.000"}).status_code == 302
    assert 'value="50.000"' in client.get(page).content.decode()
    refused = client.post(page, given | {"source-income_per_head": ""})
    assert refused.status_code == 422
    assert "Ghi số này lấy từ văn bản nào" in refused.content.decode()
    cycle = client.get(reverse("assessments:cycle", args=[sheet.cycle_id])).content.decode()
    assert page in cycle
    assert "Chưa ai ghi mức bình quân chung về: Số hộ có nhà ở kiên cố." in cycle


def test_a_result_keeps_the_figure_it_was_judged_by(sheet: AssessmentSheet) -> None:
    set_benchmarks(make.SYSTEM, sheet.cycle, [INCOME])
    marks = {
        one.criterion.key: Mark("no" if one.criterion.met_by == "no" else "yes")
        for one in read_sheet(sheet).rows
        if not one.is_standard and one.figures is None
    }
    save_marks(make.SYSTEM, sheet, marks, sheet.version, hand_in=True)
    officer = make.actor(make.officer(sheet.cycle.adoption.place))
    save_findings(officer, sheet, marks, sheet.version, done=True)
    given = decide(make.SYSTEM, sheet, sheet.version)
    set_benchmarks(make.SYSTEM, sheet.cycle, [NewBenchmark(INCOME.key, Decimal(60_000), "13/BC")])
    assert read_result(given).known.parent["income_per_head"] == 51_000
    assert read_sheet(sheet).known.parent["income_per_head"] == 60_000
