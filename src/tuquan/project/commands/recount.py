"""`tuquan recount`: whether every stored total is what the reports add up to."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base.templatetags.tq import number
from tuquan.consolidations.queries import counts_by_round
from tuquan.consolidations.services import Recounted, recount
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    place_named,
    print_json,
    say_line,
)

NAME = "recount"
HELP = gettext_lazy("work out all totals anew and say which stored ones differ")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and whether to mend what is wrong."""
    parser.add_argument("--place", default="", help=_("short code, scheme:code or number"))
    parser.add_argument("--fix", action="store_true", help=_("write the right totals"))
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; exit code 1 when something differed, also when it was mended."""
    path = place_named(arguments.place, "totals.view").path if arguments.place else ""
    found = recount(ACTOR, path, mend=arguments.fix)
    if arguments.json:
        print_json(_as_json(found, path))
    else:
        _say(found, mended=arguments.fix)
    return 0 if found.is_right else 1


def _as_json(found: Recounted, path: str) -> dict[str, Any]:
    """Stable keys; who has reported stands in it as on the page."""
    return {
        "counted": found.counted,
        "wrong": found.wrong,
        "missing": found.missing,
        "rounds": [
            {
                "programme": key["edition__programme__key"],
                "edition": key["edition__key"],
                "calendar": key["calendar"],
                "period": key["period_key"],
                **{name: count for name, count in asdict(counts).items() if _is_counted(name)},
            }
            for key, counts in counts_by_round(ACTOR, path)
        ],
    }


def _is_counted(name: str) -> bool:
    return name != "not_applicable"


def _say(found: Recounted, *, mended: bool) -> None:
    say_line(_("%(count)s stored totals compared with the reports.") % _count(found.counted))
    for name in found.wrong:
        say_line("  " + _("differs: %(total)s") % {"total": name})
    for name in found.missing:
        say_line("  " + _("not stored: %(total)s") % {"total": name})
    if found.is_right:
        say_line(_("All of them are right."))
    elif mended:
        say_line(_("All of them are right now."))
    else:
        say_line(_("To put them right: tuquan recount --fix"))


def _count(count: int) -> dict[str, str]:
    return {"count": number(count)}
