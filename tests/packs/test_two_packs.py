"""The packs of Quỳnh Vinh (S0) and Tuyên Quang (S1) say what their documents say."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from tuquan.core.packs import canonical_json, edition_from_json, load_pack
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Form, PlaceKind, Question
from tuquan.core.time import DueRule
from tuquan.places.models import PlaceKind as StoredPlaceKind

ROOT = Path(__file__).parent.parent.parent
PACKS = ROOT / "src" / "tuquan" / "packs"


def files(key: str) -> dict[str, str]:
    return {
        str(path.relative_to(PACKS)): path.read_text("utf-8")
        for path in sorted((PACKS / key).rglob("*.yaml"))
    }


@cache
def edition(key: str) -> Edition:
    pack, problems = load_pack(files(key))
    assert problems == []
    assert pack is not None
    assert len(pack.editions) == 1
    return pack.editions[0]


def quynh_vinh() -> Edition:
    return edition("quynh-vinh-2019")


def tuyen_quang() -> Edition:
    return edition("tuyen-quang-2018")


both = pytest.mark.parametrize("key", ["quynh-vinh-2019", "tuyen-quang-2018"])


@both
def test_a_pack_loads_and_comes_back_from_its_stored_form(key: str) -> None:
    assert edition_from_json(canonical_json(edition(key))) == edition(key)


@both
def test_every_label_has_its_english(key: str) -> None:
    for item in walk(edition(key)):
        for field in dataclasses.fields(item):
            if field.name.endswith("_en"):
                vietnamese = getattr(item, field.name.removesuffix("_en"))
                assert bool(getattr(item, field.name)) == bool(vietnamese), (item, field.name)


@both
def test_a_leader_reads_at_most_sixteen_short_lines(key: str) -> None:
    for form in edition(key).forms:
        assert len(form.questions) <= 16
        for question in form.questions:
            assert len(question.label.split()) <= 14, question.label


def walk(item: Any) -> list[Any]:
    """The definition object and every one inside it."""
    found = [item]
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(part):
                found += walk(part)
    return found


def test_s0_01_s0_02_the_plan_is_identified() -> None:
    plan = quynh_vinh()
    assert (plan.number, plan.issued_on, plan.issuer) == (
        "95-KH/ĐU",
        date(2019, 2, 11),
        "Đảng ủy xã Quỳnh Vinh",
    )
    basis = plan.legal_basis[0]
    assert (basis.number, basis.issued_on) == ("15-ĐA/ThU", date(2018, 10, 31))


SIX_NOES_AND_THREE_YESES = {
    "38": "Không lấn chiếm đất đai, xây dựng trái phép, lấn chiếm lòng, lề đường và vỉa hè",
    "40": "Không có bạo lực gia đình",
    "42": "Không có trẻ em bỏ học",
    "44": "Không gây ô nhiễm môi trường, xả rác, nước thải bừa bãi nơi công cộng",
    "46": "Không có người phạm tội, vi phạm pháp luật",
    "48": "Không có các tệ nạn xã hội (Ma túy, mại dâm, cờ bạc, rượu chè bê tha...)",
    "50": "Có đời sống văn hóa vui tươi, lành mạnh; sinh hoạt văn hóa cộng đồng theo định kỳ",
    "52": "Có cảnh quan môi trường sáng - xanh - sạch - đẹp",
    "54": "Có tinh thấn tương thân, tương ái, chia sẽ, giúp đỡ nhau khi hoạn nạn, khó khăn",
}


def test_s0_05_s0_06_nine_criteria_word_for_word_with_their_lines() -> None:
    criteria = quynh_vinh().criteria
    lines = [criterion.source.place.rsplit(" ", 1)[1] for criterion in criteria]
    assert dict(zip(lines, [c.label for c in criteria], strict=True)) == SIX_NOES_AND_THREE_YESES
    assert [c.number for c in criteria] == list(range(1, 10))
    assert [c.polarity for c in criteria] == ["must_not"] * 6 + ["must"] * 3


def test_s0_05_the_form_asks_each_criterion_once_as_yes_or_no() -> None:
    plan = quynh_vinh()
    questions = plan.form("criteria").questions
    assert [q.criterion for q in questions] == [c.key for c in plan.criteria]
    assert {(q.kind, q.note_when, q.aggregation) for q in questions} == {
        ("yes_no", "no", "count_yes")
    }
    for question in questions:
        criterion = plan.criterion(question.criterion)
        assert (question.polarity, question.source) == (criterion.polarity, criterion.source)


def test_s0_10_s0_11_a_group_is_about_15_to_30_adjacent_households() -> None:
    rules = quynh_vinh().group_rules
    assert rules is not None
    assert (rules.covers, rules.minimum, rules.maximum) == ("households", 15, 30)
    assert (rules.soft, rules.adjacent) == (True, True)
    assert "khoảng 15- 30 hộ gia đình liền kề" in rules.source.place


def test_s0_12_leader_and_deputy_are_elected_for_the_term_of_the_area_head() -> None:
    rules = quynh_vinh().group_rules
    assert rules is not None
    assert [(p.key, p.filled_by, p.count) for p in rules.positions] == [
        ("leader", "elected", 1),
        ("deputy", "elected", 1),
    ]
    terms = [p.term for p in rules.positions if p.term]
    assert [(t.months, t.same_as) for t in terms] == [(30, "area_head")] * 2


def test_s0_14_s0_16_the_front_committee_proposes_and_the_peoples_committee_decides() -> None:
    rules = quynh_vinh().group_rules
    assert rules is not None
    assert rules.nominated_by is not None
    assert rules.requested_by is not None
    assert rules.established_by is not None
    assert rules.nominated_by.label == "Ban công tác Mặt trận thôn"
    assert rules.requested_by.label.startswith("Ban công tác Mặt trận thôn")
    assert rules.established_by.label == "Ủy ban nhân dân xã"


def test_s0_30_the_quarterly_report_is_a_default_the_issuer_may_switch_off() -> None:
    calendar = quynh_vinh().calendar("quarterly")
    assert (calendar.period, calendar.optional, calendar.reporter) == ("quarter", True, "group")
    assert calendar.source.document == ""
    assert "S0-30" in calendar.source.default


def test_s0_07_s0_08_s0_09_milestones() -> None:
    milestones = {m.key: m for m in quynh_vinh().milestones}
    assert milestones["groups_established"].by == date(2019, 3, 31)
    pilots = milestones["pilots_chosen"]
    assert (pilots.count, pilots.places) == (3, ("thôn 6", "thôn 11", "thôn 16"))
    assert pilots.owner == "Ban Thường trực Ủy ban MTTQ xã"
    assert milestones["yearly_review"].yearly_on == "18/11"
    assert milestones["commune_review"].rhythm == "5 năm hai lần"


@both
def test_gaps_of_the_source_say_the_default_and_who_chooses(key: str) -> None:
    gaps = edition(key).gaps
    assert all(re.fullmatch(r"S[01]-\d\d", gap.rule) for gap in gaps)
    assert all(gap.default and gap.chosen_by for gap in gaps)
    expected = {"quynh-vinh-2019": {"S0-07", "S0-12", "S0-30"}, "tuyen-quang-2018": {"S1-29"}}
    assert expected[key] <= {gap.rule for gap in gaps}


def test_s1_01_the_missing_number_is_shown_as_a_gap() -> None:
    guidance = tuyen_quang()
    assert (guidance.number, guidance.issued_on) == ("", None)
    assert "number_and_date" in {gap.key for gap in guidance.gaps}
    assert [basis.number for basis in guidance.legal_basis] == [
        "10-CT/TW",
        "1175-CV/TU",
        "88/2016/NQLT/CP-ĐCTUBTWMTTQVN",
        "148/KH-MTTQ",
    ]


def test_s1_07_five_themes_each_with_its_line() -> None:
    lines = [theme.source.place.rsplit(" ", 1)[1] for theme in tuyen_quang().themes]
    assert lines == ["33", "35", "37", "39", "40"]


def test_s1_11_s1_14_s1_16_kinds_of_group() -> None:
    kinds = tuyen_quang().group_kinds
    assert [(kind.label, kind.covers) for kind in kinds] == [
        ("Tổ tự quản của khu dân cư", "area"),
        ("Nhóm tự quản", "households"),
    ]
    assert {p.filled_by for kind in kinds for p in kind.positions} == {"appointed"}
    assert {kind.established_by and kind.established_by.label for kind in kinds} == {
        "Ban Thường trực Ủy ban MTTQ xã"
    }


def test_s1_20_every_monthly_figure_is_compared_with_the_survey() -> None:
    guidance = tuyen_quang()
    monthly, survey = guidance.form("monthly"), guidance.baseline_form
    assert survey is not None
    assert monthly.compare_with_baseline
    assert [q.baseline for q in monthly.questions] == [q.key for q in survey.questions]


def test_s1_20_a_monthly_figure_without_a_baseline_is_refused() -> None:
    texts = files("tuyen-quang-2018")
    path = "tuyen-quang-2018/2018/edition.yaml"
    texts[path] = texts[path].replace("            baseline: trees_planted\n", "")
    pack, problems = load_pack(texts)
    assert pack is None
    assert [(p.code, p.params) for p in problems] == [
        ("baseline_missing", {"question": "trees_planted"})
    ]


def test_the_monthly_form_has_two_steps_about_environment_and_security() -> None:
    monthly = tuyen_quang().form("monthly")
    assert [(s.title, len(s.questions)) for s in monthly.sections] == [
        ("Việc đã cam kết", 6),
        ("Con số trong tháng", 9),
    ]
    assert {q.theme for q in monthly.questions} == {"environment", "security", ""}


def test_s1_29_every_indicator_says_that_no_source_gives_it() -> None:
    for form in tuyen_quang().forms:
        for source in [q.source for q in form.questions] + [r.source for r in form.ratios]:
            assert source.document == ""
            assert "S1-29" in source.default


def test_households_are_never_more_than_the_group_has() -> None:
    limited = [q for q in all_questions(tuyen_quang().forms) if q.unit == "hộ"]
    assert {q.at_most for q in limited} == {"households"}
    assert len(limited) == 8


def all_questions(forms: tuple[Form, ...]) -> list[Question]:
    return [question for form in forms for question in form.questions]


def test_no_question_counts_or_names_persons() -> None:
    units = {q.unit for q in all_questions(tuyen_quang().forms)}
    assert units == {"", "hộ", "buổi", "cây", "bóng", "vụ"}


def test_ratios_are_of_households_with_targets() -> None:
    ratios = tuyen_quang().form("monthly").ratios
    assert [(r.numerator, r.denominator, r.target and r.target.value) for r in ratios] == [
        ("households_sorting_waste", "households", Decimal(80)),
        ("households_with_bin", "households", Decimal(90)),
        ("households_pledged", "households", Decimal(100)),
    ]


def test_s1_24_s1_29_the_monthly_calendar() -> None:
    guidance = tuyen_quang()
    monthly = guidance.calendar("monthly")
    assert (monthly.period, monthly.due) == ("month", DueRule(day_of_next_month=5))
    assert "S1-29" in monthly.source.default
    assert [(level.kind, level.abolished_on) for level in guidance.reporting_chain] == [
        ("area", None),
        ("commune", None),
        ("district", date(2025, 7, 1)),
        ("province", None),
    ]


def test_s1_02_the_target_of_2018_is_two_areas_in_every_commune() -> None:
    target = {m.key: m for m in tuyen_quang().milestones}["two_areas_per_commune"]
    assert (target.count, target.by) == (2, date(2018, 12, 31))


def test_s1_24_the_yearly_report_follows_the_last_festival_and_has_no_calendar() -> None:
    guidance = tuyen_quang()
    assert {calendar.period for calendar in guidance.calendars} == {"once", "month"}
    assert {"yearly_report", "quarterly_report", "half_year_report"} <= {
        m.key for m in guidance.milestones
    }
    assert "yearly_report_date" in {gap.key for gap in guidance.gaps}


def test_a_slip_in_a_pack_is_reported_with_file_line_and_column() -> None:
    texts = files("quynh-vinh-2019")
    path = "quynh-vinh-2019/2019/edition.yaml"
    lines = texts[path].splitlines()
    number = lines.index("    minimum: 15")
    lines[number] = "    minimun: 15"
    problems = load_pack({**texts, path: "\n".join(lines)})[1]
    params = {"key": "minimun", "did_you_mean": "minimum"}
    assert problems == [Problem("unknown_key", f"{path}:{number + 1}:5", params)]


def test_packs_know_the_kinds_of_place_that_the_platform_knows() -> None:
    assert set(get_args(PlaceKind)) == set(StoredPlaceKind.values)


DOCUMENTATION = (ROOT / "docs" / "pack-format.md").read_text("utf-8")


def test_every_key_of_the_format_is_documented() -> None:
    for cls in walk_types(Edition):
        name = cls.__name__
        chapter = re.search(rf"^### `{name}`.*?(?=^##|\Z)", DOCUMENTATION, re.M | re.S)
        assert chapter, f"docs/pack-format.md has no chapter on {name}"
        documented = re.findall(r"^\| `(\w+)` \|", chapter[0], re.M)
        assert documented == [field.name for field in dataclasses.fields(cls)], name


def walk_types(cls: type) -> list[type]:
    """The class and every definition class its type hints lead to, each once."""
    found: list[type] = []
    waiting: list[object] = [cls]
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in found:
            found.append(hint)
            waiting += get_type_hints(hint).values()
    return found


def test_every_problem_of_the_loader_is_documented() -> None:
    core = ROOT / "src" / "tuquan" / "core"
    sources = [core / "strict_yaml.py", *sorted((core / "packs").glob("*.py"))]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    calls = r'(?:Problem\(|refuse\(|report\(\s*[\w.]+,\s*"\w*",)\s*f?"(\{?\w+\}?\w*)"'
    codes = set(re.findall(calls, code))
    assert len(codes) > 25
    table = re.findall(r"^\| `(\w+)` \|", DOCUMENTATION.split("## Problems")[1], re.M)
    assert codes - {"{decoration}_refused"} <= set(table)
    assert {"anchor_refused", "tag_refused"} <= set(table)
