"""`tuquan backup`: a checked, encrypted copy of everything in one file."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.project.backup import Manifest, read_manifest_of, write_backup
from tuquan.project.commands.console import add_json_option, print_json, say_line, say_progress
from tuquan.project.environment import env_text

NAME = "backup"
HELP = gettext_lazy("copy everything into one encrypted file, and check it")
SHORTEST_KEY = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and the key."""
    parser.add_argument("file", metavar="FILE", help=_("the file of the copy"))
    add_key_options(parser)
    parser.add_argument(
        "--no-encryption",
        action="store_true",
        help=_("write the copy so that anybody can read it"),
    )
    parser.add_argument(
        "--show", action="store_true", help=_("say what is in a copy; needs no key")
    )
    add_json_option(parser)


def add_key_options(parser: argparse.ArgumentParser) -> None:
    """Where the key is; never typed into the command itself, where others could read it."""
    parser.add_argument(
        "--key-file",
        metavar="FILE",
        help=_("file with the key; without it TUQUAN_BACKUP_KEY is read"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Write a copy, or show what is in one."""
    path = Path(arguments.file)
    if arguments.show:
        _show(read_manifest_of(path), as_json=arguments.json)
        return 0
    key = b"" if arguments.no_encryption else key_given(arguments)
    if not key and not arguments.no_encryption:
        raise Invalid([Problem("backup_needs_key")])
    if arguments.no_encryption:
        say_progress(_("Attention: this copy is not encrypted. Whoever has it can read all names."))
    manifest = write_backup(path, key, tell_rows)
    if arguments.json:
        print_json({"file": str(path), "checked": True} | asdict(manifest))
        return 0
    values = {
        "file": path,
        "rows": number_format(sum(manifest.counts.values())),
        "tables": number_format(len(manifest.counts)),
        "size": number_format(path.stat().st_size / 1e6, 1),
    }
    say_line(
        _("%(file)s: %(rows)s rows in %(tables)s tables, %(size)s MB.") % values
        + " "
        + _("It was read again, and every table is the same.")
    )
    return 0


def key_given(arguments: argparse.Namespace) -> bytes:
    """The key from the file or the environment; nothing when there is none."""
    if arguments.key_file:
        try:
            key = Path(arguments.key_file).read_bytes().strip()
        except OSError as error:
            values = {"file": arguments.key_file, "why": error.strerror or ""}
            raise Invalid([Problem("backup_unreadable", params=values)]) from error
    else:
        key = env_text("TUQUAN_BACKUP_KEY").strip().encode()
        if not key:
            return b""
    if len(key) < SHORTEST_KEY:
        raise Invalid([Problem("backup_key_short", params={"count": SHORTEST_KEY})])
    return key


def tell_rows(table: str, rows: int) -> None:
    """How far the work has come."""
    say_progress(f"… {table} {number_format(rows)}")


def _show(manifest: Manifest, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(manifest))
        return
    say_line(_("Made: %(moment)s") % {"moment": manifest.made_at})
    say_line(_("Version: %(version)s") % {"version": manifest.version})
    say_line(_("Database: %(kind)s") % {"kind": manifest.database})
    say_line(_("Encrypted: %(answer)s") % {"answer": _("yes") if manifest.encrypted else _("no")})
    for table, rows in manifest.counts.items():
        if rows:
            say_line(f"  {table}: {number_format(rows)}")
