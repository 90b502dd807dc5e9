"""Read YAML as text with places, refusing everything that makes two people read it differently.

Plain YAML turns `no` into False, `12:30` into 750 and `010` into 8, keeps the last of two equal
keys, and lets one part of a file stand for another. Here every scalar stays text until a declared
kind converts it; keys are unique; anchors, aliases, tags and several documents are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tuquan.core.problems import Problem

LARGEST_FILE = 300_000
"""Characters; the longest file of a pack we know has a third of it."""

DEEPEST_LEVEL = 40

MOST_PROBLEMS = 1000
"""Told at once; nobody puts right more before reading again."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: a long file is refused in a tenth of the time."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, and where each key stands."""

    entries: dict[str, Node]
    keys_where: dict[str, str]
    where: str = ""


Node = Scalar | Sequence | Mapping


def read(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The one document in the text; `where` is `file:line:column`, counted from 1.

    All problems are reported at once; but a text that is not YAML, or nested without reason, is
    given up at its first.
    """
    if len(text) > LARGEST_FILE:
        return None, [Problem("file_too_large", file, {"maximum": LARGEST_FILE})]
    builder = _Builder(file)
    try:
        builder.read_stream(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        where = builder.at(error.problem_mark)
        return None, [Problem("not_yaml", where, {"reason": str(error.problem)})]
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        return None, [Problem("character_refused", f"{file}:{_first_refused(text)}")]
    except _TooManyError:
        return None, builder.problems
    except _TooDeepError as error:
        return None, [Problem("too_deep", error.where, {"maximum": DEEPEST_LEVEL})]
    return builder.document, builder.problems


def _first_refused(text: str) -> str:
    """Line and column of the first character that YAML does not allow."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    before = text[: found.start()] if found else ""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"{line}:{column}"


class _TooDeepError(Exception):
    """Nesting beyond what a pack can need."""

    def __init__(self, where: str) -> None:
        self.where = where


class _TooManyError(Exception):
    """More problems than anybody reads."""


class _Builder:
    """Turns the parser's events into nodes and notes what is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.document: Node | None = None

    def at(self, mark: Any) -> str:
        return f"{self.file}:{mark.line + 1}:{mark.column + 1}"

    def refuse(self, code: str, event: yaml.Event, **params: object) -> None:
        self.problems.append(Problem(code, self.at(event.start_mark), params))
        if len(self.problems) > MOST_PROBLEMS:
            raise _TooManyError

    def read_stream(self, stream: Iterator[yaml.Event]) -> None:
        """Take events one by one: deep nesting must end the reading before it costs time."""
        documents = 0
        for event in stream:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse("several_documents", event)
                    return
                self.document = self.node(next(stream), stream, 1)
        if documents == 0:
            self.problems.append(Problem("file_empty", f"{self.file}:1:1"))

    def node(self, event: yaml.Event, stream: Iterator[yaml.Event], depth: int) -> Node:
        where = self.at(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.refuse("alias_refused", event, name=event.anchor)
            return Scalar("", where)
        if depth > DEEPEST_LEVEL:
            raise _TooDeepError(where)
        self.refuse_decoration(event)
        if isinstance(event, yaml.ScalarEvent):
            if _UNPRINTABLE.search(event.value):
                self.refuse("character_refused", event)
            return Scalar(event.value, where)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(stream, depth)), where)
        return self.mapping(where, stream, depth)

    def refuse_decoration(self, event: yaml.Event) -> None:
        for decoration in ("anchor", "tag"):
            name = getattr(event, decoration, None)
            if name is not None:
                self.refuse(f"{decoration}_refused", event, name=name)

    def items(self, stream: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        event = next(stream)
        while not isinstance(event, yaml.SequenceEndEvent):
            yield self.node(event, stream, depth + 1)
            event = next(stream)

    def mapping(self, where: str, stream: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        places: dict[str, str] = {}
        event = next(stream)
        while not isinstance(event, yaml.MappingEndEvent):
            key = self.node(event, stream, depth + 1)
            value = self.node(next(stream), stream, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse("key_not_text", event)
            elif key.text in entries:
                self.refuse("duplicate_key", event, key=key.text, first=places[key.text])
            else:
                entries[key.text], places[key.text] = value, key.where
            event = next(stream)
        return Mapping(entries, places, where)
