"""Papers and cases: files of their own beside the edition, and what makes no sense in them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.pack_sheet import (
    CASES,
    CASES_PATH,
    HEAD,
    PAPER,
    PAPER_PATH,
    SHEET,
    after,
    good_edition,
    good_pack,
    line,
    load,
)
from tuquan.core import strict_yaml
from tuquan.core.packs import load_pack
from tuquan.core.packs.reading import Reading
from tuquan.core.papers.fields import FIELDS, blanks_of, pieces_in
from tuquan.core.programme import Paper


def test_papers_stand_in_their_edition_by_key() -> None:
    paper = good_edition().papers[0]
    assert (paper.key, paper.kind, [column.about for column in paper.columns]) == (
        "decision",
        "decision",
        ["household", "person"],
    )


def test_papers_come_in_the_order_of_their_keys_and_a_file_may_have_hyphens() -> None:
    extra = PAPER.replace("key: decision", "key: a_list").replace("kind: decision", "kind: list")
    texts = {
        "pack.yaml": HEAD,
        "2026/edition.yaml": SHEET,
        "2026/papers/decision.yaml": PAPER,
        "2026/papers/a-list.yaml": extra,
    }
    pack, problems = load_pack(texts)
    assert problems == []
    assert pack is not None
    assert [paper.key for paper in pack.editions[0].papers] == ["a_list", "decision"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("key: decision", "key: decisions", "key_is_not_file"),
        ("source: {default: thử}\n", "", "source_missing"),
        (
            "source: {default: thử}\n",
            "missing: true\nsource: {default: thử}\n",
            "missing_paper_has_content",
        ),
        ("key: born", "key: name", "key_used_twice"),
        ("Năm sinh", "Tôn giáo", "about_a_person"),
        ("body: [", "body: [[", "not_yaml"),
    ],
)
def test_what_makes_no_sense_in_a_paper(old: str, new: str, code: str) -> None:
    problems = load(paper=PAPER.replace(old, new, 1))[1]
    assert problems[0].code == code
    assert problems[0].where.startswith(f"{PAPER_PATH}:")


EVERY_TEXT = """\
key: decision
kind: decision
style: state
title: Quyết định {x1}
title_en: Decision {x2}
letterhead: ["ỦY BAN {x3}"]
motto: "Độc lập {x4}"
number: "Số {x5}"
bases:
  - Căn cứ luật
  - Căn cứ {x6}
body:
  - Điều 1. {group_name}, {x7}, {x7}
  - Điều 2. {household_count}, {} và { area_name }
columns:
  - {key: name, label: "Họ tên {x8}", under: "Hộ {x9}"}
rows: ["{x10}"]
signature: {on_behalf_of: "TM. {x11}", for_post: "KT. {x12}", post: "CHỦ TỊCH {x13}"}
recipients:
  - {label: "Gửi {x14}"}
fault: Nguồn ghi {x15}
source: {default: thử}
"""


def test_a_blank_nobody_can_fill_is_told_where_it_stands() -> None:
    problems = load(paper=EVERY_TEXT)[1]
    assert {p.code for p in problems} == {"unknown_blank"}
    told = [(p.params["name"], p.where.removeprefix(f"{PAPER_PATH}:")) for p in problems]
    assert told == [
        ("x1", "4:8"),
        ("x2", "5:11"),
        ("x3", "6:14"),
        ("x4", "7:8"),
        ("x5", "8:9"),
        ("x6", "11:5"),
        ("x7", "13:5"),
        ("", "14:5"),
        (" area_name ", "14:5"),
        ("x8", "16:24"),
        ("x10", "17:8"),
        ("x11", "18:27"),
        ("x12", "18:50"),
        ("x13", "18:69"),
        ("x14", "20:13"),
    ]


def test_every_text_that_is_filled_is_checked_for_blanks() -> None:
    node, _ = strict_yaml.read(EVERY_TEXT, PAPER_PATH)
    assert node is not None
    filled = [name for name in blanks_of(Reading().read(Paper, node)) if name not in FIELDS]
    told = {p.params["name"] for p in load(paper=EVERY_TEXT)[1]}
    assert told - {"x2"} == set(filled)  # the English title is read on the page alone


@pytest.mark.parametrize(
    ("written", "meant"),
    [("groupname", "group_name"), (" area_name ", "area_name"), ("zzz", ""), ("x" * 200, "")],
)
def test_what_a_blank_was_probably_meant_to_be_is_suggested(written: str, meant: str) -> None:
    paper = PAPER.replace("thành lập tổ", f"thành lập {{{written}}}")
    [problem] = load(paper=paper)[1]
    assert problem.params == {"name": written, "did_you_mean": meant}


def test_a_paper_with_known_blanks_is_as_good_as_one_without() -> None:
    paper = PAPER.replace("thành lập tổ", "thành lập {group_name} ở {area_name}")
    assert load(paper=paper)[1] == []


def test_texts_that_cannot_be_read_are_not_searched_for_blanks() -> None:
    paper = PAPER.replace("body: [Điều 1., Điều 2.]", 'body: {x: "{y}"}')
    assert [p.code for p in load(paper=paper)[1]] == ["wrong_type"]


def test_a_text_falls_into_pieces_at_its_blanks() -> None:
    assert list(pieces_in("Lập {group_name} và {gì đó}.")) == [
        ("Lập ", None),
        ("{group_name}", FIELDS["group_name"]),
        (" và ", None),
        ("{gì đó}", None),
        (".", None),
    ]
    assert list(pieces_in("")) == [("", None)]


def test_a_missing_paper_is_excused_from_a_source_by_its_fault() -> None:
    text = "key: decision\nkind: annex\nstyle: front\ntitle: Phụ lục\nmissing: true\n"
    assert [p.code for p in load(paper=text)[1]] == ["source_missing"]
    assert load(paper=text + "fault: Không kèm theo\n")[1] == []


def test_papers_are_not_written_into_the_edition() -> None:
    assert after("awards:\n", "papers: []\nawards:\n") == [
        ("papers_in_edition", line(SHEET, "awards:"), {})
    ]


def test_cases_come_with_the_pack_and_not_in_the_edition() -> None:
    cases = good_pack().cases["2026"]
    assert [case.name for case in cases] == ["đủ điểm", "thu nhập", "hạn tuần"]
    assert cases[1].values == {"income": "3"}
    assert cases[0].values == {}
    assert cases[2].due_on == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("name: thu nhập", "name: đủ điểm", "key_used_twice"),
        ("of: income", "of: incomes", "dangling_reference"),
        ("of: weekly", "of: weekli", "dangling_reference"),
        ("rules: [S3-23]", "rules: [điều 3]", "bad_rule_number"),
        ('values: {income: "3"}', "values: [3]", "wrong_type"),
        ('values: {income: "3"}', "values: {income: [3]}", "wrong_type"),
        ("kind: sheet", "kind: sheat", "not_one_of"),
        ("cases:\n", "cases: [\n", "not_yaml"),
    ],
)
def test_what_makes_no_sense_in_a_case(old: str, new: str, code: str) -> None:
    pack, problems = load(cases=CASES.replace(old, new, 1))
    assert pack is None
    assert [p.code for p in problems] == [code]
    assert problems[0].where.startswith(f"{CASES_PATH}:")


@pytest.mark.parametrize(
    ("part", "kind", "of"), [("criteria", "criterion", "income"), ("forms", "answers", "weekly")]
)
def test_a_case_about_something_of_a_parent_is_not_called_missing(
    part: str, kind: str, of: str
) -> None:
    cases = f"cases: [{{name: a, kind: {kind}, of: {of}_of_the_city, expect: passed}}]"
    assert [p.code for p in load(cases=cases)[1]] == ["dangling_reference"]
    assert load(SHEET.replace("parts: []", f"parts: [{part}]"), cases=cases)[1] == []
