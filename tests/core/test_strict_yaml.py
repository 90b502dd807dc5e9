"""YAML read as text, with places, and with everything ambiguous refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.problems import Problem
from tuquan.core.strict_yaml import LARGEST_FILE, Mapping, Scalar, Sequence, read


def problems(text: str) -> list[Problem]:
    return read(text, "f")[1]


@pytest.mark.parametrize("text", ["no", "12:30", "010", "2021-02-30", "1e3", "null", "~", "0x1F"])
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert read(f"a: {text}", "f") == (
        Mapping({"a": Scalar(text, "f:1:4")}, {"a": "f:1:1"}, "f:1:1"),
        [],
    )


def test_every_node_knows_its_line_and_column() -> None:
    node, found = read("a:\n  - x\n  - {b: y}\n", "p/f.yaml")
    assert found == []
    inner = Mapping({"b": Scalar("y", "p/f.yaml:3:9")}, {"b": "p/f.yaml:3:6"}, "p/f.yaml:3:5")
    assert isinstance(node, Mapping)
    assert node.entries["a"] == Sequence((Scalar("x", "p/f.yaml:2:5"), inner), "p/f.yaml:2:3")


def test_all_refused_things_are_reported_at_once() -> None:
    text = "a: *x\nb: &y !!str 3\na: 4\n? [1]\n: 2\n"
    assert problems(text) == [
        Problem("alias_refused", "f:1:4", {"name": "x"}),
        Problem("anchor_refused", "f:2:4", {"name": "y"}),
        Problem("tag_refused", "f:2:4", {"name": "tag:yaml.org,2002:str"}),
        Problem("duplicate_key", "f:3:1", {"key": "a", "first": "f:1:1"}),
        Problem("key_not_text", "f:4:3"),
    ]


def test_the_first_of_two_equal_keys_is_kept() -> None:
    node, _ = read("a: 1\na: 2\n", "f")
    assert isinstance(node, Mapping)
    assert node.entries == {"a": Scalar("1", "f:1:4")}


def test_several_documents_are_refused() -> None:
    assert problems("a: 1\n---\nb: 2\n") == [Problem("several_documents", "f:2:1")]


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert read(text, "f") == (None, [Problem("file_empty", "f:1:1")])


def test_a_text_that_is_not_yaml_says_where_and_why() -> None:
    reason = "mapping values are not allowed in this context"
    assert read("a: 1\nb: c: d\n", "f") == (
        None,
        [Problem("not_yaml", "f:2:5", {"reason": reason})],
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\nb: \x07\n", "f:2:4"),
        ('a: "\\a"\n', "f:1:4"),
        ("ế: \ud800\n", "f:1:4"),
    ],
)
def test_characters_nobody_can_print_are_refused(text: str, where: str) -> None:
    assert problems(text) == [Problem("character_refused", where)]


def test_a_file_beyond_the_limit_is_not_read() -> None:
    assert read("#" * LARGEST_FILE, "f")[1] == [Problem("file_empty", "f:1:1")]
    too_large = Problem("file_too_large", "f", {"maximum": 300_000})
    assert read("#" * (LARGEST_FILE + 1), "f") == (None, [too_large])


@pytest.mark.parametrize(("text", "column"), [("[" * 5000, 41), ("- " * 5000, 81)])
def test_nesting_without_reason_is_given_up(text: str, column: int) -> None:
    assert problems(text) == [Problem("too_deep", f"f:1:{column}", {"maximum": 40})]


def test_forty_levels_are_read() -> None:
    assert problems("[" * 40 + "]" * 40) == []


@pytest.mark.parametrize("escape", ["ud800", "U00110000"])
def test_an_escape_that_names_no_character_is_refused(escape: str) -> None:
    reason = "found invalid Unicode character escape code"
    assert problems(f'a: "\\{escape}"\n') == [Problem("not_yaml", "f:1:7", {"reason": reason})]


@given(st.text(alphabet=st.sampled_from(list("ab:-?[]{}&*!|>'\"#%\n \t\\0\x00ế")), max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    node, found = read(text, "f")
    assert node is not None or found
