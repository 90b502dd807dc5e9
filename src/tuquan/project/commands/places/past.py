"""`tuquan places reforms` and `undo`: what was changed, and taking it back."""

from __future__ import annotations

import argparse

from django.utils import formats
from django.utils.translation import gettext as _

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.places.models import Reform
from tuquan.places.queries.reforms import undo_blockers, visible_reforms
from tuquan.places.services.reforming import undo_reform
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    confirmed,
    print_json,
    say_line,
)
from tuquan.project.commands.places.deciding import Actions, add_action, plain_reform


def add_actions(what: Actions[argparse.ArgumentParser]) -> None:
    """`reforms`, and `undo NUMBER --reason …`."""
    add_json_option(add_action(what, "reforms", _("list the changes of places"), _reforms))
    undoing = add_action(what, "undo", _("take a change of places back"), _undo)
    undoing.add_argument("reform", type=int, metavar=_("NUMBER"), help=_("as the list shows it"))
    undoing.add_argument("--reason", default="", help=_("why, in a few words"))
    undoing.add_argument(
        "--dry-run", action="store_true", help=_("only say whether it can be taken back")
    )
    undoing.add_argument("--yes", action="store_true", help=_("do not ask before"))
    add_json_option(undoing)


def _reforms(arguments: argparse.Namespace) -> int:
    reforms = list(visible_reforms(ACTOR))
    if arguments.json:
        print_json([plain_reform(reform) for reform in reforms])
        return 0
    if not reforms:
        say_line(_("No change of places yet."))
    for reform in reforms:
        say_line(_line(reform))
    return 0


def _line(reform: Reform) -> str:
    return _("%(number)s  %(on)s  %(kind)s, %(decision)s: %(state)s") % {
        "number": reform.pk,
        "on": formats.date_format(reform.effective_on, "SHORT_DATE_FORMAT"),
        "kind": reform.get_kind_display(),
        "decision": reform.decision,
        "state": reform.get_state_display(),
    }


def _undo(arguments: argparse.Namespace) -> int:
    reform = visible_reforms(ACTOR).filter(pk=arguments.reform).first()
    if reform is None:
        raise Invalid([Problem("reform_unknown", "reform", {"number": str(arguments.reform)})])
    if arguments.dry_run:
        if blockers := undo_blockers(ACTOR, reform):
            raise Invalid(blockers)
        if arguments.json:
            print_json(plain_reform(reform) | {"can_be_undone": True})
        else:
            say_line(_("This change can be taken back."))
        return 0
    if not arguments.json:
        say_line(_line(reform))
    if not confirmed(_("Take this back?"), arguments.yes):
        say_line(_("Nothing was changed."))
        return 1
    undone = undo_reform(ACTOR, reform, arguments.reason)
    if arguments.json:
        print_json(plain_reform(undone))
    else:
        say_line(_("The change was taken back."))
    return 0
