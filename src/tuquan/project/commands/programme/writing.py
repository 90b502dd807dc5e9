"""`tuquan programme new`: a commented pack that passes its own check, to be rewritten."""

from __future__ import annotations

import argparse
import json
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.project.commands.console import say_line

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR_AT_END = re.compile(r".*-((?:19|20)\d\d)")
_LONGEST_KEY = 60
_PLACE_FOR_WORD = re.compile(r'"\[([A-Z]+)\]"|<([A-Z]+)>')
"""`"[TITLE]"` becomes a quoted text, `<YEAR>` the bare word."""


def write_new(arguments: argparse.Namespace) -> int:
    """Write the skeleton into a new folder named after the key; nothing is ever overwritten."""
    key: str = arguments.key
    if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
        raise Invalid([Problem("pack_key_wrong", "key", {"key": key})])
    folder: Path = arguments.into / key
    if folder.exists():
        raise Invalid([Problem("pack_there_already", "--into", {"folder": str(folder)})])
    today = clock.today()
    year_in_key = _YEAR_AT_END.fullmatch(key)
    year = year_in_key[1] if year_in_key else str(today.year)
    title = tidy(arguments.title or "") or "Xây dựng mô hình tổ tự quản"
    words = {"KEY": key, "YEAR": year, "TITLE": title, "TODAY": today.isoformat()}
    skeleton = files("tuquan.project").joinpath("skeleton")
    try:
        _write(skeleton.joinpath("pack.yaml"), folder, words)
        for name in ("edition.yaml", "papers/decision.yaml", "cases/first.yaml"):
            _write(skeleton.joinpath(name), folder / year / Path(name).parent, words)
    except OSError as error:
        params = {"folder": str(folder), "reason": error.strerror}
        raise Invalid([Problem("pack_not_written", "--into", params)]) from error
    say_line(_("Written: %(folder)s. Read the comments, then run:") % {"folder": folder})
    say_line(f"    tuquan programme check {folder}")
    return 0


def _write(source: Traversable, folder: Path, words: dict[str, str]) -> None:
    """One file of the skeleton with its words filled in, each a quoted text of YAML."""

    def filled(match: re.Match[str]) -> str:
        quoted, plain = match.groups()
        return json.dumps(words[quoted], ensure_ascii=False) if quoted else words[plain]

    text = _PLACE_FOR_WORD.sub(filled, source.read_text("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / source.name).write_text(text, "utf-8")
