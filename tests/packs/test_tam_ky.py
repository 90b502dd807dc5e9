"""The pack of Tam Kỳ (S4) says what the plan of the city's Front says."""

from __future__ import annotations

from datetime import date, timedelta

from tests.packs.pack_files import (
    edition,
    loaded,
    pack,
    untagged,
    without_english,
    wrong_cases,
)
from tuquan.core.packs import canonical_json, edition_from_json
from tuquan.core.programme import Edition
from tuquan.core.time import due_day, period_containing

KEY = "tam-ky-2025"


def plan() -> Edition:
    return edition(KEY)


def note(key: str) -> str:
    return {note.key: note.rule for note in plan().notes}[key]


def test_the_pack_loads_without_a_remark() -> None:
    assert loaded(KEY)[1] == []


def test_the_plan_comes_back_from_its_stored_form() -> None:
    assert edition_from_json(canonical_json(plan())) == plan()


def test_every_rule_is_carried_and_by_a_note_alone_only_what_the_source_lacks() -> None:
    assert untagged(KEY, "S4", 19) == ["S4-18", "S4-19"]
    assert {"S4-18", "S4-19"} <= {item.rule for item in plan().notes}


def test_every_label_has_its_english() -> None:
    assert without_english(KEY) == []


def test_all_cases_of_the_pack_pass() -> None:
    assert len(pack(KEY).cases["2025"]) == 29
    assert wrong_cases(KEY) == []


def test_s4_01_number_day_and_basis() -> None:
    assert (plan().number, plan().issued_on) == ("48/KH-MTTQ-BTT", date(2025, 2, 18))
    basis = plan().legal_basis[0]
    assert (basis.number, basis.issued_on) == ("05/HD-MTTQ-BTT", date(2025, 1, 14))
    assert "nhiệm kỳ 2024-2029" in plan().legal_basis[1].label


def test_s4_02_the_motto_has_six_steps() -> None:
    motto = {item.key: item for item in plan().provisions}["motto"]
    assert "Dân biết, dân bàn, dân làm, dân kiểm tra, dân giám sát, dân thụ hưởng" in motto.label


def test_s4_03_pilot_first_then_assess_then_scale_out() -> None:
    steps = [(item.key, item.step) for item in plan().milestones if item.step]
    assert steps == [
        ("pilot_chosen", "Bước 1 - làm điểm"),
        ("pilot_assessed", "Bước 2 - đánh giá, rút kinh nghiệm"),
        ("scaled_out", "Bước 3 - nhân rộng"),
    ]


def test_s4_04_two_programmes_are_measured_by_their_own_criteria() -> None:
    links = [link.key for link in plan().links if link.relation == "criteria_of"]
    assert links == ["model_rural_area", "civilised_urban_area"]
    assert plan().criteria == ()
    assert plan().scoring is None


def test_s4_06_s4_08_decrees_and_resolutions_the_contents_rest_on() -> None:
    dated = {basis.number: basis.issued_on for basis in plan().legal_basis}
    assert dated["61/2023/NĐ-CP"] == date(2023, 8, 16)
    assert dated["26/NQ-MTTQ-ĐCT"] is None
    assert dated["2155-CV/TU"] == date(2024, 6, 26)


def test_s4_07_six_contents_each_with_its_line() -> None:
    lines = [theme.source.place.rsplit(" ", 1)[1] for theme in plan().themes]
    assert lines == ["49", "51", "53", "55", "57", "59"]


def test_s4_10_s4_12_one_pilot_in_each_commune_and_one_of_the_city() -> None:
    assert [(p.key, p.count, p.for_each, p.together_with) for p in plan().pilots] == [
        ("commune_pilot", 1, "commune", ""),
        ("city_pilot", 1, "district", "Ủy ban MTTQ Việt Nam tỉnh"),
    ]


def test_s4_14_communes_and_organisations_report_half_yearly_and_yearly() -> None:
    assert [(c.key, c.reporter, c.period, c.due.before) for c in plan().calendars] == [
        ("commune_half_year", "commune", "half_year", ("02/06", "02/12")),
        ("commune_year", "commune", "year", ("02/12",)),
        ("organisation_half_year", "organisation", "half_year", ("02/06", "02/12")),
        ("organisation_year", "organisation", "year", ("02/12",)),
    ]


def test_s4_14_the_yearly_report_is_added_up_and_typed_nowhere_twice() -> None:
    for who in ("commune", "organisation"):
        assert plan().calendar(f"{who}_half_year").fed_by == ""
        year = plan().calendar(f"{who}_year")
        assert (year.form, year.fed_by) == ("", f"{who}_half_year")


def test_s4_15_s4_18_a_half_ends_on_its_last_good_day_and_the_halves_fill_the_year() -> None:
    half = plan().calendar("commune_half_year")
    year = plan().calendar("commune_year")
    whole = period_containing("year", date(2026, 3, 1), year.starts_on_day)
    first = period_containing("half_year", date(2026, 3, 1), half.starts_on_day)
    second = first.next()
    assert (first.start, first.last_day) == (date(2025, 12, 2), date(2026, 6, 1))
    assert (second.start, second.last_day) == (date(2026, 6, 2), date(2026, 12, 1))
    assert (whole.start, whole.until) == (first.start, second.until)
    assert due_day(half.due, first) == first.last_day
    assert due_day(half.due, second) == due_day(year.due, whole) == second.last_day


def test_s4_15_the_last_good_day_is_the_same_in_every_year() -> None:
    half = plan().calendar("commune_half_year")
    period = period_containing("half_year", date(2025, 3, 1), half.starts_on_day)
    for _ in range(20):
        due = due_day(half.due, period)
        assert due is not None
        assert (due.day, due.month) in ((1, 6), (1, 12))
        assert due + timedelta(days=1) == period.until
        period = period.next()


def test_s4_15_the_wording_is_kept_beside_the_day() -> None:
    for key, wording in (("half_year", "trước ngày 02/6"), ("year", "trước ngày 02/12")):
        for who in ("commune", "organisation"):
            assert wording in plan().calendar(f"{who}_{key}").source.place
    assert note("last_good_day") == "S4-15"


def test_s4_16_the_annex_is_shown_as_missing() -> None:
    (annex,) = plan().papers
    assert (annex.kind, annex.style, annex.missing) == ("annex", "front", True)
    assert (annex.columns, annex.body) == ((), ())
    assert "dòng 89" in annex.fault


def test_s4_17_recipients_and_signature() -> None:
    assert [(line.label, line.purpose) for line in plan().recipients] == [
        ("BTT UBMTTQVN tỉnh", "để báo cáo"),
        ("Ban Phong trào tỉnh", "để báo cáo"),
        ("Thường trực Thành ủy", "để báo cáo"),
        ("UBND thành phố", "để phối hợp"),
        ("Các tổ chức thành viên", "thực hiện"),
        ("UBMTTQVN các xã, phường", "thực hiện"),
        ("Lưu VT", ""),
    ]
    signature = plan().signature
    assert signature is not None
    assert (signature.on_behalf_of, signature.post) == ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")


def test_s4_18_every_question_says_that_no_source_gives_it() -> None:
    for form in plan().forms:
        assert form.about == "area"
        for question in form.questions:
            assert question.source.document == ""
            assert "S4-18" in question.source.default


def test_s4_18_no_groups_and_no_boards_are_asked_for() -> None:
    assert plan().group_kinds == ()
    assert plan().boards == ()
    assert note("no_criteria") == "S4-18"


def test_s4_19_the_city_is_gone_from_the_chain_and_the_province_stays() -> None:
    assert [(level.kind, level.abolished_on) for level in plan().reporting_chain] == [
        ("area", None),
        ("commune", None),
        ("district", date(2025, 7, 1)),
        ("province", None),
    ]
    assert note("recipient_gone") == "S4-19"


def test_a_commune_reads_at_most_sixteen_short_lines() -> None:
    for form in plan().forms:
        assert len(form.questions) <= 16
        assert [q.label for q in form.questions if len(q.label.split()) > 14] == []
