"""The pack of Quỳnh Vinh (S0) says what the commune's plan says."""

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
from tuquan.core.problems import Problem
from tuquan.core.programme import Duty, Edition, GroupRules, Milestone, Paper
from tuquan.core.programme.rules import AllRule, CompareRule, RatioRule

KEY = "quynh-vinh-2019"


def plan() -> Edition:
    return edition(KEY)


def groups() -> GroupRules:
    (kind,) = plan().group_kinds
    return kind


def duty(key: str) -> Duty:
    return {item.key: item for item in plan().duties}[key]


def milestone(key: str) -> Milestone:
    return {item.key: item for item in plan().milestones}[key]


def paper(key: str) -> Paper:
    return {item.key: item for item in plan().papers}[key]


def test_the_pack_comes_back_from_its_stored_form() -> None:
    assert edition_from_json(canonical_json(plan())) == plan()


def test_only_the_criteria_about_violence_offences_and_evils_make_the_loader_warn() -> None:
    problems = loaded(KEY)[1]
    assert [(p.code, p.params["words"]) for p in problems] == [
        ("sensitive_question", "bạo lực"),
        ("sensitive_question", "phạm tội"),
        ("sensitive_question", "tệ nạn"),
    ]


def test_every_label_has_its_english() -> None:
    assert without_english(KEY) == []


def test_every_rule_of_the_plan_is_carried_by_an_element_that_names_it() -> None:
    assert untagged(KEY, "S0", 30) == []


def test_the_cases_of_the_pack_come_out_as_they_say() -> None:
    assert wrong_cases(KEY) == []
    assert len(pack(KEY).cases["2019"]) >= 30


def test_a_leader_reads_nine_short_lines() -> None:
    (form,) = plan().forms
    assert len(form.questions) == 9
    assert max(len(question.label.split()) for question in form.questions) <= 14


def test_s0_01_the_plan_is_identified_with_the_letterhead_of_the_party() -> None:
    found = plan()
    assert (found.number, found.issued_on, found.issuer) == (
        "95-KH/ĐU",
        date(2019, 2, 11),
        "Đảng ủy xã Quỳnh Vinh",
    )
    assert found.letterhead == (
        "ĐẢNG BỘ THỊ XÃ HOÀNG MAI",
        "ĐẢNG ỦY XÃ QUỲNH VINH",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
    )
    assert found.signature is not None
    assert (found.signature.on_behalf_of, found.signature.post) == ("T/M ĐẢNG ỦY", "BÍ THƯ")


def test_s0_02_it_carries_out_the_scheme_of_the_town_in_villages_only() -> None:
    (basis,) = plan().legal_basis
    assert (basis.number, basis.issued_on) == ("15-ĐA/ThU", date(2018, 10, 31))
    assert "thôn, khối" in basis.label
    scope = [item.label for item in plan().provisions if item.kind == "scope"]
    assert scope == ["… ở cộng đồng dân cư thôn trên địa bàn xã"]


def test_s0_03_s0_18_principles_stand_with_their_lines() -> None:
    principles = {item.key: item for item in plan().provisions if item.kind == "principle"}
    assert "không chạy theo số lượng, thành tích" in principles["real_not_numbers"].label
    assert principles["real_not_numbers"].source.place == "I, dòng 25"
    assert "hương ước, quy ước của thôn" in principles["working_principles"].label
    assert principles["working_principles"].source.place == "II.4, dòng 74"


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
    criteria = plan().criteria
    lines = [criterion.source.place.rsplit(" ", 1)[1] for criterion in criteria]
    assert dict(zip(lines, [c.label for c in criteria], strict=True)) == SIX_NOES_AND_THREE_YESES
    assert [c.number for c in criteria] == list("123456789")
    assert [c.polarity for c in criteria] == ["must_not"] * 6 + ["must"] * 3
    assert {(c.met_by, c.rule, c.knock_out) for c in criteria} == {("yes", None, False)}


def test_s0_05_the_form_asks_each_criterion_once_as_yes_or_no() -> None:
    questions = plan().form("criteria").questions
    assert [q.criterion for q in questions] == [c.key for c in plan().criteria]
    assert {(q.kind, q.note_when, q.aggregation) for q in questions} == {
        ("yes_no", "no", "count_yes")
    }
    for question in questions:
        criterion = plan().criterion(question.criterion)
        assert (question.polarity, question.source) == (criterion.polarity, criterion.source)


def test_s0_07_all_groups_means_every_decision_and_every_village() -> None:
    found = milestone("groups_established")
    assert (found.by, found.worded) == (date(2019, 3, 31), "Quý I/2019")
    assert isinstance(found.condition, AllRule)
    shares = [part for part in found.condition.parts if isinstance(part, RatioRule)]
    assert [(s.of, s.over, s.operator, s.than.value, s.when_empty) for s in shares] == [
        ("groups_established", "groups", "at_least", Decimal(100), "failed"),
        ("areas_with_groups", "areas", "at_least", Decimal(100), "failed"),
    ]


def test_s0_08_the_front_chooses_three_named_villages() -> None:
    (pilots,) = plan().pilots
    assert (pilots.count, pilots.for_each, pilots.chosen_by) == (
        3,
        "commune",
        "Ban Thường trực Ủy ban MTTQ xã",
    )
    assert pilots.named == ("thôn 6", "thôn 11", "thôn 16")
    assert milestone("pilots_chosen").places == pilots.named
    condition = milestone("pilots_chosen").condition
    assert isinstance(condition, CompareRule)
    assert (condition.of, condition.operator, condition.than.value) == (
        "pilots",
        "at_least",
        Decimal(3),
    )


def test_s0_09_rewards_are_yearly_in_the_village_and_twice_in_five_years_in_the_commune() -> None:
    rhythm = {a.key: (a.level, a.times, a.in_years, a.yearly_on) for a in plan().awards}
    assert rhythm["area_award"] == ("area", 1, 1, "18/11")
    assert rhythm["commune_award"] == ("commune", 2, 5, "")
    assert milestone("yearly_review").yearly_on == "18/11"
    assert milestone("commune_review").rhythm == "5 năm hai lần"


def test_s0_10_s0_11_a_group_is_about_15_to_30_adjacent_households() -> None:
    found = groups()
    assert (found.covers, found.minimum, found.maximum) == ("households", 15, 30)
    assert (found.soft, found.adjacent) == (True, True)
    assert "khoảng 15- 30 hộ gia đình liền kề" in found.source.place


def test_s0_12_leader_and_deputy_are_elected_for_the_term_of_the_area_head() -> None:
    positions = groups().positions
    assert [(p.key, p.filled_by, p.count) for p in positions] == [
        ("leader", "elected", 1),
        ("deputy", "elected", 1),
    ]
    terms = [p.term for p in positions if p.term]
    assert [(t.months, t.same_as) for t in terms] == [(30, "area_head")] * 2


def test_s0_14_to_s0_16_the_front_committee_proposes_and_the_peoples_committee_decides() -> None:
    bodies = (groups().nominated_by, groups().requested_by, groups().established_by)
    assert [body and body.label for body in bodies] == [
        "Ban công tác Mặt trận thôn",
        "Ban công tác Mặt trận thôn, tổ tự quản",
        "Ủy ban nhân dân xã",
    ]
    assert paper("establish_request").annexes == ("household_meeting_minutes", "household_list")


def test_s0_16_s0_17_decisions_of_the_state_annex_the_list_of_households() -> None:
    decisions = {item.key: item for item in plan().papers if item.kind == "decision"}
    assert {key: item.annexes for key, item in decisions.items()} == {
        "dissolve_decision": ("household_list",),
        "establish_batch_decision": ("group_list", "household_list"),
        "establish_decision": ("household_list",),
        "recognise_head_decision": (),
        "reconstitute_decision": ("household_list",),
    }
    assert {item.style for item in decisions.values()} == {"state"}
    assert {key: " ".join(item.body[0].split()[2:4]) for key, item in decisions.items()} == {
        "dissolve_decision": "Giải thể",
        "establish_batch_decision": "Thành lập",
        "establish_decision": "Thành lập",
        "recognise_head_decision": "Công nhận",
        "reconstitute_decision": "Kiện toàn",
    }


def test_s0_16_whoever_was_elected_stands_in_a_table_after_article_1() -> None:
    for key in ("establish_decision", "reconstitute_decision", "recognise_head_decision"):
        decision = paper(key)
        assert [c.label for c in decision.columns] == ["TT", "Họ và tên", "Chức vụ", "Số phiếu"]
        assert decision.body[0].endswith("các ông, bà có tên sau:")
        assert not any(text.endswith(":") for text in decision.body[1:])


def test_s0_16_a_decision_for_many_groups_lists_them() -> None:
    columns = paper("group_list").columns
    labels = ["STT", "Thôn", "Tên tổ", "Số hộ", "Tổ trưởng", "Tổ phó"]
    assert [column.label for column in columns] == labels


def test_s0_14_to_s0_16_a_decision_rests_on_the_law_the_minutes_and_the_request() -> None:
    assert paper("establish_decision").bases == (
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Kế hoạch số 95-KH/ĐU ngày 11/02/2019 của Đảng ủy xã Quỳnh Vinh",
        "Căn cứ biên bản họp các hộ dân {group_name} ngày {meeting_day}",
        "Xét đề nghị của Ban Công tác Mặt trận {area_name} tại Văn bản số {request_number} "
        "ngày {request_day}",
    )


def test_s0_10_the_list_of_households_names_heads_and_nobody_else() -> None:
    columns = paper("household_list").columns
    assert [c.key for c in columns] == ["number", "household_head", "address", "note"]
    assert {c.about for c in columns} == {"row", "household"}


def test_s0_19_supervision_is_general_by_the_commune_and_direct_by_the_village() -> None:
    supervisors = [(d.by, d.level) for d in plan().duties if "S0-19" in d.source.rules]
    assert supervisors == [("Ủy ban nhân dân xã", "commune"), ("Ban cán sự thôn", "area")]
    assert {duty("supervise_generally").role, duty("supervise_directly").role} == {"supervises"}


def test_s0_21_the_group_may_attend_meetings() -> None:
    (right,) = [item for item in plan().provisions if item.kind == "right"]
    assert right.label.startswith("Tổ tự quản được dự các cuộc họp của chi bộ, thôn")
    assert right.source.place == "II.4, dòng 79"


def test_s0_22_the_topic_is_on_the_agenda_of_the_party_every_month() -> None:
    (meeting,) = plan().meetings
    assert (meeting.periods, meeting.who) == (("month",), "Đảng ủy xã, các chi bộ")
    assert "thi đua, xếp loại hàng năm" in meeting.agenda[1]


def test_s0_23_the_papers_the_front_has_to_prepare_say_that_their_words_are_ours() -> None:
    prepared = [item for item in plan().papers if "S0-23" in item.source.rules]
    assert [item.key for item in prepared] == [
        "area_registration",
        "household_commitment",
        "operating_rules",
    ]
    assert all("là của chúng tôi" in item.source.default for item in prepared)
    assert paper("area_registration").rows == tuple(SIX_NOES_AND_THREE_YESES.values())


def test_s0_24_the_area_registers_and_households_sign_under_it() -> None:
    assert [(p.key, p.signed_by) for p in plan().pledges] == [
        ("area_registration", "area"),
        ("household_commitment", "households"),
    ]
    together = [link.key for link in plan().links if "S0-24" in link.source.rules]
    assert together == ["cultured_area", "cultured_family"]


def test_s0_26_s0_27_who_leads_and_who_coordinates() -> None:
    found = {key: (duty(key).by, duty(key).role) for key in ("government_directs",)}
    assert found == {"government_directs": ("Ủy ban nhân dân xã", "leads")}
    assert (duty("police_coordinates").by, duty("police_coordinates").role) == (
        "Ban Công an xã",
        "coordinates",
    )
    assert duty("organisations_join").role == "coordinates"
    assert "quản lý quá trình hoạt động của tổ tự quản" in duty("organisations_join").label


def test_s0_28_s0_29_the_distribution_list_has_twenty_two_party_cells() -> None:
    assert [(a.label, a.purpose, a.count) for a in plan().recipients] == [
        ("TT Thị ủy", "b/c", None),
        ("Ban Dân vận thị ủy", "b/c", None),
        ("UBND xã", "", None),
        ("MTTQ, các đoàn thể", "", None),
        ("22 chi bộ nông thôn", "", 22),
        ("Lưu VP", "", None),
    ]


def test_s0_30_the_quarterly_report_is_a_default_the_issuer_may_switch_off() -> None:
    calendar = plan().calendar("quarterly")
    assert (calendar.period, calendar.optional, calendar.reporter) == ("quarter", True, "group")
    assert calendar.source.document == ""
    assert "S0-30" in calendar.source.default


def test_s0_30_the_class_is_a_default_the_issuer_may_change() -> None:
    scoring = plan().scoring
    assert scoring is not None
    (kept,) = scoring.classes
    assert (kept.key, kept.label, scoring.otherwise) == ("all_kept", "Đạt", "Chưa đạt")
    assert "không nêu cách phân loại" in kept.source.default
    assert scoring.total is None


def test_what_the_plan_leaves_open_says_the_default_and_who_chooses() -> None:
    notes = plan().notes
    assert all(re.fullmatch(r"S0-\d\d", note.rule) for note in notes)
    assert all(note.default and note.chosen_by for note in notes)
    assert {"S0-04", "S0-07", "S0-12", "S0-24"} <= {note.rule for note in notes}
    assert {note.key for note in notes if note.rule == "S0-30"} == {
        "report_frequency",
        "form_contents",
        "grading",
        "election_majority",
        "budget",
    }


def test_a_slip_in_a_pack_is_reported_with_file_line_and_column() -> None:
    texts = files(KEY)
    path = f"{KEY}/2019/edition.yaml"
    lines = texts[path].splitlines()
    number = lines.index("    minimum: 15")
    lines[number] = "    minimun: 15"
    problems = load_pack({**texts, path: "\n".join(lines)})[1]
    params = {"key": "minimun", "did_you_mean": "minimum"}
    found = [problem for problem in problems if not problem.is_warning]
    assert found == [Problem("unknown_key", f"{path}:{number + 1}:5", params)]
