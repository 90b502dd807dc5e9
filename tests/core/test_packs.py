"""Loading packs: the files, every problem at once with its place, editions, the stored form."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.pack_sample import EDITION, HEAD, edition, load, place
from tuquan.core.packs import (
    canonical_json,
    edition_from_json,
    load_pack,
    local_terms_from_json,
    sha256,
)
from tuquan.core.problems import Problem
from tuquan.core.programme import Pack, Question, Source, Target
from tuquan.core.programme.local import DueDay, HeldDuty, LocalTerms
from tuquan.core.time import DueRule


def test_a_good_pack_has_its_edition_and_no_problem() -> None:
    subject = edition()
    bins = subject.question("monthly", "bins")
    assert subject.effective_until == date(2027, 1, 1)
    assert subject.calendar("monthly").due == DueRule(day_of_next_month=5)
    assert bins.target == Target("percent_of", Decimal("80.5"), "households", Source(default="thử"))
    assert (bins.stock, bins.at_most, bins.baseline) == (True, "households", "bins")
    assert subject.forms[1].question("words") == Question(
        "words", "Kiến nghị", "text", source=Source(default="thử")
    )


def test_a_pack_may_be_given_without_its_folder() -> None:
    pack, problems = load_pack({"pack.yaml": HEAD, "2026/edition.yaml": EDITION})
    assert problems == []
    assert pack == Pack("demo", "Chương trình thử", editions=(edition(),), cases={"2026": ()})


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    broken = (
        EDITION.replace("title: Kế hoạch thử", "titel: Kế hoạch thử")
        .replace("minimum: 15", "minimum: 31")
        .replace("baseline: bins", "baseline: bin")
        .replace("day_of_next_month: 5", "day_of_next_month: 010")
        .replace("checked_on: 2026-11-20", "checked_on: 2026-11-31")
    )
    assert [(p.code, p.where) for p in load(broken)[1]] == [
        ("wrong_type", place(broken, "2026-11-31")),
        ("missing_key", place(broken, "{cited_as")),
        ("unknown_key", place(broken, "titel")),
        ("minimum_above_maximum", place(broken, "31\n    maximum")),
        ("dangling_reference", place(broken, "bin\n            direction")),
        ("wrong_type", place(broken, "010")),
    ]


def test_a_pack_needs_its_head() -> None:
    assert load_pack({"2026/edition.yaml": EDITION}) == (
        None,
        [Problem("file_missing", "pack.yaml")],
    )


def test_one_pack_is_read_at_a_time() -> None:
    files = {"a/pack.yaml": HEAD, "b/pack.yaml": HEAD}
    assert load_pack(files) == (None, [Problem("several_packs", "b/pack.yaml")])


def test_a_pack_needs_an_edition() -> None:
    assert load_pack({"demo/pack.yaml": HEAD})[1] == [Problem("no_edition", "demo/pack.yaml")]


@pytest.mark.parametrize(
    "path", ["demo/2026/editon.yaml", "demo/edition.yaml", "2026/edition.yaml"]
)
def test_a_file_nobody_reads_is_refused(path: str) -> None:
    assert load_pack({"demo/pack.yaml": HEAD, path: EDITION})[1] == [Problem("unknown_file", path)]


def test_the_keys_of_pack_and_edition_are_the_names_of_their_folders() -> None:
    problems = load(EDITION.replace('"2026"', '"2025"'), HEAD.replace("demo", "demos"))[1]
    assert problems == [
        Problem(
            "other_programme", "demo/2026/edition.yaml:1:12", {"programme": "demo", "pack": "demos"}
        ),
        Problem(
            "key_is_not_folder", "demo/2026/edition.yaml:2:6", {"key": "2025", "folder": "2026"}
        ),
        Problem("key_is_not_folder", "demo/pack.yaml:1:6", {"key": "demos", "folder": "demo"}),
    ]


def test_a_pack_has_a_key_fit_for_a_folder_and_an_address() -> None:
    problems = load(head=HEAD.replace("demo", "Demo Pack"))[1]
    assert problems[-1] == Problem("bad_key", "demo/pack.yaml:1:6", {"key": "Demo Pack"})


def test_files_that_are_not_yaml_are_named_together() -> None:
    found = load("a: b: c", "- [}")[1]
    assert [(p.code, p.where) for p in found] == [
        ("not_yaml", "demo/2026/edition.yaml:1:5"),
        ("not_yaml", "demo/pack.yaml:1:4"),
    ]


@pytest.mark.parametrize("text", ["- a", "just text"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    assert [p.code for p in load(text, "- a")[1]] == ["wrong_type", "wrong_type"]


def later(first_day: str) -> dict[str, str]:
    text = EDITION.replace('"2026"', '"2027"').replace("effective_until: 2027-01-01\n", "")
    text = text.replace("effective_from: 2026-01-01", f"effective_from: {first_day}")
    return {"pack.yaml": HEAD, "2026/edition.yaml": EDITION, "2027/edition.yaml": text}


def test_editions_come_oldest_first_and_may_follow_on_the_same_day() -> None:
    pack, problems = load_pack(later("2027-01-01"))
    assert problems == []
    assert pack is not None
    assert [edition.key for edition in pack.editions] == ["2026", "2027"]


def test_two_editions_in_force_on_one_day_are_refused() -> None:
    assert load_pack(later("2026-12-31"))[1] == [
        Problem("overlapping_dates", "2027/edition.yaml:6:17", {"other": "2026"})
    ]


def test_an_edition_without_a_last_day_holds_until_the_next_one_begins() -> None:
    open_ended = EDITION.replace("effective_until: 2027-01-01\n", "")
    assert load_pack(later("2026-07-01") | {"2026/edition.yaml": open_ended})[1] == []
    same_day = load_pack(later("2026-01-01") | {"2026/edition.yaml": open_ended})[1]
    assert [problem.code for problem in same_day] == ["overlapping_dates"]


def test_canonical_json_leaves_out_defaults_and_keeps_vietnamese() -> None:
    stored = canonical_json(edition())
    assert (
        json.dumps(json.loads(stored), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        == stored
    )
    assert '"issuer":"Xã Thử"' in stored
    assert '"value":"80.5"' in stored
    assert '"effective_from":"2026-01-01"' in stored
    assert '"legal_basis"' not in stored
    assert '"stock":true' in stored


def test_an_edition_comes_back_from_its_canonical_json() -> None:
    subject = edition()
    back = edition_from_json(canonical_json(subject))
    assert back == subject
    assert sha256(back) == sha256(subject)


def test_local_terms_come_back_from_their_canonical_json() -> None:
    terms = LocalTerms(
        off=("calendars/weekly",),
        due_days=(DueDay("monthly", 3),),
        duties=(HeldDuty("leads", "Mặt trận xã"),),
    )
    assert local_terms_from_json(canonical_json(terms)) == terms
    assert local_terms_from_json("{}") == LocalTerms()


def test_the_hash_does_not_depend_on_how_the_pack_was_written() -> None:
    rewritten = EDITION.replace("title: Chương trình thử", 'title:   "Chương  trình\n  thử"')
    rewritten = "# a comment\n" + rewritten.replace("value: 80.5", "value: 80.50")
    pack, problems = load(rewritten)
    assert problems == []
    assert pack is not None
    assert sha256(pack.editions[0]) == sha256(edition())


def test_the_hash_changes_with_every_word() -> None:
    other = dataclasses.replace(edition(), title="Chương trình khác")
    assert len(sha256(other)) == 64
    assert sha256(other) != sha256(edition())


@pytest.mark.parametrize("text", ["[]", "{}", '{"programme":1.5}', "null"])
def test_what_was_not_stored_by_us_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Not a stored definition"):
        edition_from_json(text)


LINES = EDITION.splitlines()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(["", "  x: y", "{", "  - {}", "forms: []", "sections:", "    key: a"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_damage_to_a_pack_makes_the_loader_fail(damage: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for number, text in damage:
        lines[number] = text
    pack, problems = load("\n".join(lines))
    assert (pack is None) == bool(problems)
