"""`tuquan places rename`, `move`, `merge`, `abolish` and `remap`."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from tuquan.core.succession import Found, abolish, merge, move, remap_level, rename
from tuquan.core.vietnamese import tidy
from tuquan.places.models import PlaceKind, Reform
from tuquan.project.commands.places.deciding import (
    Actions,
    add_action,
    add_decision,
    day_of,
    decide,
    pair_of,
    place_of,
    tree_around,
)


def add_actions(what: Actions[argparse.ArgumentParser]) -> None:
    """The changes that leave every place whole."""
    renaming = add_action(what, "rename", _("give a place another name or kind"), _rename)
    _take_place(renaming)
    renaming.add_argument("name", help=_("the new name as it is written on documents"))
    renaming.add_argument("--kind", choices=PlaceKind.values, help=_("when that changes too"))
    moving = add_action(what, "move", _("move a place under another one"), _move)
    _take_place(moving)
    moving.add_argument("--below", metavar="P", required=True, help=_("the place it goes under"))
    merging = add_action(what, "merge", _("make several places one"), _merge)
    merging.add_argument("places", nargs="+", metavar="P", help=_place_help())
    into = merging.add_mutually_exclusive_group(required=True)
    into.add_argument("--into", metavar=_("NAME"), help=_("the name of the new place"))
    into.add_argument("--keep", metavar="P", help=_("the place that goes on and takes the others"))
    merging.add_argument("--kind", choices=PlaceKind.values, help=_("of the new place"))
    merging.add_argument(
        "--rename",
        action="append",
        default=[],
        metavar=_("P=NAME"),
        help=_("another name for a place below, where two would have the same"),
    )
    abolishing = add_action(what, "abolish", _("let a place end"), _abolish)
    _take_place(abolishing)
    abolishing.add_argument("--into", metavar="P", help=_("the place that takes what is in it"))
    remapping = add_action(what, "remap", _("abolish a whole level, such as districts"), _remap)
    remapping.add_argument("place", metavar="P", help=_("the place below which the level ends"))
    remapping.add_argument("--level", choices=PlaceKind.values, required=True)
    for parser in (renaming, moving, merging, abolishing, remapping):
        add_decision(parser)


def _take_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="P", help=_place_help())


def _place_help() -> str:
    return _("a short code, a number, scheme:code, or an area as COMMUNE/NAME")


def _rename(arguments: argparse.Namespace) -> int:
    place, name = place_of(arguments.place), tidy(arguments.name)
    plan = rename(
        day_of(arguments), place.pk, name if name != place.name else None, kind=arguments.kind
    )
    return decide(arguments, Reform.Kind.RENAME, plan)


def _move(arguments: argparse.Namespace) -> int:
    place, below = place_of(arguments.place), place_of(arguments.below)
    return decide(arguments, Reform.Kind.MOVE, move(day_of(arguments), [place.pk], below.pk))


def _merge(arguments: argparse.Namespace) -> int:
    places = [place_of(reference) for reference in arguments.places]
    first = places[0]
    into: Found | int
    if arguments.keep:
        into = place_of(arguments.keep).pk
    else:
        kind = arguments.kind or first.kind
        word = first.local_word if kind == first.kind else ""
        into = Found("into", arguments.into, kind, first.parent_id, word)
    names = {place_of(place).pk: name for place, name in map(pair_of, arguments.rename)}
    plan = merge(tree_around(*places), day_of(arguments), [p.pk for p in places], into, names=names)
    return decide(arguments, Reform.Kind.MERGE, plan)


def _abolish(arguments: argparse.Namespace) -> int:
    place = place_of(arguments.place)
    into = place_of(arguments.into).pk if arguments.into else None
    plan = abolish(tree_around(place), day_of(arguments), place.pk, into)
    return decide(arguments, Reform.Kind.ABOLISH, plan)


def _remap(arguments: argparse.Namespace) -> int:
    place = place_of(arguments.place)
    plan = remap_level(tree_around(place), day_of(arguments), place.pk, arguments.level)
    return decide(arguments, Reform.Kind.REMAP, plan)
