"""A plan unlike the five source documents runs with no code: a folder of data is enough."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests import make
from tuquan.base.working_days import work_calendar
from tuquan.core.packs import sha256
from tuquan.core.packs.case_values import known
from tuquan.core.packs.cases import run_cases
from tuquan.core.programme import Edition, Pack, Scoring
from tuquan.core.programme.cases import Case
from tuquan.core.scoring import SheetResult, apply_quotas, judge_sheet
from tuquan.programmes.models import ProgrammeEdition
from tuquan.programmes.services import install_pack, read_pack

FOLDER = Path(__file__).parent / "sixth" / "bien-xanh-2027"


@cache
def pack() -> Pack:
    found, problems = read_pack(FOLDER)
    assert problems == []
    assert found is not None
    return found


def plan() -> Edition:
    return pack().editions[0]


def scoring() -> Scoring:
    found = plan().scoring
    assert found is not None
    return found


def cases() -> tuple[Case, ...]:
    return pack().cases["2027"]


def test_the_plan_says_that_it_is_invented() -> None:
    assert plan().sources[0].title == "Kế hoạch bịa để thử phần mềm, không cơ quan nào ban hành"


def test_the_folder_holds_data_only() -> None:
    assert {path.suffix for path in FOLDER.rglob("*") if path.is_file()} == {".yaml"}


@pytest.mark.django_db
def test_the_plan_installs_and_is_read_back_as_it_was_written() -> None:
    (installed,) = install_pack(make.SYSTEM, pack()).new
    assert installed.content == plan()
    assert installed.sha256 == sha256(plan())
    assert not install_pack(make.SYSTEM, pack())
    assert ProgrammeEdition.objects.filter(programme__key="bien-xanh-2027").count() == 1


def test_the_plan_uses_what_the_five_do_not() -> None:
    rules = {row.rule.kind for row in plan().all_criteria if row.rule}
    assert rules == {
        *("at_least_n", "between", "cascade", "compare", "date", "members", "one_of"),
        *("ratio", "scale", "streak", "trend"),
    }
    points = {(row.points.kind, row.points.role) for row in plan().all_criteria if row.points}
    assert points == {
        *(("sum", "score"), ("steps", "score"), ("each", "score"), ("whole", "score")),
        *(("share", "score"), ("whole", "bonus"), ("each", "penalty")),
    }


def sheet_with(late: int) -> SheetResult:
    """The sheet of a commune on the coast that has nearly everything, with so many late reports."""
    case = next(case for case in cases() if case.name == "Gần trọn điểm thì xuất sắc")
    place = known(plan(), case, work_calendar()).with_values({"reports_late": late})
    return judge_sheet(plan(), place)


def classes_after_quota(late: dict[str, int], cluster: str = "biển") -> dict[str, str | None]:
    """The class of each commune of one cluster, by how many of its reports were late."""
    results = {name: (sheet_with(count), cluster) for name, count in late.items()}
    placings = apply_quotas(scoring(), results)
    assert {placing.class_state for placing in placings.values()} == {"given"}
    return {name: placing.class_key for name, placing in placings.items()}


def test_a_fifth_of_the_outstanding_in_a_cluster_stay_so_and_the_others_fall_to_good() -> None:
    late = {"A": 0, "B": 1, "C": 2, "D": 3, "E": 4}
    assert {sheet_with(count).class_key for count in late.values()} == {"xuat_sac"}
    assert classes_after_quota(late) == {
        **dict.fromkeys("BCDE", "tot"),
        "A": "xuat_sac",
    }


def test_equals_at_the_edge_of_the_quota_all_stay_out() -> None:
    late = {"A": 0, "B": 0, "C": 2, "D": 3, "E": 4}
    assert classes_after_quota(late) == dict.fromkeys("ABCDE", "tot")


def test_a_fifth_of_four_is_nobody() -> None:
    assert classes_after_quota({"A": 0, "B": 1, "C": 2, "D": 3}) == dict.fromkeys("ABCD", "tot")


def test_the_quota_counts_each_cluster_by_itself() -> None:
    results = {
        (cluster, late): (sheet_with(late), cluster)
        for cluster in ("bắc", "nam")
        for late in range(5)
    }
    placings = apply_quotas(scoring(), results)
    best = [place for place, placing in placings.items() if placing.class_key == "xuat_sac"]
    assert best == [("bắc", 0), ("nam", 0)]


def test_a_score_explains_itself_by_standard() -> None:
    result = sheet_with(0)
    points = {row.key: row.points.low for row in result.criteria if row.points}
    assert {key: points[key] for key in ("sea", "living", "organisation", "areas")} == {
        "sea": 30,
        "living": 24,
        "organisation": 25,
        "areas": 20,
    }
    assert result.points is not None
    assert (result.points.low, result.points.is_exact) == (Decimal(99), True)
    assert [floor.state for floor in result.floors] == ["passed"] * 4


def test_the_nine_month_report_runs_from_january_to_september() -> None:
    period = plan().calendar("nine_months").first_period(date(2027, 5, 20))
    assert period is not None
    assert (period.key, period.start, period.last_day) == (
        "2027-M9",
        date(2027, 1, 1),
        date(2027, 9, 30),
    )


def test_the_pack_has_cases_for_its_bounds() -> None:
    assert len(cases()) == 38
    assert {case.kind for case in cases()} == {"criterion", "sheet", "due", "answers"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_pack_does_what_it_says_of_itself(case: Case) -> None:
    (result,) = run_cases(plan(), [case], work_calendar())
    assert result.problem is None
    assert (result.expected, result.passed) == (result.found, True)
