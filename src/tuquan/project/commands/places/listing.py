"""`tuquan places list` and `add`: the tree as it stands, and one place more."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import as_outline, visible_places
from tuquan.places.services import NewPlace, add_place
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    day_typed,
    place_named,
    print_json,
    say_line,
)
from tuquan.project.commands.places.deciding import Actions, add_action


def add_actions(what: Actions[argparse.ArgumentParser]) -> None:
    """`list`, and `add NAME --kind KIND --below PLACE`."""
    add_json_option(add_action(what, "list", _("show the tree"), _list))
    adding = add_action(what, "add", _("add one place"), _add)
    adding.add_argument("name", help=_("as it is written on documents: Thôn 6"))
    adding.add_argument("--kind", choices=PlaceKind.values, required=True)
    adding.add_argument("--below", metavar="P", help=_("the place it belongs to"))
    adding.add_argument("--code", help=_("a short code for commands: minh-son"))
    adding.add_argument("--since", help=_("since when, 01/07/2025; today when left out"))
    add_json_option(adding)


def _list(arguments: argparse.Namespace) -> int:
    outline = as_outline(list(visible_places(ACTOR)))
    if arguments.json:
        print_json([_plain(place) for _depth, place in outline])
    for depth, place in () if arguments.json else outline:
        code = f"  ({place.short_code})" if place.short_code else ""
        say_line(f"{'  ' * depth}{place.name}, {place.get_kind_display()}{code}")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    parent = place_named(arguments.below, "places.manage") if arguments.below else None
    since = day_typed(arguments.since) if arguments.since else clock.today()
    new = NewPlace(arguments.name, arguments.kind, since, short_code=arguments.code)
    place = add_place(ACTOR, parent, new)
    if arguments.json:
        print_json(_plain(place))
    else:
        say_line(_("%(name)s was added.") % {"name": place.name})
    return 0


def _plain(place: Place) -> dict[str, object]:
    return {
        "id": place.pk,
        "code": place.short_code,
        "name": place.name,
        "kind": place.kind,
        "below": place.parent_id,
    }
