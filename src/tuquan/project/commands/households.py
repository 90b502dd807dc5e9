"""`tuquan households import`: the list people have, into the register of an area."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.errors import Invalid
from tuquan.base.sheets import MAX_BYTES
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import format_number
from tuquan.places.models import Place
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    confirmed,
    day_typed,
    place_named,
    print_json,
    say_line,
)
from tuquan.residents.queries import ImportPlan, import_plan
from tuquan.residents.services import (
    ImportOutcome,
    confirm_import,
    preview_import,
    read_list,
)

NAME = "households"
HELP = gettext_lazy("import household lists from Excel or CSV files")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`import FILE --place P`, dry or written."""
    what = parser.add_subparsers(dest="what", required=True)
    importing = what.add_parser("import", help=_("read a list, show it, write it when confirmed"))
    importing.add_argument("file", type=Path, help=_("the Excel or CSV file"))
    importing.add_argument(
        "--place",
        required=True,
        metavar="P",
        help=_("the commune or area: short code, scheme:code, or permanent number"),
    )
    importing.add_argument("--dry-run", action="store_true", help=_("only show; write nothing"))
    importing.add_argument("--rows", action="store_true", help=_("show every household too"))
    importing.add_argument("--yes", action="store_true", help=_("write without asking"))
    importing.add_argument("--today", help=_("read ages as of this day, 20/11/2026"))
    add_json_option(importing)


def run(arguments: argparse.Namespace) -> int:
    """Read, show, ask, write; 1 when rows are held back or the file is refused."""
    place = place_named(arguments.place, "households.manage")
    content = _content(arguments.file)
    today = day_typed(arguments.today) if arguments.today else None
    report = read_list(arguments.file.name, content, today)
    plan = import_plan(place, report)
    shown = _shown(report, arguments.rows) | {"matches": plan.matches}
    if not arguments.json:
        _print_report(place, plan, shown)
    outcome = None
    if not arguments.dry_run and _agreed(plan, arguments):
        outcome = _write(place, arguments.file.name, content, report)
    if arguments.json:
        print_json(shown if outcome is None else {**shown, **_as_json(outcome)})
    elif outcome:
        _print_outcome(outcome)
    return 1 if report["households_held"] else 0


def _shown(report: Mapping[str, Any], rows: bool) -> dict[str, Any]:
    """The keys that are promised; the commune a heading names is asked about, not reported."""
    shown = {key: value for key, value in report.items() if key != "rows" or rows}
    shown["sheets"] = [
        {key: value for key, value in sheet.items() if key != "commune"}
        for sheet in report["sheets"]
    ]
    return shown


def _content(file: Path) -> bytes:
    """The bytes of the file; a file too large is refused before it fills the memory."""
    if not file.is_file():
        raise Invalid([Problem("file_not_found", "FILE", {"file": file.name})])
    if file.stat().st_size > MAX_BYTES:
        params = {"file": file.name, "limit": MAX_BYTES // 1024**2}
        raise Invalid([Problem("file_too_large", "FILE", params)])
    return file.read_bytes()


def _agreed(plan: ImportPlan, arguments: argparse.Namespace) -> bool:
    """Ask before writing; the same yes answers what the heading of the list asks."""
    if arguments.json and not arguments.yes:
        raise Invalid([Problem("confirm_needed")])  # a question would spoil the JSON
    question = _("Write %(count)s households?") % {"count": format_number(plan.new)}
    if plan.unplaced or confirmed(question, arguments.yes):
        return True  # without a place for every row, the service says what is missing
    say_line(say(Problem("confirm_needed")))
    return False


@transaction.atomic
def _write(place: Place, name: str, content: bytes, report: Mapping[str, Any]) -> ImportOutcome:
    """Preview and confirmation at once, so that nothing is left waiting when one fails."""
    waiting = preview_import(ACTOR, place, name, content, report=report)
    return confirm_import(ACTOR, waiting)


def _as_json(outcome: ImportOutcome) -> dict[str, Any]:
    return {"written": outcome.written, "areas_added": list(outcome.areas_added)}


def _print_report(place: Place, plan: ImportPlan, shown: Mapping[str, Any]) -> None:
    say_line(f"{shown['file']} → {place.name}")
    for area in plan.areas:
        words = {
            "area": area.name,
            "new": format_number(area.new),
            "known": format_number(area.known),
        }
        say_line(
            _("%(area)s: %(new)s households to write, %(known)s in the register already.") % words
        )
        if area.place is None:
            say_line(_("%(area)s is not in the tree yet and will be added.") % words)
    if held := shown["households_held"]:
        say_line(
            _("Held back until the list is corrected: %(count)s households.")
            % {"count": format_number(held)}
        )
    for question in plan.questions:
        say_line(say(question))
    for problem in shown["problems"]:
        say_line(_problem_line(problem))
    for row in shown.get("rows", {}).get("households", ()):
        say_line(_row_line(row))


def _problem_line(problem: Mapping[str, Any]) -> str:
    """`[Thôn 6] dòng 12: Thiếu số nhân khẩu. (F12)`."""
    sentence = say(Problem(problem["code"], params=problem.get("params", {})))
    raw, cell = problem.get("raw"), problem.get("cell", "")
    typed = "" if raw is None else f"“{raw}”"
    where = f" ({': '.join(filter(None, (cell, typed)))})" if cell or typed else ""
    sheet = f"[{problem['sheet']}] " if problem["sheet"] else ""
    if problem["row"] is None:
        return f"{sheet}{sentence}{where}"
    words = {"row": problem["row"], "sentence": sentence}
    return sheet + _("row %(row)s: %(sentence)s") % words + where


def _row_line(row: Mapping[str, Any]) -> str:
    values = (row["row"], row["status"], row["area"], row["head_name"], row["birth_year"])
    more = (row["member_count"], row["lane"], row["house_number"])
    return "\t".join("" if value is None else str(value) for value in (*values, *more))


def _print_outcome(outcome: ImportOutcome) -> None:
    say_line(_("Households written: %(count)s.") % {"count": format_number(outcome.written)})
    if outcome.known:
        say_line(
            _("In the register already, not written again: %(count)s.")
            % {"count": format_number(outcome.known)}
        )
