"""The papers of all packs: named blanks wherever the platform knows the value, nothing dotted.

S0-13…S0-17, S0-23, S0-24, S1-09, S1-12…S1-14, S1-17…S1-19, S2-07, S2-13, S2-14, S2-27…S2-30, F-104.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.packs.pack_files import PACKS, edition
from tuquan.core.papers import FIELDS, Contents, Issue, blanks_of, fill, style_for
from tuquan.core.papers.fields import texts_of
from tuquan.core.programme import Edition, Paper

DAY = date(2026, 10, 28)
EDITIONS = [edition(path.parent.name) for path in sorted(PACKS.glob("*/pack.yaml"))]
PAPERS = {
    f"{plan.programme}/{paper.key}": (plan, paper)
    for plan in EDITIONS
    for paper in plan.papers
    if not paper.missing
}
VALUES = {key: f"«{key}»" for key in FIELDS}
PLANS = {"quynh-vinh-2019/plan"}
"""The documents themselves, which are of one place for ever."""

MEETING = {"meeting_time", "meeting_day", "meeting_place", "chair_name", "secretary_name"}
BLANKS = {
    "quynh-vinh-2019/establish_request": {"group_name", "head_name", "deputy_name", "meeting_day"},
    "quynh-vinh-2019/household_meeting_minutes": MEETING
    | {"present_count", "absent_count", "opinions", "election_results", "conclusions"},
    "quynh-vinh-2019/area_registration": {"area_name", "year", "group_count", "household_count"},
    "quynh-vinh-2019/household_commitment": {"area_name", "group_name", "year"},
    "quynh-vinh-2019/dissolve_decision": {"group_name", "reason", "request_number", "request_day"},
    "tuyen-quang-2018/group_decision": {"group_name", "model_name", "head_name", "head_post"},
    "tuyen-quang-2018/board_decision": {"commune_name"},
    "tuyen-quang-2018/group_notice": {"area_name", "group_count", "subgroup_count"},
    "tuyen-quang-2018/commune_plan": {"situation", "schedule", "commune_name"},
    "tuyen-quang-2018/residents_meeting_minutes": MEETING | {"survey_results", "commitments"},
    "tuyen-quang-2018/residents_commitment": {"model_name", "meeting_day", "commitments"},
    "luc-ngan-2021/form_01": {"commune_name", "congress_term", "plan_number", "plan_day", "areas"},
    "luc-ngan-2021/form_02": {"areas"},
    "tan-phong-2021/self_assessment_sheet": {"plan_number", "plan_day", "year"},
}


def annexes_of(plan: Edition, paper: Paper) -> tuple[Paper, ...]:
    """The annexes of a paper that its pack holds."""
    return tuple(one for one in plan.papers if one.key in paper.annexes and not one.missing)


@pytest.mark.parametrize("name", BLANKS)
def test_what_the_platform_knows_has_a_blank_of_its_own(name: str) -> None:
    assert set(blanks_of(PAPERS[name][1])) >= BLANKS[name]


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_dotted_that_could_be_named(name: str) -> None:
    paper = PAPERS[name][1]
    dotted = [text for text in texts_of(paper) if "…" in text and text != paper.number]
    assert dotted == []


@pytest.mark.parametrize("name", sorted(set(PAPERS) - PLANS))
def test_no_paper_of_others_bears_the_name_of_the_place_that_made_the_plan(name: str) -> None:
    letterhead = " ".join(PAPERS[name][1].letterhead)
    for place in ("QUỲNH VINH", "TÂN PHONG", "TUYÊN QUANG", "TAM KỲ"):
        assert place not in letterhead.upper()


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_with_every_value_given_can_be_issued(name: str) -> None:
    plan, paper = PAPERS[name]
    style = style_for(paper.style, DAY)
    issue = Issue(7, DAY, "Minh Sơn", ("Nguyễn Thế Vinh",))
    annexes = annexes_of(plan, paper)
    found = fill(paper, style, Contents(VALUES), issue, annexes=annexes, issuing=True)
    assert found.problems == ()
    assert "…" not in repr(found.paper)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("quynh-vinh-2019/establish_decision", "Thành lập Tổ số 4 thuộc Thôn 6", "Nhiệm kỳ"),
        ("quynh-vinh-2019/reconstitute_decision", "Kiện toàn Tổ số 4 thuộc Thôn 6", "Nhiệm kỳ"),
        ("tuyen-quang-2018/group_decision", "Thành lập Tổ số 4 tại Thôn 6", "Nội dung mô hình"),
        ("tuyen-quang-2018/board_decision", "Thành lập Ban Chỉ đạo", "Ban Chỉ đạo xây dựng"),
    ],
)
def test_the_list_of_people_stands_between_articles_1_and_2(
    name: str, first: str, second: str
) -> None:
    paper = PAPERS[name][1]
    values = VALUES | {"group_name": "Tổ số 4", "area_name": "Thôn 6"}
    rows = {paper.key: [{column.key: "x" for column in paper.columns}]}
    style = style_for(paper.style, DAY)
    blocks = fill(paper, style, Contents(values, rows), Issue()).paper.blocks
    assert [type(block).__name__ for block in blocks[:3]] == [
        "NumberedArticle",
        "Table",
        "NumberedArticle",
    ]
    assert blocks[0].text.startswith(first)  # type: ignore[union-attr]
    assert blocks[2].text.startswith(second)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("article", "words"),
    [
        (2, "đoàn kết, tương thân, tương ái, dân chủ, tự quản, tự giác, tự nguyện"),
        (3, "tuyên truyền, vận động mọi người trong tổ thực hiện chủ trương, đường lối của Đảng"),
        (4, "được dự các cuộc họp của chi bộ, thôn"),
        (5, "Ủy ban nhân dân xã và trực tiếp là ban cán sự thôn"),
    ],
)
def test_the_operating_rules_say_what_the_plan_says_of_groups(article: int, words: str) -> None:
    """S0-18 its principles, S0-20 its work, S0-21 its right to attend, S0-19 who leads it."""
    _plan, rules = PAPERS["quynh-vinh-2019/operating_rules"]
    assert words in rules.body[article]
