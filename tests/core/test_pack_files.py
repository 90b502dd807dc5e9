"""Files nobody should trust: paths that lead elsewhere, bombs, giants and random damage."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.pack_sheet import (
    CASES,
    CASES_PATH,
    EDITION_PATH,
    HEAD,
    PAPER,
    PAPER_PATH,
    SHEET,
    files,
    load,
)
from tests.examples import examples
from tuquan.core.packs import load_pack, sha256
from tuquan.core.problems import Problem
from tuquan.core.strict_yaml import LARGEST_FILE, MOST_PROBLEMS

PATIENCE = 5.0
"""Seconds: five times what `bench/packs.py` allows, for a machine that does other things too."""


@pytest.mark.parametrize(
    "path",
    [
        "../secret/edition.yaml",
        "sheet/../../edition.yaml",
        "/etc/edition.yaml",
        "sheet\\2026\\edition.yaml",
        "C:/sheet/edition.yaml",
        "sheet/2026/\0/edition.yaml",
        "../pack.yaml",
    ],
)
def test_a_path_that_leads_out_of_the_pack_is_refused_and_not_read(path: str) -> None:
    pack, problems = load_pack({**files(), path: "[" * 100})
    assert pack is None
    assert problems == [Problem("path_outside_pack", path)]


def test_a_head_outside_is_no_head() -> None:
    problems = load_pack({"../pack.yaml": HEAD})[1]
    assert [p.code for p in problems] == ["file_missing", "path_outside_pack"]


@pytest.mark.parametrize(
    "path",
    [
        "sheet/2026/papers/a.yml",
        "sheet/2026/notes.yaml",
        "sheet/2026/papers/deep/a.yaml",
        "sheet/2027/papers/a.yaml",
        "sheet/2027/cases/a.yaml",
        "other/2026/edition.yaml",
    ],
)
def test_a_file_that_belongs_nowhere_is_refused(path: str) -> None:
    assert load_pack({**files(), path: PAPER})[1] == [Problem("unknown_file", path)]


def test_cases_and_their_files_do_not_change_the_hash_of_an_edition() -> None:
    with_cases, without = (
        load()[0],
        load_pack({k: v for k, v in files().items() if k != CASES_PATH})[0],
    )
    assert with_cases is not None
    assert without is not None
    assert without.cases == {"2026": ()}
    assert sha256(with_cases.editions[0]) == sha256(without.editions[0])


def test_a_paper_changes_the_hash_of_an_edition() -> None:
    before, changed = load()[0], load(paper=PAPER.replace("Điều 2.", "Điều 3."))[0]
    assert before is not None
    assert changed is not None
    assert sha256(before.editions[0]) != sha256(changed.editions[0])


LONG = LARGEST_FILE - 100
ROWS = "".join(
    f"  - {{key: a{n}, number: r{n}, label: A, source: {{default: a}}}}\n" for n in range(3500)
)
CHAIN = "".join(
    f"  - {{key: a{n}, number: r{n}, label: A, source: {{default: a}}, "
    f"rule: {{kind: met, of: a{n + 1}}}}}\n"
    for n in range(3000)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 5_000_000, "file_too_large"),
        ("a: &a [" + "x, " * 1000 + "]\nb: &b [" + "*a, " * 1000 + "]\n", "anchor_refused"),
        ("a: *a\n" * 40_000, "alias_refused"),
        ("[" * LONG, "too_deep"),
        ("{a: " * (LONG // 4), "too_deep"),
        ("- a\n" * (LONG // 4), "wrong_type"),
        ("k: v\n" * (LONG // 5), "duplicate_key"),
        ("".join(f"key_{n}: v\n" for n in range(20_000)), "unknown_key"),
        ("k" * LONG + ": v\n", "not_yaml"),
        ("forms: [" + "{}, " * (LONG // 4) + "]\n", "missing_key"),
        ("milestones: [" + "{kay: a}, " * (LONG // 12) + "]\n", "missing_key"),
        (f"{SHEET}x: [\n", "not_yaml"),
        (SHEET.replace("criteria:\n", "criteria:\n" + ROWS), None),
        (SHEET.replace("criteria:\n", "criteria:\n" + CHAIN), "dangling_reference"),
        ("\0" * 1000, "character_refused"),
    ],
)
def test_what_costs_too_much_is_refused_at_once(text: str, code: str | None) -> None:
    started = time.process_time()
    pack, problems = load(text)
    assert time.process_time() - started < PATIENCE
    if code is None:
        assert (problems, pack is not None) == ([], True)
    else:
        assert pack is None
        assert code in {p.code for p in problems}
        assert len(problems) <= MOST_PROBLEMS + 1
        assert all(p.where.startswith(("sheet/2026/", "sheet/pack.yaml")) for p in problems)


DAMAGED = {EDITION_PATH: SHEET, PAPER_PATH: PAPER, CASES_PATH: CASES, "sheet/pack.yaml": HEAD}
WORDS = [
    "",
    "  ",
    "- ",
    "x: y",
    "{",
    "]",
    "&a",
    "*a",
    "!!int",
    "---",
    "kind: all",
    "key:",
    "parts: []",
]


@settings(max_examples=examples(150), deadline=None)
@given(
    path=st.sampled_from(sorted(DAMAGED)),
    damage=st.lists(
        st.tuples(
            st.sampled_from(["delete", "double", "replace", "swap"]),
            st.integers(0, 10_000),
            st.sampled_from(WORDS),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_no_damage_to_lines_makes_the_loader_fail(
    path: str, damage: list[tuple[str, int, str]]
) -> None:
    lines = DAMAGED[path].splitlines()
    for how, number, word in damage:
        at = number % len(lines)
        if how == "delete" and len(lines) > 1:
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "swap":
            lines[at], lines[-1] = lines[-1], lines[at]
        else:
            indent = len(lines[at]) - len(lines[at].lstrip())
            lines[at] = " " * indent + word
    _never_fails({**DAMAGED, path: "\n".join(lines)})


@settings(max_examples=examples(150), deadline=None)
@given(path=st.sampled_from(sorted(DAMAGED)), seed=st.integers(0, 2**32), count=st.integers(1, 30))
def test_no_random_bytes_make_the_loader_fail(path: str, seed: int, count: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    damaged = bytearray(DAMAGED[path].encode())
    for _ in range(count):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    _never_fails({**DAMAGED, path: bytes(damaged).decode("utf-8", "replace")})


@settings(max_examples=examples(100), deadline=None)
@given(value=st.text(max_size=12), number=st.integers(0, 10_000))
def test_no_value_makes_the_loader_fail(value: str, number: int) -> None:
    lines = [line for line in SHEET.splitlines() if ": " in line]
    line = lines[number % len(lines)]
    _never_fails(
        {**DAMAGED, EDITION_PATH: SHEET.replace(line, f"{line.split(': ')[0]}: {value}", 1)}
    )


def _never_fails(texts: dict[str, str]) -> None:
    """A pack, or problems that say where; both only when they are all warnings."""
    pack, problems = load_pack(texts)
    assert (pack is None) == any(not problem.is_warning for problem in problems)
    assert all(problem.where for problem in problems)
