"""Printing for people and for programs, and asking before something is written."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.places.models import Place
from tuquan.places.queries import find_place

ACTOR = Actor.system("tuquan")
"""Who types at the server's own keyboard: the system itself."""


def say_line(text: str = "") -> None:
    """A line for the person."""
    print(text)  # noqa: T201


def say_progress(text: str) -> None:
    """A line about how far long work has come; kept apart from results."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def print_json(value: Any) -> None:
    """One JSON value for a program; days and instants as ISO text."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))  # noqa: T201


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """The option every command with results has."""
    parser.add_argument("--json", action="store_true", help=_("print JSON with stable keys"))


def place_named(reference: str, permission: str = "places.view") -> Place:
    """The place a person named on the command line; refused with a sentence when unknown."""
    place = find_place(ACTOR, reference, permission)
    if place is None:
        raise Invalid([Problem("place_unknown", "--place", {"reference": reference})])
    return place


def day_typed(text: str) -> date:
    """A day as people write it, 05/03/2026, or as programs do, 2026-03-05."""
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Invalid([Problem("date_wrong", "", {"text": text})])


def confirmed(question: str, assumed: bool) -> bool:
    """Ask yes or no; `--yes` answers beforehand, and without a keyboard the answer is no."""
    if assumed:
        return True
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [c/K] ").strip().lower() in {"c", "co", "có", "y", "yes"}
