"""`tuquan restore`: an empty installation becomes what a copy holds."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.project.backup import restore_backup
from tuquan.project.backup.writing import applied_migrations
from tuquan.project.commands.backup import add_key_options, key_given, tell_rows
from tuquan.project.commands.console import add_json_option, print_json, say_line
from tuquan.project.commands.setup import prepare_database

NAME = "restore"
HELP = gettext_lazy("fill an empty installation from a copy")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and the key."""
    parser.add_argument("file", metavar="FILE", help=_("the file of the copy"))
    add_key_options(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check the copy, make the tables, fill them; refused when somebody works here already."""
    path = Path(arguments.file)
    manifest = restore_backup(path, key_given(arguments), _ready_tables, tell_rows)
    if arguments.json:
        print_json({"file": str(path), "restored": True} | asdict(manifest))
        return 0
    rows = number_format(sum(manifest.counts.values()))
    say_line(
        _("%(rows)s rows were restored; every table is as in the copy.") % {"rows": rows}
        + " "
        + _("Everybody signs in anew.")
    )
    return 0


def _ready_tables() -> tuple[str, ...]:
    """Bring the tables to this version; which steps that is."""
    prepare_database()
    return applied_migrations()
