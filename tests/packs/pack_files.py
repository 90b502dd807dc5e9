"""The packs that come with the platform, as the loader sees them."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

from tuquan.core.packs import load_pack
from tuquan.core.packs.cases import run_cases
from tuquan.core.packs.coverage import tagged
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition, Pack

PACKS = Path(__file__).parent.parent.parent / "src" / "tuquan" / "packs"


def files(key: str) -> dict[str, str]:
    """The texts of a pack by their paths."""
    return {
        str(path.relative_to(PACKS)): path.read_text("utf-8")
        for path in sorted((PACKS / key).rglob("*.yaml"))
    }


@cache
def loaded(key: str) -> tuple[Pack | None, list[Problem]]:
    """What the loader makes of a pack."""
    return load_pack(files(key))


def pack(key: str) -> Pack:
    """A pack that must load."""
    found, problems = loaded(key)
    assert found is not None, problems
    return found


def edition(key: str) -> Edition:
    """The only edition of a pack."""
    (only,) = pack(key).editions
    return only


def walk(item: Any) -> list[Any]:
    """The definition object and every one inside it."""
    found = [item]
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(part):
                found += walk(part)
    return found


def without_english(key: str) -> list[tuple[str, str]]:
    """Every field that has words in one language and none in the other."""
    return [
        (type(item).__name__, field.name)
        for item in walk(edition(key))
        for field in dataclasses.fields(item)
        if field.name.endswith("_en")
        and bool(getattr(item, field.name)) != bool(getattr(item, field.name.removesuffix("_en")))
    ]


def untagged(key: str, document: str, count: int) -> list[str]:
    """The rules of a document that no element of the pack names; a note alone does not count."""
    places = tagged([pack(key)])
    rules = [f"{document}-{number:02d}" for number in range(1, count + 1)]
    return [rule for rule in rules if all(" notes/" in place for place in places.get(rule, []))]


def wrong_cases(key: str) -> list[tuple[str, str, str]]:
    """The cases of a pack that come out otherwise than they say, with what was found."""
    only = edition(key)
    return [
        (result.case.name, result.expected, result.found)
        for result in run_cases(only, pack(key).cases[only.key])
        if not result.passed
    ]
