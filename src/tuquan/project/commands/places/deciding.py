"""What every change of the map has in common: its options, its preview, and carrying it out."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import Invalid
from tuquan.base.scoping import paths_above
from tuquan.base.texts import say
from tuquan.base.texts.places import say_count, say_share
from tuquan.core.problems import Problem
from tuquan.core.succession import DatedTree, Plan
from tuquan.core.vietnamese import format_number
from tuquan.places.models import Place, Reform
from tuquan.places.queries import area_named
from tuquan.places.queries.reforms import PlaceStep, ReformPreview, dated_tree, preview_of
from tuquan.places.services.reforming import carry_out_reform, prepare_reform
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    confirmed,
    day_typed,
    place_named,
    print_json,
    say_line,
)

Actions = argparse._SubParsersAction
"""What argparse calls the list of actions of a command."""

Do = Callable[[argparse.Namespace], int]


def add_action(
    what: Actions[argparse.ArgumentParser], name: str, help_: str, do: Do
) -> argparse.ArgumentParser:
    """One action with its help and what carries it out."""
    parser = what.add_parser(name, help=help_, description=help_)
    parser.set_defaults(do=do)
    return parser


def add_decision(parser: argparse.ArgumentParser) -> None:
    """The options of every change: its day, its decision, and whether it is only shown."""
    parser.add_argument("--on", help=_("from which day, 01/07/2025; today when left out"))
    parser.add_argument("--decision", default="", help=_("the number of the decision: 12/NQ-HĐND"))
    parser.add_argument("--reason", default="", help=_("why, in a few words"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would change"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask before it is carried out"))
    add_json_option(parser)


def place_of(reference: str) -> Place:
    """The place somebody named: by code, by number, or an area as COMMUNE/NAME."""
    commune, slash, name = reference.partition("/")
    if not slash:
        return place_named(reference, "places.manage")
    area = area_named(place_named(commune, "places.manage"), name)
    if area is None:
        raise Invalid([Problem("place_unknown", "place", {"reference": reference})])
    return area


def pair_of(text: str) -> tuple[str, str]:
    """`NAME=VALUE` as its two sides, split at the last sign."""
    name, sign, value = text.rpartition("=")
    if not sign or not name.strip() or not value.strip():
        raise Invalid([Problem("pair_wrong", "", {"text": text})])
    return name.strip(), value.strip()


def day_of(arguments: argparse.Namespace) -> date:
    """The day from which the change holds."""
    return day_typed(arguments.on) if arguments.on else clock.today()


def tree_around(*places: Place) -> DatedTree:
    """The map of the province the places stand in, or of everything when there are several."""
    roots = {paths_above(place.path)[0] for place in places}
    return dated_tree(roots.pop() if len(roots) == 1 else "")


def decide(arguments: argparse.Namespace, kind: str, plan: Plan) -> int:
    """Show what a plan changes and, unless that is all that is wanted, carry it out."""
    preview = preview_of(ACTOR, plan)
    if preview.problems and not (arguments.dry_run and arguments.json):
        raise Invalid(preview.problems)
    if arguments.dry_run:
        if arguments.json:
            print_json(_plain_preview(preview))
            return 1 if preview.problems else 0
        _show(preview)
        return 0
    if not arguments.json:
        _show(preview)
    if not confirmed(_("Carry this out?"), arguments.yes):
        say_line(_("Nothing was changed."))
        return 1
    with transaction.atomic():
        prepared = prepare_reform(
            ACTOR, kind, plan, decision=arguments.decision, reason=arguments.reason
        )
        reform = carry_out_reform(ACTOR, prepared)
    if arguments.json:
        print_json(plain_reform(reform))
        return 0
    say_line(_("Carried out as change %(number)s. Totals afterwards:") % {"number": reform.pk})
    _show_counts(reform.after)
    return 0


def plain_reform(reform: Reform) -> dict[str, Any]:
    """A reform for a program."""
    return {
        "reform": reform.pk,
        "kind": reform.kind,
        "state": reform.state,
        "on": reform.effective_on,
        "decision": reform.decision,
        "reason": reform.reason,
        "before": reform.before,
        "after": reform.after,
    }


def _plain_preview(preview: ReformPreview) -> dict[str, Any]:
    return {
        "problems": [problem.code for problem in preview.problems],
        "messages": [say(problem) for problem in preview.problems],
        "warnings": [
            {"code": warning.code, "message": say(warning)} for warning in preview.warnings
        ],
        "places": [_plain_step(step) for step in preview.places],
        "affected": dict(preview.affected),
        "totals": dict(preview.totals),
    }


def _plain_step(step: PlaceStep) -> dict[str, Any]:
    return {
        "step": step.step,
        "id": step.place.pk if step.place else None,
        "old": {"name": step.old_name, "kind": step.old_kind, "below": step.old_parent},
        "new": {"name": step.new_name, "kind": step.new_kind, "below": step.new_parent},
        "parts": [{"name": name, "share": str(share)} for name, share in step.parts],
        "rest": step.rest,
    }


def _show(preview: ReformPreview) -> None:
    for step in preview.places:
        say_line(_step_words(step))
    say_line(_("It moves:"))
    _show_counts(preview.affected)
    say_line(_("Totals, the same afterwards:"))
    _show_counts(preview.totals)
    for warning in preview.warnings:
        say_line(_("Please note: %(text)s") % {"text": say(warning)})


def _step_words(step: PlaceStep) -> str:
    names = {
        "old": step.old_name,
        "new": step.new_name,
        "kind": step.new_kind,
        "below": step.new_parent,
        "parts": ", ".join(f"{name} ({say_share(share)})" for name, share in step.parts),
    }
    if step.step == "founded":
        return _("+ %(new)s (%(kind)s), in %(below)s") % names
    if step.step == "altered":
        return _("~ %(old)s → %(new)s (%(kind)s), in %(below)s") % names
    return (_("- %(old)s ends → %(parts)s") if step.parts else _("- %(old)s ends")) % names


def _show_counts(counts: Mapping[str, int | str]) -> None:
    for key, count in counts.items():
        shown = format_number(count) if isinstance(count, int) else count
        say_line(f"    {say_count(key)}: {shown}")
