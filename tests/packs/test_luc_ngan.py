"""The pack of Lục Ngạn (S2) says what the district's pilot plan says."""

from __future__ import annotations

import re
from datetime import date

from tests.packs.pack_files import (
    edition,
    loaded,
    pack,
    untagged,
    walk,
    without_english,
    wrong_cases,
)
from tuquan.core.packs import canonical_json, edition_from_json
from tuquan.core.programme import Board, Calendar, Edition, Milestone, Paper
from tuquan.core.time import DueRule

KEY = "luc-ngan-2021"


def plan() -> Edition:
    return edition(KEY)


def board(key: str) -> Board:
    return {board.key: board for board in plan().boards}[key]


def milestone(key: str) -> Milestone:
    return {item.key: item for item in plan().milestones}[key]


def paper(key: str) -> Paper:
    return {paper.key: paper for paper in plan().papers}[key]


def note(key: str) -> str:
    return {note.key: note.rule for note in plan().notes}[key]


def test_s2_06_the_only_problem_is_a_board_that_cannot_hold_its_own_seats() -> None:
    problems = loaded(KEY)[1]
    assert [(p.code, p.params, p.is_warning) for p in problems] == [
        ("seats_do_not_fit", {"seats": 11, "maximum": 9}, True)
    ]


def test_the_plan_comes_back_from_its_stored_form() -> None:
    assert edition_from_json(canonical_json(plan())) == plan()


def test_every_rule_of_the_document_is_carried_by_more_than_a_note() -> None:
    assert untagged(KEY, "S2", 32) == []


def test_every_label_has_its_english() -> None:
    assert without_english(KEY) == []


def test_everything_taken_from_the_plan_names_a_line() -> None:
    cited = [item.source for item in walk(plan()) if getattr(item, "source", None)]
    places = [source.place for source in cited if source.document]
    assert len(places) > 100
    assert [place for place in places if not re.search(r"dòng \d", place)] == []


def test_all_cases_of_the_pack_pass() -> None:
    assert len(pack(KEY).cases["2021"]) == 64
    assert wrong_cases(KEY) == []


def test_s2_01_the_plan_rests_on_the_notice_of_july_2021() -> None:
    (basis,) = plan().legal_basis
    assert (basis.number, basis.issued_on) == ("398-TB/TU", date(2021, 7, 5))
    assert plan().issuer == "Ban Thường vụ Huyện ủy Lục Ngạn"


def test_s2_01_the_missing_number_is_a_note_and_the_first_day_a_choice() -> None:
    assert (plan().number, plan().issued_on) == ("", None)
    assert plan().effective_from == date(2021, 10, 1)
    assert note("number_and_date") == "S2-01"


def test_the_days_of_the_plan_move_by_whole_months() -> None:
    assert plan().re_dated_by == "months"


def test_s2_02_two_villages_are_named_as_pilots() -> None:
    (pilots,) = plan().pilots
    assert pilots.named == ("thôn Quý Thịnh, xã Quý Sơn", "thôn Ngọt, xã Hồng Giang")
    assert pilots.count == 2


def test_s2_05_three_tasks_for_all_and_a_fourth_in_one_village() -> None:
    assert [(theme.label, theme.only_in) for theme in plan().themes] == [
        ("phòng, chống dịch Covid -19", ()),
        ("giữ gìn an ninh, trật tự", ()),
        ("bảo vệ môi trường", ()),
        (
            "giữ gìn bản sắc dân tộc Sán Dìu góp phần nâng cao đời sống tinh thần cho nhân dân",
            ("thôn Ngọt, xã Hồng Giang",),
        ),
    ]
    assert (note("three_or_four_tasks"), note("four_tasks_in_decision")) == ("S2-05", "S2-27")


def test_s2_24_each_task_has_its_partner_office() -> None:
    assert [theme.partner and theme.partner.label for theme in plan().themes] == [
        "Phòng Y tế huyện",
        "Công an huyện",
        "Phòng Tài nguyên và Môi trường huyện",
        "Phòng Văn hóa và Thông tin",
    ]


def test_s2_04_the_guidance_team_has_six_people() -> None:
    team = board("district_team")
    assert (team.minimum, team.maximum, team.level) == (6, 6, "district")
    assert [(seat.label, seat.role) for seat in team.seats] == [
        ("Trưởng Ban Dân vận Huyện ủy", "chair"),
        ("Đại diện lãnh đạo Phòng Y tế", "member"),
        ("Đại diện lãnh đạo Phòng Tài nguyên và Môi trường", "member"),
        ("Đại diện lãnh đạo Công an huyện", "member"),
        ("Đại diện lãnh đạo Phòng Văn hóa và Thông tin", "member"),
        ("Phó Trưởng Ban Dân vận Huyện ủy", "member"),
    ]


def test_s2_06_the_commune_board_has_seven_to_nine_people() -> None:
    steering = board("commune_board")
    assert (steering.minimum, steering.maximum) == (7, 9)
    assert [seat.label for seat in steering.seats if seat.role != "member"] == [
        "Bí thư Đảng ủy xã",
        "Phó Bí thư Thường trực",
        "01 đồng chí lãnh đạo UBND xã",
    ]
    seats = {seat.label: seat for seat in steering.seats}
    assert seats["Trưởng các đoàn thể"].minimum == 4
    assert "S2-06" in seats["Trưởng các đoàn thể"].source.default
    assert note("board_composition") == "S2-06"


def test_s2_13_three_to_five_people_look_after_thirty_to_fifty_households() -> None:
    (team,) = plan().group_kinds
    assert (team.covers, team.minimum, team.maximum) == ("team", 30, 50)
    assert (team.people_minimum, team.people_maximum) == (3, 5)
    assert team.people_from == (
        "cán bộ thôn",
        "các đoàn thể",
        "tình nguyện viên tại khu, cụm dân cư",
    )
    assert team.built_on == "Tổ Covid cộng đồng"


def test_s2_32_leader_and_deputy_are_assigned_without_a_term() -> None:
    (team,) = plan().group_kinds
    assert [(p.label, p.filled_by, p.count, p.term) for p in team.positions] == [
        ("Tổ trưởng", "assigned", 1, None),
        ("Tổ phó", "assigned", 1, None),
    ]
    assert note("no_election_no_term") == "S2-32"


def test_s2_07_the_party_committee_of_the_commune_sets_up_the_teams() -> None:
    (team,) = plan().group_kinds
    assert team.established_by is not None
    assert team.established_by.label == "Đảng ủy xã"


def test_s2_08_the_weekly_form_has_five_fields_at_most() -> None:
    weekly = plan().form("weekly")
    assert [(q.key, q.kind) for q in weekly.questions] == [
        ("households_reached", "count"),
        ("texts_spread", "count"),
        ("moved_in", "count"),
        ("moved_out", "count"),
        ("suggestions", "text"),
    ]


def test_s2_15_no_form_is_about_a_household_or_a_person() -> None:
    assert {form.about for form in plan().forms} <= {"group", "area"}
    texts = [q for form in plan().forms[:2] for q in form.questions if q.kind == "text"]
    assert all("không ghi tên ai" in question.help.lower() for question in texts)
    assert note("not_surveillance") == "S2-15"


def test_s2_08_the_weekly_report_is_due_on_monday_by_default() -> None:
    weekly = plan().calendar("weekly")
    assert (weekly.reporter, weekly.period) == ("group", "week")
    assert weekly.due == DueRule(days_after_end=1)
    assert "không nêu thứ mấy" in weekly.source.default


def test_s2_08_an_incident_is_reported_by_phone_or_zalo_on_a_form() -> None:
    (incident,) = plan().incident_reports
    assert (incident.form, incident.channels) == ("incident", ("điện thoại", "Zalo"))
    assert plan().form("incident").purpose == "incident"
    assert "113, 114 hoặc 115" in plan().form("incident").sections[0].intro


def of(calendar: Calendar) -> tuple[str, str, str, str]:
    return calendar.period, calendar.reporter, calendar.reported_by, calendar.fed_by


def test_s2_25_the_commune_reports_monthly_and_quarterly_through_the_commission() -> None:
    month, quarter = plan().calendar("month"), plan().calendar("quarter")
    assert of(month) == ("month", "board", "Đảng ủy xã", "weekly")
    assert of(quarter) == ("quarter", "board", "Đảng ủy xã", "weekly")
    for calendar in (month, quarter, plan().calendar("reviews")):
        (recipient,) = calendar.recipients
        assert (recipient.label, recipient.via) == (
            "Ban Thường vụ Huyện ủy",
            "Ban Dân vận Huyện ủy",
        )


def test_s2_26_the_commission_rolls_up_four_times_over_for_two_recipients() -> None:
    keys = ("district_month", "district_quarter", "district_half_year", "district_year")
    calendars = [plan().calendar(key) for key in keys]
    assert [of(calendar) for calendar in calendars] == [
        (period, "organisation", "Ban Dân vận Huyện ủy", "weekly")
        for period in ("month", "quarter", "half_year", "year")
    ]
    for calendar in calendars:
        assert [(r.label, r.level) for r in calendar.recipients] == [
            ("Ban Thường vụ Huyện ủy", "district"),
            ("Ban Dân vận Tỉnh ủy", "province"),
        ]


def test_s2_22_three_reviews_each_in_its_month() -> None:
    assert [(w.key, w.start, w.until) for w in plan().calendar("reviews").windows] == [
        ("review_1", date(2022, 1, 1), date(2022, 2, 1)),
        ("review_2", date(2022, 6, 1), date(2022, 7, 1)),
        ("final_review", date(2022, 10, 1), date(2022, 11, 1)),
    ]


def test_s2_11_the_board_reviews_six_points_every_quarter() -> None:
    meetings = {meeting.key: meeting for meeting in plan().meetings}
    assert meetings["board_review"].periods == ("quarter",)
    assert len(meetings["board_review"].agenda) == 6
    assert meetings["team_meeting"].periods == ("quarter", "half_year", "year")
    assert len(meetings["team_meeting"].agenda) == 4


def test_s2_19_s2_20_s2_21_deadlines_of_october_2021_end_the_day_before() -> None:
    assert {item.key: item.before for item in plan().milestones if item.before} == {
        "district_plan": date(2021, 10, 10),
        "task_guidance": date(2021, 10, 15),
        "commune_plan": date(2021, 10, 15),
        "teams_decided": date(2021, 10, 15),
        "launch_conference": date(2021, 10, 15),
        "teams_at_work": date(2021, 10, 20),
        "zalo_group_complete": date(2021, 10, 20),
    }


def test_s2_22_scaling_out_starts_in_december_2022_and_has_no_end() -> None:
    scale_out = milestone("scale_out")
    assert (scale_out.starts, scale_out.by, scale_out.worded) == (
        date(2022, 12, 1),
        None,
        "từ tháng 12/2022",
    )


def test_s2_12_s2_23_rewards_are_proposed_to_commune_and_district() -> None:
    assert [(award.decided_by, award.level) for award in plan().awards] == [
        ("Hội đồng thi đua khen thưởng xã", "commune"),
        ("UBND huyện", "district"),
    ]


def test_s2_27_form_01_keeps_the_motto_of_the_state_and_says_that_it_is_wrong() -> None:
    decision = paper("form_01")
    assert decision.style == "party"
    assert decision.motto == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
    )
    assert decision.number == "Số:-QĐ/ĐU"
    assert len(decision.bases) == 4
    assert [text[:7] for text in decision.body] == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert "quốc hiệu của Nhà nước" in decision.fault


def test_s2_28_form_01_is_signed_for_another_body_than_it_names() -> None:
    decision = paper("form_01")
    assert "BAN THƯỜNG VỤ" in decision.title
    assert decision.signature is not None
    assert decision.signature.on_behalf_of == "T/M BAN CHẤP HÀNH"
    assert note("who_decides") == "S2-28"


def test_s2_29_columns_of_the_list_of_members() -> None:
    members = paper("form_01_list")
    assert paper("form_01").annexes == ("form_01_list",)
    assert [(column.label, column.under) for column in members.columns] == [
        ("TT", ""),
        ("Tổ Dân vận cộng đồng", ""),
        ("Tổ", ""),
        ("STT", "Người tham gia Tổ Dân vận cộng đồng"),
        ("Họ và tên", "Người tham gia Tổ Dân vận cộng đồng"),
        ("Chức vụ hiện tại", "Người tham gia Tổ Dân vận cộng đồng"),
        ("Chức vụ tham gia Tổ DVCD", ""),
    ]
    assert members.rows == ("Tổ trưởng", "Tổ phó", "Tổ viên")


def test_s2_30_form_02_asks_for_the_head_and_a_number_only() -> None:
    households = paper("form_02")
    assert [(column.label, column.about) for column in households.columns] == [
        ("Tên nhóm", "row"),
        ("Họ và tên người phụ trách các hộ gia đình", "person"),
        ("Số TT", "household"),
        ("Họ và tên chủ hộ", "household"),
        ("Năm sinh", "household"),
        ("Số nhân khẩu trong gia đình", "household"),
        ("Ghi chú", "household"),
    ]
    assert note("household_members") == "S2-30"


def test_s2_31_both_distribution_lists() -> None:
    assert [(line.label, line.purpose) for line in plan().recipients][:3] == [
        ("Thường trực Tỉnh ủy", "báo cáo"),
        ("Ban Dân vận Tỉnh ủy", "báo cáo"),
        ("Thường trực Huyện ủy", ""),
    ]
    assert len(plan().recipients) == 8
    assert [line.purpose for line in paper("form_01").recipients] == ["b/c"] * 3 + [""] * 5


def test_the_district_of_the_chain_is_abolished() -> None:
    assert [(level.kind, level.abolished_on) for level in plan().reporting_chain] == [
        ("area", None),
        ("commune", None),
        ("district", date(2025, 7, 1)),
        ("province", None),
    ]


def test_s2_02_ethnicity_is_named_for_the_whole_village_and_asked_nowhere() -> None:
    questions = [question for form in plan().forms for question in form.questions]
    assert [q.key for q in questions if "dân tộc" in q.label or "Sán Dìu" in q.label] == []
    assert note("culture_at_area_level") == "S2-02"
