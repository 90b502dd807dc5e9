"""The format as JSON Schema (draft 2020-12), made from the classes that the loader reads.

Editors complete and check a pack by it. It sees one key at a time: references, totals and circles
are the loader's. It takes what the loader takes: a text may be written as a number, one text may
stand for a list of texts.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

from tuquan.core.packs.checks import COVERED_BY_WHAT_HOLDS_THEM
from tuquan.core.packs.loading import FOLDER_NAME, CaseFile, PackFile
from tuquan.core.packs.names import DEFINITION, KEY, RULE_NUMBER
from tuquan.core.packs.reading import DATE, DECIMAL, WHOLE_NUMBER
from tuquan.core.programme import Edition, Paper

Schema = dict[str, Any]
Descriptions = Mapping[str, str]
"""What a class or a key says, by `Class` or `Class.key`."""

NOT_DESCRIBED: Descriptions = types.MappingProxyType({})

_DAY = "^[0-9]{1,2}/[0-9]{1,2}$"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_SIMPLE: dict[Any, Schema] = {
    str: {"$ref": "#/$defs/text"},
    int: {"type": ["integer", "string"], "pattern": f"^({WHOLE_NUMBER.pattern})$"},
    bool: {"enum": [True, False, "true", "false"]},
    Decimal: {"type": ["number", "string"], "pattern": f"^({DECIMAL.pattern})$"},
    date: {"type": "string", "format": "date", "pattern": f"^{DATE.pattern}$"},
}
_PATTERNS = {
    "PackFile.key": f"^{FOLDER_NAME.pattern}$",
    "Question.definition": f"^{DEFINITION.pattern}$",
    "Gap.rule": f"^{RULE_NUMBER.pattern}$",
    "Source.rules": f"^{RULE_NUMBER.pattern}$",
    "Case.rules": f"^{RULE_NUMBER.pattern}$",
    "Milestone.yearly_on": _DAY,
    "Award.yearly_on": _DAY,
    "LevelWindow.start": _DAY,
    "LevelWindow.until": _DAY,
    "DateRule.on_or_before": _DAY,
    "DueRule.before": _DAY,
}
_OF_ANY_SHAPE = ("Edition.key", "PackFile.key")
_SAID_ONCE = ("Bound", "Quota")
"""Classes that say one thing in one of several ways."""


def edition_schema(say: Descriptions = NOT_DESCRIBED) -> Schema:
    """The schema of `edition.yaml`; papers stand in files of their own."""
    return _Maker(say, {"Edition": "papers"}).document(Edition, "An edition of a programme")


def paper_schema(say: Descriptions = NOT_DESCRIBED) -> Schema:
    """The schema of `papers/*.yaml`."""
    return _Maker(say).document(Paper, "A paper of a programme")


def cases_schema(say: Descriptions = NOT_DESCRIBED) -> Schema:
    """The schema of `cases/*.yaml`."""
    return _Maker(say).document(CaseFile, "Cases of an edition")


def pack_schema(say: Descriptions = NOT_DESCRIBED) -> Schema:
    """The schema of `pack.yaml`."""
    return _Maker(say).document(PackFile, "A pack")


class _Maker:
    """Makes one document, with a definition for every class that its root leads to."""

    def __init__(self, say: Descriptions, left_out: Mapping[str, str] | None = None) -> None:
        self.say = say
        self.left_out = left_out or {}
        self.definitions: dict[str, Schema] = {"text": _TEXT}

    def document(self, root: type, title: str) -> Schema:
        """The schema of a file whose content is one object of the class."""
        reference = self.definition(root)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            **reference,
            "$defs": dict(sorted(self.definitions.items())),
        }

    def definition(self, cls: Any) -> Schema:
        """A reference to the definition of the class, which is made when first asked for."""
        name = cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a criterion holds criteria
            self.definitions[name] = self._object(cls)
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, cls: Any) -> Schema:
        name, hints = cls.__name__, get_type_hints(cls)
        fields = [
            field for field in dataclasses.fields(cls) if self.left_out.get(name) != field.name
        ]
        schema: Schema = {
            "type": "object",
            **self._described(name),
            "properties": {
                field.name: self._property(f"{name}.{field.name}", hints[field.name], field)
                for field in fields
            },
            "required": [field.name for field in fields if _is_required(cls, field)],
            "additionalProperties": False,
        }
        if name in _SAID_ONCE:
            schema["minProperties"] = 1
        if name == "Source":
            schema["dependentRequired"] = {"document": ["place"], "place": ["document"]}
        return schema

    def _property(self, path: str, hint: Any, field: dataclasses.Field[Any]) -> Schema:
        schema = {**self._described(path), **self._value(path, hint)}
        default = field.default
        if isinstance(default, bool | int | str | Decimal) and default != "":
            schema["default"] = float(default) if isinstance(default, Decimal) else default
        return schema

    def _described(self, path: str) -> Schema:
        return {"description": self.say[path]} if path in self.say else {}

    def _value(self, path: str, hint: Any) -> Schema:
        origin = get_origin(hint)
        if origin is types.UnionType:
            return self._one_of([arg for arg in get_args(hint) if arg is not type(None)], path)
        if origin is tuple:
            items = self._value(path, get_args(hint)[0])
            several = {"type": "array", "items": items}
            return {"anyOf": [items, several]} if get_args(hint)[0] is str else several
        if origin is Literal:
            return {"enum": [choice for choice in get_args(hint) if choice]}
        if dataclasses.is_dataclass(hint):
            return self.definition(hint)
        if hint in _SIMPLE:
            pattern = _pattern(path) if hint is str else None
            return {"$ref": "#/$defs/text", "pattern": pattern} if pattern else _SIMPLE[hint]
        return {"type": "object", "additionalProperties": _SIMPLE[str]}

    def _one_of(self, hints: list[Any], path: str) -> Schema:
        """A value that may be left out, or a rule of the kind it says."""
        if len(hints) == 1:
            return self._value(path, hints[0])
        if "Rule" not in self.definitions:
            self.definitions["Rule"] = {}  # a rule is made of rules
            self.definitions["Rule"] = self._rules(hints)
        return {"$ref": "#/$defs/Rule"}

    def _rules(self, hints: list[Any]) -> Schema:
        kinds = {get_args(get_type_hints(hint)["kind"])[0]: hint for hint in hints}
        return {
            "type": "object",
            "properties": {"kind": {"enum": list(kinds)}},
            "required": ["kind"],
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                    "then": self.definition(hint),
                }
                for kind, hint in kinds.items()
            ],
        }


def _is_required(cls: Any, field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    if field.name == "source":
        return not issubclass(cls, (*COVERED_BY_WHAT_HOLDS_THEM, Paper))
    return field.default is missing and field.default_factory is missing


def _pattern(path: str) -> str | None:
    if path.endswith(".key") and path not in _OF_ANY_SHAPE:
        return f"^{KEY.pattern}$"
    return _PATTERNS.get(path)
