"""`tuquan places load` and `arrange`: the national file, and the arrangement of July 2025."""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from django.utils.translation import gettext as _

from tuquan.base.errors import Invalid
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import format_number, tidy
from tuquan.places.models import PlaceKind, Reform
from tuquan.places.queries.national import source
from tuquan.places.services.arrangement import Choices, arrangement_of
from tuquan.places.services.national import Loaded, load_map
from tuquan.project.commands.console import ACTOR, add_json_option, print_json, say_line
from tuquan.project.commands.places.deciding import (
    Actions,
    add_action,
    add_decision,
    decide,
    place_of,
)


def add_actions(what: Actions[argparse.ArgumentParser]) -> None:
    """Loading the map, and turning the former one into that of today."""
    loading = add_action(what, "load", _("load provinces and communes of the national file"), _load)
    loading.add_argument(
        "--province",
        action="append",
        default=[],
        metavar=_("CODE"),
        help=_("a province of today by its official code, several times; all when left out"),
    )
    loading.add_argument(
        "--before", action="store_true", help=_("the map before 01/07/2025, with districts")
    )
    add_json_option(loading)
    arranging = add_action(
        what, "arrange", _("carry out the arrangement of 01/07/2025 for a province"), _arrange
    )
    arranging.add_argument("--province", required=True, metavar=_("CODE"))
    arranging.add_argument(
        "--shares",
        type=Path,
        help=_("CSV: former code, code of today, share (1/3 or 40%%) of divided communes"),
    )
    arranging.add_argument(
        "--areas",
        type=Path,
        help=_("CSV: area, code of its commune today, new name (may be empty)"),
    )
    add_decision(arranging)


def _load(arguments: argparse.Namespace) -> int:
    loaded = load_map(ACTOR, arguments.province, before=arguments.before)
    if arguments.json:
        print_json(_plain(loaded))
        return 0
    said = source()
    say_line(
        _("%(name)s %(version)s, made on %(day)s, licence %(licence)s.")
        % {
            "name": said.name,
            "version": said.version,
            "day": f"{said.made_on:%d/%m/%Y}",
            "licence": said.licence,
        }
    )
    for kind, count in _kinds(loaded).items():
        say_line(f"  + {format_number(count)} {PlaceKind(kind).label}")
    for old, place in loaded.renamed:
        say_line(f"  ~ {old} → {place.name}")
    say_line(_("%(count)s were here already.") % {"count": format_number(loaded.same)})
    return 0


def _plain(loaded: Loaded) -> dict[str, object]:
    return {
        "version": source().version,
        "added": _kinds(loaded),
        "renamed": [{"old": old, "new": place.name} for old, place in loaded.renamed],
        "same": loaded.same,
    }


def _kinds(loaded: Loaded) -> dict[str, int]:
    return dict(Counter(place.kind for place in loaded.added))


def _arrange(arguments: argparse.Namespace) -> int:
    plan = arrangement_of(ACTOR, arguments.province, _choices(arguments))
    return decide(arguments, Reform.Kind.NATIONAL, plan)


def _choices(arguments: argparse.Namespace) -> Choices:
    shares = {
        (row[0], row[1]): _share(row[2], arguments.shares) for row in _rows(arguments.shares, 3)
    }
    known = [(place_of(row[0]), row[1], tidy(row[2])) for row in _rows(arguments.areas, 3)]
    return Choices(
        shares,
        {area.pk: code for area, code, _name in known if code},
        {area.pk: name for area, _code, name in known if name},
    )


def _rows(file: Path | None, columns: int) -> Iterator[list[str]]:
    """The rows of a small CSV file; short ones are filled up, empty ones skipped."""
    if file is None:
        return
    if not file.is_file():
        raise Invalid([Problem("file_not_found", "FILE", {"file": file.name})])
    for row in csv.reader(file.read_text("utf-8-sig").splitlines()):
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield [*cells, *[""] * columns][:columns]


def _share(text: str, file: Path) -> Fraction:
    try:
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise Invalid([Problem("pair_wrong", file.name, {"text": text})]) from error
