"""`tuquan rollup`: the totals of a place for one period."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuquan.base import clock
from tuquan.base.errors import Invalid
from tuquan.base.templatetags.tq import NO_FIGURE, day, number, percent, reporters
from tuquan.core.problems import Problem
from tuquan.core.rollup import Number
from tuquan.insights import exports, queries
from tuquan.insights.queries import Line, Overview, Round
from tuquan.places.models import Place
from tuquan.places.queries import find_place_ever
from tuquan.project.commands.console import (
    ACTOR,
    add_json_option,
    day_typed,
    place_named,
    print_json,
    say_line,
)

NAME = "rollup"
HELP = gettext_lazy("show the totals of a place for one period")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The place, and which report and period when not the last one that is over."""
    parser.add_argument("--place", required=True, help=_("short code, scheme:code or number"))
    parser.add_argument("--calendar", default="", help=_("which report, for example monthly"))
    parser.add_argument("--period", default="", help=_("for example 2026-10 or 2026-Q4"))
    parser.add_argument(
        "--as-of",
        default="",
        metavar="DAY",
        help=_("by the places of that day, for example 30/06/2025 (default: today)"),
    )
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add up and print; exit code 1 when the place has no such period."""
    asked = day_typed(arguments.as_of) if arguments.as_of else None
    place = _place(arguments.place, asked)
    on = queries.day_shown(place, asked)
    if asked is not None and on != asked:
        params = {"place": place.name, "day": f"{asked:%d/%m/%Y}"}
        raise Invalid([Problem("place_not_on_map", "--as-of", params)])
    chosen = _round(place, arguments.calendar, arguments.period, on)
    shown = queries.overview_of(ACTOR, place, chosen, on)
    if arguments.json:
        print_json(_as_json(shown))
    else:
        _say(shown)
    return 0


def _place(reference: str, asked: date | None) -> Place:
    """A place of today or, with a day, one that has ended since."""
    if asked is not None and (ended := find_place_ever(ACTOR, reference, asked, "totals.view")):
        return ended
    return place_named(reference, "totals.view")


def _round(place: Place, calendar: str, period: str, on: date) -> Round:
    wanted = [
        one
        for one in queries.rounds_below(ACTOR, place, on)
        if calendar in ("", one.calendar.key) and period in ("", one.period.key)
    ]
    chosen = queries.latest_round(wanted, clock.today())
    if chosen is None:
        params = {"place": place.name, "calendar": calendar or "–", "period": period or "–"}
        raise Invalid([Problem("no_round", "--period", params)])
    return chosen


def _as_json(shown: Overview) -> dict[str, Any]:
    """Stable keys; a figure that is not known is null, never 0."""
    chosen, plan = shown.chosen, queries.plan_for(shown.chosen)
    return {
        "place": shown.place.short_code or str(shown.place.pk),
        "programme": chosen.edition.content.programme,
        "edition": chosen.edition.key,
        "calendar": chosen.calendar.key,
        "period": chosen.period.key,
        "as_of": shown.as_of.isoformat(),
        "map_of": shown.on.isoformat(),
        "apportioned": shown.apportioned,
        "expected": shown.expected,
        "received": shown.received,
        "lines": [_line_as_json(line) for line in shown.lines],
        "below": [
            {
                "name": row.name,
                "expected": row.totals.now.expected,
                "received": row.totals.now.received,
                "apportioned": row.totals.now.apportioned,
                "values": {
                    line.key: _plain(queries.line_of(line.asked, plan, row.totals).value)
                    for line in shown.lines
                },
            }
            for row in shown.below
        ],
    }


def _line_as_json(line: Line) -> dict[str, Any]:
    figure = line.figure
    counts: dict[str, Any] = {
        "key": line.key,
        "kind": line.kind,
        "value": _plain(line.value),
        "baseline": _plain(line.baseline),
        "change": _plain(line.change),
        "target": _plain(line.target),
        "reached": line.reached,
        "reported": figure.reported,
        "not_applicable": figure.not_applicable,
        "not_reported": figure.not_reported,
        "baseline_reported": line.surveyed,
        "compared": line.compared,
    }
    if line.kind == "yes_no":
        counts |= {"yes": figure.yes, "no": figure.no}
    if line.kind == "choice":
        counts["choices"] = {one.key: one.reporters for one in line.choices}
    if line.kind == "day":
        counts["last_day"] = figure.last_day
    if line.kind == "share":
        share = line.share
        counts |= {
            "numerator": _plain(share.numerator),
            "denominator": _plain(share.denominator),
        }
    return counts


def _plain(figure: Number | None) -> int | str | None:
    """Counts as numbers, decimals as text, so that they stay exact."""
    return figure if figure is None or isinstance(figure, int) else f"{figure:f}"


def _figure(line: Line, figure: Number | None) -> str:
    if figure is None or line.kind == "share":
        return percent(figure, 1)
    return f"{number(figure)} {line.unit}".rstrip()


def _now(line: Line, reporter: str) -> str:
    """The total of a line in words: of promises and choices how many, of the rest who said any."""
    figure = line.figure
    if not figure.reported and line.value is None:
        return NO_FIGURE
    if line.kind == "yes_no":
        words = _("%(yes)s kept, %(no)s not kept")
        return words % {"yes": number(figure.yes), "no": number(figure.no)}
    if line.kind == "choice":
        return queries.choices_words(line)
    if line.kind == "day":
        return day(figure.last_day)
    if line.kind == "text":
        return _("written by %(reporters)s") % {"reporters": reporters(figure.reported, reporter)}
    return _figure(line, line.value)


def _before(line: Line) -> str:
    """What it was in the survey, in brackets; nothing where nobody was asked."""
    if not line.surveyed:
        return ""
    if line.kind == "day":
        said = day(line.was.last_day)
    else:
        said = queries.choices_words(line, before=True) or _figure(line, line.baseline)
    words = _("start of the year: %(figure)s") % {"figure": said}
    return f" ({words})"


def _say(shown: Overview) -> None:
    say_line(f"{shown.name}. {exports.round_name(shown.chosen)}")
    say_line(exports.coverage_words(shown))
    for words in exports.map_words(shown):
        say_line(words)
    for line in shown.lines:
        now = _now(line, shown.chosen.feeding.reporter)
        say_line(f"  {line.label}: {now}{_before(line)}")
    for row in shown.below:
        totals = row.totals.now
        shared = exports.shared_words(row.shared_from)
        estimated = f" ({_('estimated in proportion')}; {shared})" if shared else ""
        heard = f"{number(totals.received)}/{number(totals.expected)}"
        say_line(f"  {row.name}: {heard}{estimated}")
