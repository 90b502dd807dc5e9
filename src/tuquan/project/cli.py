"""The `tuquan` command. Exit codes: 0 done, 1 problems in what was given, 2 wrong usage."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

COMMANDS = (
    "demo",
    "serve",
    "worker",
    "setup",
    "places",
    "households",
    "programme",
    "groups",
    "periods",
    "rollup",
    "recount",
    "backup",
    "restore",
    "doctor",
)


STOPPED = 130
"""The exit code of a command that somebody stopped with Ctrl+C, as every shell gives it."""


class Command(Protocol):
    """What every module of `project.commands` offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; returns the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the console script exits with what is returned."""
    try:
        return _main(argv)
    except KeyboardInterrupt:  # stopped by hand: what was not finished has been taken back
        return STOPPED


def _main(argv: Sequence[str] | None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuquan.project.settings")
    from tuquan.project.environment import WrongSetting

    try:
        import django

        django.setup()
    except WrongSetting as error:
        return _fail(str(error))
    from django.utils import translation

    with translation.override(language()):
        try:
            code = _run(sys.argv[1:] if argv is None else argv)
            sys.stdout.flush()
        except BrokenPipeError:  # `| head` has read enough; nobody waits for the rest
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code


def language() -> str:
    """Vietnamese, unless TUQUAN_LANGUAGE asks for English."""
    return "en" if os.environ.get("TUQUAN_LANGUAGE", "").lower().startswith("en") else "vi"


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, with its help in the language that is active."""
    from django.utils.translation import gettext as _

    _let_argparse_speak()
    parser = argparse.ArgumentParser(
        prog="tuquan",
        description=_("Residents' self-management programmes, from the plan to the certificate."),
        epilog=_("TUQUAN_LANGUAGE=en shows English; TUQUAN_DATA names the data folder."),
    )
    chosen = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for name in COMMANDS:
        command = cast(Command, import_module(f"tuquan.project.commands.{name}"))
        below = chosen.add_parser(
            command.NAME, help=str(command.HELP), description=str(command.HELP)
        )
        command.add_arguments(below)
        below.set_defaults(run=command.run)
    return parser


def _let_argparse_speak() -> None:
    """argparse asks gettext for its few words; let it ask our catalogue."""
    from django.utils.translation import gettext, ngettext

    setattr(argparse, "_", gettext)  # noqa: B010 - its own name for gettext, unknown to the stubs
    setattr(argparse, "ngettext", ngettext)  # noqa: B010


def _run(argv: Sequence[str]) -> int:
    from django.db import DatabaseError
    from django.utils.translation import gettext as _

    from tuquan.base.errors import DomainError, Invalid
    from tuquan.base.texts import say
    from tuquan.project.commands.setup import tables_are_ready

    arguments = build_parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except DomainError as error:
        problems = error.problems if isinstance(error, Invalid) else (error.problem,)
        sentences = [say(problem) for problem in problems]
        if getattr(arguments, "json", False):
            codes = [problem.code for problem in problems]
            print(json.dumps({"problems": codes, "messages": sentences}, ensure_ascii=False))  # noqa: T201
            return 1
        return _fail("\n".join(sentences))
    except DatabaseError:
        if tables_are_ready():
            raise
        return _fail(_("The database is not ready yet. Run first: tuquan setup, or tuquan demo"))


def _fail(text: str) -> int:
    print(text, file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
