"""`tuquan places`: the tree by hand, and changing it as decisions on paper say."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.project.commands.places import changing, dividing, listing, loading, past

NAME = "places"
HELP = gettext_lazy("list, add and change provinces, communes and residential areas")

_TOPICS = (
    listing,
    loading,
    changing,
    dividing,
    past,
)
"""Each adds its actions with `add_actions`, and says with `do` what carries one out."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be done with places, topic by topic."""
    what = parser.add_subparsers(dest="what", required=True, metavar=_("ACTION"))
    for topic in _TOPICS:
        topic.add_actions(what)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 when something given has mistakes."""
    return int(arguments.do(arguments))
