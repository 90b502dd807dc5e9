"""The page on the pack format names every key, every problem, every fact, and its examples hold."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from django.utils import translation

from tests.core.pack_sheet import SHEET, load
from tuquan.base.texts.packs import MISTAKES, mistake
from tuquan.core import strict_yaml
from tuquan.core.packs.loading import CaseFile, PackFile
from tuquan.core.packs.reading import Reading
from tuquan.core.papers import FIELDS
from tuquan.core.programme import PLACE_FACTS, SHEET_FACTS, Edition, Rule
from tuquan.core.programme.cases import Case
from tuquan.core.programme.local import LocalTerms

ROOT = Path(__file__).parent.parent.parent
DOCUMENTATION = (ROOT / "docs" / "pack-format.md").read_text("utf-8")
OF_OTHERS = ("cases.py", "case_values.py", "coverage.py", "diff.py")
"""Modules beside the loader that speak of other things than mistakes in files."""


def walk_types(*roots: type) -> list[type]:
    """The classes and every definition class their type hints lead to, each once."""
    found: list[type] = []
    waiting: list[object] = list(roots)
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in found:
            found.append(hint)
            waiting += get_type_hints(hint).values()
    return found


def chapter(name: str) -> str:
    found = re.search(rf"^##+ `{name}`\n.*?(?=^##|\Z)", DOCUMENTATION, re.MULTILINE | re.DOTALL)
    assert found, f"docs/pack-format.md has no chapter on {name}"
    return found[0]


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each row of the tables in a chapter, by the key in the first cell."""
    cells = [
        [cell.strip() for cell in line[1:-1].split("|")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    return {row[0].strip("`"): row[1:] for row in cells}


CLASSES = walk_types(Edition, CaseFile, LocalTerms)


def test_the_format_has_the_parts_we_think_it_has() -> None:
    assert {Edition, Case, LocalTerms, *get_args(Rule)} <= set(CLASSES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_key_of_the_format_is_documented(cls: Any) -> None:
    hints = get_type_hints(cls)
    documented = rows(chapter(cls.__name__))
    assert list(documented) == [field.name for field in dataclasses.fields(cls)]
    for field in dataclasses.fields(cls):
        kind, default, says, *_ = documented[field.name]
        assert says, field.name
        assert kind == documented_type(hints[field.name]), field.name
        must = field.default is field.default_factory is dataclasses.MISSING
        assert (default == "required") == must or field.name == "source", field.name


def documented_type(hint: Any) -> str:
    """What the page calls a type."""
    args = [arg for arg in get_args(hint) if arg is not type(None)]
    if get_origin(hint) is Literal:
        return ", ".join(f"`{choice}`" for choice in args if choice)
    if get_origin(hint) is tuple:
        return f"list of {documented_type(args[0])}"
    if str in args:
        return "keys with texts"
    if args:
        return documented_type(args[0]) if len(args) == 1 else "[rule](#rules)"
    simple = {"str": "text", "int": "whole number", "bool": "true or false", "Decimal": "number"}
    name = hint.__name__
    return simple.get(name, "date" if name == "date" else f"`{name}`")


def test_the_keys_of_the_head_are_documented() -> None:
    names = [field.name for field in dataclasses.fields(PackFile)]
    assert list(rows(chapter("pack.yaml"))) == names


def loader_sources() -> Iterator[ast.Module]:
    core = ROOT / "src" / "tuquan" / "core"
    paths = [path for path in (core / "packs").glob("*.py") if path.name not in OF_OTHERS]
    for path in (core / "strict_yaml.py", *paths):
        yield ast.parse(path.read_text("utf-8"))


def told_codes() -> set[str]:
    """Every word that is handed on as the code of a problem or of a warning."""
    places = {"Problem": 0, "refuse": 0, "report": 2, "warn": 2, "check_unique": 3}
    found = set()
    for node in (node for tree in loader_sources() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = node.args[places[name] :][:1] if name in places else []
            found |= {str(code.value) for code in given if isinstance(code, ast.Constant)}
    return found


def words_in_loader() -> set[str]:
    """Every text that stands in the loader."""
    nodes = (node for tree in loader_sources() for node in ast.walk(tree))
    values = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {value for value in values if isinstance(value, str)}


PROBLEMS = rows(DOCUMENTATION.split("## Problems")[1])


def test_every_problem_of_the_loader_is_documented_and_has_a_sentence() -> None:
    codes = told_codes()
    assert len(codes) > 60
    assert codes <= set(PROBLEMS)
    assert codes <= set(MISTAKES)


def test_no_problem_is_documented_or_worded_that_the_loader_never_tells() -> None:
    decorated = {"anchor_refused", "tag_refused"}
    assert set(PROBLEMS) - decorated <= words_in_loader()
    said_by_others = {"pack_file_unreadable", "pack_empty", "under_lowest"}
    assert set(MISTAKES) - said_by_others == set(PROBLEMS)


def test_every_sentence_is_made_of_the_documented_values() -> None:
    with translation.override("en"):
        for code, (_, values) in PROBLEMS.items():
            names = set(re.findall(r"%\((\w+)\)", str(MISTAKES[code])))
            assert names <= set(re.findall(r"\w+", values)), code


@pytest.mark.parametrize("every", range(5))
def test_every_problem_of_a_damaged_pack_can_be_said(every: int) -> None:
    lines = SHEET.splitlines()
    said = set()
    for number in range(every, len(lines), 5):
        text = "\n".join(lines[:number] + lines[number + 1 :])
        said |= {mistake(problem) for problem in load(text)[1]}
    assert len(said) > 20
    assert not [sentence for sentence in said if "%(" in sentence]


def test_every_error_named_beside_a_key_is_a_problem() -> None:
    for cls in CLASSES:
        for key, cells in rows(chapter(cls.__name__)).items():
            codes = re.findall(r"`([a-z]+(?:_[a-z]+)+)`", cells[3])
            keys = {field.name for field in dataclasses.fields(cls)}
            assert set(codes) - keys <= set(PROBLEMS), f"{cls.__name__}.{key}"


def test_facts_and_results_of_the_sheet_are_documented() -> None:
    table = rows(DOCUMENTATION.split("## Rules")[1].split("### ")[0])
    assert list(table) == [*PLACE_FACTS, *SHEET_FACTS]


def test_every_blank_of_papers_is_documented_with_both_its_meanings() -> None:
    table = rows(DOCUMENTATION.split("### Blanks\n")[1].split("\n## ")[0])
    assert table == {
        f"{{{blank.key}}}": [blank.meaning, blank.meaning_vi, "yes" if blank.by_hand else "no"]
        for blank in FIELDS.values()
    }


@pytest.mark.parametrize("cls", get_args(Rule), ids=lambda cls: cls.__name__)
def test_every_kind_of_rule_has_an_example_that_can_be_read(cls: type) -> None:
    example = re.search(r"```yaml\n(.*?)```", chapter(cls.__name__), re.DOTALL)
    assert example
    node, problems = strict_yaml.read(example[1], "example")
    assert problems == []
    assert node is not None
    reading = Reading()
    assert type(reading.read(cls, node)) is cls
    assert reading.problems == []


def test_the_example_of_cases_can_be_read() -> None:
    example = re.search(r"```yaml\n(cases:.*?)```", DOCUMENTATION, re.DOTALL)
    assert example
    node, problems = strict_yaml.read(example[1], "example")
    assert problems == []
    assert node is not None
    reading = Reading()
    assert [case.kind for case in reading.read(CaseFile, node).cases] == ["due", "criterion"]
    assert reading.problems == []


@pytest.mark.parametrize("limit", [strict_yaml.DEEPEST_LEVEL, strict_yaml.MOST_PROBLEMS])
def test_limits_are_the_documented_ones(limit: int) -> None:
    assert re.search(rf"\b{limit}\b", DOCUMENTATION)


def test_the_size_of_a_file_is_the_documented_one() -> None:
    assert f"{strict_yaml.LARGEST_FILE:,}" in DOCUMENTATION
