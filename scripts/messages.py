"""Collect the texts people read into the Vietnamese catalogue; `--check` only looks.

The texts in code and templates are English; `src/tuquan/locale/vi/LC_MESSAGES/django.po` holds
their Vietnamese, in one file, so that one person can proof-read all of it and one English text has
one Vietnamese (where it needs two, the code gives a context). Checked: every text is there, none is
empty or fuzzy, and the named values of both languages are the same.
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
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent / "src" / "tuquan"
CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
FUNCTIONS = ("_", "gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = {
    "_": None,
    "_now": None,
    "_lazy": None,
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
CALL = re.compile(
    rf"\b(?:{'|'.join(FUNCTIONS)})"
    r"""\((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)""",
    re.DOTALL,
)

Text = tuple[str, str | tuple[str, ...], str | None]
"""The file it stands in; the text, or singular and plural; its context."""


def main() -> int:
    """Write or check the catalogue; 1 when something is missing."""
    settings.configure(USE_I18N=True)
    texts = list(collected_texts())
    catalogue = _read()
    if "--check" not in sys.argv[1:]:
        _update(catalogue, texts)
    faults = sorted(set(_faults(catalogue, texts)))
    print("\n".join(faults) or f"Every text has its Vietnamese ({len(catalogue)} texts).")
    return 1 if faults else 0


def collected_texts() -> Iterator[Text]:
    """Every text in code and templates that asks for a translation."""
    for path in sorted(ROOT.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        where = str(path.relative_to(ROOT))
        source = BytesIO(_as_python(path))
        for _line, text, _comments, context in extract(
            "python", source, KEYWORDS, options={"encoding": "utf-8"}
        ):
            yield where, text, context


def _as_python(path: Path) -> bytes:
    source = path.read_text("utf-8")
    if path.suffix == ".py":
        return source.encode()
    calls = (re.sub(r"\bu(?=['\"])", "", match[0]) for match in CALL.finditer(templatize(source)))
    return "\n".join(calls).encode()


def _read() -> Catalog:
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            return read_po(file, locale="vi")
    return Catalog(locale="vi", project="tuquan", charset="utf-8", fuzzy=False)


def _update(catalogue: Catalog, texts: list[Text]) -> None:
    wanted = Catalog(locale="vi", fuzzy=False)
    for where, text, context in texts:
        wanted.add(text, locations=[(where, 0)], context=context)
    catalogue.update(wanted, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_output=True)


def _faults(catalogue: Catalog, texts: list[Text]) -> Iterator[str]:
    for where, text, context in texts:
        key = text[0] if isinstance(text, tuple) else text
        message = catalogue.get(key, context)
        if message is None or not any(_strings(message)):
            yield f"{where}: no Vietnamese for {key!r}"
        elif message.fuzzy:
            yield f"{where}: fuzzy: {key!r}"
        elif set(VALUE.findall(key)) - set(VALUE.findall(" ".join(_strings(message)))):
            yield f"{where}: the Vietnamese lacks a value of {key!r}"


def _strings(message: Message) -> tuple[str, ...]:
    given = message.string if isinstance(message.string, tuple) else (message.string,)
    return tuple(str(text or "") for text in given)


if __name__ == "__main__":
    sys.exit(main())
