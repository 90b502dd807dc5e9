"""`tuquan programme adopt` and `list`: who runs what, and from when."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from tuquan.base.errors import Invalid
from tuquan.base.texts.differences import difference_words
from tuquan.base.texts.wording import period_words, spoken, worded
from tuquan.core.localising import check_terms, proposed_days, proposed_terms
from tuquan.core.packs import read_terms
from tuquan.core.packs.diff import differences
from tuquan.core.problems import Problem
from tuquan.core.programme import Edition
from tuquan.core.programme.local import LocalTerms
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition
from tuquan.programmes.queries import (
    first_reports,
    installed_editions,
    runs_in,
    visible_adoptions,
)
from tuquan.programmes.services import (
    AdoptionTerms,
    adopt_programme,
    change_edition,
    packs_to_install,
)
from tuquan.project.commands.console import ACTOR, day_typed, place_named, print_json, say_line
from tuquan.project.commands.programme.checking import print_mistakes
from tuquan.project.commands.programme.installing import plain_edition


def show_list(arguments: argparse.Namespace) -> int:
    """Print what is installed, who runs it, and which packs wait to be installed."""
    adoptions: dict[int, list[Adoption]] = {}
    for adoption in visible_adoptions(ACTOR):
        adoptions.setdefault(adoption.edition_id, []).append(adoption)
    editions, waiting = list(installed_editions()), packs_to_install()
    if arguments.json:
        installed = [
            plain_edition(edition)
            | {"adoptions": [_plain_adoption(one) for one in adoptions.get(edition.pk, [])]}
            for edition in editions
        ]
        print_json({"installed": installed, "shipped": [one.pack.key for one in waiting]})
        return 0
    for edition in editions:
        say_line(f"{edition.programme.key}/{edition.key}  {edition.programme.name}")
        for adoption in adoptions.get(edition.pk, []):
            say_line(f"    {adoption.place.name}: {_days(adoption)}")
    for one in waiting:
        text = _("Newer forms: %(key)s") if one.only_papers else _("Not installed yet: %(key)s")
        say_line(text % {"key": one.pack.key})
    return 0


def adopt(arguments: argparse.Namespace) -> int:
    """Let a place run an edition, and print when its first reports are due."""
    place = place_named(arguments.place, "programmes.adopt")
    edition = _edition_named(arguments.key, arguments.edition)
    groups_of = _groups_of(arguments.groups_of, place) if arguments.groups_of else None
    until = day_typed(arguments.until) if arguments.until else None
    starts = day_typed(arguments.start)
    local = proposed_terms(edition.content, starts)
    if arguments.terms:
        written, mistakes = read_terms(*_file(arguments.terms), edition.content)
        if written is None:
            return print_mistakes(mistakes, arguments.json)
        local = written
    if problems := check_terms(edition.content, local):
        raise Invalid(problems)
    if arguments.change:
        return _change(place, edition, starts, arguments.json)
    if arguments.dry_run:
        return _show_days(edition.content, local, arguments.json)
    adoption = adopt_programme(
        ACTOR, place, edition, AdoptionTerms(starts, until, groups_of, local)
    )
    if arguments.json:
        print_json(_plain_adoption(adoption))
        return 0
    names = {"place": place.name, "programme": edition.programme.name}
    say_line(_("%(place)s runs %(programme)s now. First reports:") % names)
    for first in first_reports(adoption):
        title = spoken(first.calendar.title, first.calendar.title_en)
        if first.period and first.due:
            due = formats.date_format(first.due, "SHORT_DATE_FORMAT")
            words = {"title": title, "period": period_words(first.period), "day": due}
            say_line("    " + _("%(title)s: %(period)s, due %(day)s") % words)
    return 0


def _change(place: Place, edition: ProgrammeEdition, starts: date, as_json: bool) -> int:
    """Let a place go on with another edition of the programme it runs."""
    running = (
        visible_adoptions(ACTOR)
        .filter(place=place, edition__programme=edition.programme_id, continued_by=None)
        .exclude(edition=edition)
        .last()
    )
    if running is None:
        params = {"place": place.name, "programme": edition.programme.name}
        raise Invalid([Problem("nothing_to_change", "--change", params)])
    following = change_edition(ACTOR, running, edition, starts)
    if as_json:
        print_json(_plain_adoption(following))
        return 0
    names = {"place": place.name, "edition": edition.key, "old": running.edition.key}
    say_line(_("%(place)s goes on with edition %(edition)s after %(old)s. Different:") % names)
    for found in differences(running.edition.content, edition.content):
        if not found.minor:
            say_line(f"    {difference_words(found)}")
    return 0


def _file(path: Path) -> tuple[str, str]:
    """The text of a file with its name."""
    try:
        return path.read_text("utf-8"), path.name
    except (OSError, ValueError) as error:
        params = {"file": str(path)}
        raise Invalid([Problem("terms_file_unreadable", "--terms", params)]) from error


def _show_days(content: Edition, local: LocalTerms, as_json: bool) -> int:
    """Print what the explicit days of the document would become; nothing is written."""
    chosen = {one.item: one.on for one in local.re_dated}
    moved = [
        (one, chosen.get(one.item, one.was)) for one in proposed_days(content, date(1970, 1, 1))
    ]
    if as_json:
        days = [{"item": one.item, "document": one.was, "here": day} for one, day in moved]
        print_json({"days": days})
        return 0
    if not moved:
        say_line(_("The document names no day of its own."))
    for one, day in moved:
        days_in_words = {
            "label": worded(one),
            "was": formats.date_format(one.was, "SHORT_DATE_FORMAT"),
            "day": formats.date_format(day, "SHORT_DATE_FORMAT"),
        }
        say_line(_("%(was)s → %(day)s  %(label)s") % days_in_words)
    return 0


def _edition_named(programme: str, key: str | None) -> ProgrammeEdition:
    editions = installed_editions().filter(programme__key=programme)
    if key:
        editions = editions.filter(key=key)
    newest = max(editions, key=lambda edition: edition.content.effective_from, default=None)
    if newest is None:
        raise Invalid([Problem("programme_unknown", "key", {"programme": programme})])
    return newest


def _groups_of(key: str, place: Place) -> Programme:
    programme = _edition_named(key, None).programme
    if not runs_in(place, programme):
        params = {"place": place.name, "programme": programme.name}
        raise Invalid([Problem("groups_of_not_adopted", "--groups-of", params)])
    return programme


def _days(adoption: Adoption) -> str:
    start = formats.date_format(adoption.effective_from, "SHORT_DATE_FORMAT")
    if adoption.effective_until is None:
        return _("since %(start)s") % {"start": start}
    end = formats.date_format(adoption.effective_until, "SHORT_DATE_FORMAT")
    return _("from %(start)s until %(end)s") % {"start": start, "end": end}


def _plain_adoption(adoption: Adoption) -> dict[str, Any]:
    return {
        "programme": adoption.edition.programme.key,
        "edition": adoption.edition.key,
        "place": adoption.place_id,
        "from": adoption.effective_from,
        "until": adoption.effective_until,
        "groups_of": adoption.groups_of.key if adoption.groups_of else None,
        "first_reports": [
            {
                "calendar": first.calendar.key,
                "period": first.period.key if first.period else None,
                "due": first.due,
            }
            for first in first_reports(adoption)
        ],
    }
