"""An edition as one canonical JSON text, its hash, and back.

A field at its default is left out, so that an old edition keeps its hash when a newer program knows
more fields.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from tuquan.core.packs.reading import Reading
from tuquan.core.programme import Board, Edition, Paper
from tuquan.core.programme.local import LocalTerms
from tuquan.core.strict_yaml import Mapping, Node, Scalar, Sequence

Definition = TypeVar("Definition")


def canonical_json(definition: Edition | LocalTerms | Board | Paper) -> str:
    """The same text for the same edition, however its pack was written; or for a part of it."""
    return json.dumps(_plain(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(edition: Edition) -> str:
    """The hash by which a published edition is recognised, in hexadecimal."""
    return hashlib.sha256(canonical_json(edition).encode()).hexdigest()


def edition_from_json(text: str) -> Edition:
    """Read an installed edition back; `ValueError` for a text that `canonical_json` did not write.

    The rules of `load_pack` are not applied again: what was once published stays readable.
    """
    return _from_json(Edition, text)


def local_terms_from_json(text: str) -> LocalTerms:
    """Read the stored local terms of an adoption back; `ValueError` as for an edition."""
    return _from_json(LocalTerms, text)


def board_from_json(text: str) -> Board:
    """Read the rule back that a board was founded under; `ValueError` as for an edition."""
    return _from_json(Board, text)


def paper_from_json(text: str) -> Paper:
    """Read the template of a stored paper back; `ValueError` as for an edition."""
    return _from_json(Paper, text)


def _from_json(definition: type[Definition], text: str) -> Definition:
    reading = Reading()
    found = reading.read(definition, _node(json.loads(text), "$"))
    # What a pack must not leave empty, a paper made by a program may.
    wrong = [problem for problem in reading.problems if problem.code != "empty_value"]
    if wrong:
        first = wrong[0]
        raise ValueError(f"Not a stored definition: {first.code} at {first.where}.")
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            name: _plain(said)
            for name, default in _defaults(value.__class__)
            if (said := getattr(value, name)) != default
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


@cache
def _defaults(definition: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(definition))


def _node(value: Any, where: str) -> Node:
    """JSON as the nodes the strict YAML reader gives, so that one reader serves both."""
    if isinstance(value, dict):
        entries = {key: _node(item, f"{where}.{key}") for key, item in value.items()}
        return Mapping(entries, dict.fromkeys(entries, where), where)
    if isinstance(value, list):
        return Sequence(tuple(_node(v, f"{where}[{n}]") for n, v in enumerate(value)), where)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", where)
    return Scalar(str(value), where)
