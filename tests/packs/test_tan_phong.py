"""The pack of Tân Phong (S3) says what its plan and its self-assessment sheet say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tuquan.core.packs import canonical_json, edition_from_json, load_pack
from tuquan.core.packs.cases import run_cases
from tuquan.core.programme import (
    AllRule,
    AnswerRule,
    Bound,
    CompareRule,
    Criterion,
    Edition,
    MetRule,
    OneOfRule,
    Pack,
    Paper,
    RatioRule,
    Rule,
    Source,
    StreakRule,
)
from tuquan.core.programme.cases import Case

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src" / "tuquan" / "packs" / "tan-phong-2021"
ROWS = Path(__file__).parent / "tan_phong_rows.txt"
"""The 45 rows as the document has them: line, number and text, by tabs."""

S3 = [f"S3-{number:02d}" for number in range(1, 26)]


@cache
def pack() -> Pack:
    files = {
        path.relative_to(FOLDER.parent).as_posix(): path.read_text("utf-8")
        for path in sorted(FOLDER.rglob("*.yaml"))
    }
    found, problems = load_pack(files)
    assert [problem for problem in problems if not problem.is_warning] == []
    assert found is not None
    return found


def plan() -> Edition:
    return pack().editions[0]


def cases() -> tuple[Case, ...]:
    return pack().cases["2021"]


def sheet_rows() -> list[Criterion]:
    return [row for standard in plan().criterion("part_2").parts for row in standard.parts]


def walk(item: Any) -> Iterator[Any]:
    """The definition object and every one inside it."""
    yield item
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(part):
                yield from walk(part)


def rule_of(key: str) -> Rule:
    rule = plan().criterion(key).rule
    assert rule is not None
    return rule


def parts_of(key: str) -> tuple[Rule, ...]:
    rule = rule_of(key)
    assert isinstance(rule, AllRule)
    return rule.parts


def percent(of: str, over: str, operator: Any, value: int) -> RatioRule:
    return RatioRule("ratio", of, over, operator, Bound(Decimal(value)))


def yes(of: str) -> AnswerRule:
    return AnswerRule("answer", of)


def figure(of: str, operator: Any, value: int) -> CompareRule:
    return CompareRule("compare", of, operator, Bound(Decimal(value)))


def paper() -> Paper:
    (only,) = plan().papers
    return only


def test_the_pack_comes_back_from_its_stored_form() -> None:
    assert edition_from_json(canonical_json(plan())) == plan()


def test_every_label_has_its_english() -> None:
    for item in walk(plan()):
        for field in dataclasses.fields(item):
            if field.name.endswith("_en"):
                vietnamese = getattr(item, field.name.removesuffix("_en"))
                assert bool(getattr(item, field.name)) == bool(vietnamese), (item, field.name)


@pytest.mark.parametrize("rule", S3)
def test_every_rule_of_the_source_is_carried_by_an_element_or_a_note(rule: str) -> None:
    carried = {
        number for item in walk(plan()) if isinstance(item, Source) for number in item.rules
    } | {note.rule for note in plan().notes}
    assert rule in carried


@pytest.mark.parametrize("rule", ["S3-06", "S3-12", "S3-19", "S3-23", "S3-24", "S3-25"])
def test_what_the_source_leaves_open_is_a_note_with_the_default_taken(rule: str) -> None:
    notes = [note for note in plan().notes if note.rule == rule]
    assert notes
    assert all(note.default and note.chosen_by for note in notes)


def test_s3_01_the_plan_rests_on_the_city_and_ward_five_year_plans() -> None:
    assert [(basis.number, basis.issued_on) for basis in plan().legal_basis] == [
        ("627/KH-UBND", date(2021, 3, 22)),
        ("255/KH-UBND", date(2021, 4, 24)),
        ("01-NQ/ĐU", date(2020, 5, 21)),
        ("02-NQ/ThU", date(2020, 9, 22)),
        ("09-CT/ThU", date(2019, 4, 22)),
    ]
    assert (plan().number, plan().issued_on) == ("", None)
    assert [link.key for link in plan().links if link.relation == "under"] == [
        "city_plan",
        "ward_five_year_plan",
    ]


def test_s3_02_two_urban_groups_are_the_pilots() -> None:
    (pilots,) = plan().pilots
    assert (pilots.count, pilots.for_each) == (2, "ward")
    assert pilots.named == ("Tổ dân phố số 5", "Tổ dân phố số 16")


def test_s3_03_the_criteria_are_those_of_the_city() -> None:
    criteria_of = [link for link in plan().links if link.relation == "criteria_of"]
    assert criteria_of[0].label.startswith("Biểu tiêu chí theo Kế hoạch số 627/KH-UBND")
    assert "criteria_inherited" in {note.key for note in plan().notes}


def test_s3_04_the_plan_aims_at_all_posts_and_all_organisations() -> None:
    form = plan().form("self_assessment")
    targets = {ratio.key: ratio.target.value for ratio in form.ratios if ratio.target}
    assert targets == {
        "posts_trained_rate": 100,
        "cells_good_rate": 100,
        "organisations_good_rate": 100,
        "children_at_school_rate": 100,
    }


def test_s3_06_the_plan_asks_for_one_model_and_the_sheet_for_two() -> None:
    question = plan().form("self_assessment").question("economic_models")
    assert question.target is not None
    assert question.target.value == 1
    assert parts_of("c2_3") == (
        yes("helped_households_cared"),
        figure("economic_models", "at_least", 2),
    )


def test_s3_07_contents_are_quoted_and_no_person_is_listed() -> None:
    contents = {item.key: item.label for item in plan().provisions if item.kind == "content"}
    assert contents["security"].endswith("các đối tượng liên quan đến ma túy, mại dâm.")
    assert contents["security"].count("tố chức") == 1  # the slip of the source
    assert "no_list_of_persons" in {note.key for note in plan().notes}
    question = plan().form("self_assessment").question("households_with_pupils")
    assert (question.kind, question.required) == ("count", False)


def test_s3_08_two_commitments_have_two_denominators() -> None:
    assert [(item.key, item.signed_by, item.denominator) for item in plan().pledges] == [
        ("livestock", "some_households", "Các hộ chăn nuôi"),
        ("security", "offices_and_households", "Các cơ quan, đơn vị, hộ gia đình"),
    ]


def test_s3_09_reviews_have_no_day_and_the_result_is_a_basis_for_titles() -> None:
    reviews = [item for item in plan().milestones if item.key.endswith("review")]
    assert [(item.key, item.by, item.yearly_on) for item in reviews] == [
        ("interim_review", None, ""),
        ("final_review", None, ""),
    ]
    assert [link.key for link in plan().links if link.relation == "basis_for"] == [
        "gia_dinh_van_hoa",
        "to_dan_pho_van_hoa",
        "party_grading",
    ]
    assert [award.given_to for award in plan().awards] == [("collective", "individual")]


def test_s3_10_a_deputy_signs_for_the_chair_and_six_lines_receive() -> None:
    signature = plan().signature
    assert signature is not None
    assert (signature.on_behalf_of, signature.for_post, signature.post) == (
        "TM. UỶ BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )
    assert [line.label for line in plan().recipients] == [
        "TT Thành ủy, HĐND-UBND thành phố",
        "Phòng Nội vụ thành phố",
        "Thường trực Đảng ủy, HĐND phường",
        "Các ban, ngành, đoàn thể phường",
        "Các Tổ dân phố, bản",
        "Lưu: VT",
    ]


def test_s3_11_s3_12_the_sheet_has_four_columns_and_the_wrong_year() -> None:
    assert [column.label for column in paper().columns] == ["Số tt", "Tiêu chí", "Có", "Không"]
    assert paper().title == (
        "BẢNG TỰ ĐÁNH GIÁ THỰC HIỆN TIÊU CHÍ BÌNH XÉT TỔ DÂN PHỐ PHÁT TRIỂN TOÀN DIỆN NĂM {year} "
        "(Kèm theo kế hoạch số {plan_number} ngày {plan_day} của UBND phường Tân Phong)"
    )
    assert paper().body[0] == "(mục 5.1 đến 5.5 theo quy định của Bộ Công an)"
    assert paper().body[1].endswith("để lựa chọn đánh dấu (x) vào ô “có” hoặc “không”.")
    assert "2020" in paper().fault
    faulty = {row.key for row in plan().all_criteria if "2020" in row.fault}
    assert faulty == {"s2", "c5_1"}


def test_s3_13_three_cases_are_failed_by_a_yes() -> None:
    rows = plan().criterion("part_1").parts
    assert [row.label for row in rows] == [
        "Khiếu kiện đông người và khiếu kiện vượt cấp trái pháp luật.",
        "Có điểm, tụ điểm ma túy, mại dâm.",
        "Có hoạt động lợi dụng tôn giáo vi phạm pháp luật.",
    ]
    assert {(row.met_by, row.knock_out, row.polarity) for row in rows} == {("no", True, "must_not")}
    assert not any(row.knock_out for row in sheet_rows())


def test_s3_14_forty_five_rows_stand_in_five_standards() -> None:
    standards = plan().criterion("part_2").parts
    assert [standard.number for standard in standards] == ["1", "2", "3", "4", "5"]
    assert [len(standard.parts) for standard in standards] == [2, 11, 20, 7, 5]
    assert len(plan().all_criteria) == 2 + 3 + 5 + 45


def test_s3_14_every_row_is_the_row_of_the_document_word_for_word() -> None:
    document = [tuple(line.split("\t")) for line in ROWS.read_text("utf-8").splitlines()]
    found = [
        (row.source.place.removeprefix("dòng "), row.number, row.label) for row in sheet_rows()
    ]
    assert found == document


def test_s3_15_row_1_2_holds_three_tests() -> None:
    assert rule_of("c1_1") == percent("posts_trained", "posts_total", "equal", 100)
    assert parts_of("c1_2") == (
        percent("cells_good", "cells_total", "equal", 100),
        percent("organisations_good", "organisations_total", "at_least", 70),
        yes("cadres_do_well"),
    )
    assert "mức xếp loại" in plan().criterion("c1_2").reading


def test_s3_16_income_is_compared_with_the_ward_and_the_bare_99_is_a_recorded_reading() -> None:
    assert rule_of("c2_4") == CompareRule(
        "compare", "income_per_head", "more_than", Bound(against="parent")
    )
    assert rule_of("c2_6") == percent("households_growing_economy", "households", "at_least", 50)
    assert rule_of("c2_7") == percent("people_with_work", "people_working_age", "at_least", 99)
    assert plan().criterion("c2_7").reading.startswith("Nguồn chỉ ghi “99%”")


def test_s3_17_s3_21_more_than_is_kept_apart_from_at_least() -> None:
    assert parts_of("c3_3") == (
        percent("solid_house_households", "households", "more_than", 80),
        RatioRule(
            "ratio", "solid_house_households", "households", "more_than", Bound(against="parent")
        ),
        figure("leaking_houses", "equal", 0),
        percent("renewed_houses", "houses_total", "at_least", 60),
    )
    assert rule_of("c3_7") == percent("civilised_households", "households", "more_than", 90)


def test_s3_18_streaks_of_three_and_six_years() -> None:
    assert rule_of("c3_18") == percent("cultured_families_3_years", "households", "at_least", 70)
    assert rule_of("c3_19") == StreakRule("streak", "to_dan_pho_van_hoa", 6)
    assert "to_dan_pho_van_hoa" in {link.key for link in plan().links}
    assert parts_of("c3_20") == (
        yes("law_communication"),
        percent("abiding_households", "households", "at_least", 95),
    )


def test_s3_18_row_3_17_takes_the_first_knock_out_instead_of_asking_again() -> None:
    assert parts_of("c3_17")[-1] == MetRule("met", "mass_complaints")


def test_s3_19_poor_households_are_none_and_the_number_4_5_stands_twice() -> None:
    assert rule_of("c4_2") == figure("poor_households", "equal", 0)
    twice = [row for row in sheet_rows() if row.number == "4.5"]
    assert [row.key for row in twice] == ["c4_5", "c4_5_population"]
    assert all("Số 4.5 dùng hai lần" in row.fault for row in twice)


def test_s3_20_all_households_sign_and_no_guard_is_disciplined() -> None:
    assert rule_of("c5_1") == percent("households_signed_security", "households", "equal", 100)
    assert parts_of("c5_5") == (
        percent("guards_good", "guards_total", "equal", 100),
        figure("guards_disciplined", "equal", 0),
    )


VILLAGES = ("bản", "thôn", "làng", "xóm", "ấp")
URBAN_GROUPS = ("tổ dân phố", "khu phố", "khối phố", "khóm")


def test_s3_22_three_rows_apply_only_in_some_places() -> None:
    somewhere = {row.key: row.applies_when for row in sheet_rows() if row.applies_when}
    village = OneOfRule("one_of", "area_kind", VILLAGES)
    assert somewhere == {
        "c2_9": AllRule("all", (village, yes("farming_village"))),
        "c2_10": AllRule("all", (village, yes("ntm_commune"))),
        "c2_11": OneOfRule("one_of", "area_kind", URBAN_GROUPS),
    }


def test_s3_23_the_pass_rule_says_that_it_is_a_default() -> None:
    scoring = plan().scoring
    assert scoring is not None
    (best,) = scoring.classes
    assert (best.key, best.needs_no_knock_out) == ("dat", True)
    assert best.rule == figure("criteria_not_met", "equal", 0)
    assert best.source.document == ""
    assert best.source.default.startswith("Nguồn không nêu")


def test_s3_24_two_rows_end_with_the_law_they_rest_on() -> None:
    dated = {row.key: row.effective_until for row in sheet_rows() if row.effective_until}
    assert dated == {"c4_5_population": date(2025, 6, 3), "c5_5": date(2024, 7, 1)}
    assert all("(cần kiểm tra lại)" in plan().criterion(key).fault for key in dated)


def test_s3_25_the_form_asks_no_text_and_no_name() -> None:
    form = plan().form("self_assessment")
    assert form.about == "area"
    assert {question.kind for question in form.questions} == {"count", "amount", "yes_no"}


def test_the_rows_without_a_rule_are_those_the_document_only_describes() -> None:
    assert [row.number for row in sheet_rows() if row.rule is None] == [
        *("2.1", "2.2", "2.5", "2.8", "2.11", "3.1", "3.2", "3.4", "3.5", "3.6", "3.8", "3.9"),
        *("3.10", "3.11", "3.12", "3.13", "3.14", "3.16", "4.1", "4.3", "4.4", "4.5", "5.2", "5.4"),
    ]


def test_the_pack_has_cases_for_its_bounds() -> None:
    assert len(cases()) == 89
    assert {case.of for case in cases()} >= {row.key for row in sheet_rows() if row.rule}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_pack_does_what_it_says_of_itself(case: Case) -> None:
    (result,) = run_cases(plan(), [case])
    assert result.problem is None
    assert (result.expected, result.passed) == (result.found, True)
