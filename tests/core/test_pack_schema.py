"""The JSON Schemas beside the packs: as new, met by every shipped pack, and refusing damage."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts.pack_schema import DOCUMENTATION, PACKS, SCHEMAS, descriptions, schema_texts
from tests.core.pack_sheet import CASES, HEAD, PAPER, SHEET
from tuquan.core.packs.schema import edition_schema

WORDS = {"true": True, "false": False}


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2 as editors read it: quoted is text; true, false and numbers are what they look."""
    return _plain(yaml.compose(text, Loader=yaml.SafeLoader))


def _plain(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style is not None or node.value in WORDS:
        return WORDS.get(node.value, node.value) if node.style is None else node.value
    try:
        return float(node.value) if "." in node.value else int(node.value)
    except ValueError:
        return node.value


@cache
def validator(name: str) -> Any:
    schema = json.loads((PACKS / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, text: str) -> list[str]:
    found = validator(name).iter_errors(as_an_editor_reads(text))
    return [f"{'/'.join(map(str, fault.path))}: {fault.message[:200]}" for fault in found]


def schema_of(path: Path) -> str:
    folders = {"papers": "paper.schema.json", "cases": "cases.schema.json"}
    return folders.get(path.parent.name, f"{path.stem}.schema.json")


SHIPPED = sorted(path for folder in PACKS.iterdir() for path in folder.rglob("*.yaml"))


def test_there_are_files_of_every_kind_to_hold_against_the_schemas() -> None:
    assert {schema_of(path) for path in SHIPPED} == set(SCHEMAS)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(PACKS)))
def test_every_shipped_file_follows_its_schema(path: Path) -> None:
    assert faults(schema_of(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("edition.schema.json", SHEET),
        ("paper.schema.json", PAPER),
        ("cases.schema.json", CASES),
        ("pack.schema.json", HEAD),
    ],
)
def test_the_sample_that_uses_everything_follows_its_schema(name: str, text: str) -> None:
    assert faults(name, text) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_as_new(name: str) -> None:
    """Run `python -m scripts.pack_schema` after a change of the format or of its page."""
    assert (PACKS / name).read_text("utf-8") == schema_texts(DOCUMENTATION.read_text("utf-8"))[name]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Bảng điểm thử", "titel: Bảng điểm thử"),
        ("issuer: Xã Thử\n", ""),
        ("effective_from: 2026-01-01", "effective_from: 01/01/2026"),
        ("covers: team", "covers: teams"),
        ("minimum: 30", "minimum: thirty"),
        ("minimum: 30", 'minimum: "030"'),
        ("knock_out: true", "knock_out: maybe"),
        ("key: quiet", "key: Quiet"),
        ("kind: compare, of: income", "of: income"),
        ("kind: compare, of: income", "kind: compares, of: income"),
        ("kind: compare, of: income", "kind: answer, of: income"),
        ("than: {parameter: poverty_line}", "than: {}"),
        ("of: groups_established", "of: [groups_established]"),
        ("start: 01/11", "start: 1 tháng 11"),
        ("rule: S3-23", "rule: điều 3"),
        ("definition: area.income", "definition: income"),
        ("label: Mô hình, kind: yes_no", "label: [Mô hình], kind: yes_no"),
        ("    label: Thành lập tổ\n", "    label:\n"),
        ("awards:\n", "papers: []\nawards:\n"),
        ("programme: city, ", ""),
        (", source: {default: thử}}\nlinks", "}\nlinks"),
        ("source: {default: thử}}\nlinks", "source: {document: 1-KH}}\nlinks"),
    ],
)
def test_a_damaged_edition_does_not_follow_the_schema(old: str, new: str) -> None:
    assert old in SHEET
    assert faults("edition.schema.json", SHEET.replace(old, new, 1)) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paper.schema.json", PAPER.replace("style: state", "style: states")),
        ("paper.schema.json", PAPER.replace("about: person", "about: persons")),
        ("cases.schema.json", CASES.replace("kind: sheet", "kind: sheets")),
        ("cases.schema.json", CASES.replace('values: {income: "3"', "values: {income: [3]")),
        ("pack.schema.json", HEAD.replace("key: sheet", "key: Sheet 1")),
        ("pack.schema.json", "- a"),
    ],
)
def test_other_damaged_files_do_not_follow_theirs(name: str, text: str) -> None:
    assert faults(name, text) != []


def test_every_key_says_in_the_editor_what_the_page_says() -> None:
    say = descriptions(DOCUMENTATION.read_text("utf-8"))
    for name, make in SCHEMAS.items():
        for cls, definition in make(say)["$defs"].items():
            for key, schema in definition.get("properties", {}).items():
                assert schema.get("description") or cls == "Rule", f"{name}: {cls}.{key}"


def test_a_schema_can_be_made_without_the_page() -> None:
    question = edition_schema()["$defs"]["Question"]
    assert "description" not in question["properties"]["key"]
    assert question["properties"]["minimum"]["default"] == 0
    assert question["required"] == ["key", "label", "kind", "source"]
