"""From nodes to the definition classes, driven by their type hints; all problems at once.

Something that cannot be read is replaced by an empty value, so that the rest of the file is still
checked; the field is remembered as faulty and nothing that depends on it is said.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from tuquan.core.problems import Problem
from tuquan.core.strict_yaml import MOST_PROBLEMS, Mapping, Node, Scalar, Sequence
from tuquan.core.vietnamese import tidy

Definition = TypeVar("Definition")

WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,11}")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_GUESSED = 100
_MOST_COMPARED = 20_000
"""Words compared for guesses in one reading: a file full of slips must not take minutes."""

_TRUTH = {"true": True, "false": False}
_NOTHING: AnyMapping[str, object] = types.MappingProxyType({})


def closest(text: str, choices: Iterable[str]) -> str:
    """The choice somebody probably meant, or nothing."""
    if len(text) > _LONGEST_GUESSED:
        return ""
    return next(iter(difflib.get_close_matches(text, list(choices), 1)), "")


class Reading:
    """One pack being read: what was found wrong, and where each object was written."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.objects: list[Any] = []
        self._nodes: dict[int, Mapping] = {}
        self._faulty: set[tuple[int, str]] = set()
        self._compared = 0

    def read(self, definition: type[Definition], node: Node, **given: object) -> Definition:
        """Build an object of the class from a mapping, with empty values for what is unreadable.

        Fields that are `given` come from elsewhere and are not looked for in the mapping.
        """
        found: Definition | None = self._object(definition, node, given)
        return cast(Definition, _empty(definition)) if found is None else found

    def knows(self, item: object) -> bool:
        """Whether this reading built the object."""
        return id(item) in self._nodes

    def guess(self, text: str, choices: Collection[str]) -> str:
        """What somebody probably meant, or nothing; nobody reads thousands of guesses."""
        self._compared += len(choices)
        return closest(text, choices) if self._compared <= _MOST_COMPARED else ""

    def where(self, item: object, name: str = "") -> str:
        """The place of a field of an object, or of the object where the field is not written."""
        node = self._nodes[id(item)]
        return node.entries[name].where if name in node.entries else node.where

    def texts(self, item: object, name: str) -> Iterator[tuple[str, str]]:
        """Each text of a field that is written and could be read, with its place."""
        node = self._nodes[id(item)].entries.get(name) if self.sound(item, name) else None
        for one in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(one, Scalar):
                yield tidy(one.text), one.where

    def report(self, item: object, name: str, code: str, *reads: str, **params: object) -> None:
        """Note a problem with a field, unless it or a field it depends on (`reads`) is faulty."""
        if self.sound(item, name, *reads):
            self.problems.append(Problem(code, self.where(item, name), params))

    def warn(self, item: object, name: str, code: str, *reads: str, **params: object) -> None:
        """Note what somebody should look at and what does not stop the pack."""
        if self.sound(item, name, *reads):
            self.problems.append(Problem(code, self.where(item, name), params, is_warning=True))

    def sound(self, item: object, *names: str) -> bool:
        """Whether the object was built here and these fields of it could be read."""
        return self.knows(item) and not any((id(item), name) in self._faulty for name in names)

    def _object(
        self, definition: Any, node: Node, given: AnyMapping[str, object] = _NOTHING
    ) -> Any:
        if len(self.problems) > MOST_PROBLEMS:
            return None
        if not isinstance(node, Mapping):
            return self._wrong_type(node, "mapping")
        hints = _hints(definition)
        faulty = self._unknown_keys(node, hints)
        values = {}
        for field in dataclasses.fields(definition):
            if field.name in given:
                values[field.name] = given[field.name]
                continue
            before = len(self.problems)
            values[field.name] = self._field(field, hints[field.name], node)
            if len(self.problems) > before:
                faulty.add(field.name)
        built = definition(**values)
        self.objects.append(built)  # kept alive, so that its id stays its own
        self._nodes[id(built)] = node
        self._faulty |= {(id(built), name) for name in faulty}
        return built

    def _unknown_keys(self, node: Mapping, hints: Collection[str]) -> set[str]:
        """Report them; the keys they were probably meant to be are as good as unreadable."""
        meant = set()
        for key, where in node.keys_where.items():
            if key not in hints:
                near = self.guess(key, hints)
                meant.add(near)
                params = {"key": key, "did_you_mean": near}
                self.problems.append(Problem("unknown_key", where, params))
        return meant

    def _field(self, field: dataclasses.Field[Any], hint: Any, node: Mapping) -> Any:
        optional = _is_optional(field)
        value = None
        if field.name in node.entries:
            value = self._value(hint, node.entries[field.name])
        elif not optional:
            self.problems.append(Problem("missing_key", node.where, {"key": field.name}))
        if value is not None:
            return value
        if field.default_factory is not dataclasses.MISSING:
            return field.default_factory()
        return field.default if optional else _empty(hint)

    def _value(self, hint: Any, node: Node) -> Any:
        origin = get_origin(hint)
        if origin is types.UnionType:
            return self._one_of([arg for arg in get_args(hint) if arg is not type(None)], node)
        if origin is tuple:
            return self._list(get_args(hint)[0], node)
        if origin is AnyMapping:
            return self._free_mapping(node)
        if dataclasses.is_dataclass(hint):
            return self._object(hint, node)
        if not isinstance(node, Scalar):
            return self._wrong_type(node, "single value")
        text = tidy(node.text)
        if not text:
            self.problems.append(Problem("empty_value", node.where))
            return None
        if origin is Literal:
            return self._choice([choice for choice in get_args(hint) if choice], text, node)
        expected, convert = _CONVERT[hint]
        value = convert(text)
        return self._wrong_type(node, expected) if value is None else value

    def _one_of(self, hints: list[Any], node: Node) -> Any:
        """A value of an optional type, or an object of the class that its `kind` names."""
        if len(hints) == 1 or not isinstance(node, Mapping):
            return self._value(hints[0], node)
        classes = {get_args(_hints(hint)["kind"])[0]: hint for hint in hints}
        if "kind" not in node.entries:
            self.problems.append(Problem("missing_key", node.where, {"key": "kind"}))
            return None
        kind = node.entries["kind"]
        if not isinstance(kind, Scalar):
            return self._wrong_type(kind, "single value")
        chosen = self._choice(list(classes), tidy(kind.text), kind)
        return None if chosen is None else self._object(classes[chosen], node)

    def _list(self, hint: Any, node: Node) -> tuple[Any, ...] | None:
        if hint is str and isinstance(node, Scalar):  # one text may stand without brackets
            node = Sequence((node,), node.where)
        if not isinstance(node, Sequence):
            self._wrong_type(node, "list")
            return None
        values = [self._value(hint, item) for item in node.items]
        return tuple(value for value in values if value is not None)

    def _free_mapping(self, node: Node) -> dict[str, str] | None:
        """Keys of the writer's own choice, each with a text."""
        if not isinstance(node, Mapping):
            self._wrong_type(node, "mapping")
            return None
        values = {key: self._value(str, item) for key, item in node.entries.items()}
        return {key: value for key, value in values.items() if value is not None}

    def _choice(self, choices: list[str], text: str, node: Scalar) -> str | None:
        if text in choices:
            return text
        params = {"value": text, "choices": choices, "did_you_mean": self.guess(text, choices)}
        self.problems.append(Problem("not_one_of", node.where, params))
        return None

    def _wrong_type(self, node: Node, expected: str) -> Any:
        value = node.text if isinstance(node, Scalar) else ""
        params = {"expected": expected, "value": value}
        self.problems.append(Problem("wrong_type", node.where, params))
        return None


def _is_optional(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


@cache
def _hints(definition: Any) -> dict[str, Any]:
    return get_type_hints(definition)


def _whole_number(text: str) -> int | None:
    return int(text) if WHOLE_NUMBER.fullmatch(text) else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if DECIMAL.fullmatch(text) else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


_CONVERT: dict[Any, tuple[str, Callable[[str], Any]]] = {
    str: ("text", str),
    int: ("whole number", _whole_number),
    bool: ("true or false", _TRUTH.get),
    Decimal: ("number", _decimal),
    date: ("date", _date),
}


def _empty(hint: Any) -> Any:
    """A value of the kind that says nothing, to go on reading with."""
    origin = get_origin(hint)
    if origin is Literal:
        return get_args(hint)[0]
    if origin is tuple:
        return ()
    if origin is types.UnionType:  # a rule that could not be read
        return _empty(get_args(hint)[0])
    if not dataclasses.is_dataclass(hint):
        return date.min if hint is date else hint()
    hints = _hints(cast(Any, hint))
    required = (f.name for f in dataclasses.fields(hint) if not _is_optional(f))
    return cast(Any, hint)(**{name: _empty(hints[name]) for name in required})
