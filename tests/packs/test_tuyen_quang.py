"""The pack of Tuyên Quang (S1) says what the guidance of the provincial Front says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from tests.packs.pack_files import (
    edition,
    files,
    loaded,
    pack,
    untagged,
    without_english,
    wrong_cases,
)
from tuquan.core.packs import canonical_json, edition_from_json, load_pack
from tuquan.core.programme import Duty, Edition, Milestone, Paper, Question
from tuquan.core.programme.rules import CompareRule, RatioRule
from tuquan.core.time import DueRule

KEY = "tuyen-quang-2018"
FRONT = "Ban Thường trực Ủy ban MTTQ xã"


def guidance() -> Edition:
    return edition(KEY)


def duty(key: str) -> Duty:
    return {item.key: item for item in guidance().duties}[key]


def milestone(key: str) -> Milestone:
    return {item.key: item for item in guidance().milestones}[key]


def paper(key: str) -> Paper:
    return {item.key: item for item in guidance().papers}[key]


def questions() -> list[Question]:
    return [question for form in guidance().forms for question in form.questions]


def test_the_pack_loads_without_a_word_and_comes_back_from_its_stored_form() -> None:
    assert loaded(KEY)[1] == []
    assert edition_from_json(canonical_json(guidance())) == guidance()


def test_every_label_has_its_english() -> None:
    assert without_english(KEY) == []


def test_every_rule_of_the_guidance_is_carried_by_an_element_that_names_it() -> None:
    assert untagged(KEY, "S1", 29) == []


def test_the_cases_of_the_pack_come_out_as_they_say() -> None:
    assert wrong_cases(KEY) == []
    assert len(pack(KEY).cases["2018"]) >= 30


def test_a_leader_reads_at_most_sixteen_short_lines() -> None:
    for form in guidance().forms:
        assert len(form.questions) <= 16
        assert max(len(question.label.split()) for question in form.questions) <= 14


def test_s1_01_the_missing_number_is_shown_and_the_bases_are_named() -> None:
    found = guidance()
    assert (found.number, found.issued_on, found.letterhead) == ("", None, ())
    assert "number_and_date" in {note.key for note in found.notes}
    assert [(basis.number, basis.issued_on) for basis in found.legal_basis] == [
        ("10-CT/TW", date(2016, 2, 15)),
        ("1175-CV/TU", date(2017, 2, 14)),
        ("88/2016/NQLT/CP-ĐCTUBTWMTTQVN", date(2016, 10, 7)),
        ("148/KH-MTTQ", date(2017, 6, 9)),
    ]


def test_s1_01_it_runs_under_the_campaign_and_together_with_the_movement_of_the_province() -> None:
    relations = {link.key: link.relation for link in guidance().links}
    assert relations == {
        "campaign": "under",
        "emulation_movement": "together_with",
        "coordination_programme": "together_with",
        "grading_of_front": "basis_for",
        "grading_of_officials": "basis_for",
    }


def test_s1_02_the_target_of_2018_is_two_areas_in_every_commune() -> None:
    target = milestone("two_areas_per_commune")
    assert (target.count, target.by, target.worded) == (2, date(2018, 12, 31), "Năm 2018")
    assert isinstance(target.condition, CompareRule)
    assert (target.condition.of, target.condition.operator, target.condition.than.value) == (
        "areas_with_groups",
        "at_least",
        Decimal(2),
    )


def test_s1_04_to_s1_10_duties_say_who_at_which_line() -> None:
    expected = {
        "commune_plan": ("S1-04", "commune", 26),
        "review_each_area": ("S1-05", "commune", 30),
        "fix_content": ("S1-06", "commune", 31),
        "assign_to_areas": ("S1-08", "commune", 42),
        "report_to_party": ("S1-09", "commune", 43),
        "choose_content": ("S1-10", "area", 45),
        "district_front": ("S1-23", "district", 69),
    }
    for key, (rule, level, line) in expected.items():
        found = duty(key)
        assert (found.source.rules, found.level, found.role) == ((rule,), level, "leads")
        assert found.source.place.endswith(f"dòng {line}")


def test_s1_06_s1_10_the_two_lines_on_who_fixes_the_content_are_shown_together() -> None:
    (note,) = [item for item in guidance().notes if item.key == "content_chosen_by"]
    assert note.source.rules == ("S1-06", "S1-10")
    assert note.source.place == "II.1.2, dòng 31; II.2.1, dòng 45"


def test_s1_07_five_themes_each_with_its_line() -> None:
    lines = [theme.source.place.rsplit(" ", 1)[1] for theme in guidance().themes]
    assert lines == ["33", "35", "37", "39", "40"]


def test_s1_11_s1_14_s1_16_kinds_of_group() -> None:
    kinds = guidance().group_kinds
    assert [(kind.label, kind.covers, kind.one_per_area) for kind in kinds] == [
        ("Tổ tự quản của khu dân cư", "area", True),
        ("Nhóm tự quản", "households", False),
    ]
    assert {p.filled_by for kind in kinds for p in kind.positions} == {"appointed"}
    assert {kind.established_by and kind.established_by.label for kind in kinds} == {FRONT}


def test_s1_12_the_notice_has_five_fields_for_the_party_cell_and_the_front() -> None:
    notice = paper("group_notice")
    assert [column.key for column in notice.columns] == [
        "number_of_groups",
        "model",
        "households",
        "leader",
        "members",
    ]
    assert [to.label for to in notice.recipients] == [
        "Cấp ủy chi bộ ở khu dân cư",
        "Ban Thường trực Ủy ban MTTQ xã, phường, thị trấn",
    ]


def test_s1_13_s1_14_board_and_groups_are_decided_by_the_standing_board_of_the_front() -> None:
    (board,) = guidance().boards
    assert board.established_by is not None
    assert (board.established_by.label, board.level) == (FRONT, "commune")
    assert "cho từng thành viên" in board.tasks[0]
    decisions = [item for item in guidance().papers if item.kind == "decision"]
    assert [(d.key, d.style) for d in decisions] == [
        ("board_decision", "front"),
        ("group_decision", "front"),
    ]
    signatures = {item.signature and item.signature.on_behalf_of for item in decisions}
    assert signatures == {"TM. BAN THƯỜNG TRỰC"}


def test_s1_18_to_s1_21_four_steps_in_order_with_their_lines() -> None:
    steps = [(m.step, m.source.place) for m in guidance().milestones if m.step]
    assert steps == [
        ("Bước 1", "II.2.3 bước 1, dòng 55"),
        ("Bước 2", "II.2.3 bước 2, dòng 57"),
        ("Bước 3", "II.2.3 bước 3, dòng 59"),
        ("Bước 4", "II.2.3 bước 4, dòng 61"),
        ("Bước 4", "II.2.3 bước 4, dòng 61"),
    ]


def test_s1_18_step_one_is_done_when_every_survey_owed_was_sent() -> None:
    condition = milestone("baseline_survey").condition
    assert isinstance(condition, RatioRule)
    assert (condition.of, condition.over, condition.operator, condition.than.value) == (
        "baselines_sent",
        "baselines_owed",
        "at_least",
        Decimal(100),
    )
    assert condition.when_empty == "failed"


def test_s1_20_every_monthly_figure_is_compared_with_the_survey() -> None:
    monthly, survey = guidance().form("monthly"), guidance().baseline_form
    assert survey is not None
    assert monthly.compare_with_baseline
    assert [q.baseline for q in monthly.questions] == [q.key for q in survey.questions]
    assert "baseline" in [column.key for column in paper("monthly_report").columns]


def test_s1_20_a_monthly_figure_without_a_baseline_is_refused() -> None:
    texts = files(KEY)
    path = f"{KEY}/2018/edition.yaml"
    texts[path] = texts[path].replace("            baseline: trees_planted\n", "")
    found, problems = load_pack(texts)
    assert found is None
    assert [(p.code, p.params) for p in problems] == [
        ("baseline_missing", {"question": "trees_planted"})
    ]


def test_s1_20_the_month_goes_to_two_recipients_at_once() -> None:
    assert [(to.label, to.level) for to in guidance().calendar("monthly").recipients] == [
        ("Ban Chỉ đạo cấp xã", "commune"),
        ("Ban Thường trực Ủy ban MTTQ cấp xã", "commune"),
    ]


def test_s1_21_check_is_joint_and_acceptance_is_a_step_of_its_own() -> None:
    assert [(step.how, step.level) for step in guidance().assessment] == [
        ("joint_check", "commune"),
        ("accept", "commune"),
        ("publish", "area"),
    ]
    (award,) = guidance().awards
    assert award.given_to == ("household", "individual")


def test_s1_24_the_chain_passes_the_district_until_it_was_abolished() -> None:
    assert [(level.kind, level.abolished_on) for level in guidance().reporting_chain] == [
        ("area", None),
        ("commune", None),
        ("district", date(2025, 7, 1)),
        ("province", None),
    ]


def test_s1_24_s1_29_the_month_is_due_on_a_day_that_is_a_default() -> None:
    monthly = guidance().calendar("monthly")
    assert (monthly.period, monthly.due) == ("month", DueRule(day_of_next_month=5))
    assert "S1-29" in monthly.source.default
    assert [(one.level, one.due.day_of_next_month) for one in monthly.level_dues] == [
        ("commune", 8),
        ("district", 10),
    ]
    assert all(one.source.default and not one.source.document for one in monthly.level_dues)


def test_s1_24_quarter_half_year_and_year_are_added_up_from_the_months() -> None:
    added = [calendar for calendar in guidance().calendars if calendar.fed_by]
    assert [(c.key, c.period, c.reporter, c.fed_by, c.form) for c in added] == [
        ("quarterly", "quarter", "commune", "monthly", ""),
        ("half_yearly", "half_year", "commune", "monthly", ""),
        ("yearly", "year", "commune", "monthly", ""),
    ]
    for calendar in added:
        assert [(to.level, to.via) for to in calendar.recipients] == [
            ("district", ""),
            ("province", "Ban Phong trào"),
        ]


def test_s1_24_the_yearly_report_is_due_after_the_last_festival_and_on_no_date() -> None:
    yearly = guidance().calendar("yearly")
    assert yearly.due == DueRule(after_event="unity_festival", event_days=10)
    assert "Ngày hội cuối cùng" in yearly.source.default
    condition = milestone("festivals_held").condition
    assert isinstance(condition, RatioRule)
    assert (condition.of, condition.over) == ("festivals_held", "areas")


def test_s1_25_only_the_results_of_areas_serve_the_grading_of_others() -> None:
    graded = [link for link in guidance().links if link.relation == "basis_for"]
    assert [link.source.place for link in graded] == ["III, dòng 75", "III, dòng 72"]
    assert all("chỉ lấy kết quả của khu dân cư" in link.label for link in graded)


def test_s1_26_s1_27_funding_and_the_way_of_difficulties_are_told() -> None:
    told = {item.key: item.kind for item in guidance().provisions}
    assert (told["funding"], told["difficulties"]) == ("funding", "channel")
    assert "(qua Ban Phong trào)" in duty("tell_difficulties").label


def test_s1_28_the_distribution_list_has_its_purposes_and_the_signer() -> None:
    found = guidance()
    assert [(to.label, to.purpose) for to in found.recipients] == [
        ("Thường trực Tỉnh ủy", "B/cáo"),
        ("Ban Dân vận Tỉnh ủy", ""),
        ("Ban TT Ủy ban TWMTTQVN", "qua Ban Phong trào"),
        ("Các tổ chức CT-XH tỉnh", ""),
        ("Ban TT Uỷ ban MTTQ tỉnh", ""),
        ("Ban TT UBMTTQ huyện, thành phố", "T/h"),
        ("Lưu VT; Ban PT", ""),
    ]
    assert found.signature is not None
    assert (found.signature.on_behalf_of, found.signature.post) == (
        "TM BAN THƯỜNG TRỰC",
        "CHỦ TỊCH",
    )


def test_s1_29_every_indicator_says_that_no_source_gives_it() -> None:
    for form in guidance().forms:
        for source in [q.source for q in form.questions] + [r.source for r in form.ratios]:
            assert source.document == ""
            assert "S1-29" in source.default


def test_what_the_guidance_leaves_open_says_the_default_and_who_chooses() -> None:
    notes = guidance().notes
    assert all(re.fullmatch(r"S1-\d\d", note.rule) for note in notes)
    assert all(note.default and note.chosen_by for note in notes)
    assert {note.key for note in notes if note.rule == "S1-29"} == {
        "due_day",
        "indicators",
        "acceptance",
    }


def test_the_monthly_form_has_two_steps_about_environment_and_security() -> None:
    monthly = guidance().form("monthly")
    assert [(s.title, len(s.questions)) for s in monthly.sections] == [
        ("Việc đã cam kết", 6),
        ("Con số trong tháng", 9),
    ]
    assert {q.theme for q in monthly.questions} == {"environment", "security", ""}


def test_figures_other_programmes_ask_for_too_have_a_definition_each() -> None:
    shared = {q.definition: q.key for q in guidance().form("monthly").questions if q.definition}
    assert shared == {
        "waste.households_sorting": "households_sorting_waste",
        "waste.households_with_bin": "households_with_bin",
        "environment.clean_up_days": "clean_up_days",
        "environment.trees_planted": "trees_planted",
        "traffic.incidents": "traffic_incidents",
        "meeting.count": "meetings_held",
        "meeting.households_present": "households_at_meeting",
        "pledge.households_signed": "households_pledged",
    }


def test_households_are_never_more_than_the_group_has() -> None:
    limited = [question for question in questions() if question.unit == "hộ"]
    assert {question.at_most for question in limited} == {"households"}
    assert len(limited) == 8


def test_no_question_counts_or_names_persons() -> None:
    assert {question.unit for question in questions()} == {
        "",
        "hộ",
        "buổi",
        "cây",
        "bóng",
        "vụ",
    }


def test_ratios_are_of_households_with_targets() -> None:
    ratios = guidance().form("monthly").ratios
    assert [(r.numerator, r.denominator, r.target and r.target.value) for r in ratios] == [
        ("households_sorting_waste", "households", Decimal(80)),
        ("households_with_bin", "households", Decimal(90)),
        ("households_pledged", "households", Decimal(100)),
    ]
