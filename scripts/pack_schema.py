"""Write the JSON Schemas of the pack format beside the packs; `--check` only looks.

The shape comes from the code, what each key says from the tables of `docs/pack-format.md`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from tuquan.core.packs.schema import (
    Descriptions,
    Schema,
    cases_schema,
    edition_schema,
    pack_schema,
    paper_schema,
)

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTATION = ROOT / "docs" / "pack-format.md"
PACKS = ROOT / "src" / "tuquan" / "packs"
SCHEMAS: dict[str, Callable[[Descriptions], Schema]] = {
    "edition.schema.json": edition_schema,
    "paper.schema.json": paper_schema,
    "cases.schema.json": cases_schema,
    "pack.schema.json": pack_schema,
}

_CHAPTER = re.compile(r"^##+ `([\w.]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|[^|]*\| ([^|]*) \|", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_CLASSES = {"pack.yaml": "PackFile"}


def main() -> int:
    """Write the schemas, or with `--check` name those that are out of date."""
    texts = schema_texts(DOCUMENTATION.read_text("utf-8"))
    stale = [name for name, text in texts.items() if _written(name) != text]
    if "--check" in sys.argv[1:]:
        print("\n".join(f"{name} is out of date." for name in stale) or "Every schema is as new.")
        return 1 if stale else 0
    for name in stale:
        (PACKS / name).write_text(texts[name], "utf-8")
    print(f"{len(stale)} of {len(texts)} schemas written.")
    return 0


def schema_texts(documentation: str) -> dict[str, str]:
    """The schemas as they have to stand in their files."""
    say = descriptions(documentation)
    return {
        name: json.dumps(make(say), ensure_ascii=False, indent=2) + "\n"
        for name, make in SCHEMAS.items()
    }


def descriptions(documentation: str) -> dict[str, str]:
    """What the page says of each class and of each of its keys."""
    found = {}
    for heading, chapter in _CHAPTER.findall(documentation):
        name = _CLASSES.get(heading, heading)
        intro = chapter.split("|")[0].strip()
        if intro:
            found[name] = _plain(intro)
        found |= {f"{name}.{key}": _plain(text) for key, text in _ROW.findall(chapter)}
    return found


def _plain(text: str) -> str:
    """Without the marks of the page."""
    return " ".join(_LINK.sub(r"\1", text).replace("`", "").split())


def _written(name: str) -> str:
    path = PACKS / name
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    raise SystemExit(main())
