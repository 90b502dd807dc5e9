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
    say_progress,
)
from tuquan.project.commands.household_files import (
    UNDO,
    Decided,
    read_decisions,
    read_mapping,
    undo,
)
from tuquan.residents.queries import ImportPlan, PlannedArea, import_plan
from tuquan.residents.queries.imports import taught_for
from tuquan.residents.services import (
    ImportOutcome,
    confirm_import,
    decide_rows,
    preview_import,
    read_list,
)

NAME = "households"
HELP = gettext_lazy("import household lists from Excel or CSV files")
_ROWS_TOLD = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`import FILE --place P`, dry or written; `import --undo NUMBER`."""
    what = parser.add_subparsers(dest="what", required=True)
    importing = what.add_parser("import", help=_("read a list, show it, write it when confirmed"))
    importing.add_argument("file", type=Path, nargs="?", help=_("the Excel or CSV file"))
    importing.add_argument(
        "--place",
        metavar="P",
        help=_("the commune or area: short code, scheme:code, or permanent number"),
    )
    importing.add_argument("--dry-run", action="store_true", help=_("only show; write nothing"))
    importing.add_argument("--rows", action="store_true", help=_("show every household too"))
    importing.add_argument("--yes", action="store_true", help=_("write without asking"))
    importing.add_argument("--today", help=_("read ages as of this day, 20/11/2026"))
    importing.add_argument(
        "--decide",
        type=Path,
        metavar="FILE",
        help=_("what was decided about rows, as JSON: rows, gone, area, phones"),
    )
    importing.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help=_("what columns and sheets mean, as JSON: columns, left_out, wanted"),
    )
    importing.add_argument(
        "--undo", type=int, metavar="NUMBER", help=_("take back the import with this number")
    )
    importing.set_defaults(usage=importing)
    add_json_option(importing)


def run(arguments: argparse.Namespace) -> int:
    """Read, show, ask, write; 1 when rows are held back or the file is refused."""
    if arguments.undo is not None:
        return undo(arguments)
    if not (arguments.file and arguments.place):
        arguments.usage.error(_("FILE and --place are needed"))
    place = place_named(arguments.place, "households.manage")
    content = _content(arguments.file)
    today = day_typed(arguments.today) if arguments.today else None
    mapping = read_mapping(arguments.mapping)
    decided = read_decisions(arguments.decide)
    report = read_list(arguments.file.name, content, today, taught_for(place, mapping), _say_rows)
    plan = import_plan(place, report, decided.choices.area, decided.as_kept())
    shown = _shown(report, arguments.rows) | {"matches": plan.matches}
    if not arguments.json:
        _print_report(place, plan, shown)
    outcome = None
    if not arguments.dry_run and _agreed(plan, arguments):
        outcome = _write(place, arguments.file.name, content, report, mapping, decided)
    if arguments.json:
        print_json(shown if outcome is None else {**shown, **_as_json(*outcome)})
    elif outcome:
        _print_outcome(*outcome)
    return 1 if plan.counts["held"] or plan.counts["uncertain"] else 0


def _say_rows(rows: int) -> None:
    """How far a long list is read, beside the results."""
    if rows % _ROWS_TOLD == 0:
        say_progress(_("%(count)s rows read") % {"count": format_number(rows)})


def _shown(report: Mapping[str, Any], rows: bool) -> dict[str, Any]:
    """The keys that are promised; the commune a heading names is asked about, not reported."""
    hidden = {"samples", "phones", "listed_persons"} | (set() if rows else {"rows"})
    shown = {key: value for key, value in report.items() if key not in hidden}
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
def _write(
    place: Place,
    name: str,
    content: bytes,
    report: Mapping[str, Any],
    mapping: Mapping[str, Any],
    decided: Decided,
) -> tuple[int, ImportOutcome]:
    """Preview and confirmation at once, so that nothing is left waiting when one fails."""
    waiting = preview_import(ACTOR, place, name, content, report=report, mapping=mapping)
    decide_rows(ACTOR, waiting, decided.rows, decided.gone)
    return waiting.pk, confirm_import(ACTOR, waiting, decided.choices)


def _as_json(number: int, outcome: ImportOutcome) -> dict[str, Any]:
    kept = ("written", "changed", "closed", "held", "undecided", "left_out", "persons", "phones")
    made = {name: getattr(outcome, name) for name in kept}
    return {"import": number, **made, "areas_added": list(outcome.areas_added)}


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
        _print_kinds(area)
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


def _print_kinds(area: PlannedArea) -> None:
    """What else the list says about the register, where it says anything."""
    for kind, sentence in (
        ("changed", _("%(area)s: %(count)s of them will be corrected.")),
        ("uncertain", _("%(area)s: %(count)s rows are uncertain; decide with --decide.")),
        ("gone", _("%(area)s: %(count)s households of the register are not in the list.")),
    ):
        if count := area.counts[kind]:
            say_line(sentence % {"area": area.name, "count": format_number(count)})


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


def _print_outcome(number: int, outcome: ImportOutcome) -> None:
    for count, sentence in (
        (outcome.written, _("Households written: %(count)s.")),
        (outcome.changed, _("Households corrected after the list: %(count)s.")),
        (outcome.closed, _("Households that left: %(count)s.")),
        (outcome.persons, _("Persons written: %(count)s.")),
        (outcome.phones, _("Telephone numbers kept, with the agreement: %(count)s.")),
        (outcome.known, _("In the register already, not written again: %(count)s.")),
        (outcome.undecided, _("Uncertain, not written: %(count)s.")),
        (
            outcome.phones_not_kept,
            _("Telephone numbers not kept, because nobody said that they agreed: %(count)s."),
        ),
    ):
        if count or count is outcome.written:
            say_line(sentence % {"count": format_number(count)})
    say_line(_("To take it back: %(command)s") % {"command": f"{UNDO} {number}"})
