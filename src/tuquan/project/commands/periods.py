"""`tuquan periods`: open the reporting periods whose time has come."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tuquan.base import clock
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    place_named,
    print_json,
    say_line,
)
from tuquan.reports.services import open_periods

NAME = "periods"
HELP = gettext_lazy("open the reporting periods whose time has come")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`open`, for one place or everywhere."""
    what = parser.add_subparsers(dest="what", required=True)
    opening = what.add_parser("open", help=_("open every period that is due and not open yet"))
    opening.add_argument("--place", metavar="P", help=_("only in this place"))
    add_json_option(opening)


def run(arguments: argparse.Namespace) -> int:
    """Open what is due; doing it again changes nothing."""
    place = place_named(arguments.place) if arguments.place else None
    count = open_periods(ACTOR, place)
    if arguments.json:
        code = place.short_code or str(place.pk) if place else None
        print_json({"place": code, "today": clock.today(), "opened": count})
    else:
        opened = ngettext("%(count)s report was opened.", "%(count)s reports were opened.", count)
        nothing = _("Everything whose time has come is open already.")
        say_line(opened % {"count": count} if count else nothing)
    return 0
