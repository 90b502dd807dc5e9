"""Collect the texts people read into the Vietnamese catalogues, one per app; `--check` only looks.

The texts in code and templates are English; `src/tuquan/<app>/locale/vi/…/django.po` holds their
Vietnamese. Checked: every text is in its app's catalogue, none is empty or fuzzy, and the named
values of both languages are the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent / "src" / "tuquan"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
VALUE = re.compile(r"%\((\w+)\)[a-z]")


def main() -> int:
    """Write or check every app's catalogue; 1 when something is missing."""
    only_check = "--check" in sys.argv[1:]
    faults: list[str] = []
    for app in sorted(path for path in ROOT.iterdir() if (path / "__init__.py").exists()):
        texts = list(_texts(app))
        if not texts:
            continue
        path = app / "locale/vi/LC_MESSAGES/django.po"
        catalog = _read(path)
        if not only_check:
            _update(catalog, texts, path)
        faults += _faults(catalog, texts, path.relative_to(ROOT))
    print("\n".join(faults) or "Every text has its Vietnamese.")
    return 1 if faults else 0


Text = tuple[str, str | tuple[str, str], str | None]


def _texts(app: Path) -> Iterator[Text]:
    """Where, the text (or singular and plural), and its context."""
    for path in sorted(app.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        where = str(path.relative_to(ROOT))
        for line, text, _comments, context in extract(
            "python", BytesIO(_as_python(path)), KEYWORDS, options={"encoding": "utf-8"}
        ):
            yield f"{where}:{line}", text, context


def _as_python(path: Path) -> bytes:
    source = path.read_text("utf-8")
    if path.suffix == ".py":
        return source.encode()
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    return ("# -*- coding: utf-8 -*-\n" + _calls(templatize(source))).encode()


def _calls(templatized: str) -> str:
    """Only the calls to gettext: what stands between them is no Python."""
    found = re.finditer(
        r"\b(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)",
        templatized,
        re.DOTALL,
    )
    return "\n".join(re.sub(r"\bu(?=['\"])", "", match[0]) for match in found)


def _read(path: Path) -> Catalog:
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale="vi")
    return Catalog(locale="vi", project="tuquan", charset="utf-8", fuzzy=False)


def _update(catalog: Catalog, texts: list[Text], path: Path) -> None:
    wanted = Catalog(locale="vi")
    for where, text, context in texts:
        wanted.add(text, locations=[(where.rpartition(":")[0], 0)], context=context)
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, include_lineno=False, sort_output=True)


def _faults(catalog: Catalog, texts: list[Text], name: Path) -> Iterator[str]:
    for where, text, context in texts:
        key = text[0] if isinstance(text, tuple) else text
        message = catalog.get(key, context)
        if message is None or not any(_strings(message)):
            yield f"{where}: no Vietnamese in {name} for {key!r}"
        elif message.fuzzy:
            yield f"{name}: fuzzy: {key!r}"
        elif set(VALUE.findall(key)) - set(VALUE.findall(" ".join(_strings(message)))):
            yield f"{name}: the Vietnamese lacks a value of {key!r}"


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


if __name__ == "__main__":
    sys.exit(main())
