"""What is decided about a list in files beside it, and taking an import back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import format_number
from tuquan.project.commands.console import (
    ACTOR,
    confirmed,
    day_typed,
    place_named,
    print_json,
    say_line,
)
from tuquan.residents.queries import visible_imports
from tuquan.residents.services import ContactsAgreed, ImportChoices, undo_import

UNDO = "tuquan households import --undo"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the file of decisions says: about rows, about households that are gone, about all."""

    rows: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[int, date | None] = field(default_factory=dict)
    choices: ImportChoices = field(default_factory=ImportChoices)

    def as_kept(self) -> dict[str, Any]:
        """The decisions as a waiting import keeps them."""
        days = {str(number): f"close:{day}" for number, day in self.gone.items() if day}
        return {"rows": dict(self.rows), "gone": days}


def read_decisions(file: Path | None) -> Decided:
    """`{"rows": {"Thôn 6|12": "another"}, "gone": {"17": "2026-11-20"}, "area": "thon-6",
    "phones": {"way": "paper", "on": "2026-11-01"}}`; whatever is missing is not decided.
    """
    given = _json(file)
    try:
        gone = {int(number): day_typed(day) for number, day in given.get("gone", {}).items()}
        area = place_named(given["area"], "households.manage") if given.get("area") else None
        agreed = None
        if phones := given.get("phones"):
            agreed = ContactsAgreed(str(phones["way"]), day_typed(phones["on"]))
        rows = {str(key): str(word) for key, word in given.get("rows", {}).items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unreadable(file) from error
    return Decided(rows, gone, ImportChoices(area, agreed))


def read_mapping(file: Path | None) -> dict[str, Any]:
    """`{"columns": {"1": {"C": "lane"}}, "left_out": [2], "wanted": [3]}`: sheets from 1."""
    given = _json(file)
    columns = given.get("columns", {})
    lists = [given.get(name, []) for name in ("left_out", "wanted")]
    if not isinstance(columns, dict) or not all(isinstance(one, list) for one in lists):
        raise _unreadable(file)
    if not all(str(sheet).isdecimal() and isinstance(own, dict) for sheet, own in columns.items()):
        raise _unreadable(file)
    return given


def _json(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        given = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(file) from error
    if not isinstance(given, dict):
        raise _unreadable(file)
    return given


def _unreadable(file: Path | None) -> Invalid:
    name = file.name if file else ""
    return Invalid([Problem("import_decisions_unreadable", "", {"file": name})])


def undo(arguments: argparse.Namespace) -> int:
    """Take an import back by its number."""
    done = visible_imports(ACTOR).filter(pk=arguments.undo).first()
    if done is None:
        raise Invalid([Problem("import_unknown", "--undo", {"number": str(arguments.undo)})])
    question = _("Take back %(file)s?") % {"file": done.file_name}
    if not (arguments.yes or (not arguments.json and confirmed(question, False))):
        raise Invalid([Problem("confirm_needed")])
    households, changes = undo_import(ACTOR, done)
    if arguments.json:
        print_json({"import": done.pk, "removed": households, "changes_undone": changes})
    else:
        counts = {"households": format_number(households), "changes": format_number(changes)}
        say_line(
            _("Taken back: %(households)s households removed, %(changes)s changes put back.")
            % counts
        )
    return 0
