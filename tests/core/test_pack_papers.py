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
from tuquan.core.packs import load_pack


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
