"""`tuquan programme`: write a pack, check it, compare it, install it and adopt it for a place."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.project.commands.console import add_json_option
from tuquan.project.commands.programme.adopting import adopt, show_list
from tuquan.project.commands.programme.checking import check
from tuquan.project.commands.programme.comparing import compare
from tuquan.project.commands.programme.covering import show_coverage
from tuquan.project.commands.programme.installing import install
from tuquan.project.commands.programme.schemas import SCHEMAS, print_schema
from tuquan.project.commands.programme.writing import write_new

NAME = "programme"
HELP = gettext_lazy("write, check, compare, install, list and adopt programmes")

_DO = {
    "new": write_new,
    "check": check,
    "diff": compare,
    "coverage": show_coverage,
    "schema": print_schema,
    "install": install,
    "list": show_list,
    "adopt": adopt,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is done with a programme, from the first draft to the place that runs it."""
    what = parser.add_subparsers(dest="what", required=True, metavar=_("ACTION"))
    _take_new(_action(what, "new", _("write a commented pack to begin with")))
    _take_check(_action(what, "check", _("list every mistake in a pack and run its own cases")))
    _take_diff(_action(what, "diff", _("say what a new edition changes")))
    _take_coverage(_action(what, "coverage", _("show where each rule of the documents is carried")))
    _take_schema(_action(what, "schema", _("print the JSON Schema of a file of a pack")))
    _take_install(_action(what, "install", _("install a pack")))
    add_json_option(_action(what, "list", _("show what is installed and who runs it")))
    _take_adopt(_action(what, "adopt", _("let a place run a programme")))


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 when something given has mistakes."""
    return _DO[arguments.what](arguments)


def _action(
    what: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help_: str
) -> argparse.ArgumentParser:
    return what.add_parser(name, help=help_, description=help_)


def _take_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", help=_("small letters, digits and hyphens, as minh-son-2026"))
    parser.add_argument("--into", type=Path, default=Path(), help=_("the folder to write it in"))
    parser.add_argument("--title", help=_("the title of the plan"))


def _take_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pack", help=_("a folder with pack.yaml, or the key of a programme that comes along")
    )
    add_json_option(parser)


def _take_diff(parser: argparse.ArgumentParser) -> None:
    help_ = _("a folder with pack.yaml, FOLDER/EDITION, KEY or KEY/EDITION")
    parser.add_argument("old", metavar="A", help=help_)
    parser.add_argument("new", metavar="B", help=help_)
    add_json_option(parser)


def _take_coverage(parser: argparse.ArgumentParser) -> None:
    add_json_option(parser)


def _take_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", choices=SCHEMAS, default=SCHEMAS[0], help=_("which file of a pack")
    )


def _take_install(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pack", help=_("a folder with pack.yaml, or the key of a programme that comes along")
    )
    add_json_option(parser)


def _take_adopt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", help=_("the key of the programme"))
    parser.add_argument("--place", metavar="P", required=True, help=_("the commune"))
    parser.add_argument("--from", dest="start", required=True, help=_("first day, 01/01/2027"))
    parser.add_argument("--until", help=_("the first day on which it no longer runs"))
    parser.add_argument(
        "--groups-of", metavar="KEY", help=_("the programme whose groups file the reports")
    )
    parser.add_argument("--edition", help=_("the edition; the newest when left out"))
    parser.add_argument(
        "--terms", type=Path, metavar="FILE", help=_("a YAML file with the terms of the place")
    )
    parser.add_argument(
        "--change",
        action="store_true",
        help=_("go on with this edition instead of the one it runs"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only show what the days would become")
    )
    add_json_option(parser)
