"""`tuquan programme diff`: what a new edition changes, one sentence for each difference."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.base.texts.differences import difference_words
from tuquan.core.packs.diff import Difference, differences
from tuquan.core.programme import Edition
from tuquan.project.commands.console import print_json, say_line
from tuquan.project.commands.programme.checking import print_mistakes
from tuquan.project.commands.programme.packs import edition_named


def compare(arguments: argparse.Namespace) -> int:
    """Print every difference between two editions; 1 only when one of them cannot be read."""
    editions: list[Edition] = []
    for name in (arguments.old, arguments.new):
        edition, mistakes = edition_named(name)
        if edition is None:
            return print_mistakes(mistakes, arguments.json)
        editions.append(edition)
    found = differences(*editions)
    if arguments.json:
        print_json(
            {
                "old": _plain_name(editions[0]),
                "new": _plain_name(editions[1]),
                "differences": [_plain_difference(one) for one in found],
            }
        )
    else:
        _print(editions, found)
    return 0


def _print(editions: list[Edition], found: list[Difference]) -> None:
    say_line(" → ".join(f"{edition.programme}/{edition.key}" for edition in editions))
    if not found:
        say_line(_("There is no difference."))
        return
    for one in found:
        if not one.minor:
            say_line(f"  {difference_words(one)}")
    minor = [one for one in found if one.minor]
    if minor:
        text = ngettext(
            "%(count)s change of sources or English names:",
            "%(count)s changes of sources and English names:",
            len(minor),
        )
        say_line(text % {"count": len(minor)})
    for one in minor:
        say_line(f"  {difference_words(one)}")


def _plain_name(edition: Edition) -> dict[str, str]:
    return {"programme": edition.programme, "edition": edition.key, "title": edition.title}


def _plain_difference(difference: Difference) -> dict[str, Any]:
    fields = {
        field.name: _plain(getattr(difference, field.name))
        for field in dataclasses.fields(difference)
    }
    return {**fields, "message": difference_words(difference)}


def _plain(value: Any) -> Any:
    """A value of an edition for a program: numbers exact, days as ISO text, parts by their keys."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
