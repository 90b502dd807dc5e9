"""`tuquan demo`: an invented commune with something to look at on every screen."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.places.models import Place
from tuquan.project.commands.console import add_json_option, print_json, say_line, say_progress
from tuquan.project.commands.setup import prepare_database
from tuquan.project.demo.build import build_demo, demo_accounts, demo_commune
from tuquan.project.demo.removal import remove_demo
from tuquan.project.demo.stage import ACTOR, PASSWORD
from tuquan.reports.services import open_periods

NAME = "demo"
HELP = gettext_lazy("make (or take away) the invented demonstration commune")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--remove` takes it away."""
    parser.add_argument("--remove", action="store_true", help=_("take the demonstration away"))
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the demonstration once; later runs only open the periods that have begun since."""
    prepare_database()
    commune = demo_commune()
    if arguments.remove:
        if commune:
            remove_demo(commune)
        _say(arguments, _("The demonstration is gone.") if commune else _("There is none here."))
        return 0
    if commune is None:
        commune = build_demo(lambda done: say_progress(f"… {done}"))
    else:
        open_periods(ACTOR, commune)
    _introduce(arguments, commune)
    return 0


def _say(arguments: argparse.Namespace, text: str) -> None:
    if arguments.json:
        print_json({"message": text})
    else:
        say_line(text)


def _introduce(arguments: argparse.Namespace, commune: Place) -> None:
    accounts = demo_accounts(commune)
    if arguments.json:
        print_json(
            {
                "place": commune.short_code,
                "password": PASSWORD,
                "accounts": [asdict(account) for account in accounts],
            }
        )
        return
    say_line(_("%(name)s is ready. Everybody in it is invented.") % {"name": commune.name})
    for account in accounts:
        say_line(f"  {account.username:<12}{account.role}, {account.where}")
    say_line(_("Password of all: %(password)s") % {"password": PASSWORD})
