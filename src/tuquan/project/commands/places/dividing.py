"""`tuquan places split`: a place is divided into new ones, its groups and areas among them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.core.succession import Found, split
from tuquan.core.vietnamese import same_name_key
from tuquan.groups.queries import assigned_with_groups, visible_groups
from tuquan.places.forms.dividing import share_of
from tuquan.places.models import Place, Reform
from tuquan.project.commands.console import ACTOR
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
    """`split P --into "NAME=SHARE" --into … --rest NAME`."""
    parser = add_action(what, "split", _("divide a place"), _split)
    parser.add_argument(
        "place",
        metavar="P",
        help=_("a short code, a number, scheme:code, or an area as COMMUNE/NAME"),
    )
    parser.add_argument(
        "--into",
        action="append",
        required=True,
        metavar=_("NAME=SHARE"),
        help=_("one part and its share, 1/3 or 40%%; several times"),
    )
    parser.add_argument(
        "--rest", metavar=_("NAME"), help=_("the part that takes everything not named otherwise")
    )
    parser.add_argument(
        "--group",
        action="append",
        default=[],
        metavar=_("GROUP=NAME"),
        help=_("the part a group goes to with its households"),
    )
    parser.add_argument(
        "--move",
        action="append",
        default=[],
        metavar=_("P=NAME"),
        help=_("the part a place below goes to"),
    )
    add_decision(parser)


def _split(arguments: argparse.Namespace) -> int:
    place = place_of(arguments.place)
    shares = [_share(text) for text in arguments.into]
    parts = {
        same_name_key(name): Found(
            f"part{number}", name, place.kind, place.parent_id, place.local_word
        )
        for number, (name, _share_of_it) in enumerate(shares, 1)
    }
    groups = {
        _group_of(place, group): _part(parts, name) for group, name in map(pair_of, arguments.group)
    }
    plan = split(
        tree_around(place),
        day_of(arguments),
        place.pk,
        [(parts[same_name_key(name)], share) for name, share in shares],
        children={
            place_of(child).pk: _part(parts, name) for child, name in map(pair_of, arguments.move)
        },
        assigned={"groups.residentgroup": groups} if groups else {},
        rest=_part(parts, arguments.rest) if arguments.rest else None,
    )
    return decide(arguments, Reform.Kind.SPLIT, assigned_with_groups(plan))


def _share(text: str) -> tuple[str, Fraction]:
    name, typed = pair_of(text)
    share = share_of(typed)
    if share is None:
        raise Invalid([Problem("share_wrong", "--into", {"text": typed})])
    return name, share


def _part(parts: Mapping[str, Found], name: str) -> str:
    """The key of the part with a name."""
    part = parts.get(same_name_key(name))
    if part is None:
        raise Invalid([Problem("split_part_unknown", "", {"name": name})])
    return part.key


def _group_of(area: Place, name: str) -> int:
    """The number of the group of an area with a name."""
    found = [
        group
        for group in visible_groups(ACTOR).filter(place=area)
        if same_name_key(group.name) == same_name_key(name)
    ]
    if not found:
        raise Invalid([Problem("group_unknown", "--group", {"name": name, "place": area.name})])
    return found[0].pk
