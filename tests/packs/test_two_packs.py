"""The format of packs: its documentation names every key and every problem."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import get_args, get_type_hints

from tuquan.core.programme import Edition

ROOT = Path(__file__).parent.parent.parent


DOCUMENTATION = (ROOT / "docs" / "pack-format.md").read_text("utf-8")


def test_every_key_of_the_format_is_documented() -> None:
    for cls in walk_types(Edition):
        name = cls.__name__
        chapter = re.search(rf"^### `{name}`.*?(?=^##|\Z)", DOCUMENTATION, re.M | re.S)
        assert chapter, f"docs/pack-format.md has no chapter on {name}"
        documented = re.findall(r"^\| `(\w+)` \|", chapter[0], re.M)
        assert documented == [field.name for field in dataclasses.fields(cls)], name


def walk_types(cls: type) -> list[type]:
    """The class and every definition class its type hints lead to, each once."""
    found: list[type] = []
    waiting: list[object] = [cls]
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint not in found:
            found.append(hint)
            waiting += get_type_hints(hint).values()
    return found


def test_every_problem_of_the_loader_is_documented() -> None:
    core = ROOT / "src" / "tuquan" / "core"
    sources = [core / "strict_yaml.py", *sorted((core / "packs").glob("*.py"))]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    calls = r'(?:Problem\(|refuse\(|report\(\s*[\w.]+,\s*"\w*",)\s*f?"(\{?\w+\}?\w*)"'
    codes = set(re.findall(calls, code))
    assert len(codes) > 25
    table = re.findall(r"^\| `(\w+)` \|", DOCUMENTATION.split("## Problems")[1], re.M)
    assert codes - {"{decoration}_refused"} <= set(table)
    assert {"anchor_refused", "tag_refused"} <= set(table)
